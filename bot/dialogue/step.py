"""One event and a state give a turn: the whole engine; knows no clock, file, network, randomness or scene by name.

Theory of operation. A conversation is a `State`; whatever happens to it is an `Event`; `step` gives the next state
and the effects the world has to carry out. Because `step` is pure, one turn can be one transaction: if the effects
cannot all be stored, none are, and the same event can simply be stepped again. The most important thing comes first: a
worrying message is cared for before anything, a button's very label comes before commands, a command before the scene.

Every button carries a token made from the conversation's own salt, the count of questions so far (`visit`) and its
value. Only the tokens of the latest question are live (`State.offers`), so an old, foreign or forged token means
nothing and can record nothing: the person is shown where they are. Ticking boxes re-shows the same question, keeps
`visit`, and so keeps its tokens. A message that comes between turns (an invitation) carries tokens of another kind,
`link(payload)`: they begin what the deep link of that payload begins, so they are never too old, and forging one does
no more than following the link does.

What is not elegant: a scene hands over by returning `Turn.go`, and `step` follows at most `MOST_HOPS` of these.
"""

from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import assert_never

from bot.dialogue.bot import Bot, Moment, Scene
from bot.dialogue.effects import Effect, Option, Say
from bot.dialogue.events import Chose, Event, FellSilent, Located, Recalled, Said, Started, Unreadable
from bot.dialogue.state import MOST_PAUSED, Go, Offer, Paused, State, Turn
from bot.dialogue.typed import offer_meant

MOST_HOPS = 5
KEPT_FOR = timedelta(hours=24)
RESUME = "resume"
TOKEN_BYTES = 12
GO = "go:"
LINK = ">"


def go(scene: str, arg: str = "") -> str:
    """The value of a button that leads to another scene."""
    return f"{GO}{scene}:{arg}"


def link(payload: str) -> str:
    """The token of a button that does what the deep link `payload` (at most 63 characters) does, whenever pressed."""
    return f"{LINK}{payload}"


def step(bot: Bot, state: State, event: Event) -> Turn:
    """The next state and the effects of `event`. Raises only when a scene is faulty."""
    moment = Moment(_without_what_expired(bot, state, event.at), event.at)
    if isinstance(event, FellSilent):
        return Turn(moment.state, expires=_expires(bot, moment.state))
    turn = _follow(bot, _greeted(bot, moment, event), event.at)
    return _finish(bot, turn, event.at)


def _greeted(bot: Bot, moment: Moment, event: Event) -> Turn:
    """Somebody new who speaks first hears who is talking before the answer."""
    if moment.state.scene or isinstance(event, Started):
        return _answer(bot, moment, event)
    hello = bot.scenes[bot.first].open(
        replace_state(moment, moment.state.at_scene(bot.first, moment.state.data)), "hello"
    )
    turn = _answer(bot, replace_state(moment, hello.state), event)
    already = turn.go is not None and turn.go.scene in (bot.first, bot.care)
    return turn if already else replace(turn, effects=(*hello.effects, *turn.effects))


def replace_state(moment: Moment, state: State) -> Moment:
    """The same moment with another state."""
    return Moment(state, moment.at)


def _answer(bot: Bot, moment: Moment, event: Event) -> Turn:
    state = moment.state
    match event:
        case Said(text) if bot.worries(text) is not None:
            return Turn(state, go=Go(bot.care, text))
        case Said(text) if (offer := offer_meant(text, state.offers, exactly=True)) is not None:
            return _pressed(bot, moment, offer.value)
        case Said(text) if (command := bot.command(text)) is not None:
            return _command(bot, moment, *command)
        case Said(text):
            return _said(bot, moment, text)
        case Chose(token) if token.startswith(LINK):
            return Turn(state, go=Go(*bot.start(token.removeprefix(LINK))))
        case Chose(token):
            offer = next((offer for offer in state.offers if offer.token == token), None)
            return _old_button(bot, moment) if offer is None else _pressed(bot, moment, offer.value)
        case Started(payload):
            return Turn(state, go=Go(*bot.start(payload)))
        case Located(place):
            return _located(bot, moment, place)
        case Unreadable(kind):
            return _prefixed(Say(bot.words(f"unreadable.{kind}")), _scene(bot, state).again(moment))
        case Recalled():
            return bot.recalled(moment, event)
        case FellSilent():
            return Turn(state)
        case _:
            assert_never(event)


def _command(bot: Bot, moment: Moment, scene: str, arg: str) -> Turn:
    if scene == RESUME:
        return _resume(bot, moment)
    return Turn(moment.state, go=Go(scene, arg))


def _said(bot: Bot, moment: Moment, text: str) -> Turn:
    scene = _scene(bot, moment.state)
    offer = None if scene.free_text(moment.state) else offer_meant(text, moment.state.offers)
    return scene.heard(moment, text) if offer is None else _pressed(bot, moment, offer.value)


def _pressed(bot: Bot, moment: Moment, value: str) -> Turn:
    if value == RESUME:
        return _resume(bot, moment)
    if value.startswith(GO):
        scene, _, arg = value[len(GO) :].partition(":")
        return Turn(moment.state, go=Go(scene, arg))
    return _scene(bot, moment.state).picked(moment, value)


def _old_button(bot: Bot, moment: Moment) -> Turn:
    """Where we are now; after everything was erased that is the welcome."""
    if not moment.state.touched:
        return Turn(moment.state, go=Go(bot.first))
    return _prefixed(Say(bot.words("old_button")), _scene(bot, moment.state).again(moment))


