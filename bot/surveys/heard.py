"""What was asked for and is not there: answers and searches joined, small numbers kept back; knows no person, no entry.

Searches hold no person, so what is counted are askings: somebody who searched twice is counted twice, which is why it
says "asked for 32 times". An answer counts once for each thing it asks for.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.dialogue.forms import Answers
from bot.surveys.record import CHOOSING, OTHER_SUFFIX, Survey, SurveyQuestion, Type
from bot.surveys.results import FEWEST
from bot.surveys.values import as_text, as_words

Asking = tuple[str, str]
"""A vocabulary id or a name, and an outward code or ""."""
Understand = Callable[[str], Sequence[str]]
"""The things that a text asks for, as vocabulary ids."""
Nearest = Callable[[str, str], float | None]
"""Miles from an outward code ("" for anywhere) to the nearest of a thing; None when there is none."""
_OUTCODE = re.compile(r"([A-Z]{1,2})\d[A-Z\d]?")
_WISHING = re.compile(
    r"\b(?:want\w*|would|like to|wish\w*|try|trying|learn|need\w*|missing|chang\w*|more of|next|start|hop(?:e|ing))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NotFound:
    """Something asked for at least ten times that is not near. `where` is an outward code, a postcode area such as DT
    where no district has ten, or "" for the whole hub; `nearest` in miles, None when there is none anywhere."""

    what: str
    where: str
    asked: int
    nearest: float | None


def wishes(survey: Survey, responses: Iterable[Answers], understand: Understand) -> Counter[Asking]:
    """What answers ask for, by the outward code that the same answer gives.

    Only questions about what somebody would like are looked at: who says what they play asks for nothing.
    """
    places = [question.id for question in survey.questions if question.type is Type.PLACE]
    wishing = [question for question in survey.questions if _WISHING.search(question.text)]
    found: Counter[Asking] = Counter()
    for response in responses:
        where = next((code for name in places if _OUTCODE.fullmatch(code := as_text(response.get(name)))), "")
        said = [text for question in wishing for text in _said(question, response)]
        found.update({(what, where) for text in said for what in understand(text)})
    return found


def _said(question: SurveyQuestion, response: Answers) -> list[str]:
    """The answer as words: what was written, the labels of what was chosen, what "another one" is."""
    given = response.get(question.id)
    other = as_text(response.get(question.id + OTHER_SUFFIX))
    if question.type in CHOOSING:
        return [as_words(given, question.choices), other]
    return [as_text(given)] if question.type is Type.TEXT else []


def not_found(asked: Mapping[Asking, int], nearest: Nearest, within: float) -> tuple[NotFound, ...]:
    """What is not within `within` miles of where it was asked for, the most asked for first.

    Fewer than ten in a district are counted together with the other such districts of its postcode area, and where that
    is still too few, with those of the whole hub; what is then below ten is left out.
    """
    far: dict[Asking, float | None] = {}
    for what, where in sorted(asked):
        miles = nearest(what, where)
        if miles is None or (where and miles > within):
            far[what, where] = miles
    left = Counter({key: asked[key] for key in far})
    found: list[NotFound] = []
    for wider in (_area, _everywhere, None):
        enough = {key for key, count in left.items() if count >= FEWEST and (key[1] or wider is None)}
        found += [NotFound(*key, left[key], far[key]) for key in enough]
        if wider is not None:
            left, far = _rolled_up(left, far, enough, wider)
    return tuple(sorted(found, key=lambda each: (-each.asked, each.what, each.where)))


def _area(where: str) -> str:
    """DT of DT4; what is no outward code stays as it is."""
    code = _OUTCODE.fullmatch(where)
    return code[1] if code else where


def _everywhere(_where: str) -> str:
    return ""


def _rolled_up(
    left: Mapping[Asking, int],
    far: Mapping[Asking, float | None],
    done: Iterable[Asking],
    wider: Callable[[str], str],
) -> tuple[Counter[Asking], dict[Asking, float | None]]:
    """What is left when some are told, put together over wider places; with the nearest of any of them."""
    counts: Counter[Asking] = Counter()
    least: dict[Asking, float | None] = {}
    for (what, where), count in left.items():
        if (what, where) not in done:
            key = (what, wider(where))
            counts[key] += count
            miles = [each for each in (least.get(key), far[what, where]) if each is not None]
            least[key] = min(miles, default=None)
    return counts, least
