"""Puts verdicts, amounts and what to do into sentences; promises nothing, and takes every sentence from the wording."""

from collections.abc import Sequence
from dataclasses import replace

from bot.eligibility.condition import truth
from bot.eligibility.facts import Facts, known
from bot.eligibility.judge import Likely, No, NotEnough, Possibly, Reason, Verdict
from bot.eligibility.result import Finding
from bot.eligibility.scheme import Pays, Scheme
from bot.eligibility.wording import Speaker

MOST_REASONS = 3
MOST_REFUSALS = 2
MOST_WAYS = 3


def verdict_line(speaker: Speaker, finding: Finding) -> str:
    """How likely it is, in one sentence."""
    if isinstance(finding.verdict, Possibly) and not finding.current:
        return speaker.say("verdict.lapsed")
    return speaker.say(f"verdict.{finding.outcome}")


def why_lines(speaker: Speaker, finding: Finding, facts: Facts) -> list[str]:
    """The reasons for a verdict as sentences, the first three at most; a list of ways in has a line for each."""
    scheme = finding.scheme
    match finding.verdict:
        case Likely(because):
            return _because(speaker, scheme, because, facts)
        case No(because):
            return _refused(speaker, scheme, because)
        case Possibly(missing, doubts, steps):
            doubted = [reason for reason in doubts if reason.fact]
            unmet = _refused(speaker, scheme, doubted) if not missing else []
            return [*_missing(speaker, scheme, missing, steps), *unmet, *_meals_tip(speaker, scheme, doubted)]
        case NotEnough(missing, steps):
            return _missing(speaker, scheme, missing, steps)


def _because(speaker: Speaker, scheme: Scheme, reasons: Sequence[Reason], facts: Facts) -> list[str]:
    """What they told that makes it fit: their own answer, not the rule, which often allows more."""
    told = [
        reason for reason in reasons if reason.code not in ("pays_for", "excluded") and not reason.negated
    ]
    return [
        speaker.say("because", what=_told(speaker, scheme, reason, facts)) for reason in told[:MOST_REASONS]
    ]


def _told(speaker: Speaker, scheme: Scheme, reason: Reason, facts: Facts) -> str:
    answer = known(facts, reason.fact)
    if reason.code == "age" and answer is not None:
        return speaker.say(f"told.age.{'young' if speaker.alone else 'parent'}", age=answer)
    own = replace(reason, values=(answer,)) if answer in reason.values and isinstance(answer, str) else reason
    return fits(speaker, scheme, own)


def _meals_tip(speaker: Speaker, scheme: Scheme, doubts: Sequence[Reason]) -> list[str]:
    """Since September 2026 Universal Credit brings free school meals, which are then worth asking the school for."""
    asked = any(reason.code == "free_school_meals" for reason in doubts)
    return (
        [speaker.say("meals_tip")]
        if asked and "universal_credit" in scheme.uses and not speaker.alone
        else []
    )


def _refused(speaker: Speaker, scheme: Scheme, reasons: Sequence[Reason]) -> list[str]:
    """Why not, in two sentences at most: whom it is for, or whom it is not for."""
    lines = []
    for reason in list(reasons)[:MOST_REFUSALS]:
        key = "not_for" if reason.negated else "only_for"
        lines.append(speaker.say(key, who=who(speaker, scheme, reason)))
    return list(dict.fromkeys(lines))


def _missing(speaker: Speaker, scheme: Scheme, reasons: Sequence[Reason], steps: int) -> list[str]:
    if not reasons:
        return []
    if len(reasons) == 1:
        key = "one_thing_not" if reasons[0].negated else "one_thing"
        return [speaker.say(key, what=fits(speaker, scheme, reasons[0]))]
    kind = "some_things" if steps > 1 else "one_of_these"
    head = speaker.say(kind if len(reasons) <= MOST_WAYS else f"{kind}_and_more")
    ways = [
        speaker.say("way_not" if reason.negated else "way", what=fits(speaker, scheme, reason))
        for reason in reasons[:MOST_WAYS]
    ]
    return [head, *ways]


def who(speaker: Speaker, scheme: Scheme, reason: Reason) -> str:
    """Whom a rule is for, as the end of a sentence: "children who get free school meals"."""
    return speaker.say(f"who.{_key(reason)}", **_values(speaker, scheme, reason))


def fits(speaker: Speaker, scheme: Scheme, reason: Reason) -> str:
    """A rule as it would be true of this family: "your child gets free school meals"."""
    side = "young" if speaker.alone else "parent"
    return speaker.say(f"fits.{_key(reason)}.{side}", **_values(speaker, scheme, reason))


