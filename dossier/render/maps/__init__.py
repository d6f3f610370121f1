"""Maps: drawn as SVG, and as a Leaflet map for the map page."""
