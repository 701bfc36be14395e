"""How an opportunity is written in YAML or a sheet, and what it becomes; knows nothing of files or other entries."""

from collections.abc import Callable, Collection, Mapping
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, create_model, model_validator

from bot.catalogue import entry
from bot.catalogue.fault import Fault
from bot.library.outside import Outside, read_as, wrong
from bot.library.school_years import first_year, last_year, oldest, youngest
from bot.library.values import (
    AllChosen,
    Chosen,
    Clock,
    Day,
    Days,
    Email,
    Id,
    Ids,
    Latitude,
    Line,
    Longitude,
    MonthDay,
    Name,
    NotEmpty,
    Outcode,
    Paragraph,
    Pence,
    Phone,
    PrintedDate,
    Summary,
    Url,
    Words,
)

WAYS = ("drop_in", "waiting_list", "school_refers", "audition", "apply")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _short_days(value: Any) -> Any:
    """Days may be written out, or as "Tues" and "Saturdays"; the entry keeps three letters."""
    days = (value,) if isinstance(value, str) else value
    if not isinstance(days, list | tuple):
        return days
    return tuple(_short_day(day) for day in days)


def _short_day(written: Any) -> Any:
    name = str(written).strip().lower().removesuffix("s")
    return next((day[:3] for day in _DAYS if len(name) >= 3 and day.startswith(name)), written)


def _known_ways(ways: tuple[str, ...]) -> tuple[str, ...]:
    for way in ways:
        if way not in WAYS:
            raise wrong(f"`{way}` is no way to join that is known here", "write one of " + ", ".join(WAYS))
    return ways


class _Ages(Outside):
    low: int | None = Field(None, alias="from", ge=0, le=120)
    high: int | None = Field(None, alias="to", ge=0, le=120)
    on: MonthDay = ""

    @model_validator(mode="after")
    def _right_way_round(self) -> Self:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise wrong(f"from {self.low} to {self.high} is the wrong way round", "swap the two")
        return self


class _SchoolYears(Outside):
    first: Annotated[int, BeforeValidator(lambda value: first_year(str(value)))] = Field(alias="from")
    last: Annotated[int, BeforeValidator(lambda value: last_year(str(value)))] = Field(alias="to")

    @model_validator(mode="after")
    def _right_way_round(self) -> Self:
        if self.first > self.last:
            raise wrong("these school years are the wrong way round", "swap the two")
        return self


class _Where(Outside):
    place: Line = ""
    venue: Line = ""
    outcode: Outcode = ""
    lat: Latitude | None = None
    lon: Longitude | None = None
    online: bool | None = None
    travels: bool = False
    area: Words = ()

    @model_validator(mode="after")
    def _both_or_none(self) -> Self:
        if (self.lat is None) != (self.lon is None):
            raise wrong("one of `lat` and `lon` is missing", "write both, or neither")
        return self


class _When(Outside):
    days: Annotated[tuple[entry.Weekday, ...], BeforeValidator(_short_days)] = ()
    start: Clock | None = None
    end: Clock | None = None
    term_time: bool | None = None
    dates: Days = ()
    exceptions: Days = ()
    text: Paragraph = ""

    @model_validator(mode="after")
    def _right_way_round(self) -> Self:
        if self.start and self.end and self.start >= self.end:
            raise wrong("it ends before it starts", "check `start` and `end`, written as on a 24-hour clock")
        return self


class _CostLine(Outside):
    amount: Pence
    unit: Annotated[entry.CostUnit, Chosen]
    note: Paragraph = ""


class _Cost(Outside):
    free: bool | None = None
    lines: tuple[_CostLine, ...] = ()
    concession: Paragraph = ""
    bursaries: Ids = ()
    note: Paragraph = ""


class _Join(Outside):
    url: Url = ""
    email: Email = ""
    phone: Phone = ""
    how: Paragraph = ""
    ways: Annotated[Words, AfterValidator(_known_ways), AllChosen] = ()
    opens: Day | None = None


