// @ts-check
// `dossier serve` alone adds this to a page: reload when the site has changed, show what is wrong.
"use strict";
(() => {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const events = new EventSource(`${script.src.replace("reload.js", "events")}?page=${encodeURIComponent(location.pathname)}`);
  const article = location.pathname.match(/\/articles\/([a-z0-9-]+)\/$/);
  const heading = document.querySelector("h1");
  if (article && heading) {
    const link = Object.assign(document.createElement("a"), { href: `/-desk/article/${article[1]}`, textContent: "Annotate" });
    link.className = "md-button dossier-annotate";
    heading.after(link);
  }
  // There may be a newer version than the page's own by now.
  const shown = script.dataset.version;
  /** @type {HTMLDialogElement | null} */
  let dialog = null;
  events.addEventListener("message", ({ data }) => {
    const { version, fault } = JSON.parse(data);
    if (version !== shown) location.reload();
    dialog?.remove();
    dialog = null;
    if (!fault) return;
    const box = document.createElement("dialog");
    const title = document.createElement("h2");
    title.textContent = "The content has errors; what is shown is the last good state";
    const text = Object.assign(document.createElement("pre"), { textContent: fault, tabIndex: 0 });
    const close = Object.assign(document.createElement("button"), { textContent: "Close (Esc)" });
    close.addEventListener("click", () => box.close());
    Object.assign(text.style, { overflow: "auto", maxHeight: "70vh", whiteSpace: "pre-wrap" });
    Object.assign(box.style, { maxWidth: "min(60rem, 90vw)", font: "14px/1.5 system-ui" });
    dialog = box;
    box.append(title, text, close);
    document.body.append(box);
    box.showModal();
  });
})();
