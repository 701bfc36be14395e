from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.dialogue.bot import Bot, Moment, Scene
from bot.dialogue.effects import Alert, Option, Say, Submit
from bot.dialogue.events import Chose, Event, FellSilent, Located, Recalled, Said, Started, Unreadable
from bot.dialogue.state import Go, State, Turn
from bot.dialogue.step import go, step

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


def words(key: str, /, **_values: object) -> str:
    return f"<{key}>"


def say(moment: Moment, text: str, *options: Option) -> Turn:
    return Turn(moment.state, (Say(text, options),))


MENU = (Option("Quiz", go("quiz")), Option("Wave", "wave"))


def menu(moment: Moment, _arg: str = "") -> Turn:
    return say(moment, "menu", *MENU)


def quiz_open(moment: Moment, arg: str) -> Turn:
    return say(
        replace(moment, state=moment.state.with_data(asking=True)), f"2+2? {arg}".strip(), Option("4", "four")
    )


def quiz_heard(moment: Moment, text: str) -> Turn:
    return Turn(moment.state, (Submit("quiz", "v1", {"q": text}), Say("noted")))


def care_open(moment: Moment, text: str) -> Turn:
    return Turn(moment.state, (Alert("danger", "urgent", text), Say("help is there", MENU[:1])))


def find_open(moment: Moment, place: str) -> Turn:
    return say(moment, f"near {place}")


BOT = Bot(
    scenes={
        "menu": Scene(
            "menu", menu, lambda m, t: say(m, f"heard {t}"), lambda m, v: say(m, f"picked {v}"), menu
        ),
        "quiz": Scene(
            "quiz",
            quiz_open,
            quiz_heard,
            lambda m, v: Turn(m.state, (Submit("quiz", "v1", {"q": v}), Say("noted"))),
            lambda m: quiz_open(m, "again"),
            keeps=timedelta(days=2),
            resumable=lambda state: bool(state.data.get("asking")),
            free_text=lambda state: True,
        ),
        "care": Scene(
            "care", care_open, lambda m, t: say(m, t), lambda m, v: say(m, v), lambda m: say(m, "again")
        ),
        "find": Scene(
            "find", find_open, lambda m, t: say(m, t), lambda m, v: say(m, v), lambda m: say(m, "again")
        ),
    },
    words=words,
    worries=lambda text: "danger" if "danger" in text else None,
    command=lambda text: {"menu": ("menu", ""), "resume": ("resume", ""), "quiz": ("quiz", "")}.get(text),
    start=lambda payload: ("quiz", payload) if payload == "deep" else ("menu", ""),
    recalled=lambda moment, event: say(moment, f"recalled {event.record['n']}"),
    first="menu",
)


def play(*events: Event, state: State | None = None) -> list[Turn]:
    """The turns of a conversation, its state going through JSON between every two."""
    turns = []
    current = state or State(salt="pepper")
    for event in events:
        turn = step(BOT, current, event)
        turns.append(turn)
        current = State.from_json(turn.state.to_json())
    return turns


def texts(turn: Turn) -> list[str]:
    return [effect.text for effect in turn.effects if isinstance(effect, Say)]


def submitted(turn: Turn) -> list[Submit]:
    return [effect for effect in turn.effects if isinstance(effect, Submit)]


def token_of(turn: Turn, label: str) -> str:
    return next(offer.token for offer in turn.state.offers if offer.label == label)


def test_somebody_new_who_speaks_first_hears_who_is_talking() -> None:
    assert texts(play(Said("drums", NOW))[0]) == ["menu", "heard drums"]


def test_a_deep_link_leads_straight_to_its_scene() -> None:
    assert texts(play(Started("deep", NOW))[0]) == ["2+2? deep"]


def test_a_button_means_what_it_said() -> None:
    first = play(Started("", NOW))[0]
    assert texts(play(Chose(token_of(first, "Wave"), NOW), state=first.state)[0]) == ["picked wave"]


def test_a_typed_label_is_as_good_as_its_button() -> None:
    assert texts(play(Started("", NOW), Said("WAVE", NOW))[1]) == ["picked wave"]


