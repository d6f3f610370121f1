// What pages get as data from the build, and what our scripts hand one another. For the type checker alone (`make lint`): no page
// loads it. A contract changes here, in the Python named beside it, and in the script, in one commit.

// Data ------------------------------------------------------------------------------------------------------------------

/** `window.dossierFolding`: `TABLES` of dossier/model/words.py. */
interface FoldingTables {
  /** What a small letter is read as, once taken apart (NFKD). */
  letters: Record<string, string>;
  dropped: string;
  /** Ranges of marks that stay, for a pattern. */
  kept: string;
  apostrophes: string;
  hyphens: string;
  latin: string[];
  spaced: string[];
  arabic: string[];
  servant: string;
  hebrew: string;
  /** Ranges, for a pattern. */
  han: string;
  seamless: string;
  common: string[];
  /** Letters of a word that are compared. */
  longest: number;
}

/** `search/directory.js`: `Directory.file` of dossier/export/search/. */
interface SearchDirectory {
  version: string;
  /** How many there are. */
  pages: number;
  /** The first word of each shard of words. */
  starts: string[];
  /** Pages of a shard of rows. */
  rows: number;
  /** The digits that numbers are written in, by their values; those from `final` on are not the last of a number. */
  digits: string;
  final: number;
  /** A letter for each field, which begins the list of its pages. */
  marks: string;
}

/** A page in `search/rows/N.js`: `rows_and_texts` of dossier/export/search/shards.py. Its text is the `nth` of a shard of texts. */
type SearchRow = [address: string, title: string, note: string, names: string, lang: string, shard: number, nth: number];

/** `previews/N.js`, by the address of a record: dossier/export/previews.py. */
type PreviewShard = Record<string, [kind: string, title: string, lang: string, ...about: string[]]>;

/** `window.dossierExplore`: dossier/render/explore/columns.py. */
interface ExploreData {
  /** The folder of each kind, without a slash. */
  folders: Record<string, string>;
  /** `without` is the value of records that have none of the facet; null where these cannot be chosen. */
  facets: { key: string; title: string; values: [value: string, label: string][]; without: [value: string, label: string] | null }[];
  records: ExploreRow[];
}
/** `when` is EDTF, `sortable` what it is sorted by; both are empty without a date. `values` are numbers of values, a list a facet. */
type ExploreRow = [
  kind: string, id: string, title: string, lang: string, detail: string, when: string, wording: string, sortable: string,
  sources: number, values: number[][],
];

/** `#dossier-timeline-data`, or `window.dossierTimelineData`: dossier/derive/timeline.py. */
interface TimelineData {
  /** Names of lanes, from top to bottom. */
  lanes: Record<string, string>;
  items: TimelineItem[];
}
interface TimelineItem {
  id: string;
  lane: string;
  title: string;
  /** What stands beside the bar; the title where it is left out. */
  label?: string;
  href: string;
  /** EDTF, never finer than the date is known; empty where none is. */
  when: string;
  wording: string;
}

/** `#dossier-map-data`: `map_block` of dossier/render/maps/leaflet.py. Coordinates are WGS 84 degrees, a radius is metres. */
interface MapData {
  places: MapPlace[];
  /** The places that the first view is drawn around. */
  focus: string[];
  /** The longitude at which the map's window of 360 degrees begins. */
  west: number;
  /** Countries that hold a place; `box` is west, south, east, north. */
  views: { name: string; box: [number, number, number, number] }[];
  /** The blocks of the base map that the site has, and their folder. */
  blocks: string[];
  folder: string;
  /** Titles of places, in lower case: these names are not on the ground as well. */
  taken: string[];
  borders: "as-disputed" | "de-facto";
  /** Whether the page's address keeps the view. */
  keep: boolean;
}
interface MapPlace {
  id: string;
  title: string;
  type: string;
  href: string;
  lat: number;
  lon: number;
  /** 0 where it is no point. */
  radius: number;
  /** Its place in the order in which names are written. */
  rank: number;
  /** The rings of a country or province, as steps in units. */
  outline: number[][];
  /** "9 sources" */
  sources: string;
  where: string;
  known: string;
  note: string;
  events: MapLink[];
  claims: string;
  disputed: MapLink[];
  explore: string;
}
interface MapLink { title: string; href: string; when: string }
type Town = [x: number, y: number, zoom: number, name: string];
/** `window.dossierBasemap`: dossier/render/maps/basemap/__init__.py tells its shape. */
interface Basemap {
  units: number;
  /** `[number, layer, zoom, x, y, dx, dy, …]`, those that are there from the start and those of parts that are loaded. */
  lines: number[][];
  world: Record<string, number[][]>;
  /** What each part of the world's map covers, in degrees: dossier/render/maps/world.py. */
  parts: Record<string, [west: number, south: number, east: number, north: number]>;
  towns: Town[];
  countries: [name: string, lon: number, lat: number, span: number][];
  blocks: Record<string, { detail: number[][]; lines: number[][]; towns: Town[] }>;
}

