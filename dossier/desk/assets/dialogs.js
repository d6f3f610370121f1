// @ts-check
// What the desk asks in a dialog: a record of the dossier; and how it asks the server.

import { sentence } from "./refusals.js";
import { WORDS, know } from "./titles.js";

/**
 * An element with attributes, properties (`on…`, `value`, `checked`, `open`) and children.
 * @param {string} name
 * @param {Record<string, any>} [attributes]
 * @param {...(Node | string | null)} children
 * @returns {any}
 */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (["value", "checked", "open", "disabled", "textContent"].includes(key)) Object.assign(element, { [key]: value });
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

const token = /** @type {HTMLMetaElement} */ (document.querySelector("[name=dossier-token]")).content;

/**
 * Asks the server; throws what it refuses, in one line.
 * @param {string} path
 * @param {object | Blob} [body]
 * @returns {Promise<any>}
 */
export async function ask(path, body) {
  /** @type {RequestInit} */
  const options = { headers: { "X-Dossier-Token": token } };
  if (body) {
    options.method = "POST";
    options.body = body instanceof Blob ? body : JSON.stringify(body);
    const kind = body instanceof Blob ? "application/octet-stream" : "application/json";
    options.headers = { ...options.headers, "Content-Type": kind };
  }
  const answer = await fetch(`/-desk/api/${path}`, options).catch(() => null);
  if (!answer) throw new Error("dossier serve does not answer; nothing was written");
  const data = await answer.json().catch(() => ({ error: `the server said ${answer.status}` }));
  if (!answer.ok) throw Object.assign(new Error(data.error), data, { status: answer.status });
  return data;
}

/**
 * A dialog; resolves with what it is closed with, or null.
 * @param {string} title
 * @param {(close: (value: any) => void) => Node[]} fill
 * @returns {Promise<any>}
 */
export function dialog(title, fill) {
  return new Promise((resolve) => {
    const back = /** @type {HTMLElement | null} */ (document.activeElement);
    const box = el("dialog", { "aria-label": title });
    /** @type {any} */
    let result = null;
    /** @param {any} value */
    const close = (value) => {
      result = value;
      box.close();
    };
    const cancel = el("button", { type: "button", class: "close", onclick: () => close(null) }, "Close (Esc)");
    box.append(el("header", {}, el("h2", {}, title), cancel), ...fill(close));
    box.addEventListener("close", () => {
      box.remove();
      back?.focus?.();
      resolve(result);
    });
    document.body.append(box);
    box.showModal();
    box.querySelector("[autofocus]")?.focus();
    box.scrollTop = 0;  // a long sheet is read from its beginning, wherever its button is
  });
}

/** Words of the open article that are marked. @typedef {{ text: string, paragraph: number }} Marked */

/**
 * Records of some kinds by any spelling; without words, those first that a passage, then those that the open article names.
 * @param {string[]} kinds
 * @param {string} words
 * @param {string} passage
 * @returns {Promise<{ id: string, title: string }[]>}
 */
export function records(kinds, words, passage) {
  const { kind, id } = document.body.dataset;
  const article = kind === "article" && id || "";
  return ask(`find?${new URLSearchParams([...kinds.map((one) => ["kind", one]), ["q", words], ["passage", passage], ["article", article]])}`);
}

/**
 * The words of the source that the dialog around a control is about: what is chosen there is likely named in them.
 * @param {Element} control
 */
export function passageOf(control) {
  return control.closest("dialog")?.querySelector(":scope > blockquote")?.textContent ?? "";
}

/**
 * A record chosen from those that a passage may mean, or by any spelling of its names or by its id.
 * @param {string} title
 * @param {string[]} kinds
 * @param {string} passage
 * @param {{ words?: string[], send?: (record: { id: string, title: string }) => Promise<void>, fill?: boolean, marked?: Marked }} [more] `words` may be
 *   chosen instead; a new record is called what is searched for, else what the passage says, unless `fill` is false, and begins with what the words that are `marked` show;
 *   `send` does what the choice is for: where it is refused, the dialog stays open and says so.
 * @returns {Promise<{ id: string, title: string } | null>}
 */
export function choose(title, kinds, passage, { words = [], send, fill = true, marked } = {}) {
  return dialog(title, (end) => {
    const wrong = el("p", { class: "error", role: "alert" });
    let sending = false;
    /** @param {{ id: string, title: string }} record */
    const close = async (record) => {
      if (sending) return;
      sending = true;
      wrong.textContent = "";
      try {
        know({ [record.id]: record.title });
        await send?.(record);
        end(record);
      } catch (error) {
        wrong.textContent = sentence(/** @type {Error} */ (error).message);
        sending = false;
      }
    };
    // The list may be drawn anew between press and release: then the click is the list's, and what was pressed is meant.
    /** @type {any} */
    let pressed = null;
    const list = el("ul", { role: "listbox", id: "choices", "aria-label": title, onpointercancel: () => (pressed = null),
      onclick: () => pressed && close(pressed) });
    const none = el("p", { class: "none", role: "status" });
    let at = 0;
    let asked = 0;
    const options = () => /** @type {HTMLElement[]} */ ([...list.children]);
    const show = () => {
      options().forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
      const now = options()[at];
      input.setAttribute("aria-activedescendant", now?.id ?? "");
      now?.scrollIntoView({ block: "nearest" });
    };
    const look = async () => {
      const mine = ++asked;
      const found = /** @type {any[]} */ (await records(kinds, input.value, passage).catch(() => []));
      if (mine !== asked) return;
      list.replaceChildren(...found.map((record, number) =>
        el("li", { role: "option", id: `choice-${number}`, "data-id": record.id, onpointerdown: () => (pressed = record), onclick: () => close(record) },
          el("bdi", {}, record.title), " ", el("code", {}, record.id))
      ));
      none.textContent = found.length ? "" : "Nothing is called that.";
      at = 0;
      show();
    };
    /** @param {KeyboardEvent} event */
    const key = (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && list.children.length) {
        at = (at + step + list.children.length) % list.children.length;
        show();
        event.preventDefault();
      } else if (event.key === "Enter") {
        // Where nothing is called that, something new is.
        if (event.ctrlKey || event.metaKey || !options().length && input.value.trim()) made[0]?.click();
        else options()[at]?.click();
        event.preventDefault();
      }
    };
    const input = el("input", {
      type: "search", autofocus: true, role: "combobox", "aria-expanded": "true", "aria-controls": "choices",
      "aria-label": "Search by any spelling", placeholder: "Search by any spelling", oninput: look, onkeydown: key,
    });
    look();
    const made = kinds.map((kind, number) =>
      el("button", {
        type: "button",
        onclick: async () => {
          const typed = input.value.trim();
          const record = kind === "article" ? await (await import("./adding.js")).newArticle()
            : await (await import("./records.js")).create(kind, passage, { name: typed || (fill ? passage : ""), marked, typed: Boolean(typed) });
          if (record) close(record);
        },
      }, `New ${kind} …`, number ? null : el("kbd", {}, " Ctrl Enter"))
    );
    const instead = words.map((word) =>
      el("button", { type: "button", onclick: () => close({ id: word, title: WORDS[word] ?? word }) }, WORDS[word] ?? word, " ", el("code", {}, word)));
    return [passage ? el("blockquote", { dir: "auto" }, passage) : el("span"), input, list, none, wrong, el("p", { class: "buttons" }, ...instead, ...made)];
  });
}
