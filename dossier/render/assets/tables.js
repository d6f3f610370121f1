// @ts-check
// Tables: sorted by a column, filtered by words and by values; the address keeps the filters.
"use strict";

(() => {
  const { make } = window.dossierDom;
  const { fold } = window.dossierFold;
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });

  /** @param {HTMLTableRowElement} row @param {number} column */
  const text = (row, column) => row.cells[column].textContent.trim();
  /** @param {HTMLTableRowElement} row @param {number} column */
  const key = (row, column) => row.cells[column].dataset.sort ?? text(row, column);
  /** @param {HTMLTableElement} table */
  const headersOf = (table) => [...(table.tHead?.rows[0].cells ?? [])];

  /** @param {HTMLTableElement} table */
  function sortable(table) {
    const body = table.tBodies[0];
    const headers = headersOf(table);
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

  /** @param {HTMLTableElement} table @param {string} name */
  function filterable(table, name) {
    const input = make("input", { type: "search", autocomplete: "off", spellcheck: false });
    const output = make("output", {});
    const label = make("label", {}, `${name} `, input);
    const rows = [...table.tBodies[0].rows].map((row) => ({ row, folded: fold(row.textContent) }));
    const facets = headersOf(table).flatMap((header, column) => {
      if (!("facet" in header.dataset)) return [];
      const values = [...new Map(rows.map(({ row }) => [text(row, column), key(row, column)]))];
      values.sort((a, b) => collator.compare(a[1], b[1]));
      const choice = make("select", {}, new Option("any", ""), ...values.map(([value]) => new Option(value, value)));
      const title = header.textContent.trim();
      return [{ column, choice, key: title.toLowerCase().replace(/\s+/g, "-"), label: make("label", {}, `${title} `, choice) }];
    });
    const apply = () => {
      const words = fold(input.value).split(/\s+/).filter(Boolean);
      const chosen = facets.filter((facet) => facet.choice.value);
      let shown = 0;
      for (const { row, folded } of rows) {
        row.hidden =
          !words.every((word) => folded.includes(word)) ||
          !chosen.every((facet) => text(row, facet.column) === facet.choice.value);
        shown += row.hidden ? 0 : 1;
      }
      output.textContent = words.length || chosen.length ? `${shown} of ${rows.length}` : "";
    };
    // The address keeps the filters: a link to it opens the same rows.
    const keep = () => {
      const query = new URLSearchParams();
      if (input.value) query.set("q", input.value);
      facets.forEach((facet) => { if (facet.choice.value) query.set(facet.key, facet.choice.value); });
      const written = query.toString();
      history.replaceState(null, "", location.pathname + (written ? `?${written}` : "") + location.hash);
      apply();
    };
    const given = new URLSearchParams(location.search);
    input.value = given.get("q") ?? "";
    facets.forEach((facet) => { facet.choice.value = given.get(facet.key) ?? ""; if (facet.choice.selectedIndex < 0) facet.choice.value = ""; });
    apply();
    input.addEventListener("input", keep);
    facets.forEach((facet) => facet.choice.addEventListener("change", keep));
    const controls = [label, ...facets.map((facet) => facet.label), output];
    table.closest(".dossier-scroll")?.before(make("div", { className: "dossier-filter" }, ...controls));
  }

  // On a narrow screen a row of these is a card; some browsers then forget that it is one of a table.
  /** @type {Record<string, string>} */
  const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
  document.querySelectorAll(".dossier-cards").forEach((table) => {
    for (const element of [table, ...table.querySelectorAll("thead, tbody, tr, td, th")]) {
      const heads = element.getAttribute("scope") === "row" ? "rowheader" : "columnheader";
      element.setAttribute("role", ROLES[element.tagName] ?? heads);
    }
  });
  document.querySelectorAll(/** @type {"table"} */ ("table[data-sortable]")).forEach((table) => {
    if (table.dataset.filter && table.tBodies[0].rows.length > 3) filterable(table, table.dataset.filter);
    if (table.tBodies[0].rows.length > 1) sortable(table);
  });
  // A region that scrolls has to be reachable by keyboard, and then needs a name; one that does not is none.
  const regions = new ResizeObserver((entries) => entries.forEach(({ target: region }) => {
    if (region.scrollWidth > region.clientWidth) {
      region.setAttribute("tabindex", "0");
      region.setAttribute("role", "region");
      if (!region.ariaLabel) region.setAttribute("aria-label", region.querySelector("caption")?.textContent ?? "Table");
    } else {
      region.removeAttribute("tabindex");
      region.removeAttribute("role");
    }
  }));
  document.querySelectorAll(".dossier-scroll, .dossier-sideways").forEach((region) => {
    regions.observe(region);
    region.addEventListener("scroll", () => {
      region.classList.toggle("is-end", region.scrollLeft + region.clientWidth > region.scrollWidth - 8);
    }, { passive: true });
  });
})();
