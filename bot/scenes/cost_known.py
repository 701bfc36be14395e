"""What is known about a family, and of whom it speaks: from its search, the activity, places and its own words."""

import re
from typing import Any

from bot.catalogue.entry import Opportunity
from bot.catalogue.wish import Wish
from bot.dialogue.bot import Moment
from bot.dialogue.effects import Json
from bot.dialogue.forms import Question
from bot.dialogue.state import State
from bot.dialogue.typed import plain
from bot.eligibility.facts import ELSEWHERE, Facts
from bot.eligibility.hearing import facts_in
from bot.eligibility.interview import Circle, facts_after
from bot.eligibility.result import schemes_for
from bot.eligibility.wording import Speaker
from bot.scenes.house import House
from bot.scenes.interview import answers_of

CHILD, ME = "child", "me"
COUNCILS = ("council", "school_council", "care_council")
PLACES = frozenset(COUNCILS)
PURPOSES = ("lessons", "ensemble", "hire", "course")
LEADS = ("in ", "near ", "at ", "from ", "its in ", "it is in ", "we live in ", "i live in ")
CHILDREN = frozenset(
    """son sons sun daughter daughters daughtr child children kid kids lad lads lass boy boys girl girls grandson
    granddaughter grandchild grandchildren grandkids nephew niece stepson stepdaughter""".split()
)
SPOKEN_OF = frozenset("my our he she his her he's she's hes shes".split())
PARENTS = frozenset(
    "mum mother dad father parent mam nan gran grandma grandad carer guardian fosterer".split()
)
OWN_WORDS = re.compile(
    r"\b(?:i am|im)\b(?! (?:on|getting|claiming|looking|asking|wondering|trying|not|so|really|sorry|skint)\b)"
    r"|\b(?:for me|myself|i play|i sing|i want to (?:play|learn|sing|join|start))\b|^(?:just |its |it is )?me$"
)
SAYS_FOR_WHOM = re.compile(r"^(?:its |it is |just )?(?:for|me$|my )")
OWN_AGE = re.compile(r"\b(?:i am|im) (?:only |just |nearly |a )?\d{1,2}\b(?! (?:miles|minutes|mins))")
MY_GROWN_UPS = re.compile(rf"\bmy (?:foster |step )?(?:{'|'.join(sorted(PARENTS))}|family|parents|teacher)\b")


def for_whom(text: str) -> str | None:
    """Whether a message speaks of a child or of the one who writes it; None when it does not say."""
    said = plain(text)
    words = set(said.split())
    if OWN_AGE.search(said):
        return ME
    if words & CHILDREN:
        return CHILD
    if MY_GROWN_UPS.search(said):
        return ME
    if words & (SPOKEN_OF | PARENTS):
        return CHILD
    return ME if OWN_WORDS.search(said) else None


def only_for_whom(text: str) -> str | None:
    """The same of a message that says nothing else: "for my son"."""
    return for_whom(text) if SAYS_FOR_WHOM.search(plain(text)) else None


def last_search(state: State) -> Wish:
    raw = state.kept.get("wish")
    return Wish.from_json(raw) if isinstance(raw, dict) else Wish()


def searched_for(state: State) -> str | None:
    """CHILD when the last search was a parent's; None when it does not say."""
    return CHILD if "parent" in last_search(state).audience else None


def known_from_search(house: House, state: State) -> dict[str, Json]:
    """The age and the council that the last search told already."""
    wish = last_search(state)
    facts: dict[str, Json] = {}
    if wish.low is not None and wish.low == wish.high:
        facts["age"] = wish.low
    if wish.near and (council := house.councils.of(wish.near.name)):
        facts["council"] = council
    return facts


def said_in(house: House, text: str) -> dict[str, Json]:
    """The facts that somebody opens with; a misspelt place is read as the search reads it."""
    facts = facts_in(text, house.councils)
    if PLACES.isdisjoint(facts) and (council := _council_near(house, text)) is not None:
        facts["council"] = council
    return facts


def _council_near(house: House, text: str) -> str | None:
    near = house.catalogue.understand(text).near if text else None
    return house.councils.of(near.name) if near is not None else None


def known_from(activity: Opportunity | None) -> dict[str, Json]:
    """What help would be for, when it is about one activity."""
    return {"purpose": activity.kind} if activity is not None and activity.kind in PURPOSES else {}


def council_answer(house: House, question: Question | None, text: str) -> dict[str, Json]:
    """The council that a place typed in answer to a question about a council lies in; {} when it names no place."""
    if question is None or question.id not in COUNCILS:
        return {}
    name = plain(text)
    name = next((name.removeprefix(lead) for lead in LEADS if name.startswith(lead)), name)
    council = house.councils.of(name) or house.councils.of(name.removesuffix(" council"))
    council = council or _council_near(house, text)
    if council is None:
        return {question.id: ELSEWHERE} if house.catalogue.gazetteer.called(name) else {}
    offered = {choice.value for choice in question.choices}
    return {question.id: council if council in offered else ELSEWHERE}


def heard_so_far(state: State) -> Facts:
    """The facts that were heard other than by answering questions."""
    heard = state.data.get("heard")
    return heard if isinstance(heard, dict) else {}


def activity_of(house: House, state: State) -> Opportunity | None:
    """The activity that help is asked for, if it is about one."""
    return house.catalogue.get(str(state.data.get("about", "")))


def circle_of(house: House, moment: Moment) -> Circle:
    state = moment.state
    schemes = schemes_for(house.schemes, activity_of(house, state))
    return Circle(schemes, house.today(moment.at), heard_so_far(state), alone=bool(state.data.get("alone")))


def facts_now(house: House, moment: Moment) -> dict[str, Json]:
    """All that is known of the family: what was heard and what was answered."""
    return facts_after(circle_of(house, moment), answers_of(moment.state))


def speaker_for(house: House, circle: Circle, rest: bool = False) -> Speaker:
    return Speaker(house.words, house.councils, circle.schemes, circle.on, circle.alone, rest)


def changed(moment: Moment, **data: Any) -> Moment:
    """The moment with this changed in what the scene keeps."""
    return Moment(moment.state.with_data(**data), moment.at)
