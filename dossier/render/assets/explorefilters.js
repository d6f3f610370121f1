// @ts-check
// Explore's filters on the page: a box of values a facet, and what is in force as buttons that take it away.
"use strict";

(() => {
  const { make } = window.dossierDom;
  const { fold } = window.dossierFold;
  const FIRST_VALUES = 8, MANY_VALUES = 14, MOST_VALUES = 200;

  /**
   * A facet's values, each with how many records it would leave.
   * @param {Facet} facet
   * @param {() => void} changed what is chosen has
   * @param {() => void} redraw
   */
  function box(facet, changed, redraw) {
    let open = false, words = "";
    const folded = facet.values.map(([, label]) => fold(label));
    /** @type {Map<number, { item: HTMLLIElement, input: HTMLInputElement, count: HTMLSpanElement }>} */
    const made = new Map(); // A facet may have thousands of values: what was never listed is never made.
    const list = make("ul", {});
    /** @param {number} n */
    function itemOf(n) {
      const there = made.get(n);
      if (there) return there;
      const [, label] = facet.values[n];
      const input = make("input", { type: "checkbox" });
      const count = make("span", { className: "dossier-explore__count" });
      const name = make("bdi", { textContent: label });
      const item = make("li", {}, make("label", {}, input, " ", name, " ", count));
      input.addEventListener("change", () => {
        facet.chosen[input.checked ? "add" : "delete"](n);
        changed();
      });
      const parts = { item, input, count };
      made.set(n, parts);
      return parts;
    }
    const all = make("button", { type: "button", className: "dossier-explore__more", hidden: true });
    all.setAttribute("aria-expanded", "false");
    all.addEventListener("click", () => {
      open = !open;
      all.setAttribute("aria-expanded", String(open));
      redraw();
    });
    const details = make("details", { className: "dossier-explore__facet" }, make("summary", { textContent: facet.title }));
    if (facet.values.length > MANY_VALUES) {
      const narrow = make("input", { type: "search", placeholder: "Find one", autocomplete: "off" });
      narrow.setAttribute("aria-label", `Find: ${facet.title}`);
      narrow.addEventListener("input", () => {
        words = fold(narrow.value.trim());
        redraw();
      });
      details.append(narrow);
    }
    details.append(list, all);

    /**
     * @param {Uint32Array} counts of each value
     * @param {Uint32Array} adds what each would add to what is chosen
     */
    function show(counts, adds) {
      let held = 0;
      const limit = open || words ? MOST_VALUES : FIRST_VALUES;
      /** @type {HTMLLIElement[]} */
      const shown = [];
      facet.values.forEach((_, value) => {
        const chosen = facet.chosen.has(value);
        if (!(counts[value] || chosen) || (words && !folded[value].includes(words))) return;
        if (shown.length >= limit && !chosen) {
          held += 1;
          return;
        }
        const { item, input, count } = itemOf(value);
        input.checked = chosen;
        count.textContent = facet.chosen.size && !chosen ? `+${adds[value]}` : String(counts[value]);
        shown.push(item);
      });
      // What stays is not moved: it keeps the focus.
      shown.forEach((item, n) => { if (list.children[n] !== item) list.insertBefore(item, list.children[n] ?? null); });
      while (list.children.length > shown.length) list.lastElementChild?.remove();
      all.hidden = !(held || open) || Boolean(words);
      all.textContent = open ? (held ? `Fewer; ${held} are found by their names alone` : "Fewer") : `${held} more`;
      details.hidden = !shown.length && !held && !words;
      if (facet.chosen.size) details.open = true;
    }
    return { details, show };
  }

  /**
   * What is in force, each with a button that takes it away.
   * @param {Facet[]} facets
   * @param {ExploreState} state
   * @param {() => void} changed
   */
  function chips(facets, state, changed) {
    /** @param {string} text @param {() => void} remove */
    function chip(text, remove) {
      const button = make("button", { type: "button" }, make("bdi", { textContent: text }), make("span", { textContent: " ×", ariaHidden: "true" }));
      button.setAttribute("aria-label", `Remove the filter: ${text}`);
      button.addEventListener("click", () => {
        remove();
        changed();
      });
      return make("li", {}, button);
    }
    const items = [];
    if (state.q) items.push(chip(`“${state.q}”`, () => { state.q = ""; }));
    for (const facet of facets) {
      facet.chosen.forEach((n) => items.push(chip(`${facet.title}: ${facet.values[n][1]}`, () => facet.chosen.delete(n))));
    }
    if (state.from || state.to) {
      items.push(chip(`${state.from || "…"} to ${state.to || "…"}`, () => Object.assign(state, { from: "", to: "" })));
    }
    if (items.length > 1) {
      const all = make("button", { type: "button", className: "dossier-explore__clear", textContent: "Clear all" });
      all.addEventListener("click", () => {
        for (const facet of facets) facet.chosen.clear();
        Object.assign(state, { q: "", from: "", to: "" });
        changed();
      });
      items.push(make("li", {}, all));
    }
    return items;
  }

  window.dossierExploreFilters = { box, chips };
})();
