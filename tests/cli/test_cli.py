import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.store import open_store
from example_hub import HUB

AT = "2026-11-22T10:00:00+00:00"
run = CliRunner()


def earshot(*words: str, said: str = "") -> Result:
    return run.invoke(app, list(words), input=said)


def talk(*lines: object, more: tuple[str, ...] = ()) -> list[dict]:
    said = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    result = earshot("chat", "--json", "--content", str(HUB), "--at", AT, *more, said=said)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EARSHOT_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


def test_a_search_over_json_shows_cards_and_what_was_stored() -> None:
    answer = talk({"say": "where can i do drums nr weymoth, im 12"})[0]
    card = answer["messages"][-1]["cards"][0]
    assert (card["id"], card["title"]) == ("drum-club", "Saturday Drum Club")
    assert set(card) >= {"id", "title", "because", "distance_miles", "url"}
    assert answer["stored"] == ["noted demand drums DT4 11-13 found 1"]


def test_a_button_may_be_chosen_by_label_or_token() -> None:
    first, second = talk({"start": ""}, {"choose": "have your SAY"})
    token = second["messages"][0]["options"][0]["token"]
    assert talk({"start": ""}, {"choose": first["messages"][-1]["options"][2]["label"]})[1]["messages"] != []
    assert len(token) == 16


def test_two_people_have_two_conversations() -> None:
    mine, theirs = talk({"start": "poll-example", "person": "a"}, {"start": "", "person": "b"})
    assert mine["messages"][0]["text"].startswith("What should the next workshop be?")
    assert theirs["messages"][0]["text"].startswith("Hello, I'm Earshot")


def test_what_is_no_such_object_is_an_error_and_the_chat_goes_on() -> None:
    answers = talk("nonsense", "[1]", {"say": 3}, {"say": "hi", "choose": "x"}, {"start": ""})
    assert [sorted(answer) for answer in answers[:4]] == [["error"]] * 4
    assert answers[4]["messages"] != []


def test_a_database_keeps_the_conversation_between_two_runs(tmp_path: Path, data: Path) -> None:
    more = ("--db", str(tmp_path / "talk.db"))
    talk({"start": "poll-example"}, {"choose": "Start"}, more=more)
    answer = talk({"say": "samba"}, more=more)[0]
    assert answer["messages"][0]["options"][0]["label"] == "Send my answers"


def test_find_prints_what_was_understood_and_found() -> None:
    result = earshot("find", "guitar near dorchester", "--json", "--content", str(HUB), "--at", AT)
    found = json.loads(result.stdout)
    assert sorted(found) == ["id", "relaxed", "results", "understood"]
    assert found["results"][0]["id"] == "guitar-group"
    assert found["results"][0]["exact"] is True


def test_find_in_batch_answers_each_line() -> None:
    said = '{"id": "1", "text": "drums weymouth"}\nnonsense\n{"id": "2", "text": "baby music bridport"}\n'
    result = earshot("find", "--batch", "--content", str(HUB), "--at", AT, said=said)
    first, wrong, second = (json.loads(line) for line in result.stdout.splitlines())
    assert (first["id"], first["results"][0]["id"]) == ("1", "drum-club")
    assert "error" in wrong
    assert (second["id"], second["results"][0]["id"]) == ("2", "baby-tunes")


def test_check_is_one_line_when_all_is_right() -> None:
    result = earshot("check", "--content", str(HUB))
    assert (result.exit_code, result.stdout) == (0, "All right: 8 entries in 1 hub.\n")


def test_check_names_file_line_and_mend_of_every_fault(tmp_path: Path) -> None:
    (tmp_path / "hub.yaml").write_text("id: broken\nname: Broken Hub\ncolur: red\n")
    (tmp_path / "opportunities").mkdir()
    (tmp_path / "opportunities" / "x.yaml").write_text("id: x\ntitle: X\nprovider: Y\nkind: party\n")
    result = earshot("check", "--content", str(tmp_path))
    lines = result.stdout.splitlines()
    assert result.exit_code == 1
    assert [line.rpartition("/")[2].split(" ")[0] for line in lines] == ["hub.yaml:3:", "x.yaml:4:"]
    assert all("; " in line for line in lines)


def test_settings_are_listed_with_secrets_masked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EARSHOT_TELEGRAM_TOKEN", "123456:a-very-secret-token")
    result = earshot("settings")
    assert result.exit_code == 0
    assert "a-very-secret-token" not in result.stdout
    assert "EARSHOT_TELEGRAM_TOKEN" in result.stdout


def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EARSHOT_PORT", "eighty")
    result = earshot("settings")
    assert result.exit_code == 1
    assert result.stderr.startswith("EARSHOT_PORT: ")


def test_a_hub_that_is_not_there_is_a_clear_error() -> None:
    result = earshot("find", "drums", "--hub", "atlantis")
    assert result.exit_code == 1
    assert "there is no hub `atlantis`" in result.stderr


