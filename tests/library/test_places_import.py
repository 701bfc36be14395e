"""Outward codes out of the products of the OS and the ONS into places.yaml, and nothing finer than those."""

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from openpyxl import Workbook

from bot.catalogue.entry import Place
from bot.catalogue.places import gazetteer, miles, places_from
from bot.library.check import check
from bot.library.fault_in_file import ContentError
from bot.library.folders import folders_for, shipped
from bot.library.lines import read_record
from bot.library.places_import import ImportedPlaces, import_places
from library.made_postcodes import (
    BCP,
    DORSET,
    HAMPSHIRE,
    NEW_FOREST,
    NSPL_2025,
    SOMERSET,
    code_point,
    directory,
    names,
    postcode,
)

COUNCILS = names({DORSET: "Dorset", BCP: "Bournemouth, Christchurch and Poole", SOMERSET: "Somerset"})
Bring = Callable[..., ImportedPlaces]


@pytest.fixture
def bring(content: Path) -> Bring:
    """Imports into the small hub."""

    def bring(source: Path, *areas: str) -> ImportedPlaces:
        return import_places(source, folders_for(content, None, "small"), 2026, areas)

    return bring


@pytest.fixture
def small(content: Path) -> Path:
    return content / "small" / "places.yaml"


@pytest.fixture
def given(tmp_path: Path) -> Callable[[str, str], Path]:
    """Writes a file of what is brought in."""

    def write(name: str, text: str) -> Path:
        file = tmp_path / "given" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8"))
        return file

    return write


Given = Callable[[str, str], Path]


def outcodes(file: Path) -> dict[str, Place]:
    places = places_from(read_record(file))
    assert isinstance(places, tuple)
    return {place.name: place for place in places if place.outcode == place.name}


def refused(bring: Bring, source: Path, *areas: str) -> list[str]:
    with pytest.raises(ContentError) as refusal:
        bring(source, *areas)
    return [str(fault).removeprefix(f"{source}:") for fault in refusal.value.faults]


@pytest.mark.parametrize("header", [None, NSPL_2025], ids=["directory of 2022", "lookup of 2025"])
def test_an_outward_code_lies_at_the_mean_of_its_postcodes(
    header: list[str] | None, bring: Bring, small: Path, given: Given
) -> None:
    rows = [
        postcode("DT4 9ZA", 50.60, -2.44),
        postcode("DT4 9ZB", 50.62, -2.46),
        postcode("DT3 9ZA", 50.65, -2.50),
    ]
    text = directory(rows, header) if header else directory(rows)
    done = bring(given("ONSPD.csv", text), "DT")
    assert {code: (at.lat, at.lon) for code, at in outcodes(small).items()} == {
        "DT4": (50.61, -2.45),
        "DT3": (50.65, -2.5),
    }
    assert (done.rows, done.added, done.changed, done.untouched) == (3, ("DT3",), 1, ())


def test_metres_of_code_point_open_become_degrees(bring: Bring, small: Path, given: Given) -> None:
    """The point in the middle is one of the Ordnance Survey's own, half a kilometre from each of the two."""
    rows = [
        ("BH1 9ZA", 438710, 114292, "", BCP),
        ("BH1 9ZB", 438711, 115292, "", BCP),
        ("BH1 9ZC", 0, 0, "", BCP),
    ]
    bring(given("bh.csv", code_point(rows)), "BH")
    at = outcodes(small)["BH1"]
    assert miles(at.lat, at.lon, 50.9312793791, -1.450514337) < 0.01


def test_ended_and_large_postcodes_and_those_without_a_position_do_not_count(
    bring: Bring, small: Path, given: Given
) -> None:
    rows = [
        postcode("DT4 9ZA", 50.61, -2.45),
        postcode("DT4 9ZB", 51.0, -2.0, ended="199606"),
        postcode("DT4 9ZC", 51.0, -2.0, large="1"),
        postcode("DT4 9ZD", 99.999999, 0.0),
        postcode("NPT 0AA", 51.0, -2.0, ended="198501"),
        postcode("DT9 9ZA", 99.999999, 0.0),
    ]
    bring(given("ONSPD.csv", directory(rows)), "DT")
    assert {code: at.lat for code, at in outcodes(small).items()} == {"DT4": 50.61}


def test_no_more_of_a_postcode_than_its_outward_code_is_written(
    bring: Bring, content: Path, given: Given
) -> None:
    bring(given("ONSPD.csv", directory([postcode("DT4 9ZA")])), "DT")
    written = "".join(file.read_text() for file in content.rglob("*") if file.is_file())
    assert "9ZA" not in written


