"""Loading a hub: all of it, or every fault with its file and line."""

import gc
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.eligibility.councils import Councils
from bot.library.fault_in_file import ContentError
from bot.library.snapshot import Snapshot, load

Write = Callable[[str, str], Path]


def told(content: Path, today: date, hub: str = "small") -> list[str]:
    with pytest.raises(ContentError) as caught:
        load(content, None, hub, today)
    return [str(fault).removeprefix(f"{content}/") for fault in caught.value.faults]


def ids(snapshot: Snapshot) -> list[str]:
    return [entry.id for entry in snapshot.opportunities]


def test_a_hub_is_loaded_with_all_that_belongs_to_it(content: Path, today: date) -> None:
    snapshot = load(content, None, "small", today)
    assert (snapshot.hub.name, ids(snapshot), snapshot.warnings) == (
        "Small Music Hub",
        ["choir", "drum-club"],
        (),
    )
    assert snapshot.words("core.hello", name="Sam") == "Hello Sam."
    assert sorted(snapshot.vocabulary.terms) == ["drumming", "drums", "samba"]
    assert {place.name for place in snapshot.places} == {"Weymouth", "DT4"}
    assert sorted(snapshot.safeguarding) == ["concerns", "helplines", "not_worrying", "rude", "typing"]
    assert snapshot.councils == Councils()


def test_national_entries_come_after_the_hubs_own(content: Path, today: date, write: Write) -> None:
    write("national/opportunities/a.yaml", "{id: a, title: A, provider: P, kind: online}")
    snapshot = load(content, None, "small", today)
    assert (ids(snapshot), snapshot.own) == (["choir", "drum-club", "a"], {"choir", "drum-club"})


def test_every_fault_of_every_file_is_told_with_its_line(content: Path, today: date, write: Write) -> None:
    write("small/hub.yaml", "id: small\nname: Small\nnear_miles: -1\n")
    write("small/opportunities/choir.yaml", "id: choir\ntitle: Choir\nkind: ensembel\nprovider: P\n")
    write("wording/en/more.yaml", 'core.bye: Bye\ncore.open: "Hi {name"\n')
    assert told(content, today) == [
        "small/hub.yaml:3: `-1` is too small; write a larger number",
        "small/opportunities/choir.yaml:3: `ensembel` is not one of the words known here; did you mean `ensemble`?",
        "wording/en/more.yaml:1: `core.bye` is also in en/core.yaml; keep one of them",
        "wording/en/more.yaml:2: a brace in `core.open` is not closed; write {name}, or {{ for a brace to be shown",
    ]


def test_an_id_that_is_not_the_files_name_is_told(content: Path, today: date, write: Write) -> None:
    write("small/opportunities/band.yaml", "id: bnad\ntitle: Band\nprovider: P\nkind: ensemble\n")
    assert told(content, today) == [
        "small/opportunities/band.yaml:1: the id `bnad` is not the file's name; write `id: band`, or rename the file"
    ]


def test_a_hub_that_is_not_named_as_its_folder_is_told(content: Path, today: date, write: Write) -> None:
    write("small/hub.yaml", "name: Small\nobjectives: {inclusion: All}\nid: tiny\n")
    assert told(content, today) == [
        "small/hub.yaml:3: the id `tiny` is not the folder's name; write `id: small`, or rename the folder"
    ]


def test_one_id_in_two_places_is_told(content: Path, today: date, write: Write) -> None:
    write("national/opportunities/choir.yaml", "id: choir\ntitle: A\nprovider: P\nkind: online\n")
    assert told(content, today) == [
        "national/opportunities/choir.yaml:1: the id `choir` is also in choir.yaml; give one of them another id"
    ]


