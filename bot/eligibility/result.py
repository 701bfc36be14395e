"""All schemes for one family, sorted into likely, possibly, not and not known; puts nothing into words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.catalogue.entry import Opportunity
from bot.dialogue.effects import Json
from bot.eligibility.asking import open_schemes
from bot.eligibility.facts import FACTS, Facts
from bot.eligibility.judge import Likely, No, NotEnough, Possibly, Verdict, judge
from bot.eligibility.questions import askable
from bot.eligibility.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Finding:
    """One scheme and how it came out. When it is not `current`, it is last year's rule: ask."""

    scheme: Scheme
    verdict: Verdict
    current: bool

    @property
    def outcome(self) -> str:
        match self.verdict:
            case Likely():
                return "likely"
            case Possibly():
                return "possibly"
            case No():
                return "no"
            case NotEnough():
                return "not_enough"


@dataclass(frozen=True, slots=True)
class Results:
    """`questions_left` are the questions that could still change something; `ask_at_home` the facts that a young person
    asking alone was not asked, and that could."""

    likely: tuple[Finding, ...]
    possibly: tuple[Finding, ...]
    no: tuple[Finding, ...]
    not_enough: tuple[Finding, ...]
    questions_left: tuple[str, ...] = ()
    ask_at_home: tuple[str, ...] = ()


def results(
    schemes: Sequence[Scheme],
    facts: Facts,
    on: date,
    for_activity: Opportunity | None = None,
    *,
    alone: bool = False,
) -> Results:
    """How every scheme comes out; with an activity, only the schemes that it says may help."""
    looked_at = schemes_for(schemes, for_activity)
    findings = [Finding(scheme, judge(scheme, facts, on), scheme.current(on)) for scheme in looked_at]
    open_facts = frozenset[str]().union(*(stand.open for _, stand in open_schemes(looked_at, facts, on)))

    def of(kind: type[Verdict]) -> tuple[Finding, ...]:
        return tuple(finding for finding in findings if isinstance(finding.verdict, kind))

    return Results(
        likely=of(Likely),
        possibly=tuple(sorted(of(Possibly), key=_nearness)),
        no=of(No),
        not_enough=tuple(sorted(of(NotEnough), key=_nearness)),
        questions_left=tuple(question.id for question in askable(open_facts, facts, alone=alone)),
        ask_at_home=tuple(name for name in FACTS if alone and name in open_facts and not FACTS[name].alone),
    )


def schemes_for(schemes: Sequence[Scheme], activity: Opportunity | None) -> tuple[Scheme, ...]:
    """The schemes that an activity names, or all of them when there is no activity or it names none."""
    named = activity.cost.bursaries if activity is not None else ()
    return tuple(scheme for scheme in schemes if not named or scheme.id in named)


def _nearness(finding: Finding) -> tuple[bool, int]:
    """Current schemes first, and those that lack least."""
    steps = finding.verdict.steps if isinstance(finding.verdict, Possibly | NotEnough) else 0
    return not finding.current, steps


def as_json(found: Results) -> dict[str, Json]:
    """The results as plain data, by the names of rules and facts."""
    return {
        "likely": [_plain(finding, "because", _names(finding)) for finding in found.likely],
        "possibly": [
            {**_plain(finding, "missing", _names(finding)), "doubts": _doubts(finding)}
            for finding in found.possibly
        ],
        "not": [_plain(finding, "because", _names(finding)) for finding in found.no],
        "not_enough": [_plain(finding, "missing", _names(finding)) for finding in found.not_enough],
        "questions_left": list(found.questions_left),
        "ask_at_home": list(found.ask_at_home),
    }


def _plain(finding: Finding, key: str, names: list[Json]) -> dict[str, Json]:
    scheme = finding.scheme
    return {
        "id": scheme.id,
        "title": scheme.title,
        "who_applies": scheme.who_applies,
        "current": finding.current,
        "url": scheme.url,
        key: names,
    }


def _names(finding: Finding) -> list[Json]:
    verdict = finding.verdict
    reasons = verdict.because if isinstance(verdict, Likely | No) else verdict.missing
    return list(dict.fromkeys(reason.name for reason in reasons))


def _doubts(finding: Finding) -> list[Json]:
    return [reason.name for reason in finding.verdict.doubts] if isinstance(finding.verdict, Possibly) else []
