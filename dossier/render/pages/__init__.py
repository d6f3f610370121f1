"""One kind of page, one file: what its template needs to know."""
