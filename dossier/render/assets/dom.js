// @ts-check
// What our scripts make elements with, and addresses that work from disk.
"use strict";

(() => {
  /**
   * An element with these properties and children. Texts become text nodes: nothing that a contributor wrote is read as HTML.
   * @template {keyof HTMLElementTagNameMap} Tag
   * @param {Tag} tag
   * @param {Partial<HTMLElementTagNameMap[Tag]>} properties
   * @param {...(Node | string)} children
   * @returns {HTMLElementTagNameMap[Tag]}
   */
  function make(tag, properties, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  /**
   * An address as it is followed: read from disk, one that ends in a slash would list a folder.
   * @param {string} href
   * @param {string} [protocol] of the page
   */
  function address(href, protocol = location.protocol) {
    return protocol === "file:" ? href.replace(/\/(?=$|[?#])/, "/index.html") : href;
  }

  /** How much larger than usual the reader has text: a rem is 20 pixels, as Material sets it. */
  const unit = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 20 || 1;

  window.dossierDom = { make, address, unit };
})();
