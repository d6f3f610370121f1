// @ts-check
// The fields of a form, made of a kind's JSON Schema: texts, choices, ids, mappings, and lists of mappings.

import { several } from "./chosen.js";
import { choose, el, passageOf } from "./dialogs.js";
import { list, mapping } from "./entries.js";
import { learned } from "./titles.js";

/** @typedef {import("./entries.js").Field} Field */

/** Kinds of records that an id may name, where the schema does not say which. */
const LISTED = ["actor", "place", "event", "claim", "article", "publisher"];
/** Who says so comes last in an entry. */
const LAST = ["source", "reference"];

/**
 * A part of a schema with its reference followed; what stands for null, or is a short form, is left out.
 * @param {any} of
 * @param {any} schema
 */
function followed(of, schema) {
  const parts = [of, ...(of.allOf ?? []), ...(of.anyOf ?? [])];
  const one = parts.find((part) => part.$ref);
  return one ? schema.definitions[one.$ref.split("/").at(-1)] : parts.find((part) => part.type === "array") ?? of;
}

/**
 * The kinds of records that a description says an id is of, and the words that may stand instead; empty for what is no id.
 * @param {any} of
 * @returns {{ kinds: string[], words: string[] }}
 */
function kindsOf(of) {
  const [, said = "", words = ""] = (of.description ?? "").match(/Id of (an? \w+(?: or an? \w+)*)(?:, or (\w+ or \w+)\.)?/) ?? [];
  const kinds = said.split(" or ").map((/** @type {string} */ part) => part.replace(/^an? /, ""));
  return { kinds: kinds.filter((/** @type {string} */ kind) => LISTED.includes(kind)), words: words ? words.split(" or ") : [] };
}

/**
 * A label, and the key of the file beside it, for those who read the file as well.
 * @param {string} label
 * @param {string} key
 * @param {string} [id] Of the control that it names.
 */
export function named(label, key, id) {
  return el("span", { class: "name" }, id ? el("label", { for: id }, label) : el("span", { class: "label" }, label),
    key && key !== label.toLowerCase() ? el("code", { class: "key" }, ` ${key}`) : null);
}

/**
 * What is said of a key beside its label: not the label again, nor that an id is one, where it is chosen.
 * @param {string} label
 * @param {string} said
 */
export function helpOf(label, said) {
  const own = said.startsWith(`${label}.`) ? said.slice(label.length + 1) : said;
  return own.replace(/(^| )Id of an? [^.]*\./, "").trim();
}

/**
 * A field of a schema; null for one that a form cannot hold.
 * @param {string} key
 * @param {any} of
 * @param {boolean} required
 * @param {any} schema
 * @param {string} [within] The id of the field that holds it.
 * @returns {Field | null}
 */
