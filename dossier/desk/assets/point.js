// @ts-check
// A point set on the map by hand or by keys, with its precision as a circle to drag.

import { ask, el } from "./dialogs.js";

const SVG = "http://www.w3.org/2000/svg";
const EARTH = 6378137;
const ZOOM = 2.5;

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @returns {SVGElement}
 */
function shape(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/**
 * Degrees of a pixel (Web Mercator), and the other way round.
 * @param {any} view
 */
export function projection(view) {
  return {
    /** @param {number} x @param {number} y @returns {[number, number]} Latitude and longitude. */
    degrees: (x, y) => {
      const south = y / view.scale + view.top;
      return [-Math.atan(Math.sinh(south)) * 180 / Math.PI, (x / view.scale + view.left) * 180 / Math.PI];
    },
    /** @param {number} lat @param {number} lon @returns {[number, number]} */
    pixel: (lat, lon) => {
      const south = -Math.asinh(Math.tan(lat * Math.PI / 180));
      return [(lon * Math.PI / 180 - view.left) * view.scale, (south - view.top) * view.scale];
    },
    /** @param {number} metres @param {number} lat */
    length: (metres, lat) => metres / EARTH / Math.cos(lat * Math.PI / 180) * view.scale,
  };
}

/**
 * The precision whose radius is nearest to a number of metres, as a ratio.
 * @param {number} metres
 * @param {Record<string, number>} radius
 */
export function precisionOf(metres, radius) {
  const off = (/** @type {number} */ one) => Math.abs(Math.log(one / Math.max(metres, 1)));
  return Object.entries(radius).sort((a, b) => off(a[1]) - off(b[1]))[0][0];
}

/**
 * A map beneath a field that holds "latitude, longitude, precision".
 * @param {HTMLInputElement} input
 * @returns {Promise<HTMLElement>}
 */
export async function pointMap(input) {
  const [la, lo, named = ""] = input.value.split(/[\s,]+/);
  let at = { lat: Number(la) || 0, lon: Number(lo) || 0, precision: named || "locality" };
  let degrees = 6;
  /** Whether the map opens where the dossier's places are. */
  let open = !input.value.trim();
  const svg = shape("svg", { tabindex: 0, role: "application",
    "aria-label": "Map: arrow keys move the point, plus and minus zoom, p changes the precision" });
  const said = el("p", { class: "where", role: "status" });
  /** @type {any} */
  let view = null;

  const draw = async () => {
    const asked = new URLSearchParams(open ? {} : { lat: String(at.lat), lon: String(at.lon), degrees: String(degrees) });
    view = await ask(`map?${asked}`);
    if (open) [at.lat, at.lon, degrees, open] = [view.lat, view.lon, view.degrees, false];
    svg.setAttribute("viewBox", `0 0 ${view.width} ${view.height}`);
    const land = new DOMParser().parseFromString(`<svg xmlns="${SVG}">${view.svg}</svg>`, "image/svg+xml");
    svg.replaceChildren(
      shape("rect", { class: "sea", width: view.width, height: view.height }),
      ...land.documentElement.children,
      ...view.places.map((/** @type {any} */ place) => {
        const group = shape("g", { class: "other" });
        const text = shape("text", { x: place.x + 6, y: place.y + 4 });
        text.textContent = place.title;
        group.append(shape("circle", { cx: place.x, cy: place.y, r: 3 }), text);
        return group;
      }),
      shape("circle", { class: "precision" }), shape("circle", { class: "rim", r: 9 }), shape("circle", { class: "point", r: 5 }));
    place();
  };
  const place = () => {
    const { pixel, length } = projection(view);
    const [x, y] = pixel(at.lat, at.lon);
    const r = Math.max(6, length(view.radius[at.precision], at.lat));
    const [circle, rim, point] = [".precision", ".rim", ".point"].map((name) => /** @type {SVGElement} */ (svg.querySelector(name)));
    for (const [element, cx] of /** @type {[SVGElement, number][]} */ ([[circle, x], [rim, x + Math.max(r, 20)], [point, x]])) {
      element.setAttribute("cx", String(cx));
      element.setAttribute("cy", String(y));
    }
    circle.setAttribute("r", String(r));
    said.textContent = `${value()}: within ${view.radius[at.precision].toLocaleString("en")} m`;
  };
  const value = () => {
    const digits = view.digits[at.precision];
    return `${at.lat.toFixed(digits)}, ${at.lon.toFixed(digits)}, ${at.precision}`;
  };
  /** What was moved on the map is written in the field; what was typed there stays as it was typed. */
  const moved = () => {
    place();
    input.value = value();
  };
  /** @param {PointerEvent} event @returns {[number, number]} */
  const pixelOf = (event) => {
    const box = svg.getBoundingClientRect();
    return [(event.clientX - box.left) * view.width / box.width, (event.clientY - box.top) * view.height / box.height];
  };
  let dragged = "";
  svg.addEventListener("pointerdown", (event) => {
    dragged = /** @type {Element} */ (event.target).classList.contains("rim") ? "rim" : "point";
    svg.setPointerCapture(event.pointerId);
    follow(event);
  });
  svg.addEventListener("pointermove", (event) => dragged && follow(event));
  svg.addEventListener("pointerup", () => (dragged = ""));
  /** @param {PointerEvent} event */
  const follow = (event) => {
    const [x, y] = pixelOf(event);
    const { degrees: back, pixel } = projection(view);
    if (dragged === "rim") {
      const [cx, cy] = pixel(at.lat, at.lon);
      const metres = Math.hypot(x - cx, y - cy) / view.scale * EARTH * Math.cos(at.lat * Math.PI / 180);
      at = { ...at, precision: precisionOf(metres, view.radius) };
    } else {
      const [lat, lon] = back(x, y);
      at = { ...at, lat, lon };
    }
    moved();
  };
  svg.addEventListener("keydown", (event) => {
    const step = event.shiftKey ? 40 : 4;
    const move = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    if (move) {
      const { degrees: back, pixel } = projection(view);
      const [x, y] = pixel(at.lat, at.lon);
      const [lat, lon] = back(x + move[0], y + move[1]);
      at = { ...at, lat, lon };
      moved();
    } else if (event.key === "+" || event.key === "-") zoom(event.key === "+" ? 1 / ZOOM : ZOOM);
    else if (event.key === "p") {
      const all = Object.keys(view.radius);
      at = { ...at, precision: all[(all.indexOf(at.precision) + 1) % all.length] };
      moved();
    } else return;
    event.preventDefault();
  });
  /** @param {number} by */
  const zoom = (by) => {
    degrees = Math.min(340, Math.max(0.05, degrees * by));
    draw();
  };
  input.addEventListener("change", () => {
    const [lat, lon, precision] = input.value.split(/[\s,]+/);
    if (!Number.isFinite(Number(lat)) || !Number.isFinite(Number(lon)) || !(precision in view.radius)) return;
    at = { lat: Number(lat), lon: Number(lon), precision };
    draw();
  });
  await draw();
  return el("div", { class: "map" }, svg, said,
    el("p", {},
      el("button", { type: "button", onclick: () => zoom(1 / ZOOM) }, "Closer (+)"),
      el("button", { type: "button", onclick: () => zoom(ZOOM) }, "Farther (−)"),
      el("small", {}, " Drag the point; drag the rim for the precision.")));
}
