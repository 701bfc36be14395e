"""`earshot chat --json` takes any edition from its link to its thanks: those that ship, and forms just brought in."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from bot.app.content import Loaded, read_content
from bot.app.talk import talking, up_to_date
from bot.channels.terminal.json_lines import chat_json
from bot.cli import app
from bot.store import open_store
from example_hub import HUB, TODAY

AT = datetime.fromisoformat("2026-11-22T10:00:00+00:00")
MOST_TURNS = 60
PASSED_OVER = ("Back", "Why do you ask?", "Don't send", "Not now", "Skip", "No", "I'd rather not say")
TYPED = ("3", "2026-10-01", "Weymouth", "more drums", "5", "1", "2, 1", "2, 1, 3", "idk")
H = ("type", "name", "label")
LISTS = [("list_name", "name", "label"), ("l", "x", "First"), ("l", "y", "Second"), ("l", "z", "Third")]
DATES = ("opens", "closes", "why", "who_asks", "what_happens")
FORMS: dict[str, list[Any]] = {
    "one": [H, ("select_one l", "q", "Which?")],
    "several": [H, ("select_multiple l or_other", "q", "Which?"), ("text", "t", "Why?")],
    "ranked": [H, ("rank l", "q", "In which order?")],
    "numbers": [
        (*H, "parameters"), ("integer", "a", "How many?", ""), ("decimal", "b", "How far?", ""),
        ("range", "c", "How good?", "start=1 end=5 step=1"),
    ],
    "days": [(*H, "constraint"), ("date", "d", "Since when?", ". <= today()"), ("note", "n", "Thank you.", "")],
    "skips": [
        (*H, "relevant"), ("select_one l", "q", "Which?", ""), ("text", "a", "Why the first?", "${q} = 'x'"),
        ("text", "b", "Why not the first?", "${q} != 'x'"),
    ],
    "groups": [
        H, ("begin group", "g", "About you"), ("text", "a", "What do you like?"), ("begin_group", "h", "And more"),
        ("select_one l", "b", "Which?"), ("end_group", "", ""), ("end group", "", ""), ("note", "n", "Bye ${a}."),
    ],
    "worked out": [
        (*H, "calculation"), ("integer", "a", "How many?", ""), ("calculate", "c", "", "${a} * 2"),
        ("note", "n", "That is ${c} in all.", ""), ("hidden", "h", "", ""),
    ],
    "shuffled": [
        (*H, "parameters", "appearance"), ("select_one l", "a", "Which?", "randomize=true", ""),
        ("select_one l", "b", "How much?", "", "likert"),
    ],
    "filtered": [
        (*H, "choice_filter"), ("select_multiple l", "a", "Which?", ""),
        ("select_one l", "b", "Which of these most?", "selected(${a}, name)"),
    ],
    "required": [
        (*H, "required", "required_message"), ("text", "a", "What?", "yes", "Please say something."),
        ("text", "b", "Why?", "${a} != ''", ""),
    ],
}  # fmt: skip


class Player:
    """Presses and types until a survey thanks for its answers, and remembers what it was told."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        self.told: list[dict[str, Any]] = []
        self.typed = 0

    def lines(self) -> Iterator[str]:
        yield json.dumps({"start": self.slug})
        while len(self.told) < MOST_TURNS and not self.is_sent:
            yield json.dumps(self._next())

    def write(self, line: str) -> None:
        self.told.append(json.loads(line))

    @property
    def is_sent(self) -> bool:
        return any(line.startswith("submitted ") for line in self.told[-1].get("stored", ()))

    def _next(self) -> dict[str, str]:
        message = self.told[-1]["messages"][-1]
        labels = [option["label"] for option in message["options"]]
        asks = [label for label in labels if label not in PASSED_OVER]
        if "in your order" in message["text"]:
            left = [label for label in asks if label != "Done" and not re.match(r"\d+\. ", label)]
            return {"choose": (left or ["Done"])[0]}
        again = len(self.told) > 1 and message["text"].endswith(self._text(-2).rpartition("\n")[2])
        if "Done" in labels and again:
            return {"choose": "Done"}
        if asks and not (again and "Done" in labels):
            return {"choose": asks[len(self.told) % len(asks)] if again else asks[0]}
        self.typed += 1
        return {"say": TYPED[self.typed % len(TYPED)]}

    def _text(self, number: int) -> str:
        messages = self.told[number].get("messages") or [{"text": "-"}]
        return str(messages[-1]["text"])


def played(loaded: Loaded, slug: str) -> Player:
    player = Player(slug)
    store = open_store("sqlite://", b"kept in memory for this talk only")
    try:
        now = up_to_date(store, loaded, TODAY)
        with talking(store, now) as take:
            chat_json(player.lines(), player.write, take, store.messages, at=AT)
        assert player.is_sent, player.told[-1]
        assert len(store.responses(slug)) == 1
    finally:
        store.close()
    return player


@pytest.fixture(scope="module", params=["dorset", "durham"])
def shipped(request: pytest.FixtureRequest) -> Loaded:
    return read_content(request.param, TODAY)


def test_every_survey_that_ships_can_be_taken_to_its_end(shipped: Loaded) -> None:
    slugs = [
        slug
        for slug, survey in shipped.house.surveys.items()
        if survey.open_on(TODAY) and not survey.is_conversation
    ]
    assert len(slugs) >= 3
    for slug in slugs:
        assert "error" not in played(shipped, slug).told[-1]


@pytest.mark.parametrize("name", FORMS)
def test_a_form_brought_in_can_be_taken_to_its_end(name: str, tmp_path: Path) -> None:
    hub = tmp_path / "hub"
    copytree(HUB, hub)
    slug = "form-" + name.replace(" ", "-")
    result = CliRunner().invoke(
        app, ["survey", "import", str(written(tmp_path, slug, FORMS[name])), "--into", str(hub)]
    )
    assert result.exit_code == 0, result.output
    told = played(read_content("", TODAY, hub), slug).told
    assert any("Trying a form" in message["text"] for message in told[0]["messages"])


def written(folder: Path, slug: str, rows: list[Any]) -> Path:
    book = Workbook()
    book.remove(book.active)
    head = [
        ("form_title", "form_id", *DATES),
        ("Trying a form", slug, "2026-11-01", "2026-12-01", *["To know."] * 3),
    ]
    for title, grid in {"survey": rows, "choices": LISTS, "settings": head}.items():
        sheet = book.create_sheet(title)
        for row in grid:
            sheet.append(list(row))
    file = folder / "form.xlsx"
    book.save(file)
    return file
