"""Talking something over: statements of young people, one at a time, to agree with, disagree with or pass.

Each vote is stored when it is given, and what was voted is looked up each time: nobody loses anything by stopping, and
two channels of one person never disagree. What comes before is in conversation_door, adding in conversation_adding.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot.dialogue.bot import Moment, Scene
from bot.dialogue.effects import Option, Recall, Say, Submit
from bot.dialogue.events import Recalled
from bot.dialogue.state import Go, State, Turn
from bot.dialogue.typed import NO, YES, plain
from bot.scenes import conversation_adding as adding
from bot.scenes import conversation_door as door
from bot.scenes.conversation_part import Part, part_of
from bot.scenes.house import House
from bot.scenes.menu import main_menu, says, told
from bot.scenes.opinions import opinions
from bot.scenes.survey_doorway import INTRO, closed
from bot.surveys.conversation import VOTES, Statement, in_own_order
from bot.surveys.definition import hash_of
from bot.surveys.record import Survey
from bot.surveys.voting import vote_meant

NAME = "conversation"
VOTING = "voting"
OPEN, VOTE, SHOW, SUGGEST = "open", "vote", "show", "suggest"
"""Why we look up what this person voted: `then` in the scene's data."""
BACK, ADD, ENOUGH = "back", "add", "enough"
_TYPED = {
    BACK: ("back", "go back", "undo", "change", "change that", "oops"),
    ADD: ("add", "add one", "add my own", "add a statement", "my own"),
    ENOUGH: (
        "done",
        "finish",
        "finished",
        "enough",
        "thats enough",
        "thats all",
        "thats it",
        "no more",
        "end",
        "im done",
    ),
}
WORDS_OF_ONES_OWN = 4
"""From so many words on, what is typed below a statement may be meant as a statement."""


def scene(house: House) -> Scene:
    return Scene(
        NAME,
        open=partial(_open, house),
        heard=partial(_heard, house),
        picked=partial(_picked, house),
        again=partial(_again, house),
        keeps=timedelta(days=7),
        resumable=lambda state: _stage(state) in (VOTING, *adding.STAGES),
        free_text=lambda state: _stage(state) == adding.WRITING,
    )


def _stage(state: State) -> str:
    return str(state.data.get("stage", ""))


def _conversation(house: House, moment: Moment) -> Survey | None:
    """The conversation being held, while it is open."""
    survey = house.surveys.get(str(moment.state.data.get("slug")))
    return survey if survey is not None and survey.open_on(house.today(moment.at)) else None


def _statements(house: House, moment: Moment, survey: Survey) -> tuple[Statement, ...]:
    """All that may be voted on, in this person's order."""
    every = (*survey.statements, *house.voice.statements.get(survey.slug, ()))
    return in_own_order(every, f"{moment.state.salt}{survey.slug}")


def _open(house: House, moment: Moment, slug: str) -> Turn:
    others = tuple(frame for frame in moment.state.paused if frame.scene != NAME)
    state = replace(moment.state, data={"slug": slug, "stage": INTRO}, paused=others)
    return _look_up(house, Moment(state, moment.at), OPEN)


def _look_up(house: House, moment: Moment, then: str, **data: str) -> Turn:
    """What this person voted so far is asked for; `recalled` goes on from there."""
    survey = _conversation(house, moment)
    if survey is None:
        return _closed(house, moment)
    state = moment.state.with_data(then=then, **data)
    return Turn(state, (Recall(NAME, survey.slug),))


def recalled(house: House, moment: Moment, event: Recalled) -> Turn:
    """Goes on with what was wanted, now that it is known what this person voted."""
    survey = _conversation(house, moment)
    if survey is None or not event.record.get("open", True):
        return _closed(house, moment)
    part = part_of(event.record)
    match moment.state.data.get("then"):
        case "vote":
            return _voted(house, moment, survey, part)
        case "suggest":
            return _suggested(house, moment, survey, part)
        case "open" if part.votes or part.mine:
            return _welcome_back(house, moment, survey, part)
        case "open":
            there = Moment(door.known(moment.state, survey, event.record), moment.at)
            every = _statements(house, moment, survey)
            return door.opened(door.intro(house, there, survey, len(every)), survey)
        case _:
            return _ask(house, moment, survey, part)


def _welcome_back(house: House, moment: Moment, survey: Survey, part: Part) -> Turn:
    count = len(part.votes)
    key = "conversation.welcome_back_one" if count == 1 else "conversation.welcome_back"
    before = says(house.words(key, count=count) if count else "", *adding.news(house, part))
    return _ask(house, moment, survey, part, before)


def _ask(house: House, moment: Moment, survey: Survey, part: Part, before: str = "") -> Turn:
    """The statement that is to be shown, else the next that this person has not voted on."""
    every = _statements(house, moment, survey)
    wanted = moment.state.data.get("shown")
    shown = next((each for each in every if each.id == wanted), None)
    shown = shown or next((each for each in every if each.id not in part.votes), None)
    state = moment.state.with_data(stage=VOTING, then="", shown=shown.id if shown else "")
    there = Moment(state, moment.at)
    if shown is None:
        text = says(before, house.words("conversation.all", count=len(every)))
        return told(there, Say(text, _ways_on(house, there, every)))
    return told(there, Say(says(before, _worded(house, every, shown, part)), _ways(house, there, every)))


def _worded(house: House, every: Sequence[Statement], shown: Statement, part: Part) -> str:
    words, vote = house.words, part.votes.get(shown.id)
    number = 1 + sum(each.id in part.votes for each in every if each.id != shown.id)
    return says(
        words("conversation.statement", number=number, count=len(every), text=shown.text),
        words("conversation.before", vote=words(f"conversation.{vote}")) if vote in VOTES else "",
    )


