"""Graphs: the network of actors, and the chains of a claim's accounts."""
