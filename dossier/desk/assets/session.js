// @ts-check
// What the desk knows of the article that is open, and the steps on its file.

import { ask, dialog, el } from "./dialogs.js";
import { beside, sentence } from "./refusals.js";
import { know } from "./titles.js";

/** @typedef {{ paragraph: number, start: number, end: number }} Selected */

export const article = document.body.dataset.id ?? "";
/** The kind of record that is open; empty on the list. */
export const kind = document.body.dataset.kind ?? "";
export const site = /** @type {HTMLMetaElement} */ (document.querySelector("[name=dossier-site]")).content;
export const state = {
  /** What the server says of the article. @type {any} */
  view: null,
  /** The words that are chosen. @type {Selected | null} */
  selected: null,
  /** Where an extension by keyboard began. @type {Selected | null} */
  anchor: null,
  /** The number of the guess that is asked. */
  guess: 0,
  effectAsked: 0,
  /** The JSON Schema of an article. @type {any} */
  schema: null,
  /** How many steps are on their way. */
  busy: 0,
};
/** Draw what has changed. @type {Array<() => void>} */
export const drawings = [];

/** @param {number} number @param {string} word */
export function counted(number, word) {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}

/** @param {string} text */
export function say(text) {
  const status = document.getElementById("said");
  if (status) status.textContent = text;
}

/** The last of the works on the file that are on their way. @type {Promise<any>} */
let last = Promise.resolve();
/** How many works wait for those before them. */
let waiting = 0;
/** Grows with every refusal: what waited then is not done, for it was meant for a file that it does not find. */
let refusals = 0;

/**
 * Do works on the file one after another: each is sent when the one before is answered, and sees what it made of the file.
 * @template T
 * @param {() => Promise<T>} work
 * @param {string} [slow] What is said meanwhile, if it takes long.
 * @returns {Promise<T>}
 */
export function queued(work, slow = "Saving …") {
  const mine = refusals;
  waiting++;
  state.busy++;
  const timer = setTimeout(() => say(slow), 400);
  const turn = last.then(async () => {
    waiting--;
    if (mine !== refusals) throw Object.assign(new Error("not done, for the step before it was refused; repeat it"), { dropped: true });
    try {
      return await work();
    } catch (wrong) {
      refusals++;
      Object.assign(/** @type {any} */ (wrong), { waited: waiting });
      throw wrong;
    }
  }).finally(() => {
    clearTimeout(timer);
    state.busy--;
  });
  last = turn.catch(() => null);
  return turn;
}

/**
 * Do a step on the file, and show what it is now; throws what is refused.
 * @param {object} step
 * @param {string} [done]
 */
export function attempt(step, done = "Saved.") {
  return queued(async () => {
    const answer = await ask(`step/${article}`, { seen: state.view.digest, step });
    take(answer.view, answer.note ? `${done} ${sentence(answer.note)}` : done);
  });
}

/**
 * Do a step on the file; what is refused is said, and shown beside the control it came from.
 * @param {object} step
 * @param {string} [done]
 * @param {HTMLElement} [control]
 */
export async function step(step, done = "Saved.", control) {
  try {
    await attempt(step, done);
    return true;
  } catch (wrong) {
    await failed(wrong);
    if (control?.isConnected) beside(control, sentence(/** @type {Error} */ (wrong).message));
    return false;
  }
}

/** What is proposed is wrong, or settled: it is not asked again. @param {string} key @param {string} done */
export function dismiss(key, done) {
  return queued(async () => take((await ask(`dismiss/${article}`, { key })).view, done)).catch(failed);
}

