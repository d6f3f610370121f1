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
   * A frame with a view, as the HTML of a page that shows it.
   * @param {string} address
   * @param {string} title
   */
  function frame(address, title) {
    const holder = document.createElement("div");
    holder.append(Object.assign(document.createElement("iframe"), { title, width: "100%", height: "640", loading: "lazy" }));
    holder.children[0].setAttribute("data-src", address); // It is written down, not loaded.
    return holder.innerHTML.replace("data-src=", "src=");
  }

  /**
   * Buttons that take the view away: its address, a frame with it, and the records in it as a table.
   * @param {() => ExploreRecord[]} listed
   * @param {string} root from the page to the site's root
   * @param {boolean} embedded whether this is the frame of another site, which has no citations and nothing to embed
   */
  function tools(listed, root, embedded) {
    const link = make("button", { type: "button", className: "dossier-button", textContent: "Copy link" });
    const table = make("button", { type: "button", className: "dossier-button", textContent: "CSV of these" });
    const said = make("span", { className: "dossier-explore__said" });
    said.setAttribute("role", "status");
    /** @param {string} text @param {string} done what is said then @param {string} instead what is said where nothing can be copied */
    function copied(text, done, instead) {
      const copying = navigator.clipboard ? navigator.clipboard.writeText(text) : Promise.reject(new Error("no clipboard"));
      copying.then(() => { said.textContent = done; }, () => { said.textContent = instead; });
    }
    // In a frame the address is that of the view without one.
    const whole = () => (embedded ? new URL(`./${location.search}`, location.href).href : location.href);
    link.addEventListener("click", () => copied(whole(), "The address of this view is copied.", whole()));
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
    const embed = make("button", { type: "button", className: "dossier-button", textContent: "Embed", hidden: !location.protocol.startsWith("http") });
    const code = make("code", {});
    const shown = make("pre", { hidden: true, tabIndex: 0 }, code);
    shown.setAttribute("role", "group");
    shown.setAttribute("aria-label", "Lines that show this view on another site");
    shown.translate = false;
    embed.setAttribute("aria-expanded", "false");
    embed.addEventListener("click", () => {
      shown.hidden = !shown.hidden;
      embed.setAttribute("aria-expanded", String(!shown.hidden));
      code.textContent = frame(new URL(`embed.html${location.search}`, location.href).href, document.title);
      if (shown.hidden) return;
      copied(code.textContent, "These lines, which show this view on another site, are copied.", "");
    });
    return make("div", { className: "dossier-explore__tools" }, link, ...(embedded ? [] : [cite, embed]), table, said, ...(embedded ? [] : [shown]));
  }

  window.dossierExplorePanes = { tabs, tools, csv, inert };
})();
