"""Where somebody is in the search, as plain values in the state; knows nothing of what is shown there.

A view is a name and what it is of: `list:3` (the results after the first three), `one:drum-club`, `like:drum-club`,
`path:drum-club`, `mine:`. The views gone through since the last search are the trail, and going back is taking the
last one away. The wish is kept for a day, so that a later message can change it; the trail goes when the scene is left.
"""

from dataclasses import replace

from bot.catalogue.wish import Wish
from bot.catalogue.wishing import how_sure
from bot.dialogue.bot import Moment
from bot.dialogue.effects import Json

LONGEST = 8
FIRST = "list:0"


def wish_of(moment: Moment) -> Wish:
    """What is looked for now; an empty wish when nothing is."""
    raw = moment.state.kept.get("wish")
    return Wish.from_json(raw) if isinstance(raw, dict) else Wish()


def whose(wish: Wish) -> Wish:
    """For whom and where, without what, when and how: what a new search keeps of the last one."""
    about = Wish(
        near=wish.near,
        outcode=wish.outcode,
        low=wish.low,
        high=wish.high,
        together=wish.together,
        access=wish.access,
        audience=wish.audience,
    )
    return replace(about, sure=how_sure(about))


def trail_of(moment: Moment) -> tuple[str, ...]:
    return _texts(moment.state.data.get("trail"))


def shown(moment: Moment) -> tuple[str, ...]:
    """The ids of the cards shown last, in their order."""
    return _texts(moment.state.data.get("shown"))


def followed_up(moment: Moment) -> tuple[str, ...]:
    """What was asked already to help this search along."""
    return _texts(moment.state.kept.get("asked"))


def saved(moment: Moment) -> tuple[str, ...]:
    """The ids on the person's own list, in the order they were saved."""
    return _texts(moment.state.kept.get("mine"))


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, list) else ()


def onward(trail: tuple[str, ...], view: str) -> tuple[str, ...]:
    """The trail with a view at its end; coming to a view again is going back to it."""
    if view in trail:
        return trail[: trail.index(view) + 1]
    return (*trail, view)[-LONGEST:]


def at(moment: Moment, trail: tuple[str, ...], **data: Json) -> Moment:
    """The moment at the end of this trail; what the search was before this one stays known."""
    before = {"was": was} if (was := moment.state.data.get("was")) else {}
    return Moment(moment.state.at_scene("find", {**before, "trail": [*trail], **data}), moment.at)


def keeping(moment: Moment, **kept: Json) -> Moment:
    return Moment(moment.state.with_kept(**kept), moment.at)


def searching(moment: Moment, wish: Wish, asking: bool = False) -> Moment:
    """The moment with a new wish; the one whose results were looked at is kept for going back to.

    `asking` when the results have to wait for a question: then even the same wish is worth going back to.
    """
    now = wish.to_json()
    looked_at = moment.state.kept.get("wish") if trail_of(moment) else None
    was = looked_at if looked_at and (asking or looked_at != now) else moment.state.data.get("was")
    data: dict[str, Json] = {"was": was} if was and (asking or was != now) else {}
    return Moment(moment.state.with_kept(wish=now).at_scene("find", data), moment.at)
