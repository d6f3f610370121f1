// @ts-check
// Where windows stand in a view of time. Pure, and the same as dossier/render/timeline/scale.py and bars.py have it.
"use strict";

(() => {
  const { yearOf } = window.dossierDates;
  const EDGE = 4, LEAST = 4, BEYOND = 8; // pixels: the drawing's margin, the narrowest bar, where one is cut that goes on outside
  const CLOSEST = 4; // days of the closest view
  const MOST = 85; // per cent of what a view begins with where a few lie far off

  /** Whether the day is known, and not in doubt. @param {DateWindow} window */
  const solid = ({ from, to, doubtful }) => !doubtful && from !== null && from === to;
  /** Whether it lasts from its beginning to its end. @param {DateWindow} window */
  const lasting = ({ from, to, shape }) => from !== null && to !== null && shape === "interval";
  /** The day of a window's only known end, or of the one asked for. @type {(one: number | null, other: number | null) => number} */
  const knownOf = (one, other) => one ?? other ?? 0;

  /** @param {DateWindow[]} windows */
  const ends = (windows) => windows.flatMap(({ from, to }) => [from, to]).filter((day) => day !== null);
  /** @param {number[]} days */
  const least = (days) => days.reduce((one, other) => Math.min(one, other), Infinity);
  /** @param {number[]} days */
  const greatest = (days) => days.reduce((one, other) => Math.max(one, other), -Infinity);
  /** @type {(first: number, last: number) => [number, number]} */
  const widened = (first, last) => {
    const margin = Math.max(2, Math.floor((last - first) / 40));
    return [first - margin, last + margin];
  };

  /**
   * The first and the last day of all windows, and something beside them.
   * @param {DateWindow[]} windows
   * @returns {[first: number, last: number]}
   */
  function wholeOf(windows) {
    const days = ends(windows);
    return days.length ? widened(least(days), greatest(days)) : [0, 364];
  }

  /**
   * The days that a drawing begins with: all of them, or, where a few lie far off, the shortest time that holds most.
   * @param {DateWindow[]} windows
   * @returns {[first: number, last: number]}
   */
  function spanOf(windows) {
    const known = windows.map(({ from, to }) => [knownOf(from, to), knownOf(to, from)]);
    known.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    if (!known.length) return wholeOf(windows);
    const days = ends(windows);
    const wanted = Math.max(1, Math.floor((MOST * known.length + 50) / 100));
    /** @type {number[]} */
    const falling = []; // where ends stand that no later one, so far, is as late as
    let head = 0;
    let best = { begin: 0, length: Infinity };
    known.forEach(([, end], at) => {
      while (falling.length > head && known[falling[falling.length - 1]][1] <= end) falling.pop();
      falling.push(at);
      if (falling[head] <= at - wanted) head += 1;
      if (at + 1 < wanted) return;
      const begin = known[at + 1 - wanted][0];
      const length = known[falling[head]][1] - begin;
      if (length < best.length) best = { begin, length };
    });
    if (best.length * 3 >= greatest(days) - least(days)) return wholeOf(windows);
    const near = Math.max(7, Math.floor(best.length / 4));
    const last = best.begin + best.length + near;
    return widened(least(days.filter((day) => day >= best.begin - near)), greatest(days.filter((day) => day <= last)));
  }

  /**
   * The first and the last day of a view of which anything is drawn.
   * @param {View} view
   */
  const daysOf = ([from, to]) => [Math.floor(from + 1e-6), Math.ceil(to - 1e-6) - 1];

  /**
   * Where a window lies; one with a single known end lies where that end is.
   * @param {DateWindow} window
   * @param {View} view
   * @returns {Side}
   */
  function sideOf({ from, to }, view) {
    const [first, last] = daysOf(view);
    return knownOf(to, from) < first ? "earlier" : knownOf(from, to) > last ? "later" : "within";
  }

  /**
   * Where a day begins in a drawing, in pixels.
   * @param {View} view
   * @param {number} width
   * @returns {(day: number) => number}
   */
  const pixelOf = ([from, to], width) => (day) => EDGE + ((day - from) / (to - from)) * (width - 2 * EDGE);

  /**
   * The bar of a window that lies within a view: its rectangle x0 to x1, which runs past the edge of the drawing where the
   * window goes on outside; what it takes of its row; and in which year it begins and ends, where that is outside.
   * @param {DateWindow} window
   * @param {View} view
   * @param {number} width
   * @returns {BarPlace}
   */
  function placeOf(window, view, width) {
    const { from, to } = window;
    const [first, last] = daysOf(view);
    const x = pixelOf(view, width);
    const edge = width - EDGE;
    if (from === null) {
      const end = x(knownOf(to, from) + 1);
      return { x0: end - LEAST, x1: end, left: EDGE, right: Math.min(edge, end), begins: "", ends: "" };
    }
    if (to === null) {
      return { x0: x(from), x1: x(from) + LEAST, left: Math.max(EDGE, x(from)), right: edge, begins: "", ends: "" };
    }
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

  /**
   * A view held within all of the time, and no closer than a few days; null where it is all of it.
   * @param {View} view
   * @param {View} all
   * @returns {View | null}
   */
  function within([from, to], [low, high]) {
    const span = Math.min(Math.max(to - from, CLOSEST), high - low);
    const middle = Math.min(Math.max((from + to) / 2, low + span / 2), high - span / 2);
    return span >= high - low - 1e-6 ? null : [middle - span / 2, middle + span / 2];
  }

  window.dossierTimescale = { EDGE, LEAST, solid, lasting, wholeOf, spanOf, sideOf, placeOf, within, pixelOf };
})();
