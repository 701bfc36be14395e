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
    having: dict[tuple[str, str], set[int]] = {}
    for number, entry in enumerate(listing.catalogue.index.entries):
        for tag in _tags(entry):
            having.setdefault(tag, set()).add(number)
    ids = {tag: id_of("", *tag) for tag in sorted(having)}
    found = {ids[tag]: _term(ids[tag], *tag) for tag in ids}
    return found, {ids[tag]: frozenset(numbers) for tag, numbers in having.items()}


def _term(id: str, column: str, name: str) -> Mapping[str, Any]:
    return {
        "id": id,
        "name": name,
        "term": name,
        "description": f"{column} of an entry",
        "taxonomy": TAXONOMY,
        "taxonomy_id": TAXONOMY_ID,
    }


def _tags(entry: Opportunity) -> Iterator[tuple[str, str]]:
    """(column of the flat sheet, value) of everything that sorts an entry."""
    yield "kind", entry.kind
    for column in ("instruments", "activities", "genres", "level", "audience", "access"):
        yield from ((column, value) for value in getattr(entry, column))
