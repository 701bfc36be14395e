from datetime import UTC, datetime

import pytest

from bot.dialogue.effects import Alert, Say
from bot.dialogue.events import Said
from bot.dialogue.state import State, Turn
from bot.dialogue.step import step
from example_hub import example_hub

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
HUB = "Example Music Hub"


def talk(*texts: str) -> Turn:
    """The last turn when this is typed, one after the other, by somebody new."""
    state, turn = State(salt="a salt"), None
    for text in texts:
        turn = step(example_hub().bot, state, Said(text, at=NOW))
        state = State.from_json(turn.state.to_json())
    assert turn is not None
    return turn


def said(turn: Turn) -> str:
    return "\n".join(effect.text for effect in turn.effects if isinstance(effect, Say))


def alerts(turn: Turn) -> list[Alert]:
    return [effect for effect in turn.effects if isinstance(effect, Alert)]


def answer(name: str) -> str:
    return example_hub().house.words(f"care.{name}", hub=HUB)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("who will see this", "who"),
        ("is this private", "who"),
        ("will my mum see this", "who"),
        ("can you keep a secret", "who"),
        ("are you going to tell my mum", "tell"),
        ("who should i tell", "trusted"),
        ("i dont want anyone to know", "nobody"),
        ("what happens now", "next"),
        ("will they call the police", "police"),
        ("am i in trouble", "police"),
        ("can i talk to a real person", "person"),
        ("i cant talk on the phone", "cannot"),
        ("ok", "yes"),
        ("yes", "yes"),
        ("no", "no"),
        ("idk", "unsure"),
        ("lol jk", "misread_answer"),
        ("i was joking", "misread_answer"),
        ("...", "quiet"),
        ("😭😭", "quiet"),
        ("you idiots", "rude"),
        ("it is raining", "here_one"),
    ],
)
def test_what_is_typed_after_a_disclosure_gets_a_kind_answer_and_one_line(text: str, name: str) -> None:
    turn = talk("my dad hits me", text)
    line = "• Childline: call 0800 1111. It is free, any time, and for anyone under 19. https://www.childline.org.uk"
    assert said(turn) == f"{answer(name)}\n\n{line}"
    assert alerts(turn) == []
    assert turn.state.scene == "care"


def test_the_same_words_are_not_said_twice_in_a_row_to_somebody_we_do_not_understand() -> None:
    first = talk("my dad hits me", "it is raining")
    second = talk("my dad hits me", "it is raining", "and cold")
    assert said(second).startswith(answer("here_two"))
    assert said(first) != said(second)


def test_something_worrying_said_later_is_passed_on_too() -> None:
    later = "i want to die"
    assert alerts(talk("my dad hits me", "ok", later)) == [Alert("suicide", "urgent", later)]


@pytest.mark.parametrize("text", ["drums", "what music is there near Exmouth", "guitar near Exmouth"])
def test_a_search_goes_on_to_the_search(text: str) -> None:
    assert talk("my dad hits me", "ok", text).state.scene == "find"


def test_caring_ends_when_something_else_is_done() -> None:
    assert talk("my dad hits me", "main menu", "who will see this").state.scene != "care"
    assert talk("my dad hits me", "main menu", "is this private").state.scene == "privacy"


def test_who_sees_what_is_kept_is_the_privacy_page_for_everybody_else() -> None:
    assert talk("is this private").state.scene == "privacy"


def test_after_an_emergency_999_stands_before_the_line_that_listens() -> None:
    lines = said(talk("help hes got a knife", "ok")).split("\n\n")[-1].splitlines()
    assert [line.partition(":")[0] for line in lines] == ["• In danger right now? Call 999.", "• Childline"]


def test_somebody_who_looks_after_a_child_is_given_the_line_for_adults() -> None:
    turn = talk("I think a pupil of mine is being hit at home", "ok")
    assert said(turn).endswith("Call the NSPCC on 0808 800 5000. https://www.nspcc.org.uk")


@pytest.mark.parametrize("text", ["my cat died", "i feel sad", "i feel lonely"])
def test_loss_and_sadness_get_helplines_and_nobody_is_told(text: str) -> None:
    turn = talk(text)
    assert alerts(turn) == []
    assert answer("untold") in said(turn)
    assert "Childline: call 0800 1111" in said(turn)


def test_who_sees_a_gentle_worry_is_answered_truly() -> None:
    assert said(talk("my cat died", "who will see this")).startswith(answer("untold_who"))
    assert said(talk("my cat died", "lol jk")).startswith(answer("misread_answer_untold"))


def test_once_the_lead_is_told_sadness_is_passed_on_as_well() -> None:
    turn = talk("my dad hits me", "i feel lonely")
    assert alerts(turn) == [Alert("distress", "soon", "i feel lonely")]
    assert answer("told_again") in said(turn)


def test_the_first_thing_the_lead_is_told_is_explained_even_after_a_gentle_worry() -> None:
    turn = talk("i feel lonely", "my dad hits me")
    assert answer("told") in said(turn)


def test_nothing_said_in_care_promises_secrecy_or_that_somebody_has_it() -> None:
    names = ("told", "told_again", "who", "tell", "nobody", "next", "police", "misread_answer")
    spoken = [answer(name).lower() for name in names]
    assert [text for text in spoken if "passed your message" in text or "nobody will know" in text] == []
    assert "I can't promise to keep it secret." in answer("who")
    assert "They may not read it today" in answer("told")
