import json
from datetime import date

from any_facts import councils
from plain_words import words
from shipped_schemes import schemes

from bot.catalogue.entry import Cost, Opportunity
from bot.dialogue.effects import Json
from bot.eligibility.result import Results, as_json, results
from bot.eligibility.telling import pays_lines, to_do_lines, verdict_line, why_lines
from bot.eligibility.wording import Speaker

ON = date(2026, 11, 22)
Facts = dict[str, Json]
BRIDPORT: Facts = {
    "purpose": "hire", "instrument": "cello", "council": "dorset", "age": 12, "free_school_meals": "yes",
    "universal_credit": "no", "income": "30000-40000",
}  # fmt: skip


def speaker(hub: str = "dorset", *, alone: bool = False) -> Speaker:
    return Speaker(words, councils(hub), schemes(hub), ON, alone)


def ids(found: Results, name: str) -> list[str]:
    return [finding.scheme.id for finding in getattr(found, name)]


def test_a_family_gets_what_is_likely_what_is_possible_and_what_is_not() -> None:
    found = results(schemes("dorset"), BRIDPORT, ON)
    assert ids(found, "likely") == ["dorset-richard-ely-bursary"]
    assert ids(found, "possibly") == ["young-sounds-awards", "ohmi-instrument-hire", "dorset-help-with-fees"]
    assert ids(found, "not_enough") == []
    assert len(found.no) == 9


def test_last_years_rule_is_never_likely_and_says_so() -> None:
    fees = results(schemes("dorset"), BRIDPORT, ON).possibly[-1]
    assert (fees.scheme.id, fees.current) == ("dorset-help-with-fees", False)
    assert (
        verdict_line(speaker(), fees)
        == "This is last year's rule. It is worth asking whether it still holds."
    )


def test_in_its_own_year_the_same_scheme_is_likely_with_its_reasons() -> None:
    found = results(schemes("dorset"), BRIDPORT, date(2025, 1, 15))
    fees = next(finding for finding in found.likely if finding.scheme.id == "dorset-help-with-fees")
    assert verdict_line(speaker(), fees) == "You may well be able to get this."
    assert why_lines(speaker(), fees, BRIDPORT) == [
        "You told me that you live in the Dorset Council area.",
        "You told me that your child gets free school meals because of income.",
    ]
    assert pays_lines(speaker(), fees.scheme, BRIDPORT)[0].startswith("Up to 50% off hiring an instrument (")


def test_an_activity_that_names_schemes_is_answered_with_those() -> None:
    activity = Opportunity(
        "hire",
        "Hire",
        "A service",
        "hire",
        cost=Cost(bursaries=("dorset-help-with-fees", "young-sounds-awards")),
    )
    found = results(schemes("dorset"), BRIDPORT, ON, activity)
    assert sorted(ids(found, "possibly")) == ["dorset-help-with-fees", "young-sounds-awards"]
    assert found.no == ()


def test_a_refusal_says_whom_it_is_for_in_two_sentences_at_most() -> None:
    found = results(schemes("dorset"), BRIDPORT, ON)
    fund = next(finding for finding in found.no if finding.scheme.id == "bcp-soundstorm-access-fund")
    assert verdict_line(speaker(), fund) == "This one doesn't look right for you."
    assert why_lines(speaker(), fund, BRIDPORT) == [
        "It is for help with lessons, bands, choirs and groups, courses or exams.",
        "It is for people who live in Bournemouth, Christchurch or Poole.",
    ]


def test_one_thing_missing_is_told_as_what_it_comes_down_to() -> None:
    found = results(schemes("dorset"), BRIDPORT, ON)
    hire = next(finding for finding in found.possibly if finding.scheme.id == "ohmi-instrument-hire")
    assert why_lines(speaker(), hire, BRIDPORT) == ["It fits if your child needs an adapted instrument."]


def test_many_ways_in_are_told_by_the_first_few() -> None:
    facts: Facts = {"purpose": "lessons", "council": "dorset", "age": 16}
    found = results(schemes("dorset"), facts, ON, alone=True)
    ely = next(finding for finding in found.possibly if finding.scheme.id == "dorset-richard-ely-bursary")
    head, *ways = why_lines(speaker(alone=True), ely, facts)
    assert head == "It fits in any one of these cases, and in some more:"
    assert ways[0] == "• something makes it hard for you to take part"
    assert len(ways) == 3


def test_the_reason_given_is_what_they_told_and_not_all_that_the_rule_allows() -> None:
    facts: Facts = {"age": 9, "council": "dorset", "purpose": "lessons", "barrier": "yes"}
    found = results(schemes("dorset"), facts, ON)
    ely = next(finding for finding in found.likely if finding.scheme.id == "dorset-richard-ely-bursary")
    assert why_lines(speaker(), ely, facts) == [
        "You told me that you live in the Dorset Council area.",
        "You told me that your child is 9.",
        "You told me that something makes it hard for your child to take part.",
    ]


def test_universal_credit_without_school_meals_gets_the_tip_to_ask_the_school() -> None:
    facts: Facts = {
        "purpose": "lessons", "lessons_in_school": "yes", "school_council": "county-durham", "free_school_meals": "no",
        "universal_credit": "yes",
    }  # fmt: skip
    found = results(schemes("durham"), facts, ON)
    tuition = next(finding for finding in found.possibly if finding.scheme.id == "durham-tuition-remission")
    assert why_lines(speaker("durham"), tuition, facts) == [
        "It is for children who get free school meals because of income.",
        "Since September 2026 families on Universal Credit can get free school meals. Ask the school to sign you up.",
    ]


def test_what_the_school_has_to_send_is_said_first() -> None:
    subsidy = next(scheme for scheme in schemes("dorset") if scheme.id == "dorset-school-lesson-subsidy")
    lines = to_do_lines(speaker(), subsidy)
    assert lines[0] == "The school asks for this, not you. A short message to the school is enough."
    assert lines[-1] == "A hub officer still has to confirm these figures."
    assert "The school adds at least as much again." in lines


def test_a_young_person_alone_is_told_what_to_ask_at_home() -> None:
    facts: Facts = {"purpose": "lessons", "council": "dorset", "age": 15}
    found = results(schemes("dorset"), facts, ON, alone=True)
    assert found.ask_at_home[:2] == ("free_school_meals", "universal_credit")
    assert "income" in found.ask_at_home
    assert "support" not in found.questions_left
    assert results(schemes("dorset"), facts, ON).ask_at_home == ()


def test_results_are_plain_data_by_the_names_of_rules() -> None:
    plain = as_json(results(schemes("dorset"), BRIDPORT, ON))
    assert json.loads(json.dumps(plain)) == plain
    assert set(plain) == {"likely", "possibly", "not", "not_enough", "questions_left", "ask_at_home"}
    possibly = plain["possibly"]
    assert isinstance(possibly, list)
    assert possibly[1] == {
        "id": "ohmi-instrument-hire",
        "title": "OHMI adapted instruments",
        "who_applies": "family",
        "current": True,
        "url": "https://www.ohmi.org.uk/blog/all-you-need-to-know-about-ohmis-instrument-hire-scheme",
        "missing": ["adapted_instrument"],
        "doubts": [],
    }
    refused = plain["not"]
    assert isinstance(refused, list)
    first = refused[0]
    assert isinstance(first, dict)
    assert (first["id"], first["because"]) == ("bcp-soundstorm-access-fund", ["pays_for", "lives_in"])
