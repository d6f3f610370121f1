// @ts-check
// The form of a new record, made of its kind's schema: a new key needs no new form.

import { ask, choose, dialog, el } from "./dialogs.js";
import { pointMap } from "./point.js";
import { idOf } from "./text.js";

/** Kinds of records that a list of ids names. */
const LISTED = ["actor", "place", "event", "claim", "article", "publisher"];

/**
 * A new record, from the form that its kind's schema makes.
 * @param {string} kind
 * @param {string} passage
 * @returns {Promise<{ id: string, title: string } | null>}
 */
export async function create(kind, passage) {
  const { schema } = await ask(`schema/${kind}`);
  const required = new Set(schema.required ?? []);
  return dialog(`New ${kind}`, (close) => {
    const said = el("p", { class: "error", role: "alert" });
    /** @type {Node[]} */
    const rows = [];
    /** @type {Node[]} */
    const more = [];
    for (const [key, of] of Object.entries(schema.properties)) {
      if (["waivers", "publish", "identifiers"].includes(key)) continue;
      const row = field(key, /** @type {any} */ (of), required.has(key), schema);
      if (row) (required.has(key) ? rows : more).push(row);
    }
    const id = el("input", { name: " id", id: "f-id", required: true, autocomplete: "off", pattern: "[a-z0-9]+(-[a-z0-9]+)*" });
    const body = el("textarea", { name: " body", id: "f-body", required: true, rows: 3 });
    let typed = false;
    id.addEventListener("input", () => (typed = true));
    const whole = el("form", {
      /** @param {InputEvent} event */
      oninput: (event) => {
        const input = /** @type {HTMLInputElement} */ (event.target);
        if (input.name === "title" && !typed) id.value = idOf(input.value);
      },
      /** @param {SubmitEvent} event */
      onsubmit: async (event) => {
        event.preventDefault();
        try {
          close(await ask("new", { kind, id: id.value, values: valuesOf(whole), body: body.value }));
        } catch (wrong) {
          said.textContent = /** @type {Error} */ (wrong).message;
        }
      },
    },
      ...rows,
      el("p", { class: "row" }, el("label", { for: "f-id" }, "id"), id, el("small", {}, "permanent and neutral: it takes no side")),
      el("p", { class: "row" }, el("label", { for: "f-body" }, "What it is, in your own words"), body),
      more.length ? el("details", {}, el("summary", {}, "More"), ...more) : null,
      said,
      el("button", { class: "main" }, `Write the ${kind}`));
    const title = whole.querySelector("[name=title]");
    if (title) {
      title.setAttribute("autofocus", "");
      if (kind !== "claim" && passage.length < 80) title.value = passage;
      id.value = idOf(title.value);
    }
    withMap(whole);
    return [passage ? el("blockquote", { dir: "auto" }, passage) : el("span"), whole];
  });
}

/**
 * One field of a schema; null for one that a form cannot hold.
 * @param {string} key
 * @param {any} of
 * @param {boolean} required
 * @param {any} schema
 */
export function field(key, of, required, schema) {
  const id = `f-${key}`;
  const what = of.$ref ? schema.definitions[of.$ref.split("/").at(-1)] : of;
  const help = of.description ?? what.description ?? "";
  const choices = what.enum?.filter((/** @type {any} */ one) => one !== null);
  const types = [what.type ?? []].flat();
  /** @type {any} */
  let input;
  let add = null;
  if (choices) input = el("select", { name: key, id }, ...["", ...choices].map((c) => el("option", { value: c }, c)));
  else if (key === "names") {
    input = el("input", { name: key, id, autocomplete: "off", "data-names": true, placeholder: "name (language); name (language)", dir: "auto" });
  } else if (types.includes("array") && !what.items?.$ref) {
    input = el("input", { name: key, id, autocomplete: "off", "data-list": true, placeholder: "ids, with blanks between" });
    const chosen = async () => {
      const one = await choose(`Which record: ${key}?`, LISTED, "");
      if (!one) return;
      input.value = `${input.value} ${one.id}`.trim();
      input.dispatchEvent(new Event("input", { bubbles: true }));
    };
    add = el("button", { type: "button", class: "choose", "aria-label": `Choose a record: ${key}`, onclick: chosen }, "Choose …");
  } else if (key === "location") {
    input = el("input", { name: key, id, "data-location": true, placeholder: "35.93, 36.63, locality" });
  } else if (types.includes("string") || types.includes("number")) {
    input = el("input", { name: key, id, autocomplete: "off", dir: "auto" });
  } else return null;
  if (required) input.required = true;
  input.setAttribute("aria-describedby", `h-${key}`);
  return el("p", { class: "row" }, el("label", { for: id }, key), input, add, el("small", { id: `h-${key}` }, help));
}

/**
 * What a form holds, as the values of front matter.
 * @param {HTMLFormElement} whole
 * @returns {Record<string, any>}
 */
export function valuesOf(whole) {
  /** @type {Record<string, any>} */
  const values = {};
  for (const input of /** @type {any} */ (whole.elements)) {
    if (!input.name || input.name.startsWith(" ") || !input.value.trim()) continue;
    const value = input.value.trim();
    if ("list" in input.dataset) values[input.name] = value.split(/[\s,]+/);
    else if ("names" in input.dataset) {
      values[input.name] = value.split(";").map((/** @type {string} */ one) => {
        const [, name, lang] = one.trim().match(/^(.*?)(?:\s*\(([\w-]+)\))?$/) ?? ["", one, ""];
        return { name, lang: lang || "en" };
      });
    } else if ("location" in input.dataset) {
      const [lat = "", lon = "", precision = ""] = value.split(/[\s,]+/);
      values[input.name] = { lat, lon, precision };
    } else values[input.name] = value;
  }
  return values;
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
