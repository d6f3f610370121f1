// @ts-check
// Texts and words as search and the filters of tables compare them: as dossier/model/words.py has it, by its tables, which a
// build writes ahead of this script (dossier/render/bundles.py).
"use strict";

(() => {
  const { letters, dropped, apostrophes, latin, arabic, common, longest } = window.dossierFolding;

  /** @param {string} characters */
  const pattern = (characters) => characters.replace(/[\]\\^-]/g, "\\$&");
  const DROPPED = new RegExp(`[\\p{M}${pattern(dropped)}]`, "gu");
  const SPECIAL = new RegExp(`[${Object.keys(letters).join("")}]`, "gu");
  const APOSTROPHE = new RegExp(`[${pattern(apostrophes)}]`, "u");
  const APOSTROPHES = new RegExp(APOSTROPHE, "gu");
  const WORD = new RegExp(`[\\p{L}\\p{N}]+(?:[${pattern(apostrophes)}][\\p{L}\\p{N}]+)*`, "gu");
  const HAN = /[\u3400-\u4dbf\u4e00-\u9fff]/;

  /**
   * A text with its letters folded, and all else in its place.
   * @param {string} text
   */
  const lettersOf = (text) =>
    text.normalize("NFKD").toLowerCase().replace(DROPPED, "").replace(SPECIAL, (letter) => letters[letter]);

  /**
   * A text as it is looked through for what a reader types, anywhere within a word: no article is taken off.
   * @param {string} text
   */
  const fold = (text) => lettersOf(text).replace(APOSTROPHES, "");

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
   * @param {string} found
   * @param {string} article
   * @param {number} least
   */
  function forms(found, article, least) {
    const parts = found.split(APOSTROPHE);
    if (parts.length > 1 && parts.at(-1) === "s") parts.pop();
    const whole = bare(parts.join(""), least);
    const rest = parts.length > 1 ? parts.filter((each) => long(each) > 2) : [];
    return [whole, ...rest, ...(article ? [article + whole] : [])].map(cut);
  }

  /**
   * @param {string} chunk
   * @param {number} least
   */
  function folded(chunk, least) {
    const plain = lettersOf(chunk);
    /** @type {string[][]} */
    const found = [];
    let article = "";
    for (const match of plain.matchAll(WORD)) {
      const text = match[0];
      if (HAN.test(text)) {
        found.push(...text.replace(new RegExp(HAN, "g"), " $& ").trim().split(/\s+/).map((each) => [each]));
      } else if (latin.includes(text) && /[-‐–—]/.test(plain[match.index + text.length] ?? "")) {
        article = text;
      } else {
        found.push(forms(text, article, least));
        article = "";
      }
    }
    return found;
  }

  /** @type {Map<string, string[][]>} */
  const known = new Map();

  /**
   * The words of a text without blanks, in order; each as it is looked for, then its other forms.
   * @param {string} chunk
   * @param {number} [least] letters that an Arabic article leaves
   * @returns {string[][]}
   */
  function words(chunk, least = 3) {
    const key = `${least}${chunk}`;
    const found = known.get(key) ?? folded(chunk, least);
    known.set(key, found);
    return found;
  }

  window.dossierFold = { fold, words, common };
})();
