// 0.20.0 0.8.2 3.1.6 bdc74366d620d171a0b072234b7615e2e970d111000ff9f6ecfe0210c6142f35
(function () {
"use strict";
            var box = document.getElementById("dossier-map");
            if (!box || !window.L || !window.dossierBasemap) return;
            var still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
            document.getElementById("dossier-map-static").classList.add("dossier-map__static--print");
            box.hidden = false;
            var map_dossier = L.map(box, {
                crs: L.CRS.EPSG3857,
                minZoom: 1, maxZoom: 11,
                zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still, inertia: !still,
                ...{
  "maxBounds": [
[
-62,
-200,
],
[
85,
200,
],
],
  "zoom": 1,
  "zoomControl": true,
  "preferCanvas": false,
  "zoomSnap": 0.5,
  "attributionControl": false,
  "scrollWheelZoom": false,
}
            });
            L.control.scale({ imperial: false }).addTo(map_dossier);
            var feature_group_city = L.featureGroup(
                {
}
            );
            feature_group_city.addTo(map_dossier);
            var feature_group_town = L.featureGroup(
                {
}
            );
            feature_group_town.addTo(map_dossier);
            var feature_group_village = L.featureGroup(
                {
}
            );
            feature_group_village.addTo(map_dossier);
            var feature_group_district = L.featureGroup(
                {
}
            );
            feature_group_district.addTo(map_dossier);
            var feature_group_region = L.featureGroup(
                {
}
            );
            feature_group_region.addTo(map_dossier);
            var feature_group_province = L.featureGroup(
                {
}
            );
            feature_group_province.addTo(map_dossier);
            var feature_group_country = L.featureGroup(
                {
}
            );
            feature_group_country.addTo(map_dossier);
            var feature_group_site = L.featureGroup(
                {
}
            );
            feature_group_site.addTo(map_dossier);
            var feature_group_other = L.featureGroup(
                {
}
            );
            feature_group_other.addTo(map_dossier);
            var layer_control_dossier_layers = {
                base_layers : {
                },
                overlays :  {
                    "Cities" : feature_group_city,
                    "Towns" : feature_group_town,
                    "Villages" : feature_group_village,
                    "Districts" : feature_group_district,
                    "Regions" : feature_group_region,
                    "Provinces" : feature_group_province,
                    "Countries" : feature_group_country,
                    "Sites" : feature_group_site,
                    "Other places" : feature_group_other,
                },
            };
            let layer_control_dossier = L.control.layers(
                layer_control_dossier_layers.base_layers,
                layer_control_dossier_layers.overlays,
                {
  "position": "topright",
  "collapsed": false,
  "autoZIndex": true,
}
            ).addTo(map_dossier);
            var map = map_dossier;
            var layers = layer_control_dossier;
            var groups = {
                "city": feature_group_city,
                "town": feature_group_town,
                "village": feature_group_village,
                "district": feature_group_district,
                "region": feature_group_region,
                "province": feature_group_province,
                "country": feature_group_country,
                "site": feature_group_site,
                "other": feature_group_other,
            };
            var titles = {"city": "Cities", "country": "Countries", "district": "Districts", "other": "Other places", "province": "Provinces", "region": "Regions", "site": "Sites", "town": "Towns", "village": "Villages"};
            // @ts-check
// What the interactive map does with a page's places. folium writes the map, its groups and their control around it
// (leaflet.d.ts). Contributors' texts reach the page by textContent only.
/** @type {MapData} */
const data = JSON.parse(document.getElementById("dossier-map-data")?.textContent ?? "");
const figure = /** @type {HTMLElement} */ (box.closest("figure"));
let quiet = false; // Whether a popup that opens leaves the focus where it is.
/** @type {string[]} */
let focus = []; // Ids of the places that the view is drawn around; all where it is empty.
/** @type {any} */
let opened = null; // The marker whose popup is open.
// For a page that filters: `show` leaves the places that have a count, and goes to those chosen; `onchoose` is told which one the reader picked.
/** @type {NonNullable<Window["dossierMap"]>} */
const api = window.dossierMap = { onchoose: null, show: function () {} };
const DOT = 8, LINE = 18, GAP = 10, PROVINCES_FROM = 6;
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
// The ground.
const ground = L.svg({ pane: "tilePane", padding: 0.5 });
/** @param {"country" | "province"} kind @param {string} className */
function drawn(kind, className) {
  return L.geoJSON(window.dossierBasemap, {
    filter: function (/** @type {Basemap["features"][0]} */ feature) { return feature.properties.kind === kind; },
    style: { className: className, pane: "tilePane", renderer: ground, smoothFactor: 0.7 },
    pane: "tilePane", interactive: false
  });
}
drawn("country", "dossier-map__land").addTo(map);
const provinces = drawn("province", "dossier-map__province");
/** @type {Record<string, boolean>} */
const taken = {};
data.places.forEach(function (place) { taken[place.title.toLowerCase()] = true; });
const countries = window.dossierBasemap.features.filter(function (feature) {
  return feature.properties.kind === "country" && !taken[feature.properties.name.toLowerCase()];
}).map(function (feature) {
  const at = feature.properties.at, holder = element("span");
  holder.appendChild(element("span", "", feature.properties.name));
  holder.setAttribute("aria-hidden", "true");
  return {
    latlng: L.latLng(at[1], at[0]), span: feature.properties.span, width: feature.properties.name.length * 8,
    marker: L.marker([at[1], at[0]], {
      interactive: false, keyboard: false, pane: "shadowPane",
      icon: L.divIcon({ className: "dossier-map__country", html: holder, iconSize: null })
    })
  };
});
// Places.
/** @param {MapPlace} place */
function popup(place) {
  const out = element("div"), heading = element("div"), link = element("a", "", place.title);
  link.href = place.href;
  heading.appendChild(link);
  out.appendChild(heading);
  [place.type, place.where, place.known, place.note].forEach(function (text) {
    if (text) out.appendChild(element("p", "", text));
  });
  const choose = api.onchoose;
  if (choose) {
    const only = element("button", "dossier-map__only", "Only what concerns this place");
    only.type = "button";
    only.addEventListener("click", function () { map.closePopup(); choose(place.id); });
    out.appendChild(only);
  }
  return out;
}
/** @param {MapPlace} place */
function marked(place) {
  const name = element("span", "dossier-map__name", place.title);
  const holder = element("span");
  holder.appendChild(name);
  /** @type {HTMLElement} */
  let content;
  const area = place.radius > 20000 ? " dossier-map__pin--area" : "";
  const marker = L.marker([place.lat, place.lon], {
    icon: L.divIcon({ className: "dossier-map__pin" + area, html: holder, iconSize: [24, 24], iconAnchor: [12, 12] })
  });
  marker.bindPopup(function () { return content = popup(place); }, { autoPanPadding: [24, 24], maxWidth: 280, offset: [0, -4] });
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
  const circle = L.circle([place.lat, place.lon], {
    radius: place.radius, interactive: false,
    className: "dossier-map__radius" + (place.radius > data.wide ? " dossier-map__radius--wide" : "")
  }).addTo(groups[place.type] || groups.other);
  marker.addTo(groups[place.type] || groups.other);
  return { place: place, marker: marker, circle: circle, name: name, latlng: marker.getLatLng(), at: { x: 0, y: 0 }, width: 0, out: false };
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
// Names: none over another, as on the small maps.
function arrange() {
  const zoom = map.getZoom();
  /** @type {number[][]} */
  const busy = [];
  /** @param {number[]} b */
  function over(b) {
    return busy.some(function (o) { return b[0] < o[2] && o[0] < b[2] && b[1] < o[3] && o[1] < b[3]; });
  }
  const shown = spots.filter(function (spot) { return !spot.out && map.hasLayer(spot.marker); });
  shown.forEach(function (spot) {
    spot.at = map.project(spot.latlng, zoom);
    spot.width = spot.width || spot.name.offsetWidth;
    busy.push([spot.at.x - DOT, spot.at.y - DOT, spot.at.x + DOT, spot.at.y + DOT]);
  });
  shown.sort(function (a, b) { return a.place.rank - b.place.rank; }).forEach(function (spot) {
    const w = spot.width, h = LINE, s = GAP * 0.7;
    let found = [
      [GAP, -h / 2], [-GAP - w, -h / 2], [-w / 2, -GAP - h], [-w / 2, GAP],
      [s, -s - h], [s, s], [-s - w, -s - h], [-s - w, s]
    ].find(function (corner) {
      const x = spot.at.x + corner[0], y = spot.at.y + corner[1], b = [x, y, x + w, y + h];
      if (over(b)) return false;
      busy.push(b);
      return true;
    });
    spot.name.classList.toggle("dossier-map__name--hidden", !found);
    found = found || [GAP, -h / 2];
    spot.name.style.left = 12 + found[0] + "px";
    spot.name.style.top = 12 + found[1] + "px";
  });
  countries.forEach(function (country) {
    const at = map.project(country.latlng, zoom), half = country.width / 2;
    const fits = country.span / 360 * 256 * Math.pow(2, zoom) > country.width + 20;
    if (fits && !over([at.x - half, at.y - 9, at.x + half, at.y + 9])) country.marker.addTo(map);
    else country.marker.remove();
  });
  if (zoom >= PROVINCES_FROM) provinces.addTo(map);
  else provinces.remove();
}
// Going to places.
function showAll() {
  // A country's point stands for all of it, and would draw the view far away from the rest.
  const all = spots.filter(function (spot) { return !spot.out; }).map(function (spot) { return spot.place; });
  let near = all.filter(function (p) { return focus.length ? focus.indexOf(p.id) >= 0 : p.type !== "country"; });
  if (!near.length) near = all;
  const bounds = L.latLngBounds(near.map(function (p) { return [p.lat, p.lon]; }));
  near.forEach(function (p) { bounds.extend(L.latLng(p.lat, p.lon).toBounds(2 * p.radius)); });
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [28, 28], maxZoom: 9, animate: false });
  else map.setView([25, 20], 2, { animate: false });
}
/** @param {Marked} spot @param {boolean} focus */
function goTo(spot, focus) {
  const group = groups[spot.place.type] || groups.other;
  if (!map.hasLayer(group)) group.addTo(map);
  map.fitBounds(spot.latlng.toBounds(5 * spot.place.radius), { maxZoom: 9, animate: false });
  quiet = true;
  spot.marker.openPopup();
  quiet = false;
  if (focus) {
    box.scrollIntoView({ block: "nearest" });
    spot.marker.getElement().focus({ preventScroll: true });
  }
}
function fromAddress() {
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
  add(select, "All places", function () { map.closePopup(); showAll(); });
  group("Countries", data.views, function (view) { return view.name; }, function (view) {
    map.closePopup();
    map.fitBounds([[view.box[1], view.box[0]], [view.box[3], view.box[2]]], { padding: [4, 4], animate: false });
  });
  group("Places", spots.slice().sort(function (a, b) {
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
// The wheel scrolls the page until somebody works with the map.
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
  focus = chosen;
  spots.forEach(function (spot) {
    const number = counts[spot.place.id] || 0, icon = spot.marker.getElement(), path = spot.circle.getElement();
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
  map.invalidateSize({ animate: false });
  showAll();
  arrange();
};
showAll();
arrange();
map.on("zoomend", arrange);
map.on("overlayadd overlayremove", arrange);
if (document.fonts) {
  document.fonts.ready.then(function () { spots.forEach(function (spot) { spot.width = 0; }); arrange(); });
}
// The drawing's links bore the ids of places; the address now means the map's.
document.querySelectorAll("#dossier-map-static [id]").forEach(function (link) { link.removeAttribute("id"); });
window.addEventListener("hashchange", fromAddress);
if (document.readyState === "complete") fromAddress();
else window.addEventListener("load", fromAddress);
})();
