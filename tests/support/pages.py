"""The addresses of the real dossier: one page of each kind."""

from __future__ import annotations

KINDS = (
    "",
    "story/",
    "explore/",
    "explore/?place=afrin&kind=claim",
    "changes/",
    "timeline/",
    "network/",
    "articles/",
    "actors/",
    "map/",
    "bibliography/",
    "about/method/",
    "articles/gercek-jolani/",
    "actors/abu-mohammad-al-jolani/",
    "places/afrin/",
    "events/moscow-talks-2022-12-28/",
    "publishers/ria-novosti/",
    "claims/ministers-met-moscow-2022-12-28/",
    "findings/turkish-role-in-afrin-not-settled/",
    "404.html",
)
