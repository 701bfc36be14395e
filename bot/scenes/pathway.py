"""Where an entry can lead, as a short picture of steps in words; knows only the steps that providers name."""

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.entry import Opportunity
from bot.dialogue.bot import Moment, Words
from bot.dialogue.effects import Option, Say
from bot.dialogue.state import Turn
from bot.scenes.house import House
from bot.scenes.menu import says, told
from bot.scenes.one_entry import BACK, LIKE, opening
from bot.scenes.trail import at

MOST_STEPS = 4
MOST_TO_OPEN = 4


def pathway(house: House, moment: Moment, trail: tuple[str, ...], entry: Opportunity) -> Turn:
    """The steps from here on, each with a button that opens it."""
    words = house.words
    steps = steps_from(house.catalogue, entry)
    after = [step for level in steps[1:] for step in level][:MOST_TO_OPEN]
    known = at(moment, trail, shown=[step.id for step in after] or [entry.id])
    back = Option(words("find.back"), BACK)
    if not after:
        like = Option(words("find.like"), LIKE + entry.id)
        return told(known, Say(words("find.path_none", title=entry.title), (like, back)))
    picture = "\n".join(_line(words, number, level) for number, level in enumerate(steps, 1))
    text = says(words("find.path_is"), picture)
    return told(known, Say(text, (*(opening(step.id, step.title) for step in after), back)))


def steps_from(catalogue: Catalogue, entry: Opportunity) -> list[tuple[Opportunity, ...]]:
    """The entry, then what it leads to, then what the first of those leads to; nothing twice, at most four steps."""
    steps: list[tuple[Opportunity, ...]] = [(entry,)]
    seen = {entry.id}
    while len(steps) < MOST_STEPS:
        new = [step for step in catalogue.next_steps(steps[-1][0].id) if step.id not in seen]
        if not new:
            break
        steps.append(tuple(new[:2]))
        seen.update(step.id for step in steps[-1])
    return steps


def _line(words: Words, number: int, level: tuple[Opportunity, ...]) -> str:
    named = " / ".join(_step(words, step) for step in level)
    return words("find.path_first", step=named) if number == 1 else words("find.path_then", step=named)


def _step(words: Words, step: Opportunity) -> str:
    stage = words("find.stage_first_go" if "first_go" in step.level else f"find.stage_{step.kind}")
    if step.where.place:
        return words("find.path_step_in", title=step.title, stage=stage, place=step.where.place)
    return words("find.path_step", title=step.title, stage=stage)