def test_without_areas_only_what_lies_among_the_hubs_places_is_taken(
    bring: Bring, small: Path, write: Callable[[str, str], Path], given: Given
) -> None:
    write("small/places.yaml", "places:\n- {name: A, lat: 50.5, lon: -3}\n- {name: B, lat: 51, lon: -2}\n")
    rows = [postcode("DT4 9ZA"), postcode("DH1 9ZA", 54.77, -1.58), postcode("EX13 9ZA", 50.78, -2.99)]
    assert bring(given("ONSPD.csv", directory(rows))).added == ("DT4", "EX13")


def test_towns_their_lines_and_comments_stay_as_they_are(bring: Bring, small: Path, given: Given) -> None:
    places = (
        "places:\n"
        "  # the sea\n"
        '  - {name: "Weymouth",   lat: 50.61, lon: -2.46, county: Dorset, names: [Weymuff]}\n'
        "  - name: Wool\n"
        "    lat: 50.68\n"
        "    lon: -2.2\n"
    )
    small.write_text(f"# By hand\noutcodes:\n# Old\n- outcode: DT4\n  lat: 50\n  lon: -2\n{places}")
    bring(given("ONSPD.csv", directory([postcode("DT4 9ZA", 50.6145, -2.4599)])), "DT")
    head, old, *rest = [
        line for line in small.read_text().splitlines(keepends=True) if line[:3] not in ("# O", "#  ")
    ]
    assert (head, old) == ("# By hand\n", "places:\n")
    assert "".join((old, *rest)) == f"{places}outcodes:\n  - {{outcode: DT4, lat: 50.6145, lon: -2.4599}}\n"
    assert "# Old\n" in small.read_text()


def test_what_else_is_written_of_an_outward_code_stays(
    bring: Bring, write: Callable[[str, str], Path], given: Given
) -> None:
    line = '- {outcode: DT4, lat: 50, lon: -2, county: "Dorset", covers: ["Weymouth", "Wyke"]}'
    file = write("small/places.yaml", f"outcodes:\n  {line}\n  - {{outcode: DT5, lat: 50.55, lon: -2.44}}\n")
    done = bring(given("ONSPD.csv", directory([postcode("DT4 9ZA")])), "DT")
    assert file.read_text().splitlines()[-2:] == [
        '  - {outcode: DT4, lat: 50.6, lon: -2.45, county: Dorset, covers: ["Weymouth", "Wyke"]}',
        "  - {outcode: DT5, lat: 50.55, lon: -2.44}",
    ]
    assert (done.untouched, done.councils) == (("DT5",), False)


def test_the_licences_are_written_once_however_often_it_is_brought_in(
    bring: Bring, small: Path, given: Given
) -> None:
    ons, osgb = given("ONSPD.csv", directory([postcode("DT4 9ZA")])), given("dt.csv", "")
    osgb.write_text(code_point([("DT4 9ZA", 367300, 79000, "", DORSET)]))
    bring(osgb, "DT")
    assert "# Outward codes: OS Code-Point Open" in small.read_text()
    bring(ons, "DT")
    once = small.read_text()
    bring(ons, "DT")
    assert small.read_text() == once
    assert [line for line in once.splitlines() if line.startswith("#")] == [
        "# Outward codes: ONS postcode directory, each at the mean of its postcodes, imported in 2026.",
        "#  Source: Office for National Statistics licensed under the Open Government Licence v.3.0. "
        "Contains OS data © Crown copyright and database right 2026.",
        "#  Contains Royal Mail data © Royal Mail copyright and database right 2026.",
        "#  Contains National Statistics data © Crown copyright and database right 2026.",
        "#  Open Government Licence v3.0: nationalarchives.gov.uk/doc/open-government-licence/version/3",
    ]


def test_a_council_is_named_when_it_has_nearly_all_of_an_outward_code(
    bring: Bring, small: Path, given: Given
) -> None:
    rows = [postcode("DT4 9ZA"), postcode("BH1 9ZA", council=BCP), postcode("DT9 9ZA")]
    rows += [postcode("DT9 9ZB", council=SOMERSET)]
    given("d/Data/ONSPD_AUG_2026_UK.csv", directory(rows))
    given("d/Documents/Ward names and codes.csv", "\ufeffWD25CD,WD25NM\r\nE05000001,Somewhere\r\n")
    source = given("d/Documents/LAD names and codes UK as at 04_25.csv", COUNCILS).parents[1]
    done = bring(source, "DT", "BH")
    assert {code: at.county for code, at in outcodes(small).items()} == {
        "DT4": "Dorset",
        "DT9": "",
        "BH1": "Bournemouth, Christchurch and Poole",
    }
    assert done.councils


