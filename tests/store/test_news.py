"""Who asked to be told hears of what is new to them, at most once a week, on SQLite and on PostgreSQL."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from asked_people import DAY, NOON, Clock, Town
from bot.dialogue.effects import Remember, Say, Stop
from bot.store import news, open_store
from bot.store.broadcasts import NEWS, Round
from bot.store.news import Listeners
from bot.store.sending import send_each

WEEK = timedelta(days=7)
TODAY = NOON.date()
TOLD = Say("This is new near DT4.")


@pytest.fixture
def town(database_url: str, secret: bytes) -> Iterator[Town]:
    clock = Clock()
    store = open_store(database_url, secret, clock)
    yield Town(store, clock)
    store.close()


def listens(town: Town, name: str, what: str = "drums", outcode: str = "DT4") -> None:
    town.turn(name, Remember("outcode", outcode), Remember("news_of", what), Remember("told_of_news", True))


def groups(town: Town) -> list[tuple[str, str, date, int]]:
    found = town.store.read(lambda c: news.listeners(c, town.clock()))
    return [(each.what, each.outcode, each.since, len(each.people)) for each in found]


def learn(town: Town, *entries: str, on: date = TODAY) -> dict[str, date]:
    town.store.write(lambda c: news.learn(c, entries, on))
    return dict(town.store.read(lambda c: news.new_entries(c, on)))


def test_at_the_first_look_nothing_is_new_and_later_what_came_since(town: Town) -> None:
    assert learn(town, "a", "b") == {}
    assert learn(town, "a", "b", "c", on=TODAY + DAY) == {"c": TODAY + DAY}
    assert learn(town, "a", "c", on=TODAY + 2 * DAY) == {"c": TODAY + DAY}
    assert learn(town, "a", "c", on=TODAY + 90 * DAY) == {}


def test_people_are_grouped_by_what_where_and_since_when_and_left_alone_for_a_week(town: Town) -> None:
    listens(town, "a")
    listens(town, "b")
    listens(town, "c", what="")
    assert groups(town) == []
    town.clock.now += WEEK
    assert groups(town) == [("", "DT4", TODAY, 1), ("drums", "DT4", TODAY, 2)]
    town.turn("a", Stop())
    town.store.block("telegram", "b", "blocked")
    assert groups(town) == [("", "DT4", TODAY, 1)]


def test_one_round_tells_different_people_different_things_and_each_once_a_week(town: Town) -> None:
    listens(town, "drummer")
    listens(town, "singer", what="singing")
    town.clock.now += WEEK
    found = town.store.read(lambda c: news.listeners(c, town.clock()))
    messages = [(news.to_tell(group), Say(f"new: {group.what}")) for group in found]
    assert send_each(town.store, Round(NEWS), messages) == 2
    assert send_each(town.store, Round(NEWS), messages) == 0
    [only] = town.rounds()
    assert (only.kind, only.total, only.status) == ("news", 2, "running")
    told = {each.address: each.payload["text"] for each in town.claim()}
    assert told == {"drummer": "new: drums", "singer": "new: singing"}
    assert groups(town) == []


def test_who_says_no_after_the_group_was_made_is_not_told(town: Town) -> None:
    listens(town, "a")
    town.clock.now += WEEK
    [group] = town.store.read(lambda c: news.listeners(c, town.clock()))
    town.turn("a", Remember("told_of_news", False))
    assert send_each(town.store, Round(NEWS), [(news.to_tell(group), TOLD)]) == 0
    assert isinstance(group, Listeners)


def test_saying_no_forgets_what_it_took_and_the_place_when_nothing_else_needs_it(town: Town) -> None:
    for name in ("a", "b"):
        listens(town, name)
    town.turn("b", Remember("ask_me", True))
    for name in ("a", "b"):
        town.turn(name, Remember("told_of_news", False), Remember("news_of", ""))
    kept = {(row["outcode"], row["news_of"] or None, row["news_at"]) for row in town.rows("person")}
    assert kept == {(None, None, None), ("DT4", None, None)}


def test_the_place_stays_while_either_wants_it(town: Town) -> None:
    listens(town, "a")
    town.turn("a", Remember("ask_me", True))
    town.turn("a", Remember("ask_me", False))
    assert [row["outcode"] for row in town.rows("person")] == ["DT4"]
    town.turn("a", Remember("told_of_news", False))
    assert [row["outcode"] for row in town.rows("person")] == [None]
