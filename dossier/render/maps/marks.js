// @ts-check
// The places of the interactive map: their marks, and what their popups say. Contributors' texts reach the page by
// textContent only.
"use strict";

(() => {
  /**
   * @template {keyof HTMLElementTagNameMap} Tag
   * @param {Tag} tag
   * @param {string} [className]
   * @param {string} [text]
   */
  function element(tag, className, text) {
    const out = document.createElement(tag);
    if (className) out.className = className;
    if (text) { out.textContent = text; out.dir = "auto"; }
    return out;
  }

  /** @param {string} text @param {string} href */
  function linked(text, href) {
    const link = element("a", "", text);
    link.href = href;
    return link;
  }

  /** @param {MapOn} on @param {MapPlace} place */
  function popup(on, place) {
    const out = element("div"), heading = element("div", "dossier-map__popup-name");
    heading.appendChild(linked(place.title, place.href));
    out.appendChild(heading);
    out.appendChild(element("p", "", place.type + (place.sources ? ", named by " + place.sources : "")));
    if (place.events.length) {
      const list = element("ul");
      place.events.forEach(function (event) {
        const item = element("li");
        item.append(element("span", "dossier-map__when", event.when), " ", linked(event.title, event.href));
        list.appendChild(item);
      });
      out.appendChild(list);
    }
    if (place.claims) out.appendChild(element("p", "", place.claims));
    place.disputed.forEach(function (claim) {
      const said = element("p", "dossier-map__disputed-claim", "Disputed: ");
      said.appendChild(linked(claim.title, claim.href));
      out.appendChild(said);
    });
    [place.outline.length ? "" : place.where + ". " + place.known, place.note].forEach(function (text) {
      if (text) out.appendChild(element("p", "dossier-map__known", text));
    });
    if (place.explore) {
      const more = element("p");
      more.appendChild(linked("All of it in Explore", place.explore));
      out.appendChild(more);
    }
    const choose = on.api.onchoose;
    if (choose) {
      const only = element("button", "dossier-map__only", "Only what concerns this place");
      only.type = "button";
      only.addEventListener("click", function () { on.map.closePopup(); choose(place.id); });
      out.appendChild(only);
    }
    return out;
  }

  /**
   * Popups lie beside the buttons for zooming, or on a narrow map below them.
   * @param {HTMLElement} box
   */
  function room(box) {
    const narrow = box.clientWidth < 420;
    return {
      autoPanPaddingTopLeft: narrow ? [8, 92] : [56, 24], autoPanPaddingBottomRight: narrow ? [8, 8] : [24, 24],
      maxWidth: Math.min(300, box.clientWidth - 70), maxHeight: box.clientHeight - 150
    };
  }

  /** @param {MapOn} on @param {MapPlace} place */
  function outlined(on, place) {
    const units = window.dossierBasemap.units;
    return on.L.polyline(place.outline.map(function (steps) {
      let x = 0, y = 0;
      const points = [];
      for (let i = 0; i < steps.length; i += 2) {
        x += steps[i];
        y += steps[i + 1];
        points.push([y / units, x / units + (steps[0] / units < on.data.west ? 360 : 0)]);
      }
      return points;
    }), { interactive: false, smoothFactor: 0.6, className: "dossier-map__outline" });
  }

  /**
   * A place with its mark and its circle or outline, in the layer of its type.
   * @param {MapOn} on
   * @param {MapPlace} place
   * @returns {MapSpot}
   */
  function marked(on, place) {
    const { L, groups } = on;
    const name = element("span", "dossier-map__name", place.title);
    const holder = element("span");
    holder.appendChild(name);
    /** @type {HTMLElement} */
    let content;
    const area = place.radius === 0, latlng = L.latLng(Math.max(-84, Math.min(84, place.lat)), on.turned(place.lon));
    const marker = L.marker(latlng, {
      icon: L.divIcon({
        className: "dossier-map__pin" + (area ? " dossier-map__pin--area" : "") + (place.outline.length ? " dossier-map__pin--named" : ""),
        html: holder, iconSize: [24, 24], iconAnchor: [12, 12]
      })
    });
    marker.bindPopup(function () { return content = popup(on, place); }, {
      ...room(on.box), offset: [0, -4]
    });
    marker.on("add", function () {
      const icon = marker.getElement();
      icon.setAttribute("aria-label", place.title + ", " + place.type);
      icon.addEventListener("keydown", function (/** @type {KeyboardEvent} */ event) {
        if (event.key !== " ") return;
        event.preventDefault();
        marker.openPopup();
      });
    });
    marker.on("popupopen", function () {
      on.opened = marker;
      if (!on.quiet) content.querySelector("a")?.focus({ preventScroll: true });
    });
    marker.on("popupclose", function () {
      if (on.opened === marker) on.opened = null;
      const lost = document.activeElement === document.body || !document.activeElement ||
        marker.getPopup().getElement().contains(document.activeElement);
      if (lost && marker.getElement()) marker.getElement().focus({ preventScroll: true });
    });
    const group = groups[place.type] || groups.other;
    // A circle for a point; the outline of a country or province. Of a region without one only its name stands.
    const shape = place.outline.length ? outlined(on, place)
      : L.circle(latlng, { radius: place.radius, interactive: false, className: "dossier-map__radius" });
    shape.addTo(group);
    marker.addTo(group);
    return { place: place, marker: marker, shape: shape, name: name, latlng: latlng, at: { x: 0, y: 0 }, width: 0, out: false, joined: false };
  }

  window.dossierMapMarks = { element, linked, room, marked };
})();
