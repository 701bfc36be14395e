"""How old a reader has to be for a text: the Flesch-Kincaid grade plus five; knows nothing of surveys.

Kincaid, Fishburne, Rogers and Chissom, "Derivation of new readability formulas" (1975). Syllables are counted as
groups of vowels less silent endings, which for whole sentences comes within a few per cent of a dictionary.
"""

import re

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?]+(?:\s|$)|\n")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]e|[^td]ed|[^sxzcg]es|(?<=[aeiouy]{2})le)$")
STARTS_SCHOOL = 5
"""Years of age in the year before grade 1."""


def reading_age(text: str) -> float:
    """Years of age from which the text is easily read; 0 when there are no words."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = sum(1 for part in _SENTENCE_END.split(text) if part and _WORD.search(part))
    per_word = sum(syllables(word) for word in words) / len(words)
    grade = 0.39 * len(words) / max(1, sentences) + 11.8 * per_word - 15.59
    return grade + STARTS_SCHOOL


def syllables(word: str) -> int:
    """How many syllables an English word has, at least one."""
    small = word.lower().split("'")[0]
    groups = len(_VOWELS.findall(small))
    return max(1, groups - (1 if _SILENT.search(small) else 0))
