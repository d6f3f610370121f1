// @ts-check
// The form that adds a source: a file, an address, or pasted text.

import { ask, dialog, el } from "./dialogs.js";
import { text as line } from "./fields.js";
import { learned } from "./titles.js";

/**
 * @param {(id: string) => void} added What is done once the article is drafted.
 */
export function addForm(added) {
  const said = el("p", { role: "status" });
  const url = el("input", { id: "f-url", type: "url", placeholder: "https://…", autocomplete: "off" });
  const publisher = line({ key: "publisher", label: "Outlet, if the page does not say it", kinds: ["publisher"],
    help: "One of the dossier's, or a new id such as example-gazette." });
  const pasted = el("textarea", { id: "f-pasted", rows: 4, dir: "auto" });
  const file = el("input", { id: "f-file", type: "file" });
  /** @param {Blob} data @param {string} name */
  const add = async (data, name) => {
    said.textContent = "Reading …";
    try {
      const query = new URLSearchParams({ name, url: url.value.trim(), publisher: publisher.get() ?? "" });
      const { id } = await ask(`source?${query}`, data);
      added(id);
    } catch (wrong) {
      said.textContent = /** @type {Error} */ (wrong).message;
    }
  };
  return el("form", {
    class: "add",
    /** @param {SubmitEvent} event */
    onsubmit: (event) => {
      event.preventDefault();
      if (file.files?.length) add(file.files[0], file.files[0].name);
      else add(new Blob([pasted.value]), pasted.value ? "pasted.txt" : "");
    },
    /** @param {DragEvent} event */
    ondragover: (event) => event.preventDefault(),
    /** @param {DragEvent} event */
    ondrop: (event) => {
      event.preventDefault();
      const dropped = event.dataTransfer?.files[0];
      if (dropped) add(dropped, dropped.name);
    },
  },
    el("p", {}, "Drop a saved page here, or choose it; or paste its text, the headline first; or give its address alone, and it is fetched."),
    el("p", { class: "row" }, el("label", { for: "f-file" }, "File"), file),
    el("p", { class: "row" }, el("label", { for: "f-url" }, "Address"), url),
    el("p", { class: "row" }, el("label", { for: "f-pasted" }, "Text"), pasted),
    publisher.row,
    el("button", { class: "main" }, "Read it"), said);
}

/**
 * An article that is drafted from a source, in a dialog.
 * @returns {Promise<{ id: string, title: string } | null>}
 */
export function newArticle() {
  return dialog("New article", (close) => [
    addForm(async (id) => close({ id, title: await learned(id) || id })),
  ]);
}
