// @ts-check
// Fields that hold fields: a mapping, and a list of mappings with entries to add, change and take out.

import { handles } from "./chosen.js";
import { el } from "./dialogs.js";
import { controlOf, named } from "./fields.js";

/**
 * A field: what is drawn, its value (undefined if it is empty), how a value is filled in (false for one that it cannot hold),
 * and the control of what stands at some keys within it.
 * @typedef {{ key: string, row: HTMLElement, get: () => any, set: (value: any) => boolean, find: (keys: (string | number)[]) => HTMLElement | null }} Field
 */

/**
 * The values of fields as a mapping: a key whose field is as it was stays as it was.
 * @param {Field[]} fields
 * @param {Record<string, any>} was
 * @param {Record<string, string>} shown What each field held at first.
 */
function gathered(fields, was, shown) {
  const now = { ...was };
  for (const one of fields) {
    const value = one.get();
    if (JSON.stringify(value) === shown[one.key]) continue;
    if (value === undefined) delete now[one.key];
    else now[one.key] = value;
  }
  return now;
}

/** @param {Field[]} fields @returns {Record<string, string>} */
function held(fields) {
  return Object.fromEntries(fields.map((one) => [one.key, JSON.stringify(one.get())]));
}

/** @param {any} value */
const isMapping = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * A mapping: its fields together.
 * @param {string} key
 * @param {string} label
 * @param {string} id
 * @param {string} help
 * @param {Field[]} fields
 * @returns {Field}
 */
export function mapping(key, label, id, help, fields) {
  let was = {};
  let shown = held(fields);
  return {
    key,
    row: el("fieldset", { class: "mapping", id }, el("legend", {}, named(label, key)), help ? el("small", {}, help) : null,
      el("div", { class: "rows" }, ...fields.map((one) => one.row))),
    get: () => {
      const now = gathered(fields, was, shown);
      return Object.keys(now).length ? now : undefined;
    },
    set: (value) => {
      if (!isMapping(value ?? {})) return false;
      was = value ?? {};
      const fits = fields.map((one) => one.set(/** @type {any} */ (was)[one.key]));
      shown = held(fields);
      return fits.every(Boolean);
    },
    find: (keys) => controlOf(fields, keys) ?? controlOf(fields, [fields[0].key]),
  };
}

/**
 * A list of mappings: entries to add, change, move and take out.
 * @param {string} key
 * @param {string} label
 * @param {string} id
 * @param {string} help
 * @param {any} items The schema of an entry.
 * @param {(id: string) => Field[]} fieldsOf The fields of an entry.
 * @returns {Field}
 */
export function list(key, label, id, help, items, fieldsOf) {
  const short = items.required?.[0];
  const entries = el("div", { class: "entries" });
  const keys = Object.keys(items.properties);
  /** @type {Array<{ row: HTMLElement, get: () => any, fields: Field[], id: string }>} */
  let all = [];
  let made = 0;
  /** @param {any} was An entry of the file; one that is not changed is written as it was. */
  const entry = (was) => {
    const own = `${id}-${made++}`;
    const fields = fieldsOf(own);
    const is = typeof was === "string" ? { [short]: was } : was;
    const known = isMapping(is) && Object.keys(is).every((one) => keys.includes(one));
    const fits = known && fields.map((one) => one.set(is[one.key])).every(Boolean);
    const shown = held(fields);
    const row = el("fieldset", { class: "entry" }, el("legend", {}), el("div", { class: "rows" }, ...fields.map((one) => one.row)), el("span"));
    const get = () => {
      if (JSON.stringify(held(fields)) === JSON.stringify(shown)) return was;
      const now = gathered(fields, is, shown);
      return typeof was === "string" && Object.keys(now).join() === short ? now[short] : now;
    };
    all.push({ row, get, fields, id: own });
    entries.append(row);
    return fits;
  };
  /** Number the entries as they are now. */
  const number = () => {
    all.forEach((one, at) => {
      const name = `${label} ${at + 1}`;
      /** @type {HTMLElement} */ (one.row.firstElementChild).textContent = name;
      one.row.lastElementChild?.replaceWith(handles(name, one.id, at, all.length,
        (by) => {
          all.splice(at + by, 0, ...all.splice(at, 1));
          if (by < 0) one.row.previousElementSibling?.before(one.row);
          else one.row.nextElementSibling?.after(one.row);
          number();
          document.getElementById(`${by < 0 ? "up" : "down"}-${one.id}`)?.focus();
          one.row.dispatchEvent(new CustomEvent("moved", { bubbles: true }));
        },
        () => {
          all = all.filter((other) => other !== one);
          one.row.remove();
          number();
          add.focus();
        }));
    });
  };
  const add = el("button", { type: "button", class: "choose",
    onclick: () => {
      entry({});
      number();
      /** @type {HTMLElement | null} */ (entries.lastElementChild?.querySelector("[name]"))?.focus();
    } }, `Add to: ${label}`);
  return {
    key,
    row: el("fieldset", { class: "list", id }, el("legend", {}, named(label, key)), help ? el("small", {}, help) : null, entries, add),
    get: () => {
      const now = all.map((one) => one.get()).filter((one) => typeof one === "string" || Object.keys(one).length);
      return now.length ? now : undefined;
    },
    set: (value) => {
      entries.replaceChildren();
      all = [];
      made = 0;
      const fits = Array.isArray(value ?? []) && (value ?? []).map(entry).every(Boolean);
      number();
      return fits;
    },
    find: ([at, ...keys]) => {
      // Entries without a value are not written, and so not counted.
      const one = all.filter((other) => other.get() !== undefined && JSON.stringify(other.get()) !== "{}")[Number(at)];
      return one ? controlOf(one.fields, keys.length ? keys : [one.fields[0].key]) ?? controlOf(one.fields, [one.fields[0].key]) : add;
    },
  };
}
