"""Answers as a table: one row a response, one column a question; knows nobody's name, and neither does the table."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from bot.store import Edition, Response
from bot.surveys.definition import survey_from_definition
from bot.surveys.record import UNSEEN, Type

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is a formula to a spreadsheet (OWASP, "CSV injection"); it is written with ' before it."""


def as_csv(edition: Edition, responses: Iterable[Response]) -> str:
    """The responses as CSV; several choices are separated by ";", a skipped question is empty."""
    columns = question_ids(edition, responses := list(responses))
    rows = [[text_of(response.answers.get(column)) for column in columns] for response in responses]
    about = [[response.id, response.submitted_on.isoformat(), response.hash] for response in responses]
    head = ["response", "submitted_on", "definition", *columns]
    return csv_text([head, *(a + row for a, row in zip(about, rows, strict=True))])


def question_ids(edition: Edition, responses: Sequence[Response]) -> list[str]:
    """The questions of the edition in their order, then whatever older definitions asked besides."""
    survey = survey_from_definition(json.loads(edition.definition))
    asked = [q.id for q in survey.questions if q.type not in UNSEEN and q.type is not Type.NOTE]
    given = [name for response in responses for name in response.answers]
    return list(dict.fromkeys([*asked, *given]))


def text_of(value: Any) -> str:
    if value is None:
        return ""
    return ";".join(str(item) for item in value) if isinstance(value, list) else str(value)


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """CSV with a line end of "\\r\\n" (RFC 4180), formulas made harmless."""
    out = io.StringIO()
    csv.writer(out).writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def _harmless(cell: str) -> str:
    number = cell.replace(".", "", 1).lstrip("-").isdigit()
    return f"'{cell}" if cell.startswith(RISKY) and not number else cell
