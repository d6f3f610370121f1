// @ts-check
// The timeline: windows as bars, in lanes, to be zoomed by buttons, keys, wheel, drag and pinch.
//
//   const timeline = window.dossierTimeline(element, items, options);
//
// Items, options and what a timeline does: `TimelineItem`, `TimelineOptions` and `Timeline` in types.d.ts. Nothing vanishes:
// what lies outside the view, what there is no room for and what has no date is counted where it would stand. An end
// outside the view has no mark: its bar runs out of the drawing and says the year.
"use strict";

(() => {
  const { make, address, unit } = window.dossierDom;
  const { parse, iso, worded, ticks } = window.dossierDates;
  const { wholeOf, spanOf, within } = window.dossierTimescale;
  const { laneOf: packed } = window.dossierTimepack;
  const { draw, plot: drawPlot } = window.dossierTimedraw;
  const moves = window.dossierTimemoves;
  const shortened = window.dossierShortened;
  const FONT = 12;
  const MANY = 500, MANY_ROWS = 12, LISTED = 100; // Of very many items a lane draws some rows, and counts the rest.

  const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  /** @type {Map<string, number>} */
  const widths = new Map();
  /** @param {string} text */
  function widthOf(text) {
    const found = widths.get(text) ?? pen.measureText(text).width + 2;
    widths.set(text, found);
    return found;
  }

  /** All of the time: every known end, and something beside them. @param {Dated[]} items @returns {View} */
  function extent(items) {
    const [first, last] = wholeOf(items.map((item) => item.window));
    return [first, last + 1];
  }

  /** @param {string} text @param {string} name @param {() => void} act */
  function button(text, name, act) {
    const made = make("button", { type: "button", textContent: text, title: name });
    made.setAttribute("aria-label", name);
    made.addEventListener("click", act);
    return made;
  }

  /** The elements of a timeline around its drawing. @param {string} uid @param {string} label */
  function parts(uid, label) {
    const plot = /** @type {SVGSVGElement} */ (draw("svg", { class: "dossier-timeline__plot", role: "group", tabindex: "0", "aria-describedby": `${uid}-keys`, "aria-label": label }));
    const range = make("output", { className: "dossier-timeline__range" });
    range.setAttribute("aria-live", "polite");
    const tip = make("div", { className: "dossier-timeline__tip", id: `${uid}-tip`, hidden: true });
    tip.setAttribute("role", "tooltip");
    return {
      plot, range, tip,
      keys: make("p", { className: "dossier-timeline__keys", id: `${uid}-keys`, textContent: "Drag to move, Ctrl and wheel to zoom. Keys: ← → move, + − zoom, 0 shows all; Tab goes on to a bar, then ← → ↑ ↓ from bar to bar, Enter opens it, Esc leaves." }),
      outside: make("p", { className: "dossier-timeline__keys", hidden: true }),
      empty: make("p", { className: "dossier-timeline__empty", hidden: true }),
      undated: make("details", { className: "dossier-timeline__undated", hidden: true }),
      stage: make("div", { className: "dossier-timeline__stage" }, plot, tip),
    };
  }

  let timelines = 0;

  /**
   * @param {HTMLElement} element
   * @param {TimelineItem[]} items
   * @param {TimelineOptions} [options]
   * @returns {Timeline}
   */
  function dossierTimeline(element, items, options = {}) {
    const known = options.lanes ?? {};
    const all = items.map((item) => ({ ...item, window: item.when ? parse(item.when) : null, name: "" }));
    const dated = all.filter(/** @returns {item is Dated} */ (item) => item.window !== null);
    const byDay = dated.some((item) => /\d-\d\d-\d\d/.test(item.when)); // where no day is known, the scale names none either
    const lanes = [...new Set([...Object.keys(known), ...all.map((item) => item.lane)])];
    /** @param {string} lane */
    const laneOf = (lane) => known[lane] ?? lane.charAt(0).toUpperCase() + lane.slice(1);
    /** @type {Set<string> | null} */
    let shown = null;
    /** @type {View | null} */
    let view = null; // null for all
    /** @type {string | null} */
    let at = null; // id of the bar that Tab reaches
    /** @type {Drawn[]} */
    let bars = []; // what is drawn, in order of time
    let width = 0;
    let everything = extent(dated);
    /** @type {Timeline} */
    const timeline = { show, zoom, onrange: null };

    const { plot, range, tip, keys, outside, empty, undated, stage } = parts(`dossier-timeline-${(timelines += 1)}`, options.label ?? "Timeline");
    const whole = button("All", "Show all of the time", () => move(null));
    const bar = make(
      "div",
      { className: "dossier-timeline__tools" },
      button("←", "Earlier", () => pan(-0.5)),
      button("→", "Later", () => pan(0.5)),
      button("+", "Zoom in", () => scale(0.5)),
      button("−", "Zoom out", () => scale(2)),
      whole,
      range,
    );
    element.classList.add("dossier-timeline");
    element.hidden = false;
    element.replaceChildren(bar, stage, outside, empty, undated, keys);

    const visible = () => dated.filter((item) => !shown || shown.has(item.id));
    const now = () => view ?? everything;

    // Drawing ---------------------------------------------------------------------------------------------------------
    function redraw() {
      if (!width) return;
      const active = document.activeElement?.closest(".dossier-timeline__item");
      const keep = active instanceof SVGElement && plot.contains(active) ? active.dataset.id ?? null : null;
      const [from, to] = now();
      const found = visible();
      const drawn = lanes
        .map((lane) => ({ lane, mine: found.filter((item) => item.lane === lane) }))
        .filter(({ mine }) => mine.length)
        .map(({ lane, mine }) => packed(lane, mine, [from, to], width, options.rows, widthOf));
      const scaled = ticks(from, to, Math.max(2, Math.floor(width / 84)), byDay);
      bars = drawPlot(plot, drawn, scaled, [from, to], width, laneOf, widthOf);
      range.textContent = `${worded(Math.ceil(from), to - from)} to ${worded(Math.ceil(to) - 1, to - from)}`;
      const before = drawn.reduce((sum, { earlier }) => sum + earlier, 0), after = drawn.reduce((sum, { later }) => sum + later, 0);
      const away = [before ? `${before} earlier` : "", after ? `${after} later` : ""].filter(Boolean).join(" and ");
      outside.hidden = !away;
      outside.textContent = `Outside the time that is drawn: ${away}. A date with one known end counts where that end is.`;
      whole.disabled = view === null;
      empty.hidden = found.length > 0;
      empty.textContent = shown ? "Nothing that has a date is left." : "Nothing here has a date.";
      rove(bars.some((one) => one.item.id === (keep ?? at)) ? keep ?? at : bars[0]?.item.id ?? null);
      if (keep && keep === at) current()?.link.focus({ preventScroll: true });
      else if (keep) plot.focus({ preventScroll: true });
      withoutDate();
    }
    const current = () => bars.find((one) => one.item.id === at);
    /** @param {string | null} id */
    function rove(id) {
      current()?.link.setAttribute("tabindex", "-1");
      at = id;
      current()?.link.setAttribute("tabindex", "0");
    }

    function withoutDate() {
      const found = all.filter((item) => !item.window && (!shown || shown.has(item.id)));
      const open = undated.open;
      undated.hidden = !found.length;
      const list = make("ul", {});
      for (const item of found.slice(0, LISTED)) list.append(make("li", {}, make("a", { href: address(item.href), textContent: item.title, dir: "auto" })));
      if (found.length > LISTED) list.append(make("li", { textContent: `and ${found.length - LISTED} more` }));
      undated.replaceChildren(make("summary", { textContent: `No date known: ${found.length}` }), list);
      undated.open = open;
    }

    // Moving ----------------------------------------------------------------------------------------------------------
    let waiting = 0;
    const soon = () => {
      if (!waiting) waiting = requestAnimationFrame(() => { waiting = 0; redraw(); });
    };
    /** @param {View | null} next */
    function set(next) {
      view = next && within(next, everything);
      tooltip.hide();
    }
    /** @param {View | null} next */
    function move(next) {
      set(next);
      redraw();
      timeline.onrange?.(...reported());
    }
    /** @returns {[from: string | null, to: string | null]} */
    const reported = () => (view ? [iso(Math.floor(view[0])), iso(Math.ceil(view[1]) - 1)] : [null, null]);
    /** @param {number} share of the view */
    function pan(share) {
      const [from, to] = now();
      move([from + (to - from) * share, to + (to - from) * share]);
    }
    /** @param {number} factor @param {number} [around] share of the view */
    function scale(factor, around = 0.5) {
      const [from, to] = now();
      const fixed = from + (to - from) * around;
      move([fixed - (fixed - from) * factor, fixed + (to - fixed) * factor]);
    }
    /** @param {string | null} [from] @param {string | null} [to] */
    function zoom(from = null, to = null) {
      const [first, last] = reported();
      if (from === first && to === last) return; // what `onrange` has told comes back: whole days, wider than the view
      const begin = from ? parse(from) : null, end = to ? parse(to) : null;
      set(begin || end ? [begin?.from ?? everything[0], (end?.to ?? everything[1] - 1) + 1] : null);
      redraw();
    }
    /** @param {Set<string> | null} ids */
    function show(ids) {
      shown = ids;
      everything = extent(visible().length ? visible() : dated);
      tooltip.hide();
      redraw();
    }

    /** @type {TimelineMoves} */
    const reader = {
      plot, tip, laneOf, current, rove, move, pan, scale,
      view: now,
      width: () => width,
      bars: () => bars,
      glide: (next) => { set(next); soon(); },
      settle: () => move(view),
    };
    const pointer = moves.pointer(reader);
    const tooltip = moves.tooltip(reader, pointer.dragging);
    moves.keys(reader, tooltip);

    const fits = () => {
      const wide = Math.floor(stage.clientWidth / unit());
      if (!wide || wide === width) return;
      width = wide;
      for (const item of all) item.name = shortened(item.label ?? item.title, width < 260 ? 16 : width < 520 ? 26 : width < 900 ? 42 : 60);
      pen.font = `${FONT}px ${getComputedStyle(element).fontFamily}`;
      widths.clear();
      redraw();
    };
    new ResizeObserver(fits).observe(stage);
    if (options.from || options.to) zoom(options.from, options.to);
    else if (options.dense !== false) {
      const [first, last] = spanOf(dated.map((item) => item.window));
      set([first, last + 1]);
    }
    fits();
    return timeline;
  }

  window.dossierTimeline = dossierTimeline;

  const figure = document.getElementById("dossier-timeline-figure");
  const place = document.getElementById("dossier-timeline");
  if (figure && place) {
    const data = document.getElementById("dossier-timeline-data");
    /** @type {TimelineData} */
    const { lanes, items } = data ? JSON.parse(data.textContent) : window.dossierTimelineData;
    figure.classList.add("is-live");
    dossierTimeline(place, items, { lanes, label: "Timeline of this dossier", rows: items.length > MANY ? MANY_ROWS : undefined });
  }
})();
