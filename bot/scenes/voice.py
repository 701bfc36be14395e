"""The surveys and polls that are open now, and what came of those that are over; knows nothing of their questions."""

from functools import partial

from bot.dialogue.bot import Moment, Scene
from bot.dialogue.effects import Option, Say
from bot.dialogue.state import Turn
from bot.dialogue.step import go
from bot.scenes.asking_me import ask_me_option
from bot.scenes.house import House
from bot.scenes.menu import heard_anything, says, to_menu, told
from bot.scenes.opinions import opinions
from bot.scenes.voice_now import Edition
from bot.scenes.voice_results import decided, page_of, said
from bot.surveys.record import Survey

CAME = "came"
OF = "of:"
MOST_LISTED = 8


def scene(house: House) -> Scene:
    return Scene(
        "voice",
        open=partial(_open, house),
        heard=heard_anything,
        picked=partial(_open, house),
        again=partial(_again, house),
    )


def _open(house: House, moment: Moment, arg: str) -> Turn:
    """`arg` is "" for what is open, `came` for what is over, or `of:<slug>` for what came of one."""
    return _again(house, Moment(moment.state.with_data(view=arg), moment.at))


def _again(house: House, moment: Moment) -> Turn:
    view = str(moment.state.data.get("view", ""))
    edition = house.voice.editions.get(view.removeprefix(OF)) if view.startswith(OF) else None
    if edition is not None and edition.closed:
        return _one(house, moment, edition)
    return _over(house, moment) if view else _list(house, moment)


def _list(house: House, moment: Moment) -> Turn:
    words = house.words
    open_now = house.open_surveys(moment.at)
    surveys = [Option(label(house, survey), go("survey", survey.slug)) for survey in open_now]
    came = [Option(words("came.button"), CAME)] if _closed(house) else []
    idea = Option(words("voice.idea"), go("person"))
    text = words("voice.open" if surveys else "voice.none")
    ask_me = ask_me_option(house, moment.state)
    return told(moment, Say(text, (*surveys, *came, *ask_me, idea, to_menu(words))))


def _over(house: House, moment: Moment) -> Turn:
    words = house.words
    closed = _closed(house)[:MOST_LISTED]
    options = [Option(label(house, each.survey), f"{OF}{each.survey.slug}") for each in closed]
    back = Option(words("button.voice"), go("voice"))
    return told(moment, Say(words("came.list" if options else "came.none"), (*options, back, to_menu(words))))


def _one(house: House, moment: Moment, edition: Edition) -> Turn:
    words, slug = house.words, edition.survey.slug
    results = says(
        words("came.title", title=edition.survey.title),
        words("came.asked_by", who=edition.survey.who_asks) if edition.survey.who_asks else "",
        said(words, edition.survey, house.voice.results.get(slug)),
        *opinions(words, edition.survey, house.voice.opinions.get(slug)),
    )
    page = page_of(house, slug)
    options = (
        *([Option(words("came.page"), url=page)] if page else []),
        *([Option(words("came.back"), CAME)] if len(_closed(house)) > 1 else []),
        Option(words("button.voice"), go("voice")),
        to_menu(words),
    )
    came = decided(words, edition, house.voice.decisions.get(slug, ()))
    return told(moment, Say(results), Say(came, options))


def _closed(house: House) -> list[Edition]:
    return [edition for edition in house.voice.editions.values() if edition.closed]


def label(house: House, survey: Survey) -> str:
    """The title, and whom it is for when that is not young people."""
    roles = survey.audience.roles
    if not roles or "young_person" in roles:
        return survey.title
    return house.words(f"voice.for_{roles[0]}", title=survey.title)