def test_a_county_council_counts_where_there_is_one_and_ranks_are_left_out_of_names(
    bring: Bring, small: Path, given: Given, tmp_path: Path
) -> None:
    given("os/Data/CSV/bh.csv", code_point([("BH25 9ZA", 423000, 95000, HAMPSHIRE, NEW_FOREST)]))
    given("os/Data/CSV/ne.csv", code_point([("NE8 9ZA", 425000, 562000, "", "E08000037")]))
    book = Workbook()
    book.active.append(["Hampshire County", HAMPSHIRE])
    book.create_sheet("DIS").append(["New Forest District", NEW_FOREST])
    book.create_sheet("MTD").append(["Gateshead District (B)", "E08000037"])
    (tmp_path / "given/os/Doc").mkdir()
    book.save(tmp_path / "given/os/Doc/Codelist.xlsx")
    bring(tmp_path / "given/os", "BH", "NE")
    counties = {code: at.county for code, at in outcodes(small).items() if code != "DT4"}
    assert counties == {"BH25": "Hampshire", "NE8": "Gateshead"}


def test_a_damaged_list_of_councils_is_told_and_other_papers_are_passed_over(
    bring: Bring, small: Path, given: Given
) -> None:
    before = small.read_bytes()
    given("os/Data/CSV/dt.csv", code_point([("DT4 9ZA", 367300, 79000, "", DORSET)]))
    given(
        "os/Doc/Code-Point_Open_Column_Headers.csv",
        "PC,PQ,EA,NO,CY,RH,LH,CC,DC,WC\nPostcode,Quality,E,N,C,R,L,C,D,W\n",
    )
    given("os/Doc/guide.xlsx", "no spreadsheet")
    source = given("os/Doc/Codelist.xlsx", "no spreadsheet").parents[1]
    with pytest.raises(ContentError, match=r"Codelist.xlsx:1: this list of councils cannot be read"):
        bring(source, "DT")
    assert small.read_bytes() == before
    (source / "Doc/Codelist.xlsx").unlink()
    assert bring(source, "DT").rows == 1


def test_a_council_keeps_the_name_that_the_file_has_for_it(
    bring: Bring, small: Path, write: Callable[[str, str], Path], given: Given
) -> None:
    write("small/places.yaml", "places:\n- {name: Jesmond, lat: 54.99, lon: -1.6, county: Newcastle}\n")
    given("d/a.csv", directory([postcode("NE2 9ZA", 54.99, -1.6, "E08000021")]))
    source = given("d/names.csv", names({"E08000021": "Newcastle upon Tyne"})).parent
    bring(source, "NE")
    assert outcodes(small)["NE2"].county == "Newcastle"


def test_a_zip_is_read_as_it_came_and_the_split_tables_do_not_count_twice(
    bring: Bring, small: Path, tmp_path: Path
) -> None:
    rows = [
        postcode("DT4 9ZA", 50.6, -2.4),
        postcode("DT4 9ZB", 50.62, -2.46),
        postcode("AB1 9ZA", 57.1, -2.1),
    ]
    with zipfile.ZipFile(tmp_path / "ONSPD_AUG_2026.zip", "w") as archive:
        archive.writestr("Data/ONSPD_AUG_2026_UK.csv", directory(rows))
        archive.writestr("Data/multi_csv/ONSPD_AUG_2026_UK_AB.csv", directory(rows[2:]))
        archive.writestr("Data/multi_csv/ONSPD_AUG_2026_UK_DT.csv", directory(rows[:2]))
        archive.writestr("Documents/LAD names.csv", COUNCILS)
        archive.writestr("User Guide/guide.pdf", b"%PDF")
    done = bring(tmp_path / "ONSPD_AUG_2026.zip", "dt")
    assert (done.rows, outcodes(small)["DT4"].lat, outcodes(small)["DT4"].county) == (2, 50.61, "Dorset")
    assert bring(tmp_path / "ONSPD_AUG_2026.zip").rows == 3


def test_every_fault_says_file_row_and_mend_and_nothing_is_written(
    bring: Bring, small: Path, given: Given
) -> None:
    before = small.read_bytes()
    lines = directory(
        [postcode("DT4 9ZA"), postcode("DT49ZZZ"), postcode("DT4 9ZB", -2.4, 50.6)]
    ).splitlines()
    lines += [lines[1].replace("50.6,", '"far",'), '"DT4 9ZC","DT4 9ZC"']
    source = given("ONSPD.csv", "\n".join(lines))
    assert refused(bring, source, "DT") == [
        "3: `DT49ZZZ` is not a postcode; look whether columns have moved in this row",
        "4: -2.4, 50.6 lies outside the United Kingdom; look whether lat and long are swapped",
        "5: `far` is not a latitude; look whether columns have moved in this row",
        "6: this row has 2 cells in place of 53; download the file again",
    ]
    assert small.read_bytes() == before


