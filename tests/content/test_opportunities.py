"""What the shipped sample catalogue promises: every entry reads, has a source, invents nothing and leads somewhere."""

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from bot.catalogue.entry import Opportunity
from bot.library.lines import read_record
from bot.library.opportunity import opportunity_from

CONTENT = Path(__file__).parents[2] / "content"
HUBS = ("dorset", "durham")
FOLDERS = (*HUBS, "national")
LONGEST_SUMMARY = 280
FEWEST_PER_HUB = 20

# Every address was printed by the organisation it belongs to.
ORGANISATIONS_EMAILS = {
    "dorsetmusicservice@dorsetcouncil.gov.uk",
    "drmsblandford@gmail.com",
    "info@bsharp.org.uk",
    "info@soundstorm-music.org.uk",
    "inspire@nyo.org.uk",
    "youngmusicians@theglasshouseicm.org",
}

# Records whose page said that the thing was going on, each with the entries that carry it.
CARRIED = {
    "dorset": {
        "b-sharp-busking-festival": ["b-sharp-busking-festival"],
        "b-sharp-harbour-records": ["b-sharp-harbour-records"],
        "b-sharp-little-bees": ["b-sharp-little-bees"],
        "b-sharp-weekly-programme": ["b-sharp-weekly-music"],
        "bso-explore-the-orchestra": ["bso-explore-the-orchestra"],
        "coda-music-centre": ["coda-music-centre"],
        "dmh-send-specialist-settings": ["dorset-send-settings"],
        "dms-county-groups-fee-2024": ["dms-county-groups"],
        "dms-instrument-hire": ["dms-instrument-hire"],
        "dms-music-mentoring": ["dms-music-mentoring"],
        "dms-musicianship-continuation": ["dms-musicianship-continuation"],
        "dms-musicianship-programme": ["dms-musicianship-programme"],
        "dorset-early-years-resource-library": ["dorset-early-years-library"],
        "dorset-rural-music-school": ["dorset-rural-music-school"],
        "dorset-youth-marching-band": ["dorset-youth-marching-band"],
        "noyo-bournemouth": ["noyo-bournemouth"],
        "octagon-babigloo-25-26": ["octagon-babigloo"],
        "octagon-early-years-cpd": ["octagon-early-years-training"],
        "octagon-lead-schools": ["octagon-lead-schools"],
        "octagon-little-people-big-ideas": ["octagon-little-people-big-ideas"],
        "octagon-survey-2026": ["octagon-survey-2026"],
        "psym-music-academy": ["psym-music-academy"],
        "purbeck-singing-schools": ["purbeck-singing-schools"],
        "sherborne-abbey-choristers": ["sherborne-abbey-choristers"],
        "soundstorm-elevate": ["soundstorm-elevate"],
        "soundstorm-instrument-hire": ["soundstorm-instrument-hire"],
        "soundstorm-showcase": ["soundstorm-showcase"],
        "st-peters-bournemouth-choristers": ["st-peters-bournemouth-choirs"],
        "swanage-town-band": ["swanage-town-band"],
        "verwood-acorns": ["verwood-acorns"],
        "verwood-training-band": ["verwood-training-band"],
        "wessex-nightingales-choir": ["wessex-nightingales-choir"],
        "wessex-singing-schools-festival": ["wessex-singing-schools-festival"],
        "wimborne-minster-choristers": ["wimborne-minster-choristers"],
    },
    "durham": {
        "cream-tees": ["cream-tees"],
        "dcys-chamber-choir": ["dcys-chamber-choir"],
        "dcys-chimes": ["dcys-chimes"],
        "dcys-minstrels": ["dcys-minstrels"],
        "dcys-training-choir": ["dcys-training-choir"],
        "durham-brass-festival-schools": ["durham-brass-festival-schools"],
        "durham-cathedral-choristers": ["durham-cathedral-choristers"],
        "durham-cathedral-music-outreach": ["durham-cathedral-music-outreach"],
        "durham-ms-first-access": ["durham-ms-first-access"],
        "durham-ms-instrument-purchase": ["durham-ms-instrument-purchase"],
        "durham-ms-progression-routes": ["durham-ms-after-first-access"],
        "durham-ms-small-group-lessons": ["durham-ms-small-group-lessons"],
        "everready-youth-futures": ["everready-youth-futures"],
        "folkworks-youth-summer-school": ["folkworks-youth-summer-school"],
        "glasshouse-cat": ["glasshouse-cat"],
        "glasshouse-foundation-step-up": ["glasshouse-foundation-step-up"],
        "glasshouse-weekend-school": ["glasshouse-weekend-school"],
        "glasshouse-youth-ensembles": [
            "glasshouse-folk-groups",
            "glasshouse-jazz-groups",
            "glasshouse-quay-voices",
            "glasshouse-young-sinfonia",
            "glasshouse-youth-groups",
        ],
        "jack-drum-get-set-samba": ["jack-drum-get-set-samba"],
        "jack-drum-youth-board": ["jack-drum-youth-board"],
        "mathot-folk-dance-workshops": ["mathot-folk-dance-workshops"],
        "samling-academy": ["samling-academy"],
        "samling-futures": ["samling-futures"],
        "samling-singing-schools": ["samling-singing-schools"],
        "south-tyneside-music-service": ["south-tyneside-music-service"],
        "sunderland-young-musicians-project": ["sunderland-young-musicians-project"],
        "sunderland-youth-choir": ["sunderland-youth-choir"],
        "weard-aliens": ["weard-aliens"],
    },
    "national": {
        "arts-award": ["arts-award"],
        "arts-award-adviser": ["arts-award-adviser"],
        "music-for-youth-regional": ["music-for-youth-regional"],
        "national-youth-choir": ["national-youth-choir"],
        "noyo-national": ["noyo-national"],
        "nybb-childrens-band": ["nybb-childrens-band"],
        "nybb-youth-band": ["nybb-youth-band"],
        "nyo-inspire": ["nyo-inspire"],
        "open-orchestras": ["open-orchestras"],
    },
}


