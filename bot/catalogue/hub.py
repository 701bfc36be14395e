"""What a music hub says of itself; knows nothing of where that is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach the hub or one of its roles: an organisation's address, never a person's."""

    name: str = ""
    email: str = ""
    phone: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Hub:
    """A hub as its `hub.yaml` describes it.

    `councils` are the councils it serves, `objectives` its local plan's aims by id. `near_miles` is how far counts as
    near when nothing else is said. `review_days` after `checked_on` an entry is due a check; `quarantine_days` after
    that it is no longer shown. `decide_within_days` after a survey closed it should be decided what comes of it.
    `colour` and `accent` are CSS hex colours. `time_zone` is an IANA name. `sample` marks a
    hub whose content still has to be confirmed by a hub officer.
    """

    id: str
    name: str
    short_name: str = ""
    about: str = ""
    councils: tuple[str, ...] = ()
    area: str = ""
    contact: Contact = Contact()
    safeguarding: Contact = Contact()
    objectives: Mapping[str, str] = field(default_factory=dict)
    near_miles: float = 10.0
    review_days: int = 180
    quarantine_days: int = 365
    decide_within_days: int = 28
    colour: str = "#1d5c63"
    accent: str = "#f2a541"
    time_zone: str = "Europe/London"
    language: str = "en"
    sample: bool = False
