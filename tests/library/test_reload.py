"""Edited content is taken up; a broken edit is told and changes nothing."""

import asyncio
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.library.reload import Live, live, polled, watch
from bot.library.snapshot import Snapshot, load

Write = Callable[[str, str], Path]


@pytest.fixture
def loading(content: Path, today: date) -> Callable[[], Snapshot]:
    return lambda: load(content, None, "small", today)


Loading = Callable[[], Snapshot]


def titles(now: Live) -> list[str]:
    return [entry.title for entry in now.snapshot.opportunities]


def test_nothing_is_read_again_while_nothing_changes(loading: Loading) -> None:
    first = live(loading())
    assert polled(first, loading) is first


def test_an_edited_file_is_taken_up(loading: Loading, write: Write) -> None:
    first = live(loading())
    write("small/opportunities/choir.yaml", "id: choir\ntitle: New choir\nprovider: P\nkind: ensemble\n")
    assert titles(polled(first, loading)) == ["New choir", "Drum club"]


def test_a_change_of_the_same_length_is_noticed(loading: Loading, content: Path) -> None:
    first = live(loading())
    file = content / "small/opportunities/choir.yaml"
    file.write_text(file.read_text().replace("Choir", "Chorl"))
    os.utime(file, ns=(1, 1))
    assert titles(polled(first, loading)) == ["Chorl", "Drum club"]


def test_a_new_file_and_a_lost_one_are_noticed(loading: Loading, content: Path, write: Write) -> None:
    first = live(loading())
    write("small/opportunities/band.yaml", "id: band\ntitle: Band\nprovider: P\nkind: ensemble\n")
    second = polled(first, loading)
    (content / "small/opportunities/band.yaml").unlink()
    assert (titles(second), titles(polled(second, loading))) == (
        ["Band", "Choir", "Drum club"],
        ["Choir", "Drum club"],
    )


@pytest.mark.parametrize("name", ["wording/en/core.yaml", "vocabulary/genres.yaml", "safeguarding/rude.yaml"])
def test_what_hubs_share_is_watched_too(name: str, loading: Loading, content: Path) -> None:
    first = live(loading())
    file = content / name
    file.write_text(file.read_text() + "# more\n")
    assert polled(first, loading) is not first


def test_a_broken_edit_leaves_the_last_good_snapshot_and_tells_its_faults(
    loading: Loading, write: Write
) -> None:
    first = live(loading())
    write("small/opportunities/choir.yaml", "id: choir\ntitle: Choir: new\n")
    broken = polled(first, loading)
    assert (broken.snapshot is first.snapshot, [fault.line for fault in broken.faults]) == (True, [2])
    assert polled(broken, loading) is broken


def test_a_mended_file_takes_the_faults_away(loading: Loading, write: Write) -> None:
    first = live(loading())
    write("small/opportunities/choir.yaml", "id: choir\n")
    broken = polled(first, loading)
    write("small/opportunities/choir.yaml", "id: choir\ntitle: Mended\nprovider: P\nkind: ensemble\n")
    mended = polled(broken, loading)
    assert (titles(mended), mended.faults) == (["Mended", "Drum club"], ())


def test_a_file_that_cannot_be_opened_is_told_and_tried_again(
    loading: Loading, write: Write, content: Path
) -> None:
    first = live(loading())
    (content / "small/hub.yaml").unlink()
    (content / "small/hub.yaml").mkdir()
    broken = polled(first, loading)
    assert (broken.snapshot is first.snapshot, len(broken.faults)) == (True, 1)
    (content / "small/hub.yaml").rmdir()
    write("small/hub.yaml", "id: small\nname: Back again\nobjectives: {inclusion: All}\n")
    assert polled(broken, loading).snapshot.hub.name == "Back again"


async def test_a_watcher_tells_of_a_change_once(loading: Loading, write: Write) -> None:
    told: asyncio.Queue[Live] = asyncio.Queue()
    task = asyncio.create_task(watch(live(loading()), loading, told.put_nowait, seconds=0.01))
    write("small/opportunities/choir.yaml", "id: choir\ntitle: New choir\nprovider: P\nkind: ensemble\n")
    heard = await asyncio.wait_for(told.get(), 5)
    await asyncio.sleep(0.05)
    task.cancel()
    assert (titles(heard), told.empty()) == (["New choir", "Drum club"], True)