@cache
def entries(folder: str) -> dict[str, Opportunity]:
    """The entries of a folder by file name."""
    read = {path.stem: opportunity_from(read_record(path)) for path in files(folder)}
    return {name: entry for name, entry in read.items() if isinstance(entry, Opportunity)}


def files(folder: str) -> list[Path]:
    return sorted((CONTENT / folder / "opportunities").glob("*.yaml"))


def schemes(folder: str) -> list[Path]:
    return sorted((CONTENT / folder / "bursaries").glob("*.yaml"))


def everything() -> dict[str, Opportunity]:
    return {name: entry for folder in FOLDERS for name, entry in entries(folder).items()}


def seen_from(folder: str) -> set[str]:
    """The ids that an entry of this folder may point to: its own hub's and the national ones."""
    return {*entries(folder), *entries("national")}


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_reads_as_an_entry_called_like_its_file(folder: str) -> None:
    assert {name: entry.id for name, entry in entries(folder).items()} == {
        path.stem: path.stem for path in files(folder)
    }


def test_no_id_is_used_in_two_folders() -> None:
    counts = Counter(name for folder in FOLDERS for name in entries(folder))
    assert [name for name, times in counts.items() if times > 1] == []


@pytest.mark.parametrize("hub", HUBS)
def test_each_hub_has_enough_to_find(hub: str) -> None:
    assert len(entries(hub)) >= FEWEST_PER_HUB


@pytest.mark.parametrize("folder", FOLDERS)
def test_nothing_that_was_going_on_is_left_out(folder: str) -> None:
    carried = {name for names in CARRIED[folder].values() for name in names}
    assert carried - set(entries(folder)) == set()


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_sample_comes_from_something_that_was_going_on(folder: str) -> None:
    carried = [name for names in CARRIED[folder].values() for name in names]
    samples = [name for name, entry in entries(folder).items() if entry.sample]
    assert set(samples) - set(carried) == set()
    assert len(carried) == len(set(carried))


def test_every_entry_says_what_its_source_is_and_how_sure_it_is() -> None:
    unsourced = [
        name
        for name, entry in everything().items()
        if not (entry.source.url and entry.source.date and entry.source.note)
    ]
    assert unsourced == []


def test_an_entry_is_a_sample_until_somebody_has_checked_it() -> None:
    unclear = [
        name
        for name, entry in everything().items()
        if not entry.sample == (entry.checked_on is None) == (entry.checked_by == "")
    ]
    assert unclear == []


