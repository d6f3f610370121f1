// @ts-check
// Where the interactive map goes: to where most happened, to a place or a country, to the view that the address keeps.
"use strict";

(() => {
  const CITY = 9;

  /**
   * @param {MapOn} on
   * @param {MapSpot[]} spots
   */
  window.dossierMapViews = function (on, spots) {
    const { L, map, data, box, groups, turned } = on;
    const { element } = window.dossierMapMarks;

    /** @param {MapSpot} spot */
    function reach(spot) {
      return spot.place.outline.length ? spot.shape.getBounds() : spot.latlng.toBounds(2 * (spot.place.radius || 60000));
    }
    function showAll() {
      // A country stands for all of it, and would draw the view far away from the rest.
      const all = spots.filter(function (spot) { return !spot.out; });
      let near = all.filter(function (spot) { return on.focus.length ? on.focus.indexOf(spot.place.id) >= 0 : spot.place.type !== "country"; });
      if (!near.length) near = all;
      const bounds = L.latLngBounds([]);
      const points = near.filter(function (spot) { return spot.place.radius; });
      near.forEach(function (spot) { if (points.length) bounds.extend(spot.latlng); else bounds.extend(reach(spot)); });
      points.forEach(function (spot) { bounds.extend(reach(spot)); });
      if (bounds.isValid()) map.fitBounds(bounds, { padding: [24, 24], maxZoom: CITY, animate: false });
      else map.setView([25, 20], 2, { animate: false });
    }
    /** @param {MapSpot} spot @param {boolean} focus */
    function goTo(spot, focus) {
      const group = groups[spot.place.type] || groups.other;
      if (!map.hasLayer(group)) group.addTo(map);
      map.fitBounds(spot.place.outline.length ? reach(spot) : spot.latlng.toBounds(5 * (spot.place.radius || 60000)), { maxZoom: CITY, animate: false });
      on.quiet = true;
      if (!spot.joined) spot.marker.openPopup();
      on.quiet = false;
      if (focus) {
        box.scrollIntoView({ block: "nearest" });
        spot.marker.getElement().focus({ preventScroll: true });
      }
    }
    /** The view that the address keeps: #view=ZOOM/LATITUDE/LONGITUDE. */
    function viewInAddress() {
      const found = /^#view=([\d.]+)\/(-?[\d.]+)\/(-?[\d.]+)$/.exec(location.hash);
      if (found) map.setView([Number(found[2]), turned(Number(found[3]))], Number(found[1]), { animate: false });
      return Boolean(found);
    }
    let settled = false; // Whether the first view stands: from then on the address keeps the view.
    function keepView() {
      if (!data.keep || !settled) return;
      const at = map.getCenter().wrap();
      const view = "#view=" + [Number(map.getZoom().toFixed(1)), at.lat.toFixed(3), at.lng.toFixed(3)].join("/");
      try { history.replaceState(history.state, "", view); } catch { /* From a file some browsers forbid it. */ }
    }
    function fromAddress() {
      if (data.keep && viewInAddress()) return;
      let id;
      try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; }
      spots.forEach(function (spot) { if (id === "place-" + spot.place.id) goTo(spot, true); });
    }

    function choice() {
      const label = element("label"), select = element("select");
      /** @type {(() => void)[]} */
      const actions = [];
      /** @param {HTMLElement} parent @param {string} text @param {() => void} action */
      function add(parent, text, action) {
        const option = element("option", "", text);
        option.value = String(actions.push(action) - 1);
        parent.appendChild(option);
      }
      /**
       * @template Item
       * @param {string} text
       * @param {Item[]} items
       * @param {(item: Item) => string} name
       * @param {(item: Item) => void} action
       */
      function group(text, items, name, action) {
        const out = element("optgroup");
        out.label = text;
        items.forEach(function (item) { add(out, name(item), function () { action(item); }); });
        if (items.length) select.appendChild(out);
      }
      add(select, "Where most of it happened", function () { map.closePopup(); showAll(); });
      add(select, "All places", function () {
        map.closePopup();
        const bounds = L.latLngBounds(spots.map(function (spot) { return spot.latlng; }));
        if (bounds.isValid()) map.fitBounds(bounds, { padding: [28, 28], maxZoom: CITY, animate: false });
      });
      group("Countries", data.views, function (view) { return view.name; }, function (view) {
        map.closePopup();
        const shift = turned(view.box[0]) - view.box[0];
        map.fitBounds([[view.box[1], view.box[0] + shift], [view.box[3], view.box[2] + shift]], { padding: [4, 4], animate: false });
      });
      const names = data.views.map(function (view) { return view.name; });
      group("Places", spots.filter(function (spot) {
        return spot.place.type !== "country" || names.indexOf(spot.place.title) < 0;
      }).sort(function (a, b) {
        return a.place.title.localeCompare(b.place.title, "en");
      }), function (spot) { return spot.place.title; }, function (spot) { goTo(spot, false); });
      select.addEventListener("change", function () { actions[Number(select.value)](); });
      label.append("Go to: ", select);
      return label;
    }

    return { showAll, goTo, keepView, fromAddress, choice, settle() { settled = true; } };
  };
})();
