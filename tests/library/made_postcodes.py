"""Made-up postcodes in the real layouts of the OS and ONS products; the codes of councils are the real ones."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

# The header of the ONS Postcode Directory of August 2022, and of the National Statistics Postcode Lookup of 2025.
ONSPD_2022 = (
    "pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,osward,parish,usertype,oseast1m,osnrth1m,osgrdind,oshlthau,nhser,"
    "ctry,rgn,streg,pcon,eer,teclec,ttwa,pct,itl,statsward,oa01,casward,npark,lsoa01,msoa01,ur01ind,oac01,oa11,lsoa11,"
    "msoa11,wz11,sicbl,bua11,buasd11,ru11ind,oac11,lat,long,lep1,lep2,pfa,imd,calncv,icb,oa21,lsoa21,msoa21"
).split(",")
NSPL_2025 = (
    "pcd7,pcd8,pcds,dointr,doterm,usrtypind,east1m,north1m,gridind,oa21cd,cty25cd,ced25cd,lad25cd,wd25cd,nhser24cd,"
    "ctry25cd,rgn25cd,pcon24cd,ttwa15cd,itl25cd,npark16cd,lsoa21cd,msoa21cd,wz11cd,sicbl24cd,bua24cd,ruc21ind,oac11ind,"
    "lat,long,lep21cd1,lep21cd2,pfa23cd,imd20ind,icb23cd"
).split(",")
DORSET, BCP, SOMERSET, HAMPSHIRE, NEW_FOREST = "E06000059", "E06000058", "E06000066", "E10000014", "E07000091"

Postcode = Mapping[str, object]


def postcode(
    written: str,
    lat: float = 50.6,
    lon: float = -2.45,
    council: str = DORSET,
    county: str = "E99999999",
    ended: str = "",
    large: str = "0",
) -> Postcode:
    return {
        "pcds": written,
        "lat": lat,
        "long": lon,
        "lad": council,
        "cty": county,
        "doterm": ended,
        "large": large,
    }


def directory(postcodes: Iterable[Postcode], header: Sequence[str] = ONSPD_2022) -> str:
    """A table of the ONS, as its csv files are: a header, and text in quotes."""
    out = io.StringIO()
    rows = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    out.write(",".join(header) + "\n")
    for each in postcodes:
        given = {
            **each,
            "oslaua": each["lad"],
            "lad25cd": each["lad"],
            "oscty": each["cty"],
            "cty25cd": each["cty"],
        }
        given |= {"usertype": each["large"], "usrtypind": each["large"], "dointr": "198001"}
        given |= dict.fromkeys(("pcd", "pcd2", "pcd7", "pcd8"), each["pcds"])
        rows.writerow([given.get(name, "") for name in header])
    return out.getvalue()


def code_point(postcodes: Iterable[tuple[str, int, int, str, str]]) -> str:
    """A table of Code-Point Open: no header; postcode in seven characters, metres, county's and district's code."""
    out = io.StringIO()
    rows = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    for written, east, north, county, district in postcodes:
        seven = written if len(written) == 7 else written.replace(" ", "")
        quality = 10 if east else 90
        rows.writerow(
            [
                seven,
                quality,
                east,
                north,
                "E92000001",
                "E19000002",
                "E18000010",
                county,
                district,
                "E05000001",
            ]
        )
    return out.getvalue()


def names(codes: Mapping[str, str], kind: str = "LAD25") -> str:
    """A list of names as the ONS adds it, with a byte order mark."""
    lines = [f"{kind}CD,{kind}NM,{kind}NMW", *(f'{code},"{name}",' for code, name in codes.items())]
    return "\ufeff" + "\r\n".join(lines) + "\r\n"
