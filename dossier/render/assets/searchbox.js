// @ts-check
// Our index behind Material's search box. Material's script starts a Worker, asks it, and shows what it answers; it is given
// one that is none, for a Worker cannot be started from disk. Keys and dialogue stay Material's; the results are drawn here.
"use strict";

(() => {
  const SHOWN = 8; // results at once
  const MOST_READ = 12; // pages that a phrase is looked for in, before the reader asks for more
  const PAUSE = 200; // milliseconds without a key, after which texts are loaded

  const { make } = window.dossierDom;
  const { hits, marked, snippet } = window.dossierSnippets;
  const box = document.querySelector("[data-md-component=search]");
  if (!box) return;
  // What Material's template has within it.
  const input = /** @type {HTMLInputElement} */ (box.querySelector("[data-md-component=search-query]"));
  const result = /** @type {Element} */ (box.querySelector("[data-md-component=search-result]"));
  const [meta, list, pane] = /** @type {Element[]} */ ([result.firstElementChild, result.lastElementChild, result.parentElement]);
  /** @type {{ search: string, features: string[] }} */
  const config = JSON.parse(document.getElementById("__config")?.textContent ?? "");

  const hint = make("p", { className: "dossier-suggestion md-search-result__meta", hidden: true });
  hint.setAttribute("role", "status");
  meta.after(hint);

  // Results ---------------------------------------------------------------------------------------------------------
  /** @param {string} found @param {Wanted[]} words */
  function address(found, words) {
    const url = new URL(found, window.dossierSearch.root);
    if (url.protocol === "file:") url.pathname += "index.html";
    if (!words.length) return url.href;
    if (config.features.includes("search.highlight")) {
      url.searchParams.set("h", words.flatMap((word) => [word, ...(word.parts ?? [])]).map((word) => word.terms[0]).join(" "));
    }
    return url.href;
  }

  /**
   * The words that a page was found by.
   * @param {SearchFound} result
   * @param {SearchPage} found
   */
  const wordsOf = ({ query, beside, words }, found) => (beside?.has(found.page) && words) || query.words;

  /** @param {Wanted[]} words @param {SearchPage} found */
  function item(words, found) {
    const names = found.names.split(", ").filter((name) => hits(name, words).length).slice(0, 3);
    const shown = names.filter(() => !hits(found.title, words).length)
      .flatMap((name) => [" · ", make("bdi", {}, ...marked(name, hits(name, words)))]);
    const article = make("article", { className: "md-search-result__article md-typeset" },
      make("div", { className: "md-search-result__icon md-icon" }),
      // A headline stays as it was printed.
      make("h1", { translate: !found.note.startsWith("Source"), dir: "auto", ...(found.lang && { lang: found.lang }) }, ...marked(found.title, hits(found.title, words))),
      make("p", { className: "dossier-found" }, found.note, ...shown),
      make("p", { className: "dossier-snippet", dir: "auto" }));
    article.dataset.mdScore = found.score.toFixed(2);
    const link = make("a", { href: address(found.address, words), className: "md-search-result__link", tabIndex: -1 }, article);
    return make("li", { className: "md-search-result__item" }, link);
  }

  /**
   * Puts results below those that are there; what it gives fills in their snippets.
   * @param {SearchFound} result
   * @param {SearchPage[]} kept
   */
  function append(result, kept) {
    const items = kept.map((found) => item(wordsOf(result, found), found));
    list.append(...items);
    return () => kept.forEach(async (found, at) => {
      const text = await found.text().catch(() => "");
      items[at].querySelector(".dossier-snippet")?.replaceChildren(...snippet(text, wordsOf(result, found)));
    });
  }

  /**
   * How many pages name the record above, and the way to Explore, which filters them.
   * @param {SearchLinked} linked
   */
  function naming({ title, count, address: to }) {
    const text = make("span", {}, count === 1 ? "One page names " : `${count.toLocaleString("en")} pages name `, make("bdi", {}, title), ": filter in Explore");
    // Material asks each link for its score when Enter is pressed.
    text.dataset.mdScore = "0";
    return make("li", { className: "dossier-naming" }, make("a", { href: address(to, []), tabIndex: -1 }, text));
  }

  /** @type {{ result: SearchFound, read: number, kept: number, busy: boolean, instead: string } | null} */
  let shown = null; // what the list shows, how many pages of it were read, and what was looked for in place of the reader's words

  /** @param {SearchFound} result @param {{ read: number, kept: number, instead: string }} shown */
  function counted({ query, found }, { read, kept, instead }) {
    if (instead) return `Results for ${instead}: ${found.length.toLocaleString("en")}`;
    if (query.phrases.length && read < found.length) return `${kept} in the first ${read} of ${found.length} pages with these words`;
    const count = query.phrases.length ? kept : found.length;
    return count ? `${count.toLocaleString("en")} ${count === 1 ? "page" : "pages"}` : "No page has these words.";
  }

  async function more() {
    const now = shown;
    if (!now || now.busy || now.read >= now.result.found.length) return;
    now.busy = true;
    const { kept, read } = await window.dossierSearch.rows(now.result, now.read, SHOWN, MOST_READ);
    if (now !== shown) return;
    Object.assign(now, { read, kept: now.kept + kept.length, busy: false });
    append(now.result, kept)();
    if (now.kept || now.read >= now.result.found.length) explain("");
    meta.textContent = counted(now.result, now);
  }

  pane.addEventListener("scroll", () => {
    if (pane.scrollTop + pane.clientHeight > pane.scrollHeight - 200) more();
  });
  list.addEventListener("focusin", (event) => {
    if (event.target instanceof Node && list.lastElementChild?.contains(event.target)) more();
  });

  /**
   * A line below the count with one link in it.
   * @param {string} text
   * @param {() => void} chosen
   */
  function offer(text, chosen) {
    // Material asks each link for its score when Enter is pressed.
    const word = make("bdi", {}, text);
    word.dataset.mdScore = "0";
    const link = make("a", { href: "#", tabIndex: -1 }, word);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      event.stopPropagation();
      input.focus();
      chosen();
    });
    hint.hidden = false;
    hint.replaceChildren(link);
  }

  /**
   * A line below the count; none without a text.
   * @param {string} text
   */
  function explain(text) {
    hint.hidden = !text;
    hint.replaceChildren(...(text ? ["No page has ", make("bdi", {}, text)] : []));
  }

  // The Worker that is none -----------------------------------------------------------------------------------------
  class Index extends EventTarget {
    latest = "";
    pause = 0;

    constructor() {
      super();
      // Material sends nothing before it hears that the index is ready, and by then it listens.
      setTimeout(() => this.say({ type: 1 }));
    }

    /** @param {{ type: number, data?: unknown }} data */
    say(data) {
      this.dispatchEvent(new MessageEvent("message", { data }));
    }

    /** @param {{ type: number, data: string }} message */
    postMessage({ type, data }) {
      if (type === 2) this.answer(data);
    }

    /** @param {string} text */
    async answer(text) {
      this.latest = text;
      // Material asks for nothing as soon as a page is read.
      if (!text.trim()) return this.clear("");
      try {
        let found = await window.dossierSearch.look(text);
        const instead = found.suggestion ?? "";
        if (instead) found = await window.dossierSearch.look(instead, false);
        let first = await window.dossierSearch.rows(found, 0, SHOWN, MOST_READ);
        const linked = await window.dossierSearchLinked(found, first.kept[0]);
        if (linked) first = await window.dossierSearch.rows(found = linked.result, 0, SHOWN, MOST_READ);
        if (text === this.latest) this.show(text, found, first, linked, instead);
      } catch {
        if (text === this.latest) this.clear("The search index could not be loaded");
      }
    }

    /**
     * @param {string} text
     * @param {SearchFound} result
     * @param {{ kept: SearchPage[], read: number }} first
     * @param {SearchLinked | null} linked
     * @param {string} instead
     */
    show(text, result, { kept, read }, linked, instead) {
      this.empty();
      shown = { result, read, kept: kept.length, busy: false, instead };
      this.pause = setTimeout(append(result, kept), PAUSE);
      if (linked) list.firstElementChild?.after(naming(linked));
      meta.textContent = counted(result, shown);
      if (!kept.length && read < result.found.length) offer("Look in the next ones", more);
      else explain(instead && text.trim());
    }

    /** @param {string} why */
    clear(why) {
      this.empty();
      shown = null;
      explain("");
      if (why) meta.textContent = why;
    }

    empty() {
      clearTimeout(this.pause);
      // Material empties its list, and says something that is said better here; where its script has died, it does neither.
      this.say({ type: 3, data: { items: [] } });
      list.replaceChildren();
    }
  }

  const Native = window.Worker;
  const wanted = new URL(config.search, location.href).href;
  // What Material uses of a Worker an index has; the rest of one it has not.
  window.Worker = /** @type {any} */ (function (/** @type {string | URL} */ url, /** @type {WorkerOptions} */ options) {
    return new URL(url, location.href).href === wanted ? new Index() : new Native(url, options);
  });
  input.addEventListener("focus", () => { window.dossierSearch.open().catch(() => {}); });

  // Words that led here, marked in the page -------------------------------------------------------------------------
  /** @param {string} text */
  function mark(text) {
    const words = text.split(" ").filter(Boolean).map((term) => ({ terms: [term] }));
    const skipped = "script, style, svg, button, mark, .headerlink, .dossier-printed";
    const walker = document.createTreeWalker(/** @type {Element} */ (document.querySelector(".md-content__inner")), NodeFilter.SHOW_TEXT);
    /** @type {Text[]} */
    const nodes = [];
    while (walker.nextNode()) nodes.push(/** @type {Text} */ (walker.currentNode));
    for (const node of nodes) {
      const spans = node.parentElement?.closest(skipped) ? [] : hits(node.data, words);
      if (spans.length) node.replaceWith(...marked(node.data, spans));
    }
  }
  const led = new URL(location.href).searchParams.get("h");
  if (led) document.addEventListener("DOMContentLoaded", () => mark(led));
})();