export function field(key, of, required, schema, within = "f") {
  const id = `${within}-${key}`;
  const what = followed(of, schema);
  const label = of.title ?? key;
  const help = helpOf(label, of.description ?? what.description ?? "");
  const types = [what.type ?? []].flat();
  const shared = { key, id, label, required, help };
  if (key === "location") return text({ ...shared, attributes: { "data-location": true, placeholder: "35.93, 36.63, locality" }, form: asLocation });
  if (types.includes("array")) {
    const items = followed(what.items, schema);
    if (items.properties) return list(key, label, id, help || items.description, items, (entry) => fieldsOf(items, schema, entry));
    const { kinds, words } = kindsOf(what.items);
    const [, separator] = JSON.stringify(of.anyOf ?? "").match(/divided by (\S)"/) ?? [];
    return kinds.length ? several(key, label, id, help, kinds, words, separator) : text({ ...shared, help: `${help} With semicolons between.`.trim(), form: asList });
  }
  if (what.properties) return mapping(key, label, id, help, fieldsOf(what, schema, id));
  const names = what.propertyNames?.enum;
  if (names) {
    const inside = names.map((/** @type {string} */ name) => field(name, { type: "string" }, false, schema, id));
    return mapping(key, label, id, help, inside);
  }
  const choices = what.enum?.filter((/** @type {any} */ one) => one !== null);
  if (choices) return text({ ...shared, choices: ["", ...choices] });
  return types.includes("string") || types.includes("number") ? text({ ...shared, kinds: kindsOf(of).kinds }) : null;
}

/**
 * The fields of a mapping, what it needs first.
 * @param {any} of
 * @param {any} schema
 * @param {string} id
 * @param {string[]} [only] These alone, in this order.
 */
export function fieldsOf(of, schema, id, only) {
  const needed = of.required ?? [];
  /** @param {string} key */
  const rank = (key) => (needed.includes(key) ? 0 : LAST.includes(key) ? 2 : 1);
  const keys = only ?? Object.keys(of.properties).sort((a, b) => rank(a) - rank(b));
  const found = keys.map((key) => field(key, of.properties[key], false, schema, id));
  return /** @type {Field[]} */ (found.filter((one) => one !== null));
}

/** @typedef {{ read: (text: string) => any, shown: (value: any) => string | null }} Form How a text stands for a value. */

/** @type {Form} */
const asText = { read: (text) => text, shown: (value) => (typeof value === "string" ? value : null) };
/** @type {Form} */
const asList = {
  read: (text) => text.split(";").map((/** @type {string} */ one) => one.trim()).filter(Boolean),
  shown: (value) => (Array.isArray(value) && value.every((one) => typeof one === "string" && !one.includes(";")) ? value.join("; ") : null),
};
/** @type {Form} */
const asLocation = {
  read: (text) => {
    const [lat = "", lon = "", precision = ""] = text.split(/[\s,]+/);
    return { lat, lon, precision };
  },
  shown: (value) => [value.lat, value.lon, value.precision].filter(Boolean).join(", "),
};

/**
 * A field of one line.
 * @param {{ key: string, label: string, id?: string, value?: string, required?: boolean, help?: string, attributes?: object, form?: Form,
 *   kinds?: string[], choices?: Array<string | string[]>, records?: Array<{ id: string, title: string }> }} of `kinds` are of the records whose ids it
 *   holds; `records` are offered while it is written.
 * @returns {Field}
 */
export function text({ key, label, id = `f-${key}`, value: first = "", required, help = "", attributes = {}, form = asText, kinds = [], choices, records }) {
  const input = choices
    ? el("select", { name: key, id }, ...choices.map((one) => [one].flat()).map(([value, shown = value]) => el("option", { value }, shown)))
    : el("input", { name: key, id, autocomplete: "off", dir: "auto", list: records && `l-${id}`, ...attributes });
  if (required) input.required = true;
  if (first || !choices) input.value = first;
  if (help) input.setAttribute("aria-describedby", `h-${id}`);
  const offered = records ? el("datalist", { id: `l-${id}` }, ...records.map(({ id, title }) => el("option", { value: id }, title))) : null;
  const title = el("bdi", { class: "title" });
  const entitle = async () => {
    const id = input.value.trim();
    const found = kinds.length || records ? await learned(id) : "";
    if (input.value.trim() === id) title.textContent = found;
  };
  input.addEventListener("input", entitle);
  const chosen = async () => {
    const one = await choose(`Which record: ${label}?`, kinds, passageOf(input), { fill: false });
    if (!one) return;
    input.value = one.id;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const add = kinds.length ? el("button", { type: "button", class: "choose", "aria-label": `Choose a record: ${label}`, onclick: chosen }, "Choose …") : null;
  entitle();
  return {
    key,
    row: el("p", { class: "row" }, named(label, key, id), input, offered, title, add, help ? el("small", { id: `h-${id}` }, help) : null),
    get: () => (input.value.trim() ? form.read(input.value.trim()) : undefined),
    set: (value) => {
      const said = value === undefined || value === null ? "" : form.shown(value);
      input.value = said ?? "";
      entitle();
      // A choice that is none of the schema's is not shown.
      return said !== null && input.value === said;
    },
    find: () => input,
  };
}

/**
 * The values of fields, as those of front matter.
 * @param {Field[]} fields
 * @returns {Record<string, any>}
 */
export function valuesOf(fields) {
  const found = fields.map((one) => [one.key, one.get()]);
  return Object.fromEntries(found.filter(([, value]) => value !== undefined));
}

/**
 * The control of the value at these keys, of a form that holds these fields, those of a part of the record perhaps; null if none does.
 * @param {Field[]} fields
 * @param {(string | number)[]} keys
 * @returns {HTMLElement | null}
 */
export function controlOf(fields, keys) {
  if (!keys.length) return null;
  const [key, ...rest] = keys;
  return fields.find((one) => one.key === key)?.find(rest) ?? controlOf(fields, rest);
}
