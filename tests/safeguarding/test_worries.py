from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bot.safeguarding.worries import Concern, Safeguarding
from safeguarding import evaluate

HERE = Path(__file__).resolve().parent


@pytest.mark.parametrize(
    ("text", "kind", "level", "about"),
    [
        ("kms", "suicide", "urgent", "me"),
        ("i dont want to die or anything but i think about it", "suicide", "urgent", "me"),
        ("my friend is cutting herself", "self_harm", "urgent", "friend"),
        ("I think a pupil of mine is being hit", "abuse", "urgent", "child"),
        ("my daughter is being bullied", "bullying", "soon", "child"),
        ("my guitar teacher touches me", "misconduct", "urgent", "me"),
        ("my bf hits me", "partner", "urgent", "me"),
        ("someone online asked for pics", "online", "urgent", "me"),
        ("mum hasnt come home for 3 days", "neglect", "urgent", "me"),
        ("i ran away", "runaway", "urgent", "me"),
        ("theyre making me marry my cousin", "honour", "urgent", "me"),
        ("i make myself sick after i eat", "eating", "soon", "me"),
        ("my dad killed himself", "grief", "soon", "me"),
        ("i cut", "self_harm", "urgent", "me"),
        ("my friend is cutting", "self_harm", "urgent", "friend"),
        ("my mum hits the bottle", "neglect", "urgent", "me"),
        ("a man at band keeps texting me", "online", "urgent", "me"),
        ("my uncle wants me to keep a secret", "sexual", "urgent", "me"),
        ("my carer shouts at me", "distress", "soon", "me"),
        ("she said her teacher shouts at her", "distress", "soon", "friend"),
        ("im 15 and pregnant", "sexual", "urgent", "me"),
        ("knife at school", "danger_to_others", "urgent", "me"),
        ("i dont want to live here anymore", "suicide", "urgent", "me"),
        ("i dont want to live here anymore i want to move out and die", "suicide", "urgent", "me"),
    ],
)
def test_a_worry_has_its_kind_level_and_who_it_is_about(
    shipped: Safeguarding, text: str, kind: str, level: str, about: str
) -> None:
    assert shipped.worries(text) == Concern(kind, level, about)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("my nan died", "grief"),
        ("my cat died", "grief"),
        ("i feel sad", "distress"),
        ("i feel lonely", "distress"),
    ],
)
def test_loss_and_sadness_alone_are_cared_for_and_nobody_is_told(
    shipped: Safeguarding, text: str, kind: str
) -> None:
    assert shipped.worries(text) == Concern(kind, "soon", told=False)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("i feel sad and i hate myself", "distress"), ("im lonely, everyone bullies me", "bullying")],
)
def test_sadness_beside_something_worse_is_told(shipped: Safeguarding, text: str, kind: str) -> None:
    assert shipped.worries(text) == Concern(kind, "soon", told=True)


@pytest.mark.parametrize(
    "text",
    [
        "i dont want to live here anymore, i want to move to durham",
        "i cut my hair for the gig",
        "my friend is cutting the grass",
        "my teacher texts me about lessons",
        "are there sad songs for grade 3",
        "mack the knife on sax",
        "my mum is pissed off with the bus",
    ],
)
def test_what_only_sounds_like_the_newer_lines_stays_quiet(shipped: Safeguarding, text: str) -> None:
    assert shipped.worries(text) is None


@pytest.mark.parametrize("text", ["idiots", "you're all wankers", "fck off", "stoopid bot"])
def test_plurals_and_usual_spellings_are_rude_too(shipped: Safeguarding, text: str) -> None:
    assert shipped.is_only_rude(text)


def test_what_is_urgent_comes_before_what_comes_first_in_the_message(shipped: Safeguarding) -> None:
    assert shipped.worries("im being bullied and i want to die") == Concern("suicide", "urgent")


def test_harmless_words_do_not_hide_a_worry_beside_them(shipped: Safeguarding) -> None:
    assert shipped.worries("this riff is killing me") is None
    assert shipped.worries("this riff is killing me, i hate myself") == Concern("distress", "soon")


@pytest.mark.parametrize(
    "text", ["nobody hits me", "my dad doesnt hit me", "he never hits me", "im not being bullied"]
)
def test_a_plain_denial_worries_nobody(shipped: Safeguarding, text: str) -> None:
    assert shipped.worries(text) is None


