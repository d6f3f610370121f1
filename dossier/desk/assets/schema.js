// @ts-check
// What the schema of an article says of its keys, and how an entry of a list in its file is named.

import { state } from "./session.js";

/**
 * The schema of a part of an article: "Account", "Quote", "Chain"; of the article itself without a name.
 * @param {string} [name]
 */
export function schemaOf(name) {
  return name ? state.schema.definitions[name] : state.schema;
}

/**
 * The label of a key.
 * @param {string} key
 * @param {string} [of]
 */
export function labelOf(key, of) {
  return schemaOf(of).properties[key]?.title ?? key;
}

/** The choices of a key. @param {string} key @param {string} [of] @returns {string[]} */
export function choicesOf(key, of) {
  return (schemaOf(of).properties[key].enum ?? []).filter((/** @type {any} */ one) => one !== null);
}

/**
 * Where an entry of a list is, and what it is: another step may move it.
 * @param {number} at
 * @param {string} is
 */
export function entry(at, is) {
  return { at, is };
}
