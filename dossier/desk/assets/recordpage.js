// @ts-check
// The form of a record that is there: what it cannot hold is shown, and edited in the file.

import { ask, choose, el } from "./dialogs.js";
import { field, valuesOf } from "./fields.js";
import { foot, sending } from "./forms.js";
import { withMap } from "./records.js";
import { know } from "./titles.js";

const KINDS = ["actor", "claim", "event", "place", "publisher", "finding"];

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
  /** @type {any} */
  let now;
  try {
    now = await ask(`record/${kind}/${id}`);
  } catch (wrong) {
    desk.replaceChildren(el("p", { class: "error" }, /** @type {Error} */ (wrong).message), el("a", { href: "/-desk/" }, "All sources"));
    return;
  }
  const { schema } = await ask(`schema/${kind}`);
  const said = el("span", { id: "said", role: "status" });
  const whole = el("form", { class: "record" });
  /** @param {any} answer @param {string} note */
  const draw = (answer, note) => {
    now = answer;
    know(now.titles);
    const rows = [];
    const rest = [];
    fields = [];
    for (const [key, of] of Object.entries(schema.properties)) {
      const value = now.values[key];
      const one = field(key, /** @type {any} */ (of), (schema.required ?? []).includes(key), schema);
      if (!one?.set(value)) {
        if (value !== undefined) rest.push(el("li", {}, `${/** @type {any} */ (of).title ?? key}: `, el("code", {}, JSON.stringify(value))));
        continue;
      }
      fields.push(one);
      rows.push(one.row);
    }
    const body = el("textarea", { name: " body", id: "f-body", rows: 6, dir: "auto" });
    body.value = now.body;
    whole.replaceChildren(...rows,
      el("p", { class: "row" }, el("label", { for: "f-body" }, "What it is, in your own words"), body),
      rest.length ? el("div", {}, el("p", {}, `Edited in ${now.path}:`), el("ul", {}, ...rest)) : "",
      foot(el("button", { class: "main" }, "Save"),
        el("button", { type: "button", disabled: !now.undo, onclick: undo }, "Undo"), said));
    said.textContent = note;
    before = valuesOf(fields);
    moves = [];
    withMap(whole);
  };
  /** @type {import("./fields.js").Field[]} */
  let fields = [];
  /** @type {Record<string, any>} */
  let before = {};
  /** What a key held after each move of an entry: each is a step that undo goes back to. @type {Record<string, any>[]} */
  let moves = [];
  whole.addEventListener("moved", (/** @type {Event} */ event) => {
    const one = fields.find(({ row }) => row.contains(/** @type {Node} */ (event.target)));
    if (one) moves.push({ [one.key]: one.get() ?? null });
  });
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
      said.textContent = "";
      throw wrong;
    }
  };
  const bodyOf = (/** @type {(string | number)[]} */ [key]) => (key === "body" ? document.getElementById("f-body") : null);
  const save = () => {
    const after = valuesOf(fields);
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    const changed = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
    const values = Object.fromEntries(changed.map((key) => [key, after[key] ?? null]));
    const touched = new Set([...changed, ...moves.flatMap(Object.keys)]);
    const was = Object.fromEntries([...touched].map((key) => [key, now.values[key] ?? null]));
    return send({ values, was, moves, body: /** @type {HTMLTextAreaElement} */ (document.getElementById("f-body")).value }, "Saved.");
  };
  const undo = sending(whole, () => fields, () => send({ undo: true }, "Undone."));
  whole.addEventListener("submit", sending(whole, () => fields, save, bodyOf));
  desk.replaceChildren(
    el("header", { class: "top" }, el("a", { href: "/-desk/" }, "Sources"), el("h1", {}, `${kind}: `, el("bdi", {}, now.values.title ?? id))),
    whole);
  draw(now, "");
}
