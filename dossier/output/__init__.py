"""The published tree: its files, its pages, its shadow, and the swap of a new tree for the published one in one step."""
