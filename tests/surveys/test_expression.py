"""Expressions agree with two XPath libraries on XPath, and with XLSForm's reference on what XLSForm adds."""

import re
from datetime import date
from xml.etree import ElementTree

import elementpath
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bot.surveys.expression import ExpressionError, Facts, holds, names_in, uses_today, worth, wrong_with

VALUES = {
    "a": "3",
    "b": "drums guitar",
    "c": "",
    "d": "2026-01-05",
    "e": "Weymouth",
    "f": "2.5",
    "g": "-4",
    "n": "10",
    "yes": "yes",
    "number": "7",
    "div": "8",
    "x.y-z": "dotted",
}
FACTS = Facts(VALUES, "a", date(2026, 11, 22))

AGREED = """
1 + 2 | 2 - 5 | 3 * 4 | 7 div 2 | 7 mod 3 | -7 mod 3 | 7.5 mod 2 | -3 | - -3 | 2 * (3 + 4) | 2 + 3 * 4
10 div 4 * 2 | 1 = 1 | 1 = 2 | 1 != 2 | 1 < 2 | 2 <= 2 | 3 > 2 | 3 >= 4 | 'a' = 'a' | 'a' != 'b' | "a" = 'a'
1.0 = 1 | true() | false() | not(true()) | not(false()) | not(1 = 2) | true() and false() | true() or false()
1 = 1 and 2 = 2 | 1 = 2 or 2 = 2 | 1 = 1 and 2 = 3 or 3 = 3 | not(1 = 1 and 2 = 2) | boolean(1) | boolean(0)
boolean('') | boolean('x') | ${a} | ${b} | ${c} | ${e} | ${f} | ${g} | ${x.y-z} | ${number} | ${div}
${a} = '3' | ${a} > 2 | ${a} >= 3 | ${a} < 3 | ${a} <= 2 | ${a} + 1 | ${a} - 1 | ${a}-1 | ${a} * 2
${a} div 2 | ${a} mod 2 | ${n} div ${a} | ${n} mod ${a} | ${n} - ${a} | ${n} * ${f} | ${g} + ${a} | -${g}
${a}+${n} | ${e} = 'Weymouth' | ${e} = 'Poole' | ${e} != 'Poole' | ${c} = '' | ${c} != '' | ${e} != ''
${c} = 0 | ${c} + 1 | ${a} > 2 and ${n} < 20 | not(${a} > 5) | (${a} > 1 and ${a} < 5) or ${c} = 'x'
${a} = ${number} | ${a} < ${number} | ${number} - ${a} | ${div} div 2 | ${number} mod 2 = 1 | .
. > 2 and . < 5 | . + 1 | . = ${a} | string(.) | number(.) | string-length(.) | . mod 2 | . != ''
string-length('drums') | string-length(${e}) | string-length(${c}) | string-length('')
string-length(${b}) > 5 | number('12') | number('1.50') | number('x') | number('') | number(${a})
number(${e}) | number(true()) | number(' 7 ') | string(1) | string(1.5) | string(true()) | string(1 = 2)
string(${f}) | string(100000) | string(-0.5) | concat('a', 'b') | concat(${a}, ' and ', ${n})
concat('x', 1, true()) | concat(${c}, ${e}) | concat('"', "'") | contains(${e}, 'mouth')
contains(${e}, 'pool') | starts-with(${e}, 'Wey') | starts-with(${e}, 'mouth') | substring('drums', 2)
substring('drums', 2, 3) | substring-before('a-b', '-') | substring-after('a-b', '-')
normalize-space('  a   b ') | translate('abc', 'ab', 'xy') | floor(2.7) | ceiling(2.1) | floor(-2.5)
ceiling(${f}) | floor(${n} div 3) | count(${a}) | sum(${a}) | sum(${a}) + 1 | not(${c}) | boolean(${a})
not(not(${a})) | 1 = true() | 'x' = true() | '' = false() | 0 = false() | ${a} = true() | 1 < true() | '2' > 1
'10' > '9' | 1 + '2' | 0 div 0 | ${c} != 0 | -5 mod 2 | 5 mod -2 | 5.5 mod 2 | 0.1 + 0.2 | '2' < '10'
true() > false() | 'false' = false() | 1 div 2 + 1 div 4 | (1 + 2) * (3 - 4) | 2 * 3 = 6 and 4 div 2 = 2
5 - 3 - 1 | 100 div 10 div 2 | 1 - -1 | 2 mod 3 mod 2
"""
PUT_RIGHT = """
'1' = 1 | ${a} = 3 | ${a} != 3 | . = 3 | ${a} > 5 or ${n} = 10 | 1 div 0 | -1 div 0 | string(1 div 3)
'5' != 5 | 3 = ${a} | ${f} = 2.5 | ${f} != 2.5 | ${a} = ${n} - 7 | 1 = 1 = true() | 3 > 2 > 1 | true() = 2 < 3
"""
"""Where elementpath 5.1 leaves XPath 1.0: a text never equals a number, a comparison is not compared again, and numbers
are written as XPath 2 does."""


