"""What an open survey asks stays as it was opened; only its spelling may be mended while people answer."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.app.content import Loaded
from bot.app.editions import as_asked, close_due_editions, open_due_editions, refused_changes
from bot.app.talk import up_to_date
from bot.app.voice_now import Reading, voice_now
from bot.dialogue.events import Chose, Event, Said, Started
from bot.dialogue.state import State
from bot.store import Store, open_store
from bot.store.batch import Arrival
from bot.surveys.definition import hash_of
from bot.surveys.reading import survey_from
from bot.surveys.record import Quota, Survey
from example_hub import TODAY
from example_survey import with_surveys
from transcript import START

SLUG = "spelling"
RECORD = {
    "slug": SLUG,
    "title": "What would you play?",
    "why": "So that the hub buys the right ones.",
    "who_asks": "The Example Youth Music Council",
    "what_happens": "The council reads them.",
    "opens": date(2026, 11, 1),
    "closes": date(2026, 12, 13),
    "questions": [
        {
            "id": "what",
            "ask": "Which instrumant would you like?",
            "type": "one",
            "choices": ["Drums", "Cello"],
        },
        {"id": "why", "ask": "Why that one?", "type": "text"},
    ],
}


def survey(**changes: object) -> Survey:
    made = survey_from(RECORD)
    assert isinstance(made, Survey), made
    return replace(made, **changes)  # type: ignore[arg-type]


def asking(text: str, number: int = 0) -> Survey:
    questions = list(survey().questions)
    questions[number] = replace(questions[number], text=text)
    return survey(questions=tuple(questions))


SPELT = asking("Which instrument would you like?")
OTHERWISE = asking("Which band would you found?")


@pytest.fixture
def store(sqlite_url: str, secret: bytes) -> Iterator[Store]:
    opened = open_store(sqlite_url, secret)
    yield opened
    opened.close()


def now(store: Store, written: Survey, today: date = TODAY) -> Loaded:
    return up_to_date(store, with_surveys(written), today)


def text_of(loaded: Loaded, number: int = 0) -> str:
    return loaded.house.surveys[SLUG].questions[number].text


def refused(store: Store, written: Survey) -> list[str]:
    voice = voice_now(store, [written], "Europe/London", Reading())
    return refused_changes([written], voice.editions)


def test_a_file_that_asks_something_else_while_it_is_open_changes_nothing_and_staff_are_told(
    store: Store,
) -> None:
    now(store, survey())
    assert text_of(now(store, OTHERWISE)) == "Which instrumant would you like?"
    [told] = refused(store, OTHERWISE)
    assert told.startswith("spelling: this survey is open and its file was changed by more than spelling")
    assert store.edition(SLUG).hash == hash_of(survey())


def test_spelling_is_mended_while_it_is_open_and_later_answers_belong_to_the_new_wording(
    store: Store,
) -> None:
    now(store, survey())
    assert text_of(now(store, SPELT)) == "Which instrument would you like?"
    assert refused(store, SPELT) == []
    assert store.edition(SLUG).hash == hash_of(SPELT)


@pytest.mark.parametrize(
    "changed",
    [
        survey(questions=survey().questions[:1]),
        survey(questions=tuple(reversed(survey().questions))),
        survey(anonymous=False),
        survey(results="live"),
        survey(quotas=(Quota("what", "drums", 1),)),
        asking("Why?", 1),
    ],
    ids=["a question fewer", "another order", "named", "results", "a quota", "another text"],
)
def test_whatever_changes_what_people_answer_or_were_promised_is_refused(
    store: Store, changed: Survey
) -> None:
    loaded = now(store, survey())
    before = loaded.house.surveys[SLUG]
    assert now(store, changed).house.surveys[SLUG] == before
    assert len(refused(store, changed)) == 1


def test_days_and_audience_may_change_while_it_is_open(store: Store) -> None:
    now(store, survey())
    longer = survey(closes=date(2027, 1, 31))
    assert now(store, longer).house.surveys[SLUG].closes == date(2027, 1, 31)
    both = replace(OTHERWISE, closes=date(2027, 2, 1))
    asked = now(store, both).house.surveys[SLUG]
    assert (asked.closes, asked.questions) == (date(2027, 2, 1), survey().questions)


def test_the_last_day_in_a_changed_file_still_closes_it_and_then_nothing_is_refused(store: Store) -> None:
    now(store, survey())
    ended = replace(OTHERWISE, closes=TODAY - timedelta(days=1))
    now(store, ended)
    assert store.edition(SLUG).status == "closed"
    assert refused(store, ended) == []
    assert json.loads(store.edition(SLUG).definition)["questions"][0]["text"].startswith("Which instrumant")


def test_before_it_opens_everything_may_change(store: Store) -> None:
    later = TODAY + timedelta(days=3)
    now(store, survey(opens=later))
    assert text_of(now(store, replace(OTHERWISE, opens=later))) == "Which band would you found?"


def test_somebody_half_way_goes_on_when_the_spelling_is_mended(store: Store) -> None:
    talk = Talk(store)
    talk.loaded = now(store, survey())
    talk.does(Started(SLUG, START))
    talk.presses("start")
    talk.does(Said("cello", START))
    talk.loaded = now(store, SPELT)
    talk.does(Said("back", START))
    assert talk.said().startswith("1 of 2\nWhich instrument would you like?")
    talk.does(Said("drums", START))
    talk.does(Said("It is loud", START))
    talk.presses("send")
    [response] = store.responses(SLUG)
    assert (response.hash, response.answers) == (hash_of(SPELT), {"what": "drums", "why": "It is loud"})


def test_an_edition_that_is_asked_as_written_is_left_alone() -> None:
    assert as_asked({SLUG: survey()}, {}) == {SLUG: survey()}


def test_opening_again_tells_nothing_new(store: Store) -> None:
    assert open_due_editions(store, [survey()], TODAY)
    assert not open_due_editions(store, [survey()], TODAY)
    assert close_due_editions(store, [survey()], TODAY) == []


class Talk:
    """One chat, with whatever content there is at the time."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.loaded = with_surveys(survey())
        self.number = 0
        self.state = State(salt="")

    def does(self, event: Event) -> None:
        from bot.dialogue.step import step

        def stepping(state: State, event: Event):  # type: ignore[no-untyped-def]
            turn = step(self.loaded.bot, state, event)
            self.state = turn.state
            return turn

        self.number += 1
        arrival = Arrival("web", str(self.number), "somebody", event)
        [outcome] = self.store.queue(lambda: self.store.take([arrival], stepping, lambda: "Sorry.")).result()
        assert outcome.fault is None

    def presses(self, value: str) -> None:
        self.does(Chose(next(o.token for o in self.state.offers if o.value == value), START))

    def said(self) -> str:
        return str(self.store.messages("web", "somebody")[-1].payload["text"])
