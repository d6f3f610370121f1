// @ts-check
// Looks through the index of the site: `dossierSearch.find(text)`, and what the search box needs.
"use strict";

window.dossierSearch = (() => {
  const { words, wanted, chunks, common } = window.dossierFold;
  const { shardOf, recordsOf, pagesOf, addressesOf, distance } = window.dossierSearchCode;
  const { load, open, part, root } = window.dossierSearchPieces;
  const WEIGHTS = [13, 11, 8, 5, 2.5, 1.6, 1]; // the fields of dossier/export/search/entries.py, in their order
  const NAMES = 4; // of them are names and titles
  const BEGUN = 0.6; // what a word counts that only begins like the one looked for
  const MOST_SHARDS = 4; // that the word being typed may load, and
  const FEW_SHARDS = 2; // every other word
  const MOST_WORDS = 10;
  const MOST_READ = 200; // pages that a phrase is looked for in, by `find`

  // Words -----------------------------------------------------------------------------------------------------------
  /** @param {string} text */
  const mains = (text) => chunks(text).flatMap((chunk) => words(chunk).map((forms) => forms[0]));

  // Shards of words -------------------------------------------------------------------------------------------------
  /**
   * @param {SearchIndex} index
   * @param {number} at
   */
  async function shard(index, at) {
    const read = index.shards.get(at) ?? recordsOf(await load(`terms/${at}`), index.marks);
    index.shards.set(at, read);
    return read;
  }

  /**
   * @param {SearchIndex} index
   * @param {string} term
   * @param {boolean} begun
   * @param {number} most
   */
  async function shards(index, term, begun, most) {
    const first = shardOf(index.starts, term);
    const last = begun ? shardOf(index.starts, `${term}\uffff`) : first;
    // A letter alone begins too many words to look through them.
    const length = term.length < 2 && last - first >= most ? 1 : Math.min(last - first + 1, most);
    const numbers = Array.from({ length }, (_, at) => first + at);
    return (await Promise.all(numbers.map((at) => shard(index, at)))).flat();
  }

  /**
   * What each page scores for a word, and on how many pages it is.
   * @param {SearchIndex} index
   * @param {Wanted} word
   * @param {boolean} alone
   * @returns {Promise<{ scores: Float32Array, count: number }>}
   */
  async function matching(index, word, alone) {
    const scores = new Float32Array(index.pages);
    let count = 0;
    /** @type {(weight: number, fields: number) => (page: number, field: number) => void} */
    const note = (weight, fields) => (page, field) => {
      if (field >= fields) return;
      // That a name is this word alone says little where the reader wrote more words.
      const score = (alone ? WEIGHTS[field] : Math.min(WEIGHTS[field], WEIGHTS[2])) * weight;
      if (!scores[page]) count += 1;
      if (scores[page] < score) scores[page] = score;
    };
    for (const term of word.terms) {
      // The first letters of a word begin half the texts: they are looked for in names and titles.
      const begun = word.open ? term.length > 0 : term.length > 3;
      const fields = term.length < 3 ? NAMES : WEIGHTS.length;
      for (const [found, lists] of await shards(index, term, begun, word.open ? MOST_SHARDS : FEW_SHARDS)) {
        if (found === term) pagesOf(index, lists, note(1, WEIGHTS.length));
        else if (begun && found.startsWith(term)) pagesOf(index, lists, note(BEGUN, fields));
      }
    }
    // A page with all parts of a compound has it as well: "F 16" for F-16.
    const parts = await Promise.all((word.parts ?? []).map((part) => matching(index, part, false)));
    for (let page = 0; parts.length && page < index.pages; page += 1) {
      const least = Math.min(...parts.map((part) => part.scores[page]));
      if (least && !scores[page]) count += 1;
      scores[page] = Math.max(scores[page], least);
    }
    return { scores, count };
  }

  // Queries ---------------------------------------------------------------------------------------------------------
  /**
   * Words and phrases; the last word may be one that is still being typed.
   * @param {string} text
   * @returns {SearchQuery}
   */
  function parsed(text) {
    // Within a Hebrew abbreviation it is no quotation mark.
    const quoted = text.replace(/(?<=[\u05d0-\u05ea])"(?=[\u05d0-\u05ea])/g, "\u05f4").split(/["“”„«»]/);
    const phrases = quoted.filter((_, at) => at % 2 && at < quoted.length - 1).map((phrase) => mains(phrase)).filter((p) => p.length > 1);
    const found = chunks(quoted.join(" ")).flatMap(wanted);
    const typed = chunks(quoted.at(-1) ?? "").at(-1);
    const last = found.at(-1);
    if (typed && !/\s$/.test(text) && last) {
      last.open = true;
      const end = last.parts?.at(-1);
      if (end) end.open = true;
      // Of an Arabic word its article may be all that is typed but a letter.
      const early = last.parts ? undefined : words(typed, 1).at(-1)?.[0];
      if (early && !last.terms.includes(early)) last.terms.push(early);
    }
    const telling = found.filter((word) => !common.includes(word.terms[0]));
    const kept = (telling.length ? telling : found).slice(0, MOST_WORDS);
    // A word of which only a letter or two are there says nothing yet beside whole ones.
    const end = kept.at(-1);
    if (kept.length > 1 && end?.open && end.terms[0].length < 3 && words(typed ?? "").length < 2) kept.pop();
    return { words: kept.filter((word, at) => kept.findIndex((w) => w.terms[0] === word.terms[0]) === at), phrases };
  }

  /**
   * All pages that hold every word, the best first; or, where a word is on no page, what it may have been.
   * @param {string} text
   * @returns {Promise<SearchFound>}
   */
  async function look(text, suggesting = true) {
    const index = await open();
    const query = parsed(text);
    /** @type {SearchFound} */
    const nothing = { index, query, found: [], scores: new Float32Array(), suggestion: null };
    if (!query.words.length) return nothing;
    const matched = await Promise.all(query.words.map((word) => matching(index, word, query.words.length === 1)));
    /** @type {number[]} */
    const found = [];
    const scores = new Float32Array(index.pages);
    for (let page = 0; page < index.pages; page += 1) {
      if (!matched.every((one) => one.scores[page])) continue;
      for (const { scores: one, count } of matched) scores[page] += one[page] * Math.log(1 + index.pages / count);
      found.push(page);
    }
    found.sort((a, b) => scores[b] - scores[a] || a - b);
    if (!found.length && suggesting && matched.some((one) => !one.count)) {
      nothing.suggestion = await suggested(index, text, query.words.filter((_, at) => !matched[at].count));
    }
    return found.length ? { index, query, found, scores, suggestion: null } : nothing;
  }

  // Did you mean ----------------------------------------------------------------------------------------------------
  /**
   * @param {SearchIndex} index
   * @param {string} term
   */
  async function nearest(index, term) {
    const most = term.length < 4 ? 0 : term.length < 7 ? 1 : 2;
    /** @type {string[]} */
    const spellings = (await load("spellings")).split(" ");
    const written = spellings.map((shown) => [words(shown)[0]?.[0] ?? "", shown]);
    const beside = (await shards(index, term, false, 1)).map(([found]) => [found, found]);
    /** @type {string | null} */
    let best = null;
    let least = most + 1;
    for (const [found, shown] of [...written, ...beside]) {
      // The first letter is the one least often mistyped.
      const far = distance(term, found, most) + (found[0] === term[0] ? 0 : 0.5);
      if (far < least) [best, least] = [shown, far];
    }
    return best;
  }

  /**
   * @param {SearchIndex} index
   * @param {string} text
   * @param {Wanted[]} unknown
   */
  async function suggested(index, text, unknown) {
    let better = text;
    for (const word of unknown.flatMap((one) => one.parts ?? [one])) {
      const instead = await nearest(index, word.terms[0]);
      if (!instead) return null;
      better = better.split(/([\s"“”„«»]+)/)
        .map((chunk) => (words(chunk).some((forms) => forms[0] === word.terms[0]) ? instead : chunk)).join("");
    }
    return better !== text && (await look(better, false)).found.length ? better : null;
  }

  // Pages -----------------------------------------------------------------------------------------------------------
  /**
   * @param {SearchIndex} index
   * @param {number} page
   */
  async function row(index, page) {
    const at = Math.floor(page / index.rows);
    /** @type {SearchRow} */
    const [address, title, note, names, lang, piece, nth] = (await load(`rows/${at}`))[page % index.rows];
    /** @returns {Promise<string>} */
    const text = async () => (await load(`texts/${at}-${piece}`))[nth];
    return { page, address, title, note, names, lang, text };
  }

  /**
   * @param {Pick<SearchPage, "title" | "names" | "text">} found
   * @param {string[][]} phrases
   */
  async function holds(found, phrases) {
    /** @param {string[]} texts */
    const all = (texts) => {
      const folded = texts.map((each) => ` ${mains(each).join(" ")} `);
      return phrases.every((phrase) => folded.some((each) => each.includes(` ${phrase.join(" ")} `)));
    };
    const names = [found.title, ...found.names.split(", ")];
    return all(names) || all([...names, await found.text()]);
  }

  /**
   * The first pages of `found` from the one numbered `from`: `wanted` of them, or those with the phrase among `most`.
   * @param {SearchFound} result
   * @param {number} from
   * @param {number} wanted
   * @param {number} most
   */
  async function rows({ index, query, found, scores }, from, wanted, most) {
    /** @type {SearchPage[]} */
    const kept = [];
    let read = from;
    while (kept.length < wanted && read < found.length && read - from < most) {
      const until = Math.min(read + wanted, from + most);
      const batch = await Promise.all(found.slice(read, until).map((page) => row(index, page)));
      const right = await Promise.all(batch.map((each) => !query.phrases.length || holds(each, query.phrases)));
      kept.push(...batch.filter((_, at) => right[at]).map((each) => ({ ...each, score: scores[each.page] })));
      read += batch.length;
    }
    return { kept, read };
  }

  /** @type {Promise<string[]> | undefined} */
  let listing;
  /** @param {SearchIndex} index */
  function addresses(index) {
    listing ??= load("addresses").then((text) => addressesOf(index, text));
    return listing;
  }

  /**
   * The addresses of all pages that a query finds, the best first; a phrase is looked for in the first 200 of them.
   * @param {string} text
   */
  async function find(text) {
    const result = await look(text);
    if (result.query.phrases.length) {
      const { kept } = await rows(result, 0, MOST_READ, MOST_READ);
      return { addresses: kept.map((each) => each.address), suggestion: result.suggestion };
    }
    const all = result.found.length ? await addresses(result.index) : [];
    return { addresses: result.found.map((page) => all[page]), suggestion: result.suggestion };
  }

  return { part, find, open, look, rows, root };
})();
