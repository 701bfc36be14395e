"""Hart's ladder of participation, and what the records must show for each rung; decides no rung, the council does.

Roger Hart, Children's Participation: From Tokenism to Citizenship, UNICEF Innocenti Essays No. 4, 1992. The three
lowest rungs are not participation.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.surveys.on_record import OnRecord

SOURCE = "Hart, R. A. (1992). Children's Participation: From Tokenism to Citizenship. UNICEF, Innocenti Essays No. 4."


@dataclass(frozen=True, slots=True)
class Rung:
    """`name` as Hart has it, `plainly` what it means here."""

    number: int
    name: str
    plainly: str

    @property
    def participation(self) -> bool:
        return self.number > 3


RUNGS = (
    Rung(1, "Manipulation", "young people were used to make a point of adults"),
    Rung(2, "Decoration", "young people were there to be seen"),
    Rung(3, "Tokenism", "young people were asked, and it changed nothing"),
    Rung(
        4,
        "Assigned but informed",
        "adults chose the questions; young people knew why they were asked, and by whom",
    ),
    Rung(
        5,
        "Consulted and informed",
        "adults asked, took the answers seriously and told young people what came of them",
    ),
    Rung(
        6,
        "Adult-initiated, shared decisions with children",
        "adults began it, and young people shared in deciding",
    ),
    Rung(7, "Child-initiated and directed", "young people began it and carried it out"),
    Rung(
        8,
        "Child-initiated, shared decisions with adults",
        "young people began it, and decided together with adults",
    ),
)


def rung(number: int | None) -> Rung | None:
    return next((each for each in RUNGS if each.number == number), None)


@dataclass(frozen=True, slots=True)
class Need:
    """Something that a rung asks for: whether the records show it, and what to say when they do not."""

    shown: Callable[[OnRecord], bool]
    missing: str


_PURPOSE = Need(
    lambda r: bool(r.survey.why and r.survey.who_asks and r.survey.what_happens),
    "people were not told why they were asked, by whom, or what happens with their answers",
)
_ANSWERED = Need(lambda r: r.results.people is not None, "fewer than ten people answered")
_FOUND = Need(lambda r: bool(r.decisions), "no finding is written down")
_DECIDED = Need(lambda r: not r.waiting, "some findings still wait for a decision")
_TOLD = Need(lambda r: r.told, "those who answered were not told what was decided and why")
_AUTHORED = Need(lambda r: r.by_council, "the records do not show that young people wrote it")
_SHARED = Need(lambda r: r.council_decides, "the youth council is not among those who decide on any finding")
_OWN = Need(lambda r: r.only_council_decides, "young people do not decide on every finding themselves")
_HEARD = (_PURPOSE, _ANSWERED, _FOUND, _DECIDED, _TOLD)
_NEEDS: dict[int, tuple[Need, ...]] = {
    4: (_PURPOSE,),
    5: _HEARD,
    6: (*_HEARD, _SHARED),
    7: (_PURPOSE, _ANSWERED, _AUTHORED, _FOUND, _OWN, _DECIDED),
    8: (*_HEARD, _AUTHORED, _SHARED),
}


def missing(number: int, record: OnRecord) -> tuple[str, ...]:
    """What the records lack for this rung, in part sentences; nothing for the three that are not participation."""
    return tuple(need.missing for need in _NEEDS.get(number, ()) if not need.shown(record))


def supported(record: OnRecord) -> Rung | None:
    """The highest rung for which the records lack nothing; None when they support none."""
    whole = [number for number in _NEEDS if not missing(number, record)]
    return rung(max(whole, default=None))
