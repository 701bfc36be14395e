"""The words of making music and the ways people ask for it; knows nothing of entries, places or spelling mistakes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.catalogue.fault import Fault
from bot.catalogue.phrases import Phrase, Starts, starts_of
from bot.catalogue.text import singular, words

FACETS = {"instruments": "instrument", "activities": "activity", "genres": "genre"}
WAYS = (
    "age", "day", "time", "cost", "level", "access", "audience", "kind", "online", "near_me", "asking", "place", "turn",
    "alone", "elsewhere",
)  # fmt: skip
WITHIN = {"kind": ("lessons", "ensemble", "course"), "level": ("beginner", "first_go", "any")}
WITHIN_ALL = ("access", "age", "audience")
EVERYDAY = ("plain", "english")
STEMS = (*FACETS, "hints", "ways", *EVERYDAY)


@dataclass(frozen=True, slots=True)
class Term:
    """Something people play, sing or do. `facet` is instrument, activity or genre.

    `part_of` are the wider terms it belongs to, `near` the terms worth showing when there is none of it,
    `access` the needs that it is made for. What is `alone` is not meant by an entry for the wider term.
    """

    id: str
    name: str
    facet: str
    part_of: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Sense:
    """What a phrase stands for: `slot` is term, hint, instead (a hint that outweighs what is named), plain or
    one of `WAYS`."""

    slot: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All phrases with their senses. `starts` gives the longest first for each first word.

    `wider` are all terms a term belongs to, `narrower` all that belong to it and `children` those that say so
    themselves, `nearby` those that name it as near.
    `names` are the own names of instruments (not of families, such as strings) and `spoken` all phrases for terms,
    both by first word; `known` is every word. `leads` are phrases after which a place is meant, `refusals` those after
    which something is not wanted.
    """

    terms: Mapping[str, Term]
    phrases: Mapping[Phrase, tuple[Sense, ...]]
    starts: Starts
    plain: frozenset[str]
    narrower: Mapping[str, frozenset[str]]
    children: Mapping[str, frozenset[str]]
    wider: Mapping[str, frozenset[str]]
    nearby: Mapping[str, frozenset[str]]
    names: Starts
    spoken: Starts
    known: frozenset[str]
    leads: frozenset[Phrase]
    refusals: frozenset[Phrase]

    def members(self, term: str) -> frozenset[str]:
        """The instruments that an entry for a family of instruments is for, too: none for a genre or an activity."""
        if self.terms[term].facet != "instrument":
            return frozenset()
        below = (self.terms[other] for other in self.narrower[term])
        return frozenset(one.id for one in below if one.facet == "instrument" and not one.alone)

    def term_of(self, written: str) -> str | None:
        """The id of a term as staff wrote it, whatever its case or number, or None outside the vocabulary."""
        spoken = words(written)
        if "_".join(spoken) in self.terms:
            return "_".join(spoken)
        for phrase in (
            spoken,
            tuple(singular(word) for word in spoken),
            (*spoken[:-1], spoken[-1] + "s") if spoken else (),
        ):
            for sense in self.phrases.get(phrase, ()):
                if sense.slot == "term":
                    return sense.values[0]
        return None

    def way_of(self, slot: str, written: str) -> str:
        """The value that a written word has in a slot ("step free" in access gives step_free), else the word itself."""
        spoken = words(written.replace("_", " "))
        for sense in self.phrases.get(spoken, ()):
            if sense.slot == slot:
                return sense.values[0]
        return "_".join(spoken)


def vocabulary_from(records: Mapping[str, object]) -> Vocabulary | list[Fault]:
    """The vocabulary in `content/vocabulary`, given as file stem to parsed YAML; else everything wrong with it."""
    faults = [*_shape_faults(records)]
    if faults:
        return faults
    terms = {term.id: term for stem, facet in FACETS.items() for term in _terms(records.get(stem), facet)}
    faults = [*_link_faults(records, terms)]
    if faults:
        return faults
    plain = frozenset(_plain_words(records))
    phrases = _phrases(records, plain)
    wider = {key: frozenset(_closure(key, terms)) for key in terms}
    narrower = {key: frozenset(k for k, above in wider.items() if key in above) for key in terms}
    children = {key: frozenset(k for k, term in terms.items() if key in term.part_of) for key in terms}
    nearby = {key: frozenset(k for k, term in terms.items() if key in term.near) for key in terms}
    instruments = [term for term in terms.values() if term.facet == "instrument" and not narrower[term.id]]
    names = {
        phrase for term in instruments for phrase in (words(term.name), words(term.id.replace("_", " ")))
    }
    spoken = [phrase for phrase, senses in phrases.items() if any(sense.slot == "term" for sense in senses)]
    known = frozenset(word for phrase in phrases for word in phrase)
    return Vocabulary(
        terms,
        phrases,
        starts_of(phrases),
        plain,
        narrower,
        children,
        wider,
        nearby,
        starts_of(names),
        starts_of(spoken),
        known,
        _phrases_for(phrases, "place", "yes"),
        _phrases_for(phrases, "turn", "not"),
    )


def _phrases_for(phrases: Mapping[Phrase, tuple[Sense, ...]], slot: str, value: str) -> frozenset[Phrase]:
    return frozenset(
        phrase
        for phrase, senses in phrases.items()
        if any(s.slot == slot and value in s.values for s in senses)
    )


def _listed(record: object, key: str) -> tuple[str, ...]:
    value = record.get(key, ()) if isinstance(record, Mapping) else ()
    return _apart(value) if isinstance(value, str) else tuple(str(item) for item in value or ())


