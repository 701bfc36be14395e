"""Answers in words are sorted under themes, and no two answers can be put together as one person's."""

import pytest

from bot.dialogue.effects import Submit
from bot.store import themes
from talker import do, submit_all

SLUG, QUESTION = "survey", "change"
TEXTS = [
    "more drums",
    "cheaper lessons",
    "more drums, and cheaper",
    "nothing",
    None,
    "  ",
    "prefer_not_to_say",
]


@pytest.fixture
def asked(store):
    store.open_edition(SLUG, "{}", "h1", author="council")
    submit_all(store, SLUG, QUESTION, TEXTS)
    return store


def answers(store, question=QUESTION):
    return store.read(lambda c: themes.answers(c, store.sealer, SLUG, question))


def named(store):
    return [(each.name, each.answers) for each in store.read(lambda c: themes.themes(c, SLUG, QUESTION))]


def key_of(store, text):
    return next(each.key for each in answers(store) if each.text == text)


def add(store, name):
    return store.write(lambda c: themes.add(c, SLUG, QUESTION, name))


def sort(store, under=(), no_longer=()):
    return store.write(lambda c: themes.sort(c, store.sealer, SLUG, QUESTION, under, no_longer))


def test_what_was_said_in_words_comes_in_the_order_of_keys(asked):
    found = answers(asked)
    assert sorted(each.text for each in found) == sorted(TEXTS[:4])
    assert [each.key for each in found] == sorted(each.key for each in found)
    assert all(each.themes == frozenset() for each in found)
    assert asked.read(lambda c: themes.answered(c, SLUG, [QUESTION, "none"])) == {QUESTION: 4, "none": 0}


def test_two_answers_of_one_person_have_keys_that_tell_nothing_of_each_other(store):
    store.open_edition(SLUG, "{}", "h1", author="council")
    for number in range(30):
        said = {QUESTION: f"a{number:02}", "idea": f"b{number:02}"}
        do(store, Submit(SLUG, "h1", said), who=f"p{number}")
    first, second = answers(store), answers(store, "idea")
    assert {each.key for each in first}.isdisjoint(each.key for each in second)
    assert [each.text[1:] for each in first] != [each.text[1:] for each in second]
    ids = {response.id for response in store.responses(SLUG)}
    assert ids.isdisjoint(each.key for each in (*first, *second))


def test_an_answer_may_stand_under_several_themes(asked):
    drums, cost = add(asked, "Drums"), add(asked, "Cost")
    both, one = key_of(asked, "more drums, and cheaper"), key_of(asked, "more drums")
    assert sort(asked, [(both, drums), (both, cost), (one, drums)]) == 2
    assert named(asked) == [("Cost", 1), ("Drums", 2)]
    assert next(each.themes for each in answers(asked) if each.key == both) == {drums, cost}
    assert sort(asked, [(one, drums)], [(both, drums)]) == 2
    assert named(asked) == [("Cost", 1), ("Drums", 1)]
    assert asked.read(lambda c: themes.counts(c, SLUG)) == {QUESTION: (("Cost", 1), ("Drums", 1))}


def test_a_theme_is_there_once_whatever_its_capitals(asked):
    assert add(asked, "Drums") == add(asked, "drums")
    assert named(asked) == [("Drums", 0)]


def test_a_new_name_that_is_there_makes_two_themes_one(asked):
    drums, beats = add(asked, "Drums"), add(asked, "Beats")
    both, one = key_of(asked, "more drums, and cheaper"), key_of(asked, "more drums")
    sort(asked, [(both, drums), (both, beats), (one, beats)])
    assert asked.write(lambda c: themes.rename(c, SLUG, beats, "DRUMS"))
    assert named(asked) == [("Drums", 2)]
    assert asked.write(lambda c: themes.rename(c, SLUG, drums, "drums"))
    assert named(asked) == [("drums", 2)]


def test_a_theme_that_is_removed_leaves_its_answers(asked):
    drums = add(asked, "Drums")
    sort(asked, [(key_of(asked, "more drums"), drums)])
    assert asked.write(lambda c: themes.remove(c, SLUG, drums))
    assert not asked.write(lambda c: themes.remove(c, SLUG, drums))
    assert (named(asked), len(answers(asked))) == ([], 4)


def test_what_is_of_another_question_or_edition_is_not_touched(asked):
    drums = add(asked, "Drums")
    elsewhere = asked.write(lambda c: themes.add(c, SLUG, "other", "Drums"))
    one = key_of(asked, "more drums")
    assert sort(asked, [(one, elsewhere), ("a0000000000000", drums), (one, "no-such-theme")]) == 0
    assert not asked.write(lambda c: themes.merge(c, SLUG, drums, elsewhere))
    assert not asked.write(lambda c: themes.merge(c, SLUG, drums, drums))
    assert not asked.write(lambda c: themes.rename(c, "another", drums, "Beats"))
    assert not asked.write(lambda c: themes.remove(c, "another", drums))
    assert named(asked) == [("Drums", 0)]


def test_a_whole_sheet_replaces_the_themes_of_its_answers(asked):
    one, two = key_of(asked, "more drums"), key_of(asked, "cheaper lessons")
    sort(asked, [(one, add(asked, "Old")), (two, add(asked, "Old"))])
    wanted = {one: ["Drums", "Beats"], "a0000000000000": ["Nobody's"]}
    changed = asked.write(lambda c: themes.replace(c, asked.sealer, SLUG, QUESTION, wanted))
    assert changed == 1
    assert [each for each in named(asked) if each[1]] == [("Beats", 1), ("Drums", 1), ("Old", 1)]


def test_an_edition_that_is_closed_can_still_be_sorted(asked):
    asked.close_edition(SLUG)
    assert sort(asked, [(key_of(asked, "more drums"), add(asked, "Drums"))]) == 1
