// What folium declares around leaflet.js (dossier/render/maps/folium_program.py), and what the files of the map share. For
// the type checker alone.
// deno-lint-ignore-file no-explicit-any -- Leaflet's types come by npm alone, which `make lint` does without.

/** The map's element. */
declare const box: HTMLElement;
declare const L: any;
declare const map: any;
/** The control of layers. */
declare const layers: any;
/** Layers by the type of the places on them. */
declare const groups: Record<string, any>;
/** What each of them is called. */
declare const titles: Record<string, string>;
/** Whether the reader wants no motion. */
declare const still: boolean;

/** A place on the map. */
interface MapSpot {
  place: MapPlace; marker: any; shape: any; name: HTMLElement; latlng: any;
  at: { x: number; y: number };
  width: number;
  /** Filtered out. */
  out: boolean;
  /** Within the mark of a cluster. */
  joined: boolean;
}
/** What the files of the interactive map share. */
interface MapOn {
  L: any; map: any; data: MapData; groups: Record<string, any>; box: HTMLElement; api: NonNullable<Window["dossierMap"]>;
  /** The marker whose popup is open. */
  opened: any;
  /** Whether a popup that opens leaves the focus where it is. */
  quiet: boolean;
  /** Ids of the places that the view is drawn around; all where it is empty. */
  focus: string[];
  /** A longitude within the map's window of 360 degrees. */
  turned(lon: number): number;
}
interface Window {
  dossierMapMarks: {
    element<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, className?: string, text?: string): HTMLElementTagNameMap[Tag];
    linked(text: string, href: string): HTMLAnchorElement;
    room(box: HTMLElement): Record<string, number | number[]>;
    marked(on: MapOn, place: MapPlace): MapSpot;
  };
  dossierMapClusters(on: MapOn): { gather(shown: MapSpot[]): void; layers: any };
  dossierMapNames(
    on: MapOn, spots: MapSpot[], ground: ReturnType<Window["dossierGround"]>, clusters: ReturnType<Window["dossierMapClusters"]>,
  ): () => void;
  dossierMapViews(on: MapOn, spots: MapSpot[]): {
    showAll(): void; goTo(spot: MapSpot, focus: boolean): void; keepView(): void; fromAddress(): void; choice(): HTMLElement;
    /** From now on the address keeps the view. */
    settle(): void;
  };
}
