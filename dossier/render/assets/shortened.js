// @ts-check
// Texts cut to a length: after a word where there is one, never within a letter as readers see it.
"use strict";

(() => {
  const CLUSTERS = window.Intl?.Segmenter && new Intl.Segmenter("en", { granularity: "grapheme" });
  const BLANK = " \\t\\n\\u1680\\u2000-\\u2006\\u2008-\\u200a\\u205f\\u3000";
  const LAST_BLANK = new RegExp(`[${BLANK}][^${BLANK}]*$`, "u");
  const DANGLING = new RegExp(`[${BLANK}\\u2007,;:–—\\-(\\[{“‘«„‚‹"'¿¡،؛、，（「『《〈【]+$`, "u");

  /**
   * As `shortened` of dossier/model/shortening.py: cut after a word, never within a letter as readers see it.
   * @param {string} text @param {number} letters
   */
  function shortened(text, letters) {
    if ([...text].length <= letters) return text;
    let end = 0;
    let count = 0;
    const clusters = CLUSTERS?.segment(text) ?? Array.from(text.match(/.[\p{M}\u200d]*/gsu) ?? [], (segment) => ({ segment }));
    for (const { segment } of clusters) {
      count += [...segment].length;
      if (count >= letters) break;
      end += segment.length;
    }
    const blank = LAST_BLANK.exec(text.slice(0, end + 1));
    if (blank && blank.index >= end >> 1) end = blank.index;
    return `${text.slice(0, end).replace(DANGLING, "")}…`;
  }

  window.dossierShortened = shortened;
})();
