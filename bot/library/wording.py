"""The sentences the bot says, by key and language; knows nothing of when they are said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import Any

from bot.catalogue.fault import Fault
from bot.library.outside import did_you_mean


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence taken apart: each piece is text and the name of the value that follows it, if any."""

    pieces: tuple[tuple[str, str | None], ...]
    file: str = ""

    @property
    def names(self) -> frozenset[str]:
        return frozenset(name for _, name in self.pieces if name is not None)

    @property
    def form(self) -> str:
        """The sentence as what `%` fills from a mapping: a turn says fifty, and nothing fills them sooner."""
        return "".join(
            text.replace("%", "%%") + ("" if name is None else f"%({name})s") for text, name in self.pieces
        )


@dataclass(frozen=True, slots=True)
class Wording:
    """Every sentence of one language. Called with a key and its values it returns the sentence to say."""

    sentences: Mapping[str, Sentence] = field(default_factory=dict)
    forms: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        forms = {key: sentence.form for key, sentence in self.sentences.items()}
        object.__setattr__(self, "forms", forms)

    def __call__(self, key: str, /, **values: object) -> str:
        """Raises KeyError naming the key, and the file where it should be or is."""
        try:
            return self.forms[key] % values
        except KeyError as error:
            raise KeyError(self._lacking(key, error)) from error

    def _lacking(self, key: str, error: KeyError) -> str:
        sentence = self.sentences.get(key)
        if sentence is None:
            return f"no sentence `{key}`; it belongs in wording/<language>/{key.split('.')[0]}.yaml"
        return f"the sentence `{key}` in {sentence.file} needs a value for {error}"

    def __contains__(self, key: object) -> bool:
        return key in self.sentences


def sentences_from(record: Mapping[str, Any], file: str) -> tuple[dict[str, Sentence], list[Fault]]:
    """The sentences of one file and whatever is wrong with the others."""
    good: dict[str, Sentence] = {}
    faults: list[Fault] = []
    for key, text in record.items():
        if isinstance(text, str) and text.strip():
            read = _sentence(key, text, file)
        else:
            read = Fault((key,), f"`{key}` has no sentence", f'write {key}: "the sentence" on one line')
        if isinstance(read, Fault):
            faults.append(read)
        else:
            good[key] = read
    return good, faults


def override_faults(shipped: Mapping[str, Sentence], own: Mapping[str, Sentence]) -> list[Fault]:
    """A hub may say a sentence its own way, but only one that exists and only with the values that it is given."""
    faults = []
    for key, sentence in own.items():
        if key not in shipped:
            mend = did_you_mean(key, tuple(shipped), "see the keys in content/wording, and remove this line")
            faults.append(Fault((key,), f"no sentence has the key `{key}`", mend))
        elif extra := sorted(sentence.names - shipped[key].names):
            known = ", ".join(f"{{{name}}}" for name in sorted(shipped[key].names)) or "no names in braces"
            faults.append(Fault((key,), f"`{key}` is never given {{{extra[0]}}}", f"use {known}"))
    return faults


def _sentence(key: str, text: str, file: str) -> Sentence | Fault:
    try:
        parts = list(Formatter().parse(text.strip()))
    except ValueError:
        return Fault(
            (key,), f"a brace in `{key}` is not closed", "write {name}, or {{ for a brace to be shown"
        )
    for _, name, spec, conversion in parts:
        if name is not None and (not name.isidentifier() or spec or conversion):
            return Fault((key,), f"`{key}` holds {{{name}}}", "write one word in small letters in the braces")
    return Sentence(tuple((text, name) for text, name, _, _ in parts), file)