def _key(reason: Reason) -> str:
    if reason.code in ("age", "income", "income_after", "school_year", "dependants"):
        low, high = reason.values[:2]
        ends = "between" if low is not None and high is not None else "from" if high is None else "to"
        return f"{reason.code}_{ends}"
    return reason.code


def _values(speaker: Speaker, scheme: Scheme, reason: Reason) -> dict[str, str]:
    match reason.code:
        case "in_care_of":
            names = [speaker.councils.council(str(value)) for value in reason.values]
            return {"what": _joined(names, speaker.say("or"))}
        case "lives_in" | "goes_to_school_in":
            names = [speaker.councils.name(str(value)) for value in reason.values]
            return {"what": _joined(names, speaker.say("or"))}
        case "age" | "school_year" | "dependants":
            return {"low": str(reason.values[0]), "high": str(reason.values[1])}
        case "income" | "income_after":
            low, below = (f"£{value:,}" if isinstance(value, int) else "" for value in reason.values)
            return {"low": low, "high": below}
        case "statements":
            said = dict(scheme.statements)
            return {"what": _joined([said.get(str(v), str(v)) for v in reason.values], speaker.say("or"))}
        case "excluded":
            return {
                "purpose": _value(speaker, "purpose", reason.values[0]),
                "what": _value_list(speaker, reason, 1),
            }
        case _:
            return {"what": _value_list(speaker, reason, 0)}


def _value_list(speaker: Speaker, reason: Reason, start: int) -> str:
    fact = "purpose" if reason.code == "pays_for" else reason.fact
    return _joined([_value(speaker, fact, value) for value in reason.values[start:]], speaker.say("or"))


def _value(speaker: Speaker, fact: str, value: object) -> str:
    return speaker.say(f"value.{fact}.{value}")


def _joined(parts: Sequence[str], last: str) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {last} {parts[-1]}" if parts else ""


def pays_lines(speaker: Speaker, scheme: Scheme, facts: Facts) -> list[str]:
    """What it pays for this family, as far as is known, towards what they asked about."""
    wanted = known(facts, "purpose")
    lines = [
        line for line in scheme.pays if line.when is None or truth(line.when, facts, speaker.on) is not False
    ]
    narrowed = [replace(line, purposes=(str(wanted),)) for line in lines if wanted in line.purposes]
    return [pays_line(speaker, line) for line in narrowed or lines]


def pays_line(speaker: Speaker, line: Pays) -> str:
    """One thing it pays, as a sentence: "Up to 50% off hiring an instrument"."""
    purposes = [_value(speaker, "purpose", purpose) for purpose in line.purposes]
    values = {
        "what": _joined(purposes, speaker.say("and")),
        "amount": "",
        "unit": speaker.say(f"unit.{line.unit}"),
    }
    text = speaker.say(f"pays.{_pay_key(line)}", **{**values, "amount": _amount(line), "was": _was(line)})
    return f"{text} ({line.note})" if line.note else text


def _pay_key(line: Pays) -> str:
    if line.loan:
        return "loan"
    if line.vat:
        return "vat"
    if line.price_pence is not None:
        return "price"
    if line.percent is None and line.pence is None:
        return "some"
    return ("percent" if line.percent is not None else "pounds") + ("_up_to" if line.up_to else "")


def _amount(line: Pays) -> str:
    if line.percent is not None:
        return f"{line.percent}%"
    return pounds(line.price_pence if line.price_pence is not None else line.pence or 0)


def _was(line: Pays) -> str:
    return pounds(line.instead_of_pence or 0)


def pounds(pence: int) -> str:
    """Money as people write it: £30, £37.50."""
    whole, rest = divmod(pence, 100)
    return f"£{whole:,}" if rest == 0 else f"£{whole:,}.{rest:02d}"


def to_do_lines(speaker: Speaker, scheme: Scheme) -> list[str]:
    """Who applies, how, what to have ready, by when, and what to know first."""
    lines = [
        speaker.say(f"applies.{scheme.who_applies}.{'young' if speaker.alone else 'parent'}"),
        scheme.how,
    ]
    if scheme.evidence:
        lines.append(speaker.say("ready", what=scheme.evidence))
    if scheme.deadline:
        lines.append(speaker.say("deadline", when=scheme.deadline))
    if scheme.match_funding:
        lines.append(speaker.say("matched"))
    if scheme.budget_limited:
        lines.append(speaker.say("budget"))
    if scheme.discretionary:
        lines.append(speaker.say("they_choose"))
    if scheme.sample:
        lines.append(speaker.say("sample"))
    return [line for line in lines if line]


def reasons_of(verdict: Verdict) -> tuple[str, ...]:
    """The names of what decided a verdict, for anonymous counts."""
    reasons = verdict.because if isinstance(verdict, Likely | No) else verdict.missing
    return tuple(dict.fromkeys(reason.name for reason in reasons))
