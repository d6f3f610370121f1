"""Editorial rules over the linked dossier. A rule is named after what it forbids; its code is its file's name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dossier.diagnostics import Report
from dossier.lint.address_of_another import address_of_another
from dossier.lint.circular_reference import circular_reference
from dossier.lint.circular_sourcing import circular_sourcing
from dossier.lint.comment_in_text import comment_in_text
from dossier.lint.date_disagrees import date_disagrees
from dossier.lint.date_narrower_than_source import date_narrower_than_source
from dossier.lint.duplicate_name import duplicate_name
from dossier.lint.duplicate_url import duplicate_url
from dossier.lint.empty_body import empty_body
from dossier.lint.implausible_date import implausible_date
from dossier.lint.label_as_name import label_as_name
from dossier.lint.label_in_prose_heading import label_in_prose_heading
from dossier.lint.language_mismatch import language_mismatch
from dossier.lint.malformed_link import malformed_link
from dossier.lint.missing_source import missing_source
from dossier.lint.missing_speaker import missing_speaker
from dossier.lint.missing_value import missing_value
from dossier.lint.one_sided_control import one_sided_control
from dossier.lint.origin_in_office import origin_in_office
from dossier.lint.orphan_record import orphan_record
from dossier.lint.outlet_is_no_origin import outlet_is_no_origin
from dossier.lint.over_quoted import over_quoted
from dossier.lint.page_too_large import page_too_large
from dossier.lint.participant_without_role import participant_without_role
from dossier.lint.placeholder_left import placeholder_left
from dossier.lint.published_after_accessed import published_after_accessed
from dossier.lint.published_before_event import published_before_event
from dossier.lint.quote_not_in_account import quote_not_in_account
from dossier.lint.quote_not_verified import quote_not_verified
from dossier.lint.rests_on_silent_source import rests_on_silent_source
from dossier.lint.same_text import same_text
from dossier.lint.speaker_not_named import speaker_not_named
from dossier.lint.step_without_section import step_without_section
from dossier.lint.subject import Subject
from dossier.lint.texts_not_compared import texts_not_compared
from dossier.lint.title_not_a_name import title_not_a_name
from dossier.lint.title_not_initials import title_not_initials
from dossier.lint.unconfirmed import unconfirmed
from dossier.lint.undeclared_origin import undeclared_origin
from dossier.lint.unlinked_name import unlinked_name
from dossier.lint.unsupported_claim import unsupported_claim
from dossier.lint.weekday_mismatch import weekday_mismatch
from dossier.lint.withheld_names_missing import withheld_names_missing

RULES: tuple[Callable[[Subject, Report], None], ...] = (
    empty_body,
    page_too_large,
    placeholder_left,
    comment_in_text,
    malformed_link,
    step_without_section,
    unconfirmed,
    title_not_a_name,
    title_not_initials,
    missing_speaker,
    missing_value,
    speaker_not_named,
    participant_without_role,
    missing_source,
    one_sided_control,
    duplicate_url,
    duplicate_name,
    address_of_another,
    implausible_date,
    published_after_accessed,
    published_before_event,
    circular_reference,
    circular_sourcing,
    undeclared_origin,
    outlet_is_no_origin,
    origin_in_office,
    rests_on_silent_source,
    same_text,
    texts_not_compared,
    unsupported_claim,
    date_narrower_than_source,
    date_disagrees,
    weekday_mismatch,
    language_mismatch,
    label_as_name,
    label_in_prose_heading,
    quote_not_in_account,
    quote_not_verified,
    over_quoted,
    withheld_names_missing,
    orphan_record,
    unlinked_name,
)


OF_TEXTS = (
    empty_body,
    page_too_large,
    placeholder_left,
    comment_in_text,
    malformed_link,
    step_without_section,
    label_in_prose_heading,
    unlinked_name,
)
"""The rules that judge bodies: what they report about one depends on no other body."""
TEXT_CODES = frozenset({"broken-link", *(rule.__name__.replace("_", "-") for rule in OF_TEXTS)})
"""Codes of diagnostics that depend only on a text and on the names and labels of the dossier."""


def lint(
    subject: Subject, report: Report, rules: Sequence[Callable[[Subject, Report], None]] = RULES
) -> None:
    """Apply these rules, by default all of them in the order of the table."""
    for rule in rules:
        rule(subject, report)
