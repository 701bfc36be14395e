"""What came of the questions about the cost, what else somebody can do with it; asks nothing and decides no verdict."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from bot.dialogue.bot import Moment
from bot.dialogue.effects import Effect, Judged, Option, Remind, Say
from bot.dialogue.state import Turn
from bot.dialogue.step import go
from bot.eligibility.asking import next_question
from bot.eligibility.deadlines import remind_on
from bot.eligibility.facts import Facts
from bot.eligibility.interview import Circle
from bot.eligibility.questions import BY_ID, QUESTIONS
from bot.eligibility.result import Finding, Results, results
from bot.eligibility.scheme import Scheme
from bot.eligibility.telling import reasons_of, to_do_lines
from bot.scenes.cards import day_text, listed
from bot.scenes.cost_cards import card_of, not_lines, price_lines
from bot.scenes.cost_known import activity_of, changed, circle_of, facts_now, speaker_for
from bot.scenes.house import House
from bot.scenes.interview import answers_of
from bot.scenes.menu import says, to_menu, told

NOT, SCHOOL, AGAIN, REMIND, CHANGE, BACK_TO = "not", "school", "again", "remind", "change", "results"
ASK = "ask:"
TOLD = "told"
MOST_TO_ANSWER = 2
MOST_NAMED = 4
REMIND_AT = time(16, 0)
"""After school, by the hub's clock."""


def found_now(house: House, moment: Moment) -> tuple[Circle, Facts, Results]:
    circle, facts = circle_of(house, moment), facts_now(house, moment)
    return circle, facts, results(circle.schemes, facts, circle.on, alone=circle.alone)


def tell(house: House, moment: Moment) -> Turn:
    """The results, counted the first time they are told: a family that answers one more question is still one."""
    circle, facts, found = found_now(house, moment)
    speaker, words = speaker_for(house, circle), house.words
    shown = [*found.likely, *found.possibly]
    activity = activity_of(house, moment.state)
    text = says(
        words(_headline(found)),
        *(price_lines(house, speaker, activity, shown, facts) if activity else []),
        _not_yet(house, circle, facts, found),
        words("cost.at_home") if found.ask_at_home else "",
        words("cost.forgotten"),
    )
    cards = tuple(card_of(speaker, finding, facts) for finding in shown)
    counted = [] if moment.state.data.get("counted") else _counted(found)
    done = changed(moment, stage=TOLD, counted=True)
    return told(done, counted, Say(text, ways_on(house, done), cards))


def _headline(found: Results) -> str:
    if found.likely:
        return "cost.possibly_too" if found.possibly else "cost.likely"
    if found.possibly:
        return "cost.possibly"
    return "cost.not_yet" if found.not_enough else "cost.nothing"


def _counted(found: Results) -> list[Effect]:
    everything: Sequence[Finding] = (*found.likely, *found.possibly, *found.no, *found.not_enough)
    return [Judged(each.scheme.id, each.outcome, reasons_of(each.verdict)) for each in everything]


def _not_yet(house: House, circle: Circle, facts: Facts, found: Results) -> str:
    """The schemes that may still fit, under the one question that tells most of each."""
    lines = [
        house.words("cost.depends", what=short(house, circle, question), schemes=_named(house, titles))
        for question, titles in _by_question(circle, facts, found.not_enough).items()
    ]
    if not lines:
        return ""
    return "\n".join(
        [*([house.words("cost.more_may_fit")] if found.likely or found.possibly else []), *lines]
    )


def _by_question(circle: Circle, facts: Facts, findings: Iterable[Finding]) -> dict[str, list[str]]:
    """The titles under as few questions as will do, those that most hang on first; "" is what is asked at home."""
    open_ = {each.scheme.title: _asks(circle, facts, each.scheme) for each in findings}
    grouped: dict[str, list[str]] = {}
    while open_:
        counts = Counter(question for questions in open_.values() for question in questions)
        question = max(counts, key=lambda name: counts[name])
        grouped[question] = [title for title, questions in open_.items() if question in questions]
        open_ = {title: questions for title, questions in open_.items() if question not in questions}
    return grouped


def _asks(circle: Circle, facts: Facts, scheme: Scheme) -> tuple[str, ...]:
    left = results((scheme,), facts, circle.on, alone=circle.alone).questions_left
    return tuple(question for question in left if not BY_ID[question].sensitive) or left or ("",)


def _named(house: House, titles: list[str]) -> str:
    more = len(titles) - MOST_NAMED
    if more <= 1:
        return listed(house.words, titles)
    return house.words("cost.and_more", schemes=", ".join(titles[:MOST_NAMED]), more=more)


def short(house: House, circle: Circle, question: str) -> str:
    """What a question is about, in a few words: "where you live"."""
    side = "young" if circle.alone else "parent"
    return house.words(f"cost_facts.short.{question or 'at_home'}.{side}")