def test_an_old_button_records_nothing_and_shows_where_we_are() -> None:
    first, second = play(Started("deep", NOW), Said("menu", NOW))
    third = play(Chose(token_of(first, "4"), NOW), state=second.state)[0]
    assert submitted(third) == []
    assert texts(third) == ["<old_button>", "menu"]


def test_a_token_of_another_conversation_is_worth_nothing() -> None:
    theirs = play(Started("deep", NOW), state=State(salt="other"))[0]
    mine = play(Started("deep", NOW))[0]
    third = play(Chose(token_of(theirs, "4"), NOW), state=mine.state)[0]
    assert submitted(third) == []


def test_the_same_press_twice_counts_once() -> None:
    first = play(Started("deep", NOW))[0]
    token = token_of(first, "4")
    second, third = play(Chose(token, NOW), Chose(token, NOW), state=first.state)
    assert len(submitted(second)) == 1
    assert submitted(third) == []


def test_tokens_fit_the_smallest_channel() -> None:
    assert all(len(offer.token.encode()) <= 64 for offer in play(Started("", NOW))[0].state.offers)


def test_a_worrying_message_comes_before_everything_and_can_be_returned_from() -> None:
    first, second, third = play(Started("deep", NOW), Said("i am in danger", NOW), Said("resume", NOW))
    assert second.effects[0] == Alert("danger", "urgent", "i am in danger")
    assert [option.label for option in second.effects[1].options] == ["Quiz", "<carry_on.quiz>"]
    assert texts(third) == ["2+2? again"]
    assert third.state.data == first.state.data


def test_a_command_puts_a_quiz_aside_and_offers_the_way_back() -> None:
    turn = play(Started("deep", NOW), Said("menu", NOW))[1]
    assert [offer.label for offer in turn.state.offers] == ["Quiz", "Wave", "<carry_on.quiz>"]


def test_nothing_waiting_means_resume_shows_where_we_are() -> None:
    assert texts(play(Started("", NOW), Said("resume", NOW))[1]) == ["menu"]


def test_what_cannot_be_read_gets_a_friendly_answer() -> None:
    assert texts(play(Started("", NOW), Unreadable("sticker", NOW))[1]) == ["<unreadable.sticker>", "menu"]


def test_a_shared_place_starts_a_search_unless_a_question_is_open() -> None:
    assert texts(play(Started("", NOW), Located("Poole", NOW))[1]) == ["near Poole"]
    assert submitted(play(Started("deep", NOW), Located("Poole", NOW))[1])[0].answers == {"q": "Poole"}


def test_what_was_recalled_is_told() -> None:
    assert texts(play(Started("", NOW), Recalled({"n": 3}, NOW))[1]) == ["recalled 3"]


def test_an_unfinished_quiz_is_kept_for_its_time_and_no_longer() -> None:
    begun = play(Started("deep", NOW))[0]
    assert begun.expires == NOW + timedelta(days=2)
    in_time = play(FellSilent(NOW + timedelta(days=1)), state=begun.state)[0]
    too_late = play(FellSilent(NOW + timedelta(days=2)), state=begun.state)[0]
    assert in_time.state.data == {"asking": True}
    assert (too_late.state.data, too_late.state.scene, too_late.effects) == ({}, "menu", ())


def test_what_was_put_aside_expires_too() -> None:
    aside = play(Started("deep", NOW), Said("menu", NOW))[1]
    assert aside.expires == NOW + timedelta(days=2)
    later = play(Said("resume", NOW + timedelta(days=3)), state=aside.state)[0]
    assert texts(later) == ["menu"]


def test_a_state_of_another_version_starts_afresh_with_its_salt() -> None:
    assert State.from_json({"version": 0, "salt": "pepper", "scene": "gone"}) == State(salt="pepper")


def test_scenes_that_hand_over_without_end_are_a_fault() -> None:
    loop = replace(BOT.scenes["menu"], open=lambda m, a: Turn(m.state, go=Go("menu")))
    bot = replace(BOT, scenes={**BOT.scenes, "menu": loop})
    with pytest.raises(RuntimeError, match="without end"):
        step(bot, State(salt="x"), Started("", NOW))
