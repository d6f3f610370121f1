// @ts-check
// Texts and words as search and the filters of tables compare them: as dossier/model/words.py has it, by its tables, which a
// build writes ahead of this script (dossier/render/bundles.py).
"use strict";

(() => {
  const { letters, dropped, kept, apostrophes, hyphens, latin, spaced, arabic, servant, hebrew, han, seamless, common, longest } =
    window.dossierFolding;

  /** @param {string} characters */
  const pattern = (characters) => characters.replace(/[\]\\^-]/g, "\\$&");
  const A = pattern(apostrophes), H = pattern(hyphens);
  const W = "[\\p{L}\\p{N}\\p{M}\\u200c]";
  const DROPPED = new RegExp(`(?![${kept}])\\p{M}|[${pattern(dropped)}]`, "gu");
  const SPECIAL = new RegExp(`[${Object.keys(letters).join("")}]`, "gu");
  const APOSTROPHES = new RegExp(`[${A}]`, "gu");
  const JOINED = new RegExp(`[${A}${H}\\u200c]`, "gu");
  const GERSHAYIM = /(?<=[\u05d0-\u05ea])["\u05f4\u05f3](?=[\u05d0-\u05ea])/gu;
  const DOTTED = `(?<![\\p{L}\\p{N}_.])\\p{L}(?:\\.\\p{L})+(?!${W})`;
  const GROUPED = `(?<![\\p{L}\\p{N}_.,])\\p{Nd}{1,3}(?:(?:,\\p{Nd}\\p{Nd})+,|[.,\\u066c])\\p{Nd}{3}(?:[.,\\u066c]\\p{Nd}{3})*(?!${W})`;
  const TOKEN = new RegExp(
    `(?<dotted>${DOTTED})(?:\\.?[${A}]s(?!${W})|\\.(?=[${H}]))?|(?<grouped>${GROUPED})|(?<word>${W}+(?:[${A}]${W}+)*)`, "gu");
  const DIVIDED = new RegExp(`${DOTTED}|${GROUPED}`, "gu");
  const PIECE = new RegExp(`([${han}])|([${seamless}]+)|[^${han}${seamless}]+`, "gu");
  const WHOLLY = new RegExp(`[${han}${seamless}]`, "u");
  const ARABIC_JOINED = /(?<=[\u0600-\u06ff])\u200c(?=[\u0600-\u06ff])/u;
  const GROUPED_BY_BLANKS = /(?<![\p{L}\p{N}_.,])\p{Nd}{1,3}(?:[ \u00a0\u2009\u202f]\p{Nd}{3})+(?![\p{L}\p{N}_])/gu;
  const SPACED_ARTICLE = new RegExp(`(?<![\\p{L}\\p{N}_-])(${spaced.join("|")})[ \\u00a0](?=\\p{L})`, "giu");

  /**
   * A text with its letters folded, and all else in its place.
   * @param {string} text
   */
  const lettersOf = (text) =>
    text.normalize("NFKD").toLowerCase().replace(DROPPED, "").replace(SPECIAL, (letter) => letters[letter]).replace(GERSHAYIM, "");

  /**
   * A text as it is looked through for what a reader types, anywhere within a word: no article is taken off.
   * @param {string} text
   */
  const fold = (text) => lettersOf(text).replace(DIVIDED, (found) => found.replace(/[.,\u066c]/g, "")).replace(JOINED, "");

  /**
   * A text divided at its blanks, but for those within a number and after an article.
   * @param {string} text
   */
  const chunks = (text) =>
    text.replace(GROUPED_BY_BLANKS, (found) => found.replace(/[ \u00a0\u2009\u202f]/g, ",")).replace(SPACED_ARTICLE, "$1-")
      .split(/\s+/).filter(Boolean);

  /** @param {string} text */
  const long = (text) => [...text].length;
  /** @param {string} text */
  const cut = (text) => [...text].slice(0, longest).join("");

  /**
   * A word without its Arabic article, if `least` letters are left.
   * @param {string} text
   * @param {number} least
   */
  function bare(text, least) {
    const article = arabic.find((head) => text.startsWith(head) && long(text) >= long(head) + least);
    return article ? text.slice(article.length) : text;
  }

  /**
   * The further forms of a word: of a Persian compound and of an Arabic name its parts, of a Hebrew word what its prefixes leave.
   * @param {string} token
   * @param {string} whole
   * @param {number} least
   * @returns {Pick<FoldedWord, "parts" | "same"> & { more: string[] }}
   */
  function further(token, whole, least) {
    /** @type {string[]} */
    let parts = [];
    if (ARABIC_JOINED.test(token)) parts = token.split(ARABIC_JOINED).filter(Boolean).map((part) => bare(part, least));
    else if (whole.startsWith(`${servant}ال`) && long(whole) > servant.length + 3) parts = [servant, bare(whole.slice(servant.length), least)];
    if (parts.length) return { parts, same: [], more: parts };
    let heads = 0;
    while (heads < 2 && whole[heads] && hebrew.includes(whole[heads]) && long(whole) > heads + 3) heads += 1;
    const more = Array.from({ length: heads }, (_, at) => whole.slice(at + 1));
    return { parts, same: whole.startsWith("ה") ? more.slice(0, 1) : [], more };
  }

  /**
   * @param {string} token
   * @param {string} plain
   * @param {string} article
   * @param {number} least
   * @returns {FoldedWord}
   */
  function simple(token, plain, article, least) {
    const found = plain.split(APOSTROPHES).filter(Boolean);
    if (found.length > 1 && found.at(-1) === "s") found.pop();
    const whole = bare(found.join(""), least);
    const rest = found.length > 1 ? found.filter((each) => long(each) > 2) : [];
    const other = article ? [article + whole] : [];
    const { parts, same, more } = further(token, whole, least);
    // Of what is typed as COVID19 a text may have "COVID 19".
    const divided = /^(\p{L}{2,})(\p{N}+)$/u.exec(whole)?.slice(1) ?? [];
    return { forms: [whole, ...rest, ...other, ...more], same: [...other, ...same], parts: parts.length ? parts : divided };
  }

  /** @param {string} form @param {string[]} more @returns {FoldedWord} */
  const alone = (form, ...more) => ({ forms: [form, ...more], same: [], parts: [] });

  /**
   * The words of a token: one, but for scripts without blanks.
   * @param {string} token
   * @param {string} article
   * @param {number} least
   * @returns {FoldedWord[]}
   */
  function wordsOf(token, article, least) {
    const plain = token.replaceAll("\u200c", "");
    if (!plain) return [];
    if (!WHOLLY.test(plain)) return [simple(token, plain, article, least)];
    return [...plain.matchAll(PIECE)].flatMap(([piece, one, run]) => {
      if (one) return [alone(piece)];
      if (!run) return [simple(piece, piece, article, least)];
      const characters = [...run.replace(/[\u3041-\u30ff][\u3099\u309a]/gu, (voiced) => voiced.normalize("NFC"))];
      if (characters.length < 2) return [alone(run)];
      const last = /** @type {string} */ (characters.at(-1));
      return characters.slice(1).map((next, at) =>
        alone(characters[at] + next, ...(at === characters.length - 2 ? [last] : [])));
    });
  }

  /**
   * @param {string} chunk
   * @param {number} least
   * @returns {FoldedGroup[]}
   */
  function folded(chunk, least) {
    const plain = lettersOf(chunk);
    /** @type {FoldedGroup[]} */
    const groups = [];
    let article = "", end = -1;
    for (const match of plain.matchAll(TOKEN)) {
      const { dotted, grouped, word } = match.groups ?? {};
      const hyphened = match.index === end + 1 && hyphens.includes(plain[end] ?? " ");
      if (!hyphened || !groups.length) groups.push({ words: [], whole: "" });
      const group = groups[groups.length - 1];
      end = match.index + match[0].length;
      if (word && latin.includes(word) && hyphens.includes(plain[end] ?? " ")) {
        article = word;
        group.whole += word;
        continue;
      }
      const parts = (dotted ?? grouped ?? "").split(/[.,\u066c]/).filter(Boolean);
      const found = parts.length ? [{ forms: [parts.join(""), ...parts], same: [], parts }] : wordsOf(match[0], article, least);
      article = "";
      group.whole += found.length === 1 ? found[0].forms[0] : "?".repeat(longest + 1);
      group.words.push(...found);
    }
    for (const group of groups) {
      if (group.words.length < 2 || long(group.whole) > longest) group.whole = "";
      else group.words[0].forms.push(group.whole);
    }
    return groups;
  }

  /** @type {Map<string, FoldedGroup[]>} */
  const known = new Map();

  /** @param {string} chunk @param {number} least */
  function groupsOf(chunk, least) {
    const key = `${least}${chunk}`;
    const found = known.get(key) ?? folded(chunk, least);
    known.set(key, found);
    return found;
  }

  /**
   * The words of a text without blanks, in order; each as it is looked for, then its other forms.
   * @param {string} chunk
   * @param {number} [least] letters that an Arabic article leaves
   * @returns {string[][]}
   */
  const words = (chunk, least = 3) =>
    groupsOf(chunk, least).flatMap((group) => group.words.map(({ forms }) => [...new Set(forms.map(cut))]));

  /** @param {string} term @returns {Wanted} */
  const term = (term) => ({ terms: [cut(term)] });

  /**
   * What is looked for where a reader types a text without blanks: a compound as a whole, or each of its parts.
   * @param {string} chunk
   * @returns {Wanted[]}
   */
  const wanted = (chunk) => groupsOf(chunk, 3).flatMap(({ words: found, whole }) => {
    const each = found.map(({ forms, same, parts }) =>
      ({ terms: [forms[0], ...same].map(cut), ...(parts.length > 1 && { parts: parts.map(term) }) }));
    return whole ? [{ ...term(whole), parts: each }] : each;
  });

  window.dossierFold = { fold, chunks, words, wanted, common };
})();
