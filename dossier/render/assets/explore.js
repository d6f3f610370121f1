// @ts-check
// Explore: one filter state, kept in the address, drives the list, the map and the timeline together.
// The data is explore-data.js (dossier/render/explore/columns.py); contributors' texts reach the page by textContent only.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const { make } = window.dossierDom;
  const { SORTS, ...exploring } = window.dossierExploring;
  const filters = window.dossierExploreFilters;
  const data = window.dossierExplore;
  const place = document.getElementById("dossier-explore");
  if (!data || !place) return;
  const PAGE = 50;
  const embedded = "embedded" in place.dataset; // In a frame of another site, whose history is not ours to lengthen.
  const facets = exploring.facetsOf(data);
  const records = exploring.recordsOf(data, facets, place.dataset.root ?? "");
  const places = /** @type {Facet} */ (facets.find((facet) => facet.key === "place"));
  /** @type {Record<string, string>} */
  const KIND_NAMES = { article: "source", publisher: "outlet" };
  /** @type {Record<string, string>} */
  const LANES = { article: "publications", event: "events", claim: "claims" };

  // State <-> address.
  /** @type {ExploreState} */
  const state = { q: "", sort: "oldest", from: "", to: "" };
  /** @type {ExploreRecord[]} */
  let listed = [];
  let zoomed = false;
  /** @type {Map<string, number> | null} */
  let found = null; // Addresses that the words are found in, best first, to their rank; null without words.
  /** @type {string | null} */
  let suggestion = null;
  let asked = 0;
  let shownRows = PAGE;

  const readAddress = () => exploring.read(new URLSearchParams(location.search), facets, state);

  // A change that ends in an own entry of the history, unless it only continues the last one (typing, dragging).
  function changed(continues = false) {
    const query = exploring.written(facets, state);
    const to = location.pathname + (query ? `?${query}` : "");
    if (to !== location.pathname + location.search) history[continues || embedded ? "replaceState" : "pushState"](null, "", to);
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
  /** @type {ExploreFeeds | null} */
  const feeds = JSON.parse(place.dataset.feeds ?? "null");
  const follow = make("a", { className: "dossier-button", textContent: "Follow this view", title: "A feed (Atom) of what changes in it", hidden: true });
  const boxes = facets.map((facet) => filters.box(facet, changed, draw));
  const wide = window.matchMedia("(min-width: 60em)");
  boxes.forEach(({ details }, n) => { details.open = wide.matches && n < 3; });
  const side = make("details", { className: "dossier-explore__side", open: wide.matches }, make("summary", { textContent: "Filters" }), ...boxes.map(({ details }) => details));

  /**
   * A record's title, a printed headline in the quotation marks of its script; without a language it is ours.
   * @param {ExploreRecord} record
   */
  function named({ kind, title, lang }) {
    if (kind !== "article" || !lang) return title;
    return window.dossierDirection(title) === "rtl" ? `«${title}»` : `“${title}”`;
  }

  /** @param {ExploreRecord} record */
  function row(record) {
    const title = make("a", { href: record.href, textContent: named(record) });
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

  /** What stands where nothing has all of the filters. */
  function nothing() {
    const item = make("li", { className: "dossier-empty" }, "Nothing has all of these. Take one of the filters away");
    if (suggestion) {
      const instead = suggestion;
      const again = make("button", { type: "button", className: "dossier-link", textContent: instead });
      again.addEventListener("click", () => { state.q = instead; search.value = instead; changed(); });
      item.append(", or search for ", again);
    }
    item.append(".");
    return item;
  }

  /** @type {Timeline | null} */
  let timeline = null;
  function drawn() {
    if (!window.dossierTimeline) return null;
    const items = records.filter((record) => LANES[record.kind]).map((record) => ({
      id: record.address, lane: LANES[record.kind], href: record.href, when: record.when, wording: record.wording,
      // A headline stands beside the outlet that printed it.
      title: record.kind === "article" ? `${record.detail}: ${named(record)}` : record.title,
    }));
    const made = window.dossierTimeline(chart, items, { label: "Timeline of what is listed", rows: 4 });
    made.onrange = (from, to) => {
      const continues = Boolean(state.from || state.to);
      Object.assign(state, { from: from ?? "", to: to ?? "" });
      changed(continues);
    };
    return made;
  }

  /**
   * How many records the map shows at each place.
   * @param {ExploreRecord[]} listed
   * @param {Uint32Array} counts
   */
  function onMap(listed, counts) {
    const found = Object.fromEntries(places.values.map(([id], n) => [id, places.chosen.size ? 0 : counts[n]]));
    if (places.chosen.size) {
      for (const record of listed) {
        for (const n of record.values[places.number]) found[places.values[n][0]] += 1;
      }
    }
    return found;
  }

  /** @param {boolean} [current] false where a later question is on its way */
  function draw(current = true) {
    if (!current) return;
    const { shown, undated: without, counts, adds } = exploring.matches(records, facets, state, found, document.documentElement.lang);
    const all = [...shown, ...without];
    listed = all;
    if (document.activeElement !== search) search.value = state.q;
    sort.value = state.sort;
    sort.options[0].textContent = found ? "Best match first" : SORTS.oldest;
    chips.replaceChildren(...filters.chips(facets, state, () => { changed(); search.focus(); }));
    chips.hidden = !chips.children.length;
    boxes.forEach((box, n) => box.show(counts[n], adds[n]));

    const unplaced = counts[places.number][places.values.length - 1];
    const parts = [`${all.length} of ${records.length} record${records.length === 1 ? "" : "s"}`];
    if (all.length && !places.chosen.size && unplaced) parts.push(`${unplaced} without a place, so not on the map`);
    status.textContent = parts.join("; ");
    list.replaceChildren(...(all.length ? [] : [nothing()]), ...shown.slice(0, shownRows).map(row));
    more.hidden = shown.length <= shownRows;
    more.textContent = `Show ${Math.min(PAGE, shown.length - shownRows)} more of ${shown.length}`;

    undated.hidden = !without.length;
    const heading = make("h2", { textContent: `Without a date: ${without.length}` });
    undated.replaceChildren(heading, make("p", { textContent: "They match the other filters; when they belong is not known, or they have no time." }),
      make("ol", { className: "dossier-explore__list" }, ...without.slice(0, shownRows).map(row)));

    timeline ??= drawn();
    timeline?.show(new Set(all.map((record) => record.address)));
    // Without days to filter by it opens where most lies, as the timeline's own page does.
    if (state.from || state.to || zoomed) timeline?.zoom(state.from || null, state.to || null);
    zoomed = Boolean(state.from || state.to);
    const feed = feeds && exploring.feedOf(exploring.written(facets, state), feeds);
    follow.hidden = !feed;
    if (feed) follow.href = `${place?.dataset.root}/${feed}`;
    window.dossierCiting?.view();
    for (const link of document.querySelectorAll(/** @type {"a"} */ ("a[data-view]"))) link.href = `./${location.search}`;
    window.dossierMap?.show(onMap(all, counts[places.number]), [...places.chosen].map((n) => places.values[n][0]));
  }

  if (window.dossierMap) {
    window.dossierMap.onchoose = (id) => {
      const chosen = places.numbers.get(id);
      if (chosen === undefined) return;
      places.chosen = new Set([chosen]);
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
    list.children[next]?.querySelector("a")?.focus();
  });
  addEventListener("popstate", () => {
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
  const within = make("p", { className: "dossier-explore__counting", textContent: "The list shows what lies within the time that you choose here." });
  const pictures = make("div", { className: "dossier-explore__pictures" }, chart, within);
  if (figure) {
    figure.append(counting);
    pictures.prepend(figure);
  }
  const tools = window.dossierExplorePanes.tools(() => listed, place.dataset.root ?? "", embedded);
  tools.children[0].after(follow);
  main.append(tools, list, more, undated);
  place.append(window.dossierExplorePanes.tabs(place), side, main, pictures);
  place.hidden = false;
  readAddress();
  ask().then(draw).then(() => {
    const still = document.getElementById("dossier-explore-static");
    if (still) still.hidden = true;
  });
});
