"""What a row says becomes a question; what a chat cannot do is refused with sheet, row and column and a way out."""

import pytest

from bot.surveys.form import form
from bot.surveys.record import Section
from bot.surveys.xlsform import remarks_on, survey_from_xlsform

H = ("type", "name", "label")
LISTS = [("list_name", "name", "label"), ("l", "x", "X"), ("l", "y", "Y")]


def read(rows, choices=(), head=(), slug=""):
    sheets = {"survey": rows, "choices": choices, "settings": head}
    return survey_from_xlsform({name: grid for name, grid in sheets.items() if grid}, slug)


REFUSED = {
    "begin repeat": ("survey!A2: begin repeat: a chat cannot repeat a group", "ask once"),
    "begin_repeat": ("survey!A2: begin_repeat: a chat cannot repeat a group", "ask once"),
    "geopoint": ("survey!A2: geopoint: no map in a chat", "ask which town"),
    "geotrace": ("survey!A2: geotrace: no map in a chat", "ask which town"),
    "image": ("survey!A2: image: no media", "delete the row"),
    "audio": ("survey!A2: audio: no media", "delete the row"),
    "file": ("survey!A2: file: no media", "delete the row"),
    "barcode": ("survey!A2: barcode: a chat reads no barcodes", "delete the row"),
    "time": ("survey!A2: time: no time of day in a chat", "ask for it with a text"),
    "dateTime": ("survey!A2: dateTime: no time of day in a chat", "ask for it with a text"),
    "acknowledge": ("survey!A2: acknowledge: nothing to acknowledge in a chat", "use select_one"),
    "deviceid": ("survey!A2: deviceid: a chat does not know that", "delete the row"),
    "phonenumber": ("survey!A2: phonenumber: a chat does not know that", "delete the row"),
    "audit": ("survey!A2: audit: a chat does not keep that", "delete the row"),
    "select_one_from_file towns.csv": (
        "survey!A2: select_one_from_file towns.csv: no files",
        "write the choices",
    ),
    "select_one towns.csv": ("survey!A2: choices from the file towns.csv", "write the choices"),
    "select_one ${a}": ("survey!A2: choices from an earlier answer", "write the choices"),
    "csv-external": ("survey!A2: csv-external: no files beside the form", "write the choices"),
    "wish": ("survey!A2: there is no type wish", "use one of: text"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_type_that_a_chat_cannot_ask_is_refused_with_its_place(kind):
    [fault] = read([H, (kind, "a", "A")])
    assert fault.path == ("survey", 2, "type")
    assert fault.wrong.startswith(REFUSED[kind][0])
    assert fault.mend.startswith(REFUSED[kind][1])


COLUMNS = {
    "media::image": "a question in a chat has no picture or sound",
    "image": "a question in a chat has no picture or sound",
    "trigger": "nothing in a chat is triggered by another answer",
    "save_to": "a chat saves no entities",
    "repeat_count": "a chat cannot repeat a group",
    "read_only": "shown but not to be answered",
    "relevant": "this cannot be worked out: pulldata",
}


@pytest.mark.parametrize("header", COLUMNS)
def test_a_column_that_a_chat_has_no_use_for_is_refused_with_its_place(header):
    value = "pulldata('x', 'y', 'z', 'k') = 1" if header == "relevant" else "yes"
    [fault] = read([(*H, header), ("text", "a", "A", ""), ("text", "b", "B", value)])
    assert fault.path == ("survey", 3, header)
    assert fault.wrong.startswith("survey!D3: ")
    assert COLUMNS[header].partition(":")[0] in fault.wrong


def test_sheets_of_entities_and_outside_choices_are_refused():
    faults = survey_from_xlsform(
        {"survey": [H, ("text", "a", "A")], "entities": [("list_name",), ("people",)]}
    )
    assert [fault.path for fault in faults] == [("entities", 1)]


def test_all_faults_are_told_at_once():
    faults = read(
        [(*H, "relevant"), ("geopoint", "a", "A", ""), ("text", "1", "", ""), ("text", "c", "C", "${z} = 1")]
    )
    assert [fault.path for fault in faults] == [
        ("survey", 2, "type"),
        ("survey", 3, "name"),
        ("survey", 3, "label"),
        ("survey", 4, "relevant"),
    ]


def test_a_workbook_of_one_sheet_is_all_survey():
    survey = survey_from_xlsform({"Sheet1": [H, ("text", "a", "A")]}, "mine")
    assert (survey.slug, [question.id for question in survey.questions]) == ("mine", ["a"])


def test_no_sheets_at_all_is_a_fault():
    assert [fault.path for fault in survey_from_xlsform({})] == [("survey", 1)]


HEAD = [
    ("form_title", "form_id", "opens", "closes", "reminders", "roles", "why", "anonymous", "sample"),
    (
        "My form",
        "My Form 1",
        "2026-09-01 00:00:00",
        "2027-01-31",
        "1",
        "parent, educator",
        "Because",
        "no",
        "yes",
    ),
]


def test_the_settings_sheet_says_what_a_yaml_survey_says_at_its_top():
    survey = read([H, ("text", "a", "A")], (), HEAD)
    assert (survey.title, survey.slug, survey.why) == ("My form", "my-form-1", "Because")
    assert (str(survey.opens), str(survey.closes), survey.reminders) == ("2026-09-01", "2027-01-31", 1)
    assert (survey.audience.roles, survey.anonymous, survey.sample) == (("parent", "educator"), False, True)


def test_a_day_on_the_settings_sheet_that_is_none_is_a_fault():
    faults = read([H, ("text", "a", "A")], (), [("form_id", "opens"), ("f", "soon")])
    assert [(fault.path, fault.wrong) for fault in faults] == [
        (("settings", 2, "opens"), "opens is 'soon', not a day")
    ]


def test_conditions_of_groups_reach_the_questions_inside(words):
    survey = read(
        [
            (*H, "relevant"),
            ("select_one l", "a", "A", ""),
            ("begin group", "g", "G", "${a} = 'x'"),
            ("begin group", "h", "", "${a} != 'y'"),
            ("text", "b", "B", ""),
            ("end group", "", "", ""),
            ("end group", "", "", ""),
        ],
        LISTS,
    )
    ask = form(survey, words)
    assert survey.sections == (Section("g", "G", "${a} = 'x'"), Section("h", "", "${a} != 'y'", "g"))
    assert ask({"a": "x"}).id == "b"
    assert ask({"a": "y"}) is None


def test_a_choice_filter_leaves_the_choices_that_fit(words):
    survey = read(
        [
            (*H, "choice_filter"),
            ("select_one c", "county", "?", ""),
            ("select_one t", "town", "?", "in = ${county}"),
        ],
        [
            ("list_name", "name", "label", "in"),
            ("c", "dorset", "Dorset", ""),
            ("c", "durham", "Durham", ""),
            ("t", "poole", "Poole", "dorset"),
            ("t", "consett", "Consett", "durham"),
        ],
    )
    ask = form(survey, words)
    assert [choice.value for choice in ask({"county": "durham"}).choices] == ["consett"]
    assert ask({"county": None}) is None


def test_required_may_depend_on_an_answer(words):
    survey = read(
        [(*H, "required"), ("select_one l", "a", "A", "yes"), ("text", "b", "B", "${a} = 'x'")], LISTS
    )
    ask = form(survey, words)
    assert [ask({}).required, ask({"a": "x"}).required, ask({"a": "y"}).required] == [True, True, False]


def test_a_rule_and_its_message_come_along_in_each_language(words):
    survey = read(
        [
            (
                "type",
                "name",
                "label::English (en)",
                "label::Cymraeg (cy)",
                "constraint",
                "constraint_message::Cymraeg (cy)",
            ),
            ("integer", "age", "How old?", "Faint?", ". >= 8", "Rhy ifanc"),
        ]
    )
    assert survey.language == "English (en)"
    welsh = form(survey, words, language="cy")({})
    assert (welsh.text, welsh.check(7, {}), welsh.check(8, {})) == ("Faint?", "Rhy ifanc", None)


def test_people_are_told_how_many_to_choose_before_they_choose_too_many(words):
    rule = "count-selected(.) <= 2 and not(selected(., 'x') and count-selected(.) > 1)"
    rows = [(*H, "constraint", "constraint_message"), ("select_multiple l", "a", "A", rule, "")]
    assert form(read(rows, LISTS), words)({}).most == 2
    rows[1] = (*rows[1][:3], "(count-selected(.) <= 2) and (. != 'x')", "")
    assert form(read(rows, LISTS), words)({}).most == 2
    rows[1] = (*rows[1][:3], rule, "Two at most, please.")
    question = form(read(rows, LISTS), words)({})
    assert (question.most, question.check(["x", "y"], {})) == (None, "Two at most, please.")


def test_a_short_range_has_buttons_and_a_long_one_is_typed(words):
    survey = read(
        [
            (*H, "parameters"),
            ("range", "a", "A", "start=0 end=10 step=5"),
            ("range", "b", "B", "start=0 end=100 step=5"),
        ]
    )
    ask = form(survey, words)
    assert [choice.value for choice in ask({}).choices] == ["0", "5", "10"]
    check = ask({"a": "5"}).check
    assert (check(15, {}), check(16, {})) == (None, words("survey_reading.does_not_fit"))


def test_a_seed_may_come_from_another_answer(words):
    many = [("list_name", "name", "label"), *[("l", f"c{n}", str(n)) for n in range(9)]]
    survey = read(
        [
            (*H, "parameters"),
            ("integer", "lot", "Lot?", ""),
            ("select_one l", "a", "A", "randomize=true seed=${lot}"),
        ],
        many,
    )

    def order(lot, seed):
        return [choice.value for choice in form(survey, words, seed)({"lot": lot}).choices]

    assert order(1, "p1") == order(1, "p2")
    assert order(1, "p1") != order(2, "p1")


def test_a_misspelt_column_is_remarked_on_since_it_would_be_passed_over():
    remarks = remarks_on(
        {"survey": [(*H, "relevent", "notes", "personal")], "choices": [("list name", "name", "lable")]}
    )
    assert [(remark.path, remark.mend) for remark in remarks] == [
        (("survey", 1, "relevent"), "did you mean relevant?"),
        (("choices", 1, "lable"), "did you mean label?"),
    ]
    assert all(remark.warning for remark in remarks)
