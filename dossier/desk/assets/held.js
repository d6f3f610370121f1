// @ts-check
// What the file holds, as it is drawn: a value in a field, a chain, an entry of a list with its buttons. Each changes the file at once.

import { handles } from "./chosen.js";
import { choose, el } from "./dialogs.js";
import { named } from "./fields.js";
import { entry } from "./schema.js";
import { attempt, step } from "./session.js";
import { editChain } from "./sheets.js";
import { shownChain, titleOf } from "./titles.js";

/** A step on an entry that is drawn: it is found by what it is, wherever it stands by then. @typedef {(string | { at: number, is: string })[]} Path */

/**
 * The buttons of an entry of the file.
 * @param {string} name
 * @param {Path} path
 * @param {number} at
 * @param {number} of
 */
export function steps(name, path, at, of) {
  const id = path.map((key) => (typeof key === "string" ? key : key.is)).join("-");
  return handles(name, id, at, of, (by) => step({ do: "move", path, by }, "Moved."), () => step({ do: "unset", path }, "Taken out."));
}

/**
 * @param {string} key
 * @param {string} label
 * @param {string} value
 * @param {Path} path
 * @param {{ choices?: string[], required?: boolean, help?: string, kinds?: string[] }} [more] `kinds` are of the records whose ids it holds.
 */
export function editor(key, label, value, path, { choices, required = true, help = "", kinds } = {}) {
  const id = `v-${path.map((one) => (typeof one === "string" ? one : one.at)).join("-")}`;
  const change = async () => {
    const written = input.value.trim();
    if (written === input.dataset.sent) return;
    input.dataset.sent = written;
    if (!(await step(written || required ? { do: "set", path, value: written } : { do: "unset", path }, "Saved.", input))) input.dataset.sent = value;
  };
  const input = choices
    ? el("select", { id, onchange: change }, ...choices.map((c) => el("option", { value: c }, c)))
    : el("input", { id, onchange: change, dir: "auto", autocomplete: "off" });
  input.value = value;
  // What was written last: until then the field is not drawn anew.
  input.dataset.sent = value;
  if (help) input.setAttribute("aria-describedby", `h-${id}`);
  const pick = async () => {
    const one = await choose(`Which record: ${label}?`, kinds ?? [], "", { send: (record) => attempt({ do: "set", path, value: record.id }) });
    if (one) document.getElementById(id)?.focus();
  };
  return el("p", { class: "row" }, named(label, key, id), input, kinds && titleOf(value) ? el("bdi", { class: "title" }, titleOf(value)) : null,
    kinds ? el("button", { type: "button", class: "choose", id: `c-${id}`, "aria-label": `Choose a record: ${label}`, onclick: pick }, "Choose …") : null,
    help ? el("small", { id: `h-${id}` }, help) : null);
}

/** Whether somebody is writing in a field of the file: it is drawn anew afterwards. */
export function isWritten() {
  const active = /** @type {HTMLInputElement | null} */ (document.activeElement?.closest("#file input"));
  return Boolean(active && active.dataset.sent !== undefined && active.value.trim() !== active.dataset.sent);
}

/**
 * The chains that a text rests on, by the titles of their links.
 * @param {string} key
 * @param {string} label
 * @param {any[]} all
 * @param {Path} path Of the list.
 * @param {string} none What it means that there is none.
 */
export function chains(key, label, all, path, none) {
  const name = path.map((one) => (typeof one === "string" ? one : one.at)).join("-");
  return el("div", { class: "chains", role: "group", "aria-label": label }, named(label, key),
    all.length ? el("ol", {}, ...all.map((chain, at) => {
      const here = [...path, entry(at, chain.text)];
      return el("li", {}, shownChain(chain),
        el("button", { type: "button", class: "edit", id: `edit-${name}-${at}`, "aria-label": `Edit: ${label}, ${chain.text}`, onclick: () => editChain(label, here, chain) }, "Edit …"),
        steps(chain.text, here, at, all.length));
    })) : el("p", { class: "none" }, none),
    el("button", { type: "button", class: "choose", id: `add-${name}`, "aria-label": `Add: ${label}`, onclick: () => editChain(label, path) }, "Add …"));
}

/**
 * An entry of a list as a chip, with its buttons.
 * @param {Node} shown
 * @param {string} name
 * @param {Path} path
 * @param {number} at
 * @param {number} of
 */
export function chip(shown, name, path, at, of) {
  return el("span", { class: "chip" }, shown, steps(name, path, at, of));
}
