"""How a hub describes itself in hub.yaml; knows nothing of the rest of its folder."""

from collections.abc import Mapping
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, StringConstraints

from bot.catalogue.fault import Fault
from bot.catalogue.hub import Contact, Hub
from bot.library.outside import Outside, read_as, wrong
from bot.library.values import Email, Id, Line, Name, Paragraph, Phone, PrintedDate, Url, Words


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise wrong(f"`{name}` is not a time zone", "write Europe/London") from None
    return name


Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]


class _Contact(Outside):
    name: Line = ""
    email: Email = ""
    phone: Phone = ""
    url: Url = ""


class _Source(Outside):
    url: Url
    date: PrintedDate = "undated"
    note: Paragraph = ""


class WrittenHub(Outside):
    """hub.yaml as people write it. `sources` say where its facts come from; only people read them."""

    id: Id
    name: Name
    short_name: Line = ""
    about: Paragraph = ""
    councils: Words = ()
    area: Line = ""
    contact: _Contact = _Contact()
    safeguarding: _Contact = _Contact()
    objectives: dict[Id, Name] = Field(default_factory=dict)
    near_miles: float = Field(10.0, gt=0, le=200)
    review_days: int = Field(180, ge=1, le=3650)
    quarantine_days: int = Field(365, ge=1, le=3650)
    decide_within_days: int = Field(28, ge=1, le=3650)
    colour: Colour = "#1d5c63"
    accent: Colour = "#f2a541"
    time_zone: Annotated[str, AfterValidator(_zone)] = "Europe/London"
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] = "en"
    sources: tuple[_Source, ...] = ()
    sample: bool = False


def hub_from(record: Mapping[str, Any]) -> Hub | list[Fault]:
    """The hub a record describes, or everything that is wrong with it."""
    read = read_as(WrittenHub, record)
    if isinstance(read, list):
        return read
    fields = dict(read)
    del fields["sources"]
    contacts = {name: Contact(**dict(fields[name])) for name in ("contact", "safeguarding")}
    return Hub(**{**fields, **contacts})
