"""The end of a survey: the last look, sending, throwing away, and a group that is full; knows no question."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from bot.dialogue.bot import Moment
from bot.dialogue.effects import Json, Option, Reached, Say, Submit
from bot.dialogue.state import State, Turn
from bot.scenes.asking_me import ask_me_option
from bot.scenes.house import House
from bot.scenes.interview import answers_of
from bot.scenes.menu import main_menu, says, told
from bot.scenes.survey_asking import DECLINED, asked_of, is_invited, last_of
from bot.scenes.voice_results import so_far
from bot.surveys.answers import clean, quota_reached
from bot.surveys.definition import hash_of
from bot.surveys.record import Quota, Survey

SEND, DROP, BACK = "send", "drop", "back"
REVIEW = "review"


def review(house: House, moment: Moment) -> Turn:
    """Nothing is sent until they say so."""
    words = house.words
    again = bool(last_of(moment.state))
    options = (
        Option(words("survey.send"), SEND),
        Option(words("asking.back"), BACK),
        Option(words("survey.dont_send"), DROP),
    )
    state = moment.state.with_data(stage=REVIEW)
    text = words("survey.review_changed" if again else "survey.review")
    return told(Moment(state, moment.at), Say(text, options))


def was_full(survey: Survey, state: State, record: Mapping[str, Json]) -> Quota | None:
    """The quota that these answers meet and that has no room left, as the store has just counted."""
    listed = record.get("full")
    full = listed if isinstance(listed, list) else []
    pairs = {(str(pair[0]), str(pair[1])) for pair in full if isinstance(pair, list)}
    return quota_reached(asked_of(survey, state), answers_of(state), pairs)


def screened(house: House, moment: Moment, quota: Quota, *, late: bool) -> Turn:
    """Thanks instead of the next question: enough people like them have answered, and nothing is stored."""
    words = house.words
    text = says(
        words("survey.just_full") if late else "",
        quota.message or words("survey.full"),
        words("survey.earlier_stay" if last_of(moment.state) else "survey.nothing_kept"),
    )
    return told(_left(moment), Say(text, main_menu(words)))


def sent(house: House, moment: Moment, survey: Survey, record: Mapping[str, Json]) -> Turn:
    """Sends the answers to questions that still apply; who was never asked whether they may be asked is offered it."""
    answers = clean(
        asked_of(survey, moment.state),
        answers_of(moment.state),
        today=house.today(moment.at),
        outcode_of=partial(_outcode, house),
    )
    again = bool(last_of(moment.state))
    sent = house.words("survey.sent_again" if again else "survey.sent")
    thanks = says(sent, survey.what_happens, so_far(house, survey))
    submit = Submit(survey.slug, hash_of(survey), answers)
    offer = ask_me_option(house, moment.state) if record.get("ask_me") is None else ()
    return told(_left(moment), submit, Say(thanks, (*main_menu(house.words), *offer)))


def drop(house: House, moment: Moment, survey: Survey) -> Turn:
    declined = (Reached(survey.slug, DECLINED),) if is_invited(moment.state) else ()
    again = bool(last_of(moment.state))
    text = house.words("survey.left" if again else "survey.thrown_away")
    return told(_left(moment), declined, Say(text, main_menu(house.words)))


def _left(moment: Moment) -> Moment:
    return Moment(replace(moment.state, scene="welcome", data={}), moment.at)


def _outcode(house: House, place: str) -> str:
    """The outward code of a place somebody named; "" when it is not known, so that nothing finer is kept."""
    return house.catalogue.outcode_of(house.catalogue.understand(f"in {place}"))
