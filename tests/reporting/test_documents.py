"""Evidence, posters and tables of an edition: made from the records, read by machines, silent about small numbers."""

import csv
import io
import re
import zlib
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from bot.app.voice_documents import poster_of
from bot.app.voice_pictures import colours
from bot.dialogue.effects import Say
from bot.reporting import poster
from bot.reporting.evidence import Evidence, evidence_of
from bot.reporting.evidence_pdf import as_pdf
from bot.reporting.evidence_text import as_markdown
from bot.reporting.result_picture import wrapped
from bot.reporting.results_table import as_table
from bot.reporting.typeset import printable
from bot.scenes.overdue import overdue
from bot.store import asked, influence, telling
from bot.store.influence import Decided
from bot.surveys import ladder
from bot.surveys.on_record import invited
from youth_voice import POLL, VOTES, Voice, voice

TODAY = date(2026, 11, 22)
LINK = "https://chat.hub.example/chat?start=poll-example"


@pytest.fixture
def said() -> Iterator[Voice]:
    with voice() as made:
        made.ask(POLL, VOTES)
        yield made


def evidence(said: Voice) -> Evidence:
    house = said.read()
    return evidence_of(said.store, house, house.voice.editions[POLL], TODAY)


def element(found: Evidence, name: str):
    return next(each for each in found.elements if each.name == name)


def test_evidence_shows_lundys_four_and_what_is_missing(said: Voice) -> None:
    found = evidence(said)
    assert [each.name for each in found.elements] == ["Space", "Voice", "Audience", "Influence"]
    assert element(found, "Influence").missing[0] == "Nothing is decided yet."
    assert (
        "No finding is written down yet, so nobody is named who should listen."
        in element(found, "Audience").missing
    )
    assert "41 people answered." in element(found, "Space").shows


def test_what_is_decided_and_told_is_no_longer_missing(said: Voice) -> None:
    said.find(Decided("You want DJing.", "hub board", "yes", "There is a teacher.", "A day", TODAY, TODAY))
    to_tell = said.store.read(lambda c: influence.of_edition(c, POLL))
    telling.tell(said.store, POLL, to_tell, Say("news"), None, TODAY)
    found = evidence(said)
    assert element(found, "Influence").missing == ()
    assert element(found, "Influence").shows == (
        "1 finding decided, each with a reason: 1 yes.",
        "1 action done.",
        "Those who answered were told what was decided and why.",
    )
    assert (found.supported.number, found.lacking) == (5, ())


def test_the_declared_rung_is_set_against_the_records(said: Voice) -> None:
    said.store.write(lambda c: asked.declare_rung(c, POLL, 6))
    said.find(Decided("You want DJing.", "youth council and hub board", "yes", "There is a teacher."))
    found = evidence(said)
    assert (found.declared.number, found.lacking) == (6, (ladder._TOLD.missing,))
    assert "For the declared rung the records lack this:" in as_markdown(found)


def test_the_text_names_both_models_and_keeps_small_numbers_back(said: Voice) -> None:
    text = as_markdown(evidence(said))
    assert "Lundy, L. (2007)" in text
    assert "Hart, R. A. (1992)" in text
    assert "* DJing: 24 (59%)\n* Songwriting: kept back\n* Samba: kept back" in text


def test_the_pdf_is_tagged_titled_and_says_its_language(said: Voice) -> None:
    said.find()
    made = as_pdf(evidence(said), colours(said.house.hub))
    assert made.startswith(b"%PDF-")
    text = made + b"".join(unpacked(made))
    for mark in (b"/MarkInfo", b"/StructTreeRoot", b"/Lang", b"pdfuaid"):
        assert mark in text, mark


def unpacked(pdf: bytes) -> Iterator[bytes]:
    """The streams of a PDF, as far as they are packed the usual way."""
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            yield zlib.decompress(found[1])
        except zlib.error:
            continue


@pytest.mark.parametrize(
    ("people", "answered", "told"),
    [
        (9, 9, None),
        (30, 9, (30, None, None)),
        (30, 22, (30, None, None)),
        (40, 20, (40, 20, 50)),
        (12, 12, (12, 12, 100)),
    ],
)
def test_a_response_rate_gives_no_small_number_away(people: int, answered: int, told: tuple | None) -> None:
    found = invited(people, answered)
    assert (found and (found.people, found.answered, found.percent)) == told


