// @ts-check
// The sheets that ask for the values of an account, a quotation, a chain, names or a guess, filled in with what is there.

import { el } from "./dialogs.js";
import { field, helpOf, text } from "./fields.js";
import { form } from "./forms.js";
import { proposal } from "./proposals.js";
import { choicesOf, entry, labelOf, schemaOf } from "./schema.js";
import { attempt, state } from "./session.js";

/** @typedef {import("./entries.js").Field} Field */

const DATE = "2023, 2023-01, 2023-01-02, 2023-01~; no finer than it is printed";

/**
 * A field of a part of an article, made of its schema, with a value.
 * @param {string} key
 * @param {string} of
 * @param {any} value
 * @param {object} [more] Over what the schema says.
 * @returns {Field}
 */
function known(key, of, value, more = {}) {
  const schema = schemaOf(of).properties[key];
  const choices = schema.enum && choicesOf(key, of);
  return text({ key, label: schema.title, help: helpOf(schema.title, schema.description ?? ""), value: value ?? "", choices, ...more });
}

/**
 * The fields of an account, for a new one and for one that is there.
 * @param {any} told
 */
export function accountFields(told) {
  return [
    known("stance", "Account", told.stance ?? "asserts"),
    known("basis", "Account", told.basis ?? "unstated"),
    known("by", "Account", told.by, { records: state.view.actors, kinds: ["actor", "publisher"] }),
    known("value", "Account", told.value, { help: "" }),
    known("lang", "Quote", told.lang),
  ];
}

/**
 * The sheet of an account with its claim and its first quotation.
 * @param {string} title
 * @param {any} told
 * @param {string} button
 * @param {(values: Record<string, any>) => Promise<any>} send
 */
export function accountSheet(title, told, button, send) {
  const fields = accountFields(told);
  return form(title, [], [
    text({ key: "claim", label: labelOf("claim", "Account"), value: told.claim, required: true, kinds: ["claim"] }),
    ...fields.slice(0, -1),
    ...("when" in told ? [known("when", "Account", told.when, { help: DATE })] : []),
    ...("text" in told ? [known("text", "Quote", told.text, { required: true, help: "" }), ...fields.slice(-1)] : []),
  ], button, send);
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
 * The values of a sheet that differ from what it was filled in with.
 * @param {Record<string, any>} values
 * @param {any} told
 */
function changed(values, told) {
  return Object.fromEntries(Object.entries(values).filter(([key, value]) => value !== (told[key] ?? "")));
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
  await accountSheet("What the article says of it", told, "Write the account",
    (values) => attempt({ do: "revise", path: ["claims", entry(number, account.id)], values: changed(values, told) }));
}

/**
 * An account that differs says its value with it; false if none is given.
 * @param {any} account
 */
export async function differs(account) {
  const given = await form("What does it give instead?", [el("p", {}, el("bdi", {}, account.title))],
    [known("value", "Account", "", { label: "Its value", required: true, help: "as short as it can be: a date, a number, a name" })], "Write it",
    (values) => attempt({ do: "revise", path: ["claims", entry(account.number, account.id)], values: { stance: "differs", ...values } }));
  return given !== null;
}

/**
 * Other values of a quotation of the file.
 * @param {number} number Of the account.
 * @param {number} of
 */
export async function editQuote(number, of) {
  const account = await accountOf(number);
  const quote = account?.quotes[of];
  if (!quote) return;
  await form("The quotation", [], [
    known("text", "Quote", quote.text, { required: true, help: "[…] stands for words that are left out" }),
    known("lang", "Quote", quote.lang),
    known("translation", "Quote", quote.translation),
    known("translated_from", "Quote", quote.translated_from),
  ], "Write it", (values) =>
    attempt({ do: "revise", path: ["claims", entry(number, account.id), "quotes", entry(of, quote.text)], values: changed(values, quote) }));
}

/**
 * A chain that a text rests on, link by link, and the reason for it.
 * @param {string} title
 * @param {any[]} path Of the chain, or of the list that it is to stand in.
 * @param {{ links: string[], because: string }} [told]
 */
export function editChain(title, path, told) {
  const { properties } = schemaOf("Chain");
  const links = /** @type {Field} */ (field("chain", properties.chain, true, state.schema));
  const why = /** @type {Field} */ (field("because", properties.because, false, state.schema));
  links.set(told?.links ?? []);
  why.set(told?.because);
  return form(title, [], [links, why], "Write it", ({ chain, because }) => attempt({ do: "chain", path, chain: chain || [], because }));
}

/** Whether a guess is that the file does not say where the article has it from. @param {any} guess */
export function isUnsaid(guess) {
  return guess.accept.entry === "rests_on" && state.view.rests_on.every((/** @type {any} */ one) => one.text === "unknown");
}

/**
 * The values of a guess in the sheet of a new one; what is saved takes the place of the guess, and confirms it.
 * @param {any} guess
 */
export function editGuess(guess) {
  if (isUnsaid(guess)) return editChain(labelOf("rests_on"), ["rests_on", entry(0, "unknown")]);
  const { entry: waits } = guess.accept;
  if (!waits) return proposal(guess);
  const [key, id] = waits.split(" ");
  const about = guess.passage ? [el("blockquote", { dir: "auto" }, guess.passage)] : [];
  /** @param {Record<string, any>} values */
  const send = (values) => attempt({ do: "replace", entry: waits, values }, "Taken up.");
  if (key === "claims" && id) {
    const account = state.view.accounts.find((/** @type {any} */ one) => one.id === id);
    const told = account && shownAccount(account);
    return told && accountSheet("What the article says of it", told, "Confirm it so", (values) => send(changed(values, told)));
  }
  if (key === "actors" && id) {
    const actor = state.view.actors.find((/** @type {any} */ one) => one.id === id);
    return actor && form("Names and labels", about, [
      text({ key: "actor", label: "Whose they are", value: id, required: true, kinds: ["actor"] }),
      known("named", "Naming", actor.named.join("; "), { help: "as the text has them, with semicolons between" }),
      known("called", "Naming", actor.called.join("; "), { help: "what it calls them: “militant”, “strongman”" }),
    ], "Confirm it so", send);
  }
  return fact(key, about, send);
}

/**
 * @param {string} key
 * @param {Node[]} about
 * @param {(values: Record<string, any>) => Promise<any>} send
 */
function fact(key, about, send) {
  const made = field(key, schemaOf().properties[key], true, state.schema);
  const plain = state.view.facts.find((/** @type {any} */ one) => one.key === key);
  const there = plain ? plain.value : state.view[key];
  /** @param {any} one */
  const written = (one) => one?.id ?? (one?.because ? { chain: one.text, because: one.because } : one?.text ?? one);
  if (!made?.set(Array.isArray(there) ? there.map(written) : written(there))) return null;
  return form(`The right value: ${labelOf(key)}`, about, [made], "Confirm it so", (values) => {
    const value = values[key];
    const ids = ["places", "events", "subject"].includes(key);
    return send({ value: Array.isArray(value) && (ids || key === "authors") ? value.join(ids ? " " : "; ") : value });
  });
}
