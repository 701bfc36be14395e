"""What is known about a family before it is asked anything: from its search, the activity, and the names of places."""

from bot.catalogue.entry import Opportunity
from bot.catalogue.wish import Wish
from bot.dialogue.effects import Json
from bot.dialogue.forms import Question
from bot.dialogue.state import State
from bot.dialogue.typed import plain
from bot.eligibility.facts import ELSEWHERE
from bot.scenes.house import House

CHILD, ME = "child", "me"
COUNCILS = ("council", "school_council", "care_council")
PURPOSES = ("lessons", "ensemble", "hire", "course")
LEADS = ("in ", "near ", "at ", "from ", "its in ", "it is in ", "we live in ", "i live in ")


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


def known_from(activity: Opportunity | None) -> dict[str, Json]:
    """What help would be for, when it is about one activity."""
    return {"purpose": activity.kind} if activity is not None and activity.kind in PURPOSES else {}


def council_answer(house: House, question: Question | None, text: str) -> dict[str, Json]:
    """The council that a place typed in answer to a question about a council lies in; {} when it names no place."""
    if question is None or question.id not in COUNCILS:
        return {}
    name = plain(text)
    name = next((name.removeprefix(lead) for lead in LEADS if name.startswith(lead)), name)
    council = house.councils.of(name)
    if council is None:
        return {question.id: ELSEWHERE} if house.catalogue.gazetteer.called(name) else {}
    offered = {choice.value for choice in question.choices}
    return {question.id: council if council in offered else ELSEWHERE}
