"""Where things stand in the tables of postcodes, whatever their columns are called that year."""

import pytest

from bot.library.postcodes import CODE_POINT, ONS, Row, Wrong, layout_of, position, row_of
from library.made_postcodes import NSPL_2025, ONSPD_2022

NSPL_2020 = (
    "pcd,pcd2,pcds,dointr,doterm,usertype,oseast1m,osnrth1m,osgrdind,oa11,cty,ced,laua,ward,hlthau,nhser,ctry,rgn,pcon,"
    "eer,teclec,ttwa,pct,nuts,park,lsoa11,msoa11,wz11,ccg,bua11,buasd11,ru11ind,oac11,lat,long,lep1,lep2,pfa,imd,calncv,stp"
).split(",")


@pytest.mark.parametrize("header", [ONSPD_2022, NSPL_2020, NSPL_2025, [name.upper() for name in NSPL_2025]])
def test_every_column_that_counts_is_found_in_any_release(header: list[str]) -> None:
    layout = layout_of(header)
    assert layout is not None
    small = [name.lower() for name in header]
    found = [
        layout.postcode,
        layout.ended,
        layout.large,
        layout.lat,
        layout.lon,
        layout.council,
        layout.county,
    ]
    assert [small[at] for at in found] in (
        ["pcds", "doterm", "usertype", "lat", "long", "oslaua", "oscty"],
        ["pcds", "doterm", "usertype", "lat", "long", "laua", "cty"],
        ["pcds", "doterm", "usrtypind", "lat", "long", "lad25cd", "cty25cd"],
    )
    assert (layout.product, layout.header, layout.width) == (ONS, True, len(header))


def test_a_table_with_metres_alone_is_read_by_metres() -> None:
    layout = layout_of(["pcd7", "oseast1m", "osnrth1m"])
    assert layout is not None
    row = row_of(["DT4 9ZA", "438710", "114792"], layout)
    assert row == Row("DT4", 114792, 438710, "")
    assert position(layout, row.first, row.second) == pytest.approx((50.9313, -1.4505), abs=1e-4)


def test_code_point_is_known_by_its_first_row_or_by_its_long_names() -> None:
    bare = layout_of(["BH1 1AA", "10", "408793", "91314", "E92000001", "", "", "", "E06000058", "E05012654"])
    named = layout_of(
        "Postcode,Positional_quality_indicator,Eastings,Northings,Country_code,NHS_regional_HA_code,NHS_HA_code,"
        "Admin_county_code,Admin_district_code,Admin_ward_code".split(",")
    )
    assert bare is not None
    assert named is not None
    assert [(layout.product, layout.header) for layout in (bare, named)] == [
        (CODE_POINT, False),
        (CODE_POINT, True),
    ]
    assert (bare.east, bare.north, bare.council, bare.county) == (
        named.east,
        named.north,
        named.council,
        named.county,
    )


@pytest.mark.parametrize(
    "first",
    [
        [],
        ["pcds", "oslaua"],
        ["LAD25CD", "LAD25NM"],
        ["id", "title", "lat", "long"],
        ["PC", "PQ", "EA", "NO", "CY", "RH", "LH", "CC", "DC", "WC"],
        ["nonsense", "10", "408793", "91314", "", "", "", "", "", ""],
    ],
)
def test_what_holds_no_postcodes_with_positions_is_none(first: list[str]) -> None:
    assert layout_of(first) is None


@pytest.mark.parametrize(
    ("written", "outcode"),
    [
        ("DT4 9ZA", "DT4"),
        ("DT49ZA", "DT4"),
        ("AB101AA", "AB10"),
        ("AB1  0AA", "AB1"),
        ("W1A 1AA", "W1A"),
        ("E1 6AN", "E1"),
    ],
)
def test_the_outward_code_is_what_stands_before_the_last_three(written: str, outcode: str) -> None:
    layout = layout_of(["pcds", "lat", "long"])
    assert layout is not None
    assert row_of([written, "51.0", "-1.5"], layout) == Row(outcode, 51.0, -1.5, "")


@pytest.mark.parametrize(
    "cells", [["DT4 9ZA", "nan", "-2"], ["DT4 9ZA", "51", "9"], ["DT4", "51", "-2"], ["DT4 9ZA", "51"]]
)
def test_a_row_that_cannot_be_is_refused(cells: list[str]) -> None:
    layout = layout_of(["pcds", "lat", "long"])
    assert layout is not None
    with pytest.raises(Wrong):
        row_of(cells, layout)
