// @ts-check
// The text of the source, and the choice of words in it by mouse, finger and keyboard.

import { drawTo } from "./drawing.js";
import { KINDS, mark } from "./marking.js";
import { say, state } from "./session.js";
import { sentencesOf, wholeWords, wordsOf } from "./text.js";

/** @typedef {import("./session.js").Selected} Selected */

/** @param {number} number */
function paragraphOf(number) {
  drawTo(number);
  return /** @type {HTMLElement | null} */ (document.querySelector(`#text [data-paragraph="${number}"]`));
}

/**
 * The offset of a place in the page within its paragraph.
 * @param {Node} node
 * @param {number} offset
 */
function offsetOf(node, offset) {
  const element = node instanceof Element ? node : node.parentElement;
  const paragraph = /** @type {HTMLElement | null} */ (element?.closest("#text [data-paragraph]") ?? null);
  if (!paragraph) return null;
  const range = document.createRange();
  range.setStart(paragraph, 0);
  range.setEnd(node, offset);
  return { paragraph: Number(paragraph.dataset.paragraph), at: range.toString().length };
}

/**
 * The place in the page of an offset within a paragraph.
 * @param {HTMLElement} paragraph
 * @param {number} offset
 * @returns {[Node, number]}
 */
function placeOf(paragraph, offset) {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  let left = offset;
  let last = /** @type {Node} */ (paragraph);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const size = node.textContent?.length ?? 0;
    if (left <= size) return [node, left];
    left -= size;
    last = node;
  }
  return [last, last.textContent?.length ?? 0];
}

/** @param {Selected} at */
export function restore(at) {
  const paragraph = paragraphOf(at.paragraph);
  if (!paragraph) return;
  const [a, from] = placeOf(paragraph, at.start);
  const [b, to] = placeOf(paragraph, at.end);
  getSelection()?.setBaseAndExtent(a, from, b, to);
}

/** @param {Selected | null} at */
export function select(at) {
  state.selected = at;
  const bar = /** @type {HTMLElement} */ (document.getElementById("bar"));
  bar.hidden = !at;
  if (!at) return;
  restore(at);
  paragraphOf(at.paragraph)?.scrollIntoView({ block: "nearest" });
  name(at);
}

/** Name the chosen words in the bar. @param {Selected} at */
function name(at) {
  const words = state.view.blocks[at.paragraph].text.slice(at.start, at.end);
  /** @type {HTMLElement} */ (document.getElementById("words")).textContent = words.length > 90 ? `${words.slice(0, 90)}…` : words;
}

/** The selection of the mouse or of a finger, widened to whole words. */
export function selectedByHand() {
  const range = getSelection();
  if (!range || range.isCollapsed || !range.anchorNode || !range.focusNode) return;
  const a = offsetOf(range.anchorNode, range.anchorOffset);
  const b = offsetOf(range.focusNode, range.focusOffset);
  if (!a || !b) return;
  if (a.paragraph !== b.paragraph) {
    select(null);
    say("Mark words of one paragraph: a quotation stands in one.");
    return;
  }
  const words = wordsOf(state.view.blocks[a.paragraph].text, state.view.language ?? "en");
  const whole = wholeWords({ start: Math.min(a.at, b.at), end: Math.max(a.at, b.at) }, words);
  if (!whole) return;
  state.anchor = null;
  state.selected = { paragraph: a.paragraph, ...whole };
  const bar = /** @type {HTMLElement} */ (document.getElementById("bar"));
  bar.hidden = false;
  name(state.selected);
  // The handles of a finger's selection stay where they are.
  if (!matchMedia("(pointer: coarse)").matches) restore(state.selected);
  const region = /** @type {HTMLElement} */ (document.getElementById("text"));
  const hidden = (getSelection()?.getRangeAt(0).getBoundingClientRect().bottom ?? 0) - region.getBoundingClientRect().bottom;
  if (hidden > 0) region.scrollBy(0, hidden);
}

/** @param {KeyboardEvent} event */
export function moved(event) {
  if (!state.view.blocks.length) return;
  const at = state.selected ?? { paragraph: 0, start: 0, end: 0 };
  const block = state.view.blocks[at.paragraph];
  const forward = { ArrowRight: block.dir === "ltr", ArrowLeft: block.dir === "rtl" }[event.key];
  const units = event.ctrlKey || event.altKey ? sentencesOf(block.text, state.view.language) : wordsOf(block.text, state.view.language);
  if (forward !== undefined) {
    event.preventDefault();
    if (event.shiftKey) {
      state.anchor ??= at;
      const after = at.start >= state.anchor.start && at.end > state.anchor.end;
      const grow = forward
        ? (at.start < state.anchor.start ? { start: next(units, at.start)?.start ?? at.start, end: at.end } : { start: at.start, end: next(units, at.end - 1)?.end ?? at.end })
        : (after ? { start: at.start, end: before(units, at.end)?.end ?? at.end } : { start: before(units, at.start + 1)?.start ?? at.start, end: at.end });
      select({ paragraph: at.paragraph, ...grow });
      return;
    }
    state.anchor = null;
    const unit = !state.selected ? units[0] : forward ? next(units, at.end - 1) : before(units, at.start + 1);
    if (unit) select({ paragraph: at.paragraph, start: unit.start, end: unit.end });
    else step_(forward ? 1 : -1);
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    state.anchor = null;
    step_(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Escape") {
    select(null);
    getSelection()?.removeAllRanges();
  } else if (!event.ctrlKey && !event.metaKey && !event.altKey) {
    const kind = KINDS.find(({ key }) => key === event.key.toLowerCase());
    if (kind && state.selected) {
      event.preventDefault();
      event.stopPropagation();
      mark(kind.kind);
    } else if (event.key === "Enter" && state.selected) {
      /** @type {HTMLElement} */ (document.querySelector("#bar button")).focus();
    }
  }

  /** @param {number} by */
  function step_(by) {
    const number = state.selected ? at.paragraph + by : 0;
    const other = state.view.blocks[number];
    const words = other ? wordsOf(other.text, state.view.language) : [];
    const unit = by > 0 || event.key === "ArrowUp" ? words[0] : words[words.length - 1];
    if (unit) select({ paragraph: number, start: unit.start, end: unit.end });
  }
}

/**
 * @param {Array<{ start: number, end: number }>} units
 * @param {number} at
 */
function next(units, at) {
  return units.find((unit) => unit.start > at);
}

/**
 * @param {Array<{ start: number, end: number }>} units
 * @param {number} at
 */
function before(units, at) {
  return units.filter((unit) => unit.end < at).at(-1);
}
