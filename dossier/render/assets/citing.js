// @ts-check
// Fills into a page's citations what it cannot say of itself: the dossier's version, the day, and the address of a view.
// Without it a citation is complete but for these, and says the version of its own record.
"use strict";

(() => {
  /** @param {string} kind @returns {HTMLElement[]} */
  const slots = (kind) => [...document.querySelectorAll(/** @type {"span"} */ (`[data-cite=${kind}]`))];
  const SHORT = ["Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."];
  const LONG = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

  /**
   * A day as the styles write it: the reader's own, for that is when the page was read.
   * @param {Date} day
   * @returns {Record<string, string>}
   */
  function wordings(day) {
    const [year, month, date] = [day.getFullYear(), day.getMonth(), day.getDate()];
    const parts = [year, String(month + 1).padStart(2, "0"), String(date).padStart(2, "0")];
    return {
      american: `${LONG[month]} ${date}, ${year}`,
      mla: `${date} ${SHORT[month]} ${year}`,
      iso: parts.join("-"),
      ris: `${parts.join("/")}/`,
      parts: `${year}, ${month + 1}, ${date}`,
    };
  }

  /**
   * @param {HTMLElement[]} places
   * @param {Record<string, string>} values
   */
  function fill(places, values) {
    for (const place of places) {
      place.textContent = (place.dataset.as ?? "").replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
    }
  }

  /** The address of the view, in characters that end no field of any format. */
  function view() {
    const query = location.search.replace(/["'<>\\^`{|}\s]/g, (character) => encodeURIComponent(character).replace("'", "%27"));
    for (const place of slots("url")) place.textContent = `${(place.textContent ?? "").split("?")[0]}${query}`;
  }

  /** @param {HTMLElement} said what says the version of the record, and where that of the dossier stands */
  function complete(said) {
    fill(slots("day"), wordings(new Date()));
    const source = document.createElement("script");
    source.src = said.dataset.version ?? "";
    source.addEventListener("load", () => {
      const found = window.dossierVersion;
      if (!found) return;
      fill(slots("version"), { dossier: found.release ? `${found.release} (${found.version})` : found.version });
    });
    document.head.append(source);
  }

  // Only for a reader who looks: the version is a file of its own.
  const said = document.querySelector(/** @type {"p"} */ ("[data-version]"));
  if (said) {
    const watch = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watch.disconnect();
      complete(said);
    }, { rootMargin: "100%" });
    watch.observe(said);
    view();
  }

  window.dossierCiting = { view, wordings };
})();