// What scripts hand one another -------------------------------------------------------------------------------------------

/** The words that are looked for: in each all of its `terms` do; `open` where it may still be typed. */
/** A word that is looked for, in one of several spellings, or by all of its parts. */
interface Wanted { terms: string[]; open?: boolean; parts?: Wanted[] }
/** A word: its main form and all others, and of these the ones that say the same, and its parts. */
interface FoldedWord { forms: string[]; same: string[]; parts: string[] }
/** Words that hyphens join, and the compound as a whole; empty if it is none, or too long. */
interface FoldedGroup { words: FoldedWord[]; whole: string }
/** An open index. */
interface SearchIndex extends SearchDirectory {
  values: Map<number, number>;
  /** Shards that were read: words, each with its lists of pages. */
  shards: Map<number, [word: string, lists: string][]>;
}
interface SearchQuery { words: Wanted[]; phrases: string[][] }
interface SearchFound {
  index: SearchIndex;
  query: SearchQuery;
  /** Numbers of pages, the best first. */
  found: number[];
  scores: Float32Array;
  suggestion: string | null;
  /** Pages that have only `words`, by which they are linked to the first page. */
  beside?: Set<number>;
  words?: Wanted[];
}
/** A result with the pages that name its first record, how many these are, and where Explore filters them. */
interface SearchLinked { result: SearchFound; title: string; count: number; address: string }
interface SearchPage { page: number; address: string; title: string; note: string; names: string; lang: string; score: number; text(): Promise<string> }

/** Days since 1970, both included; null where open. */
interface DateWindow { from: number | null; to: number | null; shape: "point" | "interval" | "one-of"; doubtful: boolean }
/** ISO days, both included; null where open. */
interface IsoWindow { from: string | null; to: string | null }
/** [from, to): days since 1970. */
type View = [from: number, to: number];
type Tick = [day: number, name: string, major: boolean];
type Side = "earlier" | "within" | "later";
/** Where the bar of a window stands, in pixels: `Place` of dossier/render/timeline/bars.py. */
interface BarPlace { x0: number; x1: number; left: number; right: number; begins: string; ends: string }
/** The words of a bar and where they begin; `tail` stands at the drawing's right edge. */
interface BarWords { text: string; x: number; w: number; tail: string }
/** An item of a timeline, its date read, and the name that stands beside its bar at the present width. */
interface Dated extends TimelineItem { window: DateWindow; name: string }
interface Undated extends TimelineItem { window: null; name: string }
interface Standing { item: Dated; place: BarPlace }
interface Packed extends Standing { row: number; words: BarWords | null }
interface Lane { lane: string; earlier: number; later: number; here: Standing[]; placed: Packed[]; rest: Standing[]; rows: number }
/** A bar that is drawn. */
interface Drawn extends Packed { lane: string; link: SVGElement }
interface TimelineOptions {
  label?: string;
  /** Names by lane, in their order. */
  lanes?: Record<string, string>;
  from?: string;
  to?: string;
  /** False begins with all of the time. */
  dense?: boolean;
  /** Of a lane, at most. */
  rows?: number;
}
interface Timeline {
  /** Draws these alone; null for all. */
  show(ids: Set<string> | null): void;
  /** EDTF texts, both included; null: all there is. */
  zoom(from?: string | null, to?: string | null): void;
  /** The reader has moved: ISO days, or null and null for all. */
  onrange: ((from: string | null, to: string | null) => void) | null;
}
/** What the keys and the pointer ask of a timeline. */
interface TimelineMoves {
  plot: SVGSVGElement;
  tip: HTMLElement;
  view(): View;
  /** In units of the drawing: a pixel, or more where the reader's text is larger. */
  width(): number;
  bars(): Drawn[];
  current(): Drawn | undefined;
  rove(id: string | null): void;
  /** Goes to a view and says so; null: all there is. */
  move(view: View | null): void;
  /** Goes to a view, drawn before the next frame; `settle` says so. */
  glide(view: View): void;
  settle(): void;
  pan(share: number): void;
  scale(factor: number, around?: number): void;
  laneOf(lane: string): string;
}

