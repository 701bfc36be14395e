"""A mistake in the lists that keep children safe is told before it can do harm."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.library.fault_in_file import ContentError
from bot.library.folders import shipped
from bot.library.snapshot import load

Write = Callable[[str, str], Path]
HELPLINES = "helplines:\n  - {id: a, for: [any], who: adult, text: Call.}\n"


def told(content: Path, today: date) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load(content, None, "small", today)
    return [str(fault).removeprefix(f"{content}/safeguarding/") for fault in caught.value.faults]


def test_the_shipped_lists_are_handed_on_as_the_safeguarding_room_wants_them(today: date) -> None:
    room = load(shipped("content"), None, "dorset", today).guard
    assert (room.worries("where can i play the drums"), room.worries("i want to kill myself") is None) == (
        None,
        False,
    )


def test_lists_that_the_room_cannot_use_are_told(content: Path, today: date, write: Write) -> None:
    write(
        "safeguarding/concerns.yaml", "groups: {}\nkinds:\n  - {kind: suicide, level: soon, says: ['...']}\n"
    )
    write("safeguarding/not_worrying.yaml", "groups: {}\nsays: [fine]\n")
    write("safeguarding/helplines.yaml", HELPLINES)
    [fault] = told(content, today)
    assert fault.startswith("concerns.yaml:1: these lists cannot be used together")


def test_a_number_in_a_list_is_taken_as_a_word(content: Path, today: date, write: Write) -> None:
    write("safeguarding/rude.yaml", "words: [999, no]\n")
    assert load(content, None, "small", today).safeguarding["rude"] == {"words": ("999", "no"), "filler": ()}


def test_a_missing_list_is_told(content: Path, today: date) -> None:
    (content / "safeguarding/helplines.yaml").unlink()
    assert told(content, today) == [
        "helplines.yaml:1: this file cannot be opened (No such file or directory); put it there, and let it be read"
    ]


def test_a_level_that_nobody_knows_is_told(content: Path, today: date, write: Write) -> None:
    write("safeguarding/concerns.yaml", "kinds:\n  - kind: harm\n    level: urgnt\n    says: [help]\n")
    assert told(content, today) == [
        "concerns.yaml:3: `urgnt` is not one of the words known here; did you mean `urgent`?"
    ]


def test_a_group_that_is_not_there_is_told(content: Path, today: date, write: Write) -> None:
    write(
        "safeguarding/concerns.yaml",
        "groups: {carer: [mum]}\nkinds:\n  - {kind: suicide, level: soon, says: ['{carr}']}\n",
    )
    write("safeguarding/not_worrying.yaml", "says:\n  - '{carers} at work'\n")
    write("safeguarding/helplines.yaml", HELPLINES)
    assert told(content, today) == [
        "concerns.yaml:3: there is no group `carr`; did you mean `carer`?",
        "not_worrying.yaml:2: there is no group `carers`; did you mean `carer`?",
    ]


def test_a_helpline_for_a_kind_that_is_not_there_is_told(content: Path, today: date, write: Write) -> None:
    write("safeguarding/helplines.yaml", HELPLINES.replace("any", "suicied"))
    assert told(content, today) == [
        "helplines.yaml:2: there is no kind of concern `suicied`; did you mean `suicide`?"
    ]


def test_a_list_without_helplines_is_told(content: Path, today: date, write: Write) -> None:
    write("safeguarding/helplines.yaml", "helplines: []\n")
    assert [fault.split(";")[0] for fault in told(content, today)] == [
        "helplines.yaml:1: there is nothing in this list"
    ]
