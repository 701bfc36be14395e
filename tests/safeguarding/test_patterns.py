import pytest

from bot.safeguarding.patterns import MOST_BETWEEN, Patterns, patterns_from

GROUPS = {
    "family": ["dad", "step dad"],
    "adult": ["{family}", "teacher"],
    "theirs": ["the {family}s friend", "my {family}"],
}


def built(*lines: str) -> Patterns[str]:
    return patterns_from([(line, line) for line in lines], GROUPS, lambda words: tuple(words.split()))


def found(line: str, text: str) -> list[str]:
    words = text.split()
    return [" ".join(words[start:end]) for _, start, end in built(line).find(words)]


def test_words_are_found_only_side_by_side() -> None:
    assert found("hits me", "he hits me") == ["hits me"]
    assert found("hits me", "he hits with me") == []


def test_a_gap_lets_a_few_words_stand_between_and_no_more() -> None:
    between = ["so"] * MOST_BETWEEN
    assert found("hits ... me", " ".join(["hits", *between, "me"])) == [" ".join(["hits", *between, "me"])]
    assert found("hits ... me", " ".join(["hits", *between, "so", "me"])) == []
    assert found("hits ... me", "hits me") == ["hits me"]


def test_a_group_is_any_of_its_words_and_phrases() -> None:
    assert found("{family} hits", "dad hits") == ["dad hits"]
    assert found("{family} hits", "my step dad hits") == ["step dad hits", "dad hits"]
    assert found("{family} hits", "teacher hits") == []


def test_a_group_may_name_another() -> None:
    assert found("{adult} hits", "teacher hits") == ["teacher hits"]
    assert found("{theirs} hits", "my step dad hits") == ["my step dad hits"]


def test_what_stands_in_brackets_may_be_left_out() -> None:
    assert found("hits (my) head", "hits head") == ["hits head"]
    assert found("hits (my) head", "hits my head") == ["hits my head"]


def test_a_number_sign_is_any_number() -> None:
    assert found("# kms", "it is 12 kms") == ["12 kms"]
    assert found("# kms", "two kms") == []


def test_lines_that_begin_alike_keep_their_own_meaning() -> None:
    patterns = built("dad hits me", "{family} hits", "dad ... me")
    meanings = [means for means, _, _ in patterns.find("dad hits me".split())]
    assert sorted(meanings) == ["dad ... me", "dad hits me", "{family} hits"]


def test_ordinary_words_change_no_match() -> None:
    lines = [("my dad", "a"), ("my", "b")]
    patterns = patterns_from(lines, GROUPS, lambda words: tuple(words.split()), ordinary=["my", "dad"])
    assert sorted(means for means, _, _ in patterns.find(["my", "dad"])) == ["a", "b"]


def test_a_telling_word_far_behind_the_start_of_its_line_is_reached() -> None:
    line = "my ... a ... b ... c ... d ... telling"
    words = "my x x x a x x x b x x x c x x x d x x x telling".split()
    assert [(start, end) for _, start, end in built(line).find(words)] == [(0, len(words))]


@pytest.mark.parametrize("line", ["...", "(only this)", "", "#"])
def test_a_line_without_a_word_that_must_be_there_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="no word that must be there"):
        built(line)


def test_a_group_that_is_not_there_is_named() -> None:
    with pytest.raises(KeyError, match="famly"):
        built("{famly} hits")
