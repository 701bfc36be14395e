"""Which XLSForm question types a chat can ask, and what to do instead of the others; knows nothing of rows.

The names and their older spellings are those of pyxform 4.5 (question_type_dictionary.py, aliases.py).
"""

import re
from dataclasses import dataclass

from bot.surveys.record import Type

NUMBERS = {"integer": True, "int": True, "q int": True, "add integer prompt": True,
           "decimal": False, "q decimal": False, "add decimal prompt": False}  # fmt: skip
"""Whether only whole numbers will do."""
PLAIN = {
    **dict.fromkeys(("text", "string", "q string", "add text prompt"), Type.TEXT),
    **dict.fromkeys(NUMBERS, Type.NUMBER),
    **dict.fromkeys(("date", "q date", "add date prompt"), Type.DATE),
    **dict.fromkeys(("note", "q note", "add note prompt"), Type.NOTE),
    **dict.fromkeys(("calculate", "q calculate", "add calculate prompt"), Type.COMPUTED),
    "hidden": Type.HIDDEN,
    "range": Type.NUMBER,
}
SELECTS = {
    "add select one prompt using": Type.ONE,
    "add select multiple prompt using": Type.MANY,
    "select all that apply from": Type.MANY,
    "select one from": Type.ONE,
    "select1": Type.ONE,
    "select_one": Type.ONE,
    "select one": Type.ONE,
    "select_multiple": Type.MANY,
    "select all that apply": Type.MANY,
    "rank": Type.RANK,
}
CLOCK = {"today": "today()", "start": "today()", "end": "today()"}
"""What other tools take from the device when the form starts or ends; here it is the day of the answer."""
SETTINGS = {
    "form_title": "title",
    "set_form_title": "title",
    "form_id": "id_string",
    "set_form_id": "id_string",
}

_SELECT = re.compile(
    rf"(?P<command>{'|'.join(SELECTS)}) (?P<list>\S+)(?P<other> (?:or specify other|or_other|or other))?"
)
_FROM_ELSEWHERE = re.compile(r".*\.(xml|csv|geojson)")
BEGIN_GROUP = re.compile(r"begin[ _]group")
END_GROUP = re.compile(r"end[ _]group")
_REPEAT = re.compile(r"(begin|end)[ _](repeat|lgroup|loop|looped group)\b.*")

_ASK_TEXT = "ask for it with a text question"
_NO_DEVICE = "delete the row: a chat keeps nothing of who or which device answers"
_NO_MEDIA = "delete the row, or ask for a link or a few words with a text question"
_NO_PLACE = "ask which town or postcode area with a text question"
_REFUSED = (
    (re.compile(r".*geo.*|location|gps|q location|add location prompt"), "no map in a chat", _NO_PLACE),
    (re.compile(r".*(photo|image|picture|audio|video|file prompt).*|file|osm( .*)?"), "no media", _NO_MEDIA),
    (re.compile(r".*date ?time.*|time", re.IGNORECASE), "no time of day in a chat", _ASK_TEXT),
    (re.compile(r".*barcode.*"), "a chat reads no barcodes", "delete the row"),
    (re.compile(r".*acknowledge.*|trigger"), "nothing to acknowledge in a chat", "use select_one with yes and no"),
    (re.compile(r".*(device ?id|phone ?number|sim ?(serial|id)|subscriber ?id|username|email|imei).*"),
     "a chat does not know that", _NO_DEVICE),
    (re.compile(r"audit|(get )?(start|end) time|get today"), "a chat does not keep that", _NO_DEVICE),
    (re.compile(r"percentage"), "no percentages in a chat", "use integer with constraint . >= 0 and . <= 100"),
    (re.compile(r"(xml|csv)-external|.*_external .*|.*from[_ ]file .*"), "no files beside the form",
     "write the choices on the choices sheet"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Read:
    """What a type cell asks for."""

    type: Type
    choice_list: str = ""
    other: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    wrong: str
    mend: str


def type_read(cell: str) -> Read | Refused:
    """The question type that the cell names, or why it cannot be asked in a chat and what to do instead."""
    if cell in PLAIN:
        return Read(PLAIN[cell], whole=NUMBERS.get(cell, False))
    if cell in CLOCK:
        return Read(Type.COMPUTED)
    if select := _SELECT.fullmatch(cell):
        return _select(select)
    if _REPEAT.fullmatch(cell):
        return Refused(f"{cell}: a chat cannot repeat a group", "ask once, or ask for the most important one")
    for pattern, wrong, mend in _REFUSED:
        if pattern.fullmatch(cell):
            return Refused(f"{cell}: {wrong}", mend)
    known = "text, integer, decimal, range, date, select_one LIST, select_multiple LIST, rank LIST, note"
    return Refused(f"there is no type {cell}", f"use one of: {known}")


def _select(found: re.Match[str]) -> Read | Refused:
    if "${" in found["list"]:
        return Refused("choices from an earlier answer", "write the choices on the choices sheet")
    if _FROM_ELSEWHERE.fullmatch(found["list"]):
        return Refused(f"choices from the file {found['list']}", "write the choices on the choices sheet")
    return Read(SELECTS[found["command"]], found["list"], found["other"] is not None)
