"""What a map opens on: where most of it happened; the rest lies in insets."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from dossier.render.maps.markers import Spot
from dossier.render.maps.projection import beginning, mercator

SHARE = 0.8
"""The part of all events and claims that the places of the first view have, at least."""
WORTH = 0.75
"""A place is left to an inset only where the view without it is narrower than this part of the view with it."""
TOGETHER = 3.0
"""Degrees within which places share an inset."""
NEXT_TO_NOTHING = 0.01
"""What a place counts for where nothing happened."""
LEAST = math.radians(1.5)
"""Radians below which a view need not be any narrower."""


class Inset(NamedTuple):
    """Places far from all others, drawn apart."""

    spots: list[Spot]
    """The one that most sources name first."""

    @property
    def title(self) -> str:
        """ "Moscow", or "Moscow and 2 more"."""
        more = len(self.spots) - 1
        return self.spots[0].title + (f" and {more} more" if more else "")

    @property
    def mentions(self) -> int:
        """The sources that name its places, added up."""
        return sum(spot.weight for spot in self.spots)


def _extent(points: Sequence[tuple[float, float]]) -> float:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(LEAST, max(xs) - min(xs), max(ys) - min(ys))


def _weights(spots: Sequence[Spot]) -> dict[str, float]:
    """By place the number of events and claims; where there are none, of sources; else one each."""
    for found in ([float(spot.happened) for spot in spots], [float(spot.weight) for spot in spots]):
        if any(found):
            return {spot.id: max(NEXT_TO_NOTHING, each) for spot, each in zip(spots, found, strict=True)}
    return dict.fromkeys((spot.id for spot in spots), 1.0)


def focus_of(spots: Sequence[Spot]) -> list[Spot]:
    """The places of the smallest view with four fifths of what happened; no countries, unless there is nothing else."""
    finer = [spot for spot in spots if spot.type != "country"] or list(spots)
    weights = _weights(finer)
    west = beginning(spot.point[0] for spot in finer)
    at = {
        spot.id: mercator(lon + 360 if lon < west else lon, lat)
        for spot in finer
        for lon, lat in [spot.point]
    }
    within = list(finer)
    left = sum(weights.values())
    least = SHARE * left
    while len(within) > 1:
        extent = _extent([at[spot.id] for spot in within])
        best: tuple[float, str, list[Spot], float] | None = None
        for axis in (0, 1):
            ordered = sorted(within, key=lambda spot: (at[spot.id][axis], spot.id))
            for side in (ordered, ordered[::-1]):
                dropped = 0.0
                for number, spot in enumerate(side[:-1], 1):
                    dropped += weights[spot.id]
                    if left - dropped < least:
                        break
                    rest = side[number:]
                    smaller = _extent([at[s.id] for s in rest])
                    # How much narrower the view gets for what it loses.
                    gain = math.log(extent / smaller) / dropped
                    if smaller < WORTH * extent and (best is None or (gain, spot.id) > best[:2]):
                        best = (gain, spot.id, rest, dropped)
        if best is None:
            break
        within, left = best[2], left - best[3]
    chosen = {spot.id for spot in within}
    return [spot for spot in spots if spot.id in chosen]


def grouped(spots: Sequence[Spot]) -> list[Inset]:
    """Places in insets, those near one another in one; the one with most mentions first."""
    insets: list[Inset] = []
    for spot in sorted(spots, key=lambda spot: spot.rank):
        lon, lat = spot.point
        for inset in insets:
            first_lon, first_lat = inset.spots[0].point
            apart = (lon - first_lon + 180) % 360 - 180
            if abs(apart) <= TOGETHER and abs(lat - first_lat) <= TOGETHER:
                inset.spots.append(spot)
                break
        else:
            insets.append(Inset([spot]))
    return sorted(insets, key=lambda inset: (-inset.mentions, inset.spots[0].id))
