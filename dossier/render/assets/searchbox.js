// Our index behind Material's search box. Material's script starts a Worker, asks it, and shows what it answers; it is given
// one that is none, for a Worker cannot be started from disk. Keys and dialogue stay Material's; the results are drawn here.
"use strict";

(() => {
  const SHOWN = 8; // results at once
  const MOST_READ = 12; // pages that a phrase is looked for in, before the reader asks for more
  const PAUSE = 200; // milliseconds without a key, after which texts are loaded
  const AROUND = 60; // characters before the first word found
  const LONG = 220; // characters of a snippet

  const { make } = window.dossierDom;
  const { words: wordsOf } = window.dossierFold;
  const box = document.querySelector("[data-md-component=search]");
  if (!box) return;
  const config = JSON.parse(document.getElementById("__config").textContent);
  const input = box.querySelector("[data-md-component=search-query]");
  const result = box.querySelector("[data-md-component=search-result]");
  const [meta, list] = [result.firstElementChild, result.lastElementChild];
  const pane = result.parentElement;

  const hint = make("p", { className: "dossier-suggestion md-search-result__meta", hidden: true });
  hint.setAttribute("role", "status");
  meta.after(hint);

  // Words in a text -------------------------------------------------------------------------------------------------
  /** Where a text has words that are looked for: [begin, end] each. */
  function hits(text, words) {
    const spans = [];
    for (const match of text.matchAll(/[\p{L}\p{N}\p{M}\u00ad\u0640\u200b-\u200d'’‘`′]+/gu)) {
      const forms = wordsOf(match[0]).flat();
      const found = words.some(({ terms, open }) =>
        terms.some((term) => forms.some((form) => form === term || ((open || term.length > 3) && form.startsWith(term)))));
      if (found) spans.push([match.index, match.index + match[0].length]);
    }
    return spans;
  }

  function marked(text, spans) {
    const nodes = [];
    let at = 0;
    for (const [begin, end] of spans) {
      nodes.push(text.slice(at, begin), make("mark", {}, text.slice(begin, end)));
      at = end;
    }
    return [...nodes, text.slice(at)];
  }

  /** The stretch of a text that holds most of the words, at most `LONG` characters. */
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
    const inside = spans.filter(([b, e]) => b >= begin && e <= end).map(([b, e]) => [b - begin, e - begin]);
    return [begin ? "… " : "", ...marked(text.slice(begin, end), inside), end < text.length ? " …" : ""];
  }

  // Results ---------------------------------------------------------------------------------------------------------
  function address(found, words) {
    const url = new URL(found, window.dossierSearch.root);
    if (url.protocol === "file:") url.pathname += "index.html";
    if (config.features.includes("search.highlight")) {
      url.searchParams.set("h", words.map((word) => word.terms[0]).join(" "));
    }
    return url.href;
  }

  function item({ words }, found) {
    const names = found.names.split(", ").filter((name) => hits(name, words).length).slice(0, 3);
    const shown = names.filter(() => !hits(found.title, words).length)
      .flatMap((name) => [" · ", make("bdi", {}, ...marked(name, hits(name, words)))]);
    const article = make("article", { className: "md-search-result__article md-typeset" },
      make("div", { className: "md-search-result__icon md-icon" }),
      make("h1", {}, ...marked(found.title, hits(found.title, words))),
      make("p", { className: "dossier-found" }, found.note, ...shown),
      make("p", { className: "dossier-snippet", dir: "auto" }));
    article.dataset.mdScore = found.score.toFixed(2);
    const link = make("a", { href: address(found.address, words), className: "md-search-result__link", tabIndex: -1 }, article);
    return make("li", { className: "md-search-result__item" }, link);
  }

  function append({ query }, kept) {
    const items = kept.map((found) => item(query, found));
    list.append(...items);
    return () => kept.forEach(async (found, at) => {
      const text = await found.text().catch(() => "");
      items[at].querySelector(".dossier-snippet").replaceChildren(...snippet(text, query.words));
    });
  }

  let shown = null; // what the list shows, and how many pages of it were read

  function counted({ query, found }, { read, kept }) {
    const say = config.translations;
    if (query.phrases.length && read < found.length) return `${kept} in the first ${read} of ${found.length} pages with these words`;
    const count = query.phrases.length ? kept : found.length;
    if (!count) return say["search.result.none"];
    return count === 1 ? say["search.result.one"] : say["search.result.other"].replace("#", count.toLocaleString("en"));
  }

  async function more() {
    const now = shown;
    if (!now || now.busy || now.read >= now.result.found.length) return;
    now.busy = true;
    const { kept, read } = await window.dossierSearch.rows(now.result, now.read, SHOWN, MOST_READ);
    if (now !== shown) return;
    Object.assign(now, { read, kept: now.kept + kept.length, busy: false });
    append(now.result, kept)();
    if (now.kept || now.read >= now.result.found.length) suggest(null);
    meta.textContent = counted(now.result, now);
  }

  pane.addEventListener("scroll", () => {
    if (pane.scrollTop + pane.clientHeight > pane.scrollHeight - 200) more();
  });
  list.addEventListener("focusin", (event) => {
    if (list.lastElementChild?.contains(event.target)) more();
  });

  /** A line below the count with one link in it. */
  function offer(text, before, chosen) {
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
    hint.replaceChildren(before, link, before && "?");
  }

  function suggest(text) {
    hint.hidden = true;
    hint.replaceChildren();
    if (!text) return;
    offer(text, "Did you mean ", () => {
      input.value = text;
      input.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
    });
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

    say(data) {
      this.dispatchEvent(new MessageEvent("message", { data }));
    }

    postMessage({ type, data }) {
      if (type === 2) this.answer(data);
    }

    async answer(text) {
      this.latest = text;
      // Material asks for nothing as soon as a page is read.
      if (!text.trim()) return this.clear("");
      try {
        const found = await window.dossierSearch.look(text);
        const first = await window.dossierSearch.rows(found, 0, SHOWN, MOST_READ);
        if (text === this.latest) this.show(found, first);
      } catch {
        if (text === this.latest) this.clear("The search index could not be loaded");
      }
    }

    show(result, { kept, read }) {
      // Material empties its list; what it then says of it is said better below.
      this.say({ type: 3, data: { items: [] } });
      shown = { result, read, kept: kept.length, busy: false };
      clearTimeout(this.pause);
      this.pause = setTimeout(append(result, kept), PAUSE);
      meta.textContent = counted(result, shown);
      if (!kept.length && read < result.found.length) offer("Look in the next ones", "", more);
      else suggest(result.suggestion);
    }

    clear(why) {
      clearTimeout(this.pause);
      shown = null;
      this.say({ type: 3, data: { items: [] } });
      suggest(null);
      if (why) meta.textContent = why;
    }
  }

  const Native = window.Worker;
  const wanted = new URL(config.search, location.href).href;
  window.Worker = function (url, options) {
    return new URL(url, location.href).href === wanted ? new Index() : new Native(url, options);
  };
  input.addEventListener("focus", () => { window.dossierSearch.open().catch(() => {}); });

  // Words that led here, marked in the page -------------------------------------------------------------------------
  function mark(text) {
    const words = text.split(" ").filter(Boolean).map((term) => ({ terms: [term] }));
    const skipped = "script, style, svg, button, mark, .headerlink";
    const walker = document.createTreeWalker(document.querySelector(".md-content__inner"), NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    for (const node of nodes) {
      const spans = node.parentElement.closest(skipped) ? [] : hits(node.data, words);
      if (spans.length) node.replaceWith(...marked(node.data, spans));
    }
  }
  const led = new URL(location.href).searchParams.get("h");
  if (led) document.addEventListener("DOMContentLoaded", () => mark(led));
})();
