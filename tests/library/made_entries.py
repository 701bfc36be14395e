"""Any opportunity that can be written down, for property tests."""

from datetime import date, time
from typing import Any, get_args

from hypothesis import strategies as st

from bot.catalogue import entry
from bot.library.opportunity import WAYS

_LETTERS = st.characters(blacklist_categories=("Cs", "Cc", "Cn"), blacklist_characters="\ufffe\uffff")
_TEXT = st.text(_LETTERS | st.sampled_from(";\\,\"'=+-@{}:#|&* \t\n"), max_size=30)
LINE = _TEXT.map(lambda text: " ".join(text.split())[:80])
PARAGRAPH = _TEXT.map(str.strip)
NAME = LINE.filter(bool)
WORDS = st.lists(NAME, max_size=3).map(tuple)
ID = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,12}", fullmatch=True)
IDS = st.lists(ID, max_size=2).map(tuple)
DAY = st.dates(date(2000, 1, 1), date(2100, 1, 1))
CLOCK = st.builds(time, st.integers(0, 23), st.integers(0, 59))
MAYBE = st.none() | st.booleans()


def _some(words: Any, least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(get_args(words)), min_size=least, max_size=3).map(tuple)


def _in_order(pair: tuple[Any, Any]) -> tuple[Any, Any]:
    low, high = pair
    return (high, low) if low is not None and high is not None and low > high else (low, high)


AGES = st.tuples(st.none() | st.integers(0, 25), st.none() | st.integers(0, 25)).map(_in_order)
POSITION = st.none() | st.tuples(st.floats(50, 60), st.floats(-8, 1))
COST_LINE = st.builds(
    entry.CostLine,
    st.integers(0, 100_000),
    st.sampled_from(get_args(entry.CostUnit)),
    LINE.map(lambda text: text),
)
URL = st.sampled_from(["", "https://example.org/a?b=c;d#e", "http://example.org"])


@st.composite
def where(draw: st.DrawFn) -> entry.Where:
    lat, lon = draw(POSITION) or (None, None)
    return entry.Where(
        draw(LINE),
        draw(LINE),
        draw(st.sampled_from(["", "DT4", "W1A"])),
        lat,
        lon,
        draw(st.booleans()),
        draw(st.booleans()),
        draw(WORDS),
    )


@st.composite
def when(draw: st.DrawFn) -> entry.When:
    start, end = draw(
        st.lists(CLOCK, min_size=2, max_size=2, unique=True).map(sorted) | st.just([None, None])
    )
    days = st.lists(DAY, max_size=3).map(tuple)
    return entry.When(
        draw(_some(entry.Weekday)), start, end, draw(MAYBE), draw(days), draw(days), draw(PARAGRAPH)
    )


@st.composite
def opportunities(draw: st.DrawFn) -> entry.Opportunity:
    checked, review = draw(st.lists(DAY, min_size=2, max_size=2).map(sorted))
    return entry.Opportunity(
        id=draw(ID),
        title=draw(NAME),
        provider=draw(NAME),
        kind=draw(st.sampled_from(get_args(entry.Kind))),
        audience=draw(_some(entry.Audience, 1)),
        summary=draw(LINE),
        activities=draw(WORDS),
        instruments=draw(WORDS),
        genres=draw(WORDS),
        level=draw(_some(entry.Level)),
        audition=draw(MAYBE),
        ages=entry.Ages(*draw(AGES), draw(st.sampled_from(["", "08-31", "02-29"]))),
        where=draw(where()),
        when=draw(when()),
        cost=entry.Cost(
            draw(MAYBE),
            draw(st.lists(COST_LINE, max_size=3).map(tuple)),
            draw(PARAGRAPH),
            draw(IDS),
            draw(PARAGRAPH),
        ),
        access=draw(WORDS),
        access_note=draw(PARAGRAPH),
        join=entry.Join(
            draw(URL),
            draw(st.sampled_from(["", "a@example.org"])),
            draw(st.sampled_from(["", "+44 1632 960000", "01632 960000"])),
            draw(PARAGRAPH),
            draw(st.lists(st.sampled_from(WAYS), max_size=2).map(tuple)),
            draw(st.none() | DAY),
        ),
        next_steps=draw(IDS),
        objectives=draw(IDS),
        source=entry.Source(
            draw(URL), draw(st.sampled_from(["undated", "2025", "2025-02-03", "May 2024"])), draw(PARAGRAPH)
        ),
        checked_on=draw(st.sampled_from([None, checked])),
        checked_by=draw(LINE),
        review_after=draw(st.sampled_from([None, review])),
        status=draw(st.sampled_from(get_args(entry.Status))),
        sample=draw(st.booleans()),
    )
