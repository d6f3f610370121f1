// @ts-check
// The desk: the text of a source on one side, what the dossier holds of it on the other. Every step is written at once.

import { addForm } from "./adding.js";
import { ask, dialog, el } from "./dialogs.js";
import { drawText, drawTo } from "./drawing.js";
import { edges } from "./edges.js";
import { answer, drawFile } from "./filepane.js";
import { KINDS, mark } from "./marking.js";
import { link, openRecord } from "./recordpage.js";
import { sentence } from "./refusals.js";
import { article, counted, drawings, effect, failed, kind, queued, say, site, state, take } from "./session.js";
import { moved, select, selectedByHand } from "./textpane.js";

const desk = /** @type {HTMLElement} */ (document.getElementById("desk"));

/** @param {boolean} forward */
async function back(forward) {
  try {
    await queued(async () => {
      const answer = await ask(`undo/${article}`, { forward });
      take(answer.view, `${answer.note}.`);
    });
  } catch (wrong) {
    await failed(wrong);
  }
}

function preview() {
  return dialog("The page as it would be published", () => [
    el("iframe", { src: `${site}articles/${article}/`, title: "Preview of the page" }),
  ]);
}

async function handIn() {
  let shown;
  try {
    shown = await ask("handin");
  } catch (wrong) {
    say(/** @type {Error} */ (wrong).message);
    return;
  }
  await dialog("Hand in", () => {
    const said = el("p", { role: "status" });
    const reason = el("input", { id: "f-reason", required: true, autofocus: true, autocomplete: "off" });
    const branch = el("input", { id: "f-branch", required: true, value: shown.branch, autocomplete: "off" });
    const whole = el("form", {
      /** @param {SubmitEvent} event */
      onsubmit: async (event) => {
        event.preventDefault();
        try {
          const done = await ask("handin", { reason: reason.value, branch: branch.value });
          whole.replaceWith(el("p", {}, `Committed as ${done.revision} on the branch ${done.branch}.`),
            el("p", {}, "Next: ", el("code", {}, done.push)),
            done.address ? el("p", {}, "Then open the pull request: ", el("a", { href: done.address, rel: "noreferrer", target: "_blank" }, done.address)) : "");
        } catch (wrong) {
          said.textContent = /** @type {Error} */ (wrong).message;
        }
      },
    },
      el("p", { class: "row" }, el("label", { for: "f-reason" }, "Why (readers see it)"), reason),
      el("p", { class: "row" }, el("label", { for: "f-branch" }, "Branch"), branch),
      el("div", { class: "foot" }, said, el("button", { class: "main", disabled: !shown.files.length || shown.errors.length > 0 }, "Lock and commit")));
    return [
      shown.files.length ? "" : el("p", {}, "Nothing has changed since the last commit."),
      shown.errors.length ? el("section", {}, el("h3", {}, "Mend these first"), el("pre", { tabindex: 0 }, shown.errors.join("\n"))) : "",
      el("h3", {}, "What changes in the evidence"),
      el("ul", {}, ...shown.evidence.map((/** @type {string} */ line) => el("li", {}, line))),
      el("h3", {}, "What changes in the files"),
      el("pre", { tabindex: 0 }, shown.diff),
      whole,
    ].map((part) => (typeof part === "string" ? el("span", {}, part) : part));
  });
}

const HELP = [
  ["← →", "the word before or after; with Ctrl or Alt, the sentence; with Shift, more or less of the text"],
  ["↑ ↓", "the paragraph before or after"],
  ...KINDS.map(({ key, name }) => [key, `mark the words: ${name.toLowerCase()}`]),
  ["y n e s", "a guess is right, is wrong, is nearly right and edited, is left for later"],
  ["Ctrl Enter", "in a list of records: a new one, with what is known of it"],
  ["Ctrl Z, Ctrl Shift Z", "undo, do again"],
  ["Esc", "let go of the words; close a dialog"],
];

function help() {
  return dialog("Keys", () => [el("dl", {}, ...HELP.flatMap(([key, text]) => [el("dt", {}, key), el("dd", {}, text)]))]);
}