def _apart(written: str) -> tuple[str, ...]:
    """What stands between semicolons, the easiest way to write many phrases."""
    return tuple(item.strip() for item in written.split(";") if item.strip())


def _says_yes(record: object, key: str) -> bool:
    return isinstance(record, Mapping) and record.get(key) in (True, "yes")


def _terms(record: object, facet: str) -> Iterator[Term]:
    if isinstance(record, Mapping):
        for key, body in record.items():
            named = _listed(body, "name")
            yield Term(
                id=str(key),
                name=named[0] if named else str(key).replace("_", " "),
                facet=facet,
                part_of=_listed(body, "part_of"),
                near=_listed(body, "near"),
                access=_listed(body, "access"),
                alone=_says_yes(body, "alone"),
            )


def _closure(key: str, terms: Mapping[str, Term]) -> set[str]:
    found: set[str] = set()
    waiting = list(terms[key].part_of)
    while waiting:
        above = waiting.pop()
        if above not in found:
            found.add(above)
            waiting.extend(terms[above].part_of)
    return found - {key}


def _phrases(records: Mapping[str, object], everyday: frozenset[str]) -> dict[Phrase, tuple[Sense, ...]]:
    found: dict[Phrase, dict[Sense, None]] = {}
    for phrase, sense in _spoken(records, everyday):
        if phrase:
            found.setdefault(phrase, {})[sense] = None
    heard = {phrase: tuple(senses) for phrase, senses in found.items()}
    return {phrase: (*senses, *_said_within(phrase, senses, heard)) for phrase, senses in heard.items()}


def _said_within(
    phrase: Phrase, senses: tuple[Sense, ...], heard: Mapping[Phrase, tuple[Sense, ...]]
) -> Iterator[Sense]:
    """What the words inside a term's phrase say besides: "singing lessons" are singing, and they are lessons."""
    if len(phrase) == 1 or all(sense.slot != "term" for sense in senses):
        return
    spans = ((at, end) for at in range(len(phrase)) for end in range(at + 1, len(phrase) + 1))
    inner = {
        sense
        for at, end in spans
        for sense in heard.get(phrase[at:end], ())
        if sense.slot in WITHIN_ALL or sense.values[:1] in [(one,) for one in WITHIN.get(sense.slot, ())]
    }
    taken = {sense.slot for sense in senses}
    yield from sorted((sense for sense in inner if sense.slot not in taken), key=lambda s: (s.slot, s.values))


def _spoken(records: Mapping[str, object], everyday: frozenset[str]) -> Iterator[tuple[Phrase, Sense]]:
    for stem in FACETS:
        for key, body in _items(records.get(stem)):
            sense = Sense("term", (key,))
            called = (key.replace("_", " "), *_listed(body, "name"))
            for said in (*called, *_listed(body, "say")):
                yield words(said), sense
            ones = (tuple(singular(word) for word in words(said)) for said in called)
            yield from ((one, sense) for one in ones if len(one) > 1 or one[0] not in everyday)
    for _, body in _items(records.get("hints")):
        meant = [Sense("instead" if _says_yes(body, "instead") else "hint", _listed(body, "means"))]
        meant += [Sense("age", ages) for ages in (_listed(body, "age"),) if ages]
        yield from ((words(said), sense) for said in _listed(body, "say") for sense in meant)
    for slot, values in _items(records.get("ways")):
        for value, said_ways in _items(values):
            yield from ((words(said), Sense(slot, (value,))) for said in _strings(said_ways))
    for _, said_ways in _items(records.get("plain")):
        for phrase in map(words, _strings(said_ways)):
            if len(phrase) > 1:
                yield phrase, Sense("plain", ())


def _plain_words(records: Mapping[str, object]) -> Iterator[str]:
    for stem in EVERYDAY:
        for _, said_ways in _items(records.get(stem)):
            for phrase in map(words, _strings(said_ways)):
                if len(phrase) == 1:
                    yield phrase[0]


def _items(record: object) -> list[tuple[str, object]]:
    return [(str(key), value) for key, value in record.items()] if isinstance(record, Mapping) else []


def _strings(value: object) -> Iterable[str]:
    """A list of phrases, or one text of phrases between semicolons, or of words between spaces."""
    if isinstance(value, str):
        return _apart(value) if ";" in value else value.split()
    return [str(item) for item in value] if isinstance(value, list | tuple) else []


def _shape_faults(records: Mapping[str, object]) -> Iterator[Fault]:
    for stem, record in records.items():
        if stem not in STEMS:
            yield Fault((stem,), f"'{stem}' is no part of the vocabulary", f"Use one of {', '.join(STEMS)}.")
        elif not isinstance(record, Mapping):
            yield Fault(
                (stem,), "this is not a list of names with what belongs to them", "Write 'name:' lines."
            )
        elif stem == "ways":
            yield from (
                Fault((stem, str(slot)), f"'{slot}' is no way of asking", f"Use one of {', '.join(WAYS)}.")
                for slot in record
                if slot not in WAYS
            )
    yield from (
        Fault((), f"{stem}.yaml is missing", "Put it back.") for stem in FACETS if stem not in records
    )


def _link_faults(records: Mapping[str, object], terms: Mapping[str, Term]) -> Iterator[Fault]:
    mend = "Write the id of an instrument, activity or genre exactly as it stands in its file."
    for stem in (*FACETS, "hints"):
        for key, body in _items(records.get(stem)):
            for field in ("part_of", "near", "means"):
                for at, other in enumerate(_listed(body, field)):
                    if other not in terms:
                        yield Fault((stem, key, field, at), f"nothing is called '{other}'", mend)
