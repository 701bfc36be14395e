"""earshot places import, as somebody types it."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from library.made_postcodes import directory, postcode

run = CliRunner()


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    folder = tmp_path / "hub"
    folder.mkdir()
    (folder / "hub.yaml").write_text("id: hub\nname: Hub\n")
    return folder


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "ONSPD.csv"
    file.write_text(directory([postcode("DT4 9ZA", 50.6145, -2.4599), postcode("SP7 9ZA", 51.0, -2.2)]))
    return file


def bring(*words: object) -> Result:
    return run.invoke(app, ["places", "import", *map(str, words)])


def test_it_says_what_it_brought_in_and_searches_then_know_the_outward_code(hub: Path, source: Path) -> None:
    done = bring(source, "--into", hub, "--areas", "dt, sp")
    assert done.exit_code == 0, done.output
    assert done.stdout == (
        f"2 rows of ONS postcode directory read, 2 outward codes added, 0 brought up to date: {hub}/places.yaml\n"
    )
    assert done.stderr == (
        "note: no list of councils came with it, so what is written of councils stays as it is\n"
    )
    (hub / "opportunities").mkdir()
    (hub / "opportunities" / "drums.yaml").write_text(
        "{id: drums, title: Drum club, provider: Example, kind: activity, instruments: [drums], "
        "where: {lat: 50.6145, lon: -2.4599}}"
    )
    found = run.invoke(app, ["find", "--content", str(hub), "--json", "drums near DT4 9ZZ"])
    assert '"distance_miles": 0' in found.stdout, found.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "say where to: either --hub HUB or --into FOLDER"),
        (("--hub", "dorset", "--into", "x"), "say where to: either --hub HUB or --into FOLDER"),
        (
            ("--into", "{hub}", "--areas", "D1"),
            "--areas: `D1` is not the letters of a postcode; write them like DT,BH,SP",
        ),
        (
            ("--into", "{hub}", "--areas", "BT"),
            "--areas: Northern Ireland's postcodes (BT) need a licence of their own; leave BT out",
        ),
        (
            ("--into", "{hub}/x"),
            "{hub}/x: this is no hub's folder; make it first, such as with earshot import csv FILE --into {hub}/x",
        ),
        (
            ("--into", "{hub}"),
            "{hub}/places.yaml:1: no places yet say where the hub lies; say which postcodes with --areas DT,BH\n"
            "Nothing was written.",
        ),
    ],
)
def test_what_is_missing_is_said(words: tuple[str, ...], told: str, hub: Path, source: Path) -> None:
    done = bring(source, *(word.format(hub=hub) for word in words))
    assert (done.exit_code, done.stderr) == (1, told.format(hub=hub) + "\n")
    assert not (hub / "places.yaml").exists()


def test_a_file_that_is_not_there_is_said(hub: Path) -> None:
    done = bring(hub / "nothing.zip", "--into", hub, "--areas", "DT")
    assert (
        done.stderr == f"{hub}/nothing.zip:1: there is no such file; check its name\nNothing was written.\n"
    )
