"""What the hub owes young people is said in the log once, and a telling that was cut off is finished."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from structlog.testing import capture_logs

from bot.admin.parts import CannotMake
from bot.app.voice_documents import document
from bot.app.voice_jobs import decisions_job, telling_job
from bot.dialogue.effects import Say
from bot.store import broadcasts
from bot.store.broadcasts import OUTCOME, Round
from bot.store.tables import participation
from youth_voice import POLL, SURVEY, VOTES, Voice, voice


@pytest.fixture
def said() -> Iterator[Voice]:
    with voice() as made:
        made.ask(POLL, VOTES)
        yield made


def content(said: Voice, **changed: object):
    """The present content, as far as these jobs look at it."""
    house = replace(said.read(), **changed)
    return SimpleNamespace(current=SimpleNamespace(house=house), today=house.today(said.clock()))


async def test_what_is_late_is_said_once_and_again_when_there_is_more(said: Voice) -> None:
    now = content(said)
    job = decisions_job(now)
    with capture_logs() as lines:
        await job.run(said.clock())
        now.today += timedelta(days=29)
        await job.run(said.clock())
        await job.run(said.clock())
    assert lines == [
        {
            "event": "voice.overdue",
            "log_level": "warning",
            "decisions": 1,
            "actions": 0,
            "see": "/admin/decisions",
        }
    ]


async def test_a_telling_that_was_cut_off_is_finished_and_nobody_is_told_twice(said: Voice) -> None:
    said.find()

    def part(connection) -> None:
        key = broadcasts.new(connection, Round(OUTCOME, POLL), broadcasts.QUEUEING, said.clock())
        some = connection.scalars(
            participation.select().with_only_columns(participation.c.person_id).limit(7)
        )
        broadcasts.queue(connection, said.store.sealer, key, some.all(), Say("first"), said.clock())

    said.store.write(part)
    await telling_job(content(said), said.store).run(said.clock())
    await telling_job(content(said), said.store).run(said.clock())
    counts = [len(said.chat(POLL, number)) for number in range(len(VOTES))]
    assert counts == [1] * len(VOTES)
    assert sum(said.chat(POLL, number) == ["first"] for number in range(len(VOTES))) == 7


def test_each_document_is_made_of_what_there_is(said: Voice) -> None:
    now = content(said, public_url="https://chat.hub.example")
    made = {
        name: document(now, said.store, name, POLL)
        for name in ("evidence.pdf", "poster.pdf", "evidence.md", "results.csv")
    }
    assert [made[name][:5] for name in ("evidence.pdf", "poster.pdf")] == [b"%PDF-", b"%PDF-"]
    assert made["evidence.md"].startswith(b"# What should the next workshop be?")
    assert made["results.csv"].startswith(b"\xef\xbb\xbfquestion,text,answer")
    assert document(now, said.store, "evidence.docx", POLL) is None
    assert document(now, said.store, "evidence.md", "nothing") is None


def test_an_open_edition_has_no_table_of_results(said: Voice) -> None:
    said.ask(SURVEY, [{"doing": "no"}] * 20, close=False)
    assert document(content(said), said.store, "results.csv", SURVEY) is None


def test_where_no_pdf_can_be_set_staff_are_told_and_the_text_is_made(said: Voice, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    now = content(said, public_url="https://chat.hub.example")
    for name in ("evidence.pdf", "poster.pdf"):
        with pytest.raises(CannotMake, match=r"^PDF is not set up here"):
            document(now, said.store, name, POLL)
    assert document(now, said.store, "evidence.md", POLL) is not None
