"""The published tree: its files, its pages, and the swap of a new tree for the published one as one step."""
