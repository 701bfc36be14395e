"""What was decided about what young people said; knows nothing of storing it or telling anybody."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Verdict = Literal["yes", "partly", "no", ""]


@dataclass(frozen=True, slots=True)
class Decision:
    """One finding and what became of it; `verdict` is empty while it waits, `decision_maker` a role."""

    id: str
    edition: str
    finding: str
    decision_maker: str
    verdict: Verdict = ""
    reason: str = ""
    action: str = ""
    due_on: date | None = None
    done_on: date | None = None
    told_on: date | None = None
    told: int | None = None
