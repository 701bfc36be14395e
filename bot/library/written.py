"""How an entry is written down again, as a record and as YAML; the other way round from `opportunity`."""

from collections.abc import Mapping
from datetime import time
from typing import Any

import yaml  # type: ignore[import-untyped]
from yaml.cyaml import CSafeDumper  # type: ignore[import-untyped]

from bot.catalogue.entry import Cost, CostLine, Opportunity, When, Where

WIDTH = 110


class _Money(str):
    """Pounds, written without quotes."""

    __slots__ = ()


class _Inline(list[Any]):
    """A list written on one line, in brackets."""


class _Dumper(CSafeDumper):  # type: ignore[misc]
    """A dumper of its own, so that no other code's YAML changes."""


def _money(dumper: Any, text: _Money) -> Any:
    kind = "float" if "." in text else "int"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", str(text))


_Dumper.add_representer(_Money, _money)
_Dumper.add_representer(
    _Inline, lambda dumper, items: dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=True)
)


def yaml_of(record: Mapping[str, Any]) -> str:
    """A record as YAML in the order it has, readable by hand."""
    text: str = yaml.dump(record, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)
    return text


def record_from(entry: Opportunity) -> dict[str, Any]:
    """The record that reads as this entry; what is not known is left out."""
    return _known(
        id=entry.id,
        title=entry.title,
        provider=entry.provider,
        kind=entry.kind,
        audience=_Inline(entry.audience),
        summary=entry.summary,
        activities=_Inline(entry.activities),
        instruments=_Inline(entry.instruments),
        genres=_Inline(entry.genres),
        level=_Inline(entry.level),
        audition=entry.audition,
        ages=_known(**{"from": entry.ages.low, "to": entry.ages.high, "on": entry.ages.on}),
        where=_where(entry.where, entry.kind == "online"),
        when=_when(entry.when),
        cost=_cost(entry.cost),
        access=_Inline(entry.access),
        access_note=entry.access_note,
        join=_known(
            url=entry.join.url,
            email=entry.join.email,
            phone=entry.join.phone,
            how=entry.join.how,
            ways=_Inline(entry.join.ways),
            opens=entry.join.opens,
        ),
        next_steps=_Inline(entry.next_steps),
        objectives=_Inline(entry.objectives),
        source=_known(
            url=entry.source.url,
            date="" if entry.source.date == "undated" else entry.source.date,
            note=entry.source.note,
        ),
        checked_on=entry.checked_on,
        checked_by=entry.checked_by,
        review_after=entry.review_after,
        status=entry.status,
        sample=entry.sample or None,
    )


def pounds(pence: int) -> str:
    """3000 pence as "30", 1250 as "12.50"."""
    return f"{pence // 100}.{pence % 100:02d}".removesuffix(".00")


def _known(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None and value not in ("", [], {})}


def _where(where: Where, expected_online: bool) -> dict[str, Any]:
    return _known(
        place=where.place,
        venue=where.venue,
        outcode=where.outcode,
        lat=where.lat,
        lon=where.lon,
        online=None if where.online == expected_online else where.online,
        travels=where.travels or None,
        area=_Inline(where.area),
    )


def _when(when: When) -> dict[str, Any]:
    return _known(
        days=_Inline(when.days),
        start=_clock(when.start),
        end=_clock(when.end),
        term_time=when.term_time,
        dates=_Inline(when.dates),
        exceptions=_Inline(when.exceptions),
        text=when.text,
    )


def _clock(at: time | None) -> str:
    return at.strftime("%H:%M") if at is not None else ""


def _cost(cost: Cost) -> dict[str, Any]:
    return _known(
        free=cost.free,
        lines=[_cost_line(line) for line in cost.lines],
        concession=cost.concession,
        bursaries=_Inline(cost.bursaries),
        note=cost.note,
    )


def _cost_line(line: CostLine) -> dict[str, Any]:
    return _known(amount=_Money(pounds(line.pence)), unit=line.unit, note=line.note)
