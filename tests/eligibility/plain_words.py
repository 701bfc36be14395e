"""The wording as shipped, read without the rest of the library."""

from shipped_schemes import CONTENT, read_yaml

SENTENCES: dict[str, str] = read_yaml(CONTENT / "wording" / "en" / "cost_facts.yaml")


def words(key: str, /, **values: object) -> str:
    return SENTENCES[key].format(**values)
