// @ts-check
// The form of a record that is there: what it cannot hold is shown, and edited in the file.

import { ask, choose, el } from "./dialogs.js";
import { field, valuesOf, withMap } from "./records.js";

const KINDS = ["actor", "claim", "event", "place", "publisher", "finding"];

/**
 * A value of front matter as a field shows it; null for one that a field cannot hold.
 * @param {string} key
 * @param {any} value
 * @returns {string | null}
 */
function shown(key, value) {
  if (typeof value === "string") return value;
  if (key === "location" && value) return [value.lat, value.lon, value.precision].filter(Boolean).join(", ");
  if (!Array.isArray(value)) return null;
  if (value.every((one) => typeof one === "string")) return value.join(" ");
  const named = value.every((one) => Object.keys(one).every((part) => part === "name" || part === "lang"));
  return key === "names" && named ? value.map((one) => `${one.name} (${one.lang})`).join("; ") : null;
}

/** @param {string} title */
export function link(title) {
  const find = async () => {
    const record = await choose("Which record?", KINDS, "");
    const kind = record && (await kindOf(record.id));
    if (kind) location.href = `/-desk/record/${kind}/${record.id}`;
  };
  return el("button", { type: "button", onclick: find }, title);
}

/** @param {string} id */
async function kindOf(id) {
  for (const kind of KINDS) if (await ask(`record/${kind}/${id}`).catch(() => null)) return kind;
  return null;
}

/**
 * @param {HTMLElement} desk
 * @param {string} kind
 * @param {string} id
 */
export async function openRecord(desk, kind, id) {
  let now;
  try {
    now = await ask(`record/${kind}/${id}`);
  } catch (wrong) {
    desk.replaceChildren(el("p", { class: "error" }, /** @type {Error} */ (wrong).message), el("a", { href: "/-desk/" }, "All sources"));
    return;
  }
  const { schema } = await ask(`schema/${kind}`);
  const said = el("p", { id: "said", role: "status" });
  const whole = el("form", { class: "record" });
  /** @param {any} answer @param {string} note */
  const draw = (answer, note) => {
    now = answer;
    const rows = [];
    const rest = [];
    for (const [key, of] of Object.entries(schema.properties)) {
      const value = now.values[key];
      const row = field(key, /** @type {any} */ (of), (schema.required ?? []).includes(key), schema);
      const text = value === undefined ? "" : shown(key, value);
      if (!row || text === null) {
        if (value !== undefined) rest.push(el("li", {}, `${key}: `, el("code", {}, JSON.stringify(value))));
        continue;
      }
      /** @type {HTMLInputElement} */ (row.querySelector("[name]")).value = text;
      rows.push(row);
    }
    const body = el("textarea", { name: " body", id: "f-body", rows: 6, dir: "auto" });
    body.value = now.body;
    whole.replaceChildren(...rows,
      el("p", { class: "row" }, el("label", { for: "f-body" }, "What it is, in your own words"), body),
      rest.length ? el("div", {}, el("p", {}, `Edited in ${now.path}:`), el("ul", {}, ...rest)) : "",
      el("button", { class: "main" }, "Save"),
      el("button", { type: "button", disabled: !now.undo, onclick: () => send({ undo: true }, "Undone.") }, "Undo"));
    said.textContent = note;
    before = valuesOf(whole);
    withMap(whole);
  };
  /** @type {Record<string, any>} */
  let before = {};
  /** @param {object} given @param {string} note */
  const send = async (given, note) => {
    said.textContent = "Saving …";
    // What is typed before the answer is there would be drawn over.
    const open = [.../** @type {any} */ (whole.elements)].filter((input) => !input.disabled);
    for (const input of open) input.disabled = true;
    try {
      draw(await ask(`record/${kind}/${id}`, given), note);
      /** @type {HTMLElement} */ (whole.querySelector("button.main")).focus();
    } catch (wrong) {
      for (const input of open) input.disabled = false;
      said.textContent = /** @type {Error} */ (wrong).message;
    }
  };
  whole.addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const after = valuesOf(whole);
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    const changed = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
    const values = Object.fromEntries(changed.map((key) => [key, after[key] ?? null]));
    send({ values, body: /** @type {HTMLTextAreaElement} */ (document.getElementById("f-body")).value }, "Saved.");
  });
  desk.replaceChildren(
    el("header", { class: "top" }, el("a", { href: "/-desk/" }, "Sources"), el("h1", {}, `${kind}: `, el("bdi", {}, now.values.title ?? id)), said),
    whole);
  draw(now, "");
}
