"""The questions an author answers to make a poll, as a form; knows nothing of what becomes of the poll."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.dialogue.bot import Words
from bot.dialogue.effects import Json
from bot.dialogue.forms import Answers, Choice, Form, Kind, Question
from bot.surveys import drafting, poll_rules
from bot.surveys.drafting import (
    AGES,
    CHOSEN,
    ENOUGH,
    FEWEST_OPTIONS,
    FEWEST_WORDS,
    LONGEST_OPTION,
    LONGEST_QUESTION,
    LONGEST_WHY,
    MOST_OPTIONS,
    MOST_WEEKS,
    MOST_WORDS,
    ROLES,
    SCALES,
    WEEKS,
    listed,
    option_step,
    options_in,
    same_option,
    tidy,
)

LONGEST_LIST = MOST_OPTIONS * (LONGEST_OPTION + 3)
SHORTEST_QUESTION, SHORTEST_WHY = 8, 12
"""Letters. Below it nobody could tell what is meant."""
STEPS = ("question", "kind", "options", "own", "scale_words", "audience", "ages", "why", "closes")
"""What an author may change, in the order it is asked."""


@dataclass(frozen=True, slots=True)
class Asking:
    """The form's questions in the words of the hub; `today` is the local day."""

    words: Words
    today: date
    counted: bool = True
    """Whether it says how far along one is; changing one thing has no length."""

    def form(self) -> Form:
        def ask(answers: Answers) -> Question | None:
            steps = [step for step in relevant_steps(answers) if step not in answers]
            return self._asks(steps[0], answers) if steps else None

        return ask

    def _asks(self, step: str, answers: Answers) -> Question:
        makers: dict[str, Callable[[Answers], Question]] = {
            "question": self._question,
            "kind": self._kind,
            "options": self._options,
            "own": self._own,
            "scale_words": self._scale_words,
            "audience": self._audience,
            "ages": self._ages,
            "why": self._why,
            "closes": self._closes,
        }
        make = makers.get(step)
        return self._next_option(step, answers) if make is None else make(answers)

    def _question(self, answers: Answers) -> Question:
        return self._text("question", answers, LONGEST_QUESTION, self._fits_question)

    def _why(self, answers: Answers) -> Question:
        return self._text("why", answers, LONGEST_WHY, self._fits_why)

    def _text(
        self, step: str, answers: Answers, most: int, check: Callable[[Json, Answers], str | None]
    ) -> Question:
        return Question(
            id=step,
            text=self.words(f"authoring.ask_{step}"),
            kind=Kind.TEXT,
            hint=self.words(f"authoring.hint_{step}"),
            required=True,
            required_message=self.words("authoring.needed"),
            most=most,
            progress=self._progress(step, answers),
            check=check,
        )

    def _kind(self, answers: Answers) -> Question:
        return self._one("kind", answers, {kind: f"authoring.kind.{kind}" for kind in drafting.KINDS})

    def _own(self, answers: Answers) -> Question:
        ways = {"yes": "authoring.own_yes", "no": "authoring.own_no"}
        return self._one("own", answers, ways, options=as_list(options_in(answers)))

    def _audience(self, answers: Answers) -> Question:
        return self._one("audience", answers, {role: f"authoring.audience.{role}" for role in ROLES})

    def _one(self, step: str, answers: Answers, labels: dict[str, str], **values: object) -> Question:
        return Question(
            id=step,
            text=self.words(f"authoring.ask_{step}", **values),
            kind=Kind.ONE,
            choices=tuple(Choice(value, self.words(key)) for value, key in labels.items()),
            required=True,
            progress=self._progress(step, answers),
        )

    def _options(self, answers: Answers) -> Question:
        return self._text("options", answers, LONGEST_LIST, self._fits_options)

    def _next_option(self, step: str, answers: Answers) -> Question:
        """One more option, for those who send them one by one; "that's all" once there are enough."""
        options = options_in(answers)
        enough = len(options) >= FEWEST_OPTIONS
        return Question(
            id=step,
            text=self.words("authoring.ask_option", options=as_list(options)),
            kind=Kind.TEXT,
            choices=(Choice(ENOUGH, self.words("authoring.enough")),) if enough else (),
            hint=self.words("authoring.hint_option"),
            required=True,
            required_message=self.words("authoring.options_few") if not enough else "",
            most=LONGEST_LIST,
            progress=self._progress("options", answers),
            check=self._fits_more,
        )

    def _scale_words(self, answers: Answers) -> Question:
        ready = tuple(
            Choice(name, ", ".join(listed(self.words(f"authoring.scale.{name}")))) for name in SCALES
        )
        return Question(
            id="scale_words",
            text=self.words("authoring.ask_scale"),
            kind=Kind.TEXT,
            choices=ready,
            hint=self.words("authoring.hint_scale"),
            required=True,
            required_message=self.words("authoring.needed"),
            most=LONGEST_LIST,
            progress=self._progress("scale_words", answers),
            check=self._fits_scale,
        )

    def _ages(self, answers: Answers) -> Question:
        return Question(
            id="ages",
            text=self.words("authoring.ask_ages"),
            kind=Kind.MANY,
            choices=tuple(Choice(age, self.words(f"asking_me.age_{age}")) for age in AGES),
            progress=self._progress("ages", answers),
        )

    def _closes(self, answers: Answers) -> Question:
        return Question(
            id="closes",
            text=self.words("authoring.ask_closes"),
            kind=Kind.TEXT,
            choices=tuple(Choice(weeks, self.words(f"authoring.weeks.{weeks}")) for weeks in WEEKS),
            hint=self.words("authoring.hint_closes"),
            required=True,
            required_message=self.words("authoring.needed"),
            progress=self._progress("closes", answers),
            check=self._fits_day,
        )

    def _progress(self, step: str, answers: Answers) -> str:
        """How far along; options sent one by one are one step."""
        if not self.counted:
            return ""
        steps = [name for name in _longest_way(answers) if not name.startswith("option_")]
        return self.words("survey_reading.progress", number=steps.index(step) + 1, total=len(steps))

    def _fits_question(self, value: Json, _answers: Answers) -> str | None:
        text = tidy(str(value))
        if len(text) < SHORTEST_QUESTION:
            return self.words("authoring.short")
        return self._refused(text)

    def _fits_why(self, value: Json, _answers: Answers) -> str | None:
        text = tidy(str(value))
        return self.words("authoring.why_short") if len(text) < SHORTEST_WHY else self._refused(text)

    def _fits_options(self, value: Json, _answers: Answers) -> str | None:
        return self._fit_together(listed(str(value)), ())

    def _fits_more(self, value: Json, answers: Answers) -> str | None:
        return None if value == ENOUGH else self._fit_together(listed(str(value)), options_in(answers))

    def _fit_together(self, new: tuple[str, ...], before: tuple[str, ...]) -> str | None:
        words, known = self.words, {same_option(option) for option in before}
        if not new:
            return words("authoring.options_few")
        if len(before) + len(new) > MOST_OPTIONS:
            return words("authoring.options_many", count=len(before) + len(new), most=MOST_OPTIONS)
        for option in new:
            if len(option) > LONGEST_OPTION:
                return words("authoring.option_long", option=f"{option[:30]}…", most=LONGEST_OPTION)
            if same_option(option) in known or (
                drafting.is_none(option) and any(map(drafting.is_none, known))
            ):
                return words("authoring.option_twice", option=option)
            if drafting.is_reserved(option):
                return words("authoring.option_reserved", option=option)
            known.add(same_option(option))
        return self._refused(" · ".join(new))

    def _fits_scale(self, value: Json, _answers: Answers) -> str | None:
        scale = drafting.scale_in(value, self.words)
        if not FEWEST_WORDS <= len(scale) <= MOST_WORDS:
            return self.words("authoring.scale_count", count=len(scale))
        return self._fit_together(scale, ())

    def _fits_day(self, value: Json, _answers: Answers) -> str | None:
        day = drafting.closing_day(value, self.today)
        if day is None:
            return self.words("authoring.day_unclear")
        if day <= self.today:
            return self.words("authoring.day_past")
        far = day > self.today + timedelta(weeks=MOST_WEEKS)
        return self.words("authoring.day_far") if far else None

    def _refused(self, text: str) -> str | None:
        """The reason why this may not stand in a poll, None when it may."""
        if any(sign in text for sign in "{}$"):
            return self.words("authoring.braces")
        if what := poll_rules.asked_for(text):
            return self.words(f"authoring.asks.{what}")
        if poll_rules.holds_contact(text):
            return self.words("authoring.holds_contact")
        return self.words("authoring.names_somebody") if poll_rules.names_somebody(text) else None


