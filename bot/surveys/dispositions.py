"""What became of invitations, as counts and the usual rates; knows nobody who was invited.

After the American Association for Public Opinion Research, "Standard Definitions: Final Dispositions of Case Codes and
Outcome Rates for Surveys", 9th edition (2016), internet surveys of specifically named persons: Response Rate 1 (RR1),
Cooperation Rate 1 (COOP1), Refusal Rate 1 (REF1) and Contact Rate 1 (CON1). In its letters:

    I   complete interview           completed
    P   partial interview            never: answers reach us only when somebody sends them, so a break-off tells nothing
    R   refusal and break-off        declined; opened and left; started and broke off
    NC  non-contact                  sent and never opened; could not be delivered
    O   other                        never
    UH, UO  unknown eligibility      never: everybody invited had told us who they are
    not counted                      queued: not sent yet, or stopped before it was

    RR1 = I / (I+P + R+NC+O + UH+UO)      COOP1 = I / (I+P + R+O)
    REF1 = R / (I+P + R+NC+O + UH+UO)     CON1 = (I+P + R+O) / (I+P + R+NC+O + UH+UO)
"""

from collections.abc import Mapping
from dataclasses import dataclass

QUEUED, SENT, BLOCKED, OPENED, STARTED, COMPLETED, DECLINED = (
    "queued", "sent", "blocked", "opened", "started", "completed", "declined",
)  # fmt: skip
ORDER = (QUEUED, SENT, BLOCKED, OPENED, STARTED, COMPLETED, DECLINED)


@dataclass(frozen=True, slots=True)
class Rate:
    """`of` people of whom `people` are counted; `percent` is None where nobody could be."""

    name: str
    people: int
    of: int

    @property
    def percent(self) -> float | None:
        return round(100 * self.people / self.of, 1) if self.of else None


@dataclass(frozen=True, slots=True)
class Dispositions:
    """People by what became of their invitation, each counted once; `left_at` by the question they broke off at."""

    people: Mapping[str, int]
    left_at: Mapping[int, int]

    def count(self, *names: str) -> int:
        return sum(self.people.get(name, 0) for name in names)

    @property
    def invited(self) -> int:
        """Everybody, also those whose invitation has not left yet."""
        return self.count(*ORDER)

    @property
    def rates(self) -> tuple[Rate, ...]:
        """Response (RR1), cooperation (COOP1), refusal (REF1) and contact rate (CON1), in this order."""
        complete, refused = self.count(COMPLETED), self.count(DECLINED, OPENED, STARTED)
        reached = complete + refused
        everybody = reached + self.count(SENT, BLOCKED)
        return (
            Rate("RR1", complete, everybody),
            Rate("COOP1", complete, reached),
            Rate("REF1", refused, everybody),
            Rate("CON1", reached, everybody),
        )


def dispositions(counts: Mapping[tuple[str, int], int]) -> Dispositions:
    """From how many people there are by (disposition, number of the question they came to)."""
    people: dict[str, int] = {}
    left_at: dict[int, int] = {}
    for (name, question), number in sorted(counts.items()):
        people[name] = people.get(name, 0) + number
        if name == STARTED:
            left_at[question] = left_at.get(question, 0) + number
    return Dispositions(people, left_at)
