// @ts-check
// The sheets that ask for the values of an account, a quotation, names or a guess, filled in with what is there.

import { ask, choose, el, form } from "./dialogs.js";
import { article, state, step, take } from "./session.js";

/** In plain words what the keys rests_on and carries mean. */
export const FROM = {
  account: "Where it has this from",
  rests_on: "Where the article has it from (rests_on)",
  carries: "The text is another's (carries)",
};
/** How what a text stands on is written. @type {Record<string, string>} */
export const HELP_FROM = {
  rests_on: "own if it saw or asked itself, unknown if it does not say; else ids, nearest first: reuters > ministry",
  carries: "the agency or outlet whose text it prints, if it does",
};
export const STANCES = ["asserts", "reports", "denies", "differs"];
export const BASES = ["unstated", "witnessed", "document", "on-record", "anonymous", "outlet", "deduced"];
const DATE = "2023, 2023-01, 2023-01-02, 2023-01~; no finer than it is printed";

/**
 * The fields of an account, for a new one and for one that is there.
 * @param {any} told
 */
export function accountFields(told) {
  return [
    { key: "stance", label: "Stance", choices: STANCES, value: told.stance ?? "asserts", help: "asserts in its own voice, reports as somebody's word, denies, or differs" },
    { key: "basis", label: "How it knows", choices: BASES, value: told.basis ?? "unstated" },
    { key: "by", label: "Said by", value: told.by ?? "", records: state.view.actors, help: "the id of an actor, or the words it uses for somebody unnamed" },
    { key: "value", label: "Its value, where it differs", value: told.value ?? "" },
    { key: "lang", label: "Language of the words, where it is not the article's", value: told.lang ?? "" },
  ];
}

/**
 * The sheet of an account with its claim and its first quotation; null if it is closed.
 * @param {string} title
 * @param {any} told
 * @param {string} button
 */
function accountSheet(title, told, button) {
  const fields = accountFields(told);
  return form(title, [], [
    { key: "claim", label: "Claim", value: told.claim, required: true, kinds: ["claim"] },
    ...fields.slice(0, -1),
    ...("when" in told ? [{ key: "when", label: "When it was, if it says so", value: told.when, help: DATE }] : []),
    ...("text" in told ? [{ key: "text", label: "The words, as the text has them", value: told.text, required: true }, ...fields.slice(-1)] : []),
  ], button);
}

/**
 * An account as its sheet shows it.
 * @param {any} account
 */
function shownAccount(account) {
  const [first] = account.quotes;
  return { ...account, claim: account.id, ...(first ? { text: first.text, lang: first.lang } : {}) };
}

/**
 * The values of a sheet that differ from what it was filled in with; null if it was closed.
 * @param {Record<string, string> | null} values
 * @param {any} told
 */
function changed(values, told) {
  return values && Object.fromEntries(Object.entries(values).filter(([key, value]) => value !== (told[key] ?? "")));
}

/**
 * The account of a number, as it is once the steps on their way are done.
 * @param {number} number
 */
async function accountOf(number) {
  while (state.busy) await new Promise((resolve) => setTimeout(resolve, 50));
  return state.view.accounts?.[number];
}

/**
 * Other values of an account of the file.
 * @param {number} number
 */
export async function editAccount(number) {
  const account = await accountOf(number);
  if (!account) return;
  const told = shownAccount(account);
  const values = changed(await accountSheet("What the article says of it", told, "Write the account"), told);
  if (values) await step({ do: "revise", path: ["claims", number], values });
}

/**
 * An account that differs says its value with it; false if none is given.
 * @param {any} account
 */
export async function differs(account) {
  const values = await form("What does it give instead?", [el("p", {}, el("bdi", {}, account.title))],
    [{ key: "value", label: "Its value", required: true, help: "as short as it can be: a date, a number, a name" }], "Write it");
  return values ? await step({ do: "revise", path: ["claims", account.number], values: { stance: "differs", ...values } }) : false;
}

/**
 * Other values of a quotation of the file.
 * @param {number} number Of the account.
 * @param {number} of
 */
