// @ts-check
// Where the news came from: pointing at a name dims what is not joined to it, and says whom it rests on.
"use strict";

(() => {
  const drawing = document.querySelector(".dossier-news");
  const said = document.getElementById("dossier-news-said");
  if (!drawing || !said) return;
  const resting = said.textContent ?? "";
  const nodes = /** @type {SVGAElement[]} */ (/** @type {unknown} */ ([...drawing.querySelectorAll("a")]));
  const lines = /** @type {SVGPathElement[]} */ ([...drawing.querySelectorAll("path")]);

  /** @param {SVGAElement | null} at */
  function point(at) {
    const id = at?.dataset.id ?? "";
    const near = new Set([id, ...(at?.dataset.near ?? "").split(" ")]);
    for (const node of nodes) node.classList.toggle("is-dim", Boolean(at) && !near.has(node.dataset.id ?? ""));
    for (const line of lines) line.classList.toggle("is-dim", Boolean(at) && !(line.dataset.ends ?? "").split(" ").includes(id));
    if (said) said.textContent = at?.querySelector("title")?.textContent ?? resting;
  }

  for (const node of nodes) {
    for (const begin of ["pointerenter", "focus"]) node.addEventListener(begin, () => point(node));
    for (const end of ["pointerleave", "blur"]) node.addEventListener(end, () => point(null));
  }
})();