def test_nobody_is_not_always_a_denial(shipped: Safeguarding) -> None:
    assert shipped.worries("nobody knows my dad hits me") == Concern("abuse", "urgent")


def test_everyday_sentences_that_hold_worrying_words_stay_quiet(shipped: Safeguarding) -> None:
    near = YAML(typ="safe").load(HERE / "near_misses.yaml")["says"]
    assert [text for text in near if shipped.worries(text)] == []


def test_nothing_searched_for_is_taken_for_a_worry(shipped: Safeguarding) -> None:
    assert [text for text in evaluate.searches() if shipped.worries(text)] == []


def test_enough_messages_were_written() -> None:
    assert len(evaluate.messages("worrying")) >= 300
    assert len(evaluate.messages("harmless")) >= 600


def test_urgent_worries_in_the_locked_third_are_found_and_false_alarms_are_rare() -> None:
    locked = evaluate.measure(locked=True)
    assert locked.urgent_recall >= 0.95
    assert locked.false_per_thousand <= 10


def test_of_the_batch_written_later_as_much_is_found_as_before() -> None:
    (found, written), (false, harmless) = evaluate.later()
    assert (written, harmless) == (30, 30)
    assert found >= 6
    assert false <= 1


def test_the_open_part_holds_no_mistake() -> None:
    part = evaluate.measure(locked=False)
    assert (part.urgent[0], part.soon[0], part.false[0]) == (part.urgent[1], part.soon[1], 0)


def test_somebody_who_looks_after_a_child_finds_the_line_for_adults_below_the_emergency(
    shipped: Safeguarding,
) -> None:
    assert [line.id for line in shipped.helplines("abuse", "child")] == ["emergency", "nspcc", "childline"]
    assert [line.id for line in shipped.helplines("abuse")] == ["emergency", "childline", "nspcc"]


@pytest.mark.parametrize(
    ("kind", "helpline"),
    [
        ("eating", "beat"),
        ("online", "report_remove"),
        ("partner", "refuge"),
        ("drugs", "frank"),
        ("grief", "winstons_wish"),
        ("runaway", "runaway"),
        ("suicide", "papyrus"),
        ("honour", "karma_nirvana"),
    ],
)
def test_a_worry_finds_the_line_that_knows_about_it(shipped: Safeguarding, kind: str, helpline: str) -> None:
    assert helpline in [line.id for line in shipped.helplines(kind)]


def test_no_kind_of_worry_gets_more_lines_than_can_be_read_in_distress(shipped: Safeguarding) -> None:
    assert {len(shipped.helplines(concern.kind)) for concern in shipped.order} <= set(range(3, 7))


def test_no_line_leans_on_a_word_that_is_left_out_of_every_message(
    lists: Mapping[str, Mapping[str, Any]],
) -> None:
    left_out = set(lists["typing"]["filler"])
    lines = [line for kind in lists["concerns"]["kinds"] for line in kind["says"]] + lists["not_worrying"][
        "says"
    ]
    assert [line for line in lines if left_out & set(line.replace("(", " ").replace(")", " ").split())] == []


def test_only_rude_words_are_told_from_a_question(shipped: Safeguarding) -> None:
    assert shipped.is_only_rude("this bot is rubbish")
    assert not shipped.is_only_rude("rubbish, is there a drum club")


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_no_text_makes_it_fail(text: str) -> None:
    evaluate.safeguarding().worries(text)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from("i want to die 🔪 k*ll d1e my dad hits he ' .. I'M \u0301 #".split()), max_size=40
    )
)
def test_no_heap_of_worrying_words_makes_it_fail(words: list[str]) -> None:
    evaluate.safeguarding().worries(" ".join(words))
    evaluate.safeguarding().worries("".join(words))


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", max_size=40), st.text(alphabet="qxz ", max_size=10))
@settings(max_examples=100, deadline=None)
def test_a_worry_stays_one_whatever_nonsense_stands_around_it(before: str, after: str) -> None:
    found = evaluate.safeguarding().worries(f"{before} . xq xq xq xq xq i want to kill myself xq {after}")
    assert found is not None
    assert found.level == "urgent"
