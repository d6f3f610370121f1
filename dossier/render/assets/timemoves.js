// @ts-check
// How a reader moves a timeline: keys, wheel, drag and pinch; and the tooltip of a bar.
"use strict";

(() => {
  const { make, unit } = window.dossierDom;
  const { EDGE } = window.dossierTimescale;
  const { ROW } = window.dossierTimedraw;

  /** @type {(value: number, low: number, high: number) => number} */
  const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

  /**
   * The number of the bar that a key leads to from `one`; -1 where there is none.
   * @param {Pick<Drawn, "lane" | "place">[]} bars
   * @param {Pick<Drawn, "lane" | "place">} one
   * @param {string} key
   */
  function neighbour(bars, one, key) {
    const inLane = bars.filter((other) => other.lane === one.lane);
    /** @type {Record<string, () => Pick<Drawn, "lane" | "place"> | undefined>} */
    const within = {
      ArrowLeft: () => inLane[inLane.indexOf(one) - 1],
      ArrowRight: () => inLane[inLane.indexOf(one) + 1],
      Home: () => inLane[0],
      End: () => inLane.at(-1),
    };
    const used = [...new Set(bars.map((other) => other.lane))];
    const lane = used[used.indexOf(one.lane) + (key === "ArrowDown" ? 1 : -1)];
    /** @param {Pick<Drawn, "place">} other */
    const far = ({ place }) => Math.abs(place.x0 - one.place.x0);
    const near = () => bars.filter((other) => other.lane === lane).sort((a, b) => far(a) - far(b))[0];
    const found = (within[key] ?? near)();
    return found ? bars.indexOf(found) : -1;
  }

  /**
   * The drawing moves and zooms; on a bar, arrows go from bar to bar.
   * @param {TimelineMoves} timeline
   * @param {{ hide(): void }} tooltip
   */
  function keys(timeline, tooltip) {
    const { plot, tip, pan, scale, move } = timeline;
    /** @type {Record<string, () => void>} */
    const steps = { ArrowLeft: () => pan(-0.2), ArrowRight: () => pan(0.2), Home: () => move(null) };
    /** @type {Record<string, () => void>} */
    const both = { "+": () => scale(0.5), "=": () => scale(0.5), "-": () => scale(2), "_": () => scale(2), 0: () => move(null) };
    plot.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const onBar = event.target !== plot;
      const { key } = event;
      if (key === "Escape") {
        if (!tip.hidden) tooltip.hide();
        else if (onBar) plot.focus({ preventScroll: true });
        else return;
      } else if (both[key]) both[key]();
      else if (onBar && /^(Arrow|Home$|End$)/.test(key)) {
        const one = timeline.current();
        const next = one && timeline.bars()[neighbour(timeline.bars(), one, key)];
        if (next) {
          timeline.rove(next.item.id);
          next.link.focus();
        }
      } else if (steps[key]) steps[key]();
      else return;
      event.preventDefault();
    });
  }

  /**
   * The tooltip (WCAG 2.2, 1.4.13: it may be pointed at, it stays, Escape closes it).
   * @param {TimelineMoves} timeline
   * @param {() => boolean} dragging
   */
  function tooltip(timeline, dragging) {
    const { plot, tip } = timeline;
    let timer = 0;
    /** @param {Drawn} one */
    function tell(one) {
      clearTimeout(timer);
      tip.replaceChildren(make("strong", { textContent: one.item.title, dir: "auto" }), make("span", { textContent: one.item.wording }), make("span", { className: "dossier-timeline__kind", textContent: timeline.laneOf(one.item.lane) }));
      tip.hidden = false;
      one.link.setAttribute("aria-describedby", tip.id);
      const left = clamp(unit() * (one.place.x0 + one.place.x1) / 2 - tip.offsetWidth / 2, 0, Math.max(0, unit() * timeline.width() - tip.offsetWidth));
      const top = unit() * Number(one.link.querySelector(".dossier-timeline__target")?.getAttribute("y"));
      const above = top - tip.offsetHeight - 4;
      tip.style.left = `${left}px`;
      tip.style.top = `${above < 0 ? top + unit() * ROW + 4 : above}px`;
    }
    function hide() {
      clearTimeout(timer);
      tip.hidden = true;
      for (const { link } of timeline.bars()) link.removeAttribute("aria-describedby");
    }
    const hideSoon = () => { timer = setTimeout(hide, 250); };
    /** @param {Event} event */
    const under = (event) => {
      const link = event.target instanceof Element && event.target.closest(".dossier-timeline__item");
      return link ? timeline.bars().find((one) => one.link === link) : undefined;
    };
    plot.addEventListener("pointerover", (event) => { const one = under(event); if (one && !dragging()) tell(one); });
    plot.addEventListener("pointerout", (event) => { if (under(event)) hideSoon(); });
    plot.addEventListener("focusin", (event) => { const one = under(event); if (one) { timeline.rove(one.item.id); tell(one); } });
    plot.addEventListener("focusout", hideSoon);
    tip.addEventListener("pointerenter", () => clearTimeout(timer));
    tip.addEventListener("pointerleave", hideSoon);
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
    return { hide };
  }

  /**
   * Wheel, drag, pinch.
   * @param {TimelineMoves} timeline
   */
  function pointer(timeline) {
    const { plot, view, width, scale } = timeline;
    const left = () => plot.getBoundingClientRect().left + EDGE * unit();
    /** Pixels on the screen of the part of the drawing that has days. */
    const wide = () => (width() - 2 * EDGE) * unit();
    plot.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      scale(Math.exp(clamp(event.deltaY, -200, 200) / 250), clamp((event.clientX - left()) / wide(), 0, 1));
    }, { passive: false });

    /** @type {Map<number, number>} */
    const fingers = new Map();
    /** @type {{ from: number, to: number, xs: number[], moved: boolean } | null} */
    let drag = null;
    /** @param {boolean} moved */
    const held = (moved) => {
      const [from, to] = view();
      return { from, to, xs: [...fingers.values()], moved };
    };
    plot.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      fingers.set(event.pointerId, event.clientX);
      drag = held(drag?.moved ?? false);
    });
    plot.addEventListener("pointermove", (event) => {
      if (!drag || !fingers.has(event.pointerId)) return;
      fingers.set(event.pointerId, event.clientX);
      const xs = [...fingers.values()];
      const { from, to, xs: begun } = drag;
      const day = (to - from) / wide();
      if (!drag.moved && Math.abs(xs[0] - begun[0]) < 5 && xs.length < 2) return;
      if (!drag.moved) plot.setPointerCapture(event.pointerId);
      drag.moved = true;
      if (xs.length > 1) {
        const middle = from + ((begun[0] + begun[1]) / 2 - left()) * day;
        const factor = Math.max(20, Math.abs(begun[0] - begun[1])) / Math.max(20, Math.abs(xs[0] - xs[1]));
        timeline.glide([middle - (middle - from) * factor, middle + (to - middle) * factor]);
      } else {
        const by = (begun[0] - xs[0]) * day;
        timeline.glide([from + by, to + by]);
      }
    });
    /** @param {PointerEvent} event */
    const drop = (event) => {
      if (!fingers.delete(event.pointerId)) return;
      const moved = drag?.moved ?? false;
      drag = fingers.size ? held(moved) : null;
      if (moved && !drag) {
        timeline.settle();
        plot.dataset.dragged = "";
        setTimeout(() => delete plot.dataset.dragged);
      }
    };
    plot.addEventListener("pointerup", drop);
    plot.addEventListener("pointercancel", drop);
    plot.addEventListener("click", (event) => { if ("dragged" in plot.dataset) event.preventDefault(); }, true);
    plot.addEventListener("dragstart", (event) => event.preventDefault()); // else the browser drags the link itself
    return { dragging: () => drag !== null };
  }

  window.dossierTimemoves = { neighbour, keys, tooltip, pointer };
})();
