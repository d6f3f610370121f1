// @ts-check
// Bars of a timeline in rows, none over another, their words included; what no row is left for, counted. Pure.
"use strict";

(() => {
  const { EDGE, LEAST, solid, sideOf, placeOf, pixelOf } = window.dossierTimescale;
  const GAP = 10, CELL = 6; // pixels between two bars of a row, and of a step of the heights
  const NAMED = 40, ROWS = 24; // rows of a lane with names, and without, before what is left is counted; all in a close view
  const CLOSE = 14; // days
  const BETWEEN = " · ";
  const LEAST_LETTERS = 12;

  /** A name that has no room beside its bar, cut by a quarter. @param {string} name */
  const shorter = (name) => `${name.slice(0, Math.floor(name.length * 0.75)).trimEnd()}…`;

  /** A name from right to left turns nothing around it. @param {string} name */
  const isolated = (name) => `\u2068${name}\u2069`;

  /**
   * The words of a bar and where they begin: within it, after it, or else before it.
   * @param {Dated} item
   * @param {BarPlace} place
   * @param {boolean} named
   * @param {number} width of the drawing
   * @param {(text: string) => number} widthOf
   * @returns {BarWords | null}
   */
  function wordsOf(item, place, named, width, widthOf) {
    const { begins, ends } = place;
    const lead = [begins, named ? (begins ? isolated(item.name) : item.name) : ""].filter(Boolean).join(BETWEEN);
    const text = ends ? [begins, named ? isolated(item.name) : "", ends].filter(Boolean).join(BETWEEN) : lead;
    if (!text) return null;
    const x0 = Math.max(EDGE, place.x0), x1 = Math.min(width - EDGE, place.x1);
    const w = widthOf(text);
    if (!solid(item.window) && x1 - x0 >= w + 10) return ends ? { text: lead, x: x0 + 5, w, tail: ends } : { text, x: x0 + 5, w, tail: "" };
    const fits = x1 + 5 + w <= width - EDGE || x0 - 5 - w >= EDGE;
    if (!fits && named && item.name.length > LEAST_LETTERS) return wordsOf({ ...item, name: shorter(item.name) }, place, named, width, widthOf);
    return { text, x: x1 + 5 + w <= width - EDGE ? x1 + 5 : Math.max(EDGE, x0 - 5 - w), w, tail: "" };
  }

  /**
   * The bars of a lane in at most so many rows, and what no row is left for. With names it is all or nothing.
   * @param {Standing[]} found
   * @param {number} most
   * @param {boolean} named
   * @param {number} width
   * @param {(text: string) => number} widthOf
   */
  function pack(found, most, named, width, widthOf) {
    /** @type {number[]} */
    const free = [];
    /** @type {Packed[]} */
    const placed = [];
    /** @type {Standing[]} */
    const rest = [];
    for (const { item, place } of found) {
      let { left, right } = place;
      const words = wordsOf(item, place, named, width, widthOf);
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

  /**
   * How many windows there are in each step of the drawing; one counts evenly over all of its time, also where that is not drawn.
   * @param {Standing[]} rest
   * @param {View} view
   * @param {number} width
   */
  function density(rest, view, width) {
    const x = pixelOf(view, width);
    /** @type {number[]} */
    const cells = new Array(Math.ceil(width / CELL)).fill(0);
    for (const { item: { window: { from, to } }, place } of rest) {
      const [x0, x1] = from === null || to === null ? [place.x0, place.x1] : [x(from), Math.max(x(to + 1), x(from) + LEAST)];
      const first = Math.floor(x0 / CELL), last = Math.max(first, Math.ceil(x1 / CELL) - 1);
      for (let i = Math.max(0, first); i <= Math.min(cells.length - 1, last); i += 1) cells[i] += 1 / (last - first + 1);
    }
    return cells;
  }

  /**
   * A lane as it is drawn.
   * @param {string} lane
   * @param {Dated[]} items
   * @param {View} view
   * @param {number} width
   * @param {number | undefined} rows at most; else by what there is
   * @param {(text: string) => number} widthOf
   * @returns {Lane}
   */
  function laneOf(lane, items, view, width, rows, widthOf) {
    const sides = { earlier: 0, within: 0, later: 0 };
    /** @type {Standing[]} */
    const here = [];
    for (const item of items) {
      const side = sideOf(item.window, view);
      sides[side] += 1;
      if (side === "within") here.push({ item, place: placeOf(item.window, view, width) });
    }
    here.sort((a, b) => a.place.left - b.place.left || a.place.x1 - b.place.x1);
    const { earlier, later } = sides;
    const close = view[1] - view[0] <= CLOSE;
    const packed =
      pack(here, close ? Infinity : rows ?? NAMED, true, width, widthOf) ?? pack(here, Math.min(ROWS, rows ?? ROWS), false, width, widthOf);
    // A few bars over the heights of the many would show neither: then all are counted.
    if (!packed || packed.rest.length > 2 * packed.placed.length) return { lane, earlier, later, here, placed: [], rest: here, rows: 0 };
    packed.placed.sort((a, b) => a.place.x0 - b.place.x0 || a.row - b.row);
    return { lane, earlier, later, here, ...packed };
  }

  window.dossierTimepack = { wordsOf, pack, density, laneOf, CELL };
})();
