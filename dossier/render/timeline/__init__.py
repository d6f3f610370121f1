"""The timeline: its scale, its bars, its drawing."""
