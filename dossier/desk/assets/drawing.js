// @ts-check
// The text of the source as it is drawn, with its marks: the first paragraphs at once, and after a step only what it changes.

import { el } from "./dialogs.js";
import { article, state } from "./session.js";
import { piecesOf } from "./text.js";
import { restore } from "./textpane.js";

/** Browsers hang when they draw a million marks over one letter (UAX #15: no writing has more than 30). */
const TOO_MANY_MARKS = /\p{M}{60}/u;

/** @param {any} mark */
function described(mark) {
  return `${mark.proposed ? "to confirm: " : ""}${mark.kind} of ${mark.title}`;
}

/** Paragraphs that are drawn at once; the others follow when the browser has nothing to do, or as soon as one of them is needed. */
const FIRST = 200;
const PIECE = 100;
const AT_ONCE = 500;

/** What each paragraph was drawn of, and its element. @type {Array<{ key: string, element: HTMLElement }>} */
let drawn = [];
/** Whether paragraphs are still to be drawn, and that is under way. */
let going = false;

/**
 * The marks of each paragraph: what the file holds, and what is asked.
 * @returns {Map<number, any[]>}
 */
function marksByParagraph() {
  const now = state.view.guesses?.[state.guess];
  const marks = Map.groupBy(/** @type {any[]} */ (state.view.marks ?? []), (one) => one.paragraph);
  for (const one of /** @type {any[]} */ (state.view.guesses ?? [])) {
    const at = one.passage ? state.view.blocks[one.paragraph]?.text.indexOf(one.passage) ?? -1 : -1;
    if (at < 0) continue;
    const kind = one === now ? "lit" : "guess";
    const mark = { paragraph: one.paragraph, start: at, end: at + one.passage.length, kind, id: one.key, title: one.question, proposed: true };
    marks.set(one.paragraph, [...marks.get(one.paragraph) ?? [], mark]);
  }
  return marks;
}

/** @type {Map<number, any[]>} */
let marked = new Map();

/** @param {number} number */
function keyOf(number) {
  const marks = marked.get(number);
  return `${state.view.language ?? "und"} ${state.view.blocks[number].text}${marks ? JSON.stringify(marks) : ""}`;
}

/** @param {number} number */
function drawParagraph(number) {
  const block = state.view.blocks[number];
  const pieces = piecesOf(block.text, marked.get(number) ?? []).map((piece) => {
    if (!piece.marks.length) return piece.text;
    const kinds = piece.marks.map((m) => `${m.kind}${m.proposed ? " proposed" : ""}`).join(" ");
    return el("mark", { class: kinds, title: piece.marks.map(described).join("; ") }, piece.text);
  });
  if (TOO_MANY_MARKS.test(block.text)) pieces.splice(0, pieces.length, "It has more combining marks in a row than any writing, and is not shown.");
  return el("div", { class: "block", dir: block.dir },
    el("span", { class: "number", dir: "ltr", "aria-hidden": "true" }, number ? `¶ ${number}` : "¶ 0"),
    el(number ? "p" : "h2", { "data-paragraph": number, dir: block.dir, lang: state.view.language ?? "und" }, ...pieces));
}

/**
 * Draw the paragraphs up to a number, where they are not yet.
 * @param {number} number
 */
export function drawTo(number) {
  const last = Math.min(number, state.view.blocks.length - 1);
  if (last < drawn.length) return;
  const legend = /** @type {HTMLElement} */ (document.querySelector("#text > .legend"));
  for (let at = drawn.length; at <= last; at++) {
    drawn.push({ key: keyOf(at), element: drawParagraph(at) });
    // The browser looks at each piece, not at each paragraph, whether it is in sight.
    if (at % PIECE === 0) legend.before(el("div", { class: "piece" }));
    legend.previousElementSibling?.append(drawn[at].element);
  }
}

function drawOn() {
  if (going) return;
  going = true;
  const later = window.requestIdleCallback ?? ((/** @type {() => void} */ work) => setTimeout(work, 30));
  const go = () => {
    drawTo(drawn.length + AT_ONCE - 1);
    if (drawn.length < state.view.blocks.length) later(go);
    else going = false;
  };
  later(go);
}

export function drawText() {
  const region = /** @type {HTMLElement} */ (document.getElementById("text"));
  const { blocks } = state.view;
  marked = marksByParagraph();
  if (!region.querySelector(":scope > .legend") || drawn.length > blocks.length) {
    drawn = [];
    region.replaceChildren(el("p", { class: "legend" }, "Marked: ",
      ...["quotation", "name", "label", "place", "event"].flatMap((kind) => [el("mark", { class: kind }, kind), " · "]),
      el("mark", { class: "guess" }, "to confirm")));
  }
  region.classList.toggle("long", blocks.length > FIRST);
  // Only what has changed is drawn anew: a step changes a few paragraphs.
  for (const [number, one] of drawn.entries()) {
    const key = keyOf(number);
    if (key === one.key) continue;
    const element = drawParagraph(number);
    one.element.replaceWith(element);
    drawn[number] = { key, element };
  }
  region.querySelector(":scope > .none")?.remove();
  if (!blocks.length) {
    region.prepend(el("p", { class: "none" },
      `There is no capture of this source. Save its text as captures/${article}.txt: the headline, then a block a paragraph.`));
  }
  drawTo(Math.max(FIRST - 1, state.selected?.paragraph ?? 0, state.view.guesses?.[state.guess]?.paragraph ?? 0));
  if (drawn.length < blocks.length) drawOn();
  if (state.selected) restore(state.selected);
}
