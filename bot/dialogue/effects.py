"""What a turn asks the world to do; says what, never how, and does none of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class Option:
    """A button. A scene gives label and value; `token` is stamped on it when the turn ends.

    `chosen` marks a ticked box of a multiple choice. `url` makes it a plain link with no token.
    """

    label: str
    value: str = ""
    token: str = ""
    chosen: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One thing found, ready to show: `lines` and `because` are finished sentences, distance in miles."""

    id: str
    title: str
    lines: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    distance_miles: float | None = None
    url: str = ""
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Say:
    """A message. With `replaces`, a channel that can edit the message of the same `question` does so."""

    text: str
    options: tuple[Option, ...] = ()
    cards: tuple[Card, ...] = ()
    question: str = ""
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class Submit:
    """The person agreed to send these answers to this edition."""

    edition: str
    definition: str
    answers: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Reached:
    """How far somebody came with an edition: `stage` opened, started or declined, `question` the number they are at."""

    edition: str
    stage: str
    question: int = 0


@dataclass(frozen=True, slots=True)
class Propose:
    """A member of the youth council sends in a poll for approval: `definition` is the survey as plain JSON.

    `slug` is the one it was sent in by before, when it was sent back; its definition may give it another.
    """

    slug: str
    definition: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Suggest:
    """Somebody adds a statement to a conversation; others see it once staff approve."""

    edition: str
    text: str


@dataclass(frozen=True, slots=True)
class Alert:
    """Somebody may be at risk: the safeguarding lead is told at once."""

    kind: str
    level: str
    text: str


@dataclass(frozen=True, slots=True)
class Remember:
    """The person asked to be remembered: one of language, age_band, outcode, ask_me, role, told_of_news, news_of;
    or that they leave the youth `council` (False)."""

    field: str
    value: Json


@dataclass(frozen=True, slots=True)
class Forget:
    """Erase everything kept about this person."""


@dataclass(frozen=True, slots=True)
class Recall:
    """Look something up and come back with `Recalled` in the same turn.

    `topic` is what about: "me" (all that is kept about this person), "edition" (what they answered to the edition `key`
    and which of its quotas are full), "conversation" (the same, and the statements they added), "council" (whether
    they are on the youth council and how their polls stand; with the one-time link `key`, join it first), "takeback"
    (take back the poll `key`, or the only one, while it waits for approval), "link" (a one-time link with which another
    channel becomes this person's too), "carry" (use such a link, `key`).
    """

    topic: str = "me"
    key: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """The person wants no more messages that they did not ask for."""


@dataclass(frozen=True, slots=True)
class Noted:
    """What somebody looked for and whether there was any; holds no person.

    `what` is a vocabulary word or "", `outcode` the district, `nearest_miles` the distance of the nearest.
    """

    what: str
    outcode: str
    age_band: str
    found: int
    nearest_miles: float | None = None
    wanted: bool = False


@dataclass(frozen=True, slots=True)
class Puzzled:
    """Words that fit nothing in the vocabulary, to be counted one by one; never a whole message."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """An anonymous count: this scheme came out so for one family; `because` names what decided it."""

    scheme: str
    outcome: str
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AskPerson:
    """A question for a member of the hub's staff; `about` is an opportunity or scheme id, or ""."""

    text: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """Somebody says that an entry is wrong."""

    about: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Remind:
    """Start the conversation again at `at` with this deep-link payload."""

    at: datetime
    payload: str
    data: Mapping[str, Json] = field(default_factory=dict)


Effect = (
    Say
    | Submit
    | Reached
    | Propose
    | Suggest
    | Alert
    | Remember
    | Forget
    | Recall
    | Stop
    | Noted
    | Puzzled
    | Judged
    | AskPerson
    | Report
    | Remind
)


def stored_line(effect: Effect) -> str | None:
    """One line a person can read about what `effect` stores, or None when it only speaks."""
    match effect:
        case Say() | Recall():
            return None
        case Submit(edition, _, answers):
            return f"submitted {edition} with {len(answers)} answer{'s' * (len(answers) != 1)}"
        case Reached(edition, stage, question):
            return f"reached {stage} {question} of {edition}" if question else f"reached {stage} of {edition}"
        case Propose(slug, _):
            return f"proposed {slug}"
        case Suggest(edition, _):
            return f"suggested a statement to {edition}"
        case Alert(kind, level, _):
            return f"alert {kind} {level}"
        case Remember(name, value):
            return f"remembered {name} {value}"
        case Forget():
            return "forgot this person"
        case Stop():
            return "stopped"
        case Noted() as noted:
            return _noted_line(noted)
        case Puzzled(words):
            return f"did not know {' '.join(words)}"
        case Judged(scheme, outcome, _):
            return f"judged {scheme} {outcome}"
        case AskPerson(_, about):
            return f"asked a person about {about}" if about else "asked a person"
        case Report(about, _):
            return f"reported {about}"
        case Remind(at, payload, _):
            return f"remind {payload} at {at.isoformat()}"


def _noted_line(noted: Noted) -> str:
    parts = [
        "wanted" if noted.wanted else "noted demand",
        noted.what or "anything",
        noted.outcode,
        noted.age_band,
    ]
    return " ".join(part for part in parts if part) + f" found {noted.found}"