def test_what_leads_nowhere_is_told(content: Path, today: date, write: Write) -> None:
    write(
        "small/opportunities/choir.yaml",
        """
        id: choir
        title: Choir
        provider: P
        kind: ensemble
        next_steps:
          - drum-culb
        objectives: [inclusoin]
        cost:
          bursaries: [help]
        """,
    )
    assert told(content, today) == [
        "small/opportunities/choir.yaml:6: there is no entry `drum-culb`; did you mean `drum-club`?",
        "small/opportunities/choir.yaml:7: there is no aim in hub.yaml `inclusoin`; did you mean `inclusion`?",
        "small/opportunities/choir.yaml:9: there is no scheme of help with the cost `help`; "
        "correct it, or take it out",
    ]


def test_an_entry_cannot_lead_to_itself(content: Path, today: date, write: Write) -> None:
    write(
        "small/opportunities/choir.yaml",
        "id: choir\ntitle: A\nprovider: P\nkind: online\nnext_steps: [choir]\n",
    )
    assert told(content, today) == [
        "small/opportunities/choir.yaml:5: an entry cannot be its own next step; take its id out"
    ]


def test_a_broken_file_is_told_once_and_not_by_what_leads_to_it(
    content: Path, today: date, write: Write
) -> None:
    write("small/opportunities/choir.yaml", "id: choir\ntitle: Choir\nprovider: P\nkind: chior\n")
    assert [fault.split(":")[0] for fault in told(content, today)] == ["small/opportunities/choir.yaml"]


def test_a_check_still_to_come_is_a_warning(content: Path, today: date, write: Write) -> None:
    write(
        "small/opportunities/choir.yaml",
        "id: choir\ntitle: A\nprovider: P\nkind: online\nchecked_on: 2026-11-23\n",
    )
    assert [str(each.fault.wrong) for each in load(content, None, "small", today).warnings] == [
        "2026-11-23 is still to come"
    ]


def test_a_word_outside_the_vocabulary_and_an_unknown_place_are_only_warnings(
    content: Path, today: date, write: Write
) -> None:
    write(
        "small/opportunities/choir.yaml",
        "id: choir\ntitle: A\nprovider: P\nkind: event\ninstruments: [Drum Kit, serpent]\nwhere: {place: Atlantis}\n",
    )
    snapshot = load(content, None, "small", today)
    assert [str(each).removeprefix(f"{content}/small/opportunities/") for each in snapshot.warnings] == [
        "choir.yaml:5: `serpent` is not in the vocabulary; it is found as written; add it to vocabulary/",
        "choir.yaml:6: nobody knows where `Atlantis` is; add it to places.yaml, or write lat and lon",
    ]
    assert snapshot.opportunities[0].instruments == ("Drum Kit", "serpent")


def test_a_fault_in_the_vocabulary_is_told_in_its_file(content: Path, today: date, write: Write) -> None:
    write(
        "vocabulary/instruments.yaml",
        "# words\ndrums: {name: drums}\ncajon: {name: cajon, part_of: [drumz]}\n",
    )
    [fault] = told(content, today)
    assert fault.startswith("vocabulary/instruments.yaml:3: ")


def test_councils_are_read_and_their_faults_told(content: Path, today: date, write: Write) -> None:
    write("small/councils.yaml", "councils:\n  - {id: a, name: Area A, settlements: [Weymouth]}\n")
    assert load(content, None, "small", today).councils.of("weymouth") == "a"
    write("small/councils.yaml", "councils:\n  - {id: a, name: A}\n  - {id: b}\n")
    assert told(content, today) == ["small/councils.yaml:3: has no id or no name; give it `id:` and `name:`"]


def test_a_hub_says_a_sentence_its_own_way(content: Path, today: date, write: Write) -> None:
    write("small/wording/en/own.yaml", "core.bye: See you\n")
    assert load(content, None, "small", today).words("core.bye") == "See you"


def test_an_unknown_hub_is_answered_with_those_there_are(content: Path, today: date) -> None:
    assert told(content, today, "smal") == [
        f"smal/hub.yaml:1: there is no hub `smal` in {content}; choose one of small"
    ]