def relevant_steps(answers: Answers) -> list[str]:
    """The steps that these answers lead to, in order, those to come as far as they are known."""
    kind, audience = answers.get("kind"), answers.get("audience")
    steps = ["question", "kind"]
    if kind in CHOSEN:
        steps += ["options", *_one_by_one(answers), "own"]
    if kind == "words":
        steps.append("scale_words")
    steps.append("audience")
    if audience == "young_person":
        steps.append("ages")
    return [*steps, "why", "closes"]


def _longest_way(answers: Answers) -> list[str]:
    """The same, with all that may still come, so that the count never grows."""
    open_still = {"kind": answers.get("kind", "one"), "audience": answers.get("audience", "young_person")}
    return relevant_steps({**answers, **open_still})


def _one_by_one(answers: Answers) -> list[str]:
    """The steps for one more option each: for as long as there is one at a time, and not "that's all"."""
    if len(listed(str(answers.get("options", "")))) != 1:
        return []
    steps: list[str] = []
    for number in range(2, MOST_OPTIONS + 1):
        if (
            len(options_in(_up_to(answers, number))) >= MOST_OPTIONS
            or answers.get(option_step(number - 1)) == ENOUGH
        ):
            break
        steps.append(option_step(number))
        if option_step(number) not in answers:
            break
    return steps


def _up_to(answers: Answers, number: int) -> Answers:
    """The answers without the options from this number on."""
    later = {option_step(each) for each in range(number, MOST_OPTIONS + 1)}
    return {step: answer for step, answer in answers.items() if step not in later}


def as_list(options: tuple[str, ...]) -> str:
    return "\n".join(f"• {option}" for option in options)
