"""Reads a survey from what its YAML file says, with every fault at once; knows nothing of files and lines."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from bot.catalogue.fault import Fault
from bot.surveys.fields import Fields
from bot.surveys.only_if import condition
from bot.surveys.reading_question import name_of, question_from, slug
from bot.surveys.reading_statements import kind_of, statements_from
from bot.surveys.record import Audience, Quota, Results, Section, Survey, SurveyQuestion

FIELDS = (
    "slug", "title", "why", "who_asks", "what_happens", "questions", "sections", "audience", "opens", "closes",
    "anonymous", "reminders", "results", "sample", "council_authored", "objectives", "quotas", "language",
    "translations", "kind", "statements", "status",
)  # fmt: skip
ROLES = ("young_person", "parent", "school", "educator")
RESULTS = ("live", "after_close", "no")
SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,57}")
"""A slug goes into a deep link, of which Telegram takes 64 characters."""
AGE_BAND = re.compile(r"\d{1,2}-\d{1,2}|\d{1,2}\+")


def survey_from(record: Mapping[str, object]) -> Survey | list[Fault]:
    """The survey, or all that is wrong with it. Warnings alone do not keep a survey from being used."""
    fields = Fields(record, (), [])
    fields.known(FIELDS)
    kind = kind_of(fields)
    questions = () if kind == "conversation" else _questions(fields)
    survey = replace(
        head_from(fields),
        who_asks=fields.text("who_asks", "write who_asks: and who asks, such as our youth council"),
        why=fields.text("why", "write why: and why you ask"),
        what_happens=fields.text("what_happens", "write what_happens: and what is done with the answers"),
        questions=questions,
        sections=_sections(fields, questions),
        quotas=_quotas(fields, questions),
        translations=_translations(fields, questions),
        kind=kind,
        statements=statements_from(fields, kind),
    )
    return [fault for fault in fields.faults if not fault.warning] or survey


def head_from(fields: Fields) -> Survey:
    """All that is said of a survey but its questions and its promises; the same for every kind of file."""
    opens, closes = fields.day("opens"), fields.day("closes")
    if opens and closes and closes < opens:
        fields.fault("closes", "it closes before it opens", "put the later day under closes")
    return Survey(
        slug=_slug(fields),
        title=fields.text("title", "write title: and what the survey is called"),
        audience=_audience(fields.inside("audience")),
        opens=opens,
        closes=closes,
        anonymous=fields.flag("anonymous", default=True),
        reminders=_reminders(fields),
        results=cast(Results, fields.one_of("results", RESULTS, "after_close")),
        sample=fields.flag("sample"),
        council_authored=fields.flag("council_authored"),
        objectives=fields.texts("objectives"),
        draft=_is_draft(fields),
        language=fields.text("language") or "en",
    )


def _is_draft(fields: Fields) -> bool:
    """A file that says nothing is the hub's own approval; the only status that it may ask for is draft."""
    status = fields.text("status").casefold()
    if status not in ("", "draft"):
        fields.fault("status", f"status is {status!r}", "write status: draft, or leave it out")
    return status == "draft"


def _slug(fields: Fields) -> str:
    name = fields.text("slug", "write slug: and the name of the file without .yaml")
    if name and not SLUG.fullmatch(name):
        fields.fault(
            "slug", f"{name!r} cannot be a slug", "use small letters, digits and -, at most 58 characters"
        )
    return name


def _questions(fields: Fields) -> tuple[SurveyQuestion, ...]:
    entries = fields.mappings("questions")
    if not entries and isinstance(fields.raw.get("questions", []), list):
        fields.fault(None, "there are no questions", "write questions: and at least one")
    names = [name_of(Fields(entry.raw, entry.path, []), number) for number, entry in enumerate(entries, 1)]
    earlier: dict[str, SurveyQuestion] = {}
    for number, entry in enumerate(entries, 1):
        question = question_from(entry, number, earlier, frozenset(names[number:]))
        if question.id in earlier:
            entry.fault("id", f"there are two questions {question.id}", "give each question its own id")
        earlier[question.id] = question
    return tuple(earlier.values())


def _sections(fields: Fields, questions: tuple[SurveyQuestion, ...]) -> tuple[Section, ...]:
    """The sections that are described, then those that a question merely names."""
    sections: dict[str, Section] = {}
    known = {question.id: question for question in questions}
    for entry in fields.mappings("sections"):
        entry.known(("title", "only_if"))
        title = entry.text("title", "write title: as the questions name it")
        sections[slug(title)] = Section(slug(title), title, condition(entry, "only_if", known))
    for entry in fields.mappings("questions") if questions else ():
        title = Fields(entry.raw, entry.path, []).text("section")
        if title:
            sections.setdefault(slug(title), Section(slug(title), title))
    return tuple(sections.values())


def _audience(fields: Fields) -> Audience:
    fields.known(("age_bands", "areas", "roles"))
    bands, roles = fields.texts("age_bands"), fields.texts("roles")
    for band in bands:
        if not AGE_BAND.fullmatch(band):
            fields.fault("age_bands", f"{band!r} is no age band", "write it as 11-13 or 19+")
    for role in roles:
        if role not in ROLES:
            fields.fault("roles", f"there is no role {role}", f"use one of: {', '.join(ROLES)}")
    return Audience(bands, fields.texts("areas"), roles)


def _reminders(fields: Fields) -> int:
    number = fields.number("reminders") or 0
    if number not in (0, 1):
        fields.fault("reminders", f"{number:g} reminders", "write 0 or 1: nobody is asked more than twice")
        return 0
    return int(number)


def _quotas(fields: Fields, questions: tuple[SurveyQuestion, ...]) -> tuple[Quota, ...]:
    values = {question.id: {choice.value for choice in question.choices} for question in questions}
    quotas = []
    for entry in fields.mappings("quotas"):
        entry.known(("question", "value", "most", "message"))
        name, value = (
            entry.text("question", "write question: and its id"),
            entry.text("value", "write value:"),
        )
        most = entry.number("most")
        if most is None:
            entry.fault(None, "most is missing", "write most: and after how many people it is full")
        if name and value not in values.get(name, set()):
            entry.fault(
                "value",
                f"{name or 'no question'} has no answer {value!r}",
                "use the value of one of its choices",
            )
        quotas.append(Quota(name, value, int(most or 0), entry.text("message")))
    return tuple(quotas)


def _translations(fields: Fields, questions: tuple[SurveyQuestion, ...]) -> dict[str, dict[str, str]]:
    keys = translation_keys(questions)
    languages = {}
    for language in fields.inside("translations").raw:
        entry = fields.inside("translations").inside(language)
        entry.known(keys)
        languages[language] = {key: entry.text(key) for key in entry.raw if key in keys}
    return languages


def translation_keys(questions: tuple[SurveyQuestion, ...]) -> list[str]:
    """The keys under which a survey's sentences can be translated."""
    parts = ("text", "hint", "why", "constraint_message", "required_message")
    return [
        *(f"{question.id}.{part}" for question in questions for part in parts),
        *(f"{question.id}.choice.{choice.value}" for question in questions for choice in question.choices),
        *(f"{question.section}.title" for question in questions if question.section),
        "title", "why", "who_asks", "what_happens",
    ]  # fmt: skip