def test_a_sheet_beside_the_files_is_searched_too(content: Path, today: date, write: Write) -> None:
    write("small/opportunities/more.csv", "id,title,provider,kind\nband,Band,P,ensemble\n")
    snapshot = load(content, None, "small", today)
    assert (ids(snapshot), "band" in snapshot.own) == (["choir", "drum-club", "band"], True)


def test_a_fault_in_a_sheet_is_told_with_its_row_and_column(content: Path, today: date, write: Write) -> None:
    write(
        "small/opportunities/more.csv",
        "id,title,provider,kind,next_steps\nband,Band,P,ensemble,choi\nx,X,P,bandd,\n",
    )
    assert told(content, today) == [
        "small/opportunities/more.csv:2: column `next_steps`: there is no entry `choi`; did you mean `choir`?",
        "small/opportunities/more.csv:3: column `kind`: `bandd` is not one of the words known here; write one of "
        "activity, lessons, ensemble, course, event, hire, online, training, youth_voice",
    ]


def test_surveys_of_the_hub_are_read_and_their_faults_told(
    content: Path, today: date, tmp_path: Path
) -> None:
    (tmp_path / "surveys" / "small").mkdir(parents=True)
    file = tmp_path / "surveys" / "small" / "autumn.yaml"
    file.write_text("slug: spring\ntitle: Autumn\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load(content, tmp_path / "surveys", "small", today)
    assert {fault.file for fault in caught.value.faults} == {file}


def workbook(file: Path, settings: dict[str, str], kind: str = "text") -> None:
    file.parent.mkdir(parents=True)
    book = Workbook()
    book.active.title = "survey"
    book.active.append(["type", "name", "label"])
    book.active.append([kind, "why", "Why do you play?"])
    sheet = book.create_sheet("settings")
    sheet.append(list(settings))
    sheet.append(list(settings.values()))
    book.save(file)


HEAD = {"form_title": "Autumn", "why": "We ask.", "who_asks": "The council", "what_happens": "We read it."}


def test_a_survey_may_be_a_workbook(content: Path, today: date, tmp_path: Path) -> None:
    workbook(tmp_path / "surveys/small/autumn.xlsx", HEAD)
    surveys = load(content, tmp_path / "surveys", "small", today).surveys
    assert [(survey.slug, survey.questions[0].id) for survey in surveys] == [("autumn", "why")]


def test_a_workbook_with_another_name_in_it_is_told(content: Path, today: date, tmp_path: Path) -> None:
    workbook(tmp_path / "surveys/small/autumn.xlsx", {**HEAD, "form_id": "spring"})
    with pytest.raises(ContentError) as caught:
        load(content, tmp_path / "surveys", "small", today)
    assert [fault.fault.wrong for fault in caught.value.faults] == [
        "the name `spring` in it is not the file's name"
    ]


def test_a_fault_in_a_workbook_is_told_with_its_row(content: Path, today: date, tmp_path: Path) -> None:
    workbook(tmp_path / "surveys/small/autumn.xlsx", HEAD, "barcode")
    with pytest.raises(ContentError) as caught:
        load(content, tmp_path / "surveys", "small", today)
    assert [(fault.file.name, fault.line) for fault in caught.value.faults] == [("autumn.xlsx", 2)]


def test_a_folder_that_stands_alone_uses_the_shipped_words_and_only_its_own_entries(
    write: Write, today: date
) -> None:
    folder = write("alone/hub.yaml", "id: anything\nname: Alone\n").parent
    write("alone/opportunities/a.yaml", "id: a\ntitle: A\nprovider: P\nkind: event\nnext_steps: [gone]\n")
    snapshot = load(folder, None, "", today)
    assert ids(snapshot) == ["a"]
    assert len(snapshot.vocabulary.terms) > 100
    assert len(snapshot.words.sentences) > 100
    assert [each.fault.wrong for each in snapshot.warnings] == ["there is no entry `gone`"]


def test_loading_leaves_the_garbage_collector_as_it_was(content: Path, today: date) -> None:
    load(content, None, "small", today)
    assert gc.isenabled()
