// @ts-check
// Words that are looked for, in a text: where they are, marked, and the stretch that holds most of them.
"use strict";

(() => {
  /** @typedef {[begin: number, end: number]} Span */
  const { make } = window.dossierDom;
  const { words: wordsOf, chunks } = window.dossierFold;
  const AROUND = 60; // characters before the first word found
  const LONG = 220; // characters of a snippet

  const WORD = /[\p{L}\p{N}\p{M}\u00ad\u0640\u200b-\u200d'’‘`′]+/gu;
  const COMPOUND = /[\p{L}\p{N}\p{M}\u00ad\u0640\u200b-\u200d'’‘`′]+(?:[-‐‑–.,٬"״\u00a0\u202f][\p{L}\p{N}\p{M}\u00ad\u0640\u200b-\u200d'’‘`′]+)*/gu;

  /**
   * Where a text has words that are looked for.
   * @param {string} text
   * @param {Wanted[]} words
   */
  function hits(text, words) {
    const every = words.flatMap((word) => [word, ...(word.parts ?? [])]);
    /** @param {string} piece */
    const found = (piece) => {
      const forms = chunks(piece).flatMap((chunk) => wordsOf(chunk).flat());
      return every.some(({ terms, open }) =>
        terms.some((term) => forms.some((form) => form === term || ((open || term.length > 3) && form.startsWith(term)))));
    };
    /** @type {Span[]} */
    const spans = [];
    /** @param {number} begin @param {string} piece */
    const note = (begin, piece) => {
      const last = spans.at(-1);
      if (last && begin <= last[1]) last[1] = Math.max(last[1], begin + piece.length);
      else spans.push([begin, begin + piece.length]);
    };
    for (const { index, 0: compound } of text.matchAll(COMPOUND)) {
      if (!found(compound)) continue;
      const before = spans.length;
      for (const { index: at, 0: word } of compound.matchAll(WORD)) {
        if (!found(word)) continue;
        // In a script without blanks a word is a few characters of a line.
        if (wordsOf(word).length < 2) note(index + at, word);
        else for (let i = 0; i < word.length; i += 1) {
          for (const piece of [word[i], word.slice(i, i + 2)]) if (wordsOf(piece).length === 1 && found(piece)) note(index + at + i, piece);
        }
      }
      if (spans.length === before) note(index, compound);
    }
    return spans;
  }

  /** @param {string} text @param {Span[]} spans */
  function marked(text, spans) {
    /** @type {(Node | string)[]} */
    const nodes = [];
    let at = 0;
    for (const [begin, end] of spans) {
      nodes.push(text.slice(at, begin), make("mark", {}, text.slice(begin, end)));
      at = end;
    }
    return [...nodes, text.slice(at)];
  }

  /**
   * The stretch of a text that holds most of the words, at most `LONG` characters.
   * @param {string} text
   * @param {Wanted[]} words
   */
  function snippet(text, words) {
    const spans = hits(text, words);
    let best = 0;
    let most = 0;
    spans.forEach(([begin], first) => {
      const near = spans.slice(first).filter(([, end]) => end <= begin + LONG - AROUND);
      const kinds = new Set(near.map(([b, e]) => text.slice(b, e).toLowerCase())).size * 10 + near.length;
      if (kinds > most) [best, most] = [begin, kinds];
    });
    let begin = Math.max(0, best - AROUND);
    // Not every script has a blank nearby.
    const blank = text.indexOf(" ", begin);
    if (begin && blank >= 0 && blank < best) begin = blank + 1;
    let end = Math.min(text.length, begin + LONG);
    if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), begin + AROUND);
    const inside = spans.filter(([b, e]) => b >= begin && e <= end).map(([b, e]) => /** @type {Span} */ ([b - begin, e - begin]));
    return [begin ? "… " : "", ...marked(text.slice(begin, end), inside), end < text.length ? " …" : ""];
  }

  window.dossierSnippets = { hits, marked, snippet };
})();
