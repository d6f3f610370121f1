// @ts-check
// The summary in a person's own words, saved as it is written.

import { el, records } from "./dialogs.js";
import { state, step } from "./session.js";
import { completing, wordsOf } from "./text.js";

export function summary() {
  const count = el("small", { id: "count" }, `${state.view.words} words`);
  const list = el("ul", { role: "listbox", id: "completion", "aria-label": "Records" });
  list.hidden = true;
  let base = state.view.body;
  let timer = 0;
  let asked = 0;
  const box = el("textarea", { id: "summary", rows: 8, dir: "auto", "aria-label": "Summary, in your own words", "aria-controls": "completion" });
  box.value = state.view.body;
  const save = async () => {
    clearTimeout(timer);
    if (box.value.trim() === base.trim()) return;
    if (await step({ do: "body", text: box.value, base })) base = state.view.body;
  };
  /** @param {string} id @param {string} open */
  const complete = (id, open) => {
    const at = box.selectionStart;
    const typed = completing(box.value.slice(0, at))?.typed ?? "";
    const close = open === "[[" ? "]]" : "]";
    box.setRangeText(`${id}${close}`, at - typed.length, at, "end");
    list.hidden = true;
    box.focus();
    box.dispatchEvent(new Event("input"));
  };
  box.addEventListener("input", async () => {
    clearTimeout(timer);
    timer = setTimeout(save, 1200);
    count.textContent = `${wordsOf(box.value, "en").length} words`;
    const now = completing(box.value.slice(0, box.selectionStart));
    if (!now) {
      list.hidden = true;
      return;
    }
    const mine = ++asked;
    const kinds = now.open === "[[" ? ["actor", "place", "event", "claim", "publisher"] : ["article"];
    const found = await records(kinds, now.typed, state.view.title);
    if (mine !== asked) return;
    list.replaceChildren(...found.slice(0, 8).map((record) =>
      el("li", { role: "option" }, el("button", { type: "button", onclick: () => complete(record.id, now.open) },
        el("bdi", {}, record.title), " ", el("code", {}, record.id)))));
    list.hidden = !found.length;
    list.scrollIntoView({ block: "nearest" });
  });
  box.addEventListener("blur", (/** @type {FocusEvent} */ event) => {
    // A choice of the list is still a part of writing.
    if (!list.contains(/** @type {Node | null} */ (event.relatedTarget))) save();
  });
  box.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "ArrowDown" && !list.hidden) {
      list.querySelector("button")?.focus();
      event.preventDefault();
    } else if (event.key === "Enter" && !list.hidden) {
      list.querySelector("button")?.click();
      event.preventDefault();
    } else if (event.key === "Escape") list.hidden = true;
  });
  list.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const buttons = [...list.querySelectorAll("button")];
    const at = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    if (event.key === "ArrowDown") buttons[Math.min(at + 1, buttons.length - 1)]?.focus();
    else if (event.key === "ArrowUp" && at > 0) buttons[at - 1].focus();
    else if (event.key === "ArrowUp" || event.key === "Escape") box.focus();
    else return;
    if (event.key === "Escape") list.hidden = true;
    event.preventDefault();
  });
  return el("div", {}, box, list, el("p", {}, count, el("small", {}, " · [[ links a record, [@ cites a source")));
}
