"""What a scheme would take off a price; always "likely", never a promise, and never more help than the price.

Prices and help are in whole pence. A share of a price is rounded down to the penny, so that the family is never told a
price lower than it may be. Grants and loans are not taken off: how much of them somebody gets is not known.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from bot.catalogue.entry import CostLine
from bot.eligibility.condition import truth
from bot.eligibility.facts import ANYTHING, Facts
from bot.eligibility.judge import LAPSED, Likely, Possibly, Verdict
from bot.eligibility.scheme import Pays, Scheme

VAT_OF_PRICE = (1, 6)
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Help:
    """What one scheme takes off the price, in pence; `from_school` is what the school adds to match it."""

    scheme: Scheme
    pays: Pays
    pence: int
    from_school: int = 0

    @property
    def total(self) -> int:
        return self.pence + self.from_school


@dataclass(frozen=True, slots=True)
class LikelyCost:
    """What is likely left to pay of `price`.

    `helps` are the schemes reckoned with, `grants` those that may add to it. `last_year` is what schemes took off by
    rules that have run out; it is not reckoned with.
    """

    price: CostLine
    left_pence: int
    helps: tuple[Help, ...] = ()
    grants: tuple[tuple[Scheme, Pays], ...] = ()
    last_year: tuple[Help, ...] = ()


def likely_cost(
    price: CostLine, purpose: str, judged: Iterable[tuple[Scheme, Verdict]], facts: Facts, on: date
) -> LikelyCost:
    """What this family would likely pay, using the schemes it is likely to get that may be used together."""
    both = tuple(judged)
    likely = [scheme for scheme, verdict in both if isinstance(verdict, Likely)]
    lapsed = [scheme for scheme, verdict in both if verdict == Possibly(doubts=(LAPSED,))]
    helps = _helps(likely, price, purpose, facts, on)
    best = max(_together(helps), key=lambda chosen: (min(_sum(chosen), price.pence), -len(chosen)))
    grants = [
        (scheme, line)
        for scheme in likely
        for line in lines_for(scheme, purpose, facts, on)
        if _is_grant(line)
    ]
    left = max(0, price.pence - _sum(best))
    return LikelyCost(price, left, best, tuple(grants), tuple(_helps(lapsed, price, purpose, facts, on)))


def _helps(schemes: list[Scheme], price: CostLine, purpose: str, facts: Facts, on: date) -> list[Help]:
    helps = (help_from(scheme, price, purpose, facts, on) for scheme in schemes)
    return [help_ for help_ in helps if help_ is not None]


def lines_for(scheme: Scheme, purpose: str, facts: Facts, on: date) -> list[Pays]:
    """The lines of what a scheme pays that are for this purpose and, as far as is known, for this family."""
    lines = [line for line in scheme.pays if purpose == ANYTHING or purpose in line.purposes]
    return [line for line in lines if line.when is None or truth(line.when, facts, on)]


def help_from(scheme: Scheme, price: CostLine, purpose: str, facts: Facts, on: date) -> Help | None:
    """The most that one scheme takes off this price, or None when that cannot be said."""
    helps = [
        Help(scheme, line, pence, _matched(scheme, pence, price.pence))
        for line in lines_for(scheme, purpose, facts, on)
        if (pence := _off(line, price)) is not None
    ]
    return max(helps, key=lambda help_: help_.total, default=None)


def _off(line: Pays, price: CostLine) -> int | None:
    """Pence off the price by one line, before any match by the school."""
    if line.percent is not None:
        return _capped(price.pence * line.percent // HUNDRED, line, price)
    if line.vat:
        share, parts = VAT_OF_PRICE
        return _capped(price.pence * share // parts, line, price)
    if line.price_pence is not None:
        same = line.instead_of_pence == price.pence and line.unit == price.unit
        return max(0, price.pence - line.price_pence) if same else None
    if line.pence is not None and not line.up_to and not line.loan and line.unit == price.unit:
        return min(line.pence, price.pence)
    return None


def _capped(pence: int, line: Pays, price: CostLine) -> int | None:
    """A cap for a year or a child says nothing about one term's price, unless the help is under it anyway."""
    if line.cap_pence is None or pence <= line.cap_pence:
        return pence
    return line.cap_pence if line.cap_per in ("", "item", price.unit) or price.unit == "once" else None


def _matched(scheme: Scheme, pence: int, price: int) -> int:
    return min(pence, price - pence) if scheme.match_funding == "equal" else 0


def _is_grant(line: Pays) -> bool:
    return line.pence is not None and (line.up_to or line.loan)


def _sum(helps: Sequence[Help]) -> int:
    return sum(help_.total for help_ in helps)


def _together(helps: Sequence[Help]) -> list[tuple[Help, ...]]:
    """Every set of helps that may be used together; schemes stack only where one of them says so."""
    sets = (chosen for size in range(len(helps) + 1) for chosen in combinations(helps, size))
    return [chosen for chosen in sets if all(_stack(one, other) for one, other in combinations(chosen, 2))]


def _stack(one: Help, other: Help) -> bool:
    return other.scheme.id in one.scheme.stacks_with or one.scheme.id in other.scheme.stacks_with
