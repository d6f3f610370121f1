// @ts-check
// Dates: what dossier/model/dates.py reads (EDTF levels 0 and 1, one-of sets), and the scale they are drawn on.
//
//   const { parse, windowOf } = window.dossierDates;
//   parse(text)     days since 1970, both included; windowOf(text): ISO days, null where open; null for what is no date
"use strict";

(() => {
  const DAY = 86_400_000;
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  const POINT = /^(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?(T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}(?::?\d{2})?)?)?([?~%])?$/;

  /**
   * @param {number} year
   * @param {number} month 1 for January
   * @param {number} day
   */
  function number(year, month, day) {
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day); // Date.UTC takes the years before 100 for the 20th century
    return Math.round(date.getTime() / DAY);
  }
  /** @param {number} year @param {number} month */
  const lastOf = (year, month) => number(year, month + 1, 0);

  /**
   * @param {string} text
   * @returns {[first: number, last: number] | null}
   */
  function point(text) {
    const match = POINT.exec(text);
    if (!match) return null;
    const [, year, month, day, time] = match;
    const low = Number(year.replaceAll("X", "0")), high = Number(year.replaceAll("X", "9"));
    if (low < 1 || (time && (day === undefined || text.split("T")[0].includes("X")))) return null;
    if (year.includes("X")) return month === undefined ? [number(low, 1, 1), number(high, 12, 31)] : null;
    if (month === undefined) return [number(low, 1, 1), number(low, 12, 31)];
    if (month === "XX") return day === undefined || day === "XX" ? [number(low, 1, 1), number(low, 12, 31)] : null;
    const at = Number(month);
    if (at >= 21 && at <= 24 && day === undefined) {
      const begin = (at - 20) * 3;
      return low === 9999 && at === 24 ? null : [number(low, begin, 1), lastOf(low, begin + 2)];
    }
    if (at < 1 || at > 12) return null;
    const last = lastOf(low, at);
    if (day === undefined || day === "XX") return [number(low, at, 1), last];
    const exact = number(low, at, Number(day));
    return Number(day) >= 1 && exact <= last ? [exact, exact] : null;
  }

  /**
   * A date as days since 1970, null where open; null for what is no date.
   * @param {string} written
   * @returns {DateWindow | null}
   */
  function parse(written) {
    const text = written.trim();
    const doubtful = /[?~%X]/.test(text);
    const separator = text.includes("/") ? "/" : text.includes("..") ? ".." : "";
    if (!separator) {
      const days = point(text);
      return days && { from: days[0], to: days[1], shape: "point", doubtful };
    }
    if (separator === ".." && text.startsWith("[") !== text.endsWith("]")) return null;
    const bare = separator === ".." ? text.replace(/^\[+|\]+$/g, "") : text;
    const at = bare.indexOf(separator);
    const ends = [bare.slice(0, at), bare.slice(at + separator.length)].map((end) => (separator === ".." ? end.trim() : end));
    const open = ends.map((end) => end === "" || (separator === "/" && end === ".."));
    if (open[0] && open[1]) return null;
    const days = ends.map((end, i) => (open[i] ? null : point(end)));
    if (days.some((end, i) => end === null && !open[i])) return null;
    if (days[0] && days[1] && days[0][0] > days[1][1]) return null;
    const shape = separator === "/" ? "interval" : "one-of";
    return { from: days[0] ? days[0][0] : null, to: days[1] ? days[1][1] : null, shape, doubtful };
  }

  /** @param {number} day */
  const dateOf = (day) => new Date(day * DAY);
  /** @param {number} day */
  const iso = (day) => dateOf(Math.round(day)).toISOString().slice(0, 10);
  /** @param {number} year */
  const named = (year) => (year < 100 ? `AD ${year}` : `${year}`); // `year_wording` of dates.py
  /** @param {number} day */
  const yearOf = (day) => named(dateOf(day).getUTCFullYear());
  /** @param {number} day @param {number} span days of the view it is one of */
  function worded(day, span) {
    const date = dateOf(day);
    const month = `${MONTHS[date.getUTCMonth()]} ${yearOf(day)}`;
    return span > 365 * 20 ? yearOf(day) : span > 62 ? month : `${date.getUTCDate()} ${month}`;
  }

  /**
   * The beginnings of decades, years, months or days between two days, at most `room` of them, named.
   * @param {number} from
   * @param {number} to
   * @param {number} room
   * @param {boolean} byDay
   */
  function ticks(from, to, room, byDay) {
    const span = to - from;
    /** @type {Tick[]} */
    const found = [];
    for (const step of byDay ? [1, 2, 7, 14] : []) {
      if (span / step > room) continue;
      for (let day = Math.ceil(from); day < to; day += 1) {
        const date = dateOf(day);
        if (step === 1 || (date.getUTCDate() % step === 1 && (step === 2 || date.getUTCDate() < 29))) {
          const year = found.length && (date.getUTCMonth() || date.getUTCDate() > step) ? "" : ` ${yearOf(day)}`;
          found.push([day, `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()].slice(0, 3)}${year}`, date.getUTCDate() === 1]);
        }
      }
      return found;
    }
    const step = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000].find((s) => span / (30.4 * s) <= room) ?? 24000;
    const first = dateOf(from);
    let month = first.getUTCFullYear() * 12 + first.getUTCMonth();
    month -= month % step;
    for (; ; month += step) {
      const year = Math.floor(month / 12);
      const day = number(year, (month % 12) + 1, 1);
      if (day >= to) return found;
      const name = step >= 12 ? named(year) : `${MONTHS[month % 12].slice(0, 3)} ${named(year)}`;
      if (day >= from && year > 0) found.push([day, name, month % 12 === 0]);
    }
  }

  /**
   * The window of an EDTF text as ISO days, null where open; null for what is no date.
   * @param {string} text
   */
  function windowOf(text) {
    const days = parse(text);
    return days && { from: days.from === null ? null : iso(days.from), to: days.to === null ? null : iso(days.to) };
  }

  window.dossierDates = { parse, windowOf, iso, worded, ticks, yearOf };
})();
