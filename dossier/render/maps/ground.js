// @ts-check
// The ground of the interactive map. The lines of a map of the world come in parts (world.py), what maps of a country and of
// a district need besides in blocks, one a cell of the earth (basemap/__init__.py): each when the view gets there.

/** Layers from below to above, as `LAYERS` in basemap/__init__.py numbers them. */
const LAYERS = [
  { number: 0, name: "land", closed: true }, { number: 1, name: "land dossier-map__land--bare", closed: true },
  { number: 2, name: "coast" }, { number: 9, name: "urban", closed: true, levelled: true },
  { number: 8, name: "disputed", closed: true, claimed: true }, { number: 3, name: "lake", closed: true, levelled: true },
  { number: 4, name: "river", levelled: true }, { number: 10, name: "province", levelled: true },
  { number: 7, name: "claim", levelled: true, claimed: true }, { number: 5, name: "border" },
  { number: 6, name: "border dossier-map__border--disputed" }
];
const DISPUTED = 8, MIDDLE_FROM = 4, NEAR_FROM = 7, MOST_TOWNS = 14;
const REACH = 0.4; // Degrees by which a shape of a block may reach out of its cell: most do less.
const DETAIL = 0.21; // Degrees by which detail may lie off its line.

/** @param {any} L @param {any} map @param {MapData} data @param {() => void} changed Called when there is more to draw. */
window.dossierGround = function (L, map, data, changed) {
  const base = window.dossierBasemap, units = base.units;
  const facto = data.borders === "de-facto";
  /** @type {Record<string, boolean>} */
  const asked = {};
  /** @type {Line[]} */
  let lines = [];
  /** @typedef {{ layer: number; zoom: number; points: [number, number][]; west: number; east: number }} Line */

  /** @param {number[]} steps @param {number} from @param {number} x @param {number} y @param {[number, number][]} into */
  function walk(steps, from, x, y, into) {
    for (let i = from; i < steps.length; i += 2) {
      x += steps[i];
      y += steps[i + 1];
      into.push([y / units, x / units]);
    }
  }
  /** @param {number} layer @param {number} zoom @param {[number, number][]} points */
  function line(layer, zoom, points) {
    let west = Infinity, east = -Infinity;
    points.forEach(function (point) { west = Math.min(west, point[1]); east = Math.max(east, point[1]); });
    return { layer: layer, zoom: zoom, points: points, west: west, east: east };
  }

  // The lines of the world that are here, by their numbers.
  /** @type {Map<number, Line>} */
  const world = new Map();
  /** @type {Set<string>} */
  const taken = new Set();
  /** @param {number[][]} found */
  function take(found) {
    found.forEach(function (each) {
      const points = /** @type {[number, number][]} */ ([]);
      walk(each, 3, 0, 0, points);
      world.set(each[0], line(each[1], each[2], points));
    });
  }
  take(base.lines);

  // Puts the lines of the world and those of all blocks together; what a near block has counts more than a middle one's.
  function assemble() {
    Object.keys(base.world).forEach(function (name) {
      if (!taken.has(name)) take(base.world[name]);
      taken.add(name);
    });
    /** @type {Map<number, Map<number, number[]>>} */
    const detail = new Map();
    /** @type {Map<number, number[]>} */
    const more = new Map();
    Object.keys(base.blocks).sort().forEach(function (name) { // "middle-…" before "near-…"
      base.blocks[name].detail.forEach(function (each) {
        if (!detail.has(each[0])) detail.set(each[0], new Map());
        detail.get(each[0])?.set(each[1], each);
      });
      base.blocks[name].lines.forEach(function (each) { more.set(each[0], each); });
    });
    lines = Array.from(world, function ([number, each]) {
      const found = detail.get(number);
      if (!found) return each;
      const points = /** @type {[number, number][]} */ ([]);
      each.points.forEach(function (point, i) {
        points.push(point);
        const steps = found.get(i);
        if (steps) walk(steps, 2, Math.round(point[1] * units), Math.round(point[0] * units), points);
      });
      return line(each.layer, each.zoom, points);
    });
    more.forEach(function (each) {
      const points = /** @type {[number, number][]} */ ([]);
      walk(each, 3, 0, 0, points);
      lines.push(line(each[1], each[2], points));
    });
  }

  const renderer = L.svg({ pane: "tilePane", padding: 0.5 });
  const layers = LAYERS.filter(function (layer) { return !(facto && layer.claimed); }).map(function (layer) {
    const options = {
      className: "dossier-map__" + (facto && layer.number === 6 ? "border" : layer.name), pane: "tilePane",
      renderer: renderer, smoothFactor: 0.6, interactive: false
    };
    return { of: layer, path: (layer.closed ? L.polygon([], options) : L.polyline([], options)).addTo(map) };
  });
  let drawnZoom = -1;

  /** @param {boolean} [all] */
  function draw(all) {
    const zoom = map.getZoom();
    if (!all && zoom === drawnZoom) return;
    layers.forEach(function (layer) {
      if (!all && !layer.of.levelled) return;
      /** @type {[number, number][][]} */
      const shown = [];
      lines.forEach(function (each) {
        if (each.layer !== layer.of.number || (layer.of.levelled && each.zoom > zoom + 1)) return;
        [-360, 0, 360].forEach(function (shift) {
          if (each.east + shift < data.west - 20 || each.west + shift > data.west + 380) return;
          shown.push(shift ? each.points.map(function (p) { return [p[0], p[1] + shift]; }) : each.points);
        });
      });
      layer.path.setLatLngs(shown);
    });
    drawnZoom = zoom;
  }

  // The blocks that the view needs: those of its cells, and those where the lines in it begin.
  /** @param {string} kind @param {number} cell */
  function needed(kind, cell) {
    const bounds = map.getBounds(), wide = 360 / cell;
    /** @type {Set<string>} */
    const found = new Set();
    const west = bounds.getWest(), east = bounds.getEast(), south = bounds.getSouth(), north = bounds.getNorth();
    /** @param {number} lon @param {number} lat */
    function add(lon, lat) {
      const x = Math.floor(lon / cell);
      found.add(kind + "-" + ((x % wide) + wide) % wide + "-" + Math.floor((lat + 90) / cell));
    }
    for (let lon = west - REACH; lon <= east + REACH + cell; lon += cell) {
      for (let lat = south - REACH; lat <= north + REACH + cell; lat += cell) {
        add(Math.min(lon, east + REACH), Math.min(lat, north + REACH));
      }
    }
    const across = DETAIL / Math.max(0.05, Math.cos(Math.min(89, Math.max(Math.abs(south), Math.abs(north))) * Math.PI / 180));
    world.forEach(function (each) {
      [-360, 0, 360].forEach(function (shift) {
        const w = west - across - shift, e = east + across - shift, s = south - DETAIL, n = north + DETAIL;
        if (each.east < w || each.west > e) return;
        each.points.forEach(function (point, i) {
          const after = each.points[i + 1] || each.points[0];
          if (Math.max(point[1], after[1]) < w || Math.min(point[1], after[1]) > e) return;
          if (Math.max(point[0], after[0]) < s || Math.min(point[0], after[0]) > n) return;
          add(point[1], point[0]);
        });
      });
    });
    return found;
  }
  /** @param {string} name */
  function ask(name) {
    if (asked[name]) return;
    asked[name] = true;
    const script = document.createElement("script");
    script.src = data.folder + name + ".js";
    script.onload = function () { assemble(); draw(true); changed(); };
    document.head.appendChild(script);
  }
  function load() {
    const zoom = map.getZoom(), bounds = map.getBounds();
    Object.keys(base.parts).forEach(function (name) {
      const [west, south, east, north] = base.parts[name];
      if (base.world[name] || south > bounds.getNorth() || north < bounds.getSouth()) return;
      if ([-360, 0, 360].some(function (shift) { return west + shift <= bounds.getEast() && east + shift >= bounds.getWest(); })) ask(name);
    });
    if (zoom < MIDDLE_FROM) return;
    const near = zoom < NEAR_FROM ? new Set() : needed("near", 5);
    // Where the site has no block of a district, that of its country has to do.
    const lacks = !near.size || Array.from(near).some(function (name) { return data.blocks.indexOf(name) < 0; });
    const wanted = lacks ? new Set([...near, ...needed("middle", 15)]) : near;
    data.blocks.forEach(function (name) {
      if (!base.blocks[name] && wanted.has(name)) ask(name);
    });
  }

  /** @type {any[]} */
  let marks = [];
  /** @type {(box: number[]) => boolean} */
  let free = function () { return true; };
  // Towns, for orientation, where names of the dossier leave room.
  function towns() {
    const zoom = map.getZoom(), bounds = map.getBounds().pad(-0.02), edge = map.getPixelBounds().max.x;
    marks.forEach(function (mark) { mark.remove(); });
    marks = [];
    /** @type {Record<string, [number, number, number, string]>} */
    const found = {};
    base.towns.forEach(function (town) { found[town[3] + town[0]] = town; });
    Object.keys(base.blocks).forEach(function (name) {
      base.blocks[name].towns.forEach(function (town) { found[town[3] + town[0]] = town; });
    });
    Object.values(found).sort(function (a, b) { return a[2] - b[2] || (a[3] < b[3] ? -1 : 1); }).forEach(function (town) {
      if (town[2] > zoom + 0.5 || marks.length >= MOST_TOWNS || data.taken.indexOf(town[3].toLowerCase()) >= 0) return;
      [-360, 0, 360].forEach(function (shift) {
        const at = L.latLng(town[1] / units, town[0] / units + shift);
        if (!bounds.contains(at)) return;
        const point = map.project(at, zoom), width = town[3].length * 6.2 + 12;
        if (point.x + width > edge || !free([point.x - 4, point.y - 8, point.x + width, point.y + 8])) return;
        const holder = document.createElement("span");
        holder.textContent = town[3];
        holder.setAttribute("aria-hidden", "true");
        marks.push(L.marker(at, {
          interactive: false, keyboard: false, pane: "shadowPane",
          icon: L.divIcon({ className: "dossier-map__town", html: holder, iconSize: null })
        }).addTo(map));
      });
    });
  }

  /** @param {[number, number][]} ring @param {number} lat @param {number} lon */
  function holds(ring, lat, lon) {
    let inside = false, a = ring[ring.length - 1];
    ring.forEach(function (b) {
      if ((a[0] > lat) !== (b[0] > lat) && lon < a[1] + (lat - a[0]) / (b[0] - a[0]) * (b[1] - a[1])) inside = !inside;
      a = b;
    });
    return inside;
  }

  assemble();
  return {
    holds: holds,
    /** @param {number} lat @param {number} lon */
    contested: function (lat, lon) {
      const x = ((lon + 180) % 360 + 360) % 360 - 180;
      return lines.some(function (each) { return each.layer === DISPUTED && holds(each.points, lat, x); });
    },
    /** @param {(box: number[]) => boolean} isFree Whether a box, in pixels of the world, overlaps nothing; it takes it. */
    draw: function (isFree) {
      free = isFree;
      draw(drawnZoom < 0);
      load();
      towns();
    }
  };
};
