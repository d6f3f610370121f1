// @ts-check
// The names on the interactive map, none over another: of places by the number of sources, then of countries and towns.
"use strict";

(() => {
  const DOT = 8, GAP = 10, WIDEST = 1.5;

  /**
   * Gives back what writes all names anew, for the view as it is.
   * @param {MapOn} on
   * @param {MapSpot[]} spots
   * @param {ReturnType<Window["dossierGround"]>} ground
   * @param {ReturnType<Window["dossierMapClusters"]>} clusters
   */
  window.dossierMapNames = function ({ L, map, data, turned }, spots, ground, clusters) {
    const { element } = window.dossierMapMarks;
    const unit = window.dossierDom.unit(); // Names grow with the reader's text.
    const LINE = 18 * unit;
    /** @type {Record<string, boolean>} */
    const taken = {};
    data.taken.forEach(function (title) { taken[title] = true; });

    /** @param {string} text */
    function quietName(text) {
      const holder = element("span");
      holder.appendChild(element("span", "", text));
      holder.setAttribute("aria-hidden", "true");
      return holder;
    }
    const countries = window.dossierBasemap.countries.filter(function (country) {
      return country[3] && !taken[country[0].toLowerCase()];
    }).map(function (country) {
      const at = L.latLng(country[2], turned(country[1]));
      return {
        latlng: at, span: country[3], width: country[0].length * 8 * unit,
        marker: L.marker(at, {
          interactive: false, keyboard: false, pane: "shadowPane",
          icon: L.divIcon({ className: "dossier-map__country", html: quietName(country[0]), iconSize: null })
        })
      };
    });

    // The name of a country of the dossier of which a part is in sight, but not the point where its mark stands.
    /** @type {any[]} */
    let partly = [];
    /** @param {(box: number[]) => boolean} take @param {any} frame @param {number} zoom */
    function nameParts(take, frame, zoom) {
      partly.forEach(function (mark) { mark.remove(); });
      partly = [];
      spots.forEach(function (spot) {
        if (spot.out || spot.place.type !== "country" || !spot.place.outline.length || frame.contains(map.project(spot.latlng, zoom))) return;
        const half = spot.place.title.length * 4 * unit, rings = spot.shape.getLatLngs();
        const size = frame.getSize();
        for (const step of [0.5, 0.3, 0.7, 0.15, 0.85]) {
          for (const row of [0.5, 0.7, 0.3, 0.88, 0.12]) {
            const point = frame.min.add([Math.round(size.x * step), Math.round(size.y * row)]);
            const corners = [-half, 0, half].map(function (x) { return map.unproject(point.add([x, 0]), zoom); });
            const fits = corners.every(function (/** @type {any} */ at) {
              return !ground.contested(at.lat, at.lng) && rings.filter(function (/** @type {any[]} */ ring) {
                return ground.holds(ring.map(function (p) { return [p.lat, p.lng]; }), at.lat, at.lng);
              }).length % 2 === 1;
            });
            if (!fits || !take([point.x - half, point.y - 9, point.x + half, point.y + 9])) continue;
            partly.push(L.marker(corners[1], {
              interactive: false, keyboard: false, pane: "shadowPane",
              icon: L.divIcon({ className: "dossier-map__country", html: quietName(spot.place.title), iconSize: null })
            }).addTo(map));
            return;
          }
        }
      });
    }

    // Names by the number of sources, none over another, as on the small maps.
    function arrange() {
      const zoom = map.getZoom(), frame = map.getPixelBounds();
      /** @type {number[][]} */
      const busy = [];
      /** @param {number[]} b */
      function over(b) {
        return busy.some(function (o) { return b[0] < o[2] && o[0] < b[2] && b[1] < o[3] && o[1] < b[3]; });
      }
      /** @param {number[]} b */
      function take(b) {
        if (over(b)) return false;
        busy.push(b);
        return true;
      }
      const all = spots.filter(function (spot) { return !spot.out && map.hasLayer(spot.marker); });
      all.sort(function (a, b) { return a.place.rank - b.place.rank; });
      all.forEach(function (spot) { spot.at = map.project(spot.latlng, zoom); });
      clusters.gather(all);
      const shown = all.filter(function (spot) { return !spot.joined; });
      clusters.layers.eachLayer(function (/** @type {any} */ mark) {
        const at = map.project(mark.getLatLng(), zoom);
        busy.push([at.x - 17, at.y - 17, at.x + 17, at.y + 17]);
      });
      shown.forEach(function (spot) {
        spot.width = spot.width || spot.name.offsetWidth;
        if (!spot.place.outline.length) busy.push([spot.at.x - DOT, spot.at.y - DOT, spot.at.x + DOT, spot.at.y + DOT]);
      });
      shown.forEach(function (spot) {
        const w = spot.width, h = LINE, s = GAP * 0.7, area = spot.place.outline.length > 0;
        const corners = area ? [0, -22, 22, -44, 44, -66, 66].map(function (y) { return [-w / 2, y * unit - h / 2]; }) : [
          [GAP, -h / 2], [-GAP - w, -h / 2], [-w / 2, -GAP - h], [-w / 2, GAP],
          [s, -s - h], [s, s], [-s - w, -s - h], [-s - w, s], [GAP + 8, -h - 8], [GAP + 8, 8], [-GAP - 8 - w, -h - 8], [-GAP - 8 - w, 8]
        ];
        const seen = spot.at.x > frame.min.x && spot.at.x < frame.max.x && spot.at.y > frame.min.y && spot.at.y < frame.max.y;
        let found = corners.find(function (corner) {
          const x = spot.at.x + corner[0], y = spot.at.y + corner[1];
          // A name is not cut by the map's edge, and a country's stands on no disputed area.
          if (seen && (x < frame.min.x || x + w > frame.max.x || y < frame.min.y || y + h > frame.max.y)) return false;
          if (seen && spot.place.type === "country" && [0, w / 2, w].some(function (part) {
            const at = map.unproject([x + part, y + h / 2], zoom);
            return ground.contested(at.lat, at.lng);
          })) return false;
          return take([x, y, x + w, y + h]);
        });
        spot.name.classList.toggle("dossier-map__name--hidden", !found);
        found = found || corners[0];
        spot.name.style.left = 12 + found[0] + "px";
        spot.name.style.top = 12 + found[1] + "px";
      });
      countries.forEach(function (country) {
        const at = map.project(country.latlng, zoom), half = country.width / 2;
        const fits = country.span / 360 * 256 * Math.pow(2, zoom) > country.width + 20;
        const cut = at.x - half < frame.min.x || at.x + half > frame.max.x || at.y - 9 < frame.min.y || at.y + 9 > frame.max.y;
        if (fits && !cut && take([at.x - half, at.y - 9, at.x + half, at.y + 9])) country.marker.addTo(map);
        else country.marker.remove();
      });
      nameParts(take, frame, zoom);
      const width = map.getSize().x;
      spots.forEach(function (spot) {
        // An outline much wider than the view is a line that leads nowhere: borders are drawn anyhow.
        const path = spot.place.outline.length && spot.shape.getElement();
        if (!path) return;
        const bounds = spot.shape.getBounds();
        const wide = map.project(bounds.getNorthEast(), zoom).x - map.project(bounds.getSouthWest(), zoom).x;
        path.classList.toggle("dossier-map__radius--out", spot.out || wide > WIDEST * width);
      });
      ground.draw(take);
    }

    return arrange;
  };
})();