def test_responses_are_exported_one_row_a_person(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = data / "earshot.db"
    data.mkdir()
    talk(
        {"start": "survey-example"}, {"say": "yes"}, {"say": "no"}, {"say": "1 and 3"},
        {"say": "=HYPERLINK(1) call 07700 900123"}, {"say": "yes"},
        more=("--db", str(database)),
    )  # fmt: skip
    result = earshot("export", "responses", "--edition", "survey-example")
    head, row = csv.reader(io.StringIO(result.stdout))
    answers = dict(zip(head, row, strict=True))
    assert head[3:] == ["doing", "belong", "barriers", "change"]
    assert (answers["doing"], answers["belong"]) == ("no", "")
    assert answers["barriers"].count(";") == 1
    assert answers["change"].startswith("'=")
    assert "07700" not in answers["change"]


def test_an_unknown_edition_is_a_clear_error(data: Path) -> None:
    result = earshot("export", "responses", "--edition", "nothing")
    assert result.exit_code == 1
    assert "there is no edition 'nothing'" in result.stderr


def test_the_record_of_processing_lists_every_column_with_a_reason() -> None:
    rows = list(csv.reader(io.StringIO(earshot("privacy", "record").stdout)))
    assert rows[0] == ["table", "column", "why", "kept for"]
    assert all(all(cell for cell in row) for row in rows)


def test_another_key_than_the_databases_is_a_clear_error(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data.mkdir()
    open_store(f"sqlite:///{data / 'earshot.db'}", b"x" * 40).close()
    monkeypatch.setenv("EARSHOT_SECRET_KEY", "y" * 40)
    result = earshot("export", "responses", "--edition", "nothing")
    assert result.exit_code == 1
    assert "secret key does not fit" in result.stderr


def test_a_sheet_comes_in_and_is_found(tmp_path: Path) -> None:
    sheet = tmp_path / "in.csv"
    sheet.write_text(
        "id,title,provider,kind,instruments,age_min,age_max,place,outcode,free\n"
        "uke-club,Uke Club,Example Arts,activity,Ukulele;guitar,8,14,Swanage,BH19,yes\n"
    )
    done = earshot("import", "csv", str(sheet), "--into", str(tmp_path / "mine"))
    assert done.exit_code == 0, done.stderr
    found = json.loads(
        earshot("find", "ukelele swanage", "--json", "--content", str(tmp_path / "mine")).stdout
    )
    assert found["results"][0]["id"] == "uke-club"


def test_a_bad_row_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    sheet = tmp_path / "in.csv"
    sheet.write_text("id,title,provider,kind,age_min\na,A,B,activity,ten\n")
    done = earshot("import", "csv", str(sheet), "--into", str(tmp_path / "mine"))
    assert done.exit_code == 1
    assert "age_min" in done.stderr
    assert not (tmp_path / "mine").exists()


def test_bursaries_judges_a_family_and_says_what_is_left_to_ask(tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text('{"council": "dorset", "free_school_meals": "yes", "purpose": "lessons", "age": 9}')
    result = earshot("bursaries", "--facts", str(facts), "--json", "--content", str(HUB), "--at", AT)
    found = json.loads(result.stdout)
    assert [scheme["id"] for scheme in found["likely"]] == ["help-with-fees"]
    assert [scheme["id"] for scheme in found["not_enough"]] == ["lesson-subsidy"]
    assert [(scheme["id"], scheme["because"]) for scheme in found["not"]] == [("talent-fund", ["age"])]
    assert found["questions_left"] != []


def test_an_unknown_fact_names_the_known_ones(tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text('{"agee": 9, "free_school_meals": "maybe"}')
    result = earshot("bursaries", "--facts", str(facts), "--json", "--content", str(HUB))
    assert result.exit_code == 1
    assert "did you mean age?" in result.stderr
    assert "use one of: yes, no" in result.stderr


def test_entries_go_out_as_open_referral_and_come_back(tmp_path: Path) -> None:
    out = tmp_path / "services.json"
    assert earshot("export", "oruk", str(out), "--content", str(HUB)).exit_code == 0
    back = earshot("import", "oruk", str(out), "--into", str(tmp_path / "mine"))
    assert back.stdout.startswith("8 rows read, 8 written")
    found = json.loads(
        earshot("find", "drums weymouth", "--json", "--content", str(tmp_path / "mine")).stdout
    )
    assert found["results"][0]["title"] == "Saturday Drum Club"


def test_a_calendar_comes_in_as_dated_events(tmp_path: Path) -> None:
    calendar = tmp_path / "events.ics"
    calendar.write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20261101T000000Z\r\n"
        "DTSTART:20991224T150000Z\r\nDTEND:20991224T160000Z\r\nSUMMARY:Carols for all\r\nLOCATION:Bridport\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    done = earshot(
        "import", "ics", str(calendar), "--provider", "Example Arts", "--into", str(tmp_path / "mine")
    )
    assert done.stdout.startswith("1 row read, 1 written")


def test_a_file_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    done = earshot("import", "csv", str(tmp_path / "no.csv"), "--into", str(tmp_path / "mine"))
    assert done.exit_code == 1
    assert done.stderr == f"{tmp_path / 'no.csv'}: there is no such file; check the name\n"


def test_unknown_words_are_listed_once_five_people_typed_them(data: Path) -> None:
    data.mkdir()
    people = [{"say": "quux drums in weymouth", "person": f"p{n}"} for n in range(5)]
    talk(*people, {"say": "blorp drums in weymouth", "person": "p0"}, more=("--db", str(data / "earshot.db")))
    listed = earshot("vocabulary", "unknown")
    assert list(csv.reader(io.StringIO(listed.stdout))) == [["word", "people"], ["quux", "5"]]


@pytest.mark.parametrize("words", [("csv", "x.csv"), ("xlsx", "x.xlsx"), ("oruk", "x.json")])
def test_a_folder_to_write_into_that_is_not_there_is_a_clear_error(
    tmp_path: Path, words: tuple[str, str]
) -> None:
    kind, name = words
    done = earshot("export", kind, str(tmp_path / "nowhere" / name), "--content", str(HUB))
    assert done.exit_code == 1
    assert f"there is no folder {tmp_path / 'nowhere'}; make it" in done.stderr


def test_what_cannot_be_written_over_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "x.csv").mkdir()
    done = earshot("export", "csv", str(tmp_path / "x.csv"), "--content", str(HUB))
    assert done.exit_code == 1
    assert "cannot be written (Is a directory)" in done.stderr


def test_an_import_says_what_was_the_same_and_what_was_left_out(tmp_path: Path) -> None:
    sheet = tmp_path / "in.csv"
    sheet.write_text("id,title,provider,kind\na,A,P,event\nb,B,P,event\n,C,P,event\n")
    words = ("import", "csv", str(sheet), "--into", str(tmp_path / "mine"), "--skip-bad")
    first, again = earshot(*words), earshot(*words)
    assert first.stdout.startswith("3 rows read, 2 written, 0 the same as before, 1 left out: ")
    assert again.stdout.startswith("3 rows read, 0 written, 2 the same as before, 1 left out: ")


def test_an_import_says_which_places_nobody_knows(tmp_path: Path) -> None:
    sheet = tmp_path / "in.csv"
    rows = [f"e{n},E,P,event,Nowhere{'x' * n}" for n in range(22)]
    sheet.write_text("\n".join(["id,title,provider,kind,place", *rows]))
    done = earshot("import", "csv", str(sheet), "--into", str(tmp_path / "mine"))
    notes = [line for line in done.stderr.splitlines() if line]
    assert done.exit_code == 0
    assert "in.csv:2: column `place`: nobody knows where `Nowhere` is; " in notes[0]
    assert notes[20:] == ["note: 2 more like these; earshot check tells them all"]


def test_a_folder_of_its_own_is_searched_whatever_hub_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EARSHOT_HUB", "dorset")
    sheet = tmp_path / "in.csv"
    sheet.write_text("id,title,provider,kind,instruments\nuke-club,Uke Club,P,activity,ukulele\n")
    assert earshot("import", "csv", str(sheet), "--into", str(tmp_path / "mine")).exit_code == 0
    for more in ((), ("--hub", "durham")):
        found = earshot("find", "ukulele", "--json", "--content", str(tmp_path / "mine"), *more)
        assert [result["id"] for result in json.loads(found.stdout)["results"]] == ["uke-club"]


def test_a_folder_without_a_hub_is_a_clear_error(tmp_path: Path) -> None:
    for folder, wrong in ((tmp_path, f"there is no hub in {tmp_path}; make a folder with a hub.yaml there"),
                          (tmp_path / "no", f"there is no folder {tmp_path / 'no'}; check its name")):  # fmt: skip
        done = earshot("check", "--content", str(folder))
        assert done.exit_code == 1
        assert wrong in done.stdout


@pytest.mark.parametrize("text", ["", "the weather is nice"])
def test_what_is_no_search_finds_nothing(text: str) -> None:
    said = json.dumps({"id": "1", "text": text})
    batch = json.loads(earshot("find", "--batch", "--content", str(HUB), "--at", AT, said=said).stdout)
    assert (batch["id"], batch["results"], batch["relaxed"]) == ("1", [], [])


def test_what_is_no_search_prints_that_nothing_was_found() -> None:
    assert (
        earshot("find", "the weather is nice", "--content", str(HUB), "--at", AT).stdout == "Nothing found.\n"
    )
