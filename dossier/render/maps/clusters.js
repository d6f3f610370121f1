// @ts-check
// Above forty places of the interactive map, those that would lie on one another are one mark with their number; it goes
// to them.
"use strict";

(() => {
  const CLUSTERS_ABOVE = 40, JOIN = 44;

  /** @param {MapOn} on */
  window.dossierMapClusters = function ({ L, map, box }) {
    const { element, linked, room } = window.dossierMapMarks;
    const clusters = L.layerGroup().addTo(map);

    /** @param {MapSpot[]} members */
    function clustered(members) {
      const first = members[0], more = members.length - 1;
      const mark = L.marker(first.latlng, {
        icon: L.divIcon({
          className: "dossier-map__cluster", html: element("span", "", String(members.length)), iconSize: [34, 34], iconAnchor: [17, 17]
        })
      });
      const bounds = L.latLngBounds(members.map(function (spot) { return spot.latlng; }));
      const apart = map.getBoundsZoom(bounds) > map.getZoom();
      if (apart) {
        mark.on("click keypress", function (/** @type {any} */ event) {
          if (event.type === "keypress" && event.originalEvent.key !== "Enter") return;
          map.fitBounds(bounds, { padding: [40, 40], maxZoom: map.getMaxZoom(), animate: false });
          const seen = members.find(function (spot) { return !spot.joined; });
          if (event.type === "keypress") (seen ? seen.marker.getElement() : box).focus({ preventScroll: true });
        });
      } else {
        mark.bindPopup(function () {
          const list = element("ul");
          members.forEach(function (spot) {
            const item = element("li");
            item.appendChild(linked(spot.place.title, spot.place.href));
            list.appendChild(item);
          });
          return list;
        }, room(box));
      }
      mark.on("add", function () {
        mark.getElement().setAttribute("aria-label", first.place.title + " and " + more + " more " + (more === 1 ? "place" : "places"));
      });
      clusters.addLayer(mark);
    }

    /** @param {MapSpot[]} shown */
    function gather(shown) {
      clusters.clearLayers();
      shown.forEach(function (spot) { spot.joined = false; });
      if (shown.length > CLUSTERS_ABOVE) {
        /** @type {MapSpot[][]} */
        const found = [];
        shown.filter(function (spot) { return !spot.place.outline.length; }).forEach(function (spot) {
          const near = found.find(function (members) {
            return Math.abs(members[0].at.x - spot.at.x) < JOIN && Math.abs(members[0].at.y - spot.at.y) < JOIN;
          });
          if (near) near.push(spot);
          else found.push([spot]);
        });
        found.forEach(function (members) {
          if (members.length < 2) return;
          members.forEach(function (spot) { spot.joined = true; });
          clustered(members);
        });
      }
      shown.forEach(function (spot) {
        const icon = spot.marker.getElement(), path = spot.shape.getElement();
        if (icon) icon.hidden = spot.joined;
        if (path) path.classList.toggle("dossier-map__radius--out", spot.joined);
      });
    }

    return { gather, layers: clusters };
  };
})();
