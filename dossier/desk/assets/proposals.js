// @ts-check
// What is proposed and not in the file yet: taken up with other values, or as a record that is missing.

import { choose, el } from "./dialogs.js";
import { text } from "./fields.js";
import { form } from "./forms.js";
import { create } from "./records.js";
import { entry, labelOf } from "./schema.js";
import { attempt, dismiss, state, step } from "./session.js";
import { accountSheet, editChain } from "./sheets.js";
import { sentencesOf } from "./text.js";

/**
 * A record that a guess says is missing, from its sheet; then the step that names it.
 * @param {any} guess
 */
export async function recordOf(guess) {
  const { kind, values, body, id, then, gives } = guess.accept;
  const because = guess.passage ? `the text has “${guess.passage}”` : guess.question;
  const guessed = Object.entries({ ...values, " body": body }).map(([key, value]) => ({ key, value, because }));
  const record = await create(kind, sentenceAt(guess), { name: "", id, guessed });
  if (record) await step({ ...then, [gives]: record.id }, "Taken up.");
}

/** The sentence of a guess's words. @param {any} guess */
function sentenceAt({ passage, paragraph }) {
  const text = state.view.blocks[paragraph]?.text ?? "";
  const at = text.indexOf(passage);
  const found = sentencesOf(text, state.view.language).find((s) => s.start <= at && at < s.end);
  return found ? text.slice(found.start, found.end) : passage;
}

/**
 * A guess that is not in the file yet: other values are taken up, and it is not asked again.
 * @param {any} guess
 */
export async function proposal(guess) {
  const told = guess.accept;
  if (told.do === "create") return recordOf(guess);
  if (told.do === "set") {
    const [key, of] = told.path;
    const there = key === "rests_on" ? state.view.rests_on : state.view.accounts.find((/** @type {any} */ one) => one.id === of.is)?.rests_on ?? [];
    return editChain(labelOf("rests_on"), there.length ? [...told.path, entry(0, there[0].text)] : told.path, { links: [told.value], because: "" });
  }
  /** @param {Record<string, any>} values */
  const send = (values) => attempt({ ...told, ...values, ...(values.text ? { paragraph: paragraphOf(values.text, told.paragraph) } : {}) }, "Taken up.");
  let given = null;
  if (told.do === "quote") given = await accountSheet("What the article says of it", told, "Write the account", send);
  else if (told.do === "name") {
    given = await form("A name or a label", [el("blockquote", { dir: "auto" }, guess.passage)], [
      text({ key: "actor", label: "Whose it is", value: told.actor, required: true, kinds: ["actor"] }),
      text({ key: "as", label: "It is", choices: [["named", "a name"], ["called", "a label"]], value: told.as }),
      text({ key: "text", label: labelOf("text", "Quote"), value: told.text, required: true }),
    ], "Write it", send);
  } else {
    const kind = told.key.slice(0, -1);
    given = await choose(`Which ${kind} is it?`, [kind], guess.passage, { send: (record) => send({ value: record.id }) });
  }
  if (given && state.view.guesses.some((/** @type {any} */ one) => one.key === guess.key)) await dismiss(guess.key, "Taken up.");
}

/**
 * The paragraph in which words stand, the one they were in first.
 * @param {string} words
 * @param {number} first
 */
function paragraphOf(words, first) {
  const blocks = /** @type {any[]} */ (state.view.blocks);
  if (blocks[first]?.text.includes(words)) return first;
  const found = blocks.findIndex((block) => block.text.includes(words));
  return found < 0 ? first : found;
}
