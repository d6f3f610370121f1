// @ts-check
// What is refused stands beside the field that it is about, and is read with it; nothing that was typed is lost.

import { el } from "./dialogs.js";

/** @typedef {Error & { field?: (string | number)[], status?: number, theirs?: string }} Refusal */

/** Take away what was refused before. @param {HTMLElement} whole */
export function clear(whole) {
  for (const said of whole.querySelectorAll(".refused")) {
    for (const control of whole.querySelectorAll(`[aria-describedby~="${CSS.escape(said.id)}"]`)) describe(control, said.id, false);
    said.remove();
  }
  for (const said of whole.querySelectorAll("[role=alert]")) said.textContent = "";
}

/**
 * @param {Element} control
 * @param {string} id
 * @param {boolean} is
 */
function describe(control, id, is) {
  const ids = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((one) => one && one !== id);
  const all = is ? [id, ...ids] : ids;
  if (all.length) control.setAttribute("aria-describedby", all.join(" "));
  else control.removeAttribute("aria-describedby");
  if (is && control.matches("input, select, textarea")) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
}

/**
 * Show what was refused: beside its control, which gets the focus, else in the form's alert.
 * @param {HTMLElement} whole
 * @param {Refusal} wrong
 * @param {HTMLElement | null} control
 */
export function show(whole, wrong, control) {
  clear(whole);
  const line = sentence(wrong.message);
  if (!control) {
    const alert = whole.querySelector("[role=alert]");
    if (alert) alert.textContent = line;
    return;
  }
  beside(control, line);
  for (let part = control.closest("details"); part; part = part.parentElement?.closest("details") ?? null) part.open = true;
  control.focus();
}

/**
 * @param {HTMLElement} control
 * @param {string} line
 */
export function beside(control, line) {
  const id = `e-${control.id}`;
  document.getElementById(id)?.remove();
  (control.closest(".row") ?? control).append(el("span", { id, class: "error refused" }, line));
  describe(control, id, true);
  const typed = () => {
    document.getElementById(id)?.remove();
    describe(control, id, false);
  };
  control.addEventListener("input", typed, { once: true });
}

/** A line as a sentence; an id or a file's name at its beginning stays as it is. @param {string} text */
export function sentence(text) {
  const first = /^[a-z]+[ ,]/.test(text) ? text.slice(0, 1).toUpperCase() + text.slice(1) : text;
  return /[.?!…]$/.test(first) ? first : `${first}.`;
}
