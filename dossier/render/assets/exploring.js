// @ts-check
// Explore without a page: what its data holds, its filters as an address, and what they leave.
"use strict";

(() => {
  /** @type {Record<string, string>} */
  const SORTS = { oldest: "Oldest first", newest: "Newest first", title: "Title", sources: "Most sources" };

  /**
   * Every record has a list of value numbers a facet; what has no date or no place has the value that says so.
   * @param {ExploreData} data
   * @returns {Facet[]}
   */
  function facetsOf(data) {
    return data.facets.map((facet, number) => {
      const values = [...facet.values];
      if (facet.without) values.push(facet.without);
      return { ...facet, number, values, numbers: new Map(values.map(([value], n) => [value, n])), chosen: new Set() };
    });
  }

  /**
   * @param {ExploreData} data
   * @param {Facet[]} facets
   * @param {string} root from the page to the site's root
   * @returns {ExploreRecord[]}
   */
  function recordsOf(data, facets, root) {
    return data.records.map(([kind, id, title, lang, detail, when, wording, sortable, sources, numbers]) => {
      const values = facets.map((facet, n) => (facet.without && !numbers[n].length ? [facet.values.length - 1] : numbers[n]));
      const address = `${data.folders[kind]}/${id}/`;
      return { kind, id, title, lang, detail, when, wording, sortable, sources, values, address, href: `${root}/${address}` };
    });
  }

  /**
   * Takes the filters of an address; what it names that is not there is left out.
   * @param {URLSearchParams} query
   * @param {Facet[]} facets
   * @param {ExploreState} state
   */
  function read(query, facets, state) {
    /** @param {string} key */
    const given = (key) => query.get(key) ?? "";
    state.q = given("q");
    state.sort = Object.hasOwn(SORTS, given("sort")) ? given("sort") : "oldest";
    for (const end of /** @type {const} */ (["from", "to"])) state[end] = /^\d{4}-\d\d-\d\d$/.test(given(end)) ? given(end) : "";
    for (const facet of facets) {
      facet.chosen = new Set(query.getAll(facet.key).flatMap((value) => facet.numbers.get(value) ?? []));
    }
  }

  /**
   * The filters as the query of an address, without its question mark.
   * @param {Facet[]} facets
   * @param {ExploreState} state
   */
  function written(facets, state) {
    const query = new URLSearchParams();
    if (state.q) query.set("q", state.q);
    for (const facet of facets) facet.chosen.forEach((n) => query.append(facet.key, facet.values[n][0]));
    for (const end of /** @type {const} */ (["from", "to"])) if (state[end]) query.set(end, state[end]);
    if (state.sort !== "oldest") query.set("sort", state.sort);
    return query.toString();
  }

  /**
   * The feed of a view, under the site; empty where there is none.
   * @param {string} query of the view, as `written` writes it
   * @param {ExploreFeeds} feeds
   */
  function feedOf(query, feeds) {
    /** @param {string} text */
    const filters = (text) => [...new URLSearchParams(text)].filter(([key]) => key !== "sort").map(([key, value]) => `${key}=${value}`).sort();
    const own = filters(query);
    const saved = feeds.views.find(([each]) => filters(each).join("\n") === own.join("\n"));
    if (saved) return saved[1];
    if (!own.length) return feeds.all;
    const [key, value] = own[0].split("=");
    return own.length === 1 && value !== feeds.none && Object.hasOwn(feeds.facets, key) ? `${feeds.facets[key]}${value}/feed.xml` : "";
  }

  /**
   * @param {ExploreRecord} record
   * @param {ExploreState} state
   */
  function inRange(record, { from, to }) {
    record.window ??= record.when ? window.dossierDates.windowOf(record.when) : null;
    const days = record.window;
    return Boolean(days) && (!to || !days?.from || days.from <= to) && (!from || !days?.to || days.to >= from);
  }

  /**
   * @param {string} sort
   * @param {Map<string, number> | null} found
   * @param {Intl.Collator} collator
   * @returns {(a: ExploreRecord, b: ExploreRecord) => number}
   */
  function order(sort, found, collator) {
    /** @typedef {(a: ExploreRecord, b: ExploreRecord) => number} Comparison */
    /** @type {Comparison} */
    const title = (a, b) => collator.compare(a.title, b.title) || (a.id < b.id ? -1 : 1);
    /** @type {Comparison} */
    const dated = (a, b) => Number(a.sortable === "") - Number(b.sortable === "");
    /** @type {Comparison} */
    const time = (a, b) => (a.sortable < b.sortable ? -1 : a.sortable > b.sortable ? 1 : 0);
    /** @param {ExploreRecord} record */
    const rank = (record) => found?.get(record.address) ?? 0;
    /** @type {Record<string, Comparison>} */
    const orders = {
      oldest: (a, b) => (found ? rank(a) - rank(b) : dated(a, b) || time(a, b) || title(a, b)),
      newest: (a, b) => dated(a, b) || time(b, a) || title(a, b),
      title,
      sources: (a, b) => b.sources - a.sources || title(a, b),
    };
    return orders[sort];
  }

  /**
   * What the filters leave, in order; one pass that counts, for each value of a facet, what it would leave under all the
   * other filters, and what it would add to what the facet's chosen values leave.
   * @param {ExploreRecord[]} records
   * @param {Facet[]} facets
   * @param {ExploreState} state
   * @param {Map<string, number> | null} found addresses that the words are found in, to their rank; null without words
   * @param {string} lang of the page
   * @returns {ExploreMatches}
   */
  function matches(records, facets, state, found, lang) {
    const collator = new Intl.Collator(lang, { numeric: true, sensitivity: "base" });
    const counts = facets.map((facet) => new Uint32Array(facet.values.length));
    const adds = facets.map((facet) => new Uint32Array(facet.values.length));
    /** @type {ExploreMatches} */
    const result = { shown: [], undated: [], counts, adds };
    const ranged = Boolean(state.from || state.to);
    for (const record of records) {
      if (found && !found.has(record.address)) continue;
      let missed = -1, misses = 0;
      facets.forEach((facet, n) => {
        if (facet.chosen.size && !record.values[n].some((value) => facet.chosen.has(value))) {
          missed = n;
          misses += 1;
        }
      });
      if (misses > 1) continue;
      if (ranged && record.when && !inRange(record, state)) continue;
      if (!misses) (ranged && !record.when ? result.undated : result.shown).push(record);
      record.values.forEach((values, n) => {
        if (!misses || missed === n) values.forEach((value) => { counts[n][value] += 1; });
        if (missed === n) values.forEach((value) => { adds[n][value] += 1; });
      });
    }
    result.shown.sort(order(state.sort, found, collator));
    result.undated.sort((a, b) => collator.compare(a.title, b.title));
    return result;
  }

  window.dossierExploring = { facetsOf, recordsOf, read, written, feedOf, matches, SORTS };
})();
