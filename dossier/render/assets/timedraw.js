// @ts-check
// A timeline as SVG: lanes with their bars and heights, and the scale behind them.
"use strict";

(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const { address } = window.dossierDom;
  const { EDGE, solid, lasting, pixelOf } = window.dossierTimescale;
  const { density, CELL } = window.dossierTimepack;
  const ROW = 20, BAR = 13, HEAD = 26, TOP = 24, PEAK = 34;

  /** @param {number} value */
  const round = (value) => Math.round(value * 10) / 10;

  /**
   * @param {string} tag
   * @param {Record<string, string | number>} attributes
   * @param {...(Node | string)} children
   */
  function draw(tag, attributes, ...children) {
    const element = /** @type {SVGElement} */ (document.createElementNS(SVG, tag));
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
    element.append(...children);
    return element;
  }

  /**
   * A bar with its words: a link to the page of what it stands for.
   * @param {Packed} one
   * @param {number} top of its lane's rows
   * @param {number} width
   * @param {string} laneName
   */
  function bar({ item, place, row, words }, top, width, laneName) {
    const y = top + row * ROW, middle = y + BAR / 2;
    const link = draw("a", { href: address(item.href), class: "dossier-timeline__item", "data-id": item.id, tabindex: "-1", "aria-label": `${item.title}, ${item.wording}, ${laneName}` });
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
      const rtl = words.text === item.name && window.dossierDirection(item.name) === "rtl";
      /** @type {Record<string, string>} */
      const turned = rtl ? { direction: "rtl", "text-anchor": "end" } : {};
      link.append(draw("text", { class: "dossier-timeline__name", x: round(words.x), y: y + BAR - 2, ...turned }, words.text));
    }
    if (words?.tail) link.append(draw("text", { class: "dossier-timeline__name", x: width - EDGE - 5, y: y + BAR - 2, "text-anchor": "end" }, words.tail));
    return link;
  }

  /**
   * Heights that count what no row is left for.
   * @param {Standing[]} rest
   * @param {View} view
   * @param {number} width
   * @param {number} base
   */
  function heights(rest, view, width, base) {
    const cells = density(rest, view, width);
    const peak = Math.max(...cells);
    const path = cells.map((count, i) => (count ? `M${i * CELL} ${base}V${round(base - (count / peak) * PEAK)}h${CELL - 1}V${base}Z` : ""));
    return draw("path", { class: "dossier-timeline__density", d: path.join("") });
  }

  /**
   * Draws all lanes anew; gives what is drawn as bars, in order of time within each lane.
   * @param {SVGSVGElement} plot
   * @param {Lane[]} lanes
   * @param {Tick[]} scaled
   * @param {View} view
   * @param {number} width
   * @param {(lane: string) => string} laneOf
   * @param {(text: string) => number} widthOf
   */
  function drawPlot(plot, lanes, scaled, view, width, laneOf, widthOf) {
    const x = pixelOf(view, width);
    /** @type {SVGElement[]} */
    const parts = [];
    /** @type {Drawn[]} */
    const bars = [];
    let y = TOP;
    for (const { lane, earlier, later, here, placed, rest, rows } of lanes) {
      parts.push(
        draw("path", { class: "dossier-timeline__rule", d: `M0 ${y}H${width}` }),
        draw("text", { class: "dossier-timeline__lane", x: EDGE, y: y + 17 }, `${laneOf(lane)} `, draw("tspan", { class: "dossier-timeline__count" }, `${here.length}`)),
      );
      const away = [earlier ? `← ${earlier} earlier` : "", later ? `${later} later →` : ""].filter(Boolean).join(" · ");
      // Where both do not fit on one line, what lies outside stands on a second one.
      const below = away && widthOf(`${laneOf(lane)} ${here.length}`) * 1.2 + widthOf(away) + 4 * EDGE > width ? 15 : 0;
      if (away) parts.push(draw("text", { class: "dossier-timeline__count dossier-timeline__away", x: width - EDGE, y: y + 17 + below, "text-anchor": "end" }, away));
      y += HEAD + below;
      for (const one of placed) {
        const link = bar(one, y, width, laneOf(lane));
        bars.push({ ...one, link, lane });
        parts.push(link);
      }
      y += rows * ROW;
      if (rest.length) {
        y += PEAK + 4;
        parts.push(heights(rest, view, width, y));
        const more = `${rest.length}${placed.length ? " more" : ""}, too close to tell apart: zoom in`;
        parts.push(draw("text", { class: "dossier-timeline__more", x: EDGE, y: y + 14 }, more));
        y += 20;
      }
      y += 6;
    }
    const behind = scaled.flatMap(([day, name, major]) => [
      draw("path", { class: `dossier-timeline__tick${major ? " is-major" : ""}`, d: `M${round(x(day))} 18V${y}` }),
      ...(x(day) + widthOf(name) + 3 < width ? [13, y + 14] : []).map((at) => draw("text", { class: "dossier-timeline__scale", x: round(x(day) + 3), y: at }, name)),
    ]);
    y += 20;
    plot.setAttribute("viewBox", `0 0 ${width} ${y}`);
    plot.setAttribute("height", String(Math.round(y * window.dossierDom.unit())));
    plot.replaceChildren(draw("g", { "aria-hidden": "true" }, ...behind), ...parts);
    return bars;
  }

  window.dossierTimedraw = { ROW, bar, plot: drawPlot, draw };
})();