def test_after_twenty_faults_it_says_that_there_may_be_more(bring: Bring, given: Given) -> None:
    source = given("ONSPD.csv", directory([postcode("nonsense")] * 1000))
    told = refused(bring, source, "DT")
    assert (len(told), told[-1]) == (21, "21: there may be more faults like these; mend these first")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.csv", "", "1: no postcodes with positions are in this"),
        ("a.csv", "pcds,oslaua\nDT4 9ZA,E06000059\n", "1: no postcodes with positions are in this"),
        ("a.zip", "no zip", "1: this zip cannot be read (File is not a zip file); download it again"),
    ],
)
def test_what_is_no_such_product_is_refused(
    name: str, text: str, told: str, bring: Bring, given: Given
) -> None:
    [fault] = refused(bring, given(name, text), "DT")
    assert fault.startswith(told)


def test_what_is_not_utf_8_is_refused(bring: Bring, given: Given) -> None:
    source = given("a.csv", directory([postcode("DT4 9ZA")]))
    source.write_bytes(source.read_bytes() + b"\xff\xfe\n")
    [fault] = refused(bring, source, "DT")
    assert "cannot be read from here on" in fault
    assert fault.endswith("download it again, and give it as it came")


def test_two_directories_at_once_are_refused(bring: Bring, given: Given) -> None:
    given("d/ONSPD_MAY.csv", directory([postcode("DT4 9ZA")]))
    source = given("d/ONSPD_AUG.csv", directory([postcode("DT4 9ZA")])).parent
    assert refused(bring, source, "DT") == [
        "1: there are several directories in this: ONSPD_AUG.csv, ONSPD_MAY.csv; give one of them"
    ]
    given("d/dt.csv", code_point([("DT4 9ZA", 367300, 79000, "", DORSET)]))
    assert refused(bring, source, "DT") == [
        "1: there are both OS and ONS postcodes in this; give one of the two"
    ]


def test_another_part_of_the_country_is_refused(bring: Bring, small: Path, given: Given) -> None:
    before = small.read_bytes()
    source = given("ONSPD.csv", directory([postcode("AB1 9ZA", 57.1, -2.1)]))
    assert refused(bring, source) == [
        "1: none of its postcodes lies in the hub's area; check --areas, or give another file"
    ]
    assert small.read_bytes() == before


def test_a_places_file_with_a_fault_is_told_with_its_line(
    bring: Bring, write: Callable[[str, str], Path], given: Given
) -> None:
    write("small/places.yaml", "places:\n- {name: A, lat: 50.5, lon: -3}\n- {name: B, lat: x, lon: -2}\n")
    [fault] = refused(bring, given("ONSPD.csv", directory([postcode("DT4 9ZA")])), "DT")
    assert "places.yaml:3: this place cannot be read" in fault


def test_a_folder_of_its_own_keeps_the_towns_it_knew_around_its_outward_codes(
    tmp_path: Path, given: Given
) -> None:
    folder = tmp_path / "alone"
    folder.mkdir()
    (folder / "hub.yaml").write_text("id: alone\nname: Alone\n")
    source = given("ONSPD.csv", directory([postcode("DT4 9ZA", 50.6145, -2.4599)]))
    with pytest.raises(ContentError, match=r"say which postcodes with --areas DT,BH"):
        import_places(source, folders_for(folder, None, ""), 2026)
    import_places(source, folders_for(folder, None, ""), 2026, ["DT"])
    text = (folder / "places.yaml").read_text()
    assert text.startswith("# Coordinates and populations: GeoNames")
    found = gazetteer(places_from(read_record(folder / "places.yaml")))  # type: ignore[arg-type]
    assert [place.name for place in found.called("Weymuff")] == ["Weymouth"]
    assert found.called("Shaftesbury") == ()
    assert found.called("DT4 9ZA")[0].lat == 50.6145


def test_the_shipped_hubs_are_right_after_an_import_and_found_by_outward_code(
    tmp_path: Path, given: Given
) -> None:
    content = tmp_path / "content"
    copytree(shipped("content"), content)
    rows = [postcode("DT4 9ZA", 50.6200, -2.4700), postcode("DT12 9ZA", 50.7, -2.4)]
    given("d/a.csv", directory(rows))
    source = given("d/names.csv", COUNCILS).parent
    before = check(content, None, date(2026, 11, 22))
    done = import_places(source, folders_for(content, None, "dorset"), 2026)
    after = check(content, None, date(2026, 11, 22))
    assert (after.faults, len(after.warnings)) == (before.faults, len(before.warnings))
    assert (done.added, done.changed) == (("DT12",), 1)
    found = gazetteer(places_from(read_record(content / "dorset/places.yaml")))  # type: ignore[arg-type]
    assert (found.outcodes["DT4"].lat, found.outcodes["DT4"].county) == (50.62, "Dorset")
    assert found.outcodes["DT5"].lat == 50.5537
    assert [place.name for place in found.called("Bomo")] == ["Bournemouth"]
