"""What one thing in the catalogue is; knows nothing of files, searching or words on a screen.

A field that is not known is absent (None or empty) and is never guessed.
"""

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

Kind = Literal[
    "activity", "lessons", "ensemble", "course", "event", "hire", "online", "training", "youth_voice"
]
Audience = Literal["young_person", "parent", "school", "educator"]
Level = Literal["first_go", "beginner", "improver", "advanced", "any"]
CostUnit = Literal["session", "term", "month", "year", "once"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Status = Literal["open", "full", "paused", "ended"]


@dataclass(frozen=True, slots=True)
class Ages:
    """Inclusive ages in whole years; either end may be open. `on` is the provider's reference date as MM-DD."""

    low: int | None = None
    high: int | None = None
    on: str = ""


@dataclass(frozen=True, slots=True)
class Where:
    """Where it happens. `lat` and `lon` in degrees (WGS 84); `outcode` such as DT4.

    `area` lists the councils or districts served, for things that come to you, are online or cover a whole county.
    """

    place: str = ""
    venue: str = ""
    outcode: str = ""
    lat: float | None = None
    lon: float | None = None
    online: bool = False
    travels: bool = False
    area: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class When:
    """Weekdays, local start and end time, one-off `dates`, and dates on which it does not happen.

    `text` holds what the source says when it says no more than that ("weekly", "a week in late July").
    """

    days: tuple[Weekday, ...] = ()
    start: time | None = None
    end: time | None = None
    term_time: bool | None = None
    dates: tuple[date, ...] = ()
    exceptions: tuple[date, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class CostLine:
    """An amount in pence for one unit; `note` says what for or from when ("hire included", "2024 price")."""

    pence: int
    unit: CostUnit
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cost:
    """`free` is None when not known. `bursaries` are the ids of schemes that may help with it."""

    free: bool | None = None
    lines: tuple[CostLine, ...] = ()
    concession: str = ""
    bursaries: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Join:
    """How to join: an organisation's page, email or phone (never a person's), and `how` in plain words.

    `ways` holds any of drop_in, waiting_list, school_refers, audition, apply. `opens` is the day from which one can
    sign up, when that is announced.
    """

    url: str = ""
    email: str = ""
    phone: str = ""
    how: str = ""
    ways: tuple[str, ...] = ()
    opens: date | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where the facts come from: `date` is as printed there, or "undated"; `note` says how sure we are."""

    url: str = ""
    date: str = "undated"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Opportunity:
    """One entry of the catalogue. `summary` is at most 280 characters in plain words.

    `checked_on` is when somebody at the hub last checked it against its source, absent when nobody has.
    `sample` marks content that a hub officer has yet to confirm.
    """

    id: str
    title: str
    provider: str
    kind: Kind
    audience: tuple[Audience, ...] = ("young_person",)
    summary: str = ""
    activities: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    level: tuple[Level, ...] = ()
    audition: bool | None = None
    ages: Ages = Ages()
    where: Where = Where()
    when: When = When()
    cost: Cost = Cost()
    access: tuple[str, ...] = ()
    access_note: str = ""
    join: Join = Join()
    next_steps: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    source: Source = Source()
    checked_on: date | None = None
    checked_by: str = ""
    review_after: date | None = None
    status: Status = "open"
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A settlement or an outward code. `names` are its other names and short forms; `hub`: it is the hub's own."""

    name: str
    lat: float
    lon: float
    outcode: str = ""
    county: str = ""
    population: int = 0
    names: tuple[str, ...] = ()
    hub: bool = False
