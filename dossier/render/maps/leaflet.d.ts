// What folium declares around leaflet.js: dossier/render/maps/folium_program.py. For the type checker alone.
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
