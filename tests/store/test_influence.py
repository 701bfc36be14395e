"""Findings and decisions as they are kept, and telling those who answered: once, and then nobody knows who it was."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import func, select

from bot.dialogue.effects import Forget, Say, Stop
from bot.dialogue.events import Said
from bot.dialogue.state import Turn
from bot.store import Arrival, Store, asked, broadcasts, influence, telling
from bot.store.broadcasts import OUTCOME, Round
from bot.store.influence import Decided
from bot.store.tables import edition, participation
from youth_voice import POLL, SURVEY, VOTES, YES, Voice, answer, voice

WAITS = Decided("You want louder speakers.", "hub board")
TODAY = date(2026, 11, 22)
NEWS = Say("You said, we did")


@pytest.fixture
def said(database_url: str) -> Iterator[Voice]:
    with voice(database_url) as made:
        made.ask(POLL, VOTES[:12])
        yield made


def tell(said: Voice, say: Say = NEWS) -> bool:
    to_tell = influence.to_tell(said.store.read(lambda c: influence.of_edition(c, POLL)))
    return telling.tell(said.store, POLL, to_tell, say, None, TODAY)


def people(store: Store) -> int:
    return store.read(lambda c: c.scalar(select(func.count()).select_from(participation))) or 0


def status(store: Store) -> str | None:
    return store.read(lambda c: c.scalar(select(edition.c.status).where(edition.c.slug == POLL)))


def does(store: Store, who: str, *effects) -> None:
    arrival = Arrival("web", f"{who} again", who, Said("x", store.clock()))
    store.queue(lambda: store.take([arrival], lambda s, _: Turn(s, effects), lambda: "sorry")).result()


def test_a_finding_is_kept_as_written_and_changed(said: Voice) -> None:
    key = said.find(WAITS)
    assert said.store.read(lambda c: influence.find(c, key)).verdict == ""
    decided = Decided("You want louder speakers.", "hub board", "no", "They are loud.", "", TODAY)
    assert said.store.write(lambda c: influence.change(c, key, decided))
    [kept] = said.store.read(lambda c: influence.of_edition(c, POLL))
    assert (kept.verdict, kept.reason, kept.due_on, kept.told_on) == ("no", "They are loud.", TODAY, None)
    assert not said.store.write(lambda c: influence.change(c, "nobody-knows-this-one-", decided))


@pytest.mark.parametrize("verdict", ["yes", "partly", "no"])
def test_no_verdict_is_kept_without_its_reason(said: Voice, verdict) -> None:
    with pytest.raises(ValueError, match="needs its reason"):
        said.find(Decided("x", "hub board", verdict, " "))
    assert said.store.read(influence.every) == {}


def test_everybody_who_answered_is_told_once_and_then_forgotten(said: Voice) -> None:
    said.find()
    assert tell(said)
    assert [said.chat(POLL, number) for number in range(12)] == [["You said, we did"]] * 12
    [kept] = said.store.read(lambda c: influence.of_edition(c, POLL))
    assert (kept.told, kept.told_on, status(said.store), people(said.store)) == (12, TODAY, "reported", 0)
    tell(said)
    assert said.chat(POLL, 0) == ["You said, we did"]


def test_who_answered_is_known_while_a_finding_waits_and_what_was_told_is_not_told_again(said: Voice) -> None:
    said.find()
    waiting = said.find(WAITS)
    tell(said)
    assert (status(said.store), people(said.store)) == ("closed", 12)
    decided = Decided("You want louder speakers.", "hub board", "no", "They are loud.")
    said.store.write(lambda c: influence.change(c, waiting, decided))
    [left] = influence.to_tell(said.store.read(lambda c: influence.of_edition(c, POLL)))
    assert left.id == waiting
    tell(said, Say("More news"))
    assert said.chat(POLL, 3) == ["You said, we did", "More news"]
    assert (status(said.store), people(said.store)) == ("reported", 0)


def test_what_reads_as_before_is_not_told_again_and_what_was_corrected_may_be(said: Voice) -> None:
    key = said.find()
    said.find(WAITS)
    tell(said)
    said.store.write(lambda c: influence.change(c, key, YES))
    assert influence.to_tell(said.store.read(lambda c: influence.of_edition(c, POLL))) == ()
    corrected = Decided(YES.finding, YES.decision_maker, "partly", "The teacher is ill.", YES.action)
    said.store.write(lambda c: influence.change(c, key, corrected))
    [again] = influence.to_tell(said.store.read(lambda c: influence.of_edition(c, POLL)))
    assert (again.id, again.told) == (key, 12)


def test_whoever_said_stop_or_is_gone_is_not_told(said: Voice) -> None:
    does(said.store, f"{POLL} 0", Stop())
    does(said.store, f"{POLL} 1", Forget())
    said.store.block("web", f"{POLL} 2", "blocked")
    assert said.store.read(lambda c: telling.reachable(c, POLL)) == 9
    said.find()
    tell(said)
    [kept] = said.store.read(lambda c: influence.of_edition(c, POLL))
    assert (kept.told, said.chat(POLL, 0), said.chat(POLL, 2)) == (9, [], [])


def test_only_those_who_answered_this_one_are_told(said: Voice) -> None:
    said.ask(SURVEY, [{"doing": "no"}] * 2, close=False)
    answer(said.store, said.house.surveys[SURVEY], f"{POLL} 5", {"doing": "yes"})
    said.find()
    tell(said)
    assert (said.chat(POLL, 5), said.chat(SURVEY, 0)) == (["You said, we did"], [])


def left_by_a_kill(said: Voice, first: int) -> None:
    """What a process leaves that was killed after it had queued the message for some."""

    def part(connection) -> None:
        key = broadcasts.new(connection, Round(OUTCOME, POLL), broadcasts.QUEUEING, said.clock())
        some = connection.scalars(select(participation.c.person_id).limit(first)).all()
        broadcasts.queue(connection, said.store.sealer, key, some, NEWS, said.clock())

    said.store.write(part)


def test_a_telling_that_was_cut_off_goes_on_without_telling_anybody_twice(said: Voice) -> None:
    said.find()
    left_by_a_kill(said, 5)
    assert said.store.read(telling.cut_off) == [POLL]
    assert tell(said)
    assert [said.chat(POLL, number) for number in range(12)] == [["You said, we did"]] * 12
    [kept] = said.store.read(lambda c: influence.of_edition(c, POLL))
    assert (kept.told, said.store.read(telling.cut_off)) == (12, [])


def test_nothing_counts_as_told_while_the_round_is_paused(said: Voice) -> None:
    said.find()
    key = said.store.write(
        lambda c: broadcasts.new(c, Round(OUTCOME, POLL), broadcasts.QUEUEING, said.clock())
    )
    said.store.write(lambda c: broadcasts.pause(c, key, said.clock()))
    assert not tell(said)
    assert (said.chat(POLL, 0), people(said.store)) == ([], 12)
    said.store.write(lambda c: broadcasts.resume(c, key, said.clock()))
    assert tell(said)
    assert said.chat(POLL, 0) == ["You said, we did"]


def test_a_finding_goes_away_only_before_anybody_was_told(said: Voice) -> None:
    key, other = said.find(), said.find(WAITS)
    tell(said)
    assert not said.store.write(lambda c: influence.remove(c, key))
    assert said.store.write(lambda c: influence.remove(c, other))


def test_editions_are_listed_with_how_many_answered_the_latest_first(said: Voice) -> None:
    said.clock.later(days=1)
    said.ask(SURVEY, [{"doing": "no"}] * 2, close=False)
    found = said.store.read(asked.every)
    assert [(each.slug, each.status, each.responses, each.rung) for each in found] == [
        (SURVEY, "open", 2, None),
        (POLL, "closed", 12, None),
    ]
    assert said.store.write(lambda c: asked.declare_rung(c, POLL, 6))
    assert said.store.read(lambda c: asked.one(c, POLL)).rung == 6
    assert not said.store.write(lambda c: asked.declare_rung(c, "nothing", 6))


def test_of_two_tellings_the_larger_number_of_people_stands(said: Voice) -> None:
    key = said.find()
    for people_told in (12, 3):
        said.store.write(lambda c, told=people_told: influence.mark_told(c, [key], told, TODAY))
    assert said.store.read(lambda c: influence.find(c, key)).told == 12