def test_the_code_on_the_poster_reads_as_the_link(said: Voice) -> None:
    zxing = pytest.importorskip("zxingcpp")
    hub = said.house.hub
    what = poster.Poster(hub, said.house.surveys[POLL], LINK, poster.telegram_link("@example_bot", POLL))
    png = poster.as_picture(what, colours(hub), ppi=60)
    width, height, pixels = grey(png)
    view = memoryview(pixels).cast("B", (height, width))
    found = sorted(each.text for each in zxing.read_barcodes(view))
    assert found == [LINK, "https://t.me/example_bot?start=poll-example"]


def grey(png: bytes) -> tuple[int, int, bytes]:
    """Width, height and lightness of a PNG of eight bits a channel."""
    at, packed = 8, b""
    width, height, kind = int.from_bytes(png[16:20]), int.from_bytes(png[20:24]), png[25]
    while at < len(png):
        size, name = int.from_bytes(png[at : at + 4]), png[at + 4 : at + 8]
        packed += png[at + 8 : at + 8 + size] if name == b"IDAT" else b""
        at += 12 + size
    step = {0: 1, 2: 3, 4: 2, 6: 4}[kind]
    rows, before = [], bytearray(width * step)
    data = zlib.decompress(packed)
    for start in range(0, len(data), width * step + 1):
        before = unfiltered(data[start], bytearray(data[start + 1 : start + 1 + width * step]), before, step)
        rows.append(bytes(before[::step]))
    return width, height, b"".join(rows)


def unfiltered(kind: int, row: bytearray, above: bytearray, step: int) -> bytearray:
    """A row of a PNG as it was (PNG specification, 9.2)."""
    if kind == 2:
        return bytearray((a + b) & 255 for a, b in zip(row, above, strict=True))
    for at in range(len(row) if kind else 0):
        left = row[at - step] if at >= step else 0
        if kind == 1:
            row[at] = (row[at] + left) & 255
            continue
        corner = above[at - step] if at >= step else 0
        near = left + above[at] - corner
        paeth = min((left, above[at], corner), key=lambda each: abs(near - each))
        row[at] = (row[at] + ((left + above[at]) // 2 if kind == 3 else paeth)) & 255
    return row


def test_a_poster_needs_to_know_where_it_leads(said: Voice) -> None:
    with pytest.raises(Exception, match="Set EARSHOT_PUBLIC_URL"):
        poster_of(said.house, POLL)
    assert poster_of(said.house, "nothing") is None


def test_a_table_leaves_kept_back_cells_empty(said: Voice) -> None:
    rows = list(csv.reader(io.StringIO(as_table(said.house.surveys[POLL], said.house.voice.results[POLL]))))
    assert [row[2:6] for row in rows[1:]] == [
        ["DJing", "24", "59", "41"],
        ["Songwriting", "", "", "41"],
        ["Samba", "", "", "41"],
    ]


def test_what_no_font_can_show_is_left_out_and_all_else_stays() -> None:
    assert printable("4 🙂 – café, “100 %” → ½") == "4  – café, “100 %” → ½"


def test_long_words_of_a_picture_are_broken_and_nothing_is_lost() -> None:
    text = "a " + "b" * 200 + " c"
    assert "".join(wrapped(text, 22, 400)).replace(" ", "") == text.replace(" ", "")
    assert all(len(line) * 22 * 0.56 <= 400 for line in wrapped(text, 22, 400))


def test_a_decision_is_late_after_the_hubs_number_of_days(said: Voice) -> None:
    closed = TODAY
    within = timedelta(days=said.house.hub.decide_within_days)
    assert overdue(said.house, closed + within) == ()
    [late] = overdue(said.house, closed + within + timedelta(days=1))
    assert (late.slug, late.what, late.due) == (POLL, "decision", closed + within)
    said.find()
    assert overdue(said.read(), closed + within + timedelta(days=1)) == ()
