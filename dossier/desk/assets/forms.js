// @ts-check
// A form in a dialog, a sheet: it stays open with what was typed until what it is for is done.

import { dialog, el } from "./dialogs.js";
import { controlOf } from "./fields.js";
import { clear, show } from "./refusals.js";

/** @typedef {import("./entries.js").Field} Field */

/**
 * The foot of a form: what is refused as a whole, and the buttons. It stays in sight however long the form is.
 * @param {...Node} buttons
 */
export function foot(...buttons) {
  return el("div", { class: "foot" }, el("p", { class: "error", role: "alert" }), ...buttons);
}

/**
 * Send a form once at a time; what is refused is shown beside its field.
 * @param {HTMLElement} whole
 * @param {() => Field[]} fields
 * @param {() => Promise<void>} send
 * @param {(keys: (string | number)[]) => HTMLElement | null} [other] Controls that are no fields.
 */
export function sending(whole, fields, send, other = () => null) {
  let busy = false;
  /** @param {SubmitEvent} event */
  return async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    clear(whole);
    whole.setAttribute("aria-busy", "true");
    try {
      await send();
    } catch (error) {
      const wrong = /** @type {import("./refusals.js").Refusal} */ (error);
      show(whole, wrong, other(wrong.field ?? []) ?? controlOf(fields(), wrong.field ?? []));
    } finally {
      busy = false;
      whole.removeAttribute("aria-busy");
    }
  };
}

/**
 * The values of a form, empty ones as ""; null if it is closed.
 * @param {string} title
 * @param {Node[]} about
 * @param {Field[]} fields
 * @param {string} button
 * @param {(values: Record<string, any>) => Promise<any>} send What is done with them; where that is refused, the form stays.
 * @returns {Promise<Record<string, any> | null>}
 */
export function form(title, about, fields, button, send) {
  return dialog(title, (close) => {
    const whole = el("form", { class: "sheet" }, ...fields.map((one) => one.row), foot(el("button", { class: "main", autofocus: true }, button)));
    whole.addEventListener("submit", sending(whole, () => fields, async () => {
      const values = Object.fromEntries(fields.map((one) => [one.key, one.get() ?? ""]));
      await send(values);
      close(values);
    }));
    return [...about, whole];
  });
}
