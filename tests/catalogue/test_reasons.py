"""Every reason that can be given has its sentence."""

from pathlib import Path

from ruamel.yaml import YAML

from bot.catalogue.ranking import WHAT
from bot.catalogue.vocabulary import Vocabulary

SENTENCES = Path(__file__).resolve().parents[2] / "content/wording/en/because.yaml"
PLAIN = (
    "activity",
    "hint",
    "named",
    "here",
    "unsure_age",
    "near",
    "travels",
    "online",
    "area",
    "age",
    "age_from",
    "age_to",
    "free",
    "cheap",
)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NEVER = ("unsure_kind", "unsure_named")
SOFT = ("access", "day", "cost", "kind", "level", "time")


def values(vocabulary: Vocabulary, slot: str) -> set[str]:
    return {
        v
        for senses in vocabulary.phrases.values()
        for sense in senses
        if sense.slot == slot
        for v in sense.values
    }


def test_every_reason_has_a_sentence(vocabulary: Vocabulary) -> None:
    keys = set(YAML(typ="safe").load(SENTENCES))
    codes = {*PLAIN, *(f"day_{day}" for day in DAYS), "relaxed_distance", "relaxed_activity", "called"}
    for slot in ("time", "level", "kind", "access"):
        codes |= {f"{slot}_{value}" for value in values(vocabulary, slot)}
    codes |= {"unsure_area"} | {
        f"{how}_{code}"
        for how in ("not", "unsure")
        for code in (*SOFT, *WHAT)
        if f"{how}_{code}" not in NEVER
    }
    assert {f"because.{code}" for code in codes} - keys == set()
    assert keys <= {f"because.{code}" for code in codes} | {
        "because.kind_activity", "because.kind_online", "because.level_any", "because.time_weekend",
    }  # fmt: skip
