"""Adding a statement to a conversation: written, checked, shown as it would be passed on, then sent to be read."""

from collections.abc import Sequence

from bot.dialogue.bot import Moment
from bot.dialogue.effects import Effect, Option, Say, Suggest
from bot.dialogue.state import Turn
from bot.dialogue.typed import plain
from bot.scenes.conversation_part import Part
from bot.scenes.house import House
from bot.scenes.menu import says, told
from bot.surveys.conversation import FEWEST_WORDS, LONGEST, MOST_WAITING, Statement, like
from bot.surveys.redacting import redact

WRITING, CHECKING = "writing", "checking"
STAGES = (WRITING, CHECKING)
SEND, AGAIN, NEVER_MIND = "send", "again", "never_mind"


def begun(house: House, moment: Moment, before: str = "") -> Turn:
    """Somebody wants to add a statement; `before` says what was not right with the last try."""
    there = Moment(moment.state.with_data(stage=WRITING), moment.at)
    text = before or house.words("conversation.how_to_add")
    return told(there, Say(text, (Option(house.words("conversation.never_mind"), NEVER_MIND),)))


def written(house: House, moment: Moment, text: str, every: Sequence[Statement], typed: bool = False) -> Turn:
    """What was written, as it would be passed on, or what is not right with it.

    `typed` when nobody asked for it. With a statement that says so already, that one is to be shown (stage voting).
    """
    if problem := _problem(house, text):
        return begun(house, moment, problem)
    safe = " ".join(redact(text).split())
    known = like(safe, every)
    if known is not None:
        state = moment.state.with_data(stage="voting", shown=known.id, draft="")
        return told(Moment(state, moment.at), Say(house.words("conversation.there_already")))
    removed = safe != " ".join(text.split())
    state = moment.state.with_data(stage=CHECKING, draft=safe, removed=removed, typed=typed)
    return again(house, Moment(state, moment.at))


def again(house: House, moment: Moment) -> Turn:
    """Where somebody is who adds a statement."""
    words, data = house.words, moment.state.data
    if data.get("stage") == WRITING:
        return begun(house, moment)
    key = "conversation.check_typed" if data.get("typed") else "conversation.check"
    text = says(
        words(key, text=str(data.get("draft"))),
        words("conversation.removed") if data.get("removed") else "",
    )
    options = (
        Option(words("conversation.send"), SEND),
        Option(words("conversation.again"), AGAIN),
        Option(words("conversation.never_mind"), NEVER_MIND),
    )
    return told(moment, Say(text, options))


def suggested(house: House, moment: Moment, slug: str, part: Part) -> tuple[tuple[Effect, ...], str]:
    """What is stored of the draft, and what its author hears."""
    waiting = sum(each.status == "waiting" for each in part.mine)
    draft = str(moment.state.data.get("draft", ""))
    if not draft:
        return (), ""
    if waiting >= MOST_WAITING:
        return (), house.words("conversation.enough_waiting", count=waiting)
    return (Suggest(slug, draft),), house.words("conversation.suggested")


def news(house: House, part: Part) -> list[str]:
    """What became of the statements that this person added."""
    return [
        house.words(f"conversation.{each.status}", text=each.text, reason=each.reason)
        for each in part.mine
        if each.status in ("approved", "refused")
    ]


def _problem(house: House, text: str) -> str:
    """The sentence about what is not right, "" when all is."""
    words = house.words
    if house.safeguarding.is_only_rude(text):
        return words("conversation.rude")
    if len(plain(text).split()) < FEWEST_WORDS:
        return words("conversation.too_short")
    if len(text.strip()) > LONGEST:
        return words("conversation.too_long", length=len(text.strip()), most=LONGEST)
    return words("conversation.no_question") if text.rstrip().endswith("?") else ""
