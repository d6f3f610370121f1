// What the interactive map does with a page's places. folium writes the map, its groups and their control around it.
// Contributors' texts reach the page by textContent only.
var data = JSON.parse(document.getElementById("dossier-map-data").textContent);
var figure = box.closest("figure");
var quiet = false; // Whether a popup that opens leaves the focus where it is.
var focus = []; // Ids of the places that the view is drawn around; all where it is empty.
var opened = null; // The marker whose popup is open.
// For a page that filters: `show` leaves the places that have a count, and goes to those chosen; `onchoose` is told which one the reader picked.
var api = window.dossierMap = { onchoose: null, show: function () {} };
var DOT = 8, LINE = 18, GAP = 10, PROVINCES_FROM = 6;

function element(tag, className, text) {
  var out = document.createElement(tag);
  if (className) out.className = className;
  if (text) { out.textContent = text; out.dir = "auto"; }
  return out;
}

// The ground.

var ground = L.svg({ pane: "tilePane", padding: 0.5 });
function drawn(kind, className) {
  return L.geoJSON(window.dossierBasemap, {
    filter: function (feature) { return feature.properties.kind === kind; },
    style: { className: className, pane: "tilePane", renderer: ground, smoothFactor: 0.7 },
    pane: "tilePane", interactive: false
  });
}
drawn("country", "dossier-map__land").addTo(map);
var provinces = drawn("province", "dossier-map__province");

