import re
from io import StringIO

from ruamel.yaml import YAML
from shipped_schemes import CONTENT

from bot.eligibility.facts import ANYTHING, FACTS, PURPOSES
from bot.eligibility.grammar import READERS
from bot.eligibility.reading import FIELDS, PAY_FIELDS, scheme_from
from bot.eligibility.scheme import Scheme

README = (CONTENT / "national" / "bursaries" / "README.md").read_text("utf-8")
NOT_RULES = {
    "age",
    "council",
    "school_council",
    "school_kind",
    "income",
    "income_after",
    "care_council",
    "purpose",
    "statements",
}


def test_the_example_in_the_readme_reads() -> None:
    example = re.search(r"```yaml\n(.*?)```", README, re.DOTALL)
    assert example is not None
    assert isinstance(scheme_from(YAML(typ="safe", pure=True).load(StringIO(example[1]))), Scheme)


def test_every_field_is_in_the_readme() -> None:
    assert [
        name for name in (*FIELDS, *PAY_FIELDS) if f"{name}:" not in README and f"`{name}`" not in README
    ] == []


def test_every_rule_is_in_the_readme() -> None:
    rules = {*READERS, *(FACTS.keys() - NOT_RULES)}
    assert [rule for rule in sorted(rules) if f"`{rule}:" not in README] == []


def test_everything_a_scheme_can_pay_for_is_in_the_readme() -> None:
    assert [purpose for purpose in PURPOSES if purpose != ANYTHING and purpose not in README] == []
