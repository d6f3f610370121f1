// @ts-check
// The ends of the chosen words moved by a word, with buttons that a finger hits.

import { el } from "./dialogs.js";
import { state } from "./session.js";
import { wordsOf } from "./text.js";
import { select } from "./textpane.js";

/** @typedef {(words: import("./text.js").Stretch[], at: import("./text.js").Stretch) => number | undefined} Move */

/** @type {Array<[string, "start" | "end", Move]>} */
const MOVES = [
  ["Start earlier", "start", (words, at) => words.filter((word) => word.start < at.start).at(-1)?.start],
  ["Start later", "start", (words, at) => words.find((word) => word.start > at.start && word.start < at.end)?.start],
  ["End earlier", "end", (words, at) => words.filter((word) => word.end < at.end && word.end > at.start).at(-1)?.end],
  ["End later", "end", (words, at) => words.find((word) => word.end > at.end)?.end],
];

export function edges() {
  return el("span", { class: "edges", role: "group", "aria-label": "Take in more or fewer words" },
    ...MOVES.map(([name, edge, move]) => el("button", { type: "button", onclick: () => {
      const at = state.selected;
      if (!at) return;
      const to = move(wordsOf(state.view.blocks[at.paragraph].text, state.view.language ?? "en"), at);
      state.anchor = null;
      if (to !== undefined) select({ ...at, [edge]: to });
    } }, name)));
}