def cases(table: str) -> list[str]:
    return [case.strip() for line in table.strip().splitlines() for case in line.split("|")]


CASES = [*cases(AGREED), *cases(PUT_RIGHT)]


def as_paths(expression: str) -> str:
    names = list(VALUES)
    return re.sub(r"\$\{([^}]+)\}", lambda found: f" /data/node{names.index(found[1])} ", expression)


def by_elementpath(expression: str) -> object:
    """The library's own XPath 1.0, with none of our functions or operators and each answer a plain element."""
    root = ElementTree.Element("data")
    for index, value in enumerate(VALUES.values()):
        ElementTree.SubElement(root, f"node{index}").text = value
    return elementpath.select(root, as_paths(expression), parser=elementpath.XPath1Parser, item=root[0])


def by_libxml2(expression: str) -> object:
    """The XPath 1.0 that most of the world uses."""
    root = etree.Element("data")
    for index, value in enumerate(VALUES.values()):
        etree.SubElement(root, f"node{index}").text = value
    return root[0].xpath(as_paths(expression))


def test_the_table_has_at_least_150_cases():
    assert len(set(cases(AGREED))) >= 150


@pytest.mark.parametrize("expression", cases(AGREED))
def test_xpath_comes_out_as_elementpath_has_it(expression):
    assert holds(expression, FACTS) == by_elementpath(f"boolean({expression})")
    assert alike(worth(expression, FACTS), by_elementpath(f"string({expression})"))


@pytest.mark.parametrize("expression", CASES)
def test_xpath_comes_out_as_libxml2_has_it(expression):
    assert holds(expression, FACTS) == by_libxml2(f"boolean({expression})")
    assert alike(worth(expression, FACTS), by_libxml2(f"string({expression})"))


def alike(ours: str, theirs: object) -> bool:
    """The same text, or the same number: how many digits are written is each one's own affair."""
    try:
        return ours == theirs or float(ours) == pytest.approx(float(str(theirs)), rel=1e-12)
    except ValueError:
        return False


@pytest.mark.parametrize("expression", cases(PUT_RIGHT))
def test_where_we_put_elementpath_right_it_still_strays(expression):
    assert theirs_or_refused(expression) != worth(expression, FACTS)


def theirs_or_refused(expression: str) -> object:
    try:
        return by_elementpath(f"string({expression})")
    except elementpath.ElementPathSyntaxError:
        return "refused"


