"""Facts that somebody might state, sensible or not, for tests of what holds whatever is said."""

from datetime import date

from hypothesis import strategies as st
from shipped_schemes import CONTENT, HUBS, every_scheme, read_yaml

from bot.dialogue.effects import Json
from bot.eligibility.councils import Councils, councils_from
from bot.eligibility.facts import DONT_KNOW, FACTS, RATHER_NOT, Fact, FactKind, values_of


def councils(hub: str) -> Councils:
    read = councils_from(read_yaml(CONTENT / hub / "councils.yaml"))
    assert isinstance(read, Councils)
    return read


COUNCIL_IDS = [council for hub in HUBS for council in councils(hub).names]
STATEMENTS = [name for scheme in every_scheme() for name, _ in scheme.statements]


def _answer(fact: Fact) -> st.SearchStrategy[Json]:
    known: st.SearchStrategy[Json]
    if fact.kind is FactKind.NUMBER:
        known = st.integers(fact.least, min(fact.most, 32))
    elif fact.kind is FactKind.MONEY:
        low = st.sampled_from([0, 15000, 29999, 30000, 31480, 31481, 39999, 40000, 64999, 65000, 90000])
        known = (
            low | low.map(lambda amount: f"{amount}-{amount + 12000}") | low.map(lambda amount: f"{amount}-")
        )
    elif fact.kind is FactKind.STATEMENTS:
        known = st.lists(st.sampled_from(STATEMENTS), unique=True, max_size=2).map(lambda names: [*names])
    else:
        known = st.sampled_from(values_of(fact, COUNCIL_IDS, STATEMENTS))
    return known | st.sampled_from([DONT_KNOW, RATHER_NOT])


some_facts = st.fixed_dictionaries({}, optional={name: _answer(fact) for name, fact in FACTS.items()})
some_schemes = st.sampled_from(every_scheme())
some_days = st.dates(date(2024, 9, 1), date(2027, 8, 31))
