"""Only answers that still apply are submitted, however somebody came to them, and nothing personal in free text."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.dialogue.forms import asked_so_far, relevant, step_back
from bot.surveys.answers import clean, computed, quota_reached
from bot.surveys.form import form
from bot.surveys.reading import survey_from
from bot.surveys.record import Quota, Survey, Type
from bot.surveys.xlsform import survey_from_xlsform

HEAD = {"slug": "s", "title": "t", "why": "w", "who_asks": "c", "what_happens": "h"}
QUESTIONS: list[dict[str, Any]] = [
    {"id": "hello", "ask": "Hello", "type": "note"},
    {"id": "plays", "ask": "Do you play?", "type": "one", "choices": ["Yes", "No", "Used to"]},
    {"id": "what", "ask": "What?", "type": "many", "choices": ["Drums", "Bass", {"label": "Else", "other": True}],
     "only_if": {"plays": ["Yes", "Used to"]}},
    {"id": "years", "ask": "Years?", "type": "number", "only_if": {"what": "Drums"}},
    {"id": "long", "type": "computed", "value": "if(${years} > 3, 'long', 'short')"},
    {"id": "proud", "ask": "{years} years! Proud?", "type": "yes_no", "only_if": "${long} = 'long'"},
    {"id": "why_not", "ask": "Why not?", "type": "text", "only_if": {"plays": "No"}},
    {"id": "mood", "ask": "How is it?", "type": "scale", "scale": "faces", "only_if": {"why_not": "answered"}},
    {"id": "idea", "ask": "One idea?", "type": "text"},
]  # fmt: skip


def a_survey(questions=QUESTIONS) -> Survey:
    survey = survey_from({**HEAD, "questions": questions})
    assert isinstance(survey, Survey), survey
    return survey


SURVEY = a_survey()


def say(key: str, /, **values: object) -> str:
    return key


ASK = form(SURVEY, say)
VALUES: dict[str, list[Any]] = {
    "hello": [""],
    "plays": ["yes", "no", "used_to", None],
    "what": [["drums"], ["bass"], ["drums", "other"], ["other"], None],
    "what_other": ["Kazoo", None],
    "years": [1, 3.5, 4, 20, None],
    "proud": ["yes", "no", None],
    "why_not": ["No time", None],
    "mood": ["1", "5", None],
    "idea": ["More gigs", "", None],
}


def applies_by_hand(said: dict[str, Any]) -> dict[str, Any]:
    """Which answers count, worked out without any of the code under test."""
    played, what = said["plays"] in ("yes", "used_to"), said.get("what") or []
    years = said.get("years") if played and "drums" in what else None
    counts = {
        "plays": True,
        "what": played,
        "what_other": played and "other" in what,
        "years": played and "drums" in what,
        "proud": years is not None and years > 3,
        "why_not": said["plays"] == "no",
        "mood": said["plays"] == "no" and bool(said.get("why_not")),
        "idea": True,
    }
    return {name: said[name] for name, count in counts.items() if count}


class Somebody(RuleBasedStateMachine):
    """Answers, skips, goes back and changes their mind in any order, as the scenes let them."""

    def __init__(self) -> None:
        super().__init__()
        self.answers: dict[str, Any] = {}
        self.last: dict[str, Any] = {}

    @precondition(lambda self: ASK(self.answers) is not None)
    @rule(pick=st.integers(0, 100))
    def answer(self, pick: int) -> None:
        question = ASK(self.answers)
        assert question is not None
        values = VALUES[question.id]
        self._give(question.id, values[pick % len(values)])

    @rule()
    def back(self) -> None:
        self.answers = step_back(ASK, self.answers)

    @precondition(lambda self: self.answers)
    @rule(which=st.integers(0, 100), pick=st.integers(0, 100))
    def change_an_earlier_answer(self, which: int, pick: int) -> None:
        asked = asked_so_far(ASK, self.answers)
        if asked:
            name = asked[which % len(asked)]
            self._give(name, VALUES[name][pick % len(VALUES[name])])

    def _give(self, name: str, value: Any) -> None:
        self.answers = {**self.answers, name: value}
        self.last[name] = value

    @invariant()
    def what_counts_is_what_was_said_last_and_still_applies(self) -> None:
        if ASK(self.answers) is None:
            assert clean(SURVEY, self.answers) == applies_by_hand(self.last)
        assert clean(SURVEY, self.answers) == {
            name: self.last[name] for name in relevant(ASK, self.answers) if name != "hello"
        }


TestSomebody = Somebody.TestCase


@given(st.lists(st.integers(0, 100), min_size=12, max_size=12))
def test_whoever_answers_everything_comes_to_the_end(picks):
    answers: dict[str, Any] = {}
    for pick in picks:
        question = ASK(answers)
        if question is None:
            break
        answers[question.id] = VALUES[question.id][pick % len(VALUES[question.id])]
    assert ASK(answers) is None


@given(st.lists(st.integers(0, 100), min_size=12, max_size=12))
def test_the_total_never_grows_and_the_last_question_is_the_last(picks):
    answers: dict[str, Any] = {}
    shown = []
    asking = form(SURVEY, lambda key, /, **values: f"{values.get('number')} {values.get('total')}")
    for pick in picks:
        question = asking(answers)
        if question is None:
            break
        if question.progress:
            shown.append([int(part) for part in question.progress.split()])
        answers[question.id] = VALUES[question.id][pick % len(VALUES[question.id])]
    totals = [total for _, total in shown]
    assert totals == sorted(totals, reverse=True)
    assert shown[-1][0] == shown[-1][1]


def test_free_text_is_redacted_and_chosen_answers_are_left_alone():
    said = {
        "hello": "",
        "plays": "yes",
        "what": ["other"],
        "what_other": "ask @kid",
        "idea": "ring 07700 900123",
    }
    assert clean(SURVEY, said) == {
        "plays": "yes",
        "what": ["other"],
        "what_other": "ask [handle]",
        "idea": "ring [phone number]",
    }


def test_another_way_of_redacting_can_be_given():
    assert clean(SURVEY, {"hello": "", "plays": "no", "why_not": "x"}, redacting=str.upper)["why_not"] == "X"


def test_what_is_computed_is_told_apart_from_what_was_answered():
    said = {"hello": "", "plays": "yes", "what": ["drums"], "years": 5}
    assert computed(SURVEY, said) == {"long": "long"}
    assert "long" not in clean(SURVEY, said)


def test_a_computed_day_uses_the_day_it_is_told():
    survey = a_survey([{"id": "day", "type": "computed", "value": "today()"}, QUESTIONS[1]])
    assert computed(survey, {}, today=date(2026, 11, 22)) == {"day": "2026-11-22"}


def test_a_full_quota_is_told_and_one_with_room_is_not():
    survey = Survey("s", "t", quotas=(Quota("plays", "yes", 2, "Thank you, we have enough."),))
    assert quota_reached(survey, {"plays": "yes"}, {("plays", "yes")}) == survey.quotas[0]
    assert quota_reached(survey, {"plays": ["no", "yes"]}, {("plays", "yes")}) == survey.quotas[0]
    assert quota_reached(survey, {"plays": "yes"}, set()) is None
    assert quota_reached(survey, {"plays": "no"}, {("plays", "yes")}) is None


def test_a_place_is_kept_to_its_outward_code():
    survey = a_survey([{"id": "home", "ask": "Where?", "type": "place"}])
    assert survey.questions[0].type is Type.PLACE
    assert clean(survey, {"home": "DT4 7AB"}) == {"home": "DT4"}


def test_who_knows_places_says_what_is_kept_of_one():
    survey = a_survey([{"id": "home", "ask": "Where?", "type": "place", "personal": True}])
    outcodes = {"Weymouth": "DT4"}
    assert clean(survey, {"home": "Weymouth"}, outcode_of=outcodes.__getitem__) == {"home": "DT4"}
    assert clean(survey, {"home": "prefer_not_to_say"}, outcode_of=outcodes.__getitem__) == {
        "home": "prefer_not_to_say"
    }


def test_what_is_computed_before_its_answers_come_is_worked_out_again():
    rows = [
        ("type", "name", "label", "relevant", "calculation"),
        ("calculate", "both", "", "", "${sum} * 2"),
        ("calculate", "sum", "", "", "${a} + ${b}"),
        ("integer", "a", "A", "", ""),
        ("integer", "b", "B", "", ""),
        ("text", "why", "Why?", "${both} > 10", ""),
    ]
    survey = survey_from_xlsform({"survey": rows})
    assert isinstance(survey, Survey), survey
    asking = form(survey, lambda key, /, **values: f"{values.get('number')} of {values.get('total')}")
    assert [asking(said).progress for said in ({}, {"a": 2}, {"a": 2, "b": 9})] == [
        "1 of 3",
        "2 of 3",
        "3 of 3",
    ]
    assert asking({"a": 2, "b": 3}) is None
    assert computed(survey, {"a": 2, "b": 3}) == {"both": "10", "sum": "5"}
