// @ts-check
// The index of the site, read a few kilobytes at a time. Each piece is a script that calls `dossierSearch.part`, for a page read
// from disk may load nothing else, and the content security policy allows neither eval nor WebAssembly. The pieces are
// written by dossier/export/search/.
"use strict";

(() => {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const root = new URL("../../", script.src);
  /** @type {Map<string, Promise<any>>} */
  const loading = new Map();
  /** @type {Map<string, (data: any) => void>} */
  const deliver = new Map();
  let version = "";

  /**
   * What a piece holds.
   * @param {string} name
   * @returns {Promise<any>}
   */
  function load(name) {
    const known = loading.get(name);
    if (known) return known;
    const piece = new Promise((resolve, reject) => {
      deliver.set(name, resolve);
      const element = document.createElement("script");
      const fail = () => { loading.delete(name); reject(new Error(`search: ${name} is not there`)); };
      element.addEventListener("load", () => { element.remove(); if (deliver.delete(name)) fail(); });
      element.addEventListener("error", () => { element.remove(); fail(); });
      element.src = new URL(`search/${name}.js${version && `?${version}`}`, root).href;
      document.head.append(element);
    });
    loading.set(name, piece);
    return piece;
  }

  /**
   * Each piece calls it.
   * @param {string} name
   * @param {unknown} data
   */
  function part(name, data) {
    deliver.get(name)?.(data);
    deliver.delete(name);
  }

  /** @type {Promise<SearchIndex> | undefined} */
  let opening;
  function open() {
    opening ??= load("directory").then((/** @type {SearchDirectory} */ directory) => {
      version = directory.version;
      const values = new Map([...directory.digits].map((digit, at) => [digit.charCodeAt(0), at]));
      return { ...directory, values, shards: new Map() };
    });
    opening.catch(() => { opening = undefined; });
    return opening;
  }

  window.dossierSearchPieces = { load, open, part, root };
})();
