"""A comment in a body, which HTML and some editors hide, and a dossier would publish."""

from __future__ import annotations

from dossier.diagnostics import Report
from dossier.lint.prose import paragraphs, raw_lines, spot
from dossier.lint.subject import Subject
from dossier.model.comments import COMMENT, PRIVATE_NOTE
from dossier.model.markup import CODE
from dossier.model.prose import prose_of


def comment_in_text(subject: Subject, report: Report) -> None:
    """A comment may name whom the dossier protects: it is an error outside code, closed or not."""
    for record in subject.texts:
        if not COMMENT.search(record.body.text):
            continue
        in_code: dict[tuple[int, int] | None, int] = {}
        for _, lines, parts in prose_of(record.body.blocks):
            for part in parts:
                if part[0] == CODE and not isinstance(part, str):
                    in_code[lines] = in_code.get(lines, 0) + len(COMMENT.findall(part[2]))
        for text, lines in paragraphs(record):
            comment = COMMENT.search(text)
            if comment is None or len(COMMENT.findall(raw_lines(record, lines))) <= in_code.get(lines, 0):
                continue
            hint = f"{PRIVATE_NOTE}; to show the sign itself, write \\{comment[0]}"
            message = f'"{comment[0]}" begins a comment, and would be published'
            report.error(
                "comment-in-text", spot(record, text[: comment.start()], comment[0], lines), message, hint
            )
