"""worries(text): does this message mean that somebody may be at risk? Knows the lists it was given and nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.dialogue.typed import plain
from bot.safeguarding.patterns import Patterns, Words, patterns_from
from bot.safeguarding.spelling import Spelling, respelt, spelling_from

URGENT = "urgent"
ME, FRIEND, CHILD = "me", "friend", "child"
_TAKEN_OUT = "-"


@dataclass(frozen=True, slots=True)
class Concern:
    """Why a message worries us: `kind` as in concerns.yaml, `level` urgent or soon.

    `about` is who may be at risk: me (the writer, or nobody says), friend (somebody the writer knows) or child
    (somebody the writer looks after). `told` is whether the safeguarding lead hears of it; sadness and loss alone are
    answered with helplines and stay with the writer.
    """

    kind: str
    level: str
    about: str = ME
    told: bool = True


@dataclass(frozen=True, slots=True)
class Helpline:
    """One line to show; `kinds` it is for ("any" for all), `who` is everyone or adult."""

    id: str
    kinds: tuple[str, ...]
    who: str
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Safeguarding:
    """The lists of content/safeguarding, ready to use. `order` ranks the concerns, the most pressing first."""

    spelling: Spelling
    concerns: Patterns[Concern]
    harmless: Patterns[None]
    order: Mapping[Concern, int]
    lines: tuple[Helpline, ...]
    rude: frozenset[str]
    filler: frozenset[str]

    def worries(self, text: str) -> Concern | None:
        """The most pressing concern in the text: urgent before soon, then in the order of concerns.yaml; None when
        nothing worries us. Never raises, whatever the text."""
        words = self.spelling.words(text)
        found = self.concerns.find(words)
        if found and (harmless := self.harmless.find(words)):
            for _, start, end in harmless:
                words[start:end] = [_TAKEN_OUT] * (end - start)
            found = self.concerns.find(words)
        return min((concern for concern, _, _ in found), key=lambda each: self.order[each], default=None)

    def helplines(self, kind: str, about: str = ME) -> tuple[Helpline, ...]:
        """The helplines for this kind of concern in the order of helplines.yaml; whoever looks after a child finds
        those for adults on top."""
        fitting = [line for line in self.lines if "any" in line.kinds or kind in line.kinds]
        if about == CHILD:
            fitting.sort(key=lambda line: (line.id != "emergency", line.who != "adult"))
        return tuple(fitting)

    def is_only_rude(self, text: str) -> bool:
        """Whether the message holds rude words and hardly anything else."""
        words = plain(text).split()
        rest = [word for word in words if word not in self.rude and word not in self.filler]
        return not rest and any(word in self.rude for word in words)


def safeguarding_from(records: Mapping[str, Mapping[str, Any]]) -> Safeguarding:
    """Built from the parsed files of content/safeguarding: concerns, not_worrying, helplines, rude and, where there is
    one, typing.

    Raises KeyError naming what is missing, ValueError for a line without words.
    """
    typing = records.get("typing", {})
    same = _same(typing)
    kinds: Sequence[Mapping[str, Any]] = records["concerns"]["kinds"]
    respell = partial(respelt, same=same)
    groups, ordinary = records["concerns"]["groups"], typing.get("ordinary", ())
    concerns = patterns_from(_lines(kinds), groups, respell, ordinary)
    harmless = patterns_from(
        ((line, None) for line in records["not_worrying"]["says"]), groups, respell, ordinary
    )
    return Safeguarding(
        spelling=spelling_from(
            (*concerns.steps, *harmless.steps), same, typing.get("right", ()), typing.get("signs", {})
        ),
        concerns=concerns,
        harmless=harmless,
        order=_order(kinds),
        lines=tuple(_helpline(entry) for entry in records["helplines"]["helplines"]),
        rude=frozenset(records["rude"]["words"]),
        filler=frozenset(records["rude"]["filler"]),
    )


def _same(typing: Mapping[str, Any]) -> dict[str, Words]:
    """What each short or careless word stands for; nothing at all for words that change nothing."""
    stands_for: dict[str, Words] = dict.fromkeys(typing.get("filler", ()), ())
    for long, shorts in typing.get("same", {}).items():
        stands_for.update(dict.fromkeys(shorts, tuple(long.split())))
    return stands_for


def _lines(kinds: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, Concern]]:
    return ((line, _concern(entry)) for entry in kinds for line in entry["says"])


def _concern(entry: Mapping[str, Any]) -> Concern:
    return Concern(entry["kind"], entry["level"], entry.get("about", ME), told=entry.get("tell") != "nobody")


def _order(kinds: Sequence[Mapping[str, Any]]) -> dict[Concern, int]:
    """Urgent first, what nobody is told of last; of one kind, what is said of somebody else first, because that says
    more."""
    first = {entry["kind"]: at for at, entry in reversed(list(enumerate(kinds)))}
    concerns = sorted(
        {_concern(entry) for entry in kinds},
        key=lambda each: (
            each.level != URGENT,
            not each.told,
            first[each.kind],
            each.about == ME,
            each.about,
        ),
    )
    return {concern: rank for rank, concern in enumerate(concerns)}


def _helpline(entry: Mapping[str, Any]) -> Helpline:
    return Helpline(entry["id"], tuple(entry["for"]), entry["who"], entry["text"], entry.get("url", ""))