var taken = {};
data.places.forEach(function (place) { taken[place.title.toLowerCase()] = true; });
var countries = window.dossierBasemap.features.filter(function (feature) {
  return feature.properties.kind === "country" && !taken[feature.properties.name.toLowerCase()];
}).map(function (feature) {
  var at = feature.properties.at, holder = element("span");
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

function popup(place) {
  var out = element("div"), heading = element("div"), link = element("a", "", place.title);
  link.href = place.href;
  heading.appendChild(link);
  out.appendChild(heading);
  [place.type, place.where, place.known, place.note].forEach(function (text) {
    if (text) out.appendChild(element("p", "", text));
  });
  if (api.onchoose) {
    var only = element("button", "dossier-map__only", "Only what concerns this place");
    only.type = "button";
    only.addEventListener("click", function () { map.closePopup(); api.onchoose(place.id); });
    out.appendChild(only);
  }
  return out;
}

function marked(place) {
  var name = element("span", "dossier-map__name", place.title);
  var holder = element("span");
  holder.appendChild(name);
  var content;
  var area = place.radius > 20000 ? " dossier-map__pin--area" : "";
  var marker = L.marker([place.lat, place.lon], {
    icon: L.divIcon({ className: "dossier-map__pin" + area, html: holder, iconSize: [24, 24], iconAnchor: [12, 12] })
  });
  marker.bindPopup(function () { return content = popup(place); }, { autoPanPadding: [24, 24], maxWidth: 280, offset: [0, -4] });
  marker.on("add", function () {
    var icon = marker.getElement();
    icon.setAttribute("aria-label", place.title + ", " + place.type);
    icon.addEventListener("keydown", function (event) {
      if (event.key !== " ") return;
      event.preventDefault();
      marker.openPopup();
    });
  });
  marker.on("popupopen", function () {
    opened = marker;
    if (!quiet) content.querySelector("a").focus({ preventScroll: true });
  });
  marker.on("popupclose", function () {
    if (opened === marker) opened = null;
    var lost = document.activeElement === document.body || !document.activeElement ||
      marker.getPopup().getElement().contains(document.activeElement);
    if (lost && marker.getElement()) marker.getElement().focus({ preventScroll: true });
  });
  var circle = L.circle([place.lat, place.lon], {
    radius: place.radius, interactive: false,
    className: "dossier-map__radius" + (place.radius > data.wide ? " dossier-map__radius--wide" : "")
  }).addTo(groups[place.type] || groups.other);
  marker.addTo(groups[place.type] || groups.other);
  return { place: place, marker: marker, circle: circle, name: name, latlng: marker.getLatLng(), width: 0, out: false };
}

// Wide areas first, so that the dots within them lie above and are reached by the pointer.
var spots = data.places.map(marked);

Object.keys(groups).forEach(function (type) {
  var count = groups[type].getLayers().length / 2;
  layers.removeLayer(groups[type]);
  if (count) layers.addOverlay(groups[type], titles[type] + " (" + count + ")");
  else groups[type].remove();
});

// Names: none over another, as on the small maps.

function arrange() {
  var zoom = map.getZoom(), busy = [];
  function over(b) {
    return busy.some(function (o) { return b[0] < o[2] && o[0] < b[2] && b[1] < o[3] && o[1] < b[3]; });
  }
  var shown = spots.filter(function (spot) { return !spot.out && map.hasLayer(spot.marker); });
  shown.forEach(function (spot) {
    spot.at = map.project(spot.latlng, zoom);
    spot.width = spot.width || spot.name.offsetWidth;
    busy.push([spot.at.x - DOT, spot.at.y - DOT, spot.at.x + DOT, spot.at.y + DOT]);
  });
  shown.sort(function (a, b) { return a.place.rank - b.place.rank; }).forEach(function (spot) {
    var w = spot.width, h = LINE, s = GAP * 0.7;
    var found = [
      [GAP, -h / 2], [-GAP - w, -h / 2], [-w / 2, -GAP - h], [-w / 2, GAP],
      [s, -s - h], [s, s], [-s - w, -s - h], [-s - w, s]
    ].find(function (corner) {
      var x = spot.at.x + corner[0], y = spot.at.y + corner[1], b = [x, y, x + w, y + h];
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
    var at = map.project(country.latlng, zoom), half = country.width / 2;
    var fits = country.span / 360 * 256 * Math.pow(2, zoom) > country.width + 20;
    if (fits && !over([at.x - half, at.y - 9, at.x + half, at.y + 9])) country.marker.addTo(map);
    else country.marker.remove();
  });
  if (zoom >= PROVINCES_FROM) provinces.addTo(map);
  else provinces.remove();
}

// Going to places.

function showAll() {
  // A country's point stands for all of it, and would draw the view far away from the rest.
  var all = spots.filter(function (spot) { return !spot.out; }).map(function (spot) { return spot.place; });
  var near = all.filter(function (p) { return focus.length ? focus.indexOf(p.id) >= 0 : p.type !== "country"; });
  if (!near.length) near = all;
  var bounds = L.latLngBounds(near.map(function (p) { return [p.lat, p.lon]; }));
  near.forEach(function (p) { bounds.extend(L.latLng(p.lat, p.lon).toBounds(2 * p.radius)); });
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [28, 28], maxZoom: 9, animate: false });
  else map.setView([25, 20], 2, { animate: false });
}

function goTo(spot, focus) {
  var group = groups[spot.place.type] || groups.other;
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
  var id;
  try { id = decodeURIComponent(location.hash.slice(1)); } catch (malformed) { return; }
  spots.forEach(function (spot) { if (id === "place-" + spot.place.id) goTo(spot, true); });
}

function choice() {
  var label = element("label"), select = element("select"), actions = [];
  function add(parent, text, action) {
    var option = element("option", "", text);
    option.value = String(actions.push(action) - 1);
    parent.appendChild(option);
  }
  function group(text, items, action) {
    var out = element("optgroup");
    out.label = text;
    items.forEach(function (item) { add(out, item.place ? item.place.title : item.name, function () { action(item); }); });
    if (items.length) select.appendChild(out);
  }
  add(select, "All places", function () { map.closePopup(); showAll(); });
  group("Countries", data.views, function (view) {
    map.closePopup();
    map.fitBounds([[view.box[1], view.box[0]], [view.box[3], view.box[2]]], { padding: [4, 4], animate: false });
  });
  group("Places", spots.slice().sort(function (a, b) {
    return a.place.title.localeCompare(b.place.title, "en");
  }), function (spot) { goTo(spot, false); });
  select.addEventListener("change", function () { actions[Number(select.value)](); });
  label.append("Go to: ", select);
  return label;
}

var bar = element("div", "dossier-map__bar");
var kinds = layers.getContainer();
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
  map.panBy = function (offset, options) {
    return L.Map.prototype.panBy.call(this, offset, L.extend({}, options, { animate: false }));
  };
}
api.show = function (counts, chosen) {
  focus = chosen;
  spots.forEach(function (spot) {
    var number = counts[spot.place.id] || 0, icon = spot.marker.getElement(), path = spot.circle.getElement();
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
