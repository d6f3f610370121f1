// @ts-check
// Explore's panes: filters, list, map over time; on a phone one of them at a time. And what a view can be taken away as.
"use strict";

(() => {
  const { make } = window.dossierDom;
  /** @type {Record<string, string>} */
  const TABS = { list: "List", map: "Map", time: "Time" };

  /**
   * The tabs of a narrow window; the style sheet hides them in a wide one, which has all panes.
   * @param {HTMLElement} place
   */
  function tabs(place) {
    const buttons = Object.entries(TABS).map(([name, textContent]) => {
      const button = make("button", { type: "button", textContent });
      button.addEventListener("click", () => open(name));
      return /** @type {const} */ ([name, button]);
    });
    /** @param {string} name */
    function open(name) {
      place.dataset.pane = name;
      for (const [each, button] of buttons) button.setAttribute("aria-pressed", String(each === name));
      // Drawings measure themselves anew: a hidden one has no width.
      dispatchEvent(new Event("resize"));
    }
    const bar = make("div", { className: "dossier-explore__tabs" }, ...buttons.map(([, button]) => button));
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "What is shown");
    open("list");
    return bar;
  }

  const BEGINNING = /(^|[;\t|\r\n])((?:(?![\t\r\n])[\s"'\u200b-\u200f\u2060\ufeff])*[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

  /**
   * A text that no spreadsheet takes for a formula; `inert` of dossier/export/claims.py is the same, tested to agree.
   * @param {string} text
   */
  function inert(text) {
    const tame = text.replace(BEGINNING, "$1'$2");
    return tame.startsWith("\t") || tame.startsWith("\r") ? `'${tame}` : tame;
  }

  /**
   * A cell of a table as CSV: quoted, and inert.
   * @param {string | number} value
   */
  const cell = (value) => `"${inert(String(value)).replaceAll('"', '""')}"`;

  /**
   * Records as CSV, with a byte order mark: spreadsheets take it for UTF-8.
   * @param {ExploreRecord[]} records
   * @param {string} base the address of the site's root
   */
  function csv(records, base) {
    const head = ["kind", "id", "title", "language", "date", "detail", "sources", "address"];
    const rows = records.map((r) => [r.kind, r.id, r.title, r.lang, r.when, r.detail, r.sources, new URL(r.address, base).href]);
    return `\ufeff${[head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
  }

  /**
   * Buttons that take the view away: its address, and the records in it as a table.
   * @param {() => ExploreRecord[]} listed
   * @param {string} root from the page to the site's root
   */
  function tools(listed, root) {
    const link = make("button", { type: "button", className: "dossier-button", textContent: "Copy link" });
    const table = make("button", { type: "button", className: "dossier-button", textContent: "CSV of these" });
    const said = make("span", { className: "dossier-explore__said" });
    said.setAttribute("role", "status");
    link.addEventListener("click", () => {
      const done = navigator.clipboard ? navigator.clipboard.writeText(location.href) : Promise.reject(new Error("no clipboard"));
      done.then(() => { said.textContent = "The address of this view is copied."; }, () => { said.textContent = location.href; });
    });
    table.addEventListener("click", () => {
      const records = listed();
      const href = URL.createObjectURL(new Blob([csv(records, new URL(`${root}/`, location.href).href)], { type: "text/csv" }));
      make("a", { href, download: "records.csv" }).click();
      setTimeout(() => URL.revokeObjectURL(href), 10_000);
      said.textContent = `${records.length} record${records.length === 1 ? "" : "s"} saved as records.csv.`;
    });
    const cite = make("button", { type: "button", className: "dossier-button", textContent: "Cite this view" });
    cite.addEventListener("click", () => {
      const place = document.querySelector(/** @type {"details"} */ ("details#cite"));
      if (!place) return;
      place.open = true;
      place.scrollIntoView();
      place.querySelector("summary")?.focus();
    });
    return make("div", { className: "dossier-explore__tools" }, link, cite, table, said);
  }

  window.dossierExplorePanes = { tabs, tools, csv, inert };
})();
