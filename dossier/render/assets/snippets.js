// @ts-check
// Words that are looked for, in a text: where they are, marked, and the stretch that holds most of them.
"use strict";

(() => {
  /** @typedef {[begin: number, end: number]} Span */
  const { make } = window.dossierDom;
  const { words: wordsOf } = window.dossierFold;
  const AROUND = 60; // characters before the first word found
  const LONG = 220; // characters of a snippet

  /**
   * Where a text has words that are looked for.
   * @param {string} text
   * @param {Wanted[]} words
   */
  function hits(text, words) {
    /** @type {Span[]} */
    const spans = [];
    for (const match of text.matchAll(/[\p{L}\p{N}\p{M}\u00ad\u0640\u200b-\u200d'’‘`′]+/gu)) {
      const forms = wordsOf(match[0]).flat();
      const found = words.some(({ terms, open }) =>
        terms.some((term) => forms.some((form) => form === term || ((open || term.length > 3) && form.startsWith(term)))));
      if (found) spans.push([match.index, match.index + match[0].length]);
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
    if (begin) begin = text.indexOf(" ", begin) + 1 || begin;
    let end = Math.min(text.length, begin + LONG);
    if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), begin + AROUND);
    const inside = spans.filter(([b, e]) => b >= begin && e <= end).map(([b, e]) => /** @type {Span} */ ([b - begin, e - begin]));
    return [begin ? "… " : "", ...marked(text.slice(begin, end), inside), end < text.length ? " …" : ""];
  }

  window.dossierSnippets = { hits, marked, snippet };
})();