OURS = {
    "selected(${b}, 'drums')": "true",
    "selected(${b}, 'drum')": "false",
    "selected(${c}, '')": "false",
    "selected(${b}, 'guitar') and not(selected(${b}, 'bass'))": "true",
    "selected(., '3')": "true",
    "selected-at(${b}, 0)": "drums",
    "selected-at(${b}, 1)": "guitar",
    "selected-at(${b}, 2)": "",
    "selected-at(${b}, -1)": "",
    "count-selected(${b})": "2",
    "count-selected(${c})": "0",
    "count-selected(${b}) <= 3": "true",
    "coalesce(${c}, 'none')": "none",
    "coalesce(${e}, 'none')": "Weymouth",
    "coalesce(${c}, ${c})": "",
    "if(${a} > 2, 'many', 'few')": "many",
    "if(${a} > 5, 'many', 'few')": "few",
    "if(${c} = '', ${n}, ${a}) + 1": "11",
    "if(true(), 1 + 1, 1 div 0)": "2",
    "regex(${e}, '[A-Z][a-z]+')": "true",
    "regex(${e}, '[A-Z]')": "false",
    "regex('DT4', '[A-Z]{1,2}[0-9][0-9A-Z]?')": "true",
    "int(3.7)": "3",
    "int(-3.7)": "-3",
    "int('12')": "12",
    "int('x')": "NaN",
    "round(2.5)": "3",
    "round(3.14159, 2)": "3.14",
    "round(-2.5)": "-2",
    "round('x')": "NaN",
    "join(', ', ${a}, ${n})": "3, 10",
    "join('-', 'x')": "x",
    "today()": "2026-11-22",
    "today() = '2026-11-22'": "true",
    "today() > '2026-11-21'": "true",
    "${d} < today()": "true",
    "today() - ${d}": "321",
    "today() + 1 > today()": "true",
    "date(today() + 7)": "2026-11-29",
    "date('2026-02-03')": "2026-02-03",
    "date('2026-02-03') < date('2026-02-04')": "true",
    "date('soon')": "",
    "int((today() - date('2012-11-23')) div 365.25)": "13",
    "concat('Hi ', coalesce(${c}, 'you'))": "Hi you",
    "number(${a}) + count-selected(${b})": "5",
}


@pytest.mark.parametrize("expression", OURS)
def test_xlsforms_own_functions_do_what_its_reference_says(expression):
    assert worth(expression, FACTS) == OURS[expression]


@pytest.mark.parametrize("expression", ["${e} > 3", "'abc' < 4", "${c} >= 0", "${b} = 3", "'x' <= 'y'"])
def test_a_text_that_is_no_number_is_neither_more_nor_less(expression):
    assert worth(expression, FACTS) == "false"


def test_round_of_the_library_stays_its_own():
    assert elementpath.select(ElementTree.Element("x"), "round(2.4)", parser=elementpath.XPath1Parser) == 2


WRONG = {
    "${a} +": "unexpected",
    "pow(2, 3)": "pow",
    "jr:choice-name(${a}, 'x')": "jr",
    "pulldata('x', 'y', 'z', 'k')": "pulldata",
    "document('x')": "document",
    "../a = 1": "'..' leads through a form's tree",
    "/data/a = 1": "'/' leads through a form's tree",
    "a = 1": "a stands alone: write ${a}",
    "$a = 1": "a question is written ${name}",
    "${a} == 1": "",
    "${last-saved#a} = 1": "",
    "regex(., '[')": "",
    "selected(${a})": "",
    "position() = 1": "position() is not something a chat can work out",
    "instance('x')/list/item": "leads through",
    "if(1, 2)": "",
    "__import__('os').system('ls')": "",
}


@pytest.mark.parametrize("expression", WRONG)
def test_what_cannot_be_worked_out_says_why(expression):
    wrong = wrong_with(expression)
    assert wrong is not None
    assert WRONG[expression] in wrong


@pytest.mark.parametrize("expression", [*CASES, *OURS])
def test_what_can_be_worked_out_has_nothing_wrong(expression):
    assert wrong_with(expression) is None


def test_a_choice_filter_may_name_columns_and_nothing_else():
    assert wrong_with("town = ${e}", ["town"]) is None
    assert wrong_with("city = ${e}", ["town"]) == "city stands alone: write ${city}"


def test_a_choice_filter_looks_at_the_choice():
    dorset = Facts(VALUES, "", None, {"town": "Weymouth", "name": "drums"})
    assert holds("town = ${e} and name = 'drums'", dorset)
    assert not holds("town = 'Poole'", dorset)


def test_an_expression_that_fails_while_working_says_so():
    with pytest.raises(ExpressionError):
        worth("regex(${a}, ${open})", Facts({"a": "3", "open": "["}))


def test_the_questions_an_expression_looks_at_are_told_once_each():
    assert names_in("${b} = 1 and ${a} = ${b}") == ("b", "a")


def test_only_today_and_now_need_the_day():
    assert [uses_today(text) for text in ("today() > ${a}", "now ()", "${today} = 1", "'x'")] == [
        True,
        True,
        False,
        False,
    ]


@given(st.text(max_size=30))
def test_any_text_is_either_worked_out_or_has_something_wrong(text):
    assert wrong_with(text) or worth(text, FACTS) == worth(text, FACTS)
