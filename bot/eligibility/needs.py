"""How far a scheme is decided and which facts could still move it; knows nothing of questions or likelihood."""

from dataclasses import dataclass
from datetime import date

from bot.eligibility.condition import FALSE, NOTHING, weigh
from bot.eligibility.facts import Facts
from bot.eligibility.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Standing:
    """A scheme's two rules as they stand, and the facts not asked yet that could move them."""

    likely: bool | None
    possibly: bool | None
    open: frozenset[str] = NOTHING

    @property
    def settled(self) -> bool:
        return not self.open


def standing(scheme: Scheme, facts: Facts, on: date) -> Standing:
    likely, open_likely = FALSE if scheme.likely is None else weigh(scheme.likely, facts, on)
    if likely:
        return Standing(True, None)
    possibly, open_possibly = FALSE if scheme.possibly is None else weigh(scheme.possibly, facts, on)
    return Standing(likely, possibly, open_likely | open_possibly)
