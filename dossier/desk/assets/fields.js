// @ts-check
// The fields of a form, made of a kind's JSON Schema: texts, choices, ids, mappings, and lists of mappings.

import { choose, el } from "./dialogs.js";
import { list, mapping } from "./entries.js";

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
  const one = [of, ...(of.allOf ?? []), ...(of.anyOf ?? [])].find((part) => part.$ref);
  return one ? schema.definitions[one.$ref.split("/").at(-1)] : of;
}

/**
 * The kinds of records that a description says an id is of; empty for what is no id.
 * @param {any} of
 * @returns {string[]}
 */
function kindsOf(of) {
  const [, said = ""] = (of.description ?? "").match(/Id of (an? \w+(?: or an? \w+)*)/) ?? [];
  const kinds = said.split(" or ").map((/** @type {string} */ part) => part.replace(/^an? /, ""));
  return kinds.filter((/** @type {string} */ kind) => LISTED.includes(kind));
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
  const help = of.description ?? what.description ?? "";
  const types = [what.type ?? []].flat();
  if (key === "location") return text(key, id, required, help, { "data-location": true, placeholder: "35.93, 36.63, locality" }, asLocation);
  if (types.includes("array")) {
    const items = followed(what.items, schema);
    if (items.properties) return list(key, id, help || items.description, items, (entry) => fieldsOf(items, schema, entry));
    const found = kindsOf(what.items);
    return text(key, id, required, help, { placeholder: "ids, with blanks between" }, asList, found.length ? found : LISTED);
  }
  if (what.properties) return mapping(key, id, help, fieldsOf(what, schema, id));
  const names = what.propertyNames?.enum;
  if (names) {
    const inside = names.map((/** @type {string} */ name) => field(name, { type: "string" }, false, schema, id));
    return mapping(key, id, help, inside);
  }
  const choices = what.enum?.filter((/** @type {any} */ one) => one !== null);
  if (choices) return text(key, id, required, help, {}, asText, [], choices);
  return types.includes("string") || types.includes("number") ? text(key, id, required, help, {}, asText, kindsOf(of)) : null;
}

/**
 * The fields of a mapping, what it needs first.
 * @param {any} of
 * @param {any} schema
 * @param {string} id
 */
function fieldsOf(of, schema, id) {
  const needed = of.required ?? [];
  /** @param {string} key */
  const rank = (key) => (needed.includes(key) ? 0 : LAST.includes(key) ? 2 : 1);
  const keys = Object.keys(of.properties).sort((a, b) => rank(a) - rank(b));
  const found = keys.map((key) => field(key, of.properties[key], false, schema, id));
  return /** @type {Field[]} */ (found.filter((one) => one !== null));
}

/** @typedef {{ read: (text: string) => any, shown: (value: any) => string | null }} Form How a text stands for a value. */

/** @type {Form} */
const asText = { read: (text) => text, shown: (value) => (typeof value === "string" ? value : null) };
/** @type {Form} */
const asList = {
  read: (text) => text.split(/[\s,]+/),
  shown: (value) => (Array.isArray(value) && value.every((one) => typeof one === "string") ? value.join(" ") : null),
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
 * @param {string} key
 * @param {string} id
 * @param {boolean} required
 * @param {string} help
 * @param {object} attributes
 * @param {Form} form
 * @param {string[]} [kinds] Of the records whose ids it holds.
 * @param {string[]} [choices]
 * @returns {Field}
 */
function text(key, id, required, help, attributes, form, kinds = [], choices) {
  const input = choices
    ? el("select", { name: key, id }, ...["", ...choices].map((c) => el("option", { value: c }, c)))
    : el("input", { name: key, id, autocomplete: "off", dir: "auto", ...attributes });
  if (required) input.required = true;
  input.setAttribute("aria-describedby", `h-${id}`);
  const chosen = async () => {
    const one = await choose(`Which record: ${key}?`, kinds, "");
    if (!one) return;
    input.value = form === asList ? `${input.value} ${one.id}`.trim() : one.id;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const add = kinds.length ? el("button", { type: "button", class: "choose", "aria-label": `Choose a record: ${key}`, onclick: chosen }, "Choose …") : null;
  return {
    key,
    row: el("p", { class: "row" }, el("label", { for: id }, key), input, add, el("small", { id: `h-${id}` }, help)),
    get: () => (input.value.trim() ? form.read(input.value.trim()) : undefined),
    set: (value) => {
      const said = value === undefined || value === null ? "" : form.shown(value);
      input.value = said ?? "";
      // A choice that is none of the schema's is not shown.
      return said !== null && input.value === said;
    },
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
