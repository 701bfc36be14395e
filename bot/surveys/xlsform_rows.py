"""Goes down the rows of an XLSForm's survey sheet, into its groups and out again; knows nothing of other sheets."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.catalogue.fault import Fault
from bot.surveys.record import OTHER_SUFFIX, Section, SurveyQuestion
from bot.surveys.xlsform_choices import Lists
from bot.surveys.xlsform_question import expression, own, question_of
from bot.surveys.xlsform_sheets import DISABLED, LABEL, NAME, RELEVANT, TYPE, YES_NO, Row
from bot.surveys.xlsform_types import BEGIN_GROUP, END_GROUP, SETTINGS, Read, Refused, type_read

XML_NAME = re.compile(r"[^\W\dÀ-Ö][\w.\-·]*(:[^\W\dÀ-Ö][\w.\-·]*)?")
"""A name as pyxform allows it: an XML name. (That it takes no capital À to Ö is a slip of its own that we keep.)"""
RESERVED = "meta"


@dataclass(slots=True)
class Open:
    """A group that is not yet ended: its section's id, its row, and the names used directly inside it."""

    section: str
    row: Row | None = None
    names: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Rows:
    """What the rows read so far amount to."""

    lists: Lists
    language: str
    faults: list[Fault]
    questions: list[SurveyQuestion] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    translations: dict[str, dict[str, str]] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    names: Counter[str] = field(default_factory=lambda: Counter(("instanceID",)))
    everywhere: Counter[str] = field(default_factory=Counter)
    open: list[Open] = field(default_factory=lambda: [Open("")])

    def read(self, rows: Sequence[Row]) -> "Rows":
        self.everywhere = Counter(row.text(NAME) for row in rows if _counts(row))
        for row in rows:
            self._row(row)
        for group in self.open[1:]:
            if group.row:
                group.row.fault(TYPE, "this group is not ended", "add a row end_group below it")
        return self

    def _row(self, row: Row) -> None:
        kind = row.text(TYPE)
        if YES_NO.get(row.text(DISABLED), False):
            return
        if not kind:
            if row.text(NAME) or row.said(LABEL):
                row.fault(TYPE, "a question without a type", "write its type, such as text")
        elif kind in SETTINGS:
            self.settings[SETTINGS[kind]] = row.text(NAME)
        elif END_GROUP.fullmatch(kind):
            self._end(row)
        elif BEGIN_GROUP.fullmatch(kind):
            self._begin(row)
        else:
            self._question(row, type_read(kind))

    def _begin(self, row: Row) -> None:
        name = self._named(row, row.text(NAME))
        inside = self.open[-1].section
        section = self._id(name)
        titles = row.said(LABEL)
        self.sections.append(Section(section, own(titles, self.language), expression(row, RELEVANT), inside))
        for spoken, title in titles.items():
            if spoken not in ("", self.language):
                self.translations.setdefault(spoken, {})[f"{section}.title"] = title
        self.open.append(Open(section, row))

    def _end(self, row: Row) -> None:
        if len(self.open) == 1:
            row.fault(TYPE, "no group is open here", "take the row out, or add begin_group above")
        else:
            self.open.pop()

    def _question(self, row: Row, read: Read | Refused) -> None:
        name = row.text(NAME)
        if not name and row.text(TYPE) == "note":
            name = f"generated_note_name_{row.number}"
        if isinstance(read, Refused):
            row.fault(TYPE, read.wrong, read.mend)
            self.names[name] += 1
            return
        name = self._named(row, name)
        if read.other:
            self._named(row, name + OTHER_SUFFIX, counted=False)
        asked = question_of(row, read, self._id(name), self.open[-1].section, self.lists, self.language)
        self.questions.append(asked.question)
        for spoken, sentences in asked.translations.items():
            self.translations.setdefault(spoken, {}).update(sentences)

    def _id(self, name: str) -> str:
        """The name, with its group before it when another group has one of the same name."""
        inside = self.open[-1].section
        return f"{inside}.{name}" if inside and self.everywhere[name] > 1 else name

    def _named(self, row: Row, name: str, counted: bool = True) -> str:
        """The name, which has to be there, to be an XML name, and to be new in its group."""
        if not name:
            row.fault(NAME, "a row without a name", "give it a short name in the name column")
        elif not XML_NAME.fullmatch(name):
            row.fault(
                NAME, f"{name!r} cannot be a name", "use letters, digits, _ - and ., starting with a letter"
            )
        elif name == RESERVED:
            row.fault(NAME, "meta is kept for the form itself", "choose another name")
        elif name in self.open[-1].names:
            row.fault(NAME, f"there are two {name} here", "give each question its own name")
        self.open[-1].names.add(name)
        self.names[name] += counted
        return name


def _counts(row: Row) -> bool:
    """Whether the row's name is that of something: the end of a group may name it again."""
    return not YES_NO.get(row.text(DISABLED), False) and not END_GROUP.fullmatch(row.text(TYPE))
