// @ts-check
// The form of a new record, made of its kind's schema: a new key needs no new form.

import { ask, dialog, el } from "./dialogs.js";
import { field, named, valuesOf } from "./fields.js";
import { foot, sending } from "./forms.js";
import { pointMap } from "./point.js";
import { idOf } from "./text.js";

/**
 * A new record, from the form that its kind's schema makes.
 * @param {string} kind
 * @param {string} passage
 * @param {string} name What it may be called.
 * @returns {Promise<{ id: string, title: string } | null>}
 */
export async function create(kind, passage, name) {
  const { schema } = await ask(`schema/${kind}`);
  const required = new Set(schema.required ?? []);
  return dialog(`New ${kind}`, (close) => {
    /** @type {import("./fields.js").Field[]} */
    const fields = [];
    /** @type {Node[]} */
    const rows = [];
    /** @type {Node[]} */
    const more = [];
    for (const [key, of] of Object.entries(schema.properties)) {
      if (["waivers", "publish"].includes(key)) continue;
      const one = field(key, /** @type {any} */ (of), required.has(key), schema);
      if (!one) continue;
      fields.push(one);
      (required.has(key) ? rows : more).push(one.row);
    }
    const id = el("input", { name: " id", id: "f-id", required: true, autocomplete: "off", "aria-describedby": "h-f-id", pattern: "[a-z0-9]+(-[a-z0-9]+)*" });
    const body = el("textarea", { name: " body", id: "f-body", required: true, rows: 3 });
    let typed = false;
    id.addEventListener("input", () => (typed = true));
    const whole = el("form", {
      /** @param {InputEvent} event */
      oninput: (event) => {
        const input = /** @type {HTMLInputElement} */ (event.target);
        if (input.name === "title" && !typed) id.value = idOf(input.value);
      },
    },
      ...rows,
      el("p", { class: "row" }, named("Id, its permanent address", "id", "f-id"), id, el("small", { id: "h-f-id" }, "Neutral: it takes no side. Lower-case letters, digits and hyphens.")),
      el("p", { class: "row" }, el("label", { for: "f-body" }, "What it is, in your own words"), body),
      more.length ? el("details", {}, el("summary", {}, "More"), ...more) : null,
      foot(el("button", { class: "main" }, `Write the ${kind}`)));
    whole.addEventListener("submit", sending(whole, () => fields,
      async () => close(await ask("new", { kind, id: id.value, values: valuesOf(fields), body: body.value })),
      ([key]) => ({ id, body })[/** @type {"id" | "body"} */ (key)] ?? null));
    const title = whole.querySelector("[name=title]");
    if (title) {
      title.setAttribute("autofocus", "");
      if ((kind !== "claim" || name !== passage) && name.length < 80) title.value = name;
      id.value = idOf(title.value);
    }
    withMap(whole);
    return [passage ? el("blockquote", { dir: "auto" }, passage) : el("span"), whole];
  });
}

/**
 * A map beneath the field of a location, where a form has one.
 * @param {HTMLElement} whole
 */
export function withMap(whole) {
  const input = /** @type {HTMLInputElement | null} */ (whole.querySelector("[data-location]"));
  if (!input) return;
  const open = el("button", { type: "button", onclick: async () => open.replaceWith(await pointMap(input)) }, "Set it on the map");
  input.closest("p")?.after(open);
}
