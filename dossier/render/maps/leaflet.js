// @ts-check
// What the interactive map does with a page's places. folium writes the map, its groups and their control around it
// (leaflet.d.ts). Contributors' texts reach the page by textContent only.
/** @type {MapData} */
const data = JSON.parse(document.getElementById("dossier-map-data")?.textContent ?? "");
const figure = /** @type {HTMLElement} */ (box.closest("figure"));
let quiet = false; // Whether a popup that opens leaves the focus where it is.
/** @type {string[]} */
let focus = data.focus; // Ids of the places that the view is drawn around; all where it is empty.
/** @type {any} */
let opened = null; // The marker whose popup is open.
// For a page that filters: `show` leaves the places that have a count, and goes to those chosen; `onchoose` is told which one the reader picked.
/** @type {NonNullable<Window["dossierMap"]>} */
const api = window.dossierMap = { onchoose: null, show: function () {} };
const DOT = 8, LINE = 18, GAP = 10, CLUSTERS_ABOVE = 40, JOIN = 44, CITY = 9, WIDEST = 1.5;
const coarse = navigator.maxTouchPoints > 0;

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

// The ground. Its window of 360 degrees begins where the dossier has no place: neighbours across 180 degrees lie side by side.
map.setMaxBounds([[-85, data.west - 20], [85, data.west + 380]]);
const ground = window.dossierGround(L, map, data, function () { arrange(); });
/** @type {Record<string, boolean>} */
const taken = {};
data.taken.forEach(function (title) { taken[title] = true; });
/** @param {number} lon */
function turned(lon) { return lon < data.west ? lon + 360 : lon; }
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
    latlng: at, span: country[3], width: country[0].length * 8,
    marker: L.marker(at, {
      interactive: false, keyboard: false, pane: "shadowPane",
      icon: L.divIcon({ className: "dossier-map__country", html: quietName(country[0]), iconSize: null })
    })
  };
});

// Places.

/** @param {string} text @param {string} href */
function linked(text, href) {
  const link = element("a", "", text);
  link.href = href;
  return link;
}
/** @param {MapPlace} place */
function popup(place) {
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
  const choose = api.onchoose;
  if (choose) {
    const only = element("button", "dossier-map__only", "Only what concerns this place");
    only.type = "button";
    only.addEventListener("click", function () { map.closePopup(); choose(place.id); });
    out.appendChild(only);
  }
  return out;
}

// Popups lie beside the buttons for zooming, or on a narrow map below them.
const narrow = box.clientWidth < 420;
const room = {
  autoPanPaddingTopLeft: narrow ? [8, 92] : [56, 24], autoPanPaddingBottomRight: narrow ? [8, 8] : [24, 24],
  maxWidth: Math.min(300, box.clientWidth - 70), maxHeight: box.clientHeight - 150
};
/** @param {MapPlace} place */
function outlined(place) {
  const units = window.dossierBasemap.units;
  return L.polyline(place.outline.map(function (steps) {
    let x = 0, y = 0;
    const points = [];
    for (let i = 0; i < steps.length; i += 2) {
      x += steps[i];
      y += steps[i + 1];
      points.push([y / units, x / units + (steps[0] / units < data.west ? 360 : 0)]);
    }
    return points;
  }), { interactive: false, smoothFactor: 0.6, className: "dossier-map__outline" });
}
/** @param {MapPlace} place */
function marked(place) {
  const name = element("span", "dossier-map__name", place.title);
  const holder = element("span");
  holder.appendChild(name);
  /** @type {HTMLElement} */
  let content;
  const area = place.radius === 0, latlng = L.latLng(Math.max(-84, Math.min(84, place.lat)), turned(place.lon));
  const marker = L.marker(latlng, {
    icon: L.divIcon({
      className: "dossier-map__pin" + (area ? " dossier-map__pin--area" : "") + (place.outline.length ? " dossier-map__pin--named" : ""),
      html: holder, iconSize: [24, 24], iconAnchor: [12, 12]
    })
  });
  marker.bindPopup(function () { return content = popup(place); }, {
    ...room, offset: [0, -4]
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
    opened = marker;
    if (!quiet) content.querySelector("a")?.focus({ preventScroll: true });
  });
  marker.on("popupclose", function () {
    if (opened === marker) opened = null;
    const lost = document.activeElement === document.body || !document.activeElement ||
      marker.getPopup().getElement().contains(document.activeElement);
    if (lost && marker.getElement()) marker.getElement().focus({ preventScroll: true });
  });
  const group = groups[place.type] || groups.other;
  // A circle for a point; the outline of a country or province. Of a region without one only its name stands.
  const shape = place.outline.length ? outlined(place)
    : L.circle(latlng, { radius: place.radius, interactive: false, className: "dossier-map__radius" });
  shape.addTo(group);
  marker.addTo(group);
  return { place: place, marker: marker, shape: shape, name: name, latlng: latlng, at: { x: 0, y: 0 }, width: 0, out: false, joined: false };
}
/** @typedef {ReturnType<typeof marked>} Marked */
// Wide areas first, so that the dots within them lie above and are reached by the pointer.
const spots = data.places.map(marked);

