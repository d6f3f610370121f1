// The timeline: windows as bars, in lanes, to be zoomed by buttons, keys, wheel, drag and pinch.
//
//   const timeline = window.dossierTimeline(element, items, { label, lanes, from, to, dense, rows });
//       lanes: names by lane, in their order; rows: of a lane, at most; dense: false begins with all of the time
//   timeline.show(new Set(ids) or null)   draws these alone
//   timeline.zoom(from, to)               EDTF texts, both included; null: all there is
//   dossierTimeline.spanOf(windows)       the first and the last day of the view that a drawing of them begins with
//   dossierTimeline.sideOf(window, [from, to]), .placeOf(window, [from, to], width): where a window stands in a view
//   timeline.onrange = (from, to) => {}   the reader has moved: ISO days, or null and null for all
//
// An item is { id, lane, title, href, when, wording } and may have a `label`, which stands beside its bar. `when` is the
// EDTF text, never finer than the date is known; empty where none is. Nothing vanishes: what lies outside the view, what
// there is no room for and what has no date is counted where it would stand. An end outside the view has no mark: its bar
// runs out of the drawing and says the year.
"use strict";

(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const { make, address } = window.dossierDom;
  const { parse, iso, worded, ticks, yearOf } = window.dossierDates;
  const ROW = 20, BAR = 13, HEAD = 26, TOP = 24, FONT = 12, LEAST = 4, GAP = 10, EDGE = 4, BEYOND = 8;
  const NAMED = 40, ROWS = 24; // rows of a lane with names, and without, before what is left is counted; all in a close view
  const CLOSE = 14, CLOSEST = 4, PEAK = 34, CELL = 6, MOST = 85;

  // Drawing ----------------------------------------------------------------------------------------------------------
  const draw = (tag, attributes, ...children) => {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const shortened = (text, letters) => (text.length <= letters ? text : `${text.slice(0, letters - 1).trimEnd()}…`);
  const round = (value) => Math.round(value * 10) / 10;
  const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

  const pen = document.createElement("canvas").getContext("2d");
  const widths = new Map();
  function widthOf(text) {
    if (!widths.has(text)) widths.set(text, pen.measureText(text).width + 2);
    return widths.get(text);
  }

  // Where things stand: pure, and the same as dossier/render/timeline/scale.py and bars.py have it ---------------------
  const solid = ({ from, to, doubtful }) => !doubtful && from !== null && from === to;
  const lasting = ({ from, to, shape }) => from !== null && to !== null && shape === "interval";
  /** The first and the last day of a view [from, to) of which anything is drawn. */
  const daysOf = ([from, to]) => [Math.floor(from + 1e-6), Math.ceil(to - 1e-6) - 1];

  const ends = (windows) => windows.flatMap(({ from, to }) => [from, to]).filter((day) => day !== null);
  const least = (days) => days.reduce((one, other) => Math.min(one, other), Infinity);
  const greatest = (days) => days.reduce((one, other) => Math.max(one, other), -Infinity);
  const widened = (first, last) => {
    const margin = Math.max(2, Math.floor((last - first) / 40));
    return [first - margin, last + margin];
  };
  /** The first and the last day of all windows, and something beside them. */
  function wholeOf(windows) {
    const days = ends(windows);
    return days.length ? widened(least(days), greatest(days)) : [0, 364];
  }
  /** The days that a drawing begins with: all of them, or, where a few lie far off, the shortest time that holds most. */
  function spanOf(windows) {
    const known = windows.map(({ from, to }) => [from ?? to, to ?? from]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    if (!known.length) return wholeOf(windows);
    const days = ends(windows);
    const wanted = Math.max(1, Math.floor((MOST * known.length + 50) / 100));
    const falling = []; // where ends stand that no later one, so far, is as late as
    let head = 0, best = null;
    known.forEach(([, end], at) => {
      while (falling.length > head && known[falling.at(-1)][1] <= end) falling.pop();
      falling.push(at);
      if (falling[head] <= at - wanted) head += 1;
      const begin = at + 1 >= wanted ? known[at + 1 - wanted][0] : null;
      const length = begin === null ? Infinity : known[falling[head]][1] - begin;
      if (begin !== null && (!best || length < best.length)) best = { begin, length };
    });
    if (best.length * 3 >= greatest(days) - least(days)) return wholeOf(windows);
    const near = Math.max(7, Math.floor(best.length / 4));
    const last = best.begin + best.length + near;
    return widened(least(days.filter((day) => day >= best.begin - near)), greatest(days.filter((day) => day <= last)));
  }

  /** "earlier", "within" or "later"; a window with a single known end lies where that end is. */
  function sideOf({ from, to }, view) {
    const [first, last] = daysOf(view);
    const begin = from ?? to, end = to ?? from;
    return end < first ? "earlier" : begin > last ? "later" : "within";
  }

  /** The bar of a window that lies within a view: its rectangle x0 to x1, which runs past the edge of the drawing where the
   * window goes on outside; what it takes of its row; and in which year it begins and ends, where that is outside. */
  function placeOf(window, view, width) {
    const { from, to } = window;
    const [first, last] = daysOf(view);
    const x = (day) => EDGE + ((day - view[0]) / (view[1] - view[0])) * (width - 2 * EDGE);
    const edge = width - EDGE;
    if (from === null) return { x0: x(to + 1) - LEAST, x1: x(to + 1), left: EDGE, right: Math.min(edge, x(to + 1)), begins: "", ends: "" };
    if (to === null) return { x0: x(from), x1: x(from) + LEAST, left: Math.max(EDGE, x(from)), right: edge, begins: "", ends: "" };
    const before = from < first, after = to > last;
    const begins = before ? `← ${lasting(window) ? "begins" : "at earliest"} ${yearOf(from)}` : "";
    const ends = after ? `${lasting(window) ? "ends" : "at latest"} ${yearOf(to)} →` : "";
    let x0 = before ? -BEYOND : Math.max(-BEYOND, x(from)), x1 = after ? width + BEYOND : Math.min(width + BEYOND, x(to + 1));
    if (x1 - x0 < LEAST) {
      x1 = Math.min(edge, x0 + LEAST);
      x0 = x1 - LEAST;
    }
    return { x0, x1, left: Math.max(EDGE, x0), right: Math.min(edge, x1), begins, ends };
  }

  let timelines = 0;

  function dossierTimeline(element, items, options = {}) {
    const uid = `dossier-timeline-${(timelines += 1)}`;
    const known = options.lanes ?? {};
    const all = items.map((item) => ({ ...item, window: item.when ? parse(item.when) : null, name: "" }));
    const dated = all.filter((item) => item.window);
    const byDay = dated.some((item) => /\d-\d\d-\d\d/.test(item.when)); // where no day is known, the scale names none either
    const lanes = [...new Set([...Object.keys(known), ...all.map((item) => item.lane)])];
    const laneOf = (lane) => known[lane] ?? lane.charAt(0).toUpperCase() + lane.slice(1);
    let shown = null;
    let view = null; // [from, to): days; null for all
    let at = null; // id of the bar that Tab reaches
    let bars = []; // what is drawn, in order of time
    let width = 0;
    const timeline = { show, zoom, onrange: null };

    const plot = draw("svg", { class: "dossier-timeline__plot", role: "group", tabindex: "0", "aria-describedby": `${uid}-keys`, "aria-label": options.label ?? "Timeline" });
    const range = make("output", { className: "dossier-timeline__range" });
    range.setAttribute("aria-live", "polite");
    const tip = make("div", { className: "dossier-timeline__tip", id: `${uid}-tip`, hidden: true });
    tip.setAttribute("role", "tooltip");
    const button = (text, name, act) => {
      const made = make("button", { type: "button", textContent: text, title: name });
      made.setAttribute("aria-label", name);
      made.addEventListener("click", act);
      return made;
    };
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
    const keys = make("p", { className: "dossier-timeline__keys", id: `${uid}-keys`, textContent: "Drag to move, Ctrl and wheel to zoom. Keys: ← → move, + − zoom, 0 shows all; Tab goes on to a bar, then ← → ↑ ↓ from bar to bar, Enter opens it, Esc leaves." });
    const outside = make("p", { className: "dossier-timeline__keys", hidden: true });
    const empty = make("p", { className: "dossier-timeline__empty", hidden: true });
    const undated = make("details", { className: "dossier-timeline__undated", hidden: true });
    const stage = make("div", { className: "dossier-timeline__stage" }, plot, tip);
    element.classList.add("dossier-timeline");
    element.hidden = false;
    element.replaceChildren(bar, stage, outside, empty, undated, keys);

    // What there is -------------------------------------------------------------------------------------------------
    const visible = () => (shown ? dated.filter((item) => shown.has(item.id)) : dated);
    /** All of the time: every known end, and something beside them. */
    function extent(of) {
      const [first, last] = wholeOf(of.map((item) => item.window));
      return [first, last + 1];
    }
    let everything = extent(dated);

    // Where things stand --------------------------------------------------------------------------------------------
    const now = () => view ?? everything;
    const between = " · ";
    const isolated = (name) => `\u2068${name}\u2069`; // a name from right to left turns nothing around it
    /** The words of a bar and where they begin: within it, after it, or else before it. `tail` stands at the right edge. */
    function wordsOf(item, place, named) {
      const { begins, ends } = place;
      const lead = [begins, named ? (begins ? isolated(item.name) : item.name) : ""].filter(Boolean).join(between);
      const text = ends ? [begins, named ? isolated(item.name) : "", ends].filter(Boolean).join(between) : lead;
      if (!text) return null;
      const x0 = Math.max(EDGE, place.x0), x1 = Math.min(width - EDGE, place.x1);
      const w = widthOf(text);
      if (!solid(item.window) && x1 - x0 >= w + 10) return ends ? { text: lead, x: x0 + 5, w, tail: ends } : { text, x: x0 + 5, w, tail: "" };
      return { text, x: x1 + 5 + w <= width - EDGE ? x1 + 5 : Math.max(EDGE, x0 - 5 - w), w, tail: "" };
    }

    /** The bars of a lane in rows, none over another, their names included; and what no row is left for. With names it is
     * all or nothing. */
    function pack(found, x, most, named) {
      const free = [];
      const placed = [], rest = [];
      for (const { item, place } of found) {
        let { left, right } = place;
        const words = wordsOf(item, place, named);
        if (words) {
          left = Math.min(left, words.x);
          right = Math.max(right, words.x + words.w);
        }
        let row = free.findIndex((taken) => taken <= left);
        if (row < 0) row = free.length;
        if (row >= most) {
          if (named) return null;
          rest.push({ item, place });
          continue;
        }
        free[row] = right + GAP;
        placed.push({ item, place, row, words });
      }
      return { placed, rest, rows: free.length };
    }

    function density(rest, x, base) {
      const cells = new Array(Math.ceil(width / CELL)).fill(0);
      for (const { item: { window: { from, to } }, place } of rest) {
        // A window counts evenly over all of its time, also where that is not drawn.
        const [x0, x1] = from === null || to === null ? [place.x0, place.x1] : [x(from), Math.max(x(to + 1), x(from) + LEAST)];
        const first = Math.floor(x0 / CELL), last = Math.max(first, Math.ceil(x1 / CELL) - 1);
        for (let i = Math.max(0, first); i <= Math.min(cells.length - 1, last); i += 1) cells[i] += 1 / (last - first + 1);
      }
      const peak = Math.max(...cells);
      const path = cells.map((count, i) => (count ? `M${i * CELL} ${base}V${round(base - (count / peak) * PEAK)}h${CELL - 1}V${base}Z` : ""));
      return draw("path", { class: "dossier-timeline__density", d: path.join("") });
    }

    function barOf({ item, place, row, words }, top) {
      const y = top + row * ROW, middle = y + BAR / 2;
      const link = draw("a", { href: address(item.href), class: "dossier-timeline__item", "data-id": item.id, tabindex: "-1", "aria-label": `${item.title}, ${item.wording}, ${laneOf(item.lane)}` });
      const { from, to } = item.window;
      // A target is as high as its row, and at least as wide (WCAG 2.2, 2.5.8).
      const half = Math.max(0, (ROW - (place.x1 - place.x0)) / 2);
      link.append(draw("rect", { class: "dossier-timeline__target", x: round(place.x0 - half), y: y - (ROW - BAR) / 2, width: round(place.x1 - place.x0 + 2 * half), height: ROW }));
      if (from === null || to === null) {
        const [begin, end, back] = from === null ? [place.x0, EDGE, 5] : [place.x1, width - EDGE, -5];
        link.append(
          draw("path", { class: "dossier-timeline__open", d: `M${round(begin)} ${middle}H${round(end)}` }),
          draw("path", { class: "dossier-timeline__arrow", d: `M${round(end + back)} ${middle - 3}L${round(end)} ${middle}L${round(end + back)} ${middle + 3}` }),
        );
      }
      const kind = `dossier-timeline__bar${solid(item.window) ? " is-solid" : ""}${item.window.doubtful ? " is-doubtful" : ""}`;
      link.append(draw("rect", { class: kind, x: round(place.x0), y, width: round(place.x1 - place.x0), height: BAR, rx: 1.5 }));
      if (lasting(item.window)) link.append(draw("path", { class: "dossier-timeline__lasting", d: `M${round(place.x0)} ${y + BAR - 1}H${round(place.x1)}` }));
      if (words?.text) {
        const turned = words.text === item.name && window.dossierDirection(item.name) === "rtl" ? { direction: "rtl", "text-anchor": "end" } : {};
        link.append(draw("text", { class: "dossier-timeline__name", x: round(words.x), y: y + BAR - 2, ...turned }, words.text));
      }
      if (words?.tail) link.append(draw("text", { class: "dossier-timeline__name", x: width - EDGE - 5, y: y + BAR - 2, "text-anchor": "end" }, words.tail));
      return link;
    }

    function redraw() {
      if (!width) return;
      const focused = document.activeElement?.closest?.(".dossier-timeline__item");
      const keep = focused && plot.contains(focused) ? focused.dataset.id : null;
      const [from, to] = now();
      const x = (day) => EDGE + ((day - from) / (to - from)) * (width - 2 * EDGE);
      const close = to - from <= CLOSE;
      const found = visible();
      const parts = [];
      let y = TOP, before = 0, after = 0;
      bars = [];
      for (const lane of lanes) {
        const mine = found.filter((item) => item.lane === lane);
        if (!mine.length) continue;
        const sides = { earlier: 0, within: 0, later: 0 };
        for (const item of mine) sides[sideOf(item.window, [from, to])] += 1;
        const { earlier, later } = sides;
        before += earlier;
        after += later;
        const here = mine
          .filter((item) => sideOf(item.window, [from, to]) === "within")
          .map((item) => ({ item, place: placeOf(item.window, [from, to], width) }))
          .sort((a, b) => a.place.left - b.place.left || a.place.x1 - b.place.x1);
        parts.push(
          draw("path", { class: "dossier-timeline__rule", d: `M0 ${y}H${width}` }),
          draw("text", { class: "dossier-timeline__lane", x: EDGE, y: y + 17 }, `${laneOf(lane)} `, draw("tspan", { class: "dossier-timeline__count" }, `${here.length}`)),
        );
        const away = [earlier ? `← ${earlier} earlier` : "", later ? `${later} later →` : ""].filter(Boolean).join(" · ");
        if (away) parts.push(draw("text", { class: "dossier-timeline__count dossier-timeline__away", x: width - EDGE, y: y + 17, "text-anchor": "end" }, away));
        y += HEAD;
        let packed = pack(here, x, close ? Infinity : options.rows ?? NAMED, true) ?? pack(here, x, Math.min(ROWS, options.rows ?? ROWS), false);
        // A few bars over the heights of the many would show neither: then all are counted.
        if (packed.rest.length > 2 * packed.placed.length) packed = { placed: [], rest: here, rows: 0 };
        packed.placed.sort((a, b) => a.place.x0 - b.place.x0 || a.row - b.row);
        for (const one of packed.placed) {
          const link = barOf(one, y);
          bars.push({ ...one, link, lane });
          parts.push(link);
        }
        y += packed.rows * ROW;
        if (packed.rest.length) {
          y += PEAK + 4;
          parts.push(density(packed.rest, x, y));
          const more = `${packed.rest.length}${packed.placed.length ? " more" : ""}, too close to tell apart: zoom in`;
          parts.push(draw("text", { class: "dossier-timeline__more", x: EDGE, y: y + 14 }, more));
          y += 20;
        }
        y += 6;
      }
      const scaled = ticks(from, to, Math.max(2, Math.floor(width / 84)), byDay).map(([day, name, major]) => [
        draw("path", { class: `dossier-timeline__tick${major ? " is-major" : ""}`, d: `M${round(x(day))} 18V${y}` }),
        ...(x(day) + widthOf(name) + 3 < width ? [13, y + 14] : []).map((at) => draw("text", { class: "dossier-timeline__scale", x: round(x(day) + 3), y: at }, name)),
      ]);
      y += 20;
      plot.setAttribute("viewBox", `0 0 ${width} ${y}`);
      plot.setAttribute("height", y);
      plot.replaceChildren(draw("g", { "aria-hidden": "true" }, ...scaled.flat()), ...parts);
      range.textContent = `${worded(Math.ceil(from), to - from)} to ${worded(Math.ceil(to) - 1, to - from)}`;
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
      for (const item of found) list.append(make("li", {}, make("a", { href: address(item.href), textContent: item.title, dir: "auto" })));
      undated.replaceChildren(make("summary", { textContent: `No date known: ${found.length}` }), list);
      undated.open = open;
    }

    // Moving ----------------------------------------------------------------------------------------------------------
    let waiting = 0;
    const soon = () => {
      if (!waiting) waiting = requestAnimationFrame(() => { waiting = 0; redraw(); });
    };
    function set(next) {
      if (next) {
        const [low, high] = everything;
        const span = clamp(next[1] - next[0], CLOSEST, high - low);
        const middle = clamp((next[0] + next[1]) / 2, low + span / 2, high - span / 2);
        next = span >= high - low - 1e-6 ? null : [middle - span / 2, middle + span / 2];
      }
      view = next;
      hide();
    }
    function move(next) {
      set(next);
      redraw();
      timeline.onrange?.(...reported());
    }
    const reported = () => (view ? [iso(Math.floor(view[0])), iso(Math.ceil(view[1]) - 1)] : [null, null]);
    function pan(share) {
      const [from, to] = now();
      move([from + (to - from) * share, to + (to - from) * share]);
    }
    function scale(factor, around = 0.5) {
      const [from, to] = now();
      const fixed = from + (to - from) * around;
      move([fixed - (fixed - from) * factor, fixed + (to - fixed) * factor]);
    }
    function zoom(from = null, to = null) {
      const [first, last] = reported();
      if (from === first && to === last) return; // what `onrange` has told comes back: whole days, wider than the view
      const begin = from ? parse(from) : null, end = to ? parse(to) : null;
      set(begin || end ? [begin?.from ?? everything[0], (end?.to ?? everything[1] - 1) + 1] : null);
      redraw();
    }
    function show(ids) {
      shown = ids;
      everything = extent(visible().length ? visible() : dated);
      hide();
      redraw();
    }

    // Keys: the drawing moves and zooms; on a bar, arrows go from bar to bar ------------------------------------------
    function neighbour(key) {
      const one = current();
      const index = bars.indexOf(one);
      const inLane = bars.filter((other) => other.lane === one.lane);
      if (key === "ArrowLeft") return inLane[inLane.indexOf(one) - 1];
      if (key === "ArrowRight") return inLane[inLane.indexOf(one) + 1];
      if (key === "Home") return inLane[0];
      if (key === "End") return inLane.at(-1);
      const used = [...new Set(bars.map((other) => other.lane))];
      const lane = used[used.indexOf(bars[index].lane) + (key === "ArrowDown" ? 1 : -1)];
      const near = bars.filter((other) => other.lane === lane);
      return near.sort((a, b) => Math.abs(a.place.x0 - one.place.x0) - Math.abs(b.place.x0 - one.place.x0))[0];
    }
    plot.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const onBar = event.target !== plot;
      const { key } = event;
      const steps = { ArrowLeft: () => pan(-0.2), ArrowRight: () => pan(0.2), Home: () => move(null) };
      const both = { "+": () => scale(0.5), "=": () => scale(0.5), "-": () => scale(2), "_": () => scale(2), 0: () => move(null) };
      if (key === "Escape") {
        if (!tip.hidden) hide();
        else if (onBar) plot.focus({ preventScroll: true });
        else return;
      } else if (both[key]) both[key]();
      else if (onBar && /^(Arrow|Home$|End$)/.test(key)) {
        const next = neighbour(key);
        if (next) {
          rove(next.item.id);
          next.link.focus();
        }
      } else if (steps[key]) steps[key]();
      else return;
      event.preventDefault();
    });

    // The tooltip (WCAG 2.2, 1.4.13: it may be pointed at, it stays, Escape closes it) ----------------------------------
    let timer = 0;
    function tell(one) {
      clearTimeout(timer);
      tip.replaceChildren(make("strong", { textContent: one.item.title, dir: "auto" }), make("span", { textContent: one.item.wording }), make("span", { className: "dossier-timeline__kind", textContent: laneOf(one.item.lane) }));
      tip.hidden = false;
      one.link.setAttribute("aria-describedby", tip.id);
      const left = clamp((one.place.x0 + one.place.x1) / 2 - tip.offsetWidth / 2, 0, Math.max(0, width - tip.offsetWidth));
      const box = one.link.querySelector(".dossier-timeline__target");
      const top = Number(box.getAttribute("y"));
      const above = top - tip.offsetHeight - 4;
      tip.style.left = `${left}px`;
      tip.style.top = `${above < 0 ? top + ROW + 4 : above}px`;
    }
    function hide() {
      clearTimeout(timer);
      tip.hidden = true;
      for (const { link } of bars) link.removeAttribute("aria-describedby");
    }
    const hideSoon = () => { timer = setTimeout(hide, 250); };
    const under = (event) => {
      const link = event.target.closest?.(".dossier-timeline__item");
      return link && bars.find((one) => one.link === link);
    };
    plot.addEventListener("pointerover", (event) => { const one = under(event); if (one && !drag) tell(one); });
    plot.addEventListener("pointerout", (event) => { if (under(event)) hideSoon(); });
    plot.addEventListener("focusin", (event) => { const one = under(event); if (one) { rove(one.item.id); tell(one); } });
    plot.addEventListener("focusout", hideSoon);
    tip.addEventListener("pointerenter", () => clearTimeout(timer));
    tip.addEventListener("pointerleave", hideSoon);
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

    // Wheel, drag, pinch --------------------------------------------------------------------------------------------------
    const share = (event) => clamp((event.clientX - plot.getBoundingClientRect().left - EDGE) / (width - 2 * EDGE), 0, 1);
    plot.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      scale(Math.exp(clamp(event.deltaY, -200, 200) / 250), share(event));
    }, { passive: false });

    const fingers = new Map();
    let drag = null;
    plot.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      fingers.set(event.pointerId, event.clientX);
      const [from, to] = now();
      drag = { from, to, xs: [...fingers.values()], moved: drag?.moved ?? false };
    });
    plot.addEventListener("pointermove", (event) => {
      if (!drag || !fingers.has(event.pointerId)) return;
      fingers.set(event.pointerId, event.clientX);
      const xs = [...fingers.values()];
      const day = (drag.to - drag.from) / (width - 2 * EDGE);
      if (!drag.moved && Math.abs(xs[0] - drag.xs[0]) < 5 && xs.length < 2) return;
      if (!drag.moved) plot.setPointerCapture(event.pointerId);
      drag.moved = true;
      if (xs.length > 1) {
        const left = plot.getBoundingClientRect().left + EDGE;
        const middle = drag.from + ((drag.xs[0] + drag.xs[1]) / 2 - left) * day;
        const factor = Math.max(20, Math.abs(drag.xs[0] - drag.xs[1])) / Math.max(20, Math.abs(xs[0] - xs[1]));
        set([middle - (middle - drag.from) * factor, middle + (drag.to - middle) * factor]);
      } else {
        const by = (drag.xs[0] - xs[0]) * day;
        set([drag.from + by, drag.to + by]);
      }
      soon();
    });
    const drop = (event) => {
      if (!fingers.delete(event.pointerId)) return;
      const moved = drag?.moved;
      const [from, to] = now();
      drag = fingers.size ? { from, to, xs: [...fingers.values()], moved } : null;
      if (moved && !drag) {
        move(view);
        plot.dataset.dragged = "";
        setTimeout(() => delete plot.dataset.dragged);
      }
    };
    plot.addEventListener("pointerup", drop);
    plot.addEventListener("pointercancel", drop);
    plot.addEventListener("click", (event) => { if ("dragged" in plot.dataset) event.preventDefault(); }, true);
    plot.addEventListener("dragstart", (event) => event.preventDefault()); // else the browser drags the link itself

    const fits = () => {
      const wide = Math.floor(stage.clientWidth);
      if (!wide || wide === width) return;
      width = wide;
      for (const item of all) item.name = shortened(item.label ?? item.title, width < 520 ? 26 : 42);
      pen.font = `${FONT}px ${getComputedStyle(element).fontFamily}`;
      widths.clear();
      redraw();
    };
    new ResizeObserver(fits).observe(stage);
    view = null;
    if (options.from || options.to) zoom(options.from, options.to);
    else if (options.dense !== false) {
      const [first, last] = spanOf(dated.map((item) => item.window));
      set([first, last + 1]);
    }
    fits();
    return timeline;
  }

  window.dossierTimeline = Object.assign(dossierTimeline, { spanOf, sideOf, placeOf });

  const figure = document.getElementById("dossier-timeline-figure");
  if (figure) {
    const data = document.getElementById("dossier-timeline-data");
    const { lanes, items } = data ? JSON.parse(data.textContent) : window.dossierTimelineData;
    figure.classList.add("is-live");
    window.dossierTimeline(document.getElementById("dossier-timeline"), items, { lanes, label: "Timeline of this dossier" });
  }
})();