def _located(bot: Bot, moment: Moment, place: str) -> Turn:
    scene = _scene(bot, moment.state)
    if scene.free_text(moment.state):
        return scene.heard(moment, place)
    return Turn(moment.state, go=Go(bot.located, place))


def _resume(bot: Bot, moment: Moment) -> Turn:
    """Back to the scene left last, or to where we are when nothing waits."""
    *others, last = (*moment.state.paused,) or (None,)
    if last is None:
        return _scene(bot, moment.state).again(moment)
    paused = tuple(frame for frame in others if frame)
    state = replace(moment.state, scene=last.scene, data=last.data, paused=paused, touched=last.since)
    return bot.scenes[last.scene].again(replace_state(moment, state))


def _follow(bot: Bot, turn: Turn, at: datetime) -> Turn:
    for _ in range(MOST_HOPS):
        if turn.go is None:
            return turn
        state = _leave(bot, turn.state, turn.go.scene)
        opened = bot.scenes[turn.go.scene].open(Moment(state, at), turn.go.arg)
        turn = Turn(opened.state, (*turn.effects, *opened.effects), opened.go)
    raise RuntimeError(f"scenes hand over to each other without end, last to {turn.go}")


def _leave(bot: Bot, state: State, to: str) -> State:
    """The state on entering scene `to`; what was worth coming back to is put aside."""
    old = bot.scenes.get(state.scene)
    paused = state.paused
    if old is not None and old.resumable(state) and (old.name != to or old.which(state.data)):
        mine = (old.name, old.which(state.data))
        others = tuple(frame for frame in paused if (frame.scene, old.which(frame.data)) != mine)
        paused = (*others, Paused(old.name, state.data, state.touched))[-MOST_PAUSED:]
    return replace(state, scene=to, data={}, paused=paused)


def _finish(bot: Bot, turn: Turn, at: datetime) -> Turn:
    effects = _with_way_back(bot, turn.state, turn.effects)
    says = [effect for effect in effects if isinstance(effect, Say)]
    same = bool(says) and all(say.replaces for say in says)
    visit = turn.state.visit + (0 if same else 1)
    stamp = _stamper(turn.state.salt, visit)
    stamped = tuple(_stamped(effect, stamp) for effect in effects)
    offers = tuple(_offers(stamped)) if says else turn.state.offers
    state = turn.state.asked(offers, visit, at.isoformat())
    return Turn(state, stamped, expires=_expires(bot, state))


def _with_way_back(bot: Bot, state: State, effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
    """The last message gets a button back to what was put aside, unless we are busy with something else."""
    says = [index for index, effect in enumerate(effects) if isinstance(effect, Say)]
    if not says or not state.paused or _scene(bot, state).resumable(state):
        return effects
    last = effects[says[-1]]
    if not isinstance(last, Say) or any(option.value == RESUME for option in last.options):
        return effects
    option = Option(bot.words(f"carry_on.{state.paused[-1].scene}"), RESUME)
    return (*effects[: says[-1]], replace(last, options=(*last.options, option)), *effects[says[-1] + 1 :])


def _stamped(effect: Effect, stamp: Callable[[str], str]) -> Effect:
    if not isinstance(effect, Say) or not effect.options:
        return effect
    options = tuple(
        o if o.url else Option(o.label, o.value, stamp(o.value), o.chosen) for o in effect.options
    )
    return Say(effect.text, options, effect.cards, effect.question, effect.replaces)


def token(salt: str, visit: int, value: str) -> str:
    """An opaque button token of 16 characters, bound to conversation, question and value."""
    return _stamper(salt, visit)(value)


def _stamper(salt: str, visit: int) -> Callable[[str], str]:
    """Makes the tokens of one question: what they share is hashed once."""
    shared = blake2b(f"{visit}|".encode(), key=salt.encode()[:64], digest_size=TOKEN_BYTES)

    def stamp(value: str) -> str:
        hashed = shared.copy()
        hashed.update(value.encode())
        return urlsafe_b64encode(hashed.digest()).decode()

    return stamp


def _offers(effects: Iterable[Effect]) -> Iterable[Offer]:
    for effect in effects:
        if isinstance(effect, Say):
            yield from (Offer(o.token, o.label, o.value) for o in effect.options if o.token)


def _scene(bot: Bot, state: State) -> Scene:
    return bot.scenes.get(state.scene) or bot.scenes[bot.first]


def _prefixed(say: Say, turn: Turn) -> Turn:
    return replace(turn, effects=(say, *turn.effects))


def _without_what_expired(bot: Bot, state: State, now: datetime) -> State:
    if not state.touched:
        return state
    touched = datetime.fromisoformat(state.touched)
    if state.kept and now - touched >= KEPT_FOR:
        state = replace(state, kept={})
    if state.paused:
        fresh = (p for p in state.paused if now < datetime.fromisoformat(p.since) + _keeps(bot, p.scene))
        state = replace(state, paused=tuple(fresh))
    if state.data and now - touched >= _keeps(bot, state.scene):
        state = replace(state, scene=bot.first, data={}, offers=())
    return state


def _keeps(bot: Bot, scene: str) -> timedelta:
    return bot.scenes[scene].keeps if scene in bot.scenes else timedelta(0)


def _expires(bot: Bot, state: State) -> datetime | None:
    """When the first of the things this state holds must be forgotten."""
    if not state.touched:
        return None
    touched = datetime.fromisoformat(state.touched)
    ends = [datetime.fromisoformat(p.since) + _keeps(bot, p.scene) for p in state.paused]
    if state.kept:
        ends.append(touched + KEPT_FOR)
    if state.data:
        ends.append(touched + _keeps(bot, state.scene))
    return min(ends, default=None)
