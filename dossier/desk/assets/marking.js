// @ts-check
// Words that are chosen become a quotation, a name, a label, a place, an event, a date or a credit.

import { ask, choose, el } from "./dialogs.js";
import { text as line } from "./fields.js";
import { form } from "./forms.js";
import { labelOf } from "./schema.js";
import { article, attempt, state } from "./session.js";
import { accountFields } from "./sheets.js";
import { sentencesOf } from "./text.js";
import { select } from "./textpane.js";

export const KINDS = [
  { key: "q", name: "Quotation", kind: "quotation" },
  { key: "n", name: "Name", kind: "name" },
  { key: "l", name: "Label", kind: "label" },
  { key: "p", name: "Place", kind: "place" },
  { key: "e", name: "Event", kind: "event" },
  { key: "d", name: "Date", kind: "date" },
  { key: "c", name: "Credit", kind: "credit" },
];

/**
 * Take the selected words into the file.
 * @param {string} kind
 */
export async function mark(kind) {
  const at = state.selected;
  if (!at) return;
  const block = state.view.blocks[at.paragraph];
  const text = block.text.slice(at.start, at.end);
  const place = { text, paragraph: at.paragraph };
  const sentence = sentencesOf(block.text, state.view.language).find((s) => s.start <= at.start && at.end <= s.end);
  const passage = sentence ? block.text.slice(sentence.start, sentence.end) : text;
  /** @type {any} */
  let done = null;
  if (kind === "quotation") {
    let quoted = false;
    const claim = await choose("Which claim is this a quotation for?", ["claim"], passage, { marked: place, send: async (record) => {
      quoted = hasAccount(record);
      if (quoted) await attempt({ do: "quote", claim: record.id, ...place });
    } });
    done = claim && (quoted || await quote(claim, place, passage));
  } else if (kind === "name" || kind === "label") {
    done = await choose(`Whose ${kind} is “${text}”?`, ["actor"], text,
      { marked: kind === "name" ? place : undefined, send: (actor) => attempt({ do: "name", as: kind === "name" ? "named" : "called", actor: actor.id, ...place }) });
  } else if (kind === "place" || kind === "event") {
    done = await choose(`Which ${kind} is it?`, [kind], kind === "place" ? text : passage,
      { marked: place, send: (record) => attempt({ do: "list", key: `${kind}s`, value: record.id }) });
  } else if (kind === "date") {
    const { value } = await ask(`date?${new URLSearchParams({ words: text, language: state.view.language })}`).catch(() => ({ value: "" }));
    done = await form("What does the date say?", [el("blockquote", { dir: "auto" }, passage)], [
      line({ key: "key", label: "It is", choices: [["published", labelOf("published")], ["accessed", labelOf("accessed")]] }),
      line({ key: "value", label: "Date (EDTF)", value, required: true, help: "2023, 2023-01, 2023-01-02, 2023-01~; no finer than it is printed" }),
    ], "Write it", (given) => attempt({ do: "set", path: [given.key], value: given.value }));
  } else if (kind === "credit") {
    done = await choose("Whom does it credit?", ["publisher", "actor", "article"], text,
      { send: (source) => attempt({ do: "set", path: ["rests_on"], value: source.id }) });
  }
  if (done) select(null);
  document.getElementById("text")?.focus({ preventScroll: true });
}

/** Whether the file has an account of a claim. @param {{ id: string }} claim */
function hasAccount(claim) {
  return state.view.accounts.some((/** @type {any} */ account) => account.id === claim.id);
}

/**
 * Words as the first quotation of a new account.
 * @param {{ id: string, title: string }} claim
 * @param {{ text: string, paragraph: number }} place
 * @param {string} sentence That they stand in: it shows whose word it is.
 */
async function quote(claim, place, sentence) {
  const guessed = state.view.guesses.find((/** @type {any} */ one) => one.key === `claim ${claim.id}`)?.accept;
  const guess = guessed ?? await ask(`guess/${article}?${new URLSearchParams({ claim: claim.id, sentence })}`).catch(() => ({}));
  const [before, ...after] = sentence.split(place.text);
  return form("How does the article give it?", [
    el("p", {}, el("bdi", {}, claim.title)),
    el("blockquote", { dir: "auto" }, before, el("mark", { class: "quotation" }, place.text), after.join(place.text)),
  ], accountFields(guess), "Write the account", (given) => attempt({ do: "quote", claim: claim.id, ...place, ...given }));
}
