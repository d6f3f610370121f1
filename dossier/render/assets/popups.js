// @ts-check
// Notes and previews: one pop-up beside what is pointed at.
// WCAG 2.2, 1.4.13: the pop-up stays while it is pointed at, and Escape closes it.
"use strict";

(() => {
  const { make } = window.dossierDom;
  const popup = make("div", { className: "dossier-popup md-typeset", id: "dossier-popup", hidden: true });
  popup.setAttribute("role", "tooltip");
  let timer = 0;

  /** @param {HTMLElement} mark @param {Node[]} content */
  function show(mark, content) {
    clearTimeout(timer);
    hide();
    popup.replaceChildren(...content);
    popup.hidden = false;
    mark.setAttribute("aria-describedby", popup.id);
    const at = mark.getBoundingClientRect();
    const width = popup.offsetWidth;
    const left = Math.max(8, Math.min(at.left - 12, document.documentElement.clientWidth - width - 8));
    const below = at.bottom + popup.offsetHeight + 8 < window.innerHeight;
    popup.style.left = `${left + window.scrollX}px`;
    popup.style.top = `${(below ? at.bottom + 4 : at.top - popup.offsetHeight - 4) + window.scrollY}px`;
  }
  const hide = () => {
    popup.hidden = true;
    document.querySelectorAll("[aria-describedby=dossier-popup]").forEach((mark) => mark.removeAttribute("aria-describedby"));
  };
  const hideSoon = () => { timer = setTimeout(hide, 250); };

  /** @param {HTMLElement} mark @param {() => void} ask */
  function pointed(mark, ask) {
    mark.addEventListener("mouseenter", ask);
    mark.addEventListener("focus", ask);
    mark.addEventListener("mouseleave", hideSoon);
    mark.addEventListener("blur", hideSoon);
  }

  /** @param {HTMLElement} mark */
  function noted(mark) {
    pointed(mark, () => {
      const note = document.querySelector(`#note-${mark.dataset.note} .dossier-notes__text`);
      if (!note) return;
      const text = make("div", {}, ...[...note.childNodes].map((node) => node.cloneNode(true)));
      text.querySelectorAll("[id]").forEach((element) => element.removeAttribute("id"));
      text.querySelectorAll("a").forEach((link) => link.setAttribute("tabindex", "-1"));
      show(mark, [text]);
    });
  }

  // A link to a record shows a few lines about it (dossier/export/previews.py), if one stays on it ----------------------
  /** @type {Map<number, { content: Promise<PreviewShard>, loaded: (shard: PreviewShard) => void }>} */
  const shards = new Map();
  window.dossierPreviews = (number, shard) => shards.get(number)?.loaded(shard);

  /**
   * By FNV-1a over the id, as `shard_of` of dossier/model/pages.py.
   * @param {string} id
   * @param {number} count
   */
  function shardOf(id, count) {
    let value = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(id)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
    return value % count;
  }

  /**
   * @param {DOMStringMap} site its root from here, and how many shards there are
   * @param {string} address
   */
  async function preview({ root, previews }, address) {
    const number = shardOf(address.split("/").at(-2) ?? "", Number(previews));
    if (!shards.has(number)) {
      let loaded = (/** @type {PreviewShard} */ _shard) => {};
      /** @type {Promise<PreviewShard>} */
      const content = new Promise((resolve) => { loaded = resolve; });
      shards.set(number, { content, loaded });
      document.head.append(make("script", { src: `${root}/previews/${number}.js` }));
    }
    return (await shards.get(number)?.content)?.[address];
  }

  /** @param {HTMLAnchorElement} link @param {DOMStringMap} site */
  function previewed(link, site) {
    const root = new URL(`${site.root}/`, location.href).pathname;
    const path = () => decodeURI(new URL(link.getAttribute("href") ?? "", document.baseURI).pathname).replace(/index\.html$/, "");
    let waiting = 0;
    pointed(link, () => {
      clearTimeout(waiting);
      waiting = setTimeout(async () => {
        const lines = await preview(site, path().slice(decodeURI(root).length));
        if (!lines || !(link.matches(":hover") || link.matches(":focus-visible"))) return;
        const [kind, title, lang, ...about] = lines;
        show(link, [
          make("p", { className: "dossier-popup__kind", textContent: kind }),
          make("p", { className: "dossier-popup__title", textContent: title, dir: "auto", ...(lang && { lang }) }),
          ...about.map((text) => make("p", { textContent: text, dir: "auto" })),
        ]);
      }, 350);
    });
    link.addEventListener("mouseleave", () => clearTimeout(waiting));
    link.addEventListener("blur", () => clearTimeout(waiting));
  }

  document.body.append(popup);
  document.querySelectorAll(/** @type {"a"} */ ("[data-note]")).forEach(noted);
  const foot = document.querySelector(/** @type {"div"} */ ("[data-previews]"));
  if (foot) {
    document.querySelectorAll(/** @type {"a"} */ (".md-content a[data-kind]")).forEach((link) => previewed(link, foot.dataset));
  }
  popup.addEventListener("mouseenter", () => clearTimeout(timer));
  popup.addEventListener("mouseleave", hideSoon);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
})();
