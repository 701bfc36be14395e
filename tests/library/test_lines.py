"""YAML as staff write it, and the line of every fault."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.catalogue.fault import Fault
from bot.library.fault_in_file import ContentError
from bot.library.lines import locate, read_record, read_yaml

Write = Callable[[str, str], Path]


def told(file: Path) -> list[tuple[int, str, str]]:
    with pytest.raises(ContentError) as caught:
        read_record(file)
    return [(each.line, each.fault.wrong, each.fault.mend) for each in caught.value.faults]


def test_plain_words_keep_the_type_that_people_mean(write: Write) -> None:
    file = write(
        "a.yaml",
        """
        word: yes
        off: no
        truth: true
        nothing:
        whole: 8
        pounds: 7.50
        day: 2026-10-25
        clock: 10:00
        phone: 01305123456
        month_day: 08-31
        quoted: "8"
        """,
    )
    assert read_record(file) == {
        "word": "yes",
        "off": "no",
        "truth": True,
        "nothing": None,
        "whole": 8,
        "pounds": 7.5,
        "day": date(2026, 10, 25),
        "clock": "10:00",
        "phone": "01305123456",
        "month_day": "08-31",
        "quoted": "8",
    }


def test_names_are_always_text(write: Write) -> None:
    assert read_record(write("a.yaml", "{1: never, yes: a, on: b}")) == {"1": "never", "yes": "a", "on": "b"}


def test_a_day_that_does_not_exist_stays_text(write: Write) -> None:
    assert read_record(write("a.yaml", "day: 2026-02-30")) == {"day": "2026-02-30"}


def test_a_list_may_be_a_whole_file(write: Write) -> None:
    assert read_yaml(write("a.yaml", "- 1\n- two")) == [1, "two"]


def test_an_empty_file_holds_no_record(write: Write) -> None:
    assert told(write("a.yaml", "# nothing yet")) == [
        (1, "this file holds no record", "write lines such as `title: Drum club`")
    ]


def test_a_name_that_is_there_twice_is_told_with_its_second_line(write: Write) -> None:
    assert told(write("a.yaml", "a: 1\nb: 2\na: 3\nb: 4\n")) == [
        (3, "`a` is here twice", "keep one of them"),
        (4, "`b` is here twice", "keep one of them"),
    ]


def test_an_unquoted_colon_is_told_with_how_to_mend_it(write: Write) -> None:
    [(line, _, mend)] = told(write("a.yaml", "id: a\ntitle: Drums: a start\n"))
    assert (line, mend) == (2, "put text that holds a colon in quotes, or check the indentation")


def test_a_tab_is_told_with_how_to_mend_it(write: Write) -> None:
    [(line, _, mend)] = told(write("a.yaml", "id: a\nwhere:\n\tplace: Weymouth\n"))
    assert (line, mend) == (3, "indent with spaces, not tabs, and put text that starts with a sign in quotes")


def test_a_quote_left_open_is_told(write: Write) -> None:
    [(_, _, mend)] = told(write("a.yaml", 'title: "Drums\n'))
    assert mend == "close the quote or bracket that was opened"


def test_a_tag_is_refused_and_nothing_is_made_of_it(write: Write) -> None:
    assert told(write("a.yaml", "a: 1\nb: !!python/object/apply:os.system [true]\n")) == [
        (2, "the tag tag:yaml.org,2002:python/object/apply:os.system is not used here", "write plain values")
    ]


def test_a_list_that_holds_itself_is_refused(write: Write) -> None:
    assert [wrong for _, wrong, _ in told(write("a.yaml", "a: &x [*x]"))] == ["this is nested too deep"]


def test_a_file_in_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes("title: a\nplace: Café\n".encode("cp1252"))
    assert told(file) == [(2, "this file is not saved as UTF-8", "save it again with the encoding UTF-8")]


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("title: a\n", encoding="utf-8-sig")
    assert read_record(file) == {"title": "a"}


def test_a_fault_stands_on_the_line_of_its_value(write: Write) -> None:
    file = write(
        "a.yaml",
        "# first\ntitle: a\ncost:\n  lines:\n    - {amount: 1}\n    - amount: 2\n      unit: weeks\n",
    )
    paths: list[tuple[str | int, ...]] = [
        ("title",),
        ("cost", "lines", 0, "amount"),
        ("cost", "lines", 1, "unit"),
    ]
    assert [each.line for each in locate(file, [Fault(path, "w", "m") for path in paths])] == [2, 5, 7]


def test_a_fault_in_what_is_not_there_stands_on_the_line_around_it(write: Write) -> None:
    file = write("a.yaml", "# first\ntitle: a\nwhere:\n  place: b\n")
    paths: list[tuple[str | int, ...]] = [("kind",), ("where", "venue"), ("where", "area", 3)]
    assert [each.line for each in locate(file, [Fault(path, "w", "m") for path in paths])] == [2, 3, 3]
