// @ts-check
// What the file holds: guesses, accounts, names and labels, facts.

import { ask, choose, el } from "./dialogs.js";
import { BASES, FROM, HELP_FROM, STANCES, differs, editAccount, editGuess, editQuote } from "./sheets.js";
import { article, say, state, step, take } from "./session.js";
import { summary } from "./summary.js";
import { drawText } from "./textpane.js";

export function drawFile() {
  const parts = /** @type {HTMLElement} */ (document.getElementById("file"));
  const undo = /** @type {HTMLButtonElement} */ (document.getElementById("undo"));
  const redo = /** @type {HTMLButtonElement} */ (document.getElementById("redo"));
  [undo.disabled, redo.disabled] = [!state.view.undo, !state.view.redo];
  // Whoever is writing goes on where the caret is.
  if (document.activeElement?.id === "summary" && !state.view.broken) return;
  const closed = new Set([...parts.querySelectorAll("details:not([open])")].map((part) => part.id));
  if (state.view.broken) {
    parts.replaceChildren(el("section", {}, el("h2", {}, "The file cannot be read"),
      el("ul", {}, ...state.view.diagnostics.map((/** @type {any} */ d) => el("li", { class: "error" }, `${d.where} ${d.message}. ${d.hint}`))),
      el("p", {}, `${state.view.undo ? "Undo the last step, or mend" : "Mend"} ${state.view.path}; it is shown here as soon as it can be read.`), el("pre", { tabindex: 0 }, state.view.source)));
    return;
  }
  /**
   * @param {string} id
   * @param {string} title
   * @param {...Node} inside
   */
  const part = (id, title, ...inside) =>
    el("details", { id: `part-${id}`, open: !closed.has(`part-${id}`) }, el("summary", {}, el("h2", {}, title)), ...inside);
  parts.replaceChildren(
    part("guesses", `To confirm (${state.view.guesses.length})`, guesses()),
    part("accounts", `Accounts (${state.view.accounts.length})`, accounts()),
    part("names", `Names and labels (${state.view.actors.length})`, names()),
    part("facts", "Facts", facts()),
    part("summary", "Summary", summary()),
  );
}

function guesses() {
  const now = state.view.guesses[state.guess];
  if (!now) return el("p", { class: "none" }, "Nothing waits to be confirmed.");
  return el("div", { class: "queue" },
    el("p", { class: "question" }, now.question),
    now.passage ? el("blockquote", { dir: "auto" }, now.passage, " ", el("small", {}, `¶ ${now.paragraph}`)) : "",
    el("p", {},
      el("button", { id: "yes", type: "button", class: "main", onclick: () => answer("y") }, "Right (y)"),
      el("button", { id: "no", type: "button", onclick: () => answer("n") }, "Wrong (n)"),
      el("button", { id: "edit", type: "button", onclick: () => answer("e") }, "Edit (e)"),
      el("button", { id: "skip", type: "button", onclick: () => answer("s") }, "Later (s)"),
      el("small", {}, ` ${state.guess + 1} of ${state.view.guesses.length}`)));
}

/** Whether an answer is on its way: another key would answer the same question again. */
let answering = false;

/** @param {string} key */
export async function answer(key) {
  if (answering) return;
  answering = true;
  try {
    await answered(key);
  } finally {
    answering = false;
  }
}

/** @param {string} key */
async function answered(key) {
  const now = state.view.guesses?.[state.guess];
  if (!now) return;
  if (key === "s") {
    state.guess = (state.guess + 1) % state.view.guesses.length;
    const focus = document.activeElement?.id;
    drawText();
    drawFile();
    if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
    document.querySelector("mark.lit")?.scrollIntoView({ block: "center" });
    return;
  }
  if (key === "e") {
    await editGuess(now);
    document.querySelector("mark.lit")?.scrollIntoView({ block: "center" });
    return;
  }
  const fact = key === "n" && state.view.facts.find((/** @type {any} */ one) => one.required && one.key === now.accept.entry);
  if (fact) {
    // An article cannot do without it: the right value takes its place, and settles the question.
    const field = /** @type {HTMLInputElement} */ (document.getElementById(`v-${fact.key}`));
    /** @type {HTMLDetailsElement} */ (field.closest("details")).open = true;
    field.focus();
    if (field instanceof HTMLInputElement) field.select();
    say(`Write the right ${fact.key} here.`);
    return;
  }
  if (key === "y") await step(now.accept, "Taken up.");
  else if (now.reject) await step(now.reject, "Taken out.");
  else take((await ask(`dismiss/${article}`, { key: now.key })).view, "Not asked again.");
  document.querySelector("mark.lit")?.scrollIntoView({ block: "center" });
}

/**
 * @param {string} label
 * @param {(string | number)[]} path
 */
function remover(label, path) {
  return el("button", { type: "button", class: "remove", "aria-label": `Take out ${label}`, title: `Take out ${label}`,
    onclick: () => step({ do: "unset", path }, "Taken out.") }, "×");
}

