"""How people say the facts, as patterns over small letters without apostrophes; not what follows from them.

Where several patterns of a choice fit, the first one listed is taken.
"""

import re
from collections.abc import Mapping
from re import Pattern


def _any_of(*patterns: str) -> Pattern[str]:
    return re.compile("|".join(rf"\b(?:{pattern})\b" for pattern in patterns))


MEALS = r"free (?:school )?(?:meals?|dinners?|lunch(?:es)?)"

YES_NO: Mapping[str, Pattern[str]] = {
    "free_school_meals": _any_of(MEALS, "fsm"),
    "ever_6": _any_of(r"ever[ -]?(?:6|six)"),
    "pupil_premium": _any_of("pupil premium"),
    "universal_credit": _any_of(
        r"universal credits?", r"(?:on|from|gets?|have|claim|receive) uc", r"uc (?:family|household)"
    ),
    "passporting_benefit": _any_of(
        "income support", r"job ?seekers?", "jsa", "esa", "employment (?:and )?support allowance", "pension credit"
    ),
    "asylum_support": _any_of("asylum support", "seeking asylum", r"asylum seek(?:er|ing)s?"),
    "no_recourse": _any_of("no recourse", "nrpf"),
    "ehcp": _any_of(r"ehc ?(?:p|plan)s?", r"education,? health (?:and|&) care plan"),
    "send": _any_of(
        r"send?(?! me| us| it| you| the| a | an )", r"special (?:educational )?needs", r"autis(?:m|tic)", "adhd",
        r"dyslexi[ac]",
    ),
    "disabled": _any_of(
        r"disab(?:led|ility)", "wheelchair", r"(?:is|am|are|im|shes|hes|profoundly) deaf", r"neurodiver(?:gent|se)"
    ),
    "adapted_instrument": _any_of(
        "adapted instrument", r"one[ -]handed", r"only one (?:hand|arm)", r"one[ -]arm(?:ed)?"
    ),
    "young_carer": _any_of(r"young carers?"),
    "service_child": _any_of(
        r"service (?:child|family|pupil)", r"in the (?:army|navy|raf|royal navy|armed forces)", "military family"
    ),
    "refugee": _any_of(r"refugees?"),
    "has_instrument": _any_of(
        r"(?:has|have|got|owns?) (?:(?:his|her|their|my|our) own|an?) "
        r"(?:instrument|piano|cello|violin|guitar|trumpet|flute|clarinet|drum ?kit)"
    ),
    "barrier": _any_of(
        r"(?:cant|cannot|can not|struggl\w+ to) (?:really )?afford", r"too (?:expensive|dear)", "money is tight",
        r"low[ -]income",
    ),
    "lessons_in_school": _any_of(
        r"(?:lessons?|tuition) (?:in|at) (?:his |her |their |my |the )?school", "school lessons", "lessons from school"
    ),
}  # fmt: skip
NEVER_DENIED = frozenset(("barrier", "no_recourse", "lessons_in_school"))

CARE: tuple[tuple[str, Pattern[str]], ...] = (
    ("care_leaver", _any_of(r"care leavers?", "left care", "leaving care")),
    (
        "previously_looked_after",
        _any_of("adopted from care", r"(?:used to be|was|were) (?:in (?:foster )?care|looked after|fostered)"),
    ),
    (
        "looked_after",
        _any_of(
            r"foster(?:ed)?(?! carers? for)", r"in (?:foster )?care(?! of (?:his|her|my|their))", "child in care",
            r"looked[ -]after(?! by (?:his|her|their|my|our|an?)\b)",
        ),
    ),
)  # fmt: skip
SCHOOL_KINDS: tuple[tuple[str, Pattern[str]], ...] = (
    ("home_educated", _any_of(r"home[ -]?ed(?:ucated?)?", r"home[ -]?school(?:ed|ing)?")),
    ("nursery", _any_of(r"(?:at|goes to|in) (?:a )?(?:nursery|pre-?school)")),
    ("independent", _any_of(r"(?:private|independent|prep) school")),
    ("state", _any_of("state school", "comprehensive")),
    ("college", _any_of(r"(?:at|goes to|sixth form) (?:\w+ )?college")),
)
PURPOSES: tuple[tuple[str, Pattern[str]], ...] = (
    ("advanced_training", _any_of("advanced training")),
    ("choir_school", _any_of("choristers?", "choir school")),
    ("hire", _any_of(r"hir(?:e|ing)", r"rent(?:ing|al)?", r"borrow(?:ing)?", "loan of")),
    ("lessons", _any_of("lessons?", "tuition", r"tutor(?:ing)?", "teacher")),
    ("buying", _any_of(r"buy(?:ing)?", r"purchas(?:e|ing)")),
    ("exam", _any_of("exams?", r"grade \d")),
    ("mentoring", _any_of(r"mentor(?:s|ing)?")),
    ("travel", _any_of(r"travel(?:ling)?(?: costs?)?", r"(?:bus|train) fares?", "getting there")),
    ("course", _any_of("summer school", "residential", r"courses?", r"holiday (?:club|workshop)s?")),
    ("ensemble", _any_of("orchestra", "choir", "band", "ensemble", "group fees", "county group")),
    ("project", _any_of("(?:own|music) project", "ep", "album", "(?:my|our) own music")),
    (
        "buying",
        _any_of("afford an?", "get (?:him|her|them|me) an?", "a new", "pay(?:ing)? (?:for|towards) an?"),
    ),
)
INSTRUMENTS: tuple[tuple[str, Pattern[str]], ...] = (
    ("double_bass", _any_of("double bass")),
    ("bass_guitar", _any_of("bass guitar", "electric bass")),
    ("steel_pan", _any_of(r"steel ?pans?", "steel drums?")),
    ("tenor_horn", _any_of("tenor horn")),
    ("french_horn", _any_of("french horn", "horn")),
    ("saxophone", _any_of(r"sax(?:ophone)?s?")),
    ("drums", _any_of(r"drum(?:s|ming|kit)?")),
    ("violin", _any_of("violins?", "fiddle")),
    ("bagpipes", _any_of("bagpipes?")),
    ("production", _any_of(r"music (?:tech|production)", r"dj(?:ing)?", "beat ?making")),
    *(
        (name, _any_of(f"{name}s?"))
        for name in (
            "accordion", "baritone", "bassoon", "cello", "clarinet", "cornet", "euphonium", "flute", "guitar",
            "harp", "keyboard", "oboe", "organ", "percussion", "piano", "recorder", "trombone", "trumpet", "tuba",
            "ukulele", "viola",
        )
    ),
    ("voice", _any_of(r"sing(?:ing|er|s)?", "vocals?", "voice")),
)  # fmt: skip

