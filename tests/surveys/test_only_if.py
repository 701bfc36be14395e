"""A plain condition asks those it is for, and nobody else."""

import pytest

from bot.surveys.form import form

BEFORE = """
- {id: plays, ask: a, type: one, choices: [Yes, no, Not yet], personal: yes}
- {id: wants, ask: b, type: many, choices: [Drums, Bass guitar]}
- {id: years, ask: c, type: number}
- {id: idea, ask: d, type: text}
- {id: mood, ask: e, type: scale, scale: [Bad, So so, Great]}
- {id: stars, ask: f, type: rating, out_of: 5}
"""
NOTHING = {"plays": None, "wants": None, "years": None, "idea": None, "mood": None, "stars": None}
CONDITIONS = [
    ("{plays: Yes}", {"plays": "yes"}, {"plays": "no"}),
    ("{plays: no}", {"plays": "no"}, {"plays": "not_yet"}),
    ("{plays: [no, Not yet]}", {"plays": "not_yet"}, {"plays": "yes"}),
    ("{plays: {not: Yes}}", {"plays": "no"}, {"plays": "yes"}),
    ("{plays: I'd rather not say}", {"plays": "prefer_not_to_say"}, {"plays": "yes"}),
    ("{wants: Bass guitar}", {"wants": ["drums", "bass_guitar"]}, {"wants": ["drums"]}),
    ("{wants: {not: Drums}}", {"wants": ["bass_guitar"]}, {"wants": ["drums"]}),
    ("{years: 3}", {"years": 3}, {"years": 4}),
    ("{years: 0}", {"years": 0}, {}),
    ("{years: at least 2}", {"years": 2}, {"years": 1.5}),
    ("{years: at most 2}", {"years": 2}, {}),
    ("{years: more than 2}", {"years": 10}, {"years": 2}),
    ("{years: 2 to 4}", {"years": 4}, {"years": 5}),
    ("{idea: answered}", {"idea": "x"}, {}),
    ("{idea: not answered}", {}, {"idea": "x"}),
    ("{idea: it's}", {"idea": "it's"}, {"idea": "its"}),
    ("{mood: Great}", {"mood": "3"}, {"mood": "2"}),
    ("{mood: at most 2}", {"mood": "2"}, {"mood": "3"}),
    ("{stars: 5}", {"stars": "5"}, {"stars": "4"}),
    ("{stars: [1, 2]}", {"stars": "2"}, {"stars": "3"}),
    ("{plays: Yes, years: at least 2}", {"plays": "yes", "years": 3}, {"plays": "yes", "years": 1}),
    ("[{plays: Yes}, {wants: Drums}]", {"wants": ["drums"]}, {"plays": "no"}),
    ('"${years} = 3 or ${years} = 5"', {"years": 5}, {"years": 4}),
]


@pytest.mark.parametrize(("plain", "those", "not_those"), CONDITIONS)
def test_a_condition_asks_those_it_is_for_and_nobody_else(survey_of, words, plain, those, not_those):
    ask = form(survey_of(BEFORE + f"- {{id: last, ask: g, type: text, only_if: {plain}}}"), words)
    question = ask({**NOTHING, **those})
    assert question is not None
    assert question.id == "last"
    assert ask({**NOTHING, **not_those}) is None
