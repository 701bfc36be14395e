"""Turns what pydantic says of outside data into faults that hub staff can mend; knows no field of any record."""

from collections.abc import Collection, Mapping
from datetime import date, time
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError
from rapidfuzz import fuzz, process

from bot.catalogue.fault import Fault

CLOSE = 65
"""How alike, in per cent, two words must be for one to be taken for the other."""


class Outside(BaseModel):
    """A record written by people: unknown names are faults, and a name with nothing after it counts as absent."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        coerce_numbers_to_str=True,
        populate_by_name=True,
    )

    @model_validator(mode="before")
    @classmethod
    def _absent(cls, data: Any) -> Any:
        if isinstance(data, dict) and None in data.values():
            return {key: value for key, value in data.items() if value is not None}
        return data


Model = TypeVar("Model", bound=Outside)


def read_as(model: type[Model], record: Mapping[str, Any]) -> Model | list[Fault]:
    """The record as `model`, or everything that is wrong with it."""
    try:
        return model.model_validate(record)
    except ValidationError as error:
        return [_fault(model, each) for each in error.errors(include_url=False)]


def wrong(what: str, mend: str) -> PydanticCustomError:
    """The error for a validator to raise when a value will not do."""
    return PydanticCustomError("fault", "{wrong}", {"wrong": what, "mend": mend})


def did_you_mean(word: str, known: Collection[str], otherwise: str = "") -> str:
    """Advice naming the closest known word; when none is close, `otherwise` or all that are known."""
    close = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=CLOSE)
    if close:
        return f"did you mean `{close[0]}`?"
    if otherwise:
        return otherwise
    return "write one of " + ", ".join(known) if known else "remove it"


def _fault(model: type[BaseModel], error: ErrorDetails) -> Fault:
    path = tuple(error["loc"])
    kind = error["type"]
    if kind == "fault":
        context = error["ctx"]
        return Fault(path, str(context["wrong"]), str(context["mend"]))
    if kind == "extra_forbidden":
        name = str(path[-1])
        return Fault(
            path, f"`{name}` is not a field", did_you_mean(name, _names(_model_at(model, path[:-1])))
        )
    if kind == "missing":
        return Fault(path, f"`{path[-1]}` is missing", "fill it in")
    return Fault(path, *_wrong_value(kind, error))


def _wrong_value(kind: str, error: ErrorDetails) -> tuple[str, str]:
    given, context = _short(error["input"]), error.get("ctx", {})
    if kind == "literal_error":
        known = tuple(part.strip("' ") for part in str(context["expected"]).replace(" or ", ", ").split(","))
        return f"`{given}` is not one of the words known here", did_you_mean(given, known)
    if kind == "string_too_long":
        return f"this is {len(str(error['input']))} characters long", f"use at most {context['max_length']}"
    for start, (what, mend) in _KINDS.items():
        if kind.startswith(start):
            return f"`{given}` {what}", mend
    return f"`{given}` will not do: {error['msg'].lower()}", "write it as content/README.md shows"


_KINDS = {
    "int": ("is not a whole number", "write digits only, such as 8"),
    "float": ("is not a number", "write digits and a point, such as 50.61"),
    "bool": ("is neither true nor false", "write true or false, or leave it out when it is not known"),
    "string_type": ("is not text", "write it on one line, in quotes if it holds a colon"),
    "string_too_short": ("is empty", "write something, or leave it out"),
    "tuple": ("is not a list", "write it in square brackets, such as [one, two]"),
    "model": ("is not a group of `name: value` lines", "indent the names that belong to it below it"),
    "dict": ("is not a group of `name: value` lines", "indent the names that belong to it below it"),
    "greater_than": ("is too small", "write a larger number"),
    "less_than": ("is too large", "write a smaller number"),
}


def _short(value: Any) -> str:
    text = value.isoformat() if isinstance(value, date | time) else str(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _names(model: type[BaseModel] | None) -> tuple[str, ...]:
    fields = model.model_fields if model else {}
    return tuple(field.alias or name for name, field in fields.items())


def _model_at(model: type[BaseModel], path: tuple[str | int, ...]) -> type[BaseModel] | None:
    """The model that reads the value at `path`, found through the annotations of the fields on the way."""
    here: type[BaseModel] | None = model
    for step in path:
        if here is None or isinstance(step, int):
            continue
        fields = {field.alias or name: field.annotation for name, field in here.model_fields.items()}
        here = _model_in(fields.get(step))
    return here


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for each in get_args(annotation) if (found := _model_in(each))), None)
