// @ts-check
// What the file holds: guesses, accounts, names and labels, facts.

import { choose, el } from "./dialogs.js";
import { drawText } from "./drawing.js";
import { named } from "./fields.js";
import { chains, chip, editor, isWritten, steps } from "./held.js";
import { recordOf } from "./proposals.js";
import { choicesOf, entry, labelOf } from "./schema.js";
import { attempt, dismiss, say, state, step } from "./session.js";
import { differs, editAccount, editChain, editGuess, editQuote, isUnsaid } from "./sheets.js";
import { summary } from "./summary.js";
import { shown, shownChain } from "./titles.js";

export function drawFile() {
  const parts = /** @type {HTMLElement} */ (document.getElementById("file"));
  const undo = /** @type {HTMLButtonElement} */ (document.getElementById("undo"));
  const redo = /** @type {HTMLButtonElement} */ (document.getElementById("redo"));
  [undo.disabled, redo.disabled] = [!state.view.undo, !state.view.redo];
  // Whoever is writing goes on where the caret is; what has changed is drawn when they leave the field.
  if (document.activeElement?.id === "summary" && !state.view.broken) return;
  if (isWritten() && !state.view.broken) {
    document.activeElement?.addEventListener("blur", () => setTimeout(() => state.busy || drawFile()), { once: true });
    return;
  }
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
  const unsearched = (state.view.unsearched ?? []).map((/** @type {string} */ line) => el("p", { class: "none" }, `${line}.`));
  if (!now) return el("div", {}, el("p", { class: "none" }, "Nothing waits to be confirmed."), ...unsearched);
  return el("div", { class: "queue" },
    el("p", { class: "question" }, now.question),
    now.passage ? el("blockquote", { dir: "auto" }, now.passage, " ", el("small", {}, `¶ ${now.paragraph}`)) : "",
    el("p", {},
      el("button", { id: "yes", type: "button", class: "main", onclick: () => answer("y") }, "Right (y)"),
      el("button", { id: "no", type: "button", onclick: () => answer("n") }, "Wrong (n)"),
      el("button", { id: "edit", type: "button", onclick: () => answer("e") }, "Edit (e)"),
      el("button", { id: "skip", type: "button", onclick: () => answer("s") }, "Later (s)"),
      el("small", {}, ` ${state.guess + 1} of ${state.view.guesses.length}`)), ...unsearched);
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
  if (key === "y" && now.accept.do === "create") {
    await recordOf(now);
    return;
  }
  // That an origin is unknown is wrong only if somebody says which it is.
  if (key === "e" || key === "n" && isUnsaid(now)) {
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
    say(`Write the right value here: ${labelOf(fact.key)}.`);
    return;
  }
  if (key === "y") await step(now.accept, "Taken up.");
  else if (now.reject) await step(now.reject, "Taken out.");
  else await dismiss(now.key, "Not asked again.");
  document.querySelector("mark.lit")?.scrollIntoView({ block: "center" });
}