def _ways(house: House, moment: Moment, every: Sequence[Statement]) -> tuple[Option, ...]:
    votes = (Option(house.words(f"conversation.{vote}"), vote) for vote in VOTES)
    return (*votes, *_ways_on(house, moment, every))


def _ways_on(house: House, moment: Moment, every: Sequence[Statement]) -> tuple[Option, ...]:
    words, last = house.words, moment.state.data.get("last")
    back = (Option(words("conversation.back"), BACK),) if any(each.id == last for each in every) else ()
    return (
        *back,
        Option(words("conversation.add"), ADD),
        Option(words("conversation.enough"), ENOUGH),
    )


def _voted(house: House, moment: Moment, survey: Survey, part: Part) -> Turn:
    """Stores all votes with the new one and shows the next statement; one that is gone takes no vote."""
    shown, vote = str(moment.state.data.get("shown")), str(moment.state.data.get("vote"))
    if all(each.id != shown for each in _statements(house, moment, survey)):
        return _ask(house, moment, survey, part)
    now = replace(part, votes={**part.votes, shown: vote})
    there = Moment(moment.state.with_data(shown="", last=shown, vote=""), moment.at)
    turn = _ask(house, there, survey, now)
    return replace(turn, effects=(Submit(survey.slug, hash_of(survey), now.votes), *turn.effects))


def _suggested(house: House, moment: Moment, survey: Survey, part: Part) -> Turn:
    effects, said = adding.suggested(house, moment, survey.slug, part)
    turn = _ask(house, Moment(moment.state.with_data(draft=""), moment.at), survey, part, said)
    return replace(turn, effects=(*effects, *turn.effects))


def _again(house: House, moment: Moment) -> Turn:
    survey, stage = _conversation(house, moment), _stage(moment.state)
    if survey is not None and stage in adding.STAGES:
        return adding.again(house, moment)
    if survey is not None and stage in door.STAGES:
        return door.again(house, moment, survey, len(_statements(house, moment, survey)))
    return _look_up(house, moment, SHOW)


def _heard(house: House, moment: Moment, text: str) -> Turn:
    if _conversation(house, moment) is None:
        return _closed(house, moment)
    stage, first = _stage(moment.state), plain(text).partition(" ")[0]
    if stage in door.STAGES:
        value = door.meant(moment.state, text)
        return _picked(house, moment, value) if value else Turn(moment.state, go=Go("find", text))
    if stage == VOTING:
        return _heard_below(house, moment, text)
    if stage == adding.CHECKING and (first in YES or first in NO):
        return _picked(house, moment, adding.SEND if first in YES else adding.NEVER_MIND)
    return _written(house, moment, text)


def _heard_below(house: House, moment: Moment, text: str) -> Turn:
    """What is typed below a statement: a vote, a wish, or something to be said oneself."""
    said = plain(text)
    wish = next((value for value, ways in _TYPED.items() if said in ways), None)
    if wish:
        return _picked(house, moment, wish)
    vote = vote_meant(text) if moment.state.data.get("shown") else None
    if vote:
        return _picked(house, moment, vote)
    if len(said.split()) >= WORDS_OF_ONES_OWN and not house.safeguarding.is_only_rude(text):
        return _written(house, moment, text, typed=True)
    turn = _look_up(house, moment, SHOW)
    return replace(turn, effects=(Say(house.words("conversation.unclear")), *turn.effects))


def _written(house: House, moment: Moment, text: str, typed: bool = False) -> Turn:
    survey = _conversation(house, moment)
    every = _statements(house, moment, survey) if survey else ()
    turn = adding.written(house, moment, text, every, typed)
    if turn.state.data.get("stage") == VOTING:  # somebody has said it already: here it is
        shown = _look_up(house, Moment(turn.state, moment.at), SHOW)
        return replace(shown, effects=(*turn.effects, *shown.effects))
    return turn


def _picked(house: House, moment: Moment, value: str) -> Turn:
    survey = _conversation(house, moment)
    if survey is None:
        return _closed(house, moment)
    if _stage(moment.state) in door.STAGES:
        return door.picked(house, moment, survey, value) or _look_up(house, moment, SHOW, stage=VOTING)
    match value:
        case "agree" | "disagree" | "pass":
            return _look_up(house, moment, VOTE, vote=value)
        case "back":
            return _look_up(house, moment, SHOW, shown=str(moment.state.data.get("last", "")), last="")
        case "enough":
            return _enough(house, moment, survey)
        case "send":
            return _look_up(house, moment, SUGGEST, stage=VOTING)
        case "never_mind":
            return _look_up(house, moment, SHOW, stage=VOTING, draft="")
        case _:
            return adding.begun(house, moment)


def _enough(house: House, moment: Moment, survey: Survey) -> Turn:
    """Thanks, what happens with the votes, and what people think so far where that may be seen while it is open."""
    voted = bool(moment.state.data.get("last"))
    thanks = house.words("conversation.done" if voted else "conversation.done_none")
    text = says(thanks, survey.what_happens if voted else "", *(_so_far(house, survey) if voted else ()))
    done = Moment(replace(moment.state, scene="welcome", data={}), moment.at)
    return told(done, Say(text, main_menu(house.words)))


def _so_far(house: House, survey: Survey) -> list[str]:
    edition = house.voice.editions.get(survey.slug)
    found = house.voice.opinions.get(survey.slug)
    if survey.results != "live" or edition is None or found is None or not found.together:
        return []
    return [house.words("came.so_far"), *opinions(house.words, edition.survey, found)]


def _closed(house: House, moment: Moment) -> Turn:
    return closed(house, moment, house.surveys.get(str(moment.state.data.get("slug"))))