export async function editQuote(number, of) {
  const quote = (await accountOf(number))?.quotes[of];
  if (!quote) return;
  const values = await form("The quotation", [], [
    { key: "text", label: "The words, as the text has them", value: quote.text, required: true, help: "[…] stands for words that are left out" },
    { key: "lang", label: "Their language, where it is not the article's", value: quote.lang },
    { key: "translation", label: "In English, in our words", value: quote.translation },
    { key: "translated_from", label: "The language the speaker used, where the source translates", value: quote.translated_from },
  ], "Write it");
  const other = changed(values, quote);
  if (other) await step({ do: "revise", path: ["claims", number, "quotes", of], values: other });
}

/**
 * The values of a guess in the sheet of a new one; what is saved takes the place of the guess, and confirms it.
 * @param {any} guess
 */
export async function editGuess(guess) {
  const { entry } = guess.accept;
  if (!entry) return proposal(guess);
  const [key, id] = entry.split(" ");
  const about = guess.passage ? [el("blockquote", { dir: "auto" }, guess.passage)] : [];
  let values = null;
  if (key === "claims" && id) {
    const account = state.view.accounts.find((/** @type {any} */ one) => one.id === id);
    const told = account && shownAccount(account);
    if (told) values = changed(await accountSheet("What the article says of it", told, "Confirm it so"), told);
  } else if (key === "actors" && id) {
    const actor = state.view.actors.find((/** @type {any} */ one) => one.id === id);
    if (!actor) return false;
    values = await form("Names and labels", about, [
      { key: "actor", label: "Whose they are", value: id, required: true, kinds: ["actor"] },
      { key: "named", label: "Names", value: actor.named.join("; "), help: "as the text has them, with semicolons between" },
      { key: "called", label: "Labels", value: actor.called.join("; "), help: "what it calls them: “militant”, “strongman”" },
    ], "Confirm it so");
  } else values = await fact(key, about);
  return values ? await step({ do: "replace", entry, values }, "Taken up.") : false;
}

/**
 * @param {string} key
 * @param {Node[]} about
 */
function fact(key, about) {
  const plain = state.view.facts.find((/** @type {any} */ one) => one.key === key);
  const there = plain ? plain.value : state.view[key];
  const ids = Array.isArray(there) && there.every((one) => one.id);
  const value = ids ? there.map((one) => one.id).join(" ") : Array.isArray(there) ? there.join(key === "authors" ? "; " : ", ") : there ?? "";
  const help = { published: DATE, accessed: DATE, authors: "with semicolons between", language: "its code, such as en or ar", ...HELP_FROM }[key];
  const label = key === "rests_on" || key === "carries" ? FROM[key] : key;
  return form(`The right ${key}`, about,
    [{ key: "value", label, value, required: true, choices: key === "read" ? ["full", "opening"] : undefined, help: ids ? "ids, with blanks between" : help }], "Confirm it so");
}

/**
 * A guess that is not in the file yet: other values are taken up, and it is not asked again.
 * @param {any} guess
 */
async function proposal(guess) {
  const told = guess.accept;
  let given = null;
  if (told.do === "quote") {
    const values = await accountSheet("What the article says of it", told, "Write the account");
    given = values && { ...told, ...values, paragraph: paragraphOf(values.text, told.paragraph) };
  } else if (told.do === "name") {
    const values = await form("A name or a label", [el("blockquote", { dir: "auto" }, guess.passage)], [
      { key: "actor", label: "Whose it is", value: told.actor, required: true, kinds: ["actor"] },
      { key: "as", label: "It is", choices: ["named", "called"], value: told.as, help: "named: a name; called: a label" },
      { key: "text", label: "The words, as the text has them", value: told.text, required: true },
    ], "Write it");
    given = values && { ...told, ...values, paragraph: paragraphOf(values.text, told.paragraph) };
  } else {
    const kind = told.key.slice(0, -1);
    const record = await choose(`Which ${kind} is it?`, [kind], guess.passage);
    given = record && { ...told, value: record.id };
  }
  if (!given || !(await step(given, "Taken up."))) return false;
  if (state.view.guesses.some((/** @type {any} */ one) => one.key === guess.key)) {
    take((await ask(`dismiss/${article}`, { key: guess.key })).view, "Taken up.");
  }
  return true;
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
