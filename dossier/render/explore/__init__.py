"""The explore page's data."""
