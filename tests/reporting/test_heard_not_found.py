"""What is not there, in words and as a table."""

from bot.reporting.heard_not_found import as_csv, lines
from bot.surveys.heard import NotFound

FOUND = (
    NotFound("drums", "DT4", 32, 14.2),
    NotFound("double_bass", "DT", 11, None),
    NotFound("harp", "", 10, None),
)


def label(what):
    return what.replace("_", " ")


def test_a_line_says_how_often_what_where_and_how_far():
    assert list(lines(FOUND, label, 10)) == [
        "Asked for 32 times: drums in DT4, nothing within 10 miles (the nearest is 14.2 miles away).",
        "Asked for 11 times: double bass in DT, too few to say which district, "
        "nothing within 10 miles (none anywhere).",
        "Asked for 10 times: harp in the hub's area, too few to say where (none anywhere).",
    ]


def test_the_table_has_the_same():
    assert as_csv(FOUND, label, 7.5) == (
        "what,where,asked,nearest_miles,within_miles\r\n"
        "drums,DT4,32,14.2,7.5\r\ndouble bass,DT,11,,7.5\r\nharp,hub,10,,7.5\r\n"
    )
