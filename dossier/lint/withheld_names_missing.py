"""A record that withholds a name, where nobody can check that the name is not in the output."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.records import Actor, Place, Publisher
from dossier.model.withholding import withholds


def withheld_names_missing(subject: Subject, report: Report) -> None:
    """Publishing needs the spellings of whatever is published by less than its name; a fork that has not got them is
    warned. Such a record has no names, and no source is recorded to have printed any for it.
    """
    withholding = {record.id for record in subject.corpus.records.values() if withholds(record)}
    for id_ in withholding:
        record = subject.corpus.records[id_]
        if isinstance(record, (Actor, Place, Publisher)) and record.names:
            hint = "take them out, and out of git's history; the title says as much as is published"
            spot = Spot(record.path, ("names",), on_key=True)
            report.error("withheld-names-missing", spot, f"a withheld {record.kind} has names here", hint)
        if id_ not in subject.withheld:
            hint = "name the file with $DOSSIER_WITHHELD; without it, dossier build writes nothing"
            spot = Spot(record.path, ("publish",))
            report.warning(
                "withheld-names-missing", spot, "the spellings of the withheld name are not at hand", hint
            )
    for article in subject.corpus.articles if withholding else ():
        for id_, naming in article.actors.items():
            if id_ in withholding and naming.named:
                hint = "take them out, and out of git's history as well"
                spot = Spot(article.path, ("actors", id_, "named"), on_key=True)
                report.error("withheld-names-missing", spot, "a withheld actor has names here", hint)
