"""Schemes as cards, and what is likely left to pay of a price; decides no verdict."""

from collections.abc import Sequence

from bot.catalogue.entry import CostLine, Opportunity
from bot.dialogue.bot import Words
from bot.dialogue.effects import Card
from bot.eligibility.amounts import LikelyCost, likely_cost
from bot.eligibility.facts import ANYTHING, Facts
from bot.eligibility.result import Finding
from bot.eligibility.telling import pays_lines, to_do_lines, verdict_line, why_lines
from bot.eligibility.wording import Speaker
from bot.scenes.cards import listed, money
from bot.scenes.house import House

PURPOSES = {"lessons": "lessons", "ensemble": "ensemble", "hire": "hire", "course": "course"}


def card_of(speaker: Speaker, finding: Finding, facts: Facts) -> Card:
    """Verdict, what it pays, what to do; the reasons stand apart."""
    scheme = finding.scheme
    lines = [
        verdict_line(speaker, finding),
        scheme.summary,
        *pays_lines(speaker, scheme, facts),
        *to_do_lines(speaker, scheme),
    ]
    because = tuple(why_lines(speaker, finding, facts))
    return Card(
        scheme.id, scheme.title, tuple(dict.fromkeys(lines)), because, url=scheme.url or scheme.source_url
    )


def not_lines(speaker: Speaker, findings: Sequence[Finding], facts: Facts) -> list[str]:
    """One line for each scheme that does not fit, with why."""
    return [
        speaker.words("cost.not_line", title=each.scheme.title, why=" ".join(why_lines(speaker, each, facts)))
        for each in findings
    ]


def price_lines(
    house: House, speaker: Speaker, activity: Opportunity, findings: Sequence[Finding], facts: Facts
) -> list[str]:
    """What each price of the activity likely comes down to."""
    judged = [(each.scheme, each.verdict) for each in findings]
    purpose = PURPOSES.get(activity.kind, ANYTHING)
    return [
        _price_line(house.words, activity, likely_cost(line, purpose, judged, facts, speaker.on))
        for line in activity.cost.lines
    ]


def _price_line(words: Words, activity: Opportunity, likely: LikelyCost) -> str:
    before = priced(words, likely.price, likely.price.pence)
    if not likely.helps and likely.last_year:
        schemes = listed(words, [each.scheme.title for each in likely.last_year])
        return words("cost.price_last_year", title=activity.title, before=before, schemes=schemes)
    if not likely.helps:
        return words("cost.price_unknown", title=activity.title, before=before)
    schemes = listed(words, [each.scheme.title for each in likely.helps])
    if likely.left_pence == 0:
        return words("cost.price_free", title=activity.title, before=before, schemes=schemes)
    after = priced(words, likely.price, likely.left_pence)
    return words("cost.price", title=activity.title, before=before, after=after, schemes=schemes)


def priced(words: Words, line: CostLine, pence: int) -> str:
    """ "£30 a term"."""
    return words(f"card.unit.{line.unit}", amount=money(pence))
