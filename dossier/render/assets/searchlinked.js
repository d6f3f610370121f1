// @ts-check
// What is linked to a record whose name was searched for, in any spelling: the pages with the name that the dossier prefers,
// below the record, and where Explore filters them.
"use strict";

(() => {
  const { hits } = window.dossierSnippets;
  const LEAST = 3; // letters of a name; fewer begin half of all names
  /** @type {Record<string, string>} */
  const FACETS = { actors: "actor", places: "place", publishers: "outlet" };

  /**
   * The result with what is linked to its first page; null where that is no record with all these words in its names.
   * @param {SearchFound} result
   * @param {SearchPage | undefined} first
   * @returns {Promise<SearchLinked | null>}
   */
  async function linked(result, first) {
    const { query, index } = result;
    const [folder, id] = (first?.address ?? "").split("/");
    if (!first || !FACETS[folder] || query.phrases.length || (query.words[0]?.terms[0].length ?? 0) < LEAST) return null;
    const names = [first.title, ...first.names.split(", ")];
    if (!names.some((name) => query.words.every((word) => hits(name, [word]).length))) return null;
    const by = await window.dossierSearch.look(`${first.title} `, false);
    const naming = by.found.filter((page) => page !== first.page);
    if (!naming.length) return null;
    const own = result.found.filter((page) => page !== first.page);
    const known = new Set(own);
    const scores = new Float32Array(index.pages);
    for (const page of naming) scores[page] = by.scores[page];
    for (const page of own) scores[page] = result.scores[page];
    // Enter opens what scores most.
    scores[first.page] = scores.reduce((most, score) => Math.max(most, score), result.scores[first.page]) + 1;
    const beside = new Set(naming.filter((page) => !known.has(page)));
    const found = [first.page, ...own, ...beside];
    const search = new URLSearchParams([[FACETS[folder], id]]);
    return {
      result: { index, query, found, scores, suggestion: null, beside, words: by.query.words },
      title: first.title, count: naming.length, address: `explore/?${search}`,
    };
  }

  window.dossierSearchLinked = linked;
})();
