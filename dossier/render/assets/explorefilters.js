// @ts-check
// Explore's filters on the page: a box of values a facet, and what is in force as buttons that take it away.
"use strict";

(() => {
  const { make } = window.dossierDom;
  const { fold } = window.dossierFold;
  const FIRST_VALUES = 8, MANY_VALUES = 14;

  /**
   * A facet's values, each with how many records it would leave.
   * @param {Facet} facet
   * @param {() => void} changed what is chosen has
   * @param {() => void} redraw
   */
  function box(facet, changed, redraw) {
    let open = false, words = "";
    const items = facet.values.map(([, label], n) => {
      const input = make("input", { type: "checkbox" });
      const count = make("span", { className: "dossier-explore__count" });
      const name = make("bdi", { textContent: label });
      const item = make("li", {}, make("label", {}, input, " ", name, " ", count));
      input.addEventListener("change", () => {
        facet.chosen[input.checked ? "add" : "delete"](n);
        changed();
      });
      return { item, input, count, folded: fold(label) };
    });
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
    details.append(make("ul", {}, ...items.map(({ item }) => item)), all);

    /**
     * @param {Uint32Array} counts of each value
     * @param {Uint32Array} adds what each would add to what is chosen
     */
    function show(counts, adds) {
      let rows = 0, held = 0;
      const limit = open || words ? Infinity : FIRST_VALUES;
      items.forEach(({ item, input, count, folded }, value) => {
        const chosen = facet.chosen.has(value);
        const fits = (counts[value] || chosen) && (!words || folded.includes(words));
        input.checked = chosen;
        count.textContent = facet.chosen.size && !chosen ? `+${adds[value]}` : String(counts[value]);
        item.hidden = !fits || (rows >= limit && !chosen);
        if (fits && item.hidden) held += 1;
        if (!item.hidden) rows += 1;
      });
      all.hidden = !(held || open) || Boolean(words);
      all.textContent = open ? "Fewer" : `${held} more`;
      details.hidden = !rows && !held && !words;
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