/** @param {any} wrong */
export async function failed(wrong) {
  if (wrong.status === 409) {
    const mine = /** @type {HTMLTextAreaElement | null} */ (document.getElementById("summary"))?.value ?? "";
    await dialog("Changed from outside", () => [
      el("p", {}, `${wrong.message}. Nothing was written. Compare, and copy what belongs:`),
      el("div", { class: "sides" },
        el("section", {}, el("h3", {}, "In the file"), el("pre", { tabindex: 0 }, wrong.theirs)),
        el("section", {}, el("h3", {}, "Yours"), el("pre", { tabindex: 0 }, mine))),
    ]);
    take(await ask(`article/${article}`), "The file is shown as it is now.");
  } else if (!wrong.dropped) {
    // What is dropped is said with the refusal that it waited for.
    const dropped = wrong.waited ? ` ${counted(wrong.waited, "step")} that waited for it ${wrong.waited === 1 ? "was" : "were"} not done: repeat ${wrong.waited === 1 ? "it" : "them"}.` : "";
    say(`${sentence(wrong.message)}${dropped}`);
  }
}

/**
 * @param {any} now
 * @param {string} [said] Without it, what was said last stays.
 */
export function take(now, said) {
  const active = document.activeElement;
  const focus = active?.id;
  const part = active?.closest("#file > details")?.id;
  // What is asked stays asked, wherever it is in the queue by now.
  const asked = state.view?.guesses?.[state.guess]?.key;
  const still = (now.guesses ?? []).findIndex((/** @type {any} */ one) => one.key === asked);
  if (still >= 0) state.guess = still;
  state.view = now;
  know(now.titles);
  state.guess = Math.min(state.guess, Math.max(0, (state.view.guesses?.length ?? 1) - 1));
  for (const draw of drawings) draw();
  if (said !== undefined) say(said);
  if (focus && document.activeElement?.id !== focus) document.getElementById(focus)?.focus({ preventScroll: true });
  // What had the focus is gone: it goes on in the same part of the file.
  if (part && document.activeElement === document.body) {
    /** @type {HTMLElement | null} */ (document.querySelector(`#${part} > summary`))?.focus({ preventScroll: true });
  }
  effect();
  propose();
}

/** Ask for what the text may also give, where it is not known yet: that takes longer than to show the file. */
async function propose() {
  if (state.view.broken || state.view.proposed || !state.view.blocks.length) return;
  const digest = state.view.digest;
  const found = await ask(`proposals/${article}`).catch(() => null);
  // A field that is being written in, or words that are being chosen, would be drawn over.
  const choosing = () => !state.selected && !getSelection()?.isCollapsed && getSelection()?.anchorNode?.parentElement?.closest("#text");
  while (choosing() || document.activeElement?.closest("#file :is(input, select, textarea)")) await new Promise((resolve) => setTimeout(resolve, 200));
  if (found?.proposed && state.view.digest === digest && !state.view.proposed) take(found);
}

/** A line of words and records. @param {(string | { id: string, title: string, address: string })[]} parts */
function lineOf(parts) {
  return el("li", {}, ...parts.map((one) =>
    (typeof one === "string" ? one : el("a", { href: `${site}${one.address}`, title: one.id }, el("bdi", {}, one.title)))));
}

/** The effect on the evidence, and what is wrong in the file. */
export async function effect() {
  const mine = ++state.effectAsked;
  const found = await ask(`effect/${article}`).catch(() => null);
  const foot = document.getElementById("effect");
  if (!found || !foot || mine !== state.effectAsked) return;
  const errors = found.diagnostics.filter((/** @type {any} */ d) => d.severity === "error").length;
  const summary = el("summary", {},
    found.diagnostics.length ? `${counted(errors, "error")}, ${counted(found.diagnostics.length - errors, "warning")} in this file` : "Nothing is wrong in this file",
    ` · ${counted(found.changes.length, "difference")} in the evidence since the desk was opened`);
  const open = /** @type {HTMLDetailsElement | null} */ (foot.querySelector("details"))?.open ?? innerWidth > 700;
  foot.replaceChildren(el("details", { open }, summary,
    el("ul", {}, ...found.diagnostics.map((/** @type {any} */ d) =>
      el("li", { class: d.severity }, `${d.where} ${d.severity}: ${d.message}`, d.hint ? el("small", {}, ` ${d.hint}`) : null))),
    el("ul", { class: "figures" }, ...found.figures.map(lineOf)),
    el("ul", { class: "changes" }, ...found.changes.map(lineOf))));
}