def test_no_sample_claims_to_be_full_paused_or_ended() -> None:
    assert {entry.status for entry in everything().values() if entry.sample} == {"open"}


def test_every_summary_is_there_and_short_enough_for_a_card() -> None:
    wrong = [name for name, entry in everything().items() if not 40 <= len(entry.summary) <= LONGEST_SUMMARY]
    assert wrong == []


def test_every_entry_tells_how_to_join() -> None:
    assert [name for name, entry in everything().items() if not entry.join.how] == []


def test_every_entry_can_be_placed_by_town_or_by_area() -> None:
    nowhere = [name for name, entry in everything().items() if not (entry.where.place or entry.where.area)]
    assert nowhere == []


def test_an_outward_code_stands_only_beside_a_place() -> None:
    stray = [name for name, entry in everything().items() if entry.where.outcode and not entry.where.place]
    assert stray == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_next_step_is_an_entry_that_the_same_hub_shows(folder: str) -> None:
    missing = {
        (name, step)
        for name, entry in entries(folder).items()
        for step in entry.next_steps
        if step not in seen_from(folder) or step == name
    }
    assert missing == set()


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_bursary_named_is_one_that_families_there_can_be_pointed_to(folder: str) -> None:
    known = {path.stem for path in (*schemes(folder), *schemes("national"))}
    stray = {
        (name, scheme)
        for name, entry in entries(folder).items()
        for scheme in entry.cost.bursaries
        if scheme not in known
    }
    assert stray == set()


@pytest.mark.parametrize("hub", HUBS)
def test_every_objective_is_one_of_the_hubs_own(hub: str) -> None:
    own = read_record(CONTENT / hub / "hub.yaml")["objectives"]
    used = {
        objective
        for folder in (hub, "national")
        for entry in entries(folder).values()
        for objective in entry.objectives
    }
    assert used - set(own) == set()


def test_only_addresses_that_organisations_print_are_given() -> None:
    assert {entry.join.email for entry in everything().values()} - {""} == ORGANISATIONS_EMAILS


def test_no_email_address_hides_in_a_sentence() -> None:
    at = re.compile(r"[^\s\"']+@[^\s\"',}]+")
    written = {
        found for folder in FOLDERS for path in files(folder) for found in at.findall(path.read_text("utf-8"))
    }
    assert written == ORGANISATIONS_EMAILS


def test_links_for_joining_are_secure() -> None:
    links = {name: entry.join.url for name, entry in everything().items() if entry.join.url}
    assert {name: url for name, url in links.items() if not url.startswith("https://")} == {}


def test_an_old_price_says_that_it_is_old() -> None:
    unsaid = [name for name, entry in everything().items() for line in entry.cost.lines if not line.note]
    assert unsaid == []


def test_help_that_opens_by_referral_only_is_never_signposted() -> None:
    text = "".join(path.read_text("utf-8").lower() for folder in FOLDERS for path in files(folder))
    assert "barnardo" not in text


@pytest.mark.parametrize(
    "pathway",
    [
        ("verwood-acorns", "verwood-training-band", "nybb-childrens-band", "nybb-youth-band"),
        ("dcys-chimes", "dcys-minstrels", "dcys-training-choir", "dcys-chamber-choir", "samling-academy"),
        (
            "durham-ms-first-access",
            "durham-ms-small-group-lessons",
            "glasshouse-weekend-school",
            "glasshouse-cat",
        ),
        ("dms-musicianship-programme", "dms-musicianship-continuation", "dms-county-groups", "nyo-inspire"),
        ("noyo-bournemouth", "noyo-national"),
    ],
)
def test_a_pathway_can_be_walked_from_a_first_go_to_its_end(pathway: tuple[str, ...]) -> None:
    steps = everything()
    walked = [after for before, after in pairwise(pathway) if after in steps[before].next_steps]
    assert walked == list(pathway[1:])


@pytest.mark.parametrize("kind", ["training", "youth_voice"])
@pytest.mark.parametrize("hub", HUBS)
def test_each_hub_has_training_and_a_way_to_be_heard(hub: str, kind: str) -> None:
    assert [entry.kind for entry in entries(hub).values()].count(kind) >= 1
