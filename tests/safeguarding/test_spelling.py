import pytest

from bot.safeguarding.spelling import Spelling, respelt, spelling_from

SAME = {"im": ("i", "am"), "wanna": ("want", "to"), "so": ()}
LISTED = [
    "i",
    "am",
    "want",
    "to",
    "die",
    "kill",
    "myself",
    "cutting",
    "suicidal",
    "end",
    "my",
    "life",
    "хочу",
    "想",
]


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return spelling_from(LISTED, SAME, right=["putting", "lifer"], signs={"🔪": "knife", "💀": "die"})


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("I'm SO suicidal!!", "i am suicidal"),
        ("i wanna die", "i want to die"),
        ("I wanna dieeeee", "i want to die"),
        ("killlll my`self", "kill myself"),
        ("k i l l myself", "kill myself"),
        ("i k.i.l.l myself", "i kill myself"),
        ("d1e", "die"),
        ("ki11 myself", "kill myself"),
        ("k!ll myself", "kill myself"),
        ("k*ll myself", "kill myself"),
        ("suicidel", "suicidal"),
        ("cuttin", "cutting"),
        ("cuting", "cutting"),
        ("killmyself", "kill myself"),
        ("#endmylife", "end my life"),
        ("I want to 💀", "i want to die"),
        ("end🔪life", "end knife life"),
        ("ｄｉｅ 𝓭𝓲𝓮", "die die"),
        ("di\u200be", "die"),
        ("díé", "die"),
        ("dіе", "die"),
        ("ХОЧУ", "хочу"),
        ("我想死", "我 想 死"),
    ],
)
def test_what_is_typed_becomes_the_words_of_the_lists(spelling: Spelling, typed: str, words: str) -> None:
    assert spelling.words(typed) == words.split()


@pytest.mark.parametrize("typed", ["putting", "trombone", "lifer", "dorchester", "xyz", "12", "bh15"])
def test_other_words_stay_as_they_are(spelling: Spelling, typed: str) -> None:
    assert spelling.words(typed) == [typed]


def test_a_slip_in_the_first_letter_is_not_mended(spelling: Spelling) -> None:
    assert spelling.words("nutting") == ["nutting"]


def test_words_that_change_nothing_are_left_out_of_lines_too() -> None:
    assert respelt("I'm so sad", SAME) == ("i", "am", "sad")


def test_one_character_that_stands_for_many_does_not_swell_the_text(spelling: Spelling) -> None:
    assert sum(map(len, spelling.words("\ufdfa" * 100))) <= 400
