// @ts-check
// The titles of records, by id: a person reads those, and an id stands small beside.

import { ask, el } from "./dialogs.js";

/** @type {Map<string, string>} */
const known = new Map();
/** What stands in a chain in the place of a record. @type {Record<string, string>} */
export const WORDS = { own: "its own reporting", unknown: "it does not say from whom" };

/** @param {Record<string, string>} titles */
export function know(titles) {
  for (const [id, title] of Object.entries(titles ?? {})) known.set(id, title);
}

/** @param {string} id */
export function titleOf(id) {
  return known.get(id) ?? WORDS[id] ?? "";
}

/** Ask for the title of an id that was typed; empty if no record has it. @param {string} id */
export async function learned(id) {
  if (id && !titleOf(id) && /^[a-z0-9-]{1,80}$/.test(id)) know(await ask(`titles?${new URLSearchParams({ ids: id })}`).catch(() => ({})));
  return titleOf(id);
}

/**
 * A record as it is shown in lists: its title, and its id beside.
 * @param {string} id
 * @param {string} [title]
 */
export function shown(id, title = titleOf(id)) {
  return title ? el("span", { class: "named" }, el("bdi", {}, title), " ", el("code", {}, id)) : el("span", { class: "named" }, el("code", {}, id));
}

/**
 * A chain as it is shown, nearest first.
 * @param {{ links: string[], because: string }} chain
 */
export function shownChain({ links, because }) {
  const parts = links.flatMap((link, number) => (number ? [" › ", shown(link)] : [shown(link)]));
  return el("span", { class: "chain" }, ...parts, because ? el("small", {}, ` because: ${because}`) : null);
}
