// @ts-check
// A field of several records, or of the links of a chain: each is chosen, moved and taken out, and shown by its title.

import { choose, el, passageOf } from "./dialogs.js";
import { named } from "./fields.js";
import { shown, titleOf } from "./titles.js";

/** @typedef {import("./entries.js").Field} Field */

/**
 * The buttons that move an entry, and the one that takes it out; the ends say that they are.
 * @param {string} name Of the entry, for those who do not see it.
 * @param {string} id Of the entry, so that the focus finds its buttons again.
 * @param {number} at
 * @param {number} of How many there are.
 * @param {(by: number) => void} move
 * @param {() => void} remove
 */
export function handles(name, id, at, of, move, remove) {
  /** @param {string} sign @param {string} word @param {number} by */
  const mover = (sign, word, by) => {
    const is = at + by >= 0 && at + by < of;
    const label = `Move ${name} ${word}`;
    return el("button", { type: "button", class: "move", id: `${word}-${id}`, "aria-label": label, title: label,
      "aria-disabled": is ? null : "true", onclick: () => is && move(by) }, sign);
  };
  const out = `Take out ${name}`;
  return el("span", { class: "handles" }, ...(of > 1 ? [mover("↑", "up", -1), mover("↓", "down", 1)] : []),
    el("button", { type: "button", class: "remove", id: `out-${id}`, "aria-label": out, title: out, onclick: remove }, "×"));
}

/**
 * @param {string} key
 * @param {string} label
 * @param {string} id
 * @param {string} help
 * @param {string[]} kinds Of the records that may be chosen.
 * @param {string[]} words That may stand there instead.
 * @param {string} [separator] Of a list that may be written as one text.
 * @returns {Field}
 */
export function several(key, label, id, help, kinds, words, separator) {
  /** @type {string[]} */
  let ids = [];
  /** @type {any} */
  let was;
  let shownFirst = "";
  const list = el("ol", { class: "several" });
  const add = el("button", { type: "button", class: "choose", id, "aria-describedby": `h-${id}`, onclick: async () => {
    const one = await choose(label, kinds, passageOf(add), { words, fill: false });
    if (!one) return;
    ids = [...ids, one.id];
    changed();
  } }, `Add: ${label} …`);
  const changed = () => {
    draw();
    add.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const draw = () => {
    list.replaceChildren(...ids.map((one, at) =>
      el("li", {}, shown(one), handles(titleOf(one) || one, `${id}-${at}`, at, ids.length,
        (by) => {
          ids.splice(at + by, 0, ...ids.splice(at, 1));
          changed();
          document.getElementById(`${by < 0 ? "up" : "down"}-${id}-${at + by}`)?.focus();
          list.dispatchEvent(new CustomEvent("moved", { bubbles: true }));
        },
        () => {
          ids = ids.filter((_, number) => number !== at);
          changed();
          add.focus();
        }))));
  };
  const now = () => (separator && typeof was !== "object" ? ids.join(` ${separator} `) : [...ids]);
  return {
    key,
    row: el("div", { class: "row", role: "group", "aria-label": label }, named(label, key), list, add, help ? el("small", { id: `h-${id}` }, help) : null),
    get: () => (JSON.stringify(ids) === shownFirst ? was : ids.length ? now() : undefined),
    set: (value) => {
      was = value ?? undefined;
      const texts = typeof value === "string" && separator ? value.split(separator).map((/** @type {string} */ one) => one.trim()) : value ?? [];
      const fits = Array.isArray(texts) && texts.every((one) => typeof one === "string");
      ids = fits ? [...texts] : [];
      shownFirst = JSON.stringify(ids);
      draw();
      return fits;
    },
    find: () => add,
  };
}