Object.keys(groups).forEach(function (type) {
  const count = groups[type].getLayers().length / 2;
  layers.removeLayer(groups[type]);
  if (count) layers.addOverlay(groups[type], titles[type] + " (" + count + ")");
  else groups[type].remove();
});

// Above forty places, those that would lie on one another are one mark with their number; it goes to them.
const clusters = L.layerGroup().addTo(map);
/** @param {Marked[]} members */
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
    }, room);
  }
  mark.on("add", function () {
    mark.getElement().setAttribute("aria-label", first.place.title + " and " + more + " more " + (more === 1 ? "place" : "places"));
  });
  clusters.addLayer(mark);
}
/** @param {Marked[]} shown */
function gather(shown) {
  clusters.clearLayers();
  shown.forEach(function (spot) { spot.joined = false; });
  if (shown.length > CLUSTERS_ABOVE) {
    /** @type {Marked[][]} */
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

// The name of a country of the dossier of which a part is in sight, but not the point where its mark stands.
/** @type {any[]} */
let partly = [];
/** @param {(box: number[]) => boolean} take @param {any} frame @param {number} zoom */
function nameParts(take, frame, zoom) {
  partly.forEach(function (mark) { mark.remove(); });
  partly = [];
  spots.forEach(function (spot) {
    if (spot.out || spot.place.type !== "country" || !spot.place.outline.length || frame.contains(map.project(spot.latlng, zoom))) return;
    const half = spot.place.title.length * 4, rings = spot.shape.getLatLngs();
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
  gather(all);
  const shown = all.filter(function (spot) { return !spot.joined; });
  clusters.eachLayer(function (/** @type {any} */ mark) {
    const at = map.project(mark.getLatLng(), zoom);
    busy.push([at.x - 17, at.y - 17, at.x + 17, at.y + 17]);
  });
  shown.forEach(function (spot) {
    spot.width = spot.width || spot.name.offsetWidth;
    if (!spot.place.outline.length) busy.push([spot.at.x - DOT, spot.at.y - DOT, spot.at.x + DOT, spot.at.y + DOT]);
  });
  shown.forEach(function (spot) {
    const w = spot.width, h = LINE, s = GAP * 0.7, area = spot.place.outline.length > 0;
    const corners = area ? [0, -22, 22, -44, 44, -66, 66].map(function (y) { return [-w / 2, y - h / 2]; }) : [
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

// Going to places.

/** @param {Marked} spot */
function reach(spot) {
  return spot.place.outline.length ? spot.shape.getBounds() : spot.latlng.toBounds(2 * (spot.place.radius || 60000));
}
function showAll() {
  // A country stands for all of it, and would draw the view far away from the rest.
  const all = spots.filter(function (spot) { return !spot.out; });
  let near = all.filter(function (spot) { return focus.length ? focus.indexOf(spot.place.id) >= 0 : spot.place.type !== "country"; });
  if (!near.length) near = all;
  const bounds = L.latLngBounds([]);
  const points = near.filter(function (spot) { return spot.place.radius; });
  near.forEach(function (spot) { if (points.length) bounds.extend(spot.latlng); else bounds.extend(reach(spot)); });
  points.forEach(function (spot) { bounds.extend(reach(spot)); });
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [24, 24], maxZoom: CITY, animate: false });
  else map.setView([25, 20], 2, { animate: false });
}
/** @param {Marked} spot @param {boolean} focus */
function goTo(spot, focus) {
  const group = groups[spot.place.type] || groups.other;
  if (!map.hasLayer(group)) group.addTo(map);
  map.fitBounds(spot.place.outline.length ? reach(spot) : spot.latlng.toBounds(5 * (spot.place.radius || 60000)), { maxZoom: CITY, animate: false });
  quiet = true;
  if (!spot.joined) spot.marker.openPopup();
  quiet = false;
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

const bar = element("div", "dossier-map__bar");
const kinds = layers.getContainer();
kinds.removeAttribute("aria-haspopup"); // Leaflet sets it for the button that this control does not show.
kinds.setAttribute("role", "group");
kinds.setAttribute("aria-label", "Kinds of places shown");
bar.append(choice(), kinds);
figure.insertBefore(bar, box);

// Insets lead to their places.
const insets = /** @type {HTMLElement[]} */ (Array.from(figure.querySelectorAll(".dossier-map__inset")));
/** @param {HTMLElement} inset */
function spotOf(inset) {
  return spots.find(function (spot) { return spot.place.id === inset.dataset.place; });
}
insets.forEach(function (inset) {
  inset.addEventListener("click", function (event) {
    const spot = spotOf(inset);
    if (!spot || spot.out) return;
    event.preventDefault();
    goTo(spot, true);
  });
});

// One finger scrolls the page, two move the map; the wheel scrolls the page until somebody works with the map.
if (coarse) {
  map.dragging.disable();
  box.addEventListener("pointerover", function (event) { if (event.pointerType === "mouse") map.dragging.enable(); });
  box.addEventListener("pointerdown", function (event) { if (event.pointerType !== "mouse") map.dragging.disable(); }, true);
  bar.append(element("span", "dossier-map__hint", "Two fingers move the map."));
}
box.addEventListener("focusin", function () { map.scrollWheelZoom.enable(); });
box.addEventListener("focusout", function () { map.scrollWheelZoom.disable(); });
box.addEventListener("keydown", function (event) {
  if (event.key === "Escape" && opened) { event.stopPropagation(); opened.closePopup(); }
});

if (still) {
  map.panBy = function (/** @type {any} */ offset, /** @type {any} */ options) {
    return L.Map.prototype.panBy.call(this, offset, L.extend({}, options, { animate: false }));
  };
}
api.show = function (counts, chosen) {
  spots.forEach(function (spot) {
    const number = counts[spot.place.id] || 0, icon = spot.marker.getElement(), path = spot.shape.getElement();
    spot.out = !number;
    spot.name.textContent = spot.place.title + (number ? " (" + number + ")" : "");
    spot.width = 0;
    if (icon) {
      icon.hidden = spot.out;
      icon.setAttribute("aria-label", spot.place.title + ", " + spot.place.type + ", " + number + " listed");
    }
    if (path) path.classList.toggle("dossier-map__radius--out", spot.out);
    if (spot.out && opened === spot.marker) map.closePopup();
  });
  // Of a part of the places all are shown, of all of them those where most of it happened.
  focus = chosen.length ? chosen : spots.some(function (spot) { return spot.out; }) ? [] : data.focus;
  insets.forEach(function (inset) {
    const spot = spotOf(inset);
    if (inset.parentElement) inset.parentElement.hidden = !spot || spot.out;
  });
  map.invalidateSize({ animate: false });
  showAll();
  arrange();
};
showAll();
arrange();
map.on("moveend", arrange);
map.on("overlayadd overlayremove", arrange);
if (document.fonts) {
  document.fonts.ready.then(function () { spots.forEach(function (spot) { spot.width = 0; }); arrange(); });
}
// The drawing's links bore the ids of places; the address now means the map's.
figure.querySelectorAll(".dossier-map__frame [id], .dossier-map__insets [id]").forEach(function (link) { link.removeAttribute("id"); });
window.addEventListener("hashchange", fromAddress);
function begin() {
  fromAddress();
  settled = true;
  map.on("moveend", keepView);
}
if (document.readyState === "complete") begin();
else window.addEventListener("load", begin);
