// @ts-check
// What the desk asks in a dialog: a record of the dossier, or the values of a form; and how it asks the server.

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
  });
}

/**
 * A record chosen from those that a passage may mean, or by any spelling of its names.
 * @param {string} title
 * @param {string[]} kinds
 * @param {string} passage
 * @returns {Promise<{ id: string, title: string } | null>}
 */
export function choose(title, kinds, passage) {
  return dialog(title, (close) => {
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
      const found = [];
      for (const kind of kinds) {
        const query = new URLSearchParams({ kind, q: input.value, passage });
        found.push(...(await ask(`find?${query}`).catch(() => [])));
      }
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
        options()[at]?.click();
        event.preventDefault();
      }
    };
    const input = el("input", {
      type: "search", autofocus: true, role: "combobox", "aria-expanded": "true", "aria-controls": "choices",
      "aria-label": "Search by any spelling", placeholder: "Search by any spelling", oninput: look, onkeydown: key,
    });
    look();
    const made = kinds.map((kind) =>
      el("button", {
        type: "button",
        onclick: async () => {
          const record = await (await import("./records.js")).create(kind, passage);
          if (record) close(record);
        },
      }, `New ${kind} …`)
    );
    return [el("blockquote", { dir: "auto" }, passage), input, list, none, el("p", {}, ...made)];
  });
}

/**
 * The values of a form; null if it is closed.
 * @param {string} title
 * @param {Node[]} about
 * @param {Array<{ key: string, label: string, value?: string, choices?: string[], records?: Array<{ id: string, title: string }>, required?: boolean, kinds?: string[], help?: string }>} fields
 * @param {string} button
 * @returns {Promise<Record<string, string> | null>}
 */
export function form(title, about, fields, button) {
  return dialog(title, (close) => {
    const rows = fields.map(({ key, label, value = "", choices, records, required, kinds, help }) => {
      const input = choices
        ? el("select", { name: key, id: `f-${key}` }, ...choices.map((c) => el("option", { value: c }, c)))
        : el("input", { name: key, id: `f-${key}`, required, dir: "auto", autocomplete: "off", list: records && `l-${key}` });
      if (value || !choices) input.value = value;
      if (help) input.setAttribute("aria-describedby", `h-${key}`);
      const note = help ? el("small", { id: `h-${key}` }, help) : null;
      const list = records ? el("datalist", { id: `l-${key}` }, ...records.map(({ id, title }) => el("option", { value: id }, title))) : null;
      const other = async () => {
        const one = await choose(`${label}?`, kinds ?? [], "");
        if (one) input.value = one.id;
      };
      const pick = kinds ? el("button", { type: "button", class: "choose", "aria-label": `Choose a record: ${label}`, onclick: other }, "Choose …") : null;
      return el("p", { class: "row" }, el("label", { for: `f-${key}` }, label), input, list, pick, note);
    });
    const whole = el("form", {
      method: "dialog",
      /** @param {SubmitEvent} event */
      onsubmit: (event) => {
        event.preventDefault();
        close(Object.fromEntries([...new FormData(whole)].map(([key, value]) => [key, String(value)])));
      },
    }, ...rows, el("button", { class: "main", autofocus: true }, button));
    return [...about, whole];
  });
}