function accounts() {
  const all = /** @type {any[]} */ (state.view.accounts);
  /** @param {string} key */
  const label = (key) => labelOf(key, "Account");
  const list = all.map((account) => {
    const path = ["claims", entry(account.number, account.id)];
    const stance = editor("stance", label("stance"), account.stance, [...path, "stance"], { choices: choicesOf("stance", "Account") });
    stance.addEventListener("change", async (/** @type {Event} */ event) => {
      const input = /** @type {HTMLSelectElement} */ (event.target);
      if (input.value !== "differs" || account.value) return;
      event.stopImmediatePropagation();
      if (!(await differs(account))) input.value = account.stance;
    }, { capture: true });
    return el("li", {},
      el("p", { class: "claim" }, el("bdi", {}, account.title), " ", el("code", {}, account.id),
        el("button", { type: "button", class: "edit", id: `edit-claims-${account.id}`, "aria-label": `Edit the account of ${account.title}`, onclick: () => editAccount(account.number) }, "Edit …"),
        steps(`the account of ${account.title}`, path, account.number, all.length)),
      el("div", { class: "rows" }, stance,
        editor("basis", label("basis"), account.basis, [...path, "basis"], { choices: choicesOf("basis", "Account") }),
        editor("by", label("by"), account.by, [...path, "by"], { required: false, kinds: ["actor", "publisher"] }),
        account.stance === "differs" || account.value ? editor("value", label("value"), account.value, [...path, "value"], { required: account.stance === "differs" }) : "",
        account.when ? editor("when", label("when"), account.when, [...path, "when"], { required: false }) : ""),
      chains("rests_on", label("rests_on"), account.rests_on, [...path, "rests_on"], "As the article has it, where the claim is on its subject."),
      el("ul", { class: "quotes" }, ...account.quotes.map((/** @type {any} */ q, /** @type {number} */ number) => {
        const words = q.text.slice(0, 60);
        return el("li", {}, el("q", { dir: q.dir }, q.text), ` ${q.at}`,
          el("button", { type: "button", class: "edit", "aria-label": `Edit the quotation ${words}`, onclick: () => editQuote(account.number, number) }, "Edit …"),
          steps(`the quotation ${words}`, [...path, "quotes", entry(number, q.text)], number, account.quotes.length));
      })));
  });
  return el("ol", { class: "accounts" }, ...list,
    list.length ? "" : el("li", { class: "none" }, "None yet: mark words of the text, and choose Quotation."));
}

function names() {
  const all = /** @type {any[]} */ (state.view.actors);
  const actors = all.map((actor, at) =>
    el("li", {}, shown(actor.id, actor.title), steps(actor.title, ["actors", actor.id], at, all.length),
      ...["named", "called"].map((key) => {
        const texts = /** @type {string[]} */ (actor[key]);
        return texts.length
          ? el("span", { class: "words" }, ` ${labelOf(key, "Naming")}: `, ...texts.map((text, number) =>
            chip(el("bdi", {}, text), text, ["actors", actor.id, key, entry(number, text)], number, texts.length)))
          : "";
      })));
  const lists = ["places", "events", "subject"].map((key) =>
    el("li", {}, `${labelOf(key)}: `, ...state.view[key].map((/** @type {any} */ one, /** @type {number} */ number) =>
      chip(shown(one.id, one.missing ? "" : one.title), one.title, [key, entry(number, one.id)], number, state.view[key].length)),
      el("button", { type: "button", id: `add-${key}`, "aria-label": `Add: ${labelOf(key)}`, onclick: () => add(key) }, "Add …")));
  return el("ul", { class: "names" }, ...actors, ...lists);
}

/** @param {string} key */
function add(key) {
  const kind = key === "places" ? "place" : "event";
  return choose(labelOf(key), [kind], state.view.title, { fill: false, send: (record) => attempt({ do: "list", key, value: record.id }) });
}

function facts() {
  const rows = state.view.facts.map((/** @type {any} */ fact) =>
    editor(fact.key, labelOf(fact.key), fact.value, [fact.key],
      { choices: fact.key === "read" ? choicesOf("read") : undefined, required: fact.required, kinds: fact.key === "publisher" ? ["publisher"] : undefined }));
  const { carries } = state.view;
  const label = labelOf("carries");
  return el("div", {}, el("div", { class: "rows" }, ...rows),
    chains("rests_on", labelOf("rests_on"), state.view.rests_on, ["rests_on"], "Nothing is said: its origin is unknown."),
    el("div", { class: "chains", role: "group", "aria-label": label }, named(label, "carries"),
      el("p", { class: carries ? "" : "none" }, carries ? shownChain(carries) : "Its own, as far as is known.",
        el("button", { type: "button", class: "edit", id: "edit-carries", "aria-label": `Edit: ${label}`, onclick: () => editChain(label, ["carries"], carries) }, "Edit …"),
        carries ? el("button", { type: "button", class: "remove", id: "out-carries", "aria-label": `Take out: ${label}`, title: `Take out: ${label}`,
          onclick: () => step({ do: "unset", path: ["carries"] }, "Taken out.") }, "×") : null)));
}
