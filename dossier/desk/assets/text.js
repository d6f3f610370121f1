// @ts-check
// The text of a source: its words and sentences, and the pieces that it is drawn in. Nothing here touches the page.

/** @typedef {{ start: number, end: number }} Stretch */
/** @typedef {{ paragraph: number, start: number, end: number, kind: string, id: string, title: string, proposed: boolean }} Mark */
/** @typedef {{ text: string, start: number, marks: Mark[] }} Piece */

/**
 * The words of a text, in every script, as offsets.
 * @param {string} text
 * @param {string} language
 * @returns {Stretch[]}
 */
export function wordsOf(text, language) {
  return segments(text, language, "word").filter((piece) => piece.word);
}

/**
 * The sentences of a text as offsets, without the blanks around them.
 * @param {string} text
 * @param {string} language
 * @returns {Stretch[]}
 */
export function sentencesOf(text, language) {
  return segments(text, language, "sentence").map(({ start, end }) => {
    const piece = text.slice(start, end);
    return { start: start + piece.length - piece.trimStart().length, end: start + piece.trimEnd().length };
  }).filter(({ start, end }) => end > start);
}

/**
 * @param {string} text
 * @param {string} language
 * @param {"word" | "sentence"} granularity
 */
function segments(text, language, granularity) {
  let locale = "en";
  try {
    locale = Intl.getCanonicalLocales(language)[0] ?? "en";
  } catch {
    // a tag that the browser does not know
  }
  const found = [...new Intl.Segmenter(locale, { granularity }).segment(text)];
  return found.map(({ index, segment, isWordLike }) => ({
    start: index,
    end: index + segment.length,
    word: Boolean(isWordLike),
  }));
}

/**
 * A stretch widened to whole words, without blanks at its ends; null if no word is in it.
 * @param {Stretch} stretch
 * @param {Stretch[]} words
 * @returns {Stretch | null}
 */
export function wholeWords({ start, end }, words) {
  const inside = words.filter((word) => word.end > start && word.start < Math.max(end, start + 1));
  if (!inside.length) return null;
  const [first, last] = [inside[0], inside[inside.length - 1]];
  // What is marked beyond the last word, a closing mark for example, stays if it was selected.
  return { start: Math.min(first.start, Math.max(start, first.start)), end: Math.max(last.end, Math.min(end, last.end)) };
}

/**
 * The paragraph cut at the ends of its marks.
 * @param {string} text
 * @param {Mark[]} marks
 * @returns {Piece[]}
 */
export function piecesOf(text, marks) {
  const ends = new Set([0, text.length]);
  for (const { start, end } of marks) {
    ends.add(Math.max(0, start));
    ends.add(Math.min(end, text.length));
  }
  const cuts = [...ends].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, number) => ({
    start,
    text: text.slice(start, cuts[number + 1]),
    marks: marks.filter((mark) => mark.start <= start && mark.end >= cuts[number + 1]),
  }));
}

/**
 * An id made of a title: lower-case letters, digits and hyphens.
 * @param {string} title
 */
export function idOf(title) {
  const plain = title.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const id = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  // A long one ends with a whole word, where it has several.
  return id.length <= 60 ? id : id.slice(0, 61).replace(/-[^-]*$/, "").slice(0, 60);
}

/**
 * What is being typed behind an opening `[[` or `[@`, for completion; null if nothing is.
 * @param {string} before The text before the caret.
 * @returns {{ open: string, typed: string } | null}
 */
export function completing(before) {
  const found = before.match(/(\[\[|\[@|; ?@)([^\][|;,\n]{0,60})$/u);
  return found ? { open: found[1], typed: found[2] } : null;
}
