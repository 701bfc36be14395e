"""The words of the list as an Open Referral UK taxonomy; the ids are those that the services carry."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from bot.catalogue.entry import Opportunity
from bot.channels.web.listing import Listing
from bot.library.oruk_written import TAXONOMY, id_of

TAXONOMY_ID = id_of("", "taxonomy", TAXONOMY)


def taxonomy(listing: Listing) -> Mapping[str, Any]:
    """The one taxonomy there is: how this list sorts music-making."""
    description = "Instruments, activities, styles of music, kinds, levels, audiences and access needs"
    return {"id": TAXONOMY_ID, "name": TAXONOMY, "description": description, "version": listing.house.hub.id}


def terms(listing: Listing) -> Mapping[str, Mapping[str, Any]]:
    """Every term that an entry of the list has, by its id."""
    return _of(listing)[0]


def numbers_with(listing: Listing, term: str) -> frozenset[int]:
    """The numbers of the entries that have a term."""
    return _of(listing)[1].get(term, frozenset())


@lru_cache(maxsize=1)
def _of(listing: Listing) -> tuple[dict[str, Mapping[str, Any]], dict[str, frozenset[int]]]:
    found: dict[str, Mapping[str, Any]] = {}
    having: dict[str, set[int]] = {}
    for number, entry in enumerate(listing.catalogue.index.entries):
        for column, name in _tags(entry):
            term = id_of("", column, name)
            having.setdefault(term, set()).add(number)
            if term not in found:
                found[term] = {
                    "id": term,
                    "name": name,
                    "term": name,
                    "description": f"{column} of an entry",
                    "taxonomy": TAXONOMY,
                    "taxonomy_id": TAXONOMY_ID,
                }
    in_order = dict(sorted(found.items(), key=lambda pair: (pair[1]["description"], pair[1]["name"])))
    return in_order, {term: frozenset(numbers) for term, numbers in having.items()}


def _tags(entry: Opportunity) -> Iterator[tuple[str, str]]:
    """(column of the flat sheet, value) of everything that sorts an entry."""
    yield "kind", entry.kind
    for column in ("instruments", "activities", "genres", "level", "audience", "access"):
        yield from ((column, value) for value in getattr(entry, column))
