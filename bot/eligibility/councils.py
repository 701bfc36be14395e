"""Which council a town or village belongs to; refuses to tell a council from an outward code, which often holds two."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.catalogue.fault import Fault


@dataclass(frozen=True, slots=True)
class Councils:
    """The councils a hub's families may live in, in the order offered.

    `names` are the areas as families call them, by id; `formal` the councils' own names; `ids` are by settlement.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)
    formal: Mapping[str, str] = field(default_factory=dict)

    def name(self, council: str) -> str:
        """What families call it; the id itself when it is a council of another hub."""
        return self.names.get(council, council.replace("-", " ").title())

    def council(self, council: str) -> str:
        """The council's own name: somebody is looked after by a council, not by an area."""
        return self.formal.get(council) or self.name(council)

    def of(self, settlement: str) -> str | None:
        """The council of a town or village, or None when it is not known."""
        return self.ids.get(_plain(settlement))


def _plain(settlement: str) -> str:
    return " ".join(settlement.lower().replace("-", " ").split())


def councils_from(record: Mapping[str, object]) -> Councils | list[Fault]:
    """A hub's `councils.yaml`, or every fault in it."""
    names: dict[str, str] = {}
    ids: dict[str, str] = {}
    formal: dict[str, str] = {}
    faults: list[Fault] = []
    items = record.get("councils")
    for index, item in enumerate(items if isinstance(items, list) else []):
        if not isinstance(item, Mapping) or not item.get("id") or not item.get("name"):
            faults.append(Fault(("councils", index), "has no id or no name", "give it `id:` and `name:`"))
            continue
        names[str(item["id"])] = str(item["name"])
        formal[str(item["id"])] = str(item.get("council") or "")
        for settlement in item.get("settlements") or ():
            if ids.setdefault(_plain(str(settlement)), str(item["id"])) != str(item["id"]):
                mend = "leave it out of both: a family there is asked instead"
                faults.append(
                    Fault(("councils", index, "settlements"), f"{settlement} is in two councils", mend)
                )
    if not names and not faults:
        faults.append(Fault(("councils",), "there are no councils", "list at least the hub's own"))
    return faults or Councils(names, ids, formal)
