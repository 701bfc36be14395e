"""What is wrong with a piece of content, where in it, and how to mend it; knows nothing of files and lines."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """`path` leads to the value inside its record, e.g. ("cost", "lines", 0, "unit"); () is the record itself.

    A warning is told to staff but does not keep the content from being used.
    """

    path: tuple[str | int, ...]
    wrong: str
    mend: str
    warning: bool = False
