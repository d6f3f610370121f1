// @ts-check
// How the search index is written (dossier/export/search/shards.py), and how far two words are apart. Pure: nothing is loaded.
"use strict";

(() => {
  /**
   * The shard that holds a word, by the first word of each.
   * @param {string[]} starts
   * @param {string} term
   */
  function shardOf(starts, term) {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= term) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  /**
   * The words of a shard, each with its lists of pages.
   * @param {string} text
   * @param {string} marks
   */
  function recordsOf(text, marks) {
    /** @type {[word: string, lists: string][]} */
    const records = [];
    const end = new RegExp(`[${marks.replace(/[\]\\^-]/g, "\\$&")}]`);
    let before = "";
    for (const record of text.split("~").slice(1)) {
      const mark = record.search(end);
      before = before.slice(0, Number(record[0])) + record.slice(1, mark);
      records.push([before, record.slice(mark)]);
    }
    return records;
  }

  /**
   * Calls `each` with every page of a word's lists, and its field.
   * @param {Pick<SearchIndex, "values" | "final" | "marks">} index
   * @param {string} lists
   * @param {(page: number, field: number) => void} each
   */
  function pagesOf({ values, final, marks }, lists, each) {
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

  /**
   * The addresses of all pages; of each line only what differs from the one before is written.
   * @param {Pick<SearchIndex, "values" | "final">} index
   * @param {string} text
   */
  function addressesOf({ values, final }, text) {
    let before = "";
    return text.split("\n").map((line) => {
      let shared = 0;
      let at = 0;
      for (let more = true; more; at += 1) {
        const value = values.get(line.charCodeAt(at)) ?? 0;
        more = value >= final;
        shared = more ? shared * (values.size - final) + value - final + 1 : shared * final + value;
      }
      before = before.slice(0, shared) + line.slice(at);
      return before;
    });
  }

  /**
   * Letters to put in, take out, change or swap between two words; `most` + 1 where it is more than `most`.
   * @param {string} one
   * @param {string} two
   * @param {number} most
   */
  function distance(one, two, most) {
    if (Math.abs(one.length - two.length) > most) return most + 1;
    /** @type {number[]} */
    let older = [];
    let old = Array.from({ length: two.length + 1 }, (_, at) => at);
    for (let i = 1; i <= one.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= two.length; j += 1) {
        const same = one[i - 1] === two[j - 1];
        row[j] = Math.min(old[j] + 1, row[j - 1] + 1, old[j - 1] + Number(!same));
        if (i > 1 && j > 1 && one[i - 1] === two[j - 2] && one[i - 2] === two[j - 1]) {
          row[j] = Math.min(row[j], older[j - 2] + 1);
        }
      }
      if (Math.min(...row) > most) return most + 1;
      [older, old] = [old, row];
    }
    return old[two.length];
  }

  window.dossierSearchCode = { shardOf, recordsOf, pagesOf, addressesOf, distance };
})();
