"""What somebody means who goes on typing after they were cared for; knows lists of phrases and no answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.dialogue.bot import Words
from bot.dialogue.typed import NO, YES, is_unsure, plain

QUESTIONS = ("nobody", "misread", "police", "trusted", "tell", "person", "who", "next", "cannot")
"""The `care.hear.*` lists of the wording, in the order in which they are tried."""
FEW_WORDS = 3
"""A yes or no stands alone or nearly so: "no he never did that" is more than a no."""


@dataclass(frozen=True, slots=True)
class CareTalk:
    """The phrases of each question."""

    phrases: Mapping[str, tuple[str, ...]]

    def meant(self, text: str) -> str | None:
        """The name of the answer that fits (`care.<name>` in the wording), or None."""
        said = plain(text)
        if not said:
            return "quiet"
        padded = f" {said} "
        for name in QUESTIONS:
            if any(f" {phrase} " in padded for phrase in self.phrases[name]):
                return name
        return "unsure" if is_unsure(said) else _yes_or_no(said.split())


def _yes_or_no(words: list[str]) -> str | None:
    if len(words) > FEW_WORDS:
        return None
    if words[0] in YES:
        return "yes"
    return "no" if words[0] in NO else None


def talk_from(words: Words) -> CareTalk:
    """Raises KeyError naming a list that the wording lacks."""
    return CareTalk(
        {name: tuple(plain(each) for each in words(f"care.hear.{name}").split(",")) for name in QUESTIONS}
    )
