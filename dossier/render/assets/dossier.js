// What the pages do beyond HTML: sort and filter tables, show a note beside its mark, copy a citation.
// Everything is complete without it. No inline styles in markup, no eval: the content security policy forbids both.
"use strict";

(() => {
  const { make } = window.dossierDom;
  const { fold } = window.dossierFold;

  // Tables ----------------------------------------------------------------------------------------------------------
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });
  const key = (row, column) => row.cells[column].dataset.sort ?? row.cells[column].textContent.trim();

  function sortable(table) {
    const body = table.tBodies[0];
    const headers = [...table.tHead.rows[0].cells];
    headers.forEach((header, column) => {
      const button = make("button", { type: "button" }, ...header.childNodes);
      header.append(button);
      button.addEventListener("click", () => {
        const descending = header.getAttribute("aria-sort") === "ascending";
        headers.forEach((other) => other.removeAttribute("aria-sort"));
        header.setAttribute("aria-sort", descending ? "descending" : "ascending");
        const rows = [...body.rows].sort((a, b) => collator.compare(key(a, column), key(b, column)));
        body.append(...(descending ? rows.reverse() : rows));
      });
    });
  }

  function filterable(table, name) {
    const input = make("input", { type: "search", autocomplete: "off", spellcheck: false });
    const output = make("output", {});
    const label = make("label", {}, `${name} `, input);
    const rows = [...table.tBodies[0].rows];
    const texts = new Map(rows.map((row) => [row, fold(row.textContent)]));
    const facets = [...table.tHead.rows[0].cells].flatMap((header, column) => {
      if (!("facet" in header.dataset)) return [];
      const values = [...new Map(rows.map((row) => [row.cells[column].textContent.trim(), key(row, column)]))];
      values.sort((a, b) => collator.compare(a[1], b[1]));
      const choice = make("select", {}, new Option("any", ""), ...values.map(([value]) => new Option(value, value)));
      return [{ column, choice, key: header.textContent.trim().toLowerCase().replace(/\s+/g, "-"), label: make("label", {}, `${header.textContent.trim()} `, choice) }];
    });
    const apply = () => {
      const words = fold(input.value).split(/\s+/).filter(Boolean);
      const chosen = facets.filter((facet) => facet.choice.value);
      let shown = 0;
      for (const row of rows) {
        row.hidden =
          !words.every((word) => texts.get(row).includes(word)) ||
          !chosen.every((facet) => row.cells[facet.column].textContent.trim() === facet.choice.value);
        shown += row.hidden ? 0 : 1;
      }
      output.textContent = words.length || chosen.length ? `${shown} of ${rows.length}` : "";
    };
    // The address keeps the filters: a link to it opens the same rows.
    const keep = () => {
      const query = new URLSearchParams();
      if (input.value) query.set("q", input.value);
      facets.forEach((facet) => { if (facet.choice.value) query.set(facet.key, facet.choice.value); });
      const text = query.toString();
      history.replaceState(null, "", location.pathname + (text ? `?${text}` : "") + location.hash);
      apply();
    };
    const given = new URLSearchParams(location.search);
    input.value = given.get("q") ?? "";
    facets.forEach((facet) => { facet.choice.value = given.get(facet.key) ?? ""; if (facet.choice.selectedIndex < 0) facet.choice.value = ""; });
    apply();
    input.addEventListener("input", keep);
    facets.forEach((facet) => facet.choice.addEventListener("change", keep));
    const controls = [label, ...facets.map((facet) => facet.label), output];
    table.closest(".dossier-scroll").before(make("div", { className: "dossier-filter" }, ...controls));
  }

  // Notes and previews: one pop-up beside what is pointed at -----------------------------------------------------------------------------------------------------------
  // WCAG 2.2, 1.4.13: the pop-up stays while it is pointed at, and Escape closes it.
  const popup = make("div", { className: "dossier-popup md-typeset", id: "dossier-popup", hidden: true });
  popup.setAttribute("role", "tooltip");
  let timer = 0;

  function show(mark, content) {
    clearTimeout(timer);
    hide();
    popup.replaceChildren(...content);
    popup.hidden = false;
    mark.setAttribute("aria-describedby", popup.id);
    const at = mark.getBoundingClientRect();
    const width = popup.offsetWidth;
    const left = Math.max(8, Math.min(at.left - 12, document.documentElement.clientWidth - width - 8));
    const below = at.bottom + popup.offsetHeight + 8 < window.innerHeight;
    popup.style.left = `${left + window.scrollX}px`;
    popup.style.top = `${(below ? at.bottom + 4 : at.top - popup.offsetHeight - 4) + window.scrollY}px`;
  }
  const hide = () => {
    popup.hidden = true;
    document.querySelectorAll("[aria-describedby=dossier-popup]").forEach((mark) => mark.removeAttribute("aria-describedby"));
  };
  const hideSoon = () => { timer = setTimeout(hide, 250); };

  function pointed(mark, ask) {
    mark.addEventListener("mouseenter", ask);
    mark.addEventListener("focus", ask);
    mark.addEventListener("mouseleave", hideSoon);
    mark.addEventListener("blur", hideSoon);
  }

  function noted(mark) {
    pointed(mark, () => {
      const note = document.querySelector(`#note-${mark.dataset.note} .dossier-notes__text`);
      if (!note) return;
      const text = make("div", {}, ...[...note.childNodes].map((node) => node.cloneNode(true)));
      text.querySelectorAll("[id]").forEach((element) => element.removeAttribute("id"));
      text.querySelectorAll("a").forEach((link) => link.setAttribute("tabindex", "-1"));
      show(mark, [text]);
    });
  }

  // A link to a record shows a few lines about it (dossier/export/previews.py), if one stays on it.
  const foot = document.querySelector("[data-previews]");
  const shards = new Map();
  window.dossierPreviews = (number, shard) => shards.get(number).loaded(shard);

  function shardOf(id) {
    let value = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(id)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
    return value % Number(foot.dataset.previews);
  }

  function preview(address) {
    const number = shardOf(address.split("/").at(-2));
    if (!shards.has(number)) {
      const shard = {};
      shard.content = new Promise((resolve) => { shard.loaded = resolve; });
      shards.set(number, shard);
      document.head.append(make("script", { src: `${foot.dataset.root}/previews/${number}.js` }));
    }
    return shards.get(number).content.then((shard) => shard[address]);
  }

  const site = foot ? new URL(`${foot.dataset.root}/`, location.href).pathname : "";

  function previewed(link) {
    const path = () => decodeURI(new URL(link.getAttribute("href"), document.baseURI).pathname).replace(/index\.html$/, "");
    let waiting = 0;
    pointed(link, () => {
      clearTimeout(waiting);
      waiting = setTimeout(async () => {
        const lines = await preview(path().slice(decodeURI(site).length));
        if (!lines || !(link.matches(":hover") || link.matches(":focus-visible"))) return;
        const [kind, title, ...about] = lines;
        show(link, [
          make("p", { className: "dossier-popup__kind", textContent: kind }),
          make("p", { className: "dossier-popup__title", textContent: title, dir: "auto" }),
          ...about.map((text) => make("p", { textContent: text, dir: "auto" })),
        ]);
      }, 350);
    });
    link.addEventListener("mouseleave", () => clearTimeout(waiting));
    link.addEventListener("blur", () => clearTimeout(waiting));
  }

  // Citations -------------------------------------------------------------------------------------------------------
  function copyable(block) {
    const name = block.dataset.copy;
    const button = make("button", { type: "button", className: "dossier-copy" }, `Copy ${name}`);
    button.addEventListener("click", async () => {
      const text = block.textContent;
      let done = true;
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        const selection = window.getSelection();
        selection.selectAllChildren(block);
        done = document.execCommand("copy");
        selection.removeAllRanges();
      }
      button.textContent = done ? "Copied" : "Select the text and copy it";
      setTimeout(() => { button.textContent = `Copy ${name}`; }, 2000);
    });
    block.before(button);
  }

  // Read from disk, an address that ends in a slash would list a folder.
  function fromDisk() {
    document.querySelectorAll("a[href]").forEach((link) => {
      // A drawing's link has no address of its own that is a text.
      const target = new URL(link.getAttribute("href"), document.baseURI);
      if (target.protocol === "file:" && target.pathname.endsWith("/")) {
        target.pathname += "index.html";
        link.setAttribute("href", target.href);
      }
    });
  }

  // Material's search listens to keys alone: words that are pasted or dictated come without one.
  const query = document.querySelector("[data-md-component=search-query]");
  query?.addEventListener("input", () => query.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true })));

  // On a narrow screen a row of these is a card; some browsers then forget that it is one of a table.
  const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
  document.querySelectorAll(".dossier-cards").forEach((table) => {
    for (const element of [table, ...table.querySelectorAll("thead, tbody, tr, td, th")]) {
      element.setAttribute("role", ROLES[element.tagName] ?? (element.scope === "row" ? "rowheader" : "columnheader"));
    }
  });
  document.querySelectorAll("table[data-sortable]").forEach((table) => {
    if (table.dataset.filter && table.tBodies[0].rows.length > 3) filterable(table, table.dataset.filter);
    if (table.tBodies[0].rows.length > 1) sortable(table);
  });
  document.querySelectorAll(".dossier-scroll").forEach((region) => {
    // A region that scrolls has to be reachable by keyboard, and then needs a name.
    const caption = region.querySelector("caption");
    if (region.scrollWidth > region.clientWidth) {
      region.tabIndex = 0;
      region.setAttribute("role", "region");
      region.setAttribute("aria-label", caption ? caption.textContent : "Table");
    }
  });
  document.body.append(popup);
  document.querySelectorAll("[data-note]").forEach(noted);
  if (foot) document.querySelectorAll(".md-content a[data-kind]").forEach(previewed);
  popup.addEventListener("mouseenter", () => clearTimeout(timer));
  popup.addEventListener("mouseleave", hideSoon);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  document.querySelectorAll("[data-copy]").forEach(copyable);
  if (location.protocol === "file:") fromDisk();

  // A link to how a number came about leads into a fold; not every browser opens one by itself.
  function unfold() {
    const details = document.getElementById(location.hash.slice(1))?.closest("details:not([open])");
    if (!details) return;
    details.open = true;
    details.scrollIntoView();
  }
  addEventListener("hashchange", unfold);
  unfold();
})();
