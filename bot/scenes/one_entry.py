"""One entry with all that is known about it and what one can do with it; knows nothing of how it was found."""

from dataclasses import replace
from datetime import date

from bot.catalogue.entry import Opportunity
from bot.dialogue.bot import Moment
from bot.dialogue.effects import Card, Option, Say
from bot.dialogue.state import Turn
from bot.dialogue.step import go
from bot.scenes.cards import day_text, entry_card, listed
from bot.scenes.house import House
from bot.scenes.menu import told
from bot.scenes.reminding import is_over, next_date, reminder
from bot.scenes.trail import at, saved, trail_of

BACK, AGAIN = "back", "again"
ONE, LIKE, PATH, SAVE, DROP, REMIND = "one:", "like:", "path:", "save:", "drop:", "remind:"
PERSON = "person:"
LONGEST_LABEL = 40
MOST_WAYS = 6
MOST_EXCEPTIONS = 3
ACCESS = frozenset(
    "step_free quiet send_friendly interpreters visual sibling_welcome transport lgbt adapted_instruments".split()
)
JOINING = ("drop_in", "apply", "audition", "school_refers", "waiting_list")


def opening(id: str, title: str) -> Option:
    """The button that opens an entry, with its title as far as a button holds it."""
    return Option(short(title), ONE + id)


def short(title: str) -> str:
    """A title of at most `LONGEST_LABEL` characters, cut between words."""
    if len(title) <= LONGEST_LABEL:
        return title
    return title[:LONGEST_LABEL].rpartition(" ")[0].rstrip(" ,:;-–") + "…"


def one_entry(house: House, moment: Moment, trail: tuple[str, ...], entry: Opportunity) -> Turn:
    """The whole card, and a word on when it is if that is soon known."""
    known = at(moment, trail, shown=[entry.id])
    today = house.today(moment.at)
    if is_over(entry, today):
        like = Option(house.words("find.like"), LIKE + entry.id)
        ways = (like, Option(house.words("find.else"), go("find")))
        over = entry_card(house, entry, today)
        return told(known, Say(house.words("find.one_over"), ways, (over,)))
    whole = whole_card(house, entry, today)
    return told(known, Say(_here(house, entry, today), ways_on(house, known, entry), (whole,)))


def whole_card(house: House, entry: Opportunity, today: date) -> Card:
    """All that is known about an entry that stands alone."""
    card = entry_card(house, entry, today)
    return replace(card, lines=(*card.lines, *details(house, entry, today)))


def _here(house: House, entry: Opportunity, today: date) -> str:
    day = next_date(entry, today)
    return house.words("find.one_on", date=day_text(house.words, day)) if day else house.words("find.one")


def ways_on(house: House, moment: Moment, entry: Opportunity) -> tuple[Option, ...]:
    """What can be done with this entry, the most useful first and not too many; all of it can be typed as well."""
    words = house.words
    ways = []
    if len(trail_of(moment)) > 1:
        ways.append(Option(words("find.back"), BACK))
    if not entry.cost.free:
        ways.append(Option(words("button.cost"), go("cost", entry.id)))
    if house.catalogue.next_steps(entry.id):
        ways.append(Option(words("find.path"), PATH + entry.id))
    if (due := reminder(house, entry, moment.at)) is not None:
        ways.append(Option(words(f"find.remind_{due.of}"), REMIND + entry.id))
    ways.append(_saving(house, moment, entry))
    ways.append(Option(words("button.person"), go("person", entry.id)))
    ways.append(Option(words("find.like"), LIKE + entry.id))
    ways.append(Option(words("find.wrong"), go("person", f"wrong:{entry.id}")))
    return tuple(ways[:MOST_WAYS])


def _saving(house: House, moment: Moment, entry: Opportunity) -> Option:
    if entry.id in saved(moment):
        return Option(house.words("find.drop"), DROP + entry.id)
    return Option(house.words("find.save"), SAVE + entry.id)


def details(house: House, entry: Opportunity, today: date) -> tuple[str, ...]:
    """What a card in a list leaves out: for whom, when it is not on, what it is like there, how to join."""
    lines = (
        *level_lines(house, entry),
        _not_on(house, entry, today),
        *access_lines(house, entry),
        *joining(house, entry),
    )
    return tuple(line for line in lines if line)


def level_lines(house: House, entry: Opportunity) -> tuple[str, ...]:
    """For whom it is good and whether there is a test to get in, as far as known; either may be empty."""
    return _level(house, entry), _audition(house, entry)


def _level(house: House, entry: Opportunity) -> str:
    if not entry.level:
        return ""
    if "any" in entry.level:
        return house.words("find.level_any")
    levels = [house.words(f"find.level_{level}") for level in entry.level]
    return house.words("find.level", levels=listed(house.words, levels))


def _not_on(house: House, entry: Opportunity, today: date) -> str:
    days = sorted(day for day in entry.when.exceptions if day >= today)[:MOST_EXCEPTIONS]
    dates = listed(house.words, [day_text(house.words, day) for day in days])
    return house.words("find.not_on", dates=dates) if dates else ""


def _audition(house: House, entry: Opportunity) -> str:
    if entry.audition is None:
        return ""
    return house.words("find.audition" if entry.audition else "find.no_audition")


def access_lines(house: House, entry: Opportunity) -> tuple[str, ...]:
    """What it is like there for whoever needs something; either line may be empty."""
    named = [
        house.words(f"find.access_{each}") if each in ACCESS else house.catalogue.label(each)
        for each in entry.access
    ]
    line = house.words("find.access", access=listed(house.words, named)) if named else ""
    return line, entry.access_note


def joining(house: House, entry: Opportunity) -> tuple[str, ...]:
    """How to join and whom to ask, as far as known; some of the lines may be empty."""
    words, join = house.words, entry.join
    ways = [words(f"find.join_{way}") for way in JOINING if way in join.ways]
    reach = [each for each in (join.email, join.phone) if each]
    return (
        words("find.join", how=join.how) if join.how else "",
        words("find.opens", date=day_text(words, join.opens)) if join.opens else "",
        *ways,
        words("find.reach", reach=listed(words, reach)) if reach else "",
    )