DENIED = re.compile(
    r"\b(?:not|no|never|without|isnt|arent|dont|doesnt|havent|hasnt|wasnt|cant|neither|nor)\b(?:\W+\w+){0,4}\W*$"
)
IN_THE_PAST = re.compile(r"\b(?:used to|previously|formerly|stopped)\b(?:\W+\w+){0,4}\W*$")
CLAUSE_END = re.compile(r"[.,;!?]| but | and | though ")
INCOME = _any_of("income", "benefits?")

DECLINED = _any_of(
    r"(?:id )?(?:rather|prefer) not", "no comment", "private", "dont want to say", "not saying"
)
NO_WORDS = frozenset(
    (
        "no",
        "nope",
        "nah",
        "na",
        "no thanks",
        "no thank you",
        "none",
        "none of these",
        "none of them",
        "none of those",
        "no none",
        "neither",
        "nothing",
        "not really",
    )
)
YES_WORDS = frozenset(
    ("yes", "yeah", "yep", "yh", "ye", "y", "yes please", "yes we do", "yes it is", "some", "one of them")
)

SCHOOL_YEAR = re.compile(r"\b(?:year|yr|y) ?(1[0-3]|[1-9])\b(?! old)")
RECEPTION = _any_of("(?:in|at|starting) reception", "reception (?:class|year)")
NURSERY = _any_of("(?:at|goes to|in) (?:a )?(?:nursery|pre-?school)")
NUMBER_WORDS: Mapping[str, int] = {
    word: number
    for number, word in enumerate(
        (
            "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
            "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
        ),
        start=3,
    )
}  # fmt: skip
NUMBER_WORD = _any_of(*NUMBER_WORDS)
NOT_AN_AGE = (
    r"(?! ?(?:miles|minutes|mins|pounds|%|:|am|pm|per|of|kids|children|times|hours|weeks|months|days))"
)
CHILD = (
    r"(?:son|daughter|boy|girl|lad|lass|child|kid|grandson|granddaughter|grandchild|brother|sister|nephew|niece|"
    r"little one|eldest|oldest|youngest)"
)
AGE = re.compile(
    rf"\b(?:aged?|im|i am|is|shes|hes|theyre|they are|turned|turning|just|now) (\d{{1,2}})\b{NOT_AN_AGE}"
    r"|\b(\d{1,2})[ -]?(?:years?|yrs?)[ -]?(?:olds?|of age)\b|\b(\d{1,2})[ -]?(?:yo|y/o|yr old|yrold)\b"
    rf"|\b{CHILD},? (?:who is |whos |thats )?(\d{{1,2}})\b{NOT_AN_AGE}"
    r"|[a-z], ?(\d{1,2})(?= ?(?:,|$))"
)
LIVES = re.compile(
    r"\b(?:(?:family|household) in|lives?|living|based|moved|we ?are|were|im|i am|from)\b"
    r"(?: (?:in|at|near|to|just|outside|close|out|from))* "
)
LOOKED_AFTER_BY = re.compile(r"\b(?:looked after by|in (?:the )?care of) ")
NEAR = re.compile(r"(?:\b(?:in|at|near|around|from|by|nr)|,) ")
"""What a place may follow that is only named: "in Poole", ", Poole,"."""
SCHOOL_NAMED = re.compile(r"(?:[a-z-]+ ){1,3}(?:college|school|academy|primary|juniors?|infants?|high)\b")
SCHOOL_IN = re.compile(r"\bschool (?:is )?(?:in|at|near) ")