/**
 * @param {string} label
 * @param {string} value
 * @param {(string | number)[]} path
 * @param {string[]} [choices]
 * @param {boolean} [required]
 * @param {string} [help]
 */
function editor(label, value, path, choices, required = true, help = "") {
  const id = `v-${path.join("-")}`;
  const change = async () => {
    const written = input.value.trim();
    input.removeAttribute("aria-invalid");
    if (written === value) return;
    const done = await step(written || required ? { do: "set", path, value: written } : { do: "unset", path });
    if (!done) input.setAttribute("aria-invalid", "true");
  };
  const input = choices
    ? el("select", { id, onchange: change }, ...choices.map((c) => el("option", { value: c }, c)))
    : el("input", { id, onchange: change, dir: "auto", autocomplete: "off" });
  input.value = value;
  if (help) input.setAttribute("aria-describedby", `h-${id}`);
  return el("p", { class: "row" }, el("label", { for: id }, label), input, help ? el("small", { id: `h-${id}` }, help) : null);
}

function accounts() {
  const list = state.view.accounts.map((/** @type {any} */ account) => {
    const path = ["claims", account.number];
    const stance = editor("Stance", account.stance, [...path, "stance"], STANCES);
    stance.addEventListener("change", async (/** @type {Event} */ event) => {
      const input = /** @type {HTMLSelectElement} */ (event.target);
      if (input.value !== "differs" || account.value) return;
      event.stopImmediatePropagation();
      if (!(await differs(account))) input.value = account.stance;
    }, { capture: true });
    return el("li", {},
      el("p", { class: "claim" }, el("bdi", {}, account.title), " ", el("code", {}, account.id),
        el("button", { type: "button", class: "edit", "aria-label": `Edit the account of ${account.title}`, onclick: () => editAccount(account.number) }, "Edit …"),
        remover("this account", path)),
      el("div", { class: "rows" }, stance,
        editor("How it knows", account.basis, [...path, "basis"], BASES),
        editor("Said by", account.by, [...path, "by"], undefined, false),
        editor(FROM.account, account.rests_on.join(", "), [...path, "rests_on"], undefined, false, account.rests_on.length ? "" : "empty: as the article, on its subject"),
        account.stance === "differs" || account.value ? editor("Value", account.value, [...path, "value"], undefined, account.stance === "differs") : "",
        account.when ? editor("When it was", account.when, [...path, "when"], undefined, false) : ""),
      el("ul", { class: "quotes" }, ...account.quotes.map((/** @type {any} */ q, /** @type {number} */ number) =>
        el("li", {}, el("q", { dir: q.dir }, q.text), ` ${q.at}`,
          el("button", { type: "button", class: "edit", "aria-label": `Edit the quotation ${q.text.slice(0, 60)}`,
            onclick: () => editQuote(account.number, number) }, "Edit …"),
          remover("this quotation", [...path, "quotes", number])))));
  });
  return el("ol", { class: "accounts" }, ...list,
    list.length ? "" : el("li", { class: "none" }, "None yet: mark words of the text, and choose Quotation."));
}

function names() {
  const actors = state.view.actors.map((/** @type {any} */ actor) =>
    el("li", {}, el("bdi", {}, actor.title), remover(actor.title, ["actors", actor.id]),
      ...[["named", "names"], ["called", "labels"]].map(([key, label]) => {
        const texts = /** @type {string[]} */ (actor[key]);
        return texts.length
          ? el("span", { class: "words" }, ` ${label}: `, ...texts.map((text, number) =>
            el("span", { class: "chip" }, el("bdi", {}, text), remover(text, ["actors", actor.id, key, number]))))
          : "";
      })));
  const lists = ["places", "events", "subject"].map((key) =>
    el("li", {}, `${key}: `, ...state.view[key].map((/** @type {any} */ one, /** @type {number} */ number) =>
      el("span", { class: "chip" }, el("bdi", {}, one.title), remover(one.title, [key, number]))),
      key === "subject" ? el("button", { type: "button", onclick: about }, "Add …") : ""));
  return el("ul", { class: "names" }, ...actors, ...lists);
}

async function about() {
  const event = await choose("Which event is it about?", ["event"], state.view.title);
  if (event) await step({ do: "list", key: "subject", value: event.id });
}

function facts() {
  const rows = state.view.facts.map((/** @type {any} */ fact) =>
    editor(fact.key, fact.value, [fact.key], fact.key === "read" ? ["full", "opening"] : undefined, fact.required));
  return el("div", { class: "rows" }, ...rows,
    editor(FROM.rests_on, state.view.rests_on.join(", "), ["rests_on"], undefined, true, HELP_FROM.rests_on),
    editor(FROM.carries, state.view.carries, ["carries"], undefined, false, HELP_FROM.carries));
}