/** A facet of Explore with what is chosen of it, by the numbers of its values. */
interface Facet {
  key: string;
  title: string;
  number: number;
  values: [value: string, label: string][];
  without: [value: string, label: string] | null;
  numbers: Map<string, number>;
  chosen: Set<number>;
}
interface ExploreRecord {
  kind: string; id: string; title: string; lang: string; detail: string; when: string; wording: string; sortable: string;
  sources: number; values: number[][];
  /** Under the site. */
  address: string;
  href: string;
  /** Its date, once it was read; null without one. */
  window?: IsoWindow | null;
}
/** Feeds under the site: of everything, of a value of a facet (its folder; `none` is none), of saved views by their queries. */
interface ExploreFeeds { all: string; facets: Record<string, string>; none: string; views: [query: string, address: string][] }
interface ExploreState { q: string; sort: string; from: string; to: string }
interface ExploreMatches { shown: ExploreRecord[]; undated: ExploreRecord[]; counts: Uint32Array[]; adds: Uint32Array[] }

interface Window {
  dossierFolding: FoldingTables;
  dossierDom: {
    make<Tag extends keyof HTMLElementTagNameMap>(
      tag: Tag, properties: Partial<HTMLElementTagNameMap[Tag]>, ...children: (Node | string)[]
    ): HTMLElementTagNameMap[Tag];
    address(href: string, protocol?: string): string;
    unit(): number;
  };
  dossierFold: {
    fold(text: string): string;
    chunks(text: string): string[];
    words(chunk: string, least?: number): string[][];
    wanted(chunk: string): Wanted[];
    common: string[];
  };
  dossierShortened(text: string, letters: number): string;
  dossierDirection(text: string): "ltr" | "rtl";
  dossierPreviews(number: number, shard: PreviewShard): void;
  dossierSearchCode: {
    shardOf(starts: string[], term: string): number;
    recordsOf(text: string, marks: string): [word: string, lists: string][];
    pagesOf(index: Pick<SearchIndex, "values" | "final" | "marks">, lists: string, each: (page: number, field: number) => void): void;
    addressesOf(index: Pick<SearchIndex, "values" | "final">, text: string): string[];
    distance(one: string, two: string, most: number): number;
  };
  dossierSearchPieces: {
    // deno-lint-ignore no-explicit-any -- each piece holds something else
    load(name: string): Promise<any>;
    open(): Promise<SearchIndex>;
    part(name: string, data: unknown): void;
    root: URL;
  };
  dossierSearch: {
    part(name: string, data: unknown): void;
    find(text: string): Promise<{ addresses: string[]; suggestion: string | null }>;
    open(): Promise<SearchIndex>;
    look(text: string, suggesting?: boolean): Promise<SearchFound>;
    rows(found: SearchFound, from: number, wanted: number, most: number): Promise<{ kept: SearchPage[]; read: number }>;
    root: URL;
  };
  dossierSearchLinked(result: SearchFound, first: SearchPage | undefined): Promise<SearchLinked | null>;
  dossierSnippets: {
    hits(text: string, words: Wanted[]): [begin: number, end: number][];
    marked(text: string, spans: [begin: number, end: number][]): (Node | string)[];
    snippet(text: string, words: Wanted[]): (Node | string)[];
  };
  dossierDates: {
    parse(text: string): DateWindow | null;
    windowOf(text: string): IsoWindow | null;
    iso(day: number): string;
    worded(day: number, span: number): string;
    ticks(from: number, to: number, room: number, byDay: boolean): Tick[];
    yearOf(day: number): string;
  };
  dossierTimescale: {
    EDGE: number;
    LEAST: number;
    solid(window: DateWindow): boolean;
    lasting(window: DateWindow): boolean;
    wholeOf(windows: DateWindow[]): [first: number, last: number];
    spanOf(windows: DateWindow[]): [first: number, last: number];
    sideOf(window: DateWindow, view: View): Side;
    placeOf(window: DateWindow, view: View, width: number): BarPlace;
    within(view: View, all: View): View | null;
    pixelOf(view: View, width: number): (day: number) => number;
  };
  dossierTimepack: {
    wordsOf(item: Dated, place: BarPlace, named: boolean, width: number, widthOf: (text: string) => number): BarWords | null;
    pack(
      found: Standing[], most: number, named: boolean, width: number, widthOf: (text: string) => number,
    ): Pick<Lane, "placed" | "rest" | "rows"> | null;
    density(rest: Standing[], view: View, width: number): number[];
    laneOf(lane: string, items: Dated[], view: View, width: number, rows: number | undefined, widthOf: (text: string) => number): Lane;
    CELL: number;
  };
  dossierTimedraw: {
    ROW: number;
    bar(one: Packed, top: number, width: number, laneName: string): SVGElement;
    plot(
      plot: SVGSVGElement, lanes: Lane[], scaled: Tick[], view: View, width: number,
      laneOf: (lane: string) => string, widthOf: (text: string) => number,
    ): Drawn[];
    draw(tag: string, attributes: Record<string, string | number>, ...children: (Node | string)[]): SVGElement;
  };
  dossierTimemoves: {
    neighbour(bars: Pick<Drawn, "lane" | "place">[], one: Pick<Drawn, "lane" | "place">, key: string): number;
    keys(timeline: TimelineMoves, tooltip: { hide(): void }): void;
    pointer(timeline: TimelineMoves): { dragging(): boolean };
    tooltip(timeline: TimelineMoves, dragging: () => boolean): { hide(): void };
  };
  dossierTimeline(element: HTMLElement, items: TimelineItem[], options?: TimelineOptions): Timeline;
  dossierTimelineData: TimelineData;
  dossierExplore?: ExploreData;
  dossierExploring: {
    facetsOf(data: ExploreData): Facet[];
    recordsOf(data: ExploreData, facets: Facet[], root: string): ExploreRecord[];
    read(query: URLSearchParams, facets: Facet[], state: ExploreState): void;
    written(facets: Facet[], state: ExploreState): string;
    feedOf(query: string, feeds: ExploreFeeds): string;
    matches(records: ExploreRecord[], facets: Facet[], state: ExploreState, found: Map<string, number> | null, lang: string): ExploreMatches;
    SORTS: Record<string, string>;
  };
  /** Not in a frame of another site. */
  dossierCiting?: {
    view(): void;
    wordings(day: Date): Record<string, string>;
  };
  dossierVersion?: { version: string; release?: string };
  dossierExplorePanes: {
    tabs(place: HTMLElement): HTMLElement;
    tools(listed: () => ExploreRecord[], root: string, embedded: boolean): HTMLElement;
    csv(records: ExploreRecord[], base: string): string;
    inert(text: string): string;
  };
  dossierExploreFilters: {
    box(facet: Facet, changed: () => void, redraw: () => void): { details: HTMLDetailsElement; show(counts: Uint32Array, adds: Uint32Array): void };
    chips(facets: Facet[], state: ExploreState, changed: () => void): HTMLLIElement[];
  };
  /** Of a page with an interactive map alone. */
  dossierMap?: {
    /** Leaves the places that have a count, and goes to those chosen. */
    show(counts: Record<string, number>, chosen: string[]): void;
    /** The reader has picked a place. */
    onchoose: ((id: string) => void) | null;
  };
  dossierBasemap: Basemap;
  // deno-lint-ignore no-explicit-any -- Leaflet's types come by npm alone.
  dossierGround(L: any, map: any, data: MapData, changed: () => void): {
    draw(isFree: (box: number[]) => boolean): void;
    holds(ring: [lat: number, lon: number][], lat: number, lon: number): boolean;
    contested(lat: number, lon: number): boolean;
  };
}
