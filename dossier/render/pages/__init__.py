"""The views: one module for each kind of page, which gives its template the values it needs."""
