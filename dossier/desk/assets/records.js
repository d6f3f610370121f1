// @ts-check
// The form of a new record, made of its kind's schema: a new key needs no new form.

import { ask, dialog, el } from "./dialogs.js";
import { field, named, valuesOf } from "./fields.js";
import { foot, sending } from "./forms.js";
import { pointMap } from "./point.js";
import { idOf } from "./text.js";

/** A value that a form begins with, and why it is guessed. @typedef {{ key: string, value: any, because: string }} Guessed */

/**
 * What a new record may hold that is made from words of the open article; nothing where none is open.
 * @param {string} kind
 * @param {string} sentence
 * @param {import("./dialogs.js").Marked} [marked]
 * @returns {Promise<Guessed[]>}
 */
function guessedOf(kind, sentence, marked) {
  const { kind: open, id } = document.body.dataset;
  if (open !== "article" || !marked) return Promise.resolve([]);
  const query = new URLSearchParams({ kind, words: marked.text, sentence, paragraph: String(marked.paragraph) });
  return ask(`defaults/${id}?${query}`).catch(() => []);
}

/**
 * Say beside a control why it holds what it does, until somebody changes it.
 * @param {HTMLElement} row
 * @param {HTMLElement | null} control
 * @param {string} key
 * @param {string} because
 */
function reason(row, control, key, because) {
  const id = `g-${key.trim()}`;
  const said = el("small", { class: "guessed", id }, `Guess: ${because}`);
  row.append(said);
  control?.setAttribute("aria-describedby", `${control.getAttribute("aria-describedby") ?? ""} ${id}`.trim());
  row.addEventListener("input", () => said.remove(), { once: true });
}

/**
 * A new record, from the form that its kind's schema makes.
 * @param {string} kind
 * @param {string} passage
 * @param {{ name: string, marked?: import("./dialogs.js").Marked, typed?: boolean, id?: string, guessed?: Guessed[] }} from `name` is what it may be
 *   called, `typed` by hand; `guessed` are values that are known already.
 * @returns {Promise<{ id: string, title: string } | null>}
 */
export async function create(kind, passage, { name, marked, typed: byHand = false, id: known = "", guessed: given = [] }) {
  const [{ schema }, found] = await Promise.all([ask(`schema/${kind}`), guessedOf(kind, passage, marked)]);
  const guessed = new Map([...found, ...given].map((one) => [one.key, one]));
  if (byHand || kind !== "claim" && kind !== "event" && !given.length) guessed.delete("title");
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
      const guess = guessed.get(key);
      if (guess) {
        one.set(guess.value);
        reason(one.row, one.find([]), key, guess.because);
      }
      (required.has(key) || guess ? rows : more).push(one.row);
    }
    const id = el("input", { name: " id", id: "f-id", required: true, autocomplete: "off", "aria-describedby": "h-f-id", pattern: "[a-z0-9]+(-[a-z0-9]+)*" });
    const body = el("textarea", { name: " body", id: "f-body", required: true, rows: 3 });
    let typed = Boolean(known);
    id.addEventListener("input", () => (typed = true));
    const about = el("p", { class: "row" }, el("label", { for: "f-body" }, "What it is, in your own words"), body);
    const says = guessed.get(" body");
    if (says) {
      body.value = says.value;
      reason(about, body, "body", says.because);
    }
    const whole = el("form", {
      /** @param {InputEvent} event */
      oninput: (event) => {
        const input = /** @type {HTMLInputElement} */ (event.target);
        if (input.name === "title" && !typed) id.value = idOf(input.value);
      },
    },
      ...rows,
      el("p", { class: "row" }, named("Id, its permanent address", "id", "f-id"), id, el("small", { id: "h-f-id" }, "Neutral: it takes no side. Lower-case letters, digits and hyphens.")),
      about,
      more.length ? el("details", {}, el("summary", {}, "More"), ...more) : null,
      foot(el("button", { class: "main" }, `Write the ${kind}`)));
    whole.addEventListener("submit", sending(whole, () => fields,
      async () => close(await ask("new", { kind, id: id.value, values: valuesOf(fields), body: body.value })),
      ([key]) => ({ id, body })[/** @type {"id" | "body"} */ (key)] ?? null));
    const title = whole.querySelector("[name=title]");
    if (title) {
      title.setAttribute("autofocus", "");
      if (!title.value && (kind !== "claim" || byHand || name !== passage) && name.length < 80) title.value = name;
      id.value = known || idOf(title.value);
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
