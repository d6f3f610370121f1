// The index of the site, read a few kilobytes at a time: `dossierSearch.find(text)` and what the search box needs.
// Each piece is a script that calls `dossierSearch.part`, for a page read from disk may load nothing else, and the content
// security policy allows neither eval nor WebAssembly. The pieces are written by dossier/export/search/.
"use strict";

window.dossierSearch = (() => {
  const { words, common } = window.dossierFold;
  const root = new URL("../../", document.currentScript.src);
  const WEIGHTS = [13, 11, 8, 5, 2.5, 1.6, 1]; // the fields of dossier/export/search/entries.py, in their order
  const NAMES = 4; // of them are names and titles
  const BEGUN = 0.6; // what a word counts that only begins like the one looked for
  const MOST_SHARDS = 4; // that the word being typed may load, and
  const FEW_SHARDS = 2; // every other word
  const MOST_WORDS = 10;
  const MOST_READ = 200; // pages that a phrase is looked for in, by `find`

  // Pieces ----------------------------------------------------------------------------------------------------------
  const loading = new Map();
  const deliver = new Map();
  let version = "";

  function load(name) {
    if (!loading.has(name)) {
      loading.set(name, new Promise((resolve, reject) => {
        deliver.set(name, resolve);
        const script = document.createElement("script");
        const fail = () => { loading.delete(name); reject(new Error(`search: ${name} is not there`)); };
        script.addEventListener("load", () => { script.remove(); if (deliver.delete(name)) fail(); });
        script.addEventListener("error", () => { script.remove(); fail(); });
        script.src = new URL(`search/${name}.js${version && `?${version}`}`, root).href;
        document.head.append(script);
      }));
    }
    return loading.get(name);
  }

  function part(name, data) {
    deliver.get(name)?.(data);
    deliver.delete(name);
  }

  let opening;
  function open() {
    opening ??= load("directory").then((directory) => {
      version = directory.version;
      const final = new Map([...directory.digits].map((digit, at) => [digit.charCodeAt(0), at]));
      return { ...directory, values: final, shards: new Map() };
    });
    opening.catch(() => { opening = undefined; });
    return opening;
  }

  // Words -----------------------------------------------------------------------------------------------------------
  const chunks = (text) => text.split(/\s+/).filter(Boolean);
  const mains = (text) => chunks(text).flatMap((chunk) => words(chunk).map((forms) => forms[0]));

  // Shards of words -------------------------------------------------------------------------------------------------
  function place(starts, term) {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= term) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  async function shard(index, at) {
    if (!index.shards.has(at)) {
      const text = await load(`terms/${at}`);
      const records = [];
      let before = "";
      const end = new RegExp(`[${index.marks.replace(/[\]\\^-]/g, "\\$&")}]`);
      for (const record of text.split("~").slice(1)) {
        const mark = record.search(end);
        before = before.slice(0, Number(record[0])) + record.slice(1, mark);
        records.push([before, record.slice(mark)]);
      }
      index.shards.set(at, records);
    }
    return index.shards.get(at);
  }

  /** Calls `each` with every page of a word's lists, and its field. */
  function pages(index, lists, each) {
    const { values, final, marks } = index;
    let field = 0;
    let page = -1;
    let higher = 0;
    for (let at = 0; at < lists.length; at += 1) {
      const value = values.get(lists.charCodeAt(at));
      if (value === undefined) {
        field = marks.indexOf(lists[at]);
        page = -1;
        higher = 0;
      } else if (value >= final) {
        higher = higher * (values.size - final) + value - final + 1;
      } else {
        page += higher * final + value + 1;
        higher = 0;
        each(page, field);
      }
    }
  }

  async function shards(index, term, begun, most) {
    const first = place(index.starts, term);
    const last = begun ? place(index.starts, `${term}\uffff`) : first;
    // A letter alone begins too many words to look through them.
    const length = term.length < 2 && last - first >= most ? 1 : Math.min(last - first + 1, most);
    const numbers = Array.from({ length }, (_, at) => first + at);
    return (await Promise.all(numbers.map((at) => shard(index, at)))).flat();
  }

  /** What each page scores for a word, and on how many pages it is. */
  async function matching(index, word, alone) {
    const scores = new Float32Array(index.pages);
    let count = 0;
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
        if (found === term) pages(index, lists, note(1, WEIGHTS.length));
        else if (begun && found.startsWith(term)) pages(index, lists, note(BEGUN, fields));
      }
    }
    return { scores, count };
  }

  // Queries ---------------------------------------------------------------------------------------------------------
  /** Words and phrases; the last word may be one that is still being typed. */
  function parsed(text) {
    const quoted = text.split(/["“”„«»]/);
    const phrases = quoted.filter((_, at) => at % 2 && at < quoted.length - 1).map((phrase) => mains(phrase)).filter((p) => p.length > 1);
    const found = chunks(quoted.join(" ")).flatMap((chunk) => words(chunk).map((forms) => ({ terms: [forms[0]] })));
    const typed = chunks(quoted.at(-1)).at(-1);
    if (typed && !/\s$/.test(text) && found.length) {
      const last = found.at(-1);
      last.open = true;
      // Of an Arabic word its article may be all that is typed but a letter.
      const early = words(typed, 1).at(-1)?.[0];
      if (early && !last.terms.includes(early)) last.terms.push(early);
    }
    const telling = found.filter((word) => !common.includes(word.terms[0]));
    const kept = (telling.length ? telling : found).slice(0, MOST_WORDS);
    // A word of which only a letter or two are there says nothing yet beside whole ones.
    if (kept.length > 1 && kept.at(-1).open && kept.at(-1).terms[0].length < 3) kept.pop();
    return { words: kept.filter((word, at) => kept.findIndex((w) => w.terms[0] === word.terms[0]) === at), phrases };
  }

  /** All pages that hold every word, the best first; or, where a word is on no page, what it may have been. */
  async function look(text, suggesting = true) {
    const index = await open();
    const query = parsed(text);
    const nothing = { index, query, found: [], scores: null, suggestion: null };
    if (!query.words.length) return nothing;
    const matched = await Promise.all(query.words.map((word) => matching(index, word, query.words.length === 1)));
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
  /** Letters to put in, take out, change or swap between two words; `most` + 1 where it is more than `most`. */
  function distance(one, two, most) {
    if (Math.abs(one.length - two.length) > most) return most + 1;
    let older = [];
    let old = Array.from({ length: two.length + 1 }, (_, at) => at);
    for (let i = 1; i <= one.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= two.length; j += 1) {
        const same = one[i - 1] === two[j - 1];
        row[j] = Math.min(old[j] + 1, row[j - 1] + 1, old[j - 1] + !same);
        if (i > 1 && j > 1 && one[i - 1] === two[j - 2] && one[i - 2] === two[j - 1]) {
          row[j] = Math.min(row[j], older[j - 2] + 1);
        }
      }
      if (Math.min(...row) > most) return most + 1;
      [older, old] = [old, row];
    }
    return old[two.length];
  }

  async function nearest(index, term) {
    const most = term.length < 4 ? 0 : term.length < 7 ? 1 : 2;
    const written = (await load("spellings")).split(" ").map((shown) => [words(shown)[0]?.[0] ?? "", shown]);
    const beside = (await shards(index, term, false, 1)).map(([found]) => [found, found]);
    let best = null;
    let least = most + 1;
    for (const [found, shown] of [...written, ...beside]) {
      // The first letter is the one least often mistyped.
      const far = distance(term, found, most) + (found[0] === term[0] ? 0 : 0.5);
      if (far < least) [best, least] = [shown, far];
    }
    return best;
  }

  async function suggested(index, text, unknown) {
    let better = text;
    for (const word of unknown) {
      const instead = await nearest(index, word.terms[0]);
      if (!instead) return null;
      better = better.split(/([\s"“”„«»]+)/)
        .map((chunk) => (words(chunk).some((forms) => forms[0] === word.terms[0]) ? instead : chunk)).join("");
    }
    return better !== text && (await look(better, false)).found.length ? better : null;
  }

  // Pages -----------------------------------------------------------------------------------------------------------
  async function row(index, page) {
    const at = Math.floor(page / index.rows);
    const [address, title, note, names, shard, nth] = (await load(`rows/${at}`))[page % index.rows];
    return { page, address, title, note, names, text: async () => (await load(`texts/${at}-${shard}`))[nth] };
  }

  async function holds(found, phrases) {
    const all = (texts) => {
      const folded = texts.map((each) => ` ${mains(each).join(" ")} `);
      return phrases.every((phrase) => folded.some((each) => each.includes(` ${phrase.join(" ")} `)));
    };
    const names = [found.title, ...found.names.split(", ")];
    return all(names) || all([...names, await found.text()]);
  }

  /** The first pages of `found` from the one numbered `from`: `wanted` of them, or those with the phrase among `most`. */
  async function rows({ index, query, found, scores }, from, wanted, most) {
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

  let listing;
  function addresses(index) {
    listing ??= load("addresses").then((text) => {
      let before = "";
      return text.split("\n").map((line) => {
        let shared = 0;
        let at = 0;
        for (let more = true; more; at += 1) {
          const value = index.values.get(line.charCodeAt(at));
          more = value >= index.final;
          shared = more ? shared * (index.values.size - index.final) + value - index.final + 1 : shared * index.final + value;
        }
        before = before.slice(0, shared) + line.slice(at);
        return before;
      });
    });
    return listing;
  }

  /** The addresses of all pages that a query finds, the best first; a phrase is looked for in the first 200 of them. */
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
