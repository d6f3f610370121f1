// @ts-check
// What the pages do beyond HTML, but for tables (tables.js) and pop-ups (popups.js): copy a citation, open a fold, work from disk.
// Everything is complete without it. No inline styles in markup, no eval: the content security policy forbids both.
"use strict";

(() => {
  const { make } = window.dossierDom;

  /** @param {HTMLElement} block of a citation */
  function copyable(block) {
    const name = block.dataset.copy;
    const button = make("button", { type: "button", className: "dossier-copy" }, `Copy ${name}`);
    button.addEventListener("click", async () => {
      let done = true;
      try {
        await navigator.clipboard.writeText(block.textContent);
      } catch {
        const selection = window.getSelection();
        selection?.selectAllChildren(block);
        done = document.execCommand("copy");
        selection?.removeAllRanges();
      }
      button.textContent = done ? "Copied" : "Select the text and copy it";
      setTimeout(() => { button.textContent = `Copy ${name}`; }, 2000);
    });
    block.before(button);
  }

  // Read from disk, an address that ends in a slash would list a folder.
  function fromDisk() {
    document.querySelectorAll("a[href]").forEach((link) => {
      // A drawing's link has no address of its own that is a text.
      const target = new URL(link.getAttribute("href") ?? "", document.baseURI);
      if (target.protocol === "file:" && target.pathname.endsWith("/")) {
        target.pathname += "index.html";
        link.setAttribute("href", target.href);
      }
    });
  }

  // Material's search listens to keys alone: words that are pasted or dictated come without one.
  const query = document.querySelector("[data-md-component=search-query]");
  query?.addEventListener("input", () => query.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true })));

  document.querySelectorAll(/** @type {"pre"} */ ("[data-copy]")).forEach(copyable);
  if (location.protocol === "file:") fromDisk();

  // Every printed sheet says where it is from, and when it was printed: at its head, where the browser can (css-page-3).
  const printed = document.querySelector(".dossier-printed");
  const origin = printed?.textContent.trim() ?? "";
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets.push(sheet);
  addEventListener("beforeprint", () => {
    const day = new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
    // The view as well, as Explore has it in its address; not the words that a search marked.
    const view = new URLSearchParams(location.search);
    view.delete("h");
    const said = `${origin}${origin.endsWith("/") && view.size ? `?${view}` : ""} · printed on ${day}`;
    if (printed) printed.textContent = said;
    const line = said.replace(/[^ -!#-[\]-~]/gu, (character) => `\\${character.codePointAt(0)?.toString(16)} `);
    sheet.replaceSync(`@page { @top-left { content: "${line}"; } }`);
  });

  // A link to how a number came about leads into a fold; not every browser opens one by itself.
  function unfold() {
    const at = document.getElementById(location.hash.slice(1));
    const details = at?.closest(/** @type {"details"} */ ("details:not([open])"));
    if (!details) return;
    details.open = true;
    details.scrollIntoView();
  }
  addEventListener("hashchange", unfold);
  unfold();
})();
