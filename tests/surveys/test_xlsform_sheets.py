"""Headers mean what pyxform takes them to mean; whatever stands in the cells, there is a survey or there are faults."""

from hypothesis import given
from hypothesis import strategies as st
from pyxform import aliases
from pyxform.parsing.sheet_headers import process_header
from pyxform.question import MultipleChoiceQuestion, Option

from bot.surveys.record import Survey
from bot.surveys.xlsform import survey_from_xlsform
from bot.surveys.xlsform_sheets import (
    CHOICES_ALIASES,
    CHOICES_COLUMNS,
    SURVEY_ALIASES,
    SURVEY_COLUMNS,
    column_of,
    letters,
)

KNOWN = [*SURVEY_ALIASES, *CHOICES_ALIASES, *SURVEY_COLUMNS, "foo", "my col", "jr:constraintMsg", "Media"]
LANGUAGES = ["English", "English (en)", "cy", " fr "]


@st.composite
def headers(draw):
    between = draw(st.sampled_from(["::", ":", " :: "]))
    shaped = draw(st.sampled_from([str, str.upper, str.title, lambda text: text.replace("_", " ")]))
    first = draw(st.sampled_from(["", "", "bind", "media", "Control", "body"]))
    parts = [first, shaped(draw(st.sampled_from(KNOWN))), draw(st.sampled_from(["", *LANGUAGES]))]
    return between.join(part for part in parts if part).strip()


@given(headers(), st.booleans())
def test_a_header_of_the_survey_sheet_means_what_pyxform_takes_it_to_mean(header, double):
    theirs = process_header(
        header, double, aliases.survey_header, set(MultipleChoiceQuestion.get_slot_names())
    )
    assert column_of(header, double, SURVEY_ALIASES, SURVEY_COLUMNS)[1] == theirs[1]


@given(headers(), st.booleans())
def test_a_header_of_the_choices_sheet_means_what_pyxform_takes_it_to_mean(header, double):
    theirs = process_header(header, double, aliases.list_header, set(Option.get_slot_names()))
    assert column_of(header, double, CHOICES_ALIASES, CHOICES_COLUMNS)[1] == theirs[1]


def test_columns_have_the_letters_of_a_spreadsheet():
    assert [letters(index) for index in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]


CELLS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ["type", "name", "label", "text", "select_one l", "begin group", "end group", "${a}", "a", "l", "yes"]
    ),
)
GRIDS = st.lists(st.lists(CELLS, max_size=5), max_size=5)


@given(st.dictionaries(st.sampled_from(["survey", "choices", "settings", "Other"]), GRIDS, max_size=4))
def test_whatever_stands_in_the_cells_there_is_a_survey_or_there_are_faults(sheets):
    found = survey_from_xlsform(sheets)
    assert isinstance(found, Survey) or (found and all(fault.wrong and fault.mend for fault in found))
