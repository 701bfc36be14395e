"""Sentences with places to fill."""

import pytest

from bot.catalogue.fault import Fault
from bot.library.wording import Sentence, Wording, override_faults, sentences_from


def sentences(**record: object) -> dict[str, Sentence]:
    good, faults = sentences_from(record, "en/core.yaml")
    assert faults == []
    return good


WORDS = Wording(sentences(none="Nothing near {place} for {what}.", plain="Hello", brace="A {{brace}}"))


def test_a_sentence_is_filled() -> None:
    assert WORDS("none", place="Weymouth", what="drums") == "Nothing near Weymouth for drums."


def test_a_sentence_without_places_is_said_as_it_is() -> None:
    assert WORDS("plain") == "Hello"


def test_what_is_filled_in_is_not_filled_again() -> None:
    assert WORDS("none", place="{what}", what="drums") == "Nothing near {what} for drums."


def test_a_doubled_brace_is_shown() -> None:
    assert WORDS("brace") == "A {brace}"


def test_a_value_that_is_not_needed_does_no_harm() -> None:
    assert WORDS("plain", place="Weymouth") == "Hello"


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(KeyError, match="find\\.nothing"):
        WORDS("find.nothing")


def test_a_missing_value_is_named_with_the_key_and_the_file() -> None:
    with pytest.raises(KeyError) as caught:
        WORDS("none", place="Weymouth")
    assert caught.value.args == ("the sentence `none` in en/core.yaml needs a value for 'what'",)


@pytest.mark.parametrize("text", [None, "", "  ", 5, ["a"]])
def test_a_key_without_a_sentence_is_a_fault(text: object) -> None:
    assert sentences_from({"a": text}, "f") == (
        {},
        [Fault(("a",), "`a` has no sentence", 'write a: "the sentence" on one line')],
    )


@pytest.mark.parametrize("text", ["{", "a } b", "{a"])
def test_an_open_brace_is_a_fault(text: str) -> None:
    assert [fault.wrong for fault in sentences_from({"a": text}, "f")[1]] == ["a brace in `a` is not closed"]


@pytest.mark.parametrize("text", ["{}", "{0}", "{a.b}", "{a[0]}", "{a!r}", "{a:>9}", "{a b}"])
def test_only_a_word_may_stand_in_braces(text: str) -> None:
    assert [fault.mend for fault in sentences_from({"a": text}, "f")[1]] == [
        "write one word in small letters in the braces"
    ]


def test_a_hub_may_leave_a_value_out_of_its_own_sentence() -> None:
    assert override_faults(sentences(a="Hi {name} of {place}"), sentences(a="Hi {name}")) == []


def test_a_hub_cannot_use_a_value_that_is_never_given() -> None:
    assert override_faults(sentences(a="Hi {name}"), sentences(a="Hi {nam}")) == [
        Fault(("a",), "`a` is never given {nam}", "use {name}")
    ]


def test_a_hub_cannot_say_what_is_never_said() -> None:
    assert override_faults(sentences(**{"find.none": "No"}), sentences(**{"find.non": "No"})) == [
        Fault(("find.non",), "no sentence has the key `find.non`", "did you mean `find.none`?")
    ]