async function openArticle() {
  desk.replaceChildren(
    el("header", { class: "top" },
      el("a", { href: "/-desk/" }, "Sources"), el("h1", { dir: "auto" }, article),
      el("span", { id: "said", role: "status" }),
      el("a", { class: "jump", href: "#file" }, "To the file"),
      el("nav", { "aria-label": "Steps" },
        el("button", { id: "undo", type: "button", disabled: true, onclick: () => back(false) }, "Undo"),
        el("button", { id: "redo", type: "button", disabled: true, onclick: () => back(true) }, "Redo"),
        el("button", { type: "button", onclick: preview }, "Preview"),
        el("button", { type: "button", onclick: handIn }, "Hand in"),
        el("button", { type: "button", onclick: help }, "Keys (?)"))),
    el("div", { class: "columns" },
      el("section", { id: "text", tabindex: 0, role: "application", "aria-label": "The text of the source: arrow keys choose words, letters mark them",
        onkeydown: moved, onmouseup: () => setTimeout(selectedByHand, 0) }),
      el("section", { id: "file", "aria-label": "What the dossier holds of it" })),
    el("div", { id: "bar", role: "toolbar", "aria-label": "Mark the words as" },
      el("bdi", { id: "words" }),
      edges(),
      ...KINDS.map(({ key, name, kind }) => el("button", { type: "button", onclick: () => mark(kind) }, `${name} (${key})`)),
      el("button", { type: "button", onclick: () => select(null) }, "×")),
    el("aside", { id: "effect", "aria-label": "Effect", "aria-live": "polite" }));
  /** @type {HTMLElement} */ (document.getElementById("bar")).hidden = true;
  document.addEventListener("selectionchange", () => {
    // On a phone there is no mouse: the handles of the selection are moved.
    if (matchMedia("(pointer: coarse)").matches) selectedByHand();
  });
  document.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (document.querySelector("dialog[open]") || target.closest("input, textarea, select")) return;
    // The browser finds what is drawn.
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "f") drawTo(Infinity);
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
      event.preventDefault();
      back(event.shiftKey);
    } else if (event.key === "?") help();
    else if (["y", "n", "e", "s"].includes(event.key) && !event.repeat && !event.ctrlKey && !event.metaKey && !(["n", "e"].includes(event.key) && state.selected && target.id === "text")) {
      event.preventDefault();  // else the letter is typed where the answer leads
      answer(event.key);
    }
  });
  try {
    // A key that is pressed before the file is there waits for it.
    await queued(async () => {
      const [{ schema }, view] = await Promise.all([ask("schema/article"), ask(`article/${article}`)]);
      state.schema = schema;
      take(view, "");
    }, "Reading …");
  } catch (wrong) {
    desk.replaceChildren(el("p", { class: "error" }, /** @type {Error} */ (wrong).message), el("a", { href: "/-desk/" }, "All sources"));
    return;
  }
  const look = async () => {
    if ((await ask(`digest/${article}`).catch(() => null))?.gone) return;
    const seen = state.view.digest;
    const now = state.busy ? null : await ask(`article/${article}`).catch(() => null);
    const typing = document.activeElement?.closest("input, textarea, select, dialog");
    // A step of one's own that was under way has changed it: that is no change from outside.
    const own = state.busy || seen !== state.view.digest;
    if (now && now.digest !== state.view.digest && !typing && !own) take(now, "The file was changed from outside; it is shown as it is now.");
    else effect();
  };
  new EventSource(`${site}-dossier/events`).addEventListener("message", look);
  // An edit that no build has seen, for another one followed at once, makes no event.
  setInterval(async () => {
    if (document.hidden || state.busy) return;
    const now = await ask(`digest/${article}`).catch(() => null);
    if (now?.gone) say(sentence(now.gone));
    else if (now && now.digest !== state.view.digest && !state.busy) look();
  }, 2000);
}

async function openList() {
  const list = el("ul", { class: "sources" });
  const said = el("p", { id: "said", role: "status" });
  const whole = el("section", { class: "new" }, el("h2", {}, "Add a source"), addForm((id) => (location.href = `/-desk/article/${id}`)));
  desk.replaceChildren(
    el("header", { class: "top" }, el("a", { href: site }, "The dossier"), el("h1", {}, "Desk"),
      el("nav", { "aria-label": "Steps" }, link("Edit a record"), el("button", { type: "button", onclick: handIn }, "Hand in"))),
    whole, el("h2", {}, "Sources"), said, list);
  const found = await ask("articles").catch((wrong) => {
    said.textContent = wrong.message;
    return [];
  });
  list.replaceChildren(...found.map((/** @type {any} */ one) =>
    el("li", {}, el("a", { href: `/-desk/article/${one.id}`, dir: one.dir, lang: one.language }, one.title),
      el("small", {}, ` ${one.publisher} · ${counted(one.accounts, "account")}${one.waiting ? ` · ${one.waiting} to confirm` : ""}`))));
}

function drawTitle() {
  const title = state.view.title ?? article;
  /** @type {HTMLElement} */ (desk.querySelector("h1")).textContent = title;
  document.title = `${title} · Desk`;
}

drawings.push(drawTitle, drawText, drawFile);
if (kind === "article") openArticle();
else if (kind) openRecord(desk, kind, article);
else openList();