class _Source(Outside):
    url: Url = ""
    date: PrintedDate = "undated"
    note: Paragraph = ""


class Said(Outside):
    """The names and the few words of an entry, which hardly any two have in common."""

    id: Id
    title: Name
    provider: Name
    summary: Summary = ""


class WrittenOpportunity(Said):
    """One entry as people write it; `content/README.md` explains every name."""

    kind: Annotated[entry.Kind, Chosen]
    audience: Annotated[tuple[entry.Audience, ...], NotEmpty, AllChosen] = ("young_person",)
    activities: Words = ()
    instruments: Words = ()
    genres: Words = ()
    level: Annotated[tuple[entry.Level, ...], AllChosen] = ()
    audition: bool | None = None
    ages: _Ages | None = None
    school_years: _SchoolYears | None = None
    where: _Where = _Where()
    when: _When = _When()
    cost: _Cost = _Cost()
    access: Words = ()
    access_note: Paragraph = ""
    join: _Join = _Join()
    next_steps: Ids = ()
    objectives: Ids = ()
    source: _Source = _Source()
    checked_on: Day | None = None
    checked_by: Line = ""
    review_after: Day | None = None
    status: Annotated[entry.Status, Chosen] = "open"
    sample: bool = False

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if self.ages and self.school_years:
            raise wrong("both `ages` and `school_years` are given", "keep the one the provider says")
        if self.checked_on and self.review_after and self.review_after < self.checked_on:
            raise wrong(
                "`review_after` is before `checked_on`", "write the day when it should be checked next"
            )
        return self


def opportunity_from(record: Mapping[str, Any]) -> entry.Opportunity | list[Fault]:
    """The entry a record describes, or everything that is wrong with it; ages in whole years, amounts in pence."""
    read = read_as(WrittenOpportunity, record)
    return read if isinstance(read, list) else _entry(read)


def part_of(fields: Collection[str]) -> Callable[[Mapping[str, Any]], dict[str, Any] | None]:
    """What makes these fields of an entry out of a record that holds no others, or None when something is wrong.

    Fields that bear on one another must come together: `kind` with `where`, `ages` alone.
    """
    known = WrittenOpportunity.model_fields
    chosen: dict[str, Any] = {name: (known[name].annotation, known[name]) for name in fields}
    part = create_model("Part", __base__=Outside, **chosen)

    def made(record: Mapping[str, Any]) -> dict[str, Any] | None:
        read = read_as(part, record)
        return None if isinstance(read, list) else _fields(read)

    return made


def _entry(read: WrittenOpportunity) -> entry.Opportunity:
    return entry.Opportunity(**_fields(read))


def _fields(read: Outside) -> dict[str, Any]:
    """The names of the fields are the same; only the groups among them are made into the catalogue's own."""
    fields = {**vars(read)}
    years = fields.pop("school_years", None)
    for name, make in _MADE.items():
        if name in fields:
            fields[name] = make(fields[name])
    if years:
        fields["ages"] = entry.Ages(youngest(years.first), oldest(years.last))
    if "where" in fields:
        fields["where"] = _where(fields["where"], fields["kind"])
    return fields


def _ages(read: _Ages | None) -> entry.Ages:
    return entry.Ages(read.low, read.high, read.on) if read else entry.Ages()


def _where(read: _Where, kind: entry.Kind) -> entry.Where:
    """What is of the kind `online` happens online unless the entry says otherwise."""
    online = kind == "online" if read.online is None else read.online
    return entry.Where(**{**vars(read), "online": online})


def _cost(read: _Cost) -> entry.Cost:
    lines = tuple(entry.CostLine(each.amount, each.unit, each.note) for each in read.lines)
    return entry.Cost(read.free, lines, read.concession, read.bursaries, read.note)


_MADE: Mapping[str, Callable[[Any], Any]] = {
    "ages": _ages,
    "cost": _cost,
    "when": lambda read: entry.When(**vars(read)),
    "join": lambda read: entry.Join(**vars(read)),
    "source": lambda read: entry.Source(**vars(read)),
}
