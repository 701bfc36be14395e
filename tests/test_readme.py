"""What the READMEs say is what happens."""

import re
from pathlib import Path

import pytest

from bot.app.content import read_content
from bot.settings import Settings
from example_hub import TODAY
from lanes import EngineLane
from transcript import hold, read, written

ROOT = Path(__file__).parent.parent
SAID = re.compile(r"(<!-- transcript -->\n```\n)(.*?)(\n```\n<!-- end of transcript -->)", re.DOTALL)
SET = re.compile(r"(<!-- settings -->\n)(.*?)(<!-- end of settings -->)", re.DOTALL)


async def test_the_conversation_in_the_readme_is_real(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    found = SAID.search(text)
    assert found is not None
    file = tmp_path / "readme.md"
    file.write_text(f"# README\n\n{found[2]}", encoding="utf-8")
    transcript = read(file)
    replies = await hold(transcript, EngineLane(read_content("dorset", TODAY)))
    now = written(transcript, replies).removeprefix("# README\n\n").strip()
    if request.config.getoption("--update-transcripts"):
        (ROOT / "README.md").write_text(SAID.sub(lambda m: m[1] + now + m[3], text), encoding="utf-8")
        return
    assert found[2].strip() == now


def test_every_setting_is_in_the_operators_guide(request: pytest.FixtureRequest) -> None:
    file = ROOT / "bot" / "README.md"
    text = file.read_text(encoding="utf-8")
    rows = [f"| `{name}` | {default(name)} | {meaning} |" for name, _, meaning in Settings().rows()]
    table = "\n".join(["| setting | default | meaning |", "|---|---|---|", *rows]) + "\n"
    if request.config.getoption("--update-transcripts"):
        file.write_text(SET.sub(lambda m: m[1] + table + m[3], text), encoding="utf-8")
        return
    found = SET.search(text)
    assert found is not None
    assert found[2] == table


def default(name: str) -> str:
    value = Settings.model_fields[name.removeprefix("EARSHOT_").lower()].default
    text = str(value.get_secret_value()) if hasattr(value, "get_secret_value") else str(value or "")
    return f"`{text}`" if text else ""
