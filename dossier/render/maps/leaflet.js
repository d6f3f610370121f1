// @ts-check
// What the interactive map does with a page's places: marks, clusters, names and views are made by the files before it.
// folium writes the map, its groups and their control around it (leaflet.d.ts).
/** @type {MapData} */
const data = JSON.parse(document.getElementById("dossier-map-data")?.textContent ?? "");
const figure = /** @type {HTMLElement} */ (box.closest("figure"));
const { element, marked } = window.dossierMapMarks;
// For a page that filters: `show` leaves the places that have a count, and goes to those chosen; `onchoose` is told which one the reader picked.
/** @type {NonNullable<Window["dossierMap"]>} */
const api = window.dossierMap = { onchoose: null, show: function () {} };
/** @type {MapOn} */
const on = {
  L: L, map: map, data: data, groups: groups, box: box, api: api, opened: null, quiet: false, focus: data.focus,
  turned: function (lon) { return lon < data.west ? lon + 360 : lon; }
};

// The ground. Its window of 360 degrees begins where the dossier has no place: neighbours across 180 degrees lie side by side.
map.setMaxBounds([[-85, data.west - 20], [85, data.west + 380]]);
const ground = window.dossierGround(L, map, data, function () { arrange(); });
// Wide areas first, so that the dots within them lie above and are reached by the pointer.
const spots = data.places.map(function (place) { return marked(on, place); });

Object.keys(groups).forEach(function (type) {
  const count = groups[type].getLayers().length / 2;
  layers.removeLayer(groups[type]);
  if (count) layers.addOverlay(groups[type], titles[type] + " (" + count + ")");
  else groups[type].remove();
});

const arrange = window.dossierMapNames(on, spots, ground, window.dossierMapClusters(on));
const views = window.dossierMapViews(on, spots);

const bar = element("div", "dossier-map__bar");
const kinds = layers.getContainer();
kinds.removeAttribute("aria-haspopup"); // Leaflet sets it for the button that this control does not show.
kinds.setAttribute("role", "group");
kinds.setAttribute("aria-label", "Kinds of places shown");
bar.append(views.choice(), kinds);
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
    views.goTo(spot, true);
  });
});

// One finger scrolls the page, two move the map; the wheel scrolls the page until somebody works with the map.
if (navigator.maxTouchPoints > 0) {
  map.dragging.disable();
  box.addEventListener("pointerover", function (event) { if (event.pointerType === "mouse") map.dragging.enable(); });
  box.addEventListener("pointerdown", function (event) { if (event.pointerType !== "mouse") map.dragging.disable(); }, true);
  bar.append(element("span", "dossier-map__hint", "Two fingers move the map."));
}
// A place that gets the focus comes clear of the edge and of what lies over the map there, its name with it.
map.panInside = function (/** @type {any} */ at, /** @type {any} */ options) {
  return L.Map.prototype.panInside.call(this, at, L.extend({}, options, { paddingTopLeft: [70, 40], paddingBottomRight: [110, 60] }));
};
box.addEventListener("focusin", function () { map.scrollWheelZoom.enable(); });
box.addEventListener("focusout", function () { map.scrollWheelZoom.disable(); });
box.addEventListener("keydown", function (event) {
  if (event.key === "Escape" && on.opened) { event.stopPropagation(); on.opened.closePopup(); }
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
    if (spot.out && on.opened === spot.marker) map.closePopup();
  });
  // Of a part of the places all are shown, of all of them those where most of it happened.
  on.focus = chosen.length ? chosen : spots.some(function (spot) { return spot.out; }) ? [] : data.focus;
  insets.forEach(function (inset) {
    const spot = spotOf(inset);
    if (inset.parentElement) inset.parentElement.hidden = !spot || spot.out;
  });
  map.invalidateSize({ animate: false });
  views.showAll();
  arrange();
};
views.showAll();
arrange();
map.on("moveend", arrange);
map.on("overlayadd overlayremove", arrange);
if (document.fonts) {
  document.fonts.ready.then(function () { spots.forEach(function (spot) { spot.width = 0; }); arrange(); });
}
// The drawing's links bore the ids of places; the address now means the map's.
figure.querySelectorAll(".dossier-map__frame [id], .dossier-map__insets [id]").forEach(function (link) { link.removeAttribute("id"); });
window.addEventListener("hashchange", views.fromAddress);
function begin() {
  views.fromAddress();
  views.settle();
  map.on("moveend", views.keepView);
}
if (document.readyState === "complete") begin();
else window.addEventListener("load", begin);
