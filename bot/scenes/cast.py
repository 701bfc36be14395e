"""All scenes of a hub put together into the bot that the engine steps; the only module that knows every scene."""

from collections.abc import Mapping
from functools import partial

from bot.dialogue.bot import Bot, Moment
from bot.dialogue.events import Recalled
from bot.dialogue.state import Turn
from bot.scenes import (
    asking_me,
    authoring,
    authoring_door,
    care,
    carry,
    conversation,
    cost,
    find,
    news,
    person,
    privacy,
    survey,
    voice,
    welcome,
)
from bot.scenes.house import House
from bot.scenes.listening import ears_from


def bot_of(house: House) -> Bot:
    """The bot of this snapshot. Raises KeyError naming a sentence that the wording lacks."""
    ears = ears_from(house.words)
    scenes = (
        welcome.scene(house),
        find.scene(house, ears),
        cost.scene(house),
        voice.scene(house),
        survey.scene(house),
        conversation.scene(house),
        authoring_door.scene(house),
        authoring.scene(house),
        asking_me.scene(house),
        news.scene(house),
        carry.scene(house),
        person.scene(house),
        privacy.scene(house),
        care.scene(house),
    )
    return Bot(
        scenes={scene.name: scene for scene in scenes},
        words=house.words,
        worries=partial(_worry, house),
        command=ears.command,
        start=partial(welcome.start, house),
        recalled=partial(_recalled, house, {scene.name: scene.resumable for scene in scenes}),
    )


def _recalled(
    house: House, resumable: Mapping[str, carry.Resumable], moment: Moment, event: Recalled
) -> Turn:
    """What was looked up goes to the scene that asked for it."""
    match event.topic:
        case "edition":
            return survey.recalled(house, moment, event)
        case "council" | "takeback":
            return authoring_door.recalled(house, moment, event)
        case carry.LINK:
            return carry.linked(house, moment, event)
        case carry.CARRY:
            return carry.carried(house, resumable, moment, event)
        case conversation.NAME:
            return conversation.recalled(house, moment, event)
        case _:
            return privacy.recalled(house, moment, event)


def _worry(house: House, text: str) -> str | None:
    concern = house.safeguarding.worries(text)
    return concern.kind if concern else None
