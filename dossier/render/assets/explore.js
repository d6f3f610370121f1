// Explore: one filter state, kept in the address, drives the list, the map and the timeline together.
// The data is explore-data.js (dossier/render/explore/columns.py); contributors' texts reach the page by textContent only.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const { make } = window.dossierDom;
  const { fold } = window.dossierFold;
  const data = window.dossierExplore;
  const place = document.getElementById("dossier-explore");
  if (!data || !place) return;
  const root = place.dataset.root;
  const PAGE = 50, FIRST_VALUES = 8, MANY_VALUES = 14;
  const NONE = "-"; // The value of a facet for what has none, a date or a place; no id is so written.
  const WITHOUT = { year: "no date", place: "no place" };
  const SORTS = { newest: "Newest first", oldest: "Oldest first", title: "Title", sources: "Most sources" };
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });

  const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

  // Facets: every record has a list of value numbers a facet; what has none of a date or a place has the value NONE.
  const facets = data.facets.map((facet, number) => {
    const values = [...facet.values];
    if (WITHOUT[facet.key]) values.push([NONE, WITHOUT[facet.key]]);
    return { ...facet, number, values, numbers: new Map(values.map(([value], n) => [value, n])), chosen: new Set() };
  });
  const facetOf = Object.fromEntries(facets.map((facet) => [facet.key, facet]));
  const records = data.records.map(([kind, id, title, lang, detail, when, wording, sortable, sources, values]) => {
    facets.forEach((facet, n) => {
      if (WITHOUT[facet.key] && !values[n].length) values[n] = [facet.values.length - 1];
    });
    const address = `${data.folders[kind]}/${id}/`;
    return { kind, id, title, lang, detail, when, wording, sortable, sources, values, address, href: `${root}/${address}` };
  });
  const byAddress = new Map(records.map((record) => [record.address, record]));
  const KIND_NAMES = { article: "source", publisher: "outlet" };

  // State <-> address.
  const state = { q: "", sort: "newest", from: "", to: "" };
  let found = null; // Addresses that the words are found in, best first, in a Map to their rank; null without words.
  let suggestion = null;
  let asked = 0;
  let shownRows = PAGE;

  function readAddress() {
    const query = new URLSearchParams(location.search);
    state.q = query.get("q") ?? "";
    state.sort = Object.hasOwn(SORTS, query.get("sort") ?? "") ? query.get("sort") : "newest";
    for (const end of ["from", "to"]) state[end] = /^\d{4}-\d\d-\d\d$/.test(query.get(end) ?? "") ? query.get(end) : "";
    facets.forEach((facet) => {
      facet.chosen = new Set(query.getAll(facet.key).filter((value) => facet.numbers.has(value)).map((value) => facet.numbers.get(value)));
    });
  }

  function address() {
    const query = new URLSearchParams();
    if (state.q) query.set("q", state.q);
    facets.forEach((facet) => facet.chosen.forEach((n) => query.append(facet.key, facet.values[n][0])));
    for (const end of ["from", "to"]) if (state[end]) query.set(end, state[end]);
    if (state.sort !== "newest") query.set("sort", state.sort);
    const text = query.toString();
    return location.pathname + (text ? `?${text}` : "");
  }

  // A change that ends in an own entry of the history, unless it only continues the last one (typing, dragging).
  function changed(continues = false) {
    const to = address();
    if (to !== location.pathname + location.search) history[continues ? "replaceState" : "pushState"](null, "", to);
    shownRows = PAGE;
    ask().then(draw);
  }

  async function ask() {
    const mine = ++asked;
    if (!state.q.trim() || !window.dossierSearch) {
      found = null;
      suggestion = null;
      return mine === asked;
    }
    const answer = await window.dossierSearch.find(state.q);
    if (mine === asked) {
      found = new Map(answer.addresses.map((one, rank) => [one, rank]));
      suggestion = answer.suggestion;
    }
    return mine === asked;
  }

  // Matching: one pass that counts, for each facet, what it would leave under all the other filters.
  const windowOf = (record) => {
    record.window ??= record.when ? window.dossierDates.windowOf(record.when) : null;
    return record.window;
  };

  function inRange(record) {
    const days = windowOf(record);
    return Boolean(days) && (!state.to || !days.from || days.from <= state.to) && (!state.from || !days.to || days.to >= state.from);
  }

  function matches() {
    const counts = facets.map((facet) => new Uint32Array(facet.values.length));
    const result = { shown: [], undated: [], counts };
    for (const record of records) {
      if (found && !found.has(record.address)) continue;
      let missed = -1, misses = 0;
      facets.forEach((facet, n) => {
        if (facet.chosen.size && !record.values[n].some((value) => facet.chosen.has(value))) {
          missed = n;
          misses += 1;
        }
      });
      if (misses > 1) continue;
      const ranged = state.from || state.to;
      if (ranged && record.when && !inRange(record)) continue;
      if (!misses) (ranged && !record.when ? result.undated : result.shown).push(record);
      record.values.forEach((values, n) => {
        if (!misses || missed === n) values.forEach((value) => { counts[n][value] += 1; });
      });
    }
    result.shown.sort(order());
    result.undated.sort((a, b) => collator.compare(a.title, b.title));
    return result;
  }

  function order() {
    const title = (a, b) => collator.compare(a.title, b.title) || (a.id < b.id ? -1 : 1);
    const dated = (a, b) => (a.sortable === "") - (b.sortable === "");
    const time = (a, b) => (a.sortable < b.sortable ? -1 : a.sortable > b.sortable ? 1 : 0);
    return {
      newest: (a, b) => (found ? found.get(a.address) - found.get(b.address) : dated(a, b) || time(b, a) || title(a, b)),
      oldest: (a, b) => dated(a, b) || time(a, b) || title(a, b),
      title,
      sources: (a, b) => b.sources - a.sources || title(a, b),
    }[state.sort];
  }

  // What stands on the page, made once.
  const search = make("input", { type: "search", id: "dossier-explore-words", autocomplete: "off", spellcheck: false });
  const sort = make("select", {}, ...Object.entries(SORTS).map(([value, text]) => new Option(text, value)));
  const status = make("p", { className: "dossier-explore__status" });
  const chips = make("ul", { className: "dossier-explore__chips" });
  const list = make("ol", { className: "dossier-explore__list" });
  const more = make("button", { type: "button", className: "dossier-button", hidden: true });
  const undated = make("section", { className: "dossier-explore__undated", hidden: true });
  const chart = make("div", { className: "dossier-explore__timeline" });
  status.setAttribute("role", "status");
  chips.setAttribute("aria-label", "Filters in force");
  undated.setAttribute("aria-label", "Without a date");

  const boxes = facets.map((facet) => {
    const items = facet.values.map(([value, label], n) => {
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
    const box = {
      facet, items, all, open: false, words: "",
      details: make("details", { className: "dossier-explore__facet" }, make("summary", { textContent: facet.title })),
    };
    all.addEventListener("click", () => {
      box.open = !box.open;
      all.setAttribute("aria-expanded", String(box.open));
      draw();
    });
    if (facet.values.length > MANY_VALUES) {
      const narrow = make("input", { type: "search", placeholder: "Find one", autocomplete: "off" });
      narrow.setAttribute("aria-label", `Find: ${facet.title}`);
      narrow.addEventListener("input", () => {
        box.words = fold(narrow.value.trim());
        draw();
      });
      box.details.append(narrow);
    }
    box.details.append(make("ul", {}, ...items.map(({ item }) => item)), all);
    return box;
  });
  const wide = window.matchMedia("(min-width: 60em)");
  boxes.forEach((box, n) => { box.details.open = wide.matches && n < 3; });
  const side = make("details", { className: "dossier-explore__side", open: wide.matches }, make("summary", { textContent: "Filters" }), ...boxes.map((box) => box.details));

  function chip(text, remove) {
    const button = make("button", { type: "button" }, make("bdi", { textContent: text }), make("span", { textContent: " ×", ariaHidden: "true" }));
    button.setAttribute("aria-label", `Remove the filter: ${text}`);
    button.addEventListener("click", () => {
      remove();
      changed();
      search.focus();
    });
    return make("li", {}, button);
  }

  function clear() {
    facets.forEach((facet) => facet.chosen.clear());
    Object.assign(state, { q: "", from: "", to: "" });
  }

  function drawChips() {
    const items = [];
    if (state.q) items.push(chip(`“${state.q}”`, () => { state.q = ""; }));
    facets.forEach((facet) => facet.chosen.forEach((n) => {
      items.push(chip(`${facet.title}: ${facet.values[n][1]}`, () => facet.chosen.delete(n)));
    }));
    if (state.from || state.to) {
      items.push(chip(`${state.from || "…"} to ${state.to || "…"}`, () => Object.assign(state, { from: "", to: "" })));
    }
    if (items.length > 1) {
      const all = make("button", { type: "button", className: "dossier-explore__clear", textContent: "Clear all" });
      all.addEventListener("click", () => { clear(); changed(); search.focus(); });
      items.push(make("li", {}, all));
    }
    chips.replaceChildren(...items);
    chips.hidden = !items.length;
  }

  function row(record) {
    const title = make("a", { href: record.href, textContent: record.kind === "article" ? `“${record.title}”` : record.title });
    title.dataset.kind = record.kind;
    if (record.lang) title.lang = record.lang;
    title.dir = window.dossierDirection(record.title);
    const about = make("span", { className: "dossier-explore__about" }, make("span", { className: "dossier-explore__kind", textContent: KIND_NAMES[record.kind] ?? record.kind }));
    if (record.wording) about.append(` · ${record.wording}`);
    if (record.detail) {
      const detail = make("bdi", { textContent: record.detail });
      // A claim's evidence leads to how its number came about.
      about.append(" · ", record.kind === "claim" ? make("a", { href: `${record.href}#count`, className: "dossier-evidence" }, detail) : detail);
    }
    return make("li", {}, title, about);
  }

  function drawBoxes(counts) {
    boxes.forEach((box, n) => {
      let rows = 0, held = 0;
      const limit = box.open || box.words ? Infinity : FIRST_VALUES;
      box.items.forEach(({ item, input, count, folded }, value) => {
        const chosen = box.facet.chosen.has(value);
        const fits = (counts[n][value] || chosen) && (!box.words || folded.includes(box.words));
        input.checked = chosen;
        count.textContent = String(counts[n][value]);
        item.hidden = !fits || (rows >= limit && !chosen);
        if (fits && item.hidden) held += 1;
        if (!item.hidden) rows += 1;
      });
      box.all.hidden = !(held || box.open) || Boolean(box.words);
      box.all.textContent = box.open ? "Fewer" : `${held} more`;
      box.details.hidden = !rows && !held && !box.words;
      if (box.facet.chosen.size) box.details.open = true;
    });
  }

  let timeline = null;
  const LANES = { article: "publications", event: "events", claim: "claims" };

  function drawn() {
    if (!window.dossierTimeline) return null;
    const items = records.filter((record) => LANES[record.kind]).map((record) => ({
      id: record.address, lane: LANES[record.kind], href: record.href, when: record.when, wording: record.wording,
      // A headline stands beside the outlet that printed it.
      title: record.kind === "article" ? `${record.detail}: “${record.title}”` : record.title,
    }));
    const made = window.dossierTimeline(chart, items, { label: "Timeline of what is listed", rows: 4 });
    made.onrange = (from, to) => {
      const continues = Boolean(state.from || state.to);
      Object.assign(state, { from: from ?? "", to: to ?? "" });
      changed(continues);
    };
    return made;
  }

  function draw(current = true) {
    if (!current) return;
    const { shown, undated: without, counts } = matches();
    if (document.activeElement !== search) search.value = state.q;
    sort.value = state.sort;
    sort.options[0].textContent = found ? "Best match first" : SORTS.newest;
    drawChips();
    drawBoxes(counts);

    const unplaced = counts[facetOf.place.number][facetOf.place.values.length - 1];
    const parts = [`${shown.length + without.length} of ${counted(records.length, "record")}`];
    if (shown.length + without.length && !facetOf.place.chosen.size && unplaced) parts.push(`${unplaced} without a place, so not on the map`);
    status.textContent = parts.join("; ");
    const empty = [];
    if (!shown.length && !without.length) {
      empty.push(make("li", { className: "dossier-empty" }, "Nothing has all of these. Take one of the filters away"));
      if (suggestion) {
        const again = make("button", { type: "button", className: "dossier-link", textContent: suggestion });
        again.addEventListener("click", () => { state.q = suggestion; search.value = suggestion; changed(); });
        empty[0].append(", or search for ", again);
      }
      empty[0].append(".");
    }
    list.replaceChildren(...empty, ...shown.slice(0, shownRows).map(row));
    more.hidden = shown.length <= shownRows;
    more.textContent = `Show ${Math.min(PAGE, shown.length - shownRows)} more of ${shown.length}`;

    undated.hidden = !without.length;
    const heading = make("h2", { textContent: `Without a date: ${without.length}` });
    undated.replaceChildren(heading, make("p", { textContent: "They match the other filters; when they belong is not known, or they have no time." }),
      make("ol", { className: "dossier-explore__list" }, ...without.slice(0, shownRows).map(row)));

    const all = [...shown, ...without];
    timeline ??= drawn();
    timeline?.show(new Set(all.map((record) => record.address)));
    if (timeline && !(state.from || state.to)) timeline.zoom(null, null);
    else timeline?.zoom(state.from || null, state.to || null);
    const onMap = {};
    facetOf.place.values.forEach(([id], n) => { onMap[id] = counts[facetOf.place.number][n]; });
    if (facetOf.place.chosen.size) {
      for (const id of Object.keys(onMap)) onMap[id] = 0;
      for (const record of all) {
        for (const n of record.values[facetOf.place.number]) onMap[facetOf.place.values[n][0]] += 1;
      }
    }
    window.dossierMap?.show(onMap, [...facetOf.place.chosen].map((n) => facetOf.place.values[n][0]));
  }

  if (window.dossierMap) {
    window.dossierMap.onchoose = (id) => {
      if (!facetOf.place.numbers.has(id)) return;
      facetOf.place.chosen = new Set([facetOf.place.numbers.get(id)]);
      changed();
    };
  }
  let typing = false;
  search.addEventListener("input", () => {
    state.q = search.value;
    changed(typing);
    typing = true;
  });
  search.addEventListener("blur", () => { typing = false; });
  sort.addEventListener("change", () => { state.sort = sort.value; changed(); });
  more.addEventListener("click", () => {
    const next = shownRows;
    shownRows += PAGE;
    draw();
    list.children[next]?.querySelector("a").focus();
  });
  window.addEventListener("popstate", () => {
    readAddress();
    shownRows = PAGE;
    ask().then(draw);
  });

  const bar = make("div", { className: "dossier-explore__bar" },
    make("label", {}, "Words ", search), make("label", {}, "Order ", sort));
  const figure = document.querySelector(".dossier-map-figure");
  const main = make("div", { className: "dossier-explore__main" }, bar, chips, status);
  // The map page counts the sources that name a place: what is counted here is another thing, and says so.
  const counting = make("p", { className: "dossier-explore__counting", textContent: "A number on the map counts the records in the list, of every kind, that belong to a place or to what lies within it." });
  const pictures = make("div", { className: "dossier-explore__pictures" }, chart);
  if (figure) {
    figure.append(counting);
    pictures.prepend(figure);
  }
  main.append(pictures, list, more, undated);
  place.append(side, main);
  place.hidden = false;
  readAddress();
  ask().then(draw).then(() => { document.getElementById("dossier-explore-static").hidden = true; });
});
