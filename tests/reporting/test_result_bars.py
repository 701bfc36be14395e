"""Results as bars of text: counts before percentages, and nothing in place of what was kept back."""

from bot.reporting.result_bars import bars
from bot.surveys.record import NO, PREFER_NOT, YES, Survey, SurveyChoice, SurveyQuestion, Type
from bot.surveys.results import results

CHOICES = (SurveyChoice("d", "Drums"), SurveyChoice("g", "Bass guitar"), SurveyChoice("k", "Kazoo"))
SURVEY = Survey(
    "s",
    "Music",
    questions=(
        SurveyQuestion("plays", Type.YES_NO, "Do you play?", personal=True),
        SurveyQuestion("what", Type.MANY, "What?", choices=CHOICES),
        SurveyQuestion("order", Type.RANK, "Order?", choices=CHOICES[:2]),
        SurveyQuestion("years", Type.NUMBER, "Years?"),
        SurveyQuestion("idea", Type.TEXT, "An idea?"),
    ),
)


def lines(*responses: dict) -> list[str]:
    return list(bars(SURVEY, results(SURVEY, responses)))


def test_few_people_are_not_counted() -> None:
    assert lines({"plays": YES}) == ["Music: fewer than 10 people have answered. Results are shown from 10."]


def test_bars_are_as_long_as_their_share_and_small_numbers_are_kept_back() -> None:
    played = {"plays": YES, "what": ["d", "g"], "order": ["g", "d"], "years": 2, "idea": "More"}
    found = lines(*[played] * 20, *[{"plays": NO, "what": ["d"]}] * 20, {"plays": PREFER_NOT})
    assert found == [
        "Music: more than 40 people answered.",
        "",
        "Do you play? (41 answered)",
        "  Yes               kept back",
        "  No                ███████████████ 20 (49 %)",
        "  (rather not say)  kept back",
        "",
        "What? (40 answered)",
        "  Drums        ██████████████████████████████ 40 (100 %)",
        "  Bass guitar  ███████████████ 20 (50 %)",
        "  Kazoo        kept back",
        "",
        "Order? (20 answered)",
        "  Bass guitar: on average in place 1",
        "  Drums: on average in place 2",
        "",
        "Years? (20 answered, on average 2)",
        "",
        "An idea? (20 answered)",
    ]


def test_a_question_that_few_answered_says_only_that() -> None:
    assert lines(*[{"plays": YES, "years": 3}] * 5, *[{"plays": YES}] * 5)[-4:] == [
        "",
        "Years? (kept back: too few answered, or it would give a small number away)",
        "",
        "An idea? (kept back: too few answered, or it would give a small number away)",
    ]
