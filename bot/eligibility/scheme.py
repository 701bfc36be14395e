"""What one scheme of help with the cost is; knows nothing of files, families or words on a screen."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.eligibility.condition import Condition

Applicant = Literal["family", "school", "young_person", "provider"]
PayUnit = Literal["session", "term", "month", "year", "once"]


@dataclass(frozen=True, slots=True)
class Pays:
    """One thing a scheme pays for one group of families.

    `purposes` are what it may be spent on. One of: `percent` of the price, an amount of `pence` (for one `unit`), a
    reduced price of `price_pence` in place of `instead_of_pence`, the VAT, a loan, or nothing stated. `up_to` marks a
    percentage or amount that is a ceiling, not a promise. `cap_pence` is the most for one `cap_per`. `when` says which
    families this line is for; None is everybody the scheme is for.
    """

    purposes: tuple[str, ...]
    percent: int | None = None
    pence: int | None = None
    price_pence: int | None = None
    instead_of_pence: int | None = None
    vat: bool = False
    loan: bool = False
    up_to: bool = False
    unit: PayUnit = "once"
    cap_pence: int | None = None
    cap_per: str = ""
    when: Condition | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
    """One scheme as its YAML describes it.

    `likely` and `possibly` are the rules for being likely, or only possibly, to get it; either may be missing. Each
    already includes what the scheme pays for. `uses` are the facts those rules speak of. `statements` are the scheme's
    own yes-or-no criteria by id, as families read them ("Offered a place at ..."). `match_funding` is "equal" when the
    school adds as much again. `effective_from` and `effective_to` are inclusive; outside them the scheme is last year's
    rule. `source_date` is as printed there, or "undated". `sample` marks figures a hub officer has yet to confirm.
    """

    id: str
    title: str
    provider: str
    summary: str
    pays: tuple[Pays, ...]
    who_applies: Applicant
    likely: Condition | None = None
    possibly: Condition | None = None
    uses: frozenset[str] = frozenset()
    statements: tuple[tuple[str, str], ...] = ()
    stacks_with: tuple[str, ...] = ()
    how: str = ""
    evidence: str = ""
    deadline: str = ""
    deadline_on: date | None = None
    each_term: bool = False
    excludes: str = ""
    match_funding: Literal["", "equal"] = ""
    budget_limited: bool = False
    discretionary: bool = False
    effective_from: date | None = None
    effective_to: date | None = None
    url: str = ""
    source_url: str = ""
    source_date: str = "undated"
    checked_on: date | None = None
    conflicts: str = ""
    note: str = ""
    sample: bool = False

    def current(self, on: date) -> bool:
        """Whether its rules are this year's on that day."""
        begun = self.effective_from is None or self.effective_from <= on
        return begun and (self.effective_to is None or on <= self.effective_to)
