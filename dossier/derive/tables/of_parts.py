"""Tables of what belongs to records, and of relations between them: names, roles, control, participants, …"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from dossier.derive.relations import RELATIONS
from dossier.derive.tables.columns import (
    Row,
    Source,
    Table,
    date_cells,
    dated,
    key_to,
    needed,
    number,
    text,
    web,
)
from dossier.model.parts import FOLDERS
from dossier.model.records import Actor, Claim, Event, Finding, Place, Publisher

SOURCES = (
    key_to("source", "articles", "The article that says so.", required=False),
    web("reference", "The address of a reference work that says so."),
)


def _names(source: Source) -> Iterator[Row]:
    named: Iterator[Actor | Publisher | Place] = chain(
        source.corpus.actors, source.corpus.publishers, source.corpus.places
    )
    for record in sorted(named, key=lambda record: record.id):
        for position, name in enumerate(record.names, 1):
            yield record.id, position, name.name, name.lang


def _identifiers(source: Source) -> Iterator[Row]:
    for actor in source.corpus.actors:
        for register, key in sorted(actor.identifiers.items()):
            yield actor.id, register, key


def _roles(source: Source) -> Iterator[Row]:
    for actor in source.corpus.actors:
        for position, role in enumerate(actor.roles, 1):
            by = source.known(role.source), role.reference
            yield actor.id, position, role.as_, source.known(role.of), *date_cells(role.when), *by


def _controls(source: Source) -> Iterator[Row]:
    held: Iterator[Actor | Publisher] = chain(source.corpus.actors, source.corpus.publishers)
    for record in sorted(held, key=lambda record: record.id):
        if (control := record.controlled_by) and source.known(control.actor):
            yield record.id, control.actor, source.known(control.source), control.reference


def _event_places(source: Source) -> Iterator[Row]:
    for event in source.corpus.of(Event):
        yield from ((event.id, place) for place in sorted({*event.places}) if source.known(place))


def _event_actors(source: Source) -> Iterator[Row]:
    for event in source.corpus.of(Event):
        known = [each for each in event.actors if source.known(each.actor)]
        for position, each in enumerate(known, 1):
            yield event.id, position, each.actor, each.as_, source.known(each.source), each.reference


def _event_sources(source: Source) -> Iterator[Row]:
    for event in source.corpus.of(Event):
        yield from ((event.id, article) for article in sorted({*event.sources}) if source.known(article))


def _claim_about(source: Source) -> Iterator[Row]:
    for claim in source.corpus.of(Claim):
        yield from ((claim.id, id_) for id_ in sorted({*claim.about}) if source.known(id_))


def _claim_relations(source: Source) -> Iterator[Row]:
    for claim in source.corpus.of(Claim):
        for relation, named in sorted(RELATIONS):
            yield from ((claim.id, relation, id_) for id_ in sorted({*named(claim)}) if source.known(id_))


def _finding_claims(source: Source) -> Iterator[Row]:
    for finding in source.corpus.of(Finding):
        yield from ((finding.id, claim) for claim in sorted({*finding.rests_on}) if source.known(claim))


def _waivers(source: Source) -> Iterator[Row]:
    for id_, record in sorted(source.corpus.records.items()):
        for position, waiver in enumerate(getattr(record, "waivers", ()), 1):
            yield id_, position, waiver.rule, waiver.reason, *date_cells(waiver.published)


def _retired(source: Source) -> Iterator[Row]:
    for entry in sorted(source.corpus.retired, key=lambda entry: entry.id):
        replaced = source.known(entry.replaced_by)
        yield entry.id, entry.kind, *date_cells(entry.date), entry.reason, replaced


NAMES = Table(
    name="names",
    about="Names of actors, outlets and places, by language; the first of each is preferred. No labels.",
    columns=(
        key_to("record", "records", "Whose name it is."),
        number("position", "1 for the preferred name, and so on."),
        needed("name", "The name."),
        text("lang", "Its language: BCP 47."),
    ),
    key=("record", "position"),
    rows=_names,
)
IDENTIFIERS = Table(
    name="identifiers",
    about="Keys of actors in registers that others keep.",
    columns=(
        key_to("actor", "actors", "Whose key it is."),
        needed("register", "The register.", ("isni", "lei", "viaf", "wikidata")),
        needed("key", "The key."),
    ),
    key=("actor", "register"),
    rows=_identifiers,
)
ROLES = Table(
    name="roles",
    about="What an actor was, of what and when.",
    columns=(
        key_to("actor", "actors", "Who."),
        number("position", "The number of the role."),
        needed("role", "The role, in words."),
        key_to("of", "actors", "Of what.", required=False),
        *dated("held", "When."),
        *SOURCES,
    ),
    key=("actor", "position"),
    rows=_roles,
)
CONTROLS = Table(
    name="controls",
    about="Who controls an actor or an outlet, where that is recorded. An origin's controller is the last of a chain of "
    "these.",
    columns=(
        key_to("record", "records", "The actor or outlet."),
        key_to("controlled_by", "actors", "Who controls it."),
        *SOURCES,
    ),
    key=("record",),
    rows=_controls,
)
EVENT_PLACES = Table(
    name="event_places",
    about="Where events happened.",
    columns=(key_to("event", "events", "The event."), key_to("place", "places", "The place.")),
    key=("event", "place"),
    rows=_event_places,
)
EVENT_ACTORS = Table(
    name="event_actors",
    about="Who took part in events, and as what.",
    columns=(
        key_to("event", "events", "The event."),
        number("position", "The number of the participant."),
        key_to("actor", "actors", "Who."),
        text("role", "As what."),
        *SOURCES,
    ),
    key=("event", "position"),
    rows=_event_actors,
)
EVENT_SOURCES = Table(
    name="event_sources",
    about="Articles that an event's record rests on.",
    columns=(key_to("event", "events", "The event."), key_to("article", "articles", "The article.")),
    key=("event", "article"),
    rows=_event_sources,
)
CLAIM_ABOUT = Table(
    name="claim_about",
    about="What claims are about.",
    columns=(key_to("claim", "claims", "The claim."), key_to("record", "records", "What it is about.")),
    key=("claim", "record"),
    rows=_claim_about,
)
CLAIM_RELATIONS = Table(
    name="claim_relations",
    about="Relations between claims, as they are written: `contradicts` and `contrary_to` hold both ways.",
    columns=(
        key_to("claim", "claims", "The claim whose record says so."),
        needed("relation", "The relation.", tuple(sorted(name for name, _ in RELATIONS))),
        key_to("other", "claims", "The other claim."),
    ),
    key=("claim", "relation", "other"),
    rows=_claim_relations,
)
FINDING_CLAIMS = Table(
    name="finding_claims",
    about="The claims that findings rest on.",
    columns=(key_to("finding", "findings", "The finding."), key_to("claim", "claims", "The claim.")),
    key=("finding", "claim"),
    rows=_finding_claims,
)
WAIVERS = Table(
    name="waivers",
    about="Weakenings of the evidence that the editors have accepted, with their reasons.",
    columns=(
        key_to("record", "records", "What has weakened."),
        number("position", "The number of the waiver."),
        needed("rule", "The rule that was waived."),
        needed("reason", "Why."),
        *dated("published", "When it was.", required=True),
    ),
    key=("record", "position"),
    rows=_waivers,
)
RETIRED = Table(
    name="retired",
    about="Ids that were published and are withdrawn.",
    columns=(
        needed("id", "The id, which is not used again."),
        needed("kind", "What it was.", tuple(sorted(FOLDERS))),
        *dated("retired", "When.", required=True),
        needed("reason", "Why."),
        key_to("replaced_by", "records", "What stands in its place.", required=False),
    ),
    key=("id",),
    rows=_retired,
)
