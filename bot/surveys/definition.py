"""A survey as plain JSON and its fingerprint, so that answers stay with what was asked; knows nothing of storing it."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from hashlib import sha256
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from bot.surveys.conversation import Statement
from bot.surveys.record import Audience, Quota, Section, Survey, SurveyChoice, SurveyQuestion, Type

VERSION = 1
OUTSIDE_THE_HASH = frozenset({"opens", "closes", "reminders", "objectives", "sample", "audience", "draft"})
"""When it runs, and for whom: what may change while it is open without changing what anybody answered."""
SAID_WHEN_USED: Mapping[str, Any] = {"kind": "survey", "statements": [], "draft": False}
"""Left out where a survey has no use for it, so that surveys frozen before there were conversations keep their hash."""
SPELLING = 90.0
"""rapidfuzz ratio (0-100) from which two sentences differ by no more than spelling."""
_TEXTS = frozenset(
    {"title", "text", "hint", "why", "who_asks", "what_happens", "label", "message", "required_message"}
    | {"constraint_message", "translations"}
)


def definition(survey: Survey) -> dict[str, Any]:
    """Everything there is to the survey, as JSON; `survey_from_definition` is its inverse."""
    plain = _plain(survey)
    assert isinstance(plain, dict)
    said = {
        key: value
        for key, value in plain.items()
        if key not in SAID_WHEN_USED or value != SAID_WHEN_USED[key]
    }
    return {"version": VERSION, **said}


def hash_of(survey: Survey) -> str:
    """The SHA-256 (hex) of what respondents are asked and promised; dates and audience do not count."""
    asked = {key: value for key, value in definition(survey).items() if key not in OUTSIDE_THE_HASH}
    text = json.dumps(asked, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def survey_from_definition(raw: Mapping[str, Any]) -> Survey:
    """The survey frozen by `definition`; raises ValueError for a version this code does not know."""
    if raw.get("version") != VERSION:
        raise ValueError(f"a survey definition of version {raw.get('version')!r} cannot be read")
    rest = {key: value for key, value in raw.items() if key != "version"}
    return Survey(
        **{
            **rest,
            "questions": tuple(_question(question) for question in raw["questions"]),
            "sections": tuple(Section(**section) for section in raw["sections"]),
            "quotas": tuple(Quota(**quota) for quota in raw["quotas"]),
            "audience": Audience(**{key: tuple(value) for key, value in raw["audience"].items()}),
            "statements": tuple(Statement(**statement) for statement in raw.get("statements", ())),
            "objectives": tuple(raw["objectives"]),
            "opens": _day(raw["opens"]),
            "closes": _day(raw["closes"]),
        }
    )


def only_spelling(old: Survey, new: Survey) -> bool:
    """Whether the two differ in nothing but the spelling of their sentences, so that old answers still fit."""
    return _alike(definition(old), definition(new), "")


def _alike(old: Any, new: Any, key: str) -> bool:
    if isinstance(old, dict) and isinstance(new, dict):
        inside = key == "translations"
        return old.keys() == new.keys() and all(
            _alike(old[name], new[name], key if inside else name)
            for name in old
            if name not in OUTSIDE_THE_HASH
        )
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(_alike(a, b, key) for a, b in zip(old, new, strict=True))
    if key in _TEXTS and isinstance(old, str) and isinstance(new, str):
        return _spelt_alike(old.casefold(), new.casefold())
    return bool(old == new)


def _spelt_alike(old: str, new: str) -> bool:
    """Nearly the same, or one letter apart in a word that is long enough for that to be a slip ("Drum", "Drums")."""
    one_slip = max(len(old), len(new)) >= 5 and Levenshtein.distance(old, new) <= 1
    return one_slip or fuzz.ratio(old, new) >= SPELLING


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _question(raw: Mapping[str, Any]) -> SurveyQuestion:
    choices = tuple(SurveyChoice(**choice) for choice in raw["choices"])
    return SurveyQuestion(**{**raw, "type": Type(raw["type"]), "choices": choices})


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
