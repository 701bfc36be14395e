"""A bot of one scene, small enough to know by heart, for testing what carries talks and not what is said.

It asks which instruments to tick. Ticking shows the same question again; "long", "cards" and "broken" do as they say;
any other text is repeated; a worrying word is cared for.
"""

from dataclasses import replace

from bot.dialogue.bot import Bot, Moment, Scene
from bot.dialogue.effects import Alert, Card, Noted, Option, Say
from bot.dialogue.state import State, Turn

INSTRUMENTS = ("Guitar", "Drums", "Cello")
SENTENCES = {
    "old_button": "That button is from earlier.",
    "carry_on.play": "Carry on",
    "asking.skip": "Skip",
    "asking.why": "Why?",
    "asking.back": "Back",
    "asking.done": "Done",
    "asking.next": "Next",
    "terminal.how": "Type.",
    "terminal.again": "Here is where we were.",
    "terminal.goodbye": "Bye.",
    "terminal.not_stored": "Not saved.",
    "telegram.group_pointer": "Find me in private: {link}",
    "telegram.card_link": "Find out more",
    "telegram.description": "A small bot.",
    "telegram.short_description": "Small.",
    **{f"telegram.command_{name}": f"Do {name}" for name in
       ("find", "cost", "voice", "person", "mydata", "delete", "stop", "help")},
}  # fmt: skip
CARD = Card(
    "example-drum-club", "Example drum club", ("Free.",), ("It is near.",), 1.2, "https://example.org/drums"
)


def words(key: str, /, **values: object) -> str:
    if key.startswith("unreadable."):
        return f"I can't read a {key.partition('.')[2]}."
    return SENTENCES[key].format(**values)


def _ask(state: State, again: bool = False) -> Say:
    ticked = state.data.get("ticked", [])
    options = [Option(label, f"+{label}", chosen=label in ticked) for label in INSTRUMENTS]
    return Say("Which do you play?", (*options, Option("Skip", "skip")), question="play", replaces=again)


def _open(moment: Moment, arg: str) -> Turn:
    hello = Say(f"Hello from {arg}" if arg else "Hello")
    return Turn(replace(moment.state, scene="play"), (hello, _ask(moment.state)))


def _heard(moment: Moment, text: str) -> Turn:
    match text:
        case "long":
            return Turn(moment.state, (Say("A sentence. " * 500 + "The end."),))
        case "cards":
            return Turn(moment.state, (Say("Here:", cards=(CARD,)), _ask(moment.state)))
        case "broken":
            raise RuntimeError("the scene is broken")
        case _:
            return Turn(moment.state, (Say(f"You said {text}"), Noted("drums", "DT4", "", 1)))


def _picked(moment: Moment, value: str) -> Turn:
    if value == "skip":
        return Turn(moment.state, (Say("Skipped"),))
    ticked = list(moment.state.data.get("ticked", []))
    label = value[1:]
    state = moment.state.with_data(
        ticked=[*ticked, label] if label not in ticked else [t for t in ticked if t != label]
    )
    return Turn(state, (_ask(state, again=True),))


def _again(moment: Moment) -> Turn:
    return Turn(moment.state, (_ask(moment.state),))


def _care(moment: Moment, text: str) -> Turn:
    return Turn(moment.state, (Say("You matter."), Alert("harm", "high", text)))


def small_bot() -> Bot:
    play = Scene("play", _open, _heard, _picked, _again)
    care = Scene("care", _care, lambda m, t: _care(m, t), lambda m, v: _care(m, v), _again)
    return Bot(
        scenes={"play": play, "care": care},
        words=words,
        worries=lambda text: "harm" if "hurt myself" in text else None,
        command=lambda text: None,
        start=lambda payload: ("play", payload),
        recalled=lambda moment, _event: Turn(moment.state, (Say("This is what I keep."),)),
        first="play",
    )


def apology() -> str:
    return "Sorry, something went wrong."