def ways_on(house: House, moment: Moment, without: str = "") -> tuple[Option, ...]:
    """What can be done with the results; `without` is the one just done."""
    words = house.words
    _, _, found = found_now(house, moment)
    options = _to_answer(house, moment)
    if _for_school(found):
        options.append(Option(words("cost.school"), SCHOOL))
    if _soonest(found, house.today(moment.at)) and not moment.state.data.get("reminded"):
        options.append(Option(words("cost.remind"), REMIND))
    if found.no:
        options.append(Option(words("cost.show_not"), NOT))
    options.append(Option(words("cost.change"), CHANGE))
    options.append(Option(words("button.person"), go("person")))
    return (*(option for option in options if option.value != without), to_menu(words))


def _to_answer(house: House, moment: Moment) -> list[Option]:
    """The questions whose answers would tell most, each as a button."""
    circle, facts, found = found_now(house, moment)
    best = next_question(
        circle.schemes, facts, circle.on, alone=circle.alone, skip=tuple(answers_of(moment.state))
    )
    ids = [best.id] if best is not None else []
    ids += [question for question in _by_question(circle, facts, found.not_enough) if question]
    return [
        Option(house.words("cost.answer", what=short(house, circle, question)), ASK + question)
        for question in tuple(dict.fromkeys(ids))[:MOST_TO_ANSWER]
    ]


def _for_school(found: Results) -> list[Finding]:
    return [each for each in (*found.likely, *found.possibly) if each.scheme.who_applies == "school"]


def _soonest(found: Results, today: date) -> tuple[date, Scheme] | None:
    """The first deadline worth a reminder among the schemes that may fit."""
    days = [
        (day, finding.scheme)
        for finding in (*found.likely, *found.possibly)
        if (day := remind_on(finding.scheme, today)) is not None
    ]
    return min(days, key=lambda pair: pair[0], default=None)


def remind(house: House, moment: Moment) -> Turn:
    """A reminder that names nothing of what was told: it only starts help with the cost again."""
    _, _, found = found_now(house, moment)
    soonest = _soonest(found, house.today(moment.at))
    if soonest is None:
        return tell(house, moment)
    day, scheme = soonest
    at = datetime.combine(day, REMIND_AT, ZoneInfo(house.hub.time_zone)).astimezone(UTC)
    text = house.words("cost.reminding", date=day_text(house.words, day), title=scheme.title)
    done = changed(moment, reminded=True)
    return told(done, Remind(at, "cost"), Say(text, ways_on(house, done)))


def tell_not(house: House, moment: Moment) -> Turn:
    circle, facts, found = found_now(house, moment)
    lines = not_lines(speaker_for(house, circle), found.no, facts)
    text = says(house.words("cost.not"), "\n".join(lines))
    return told(moment, Say(text, ways_on(house, moment, without=NOT)))


def school_letter(house: House, moment: Moment) -> Turn:
    _, _, found = found_now(house, moment)
    letters = [
        house.words("cost.school_letter", title=each.scheme.title, provider=each.scheme.provider)
        for each in _for_school(found)[:1]
    ]
    text = says(house.words("cost.school_message"), *letters)
    return told(moment, Say(text, ways_on(house, moment, without=SCHOOL)))


def how_to_apply(house: House, moment: Moment) -> Turn:
    """Who applies, how and by when, for each scheme that may fit."""
    circle, _, found = found_now(house, moment)
    speaker = speaker_for(house, circle)
    shown = (*found.likely, *found.possibly)
    if not shown:
        return told(moment, Say(house.words("cost.ask_me"), ways_on(house, moment)))
    lines = [
        house.words(
            "cost.how_line", title=each.scheme.title, how="\n".join(to_do_lines(speaker, each.scheme))
        )
        for each in shown[:MOST_NAMED]
    ]
    return told(moment, Say(says(house.words("cost.how"), *lines), ways_on(house, moment)))


def changes(house: House, moment: Moment) -> Turn:
    """Every answer that can be given anew, whether it was asked or heard."""
    circle, facts = circle_of(house, moment), facts_now(house, moment)
    given = [
        ask.id for ask in QUESTIONS if ask.id != "lessons_in_school" and any(f in facts for f in ask.facts)
    ]
    options = [
        Option(house.words("cost.change_one", what=short(house, circle, question)), ASK + question)
        for question in given
    ]
    ways = (
        Option(house.words("cost.start_again"), AGAIN),
        Option(house.words("cost.back_to_results"), BACK_TO),
        to_menu(house.words),
    )
    return told(moment, Say(house.words("cost.change_which"), (*options, *ways)))


def told_again(house: House, moment: Moment) -> Turn:
    """The results once more, storing nothing again."""
    turn = tell(house, moment)
    return replace(turn, effects=tuple(effect for effect in turn.effects if isinstance(effect, Say)))
