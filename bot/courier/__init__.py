"""Knows how to get messages out: in order, at a pace, again when it fails; refuses to know any platform's words."""

from bot.courier.courier import Courier, Gone, Outgoing, Refused, Sender, Temporary
from bot.courier.pacing import Pace
from bot.courier.quiet import Quiet, quiet_in

__all__ = ["Courier", "Gone", "Outgoing", "Pace", "Quiet", "Refused", "Sender", "Temporary", "quiet_in"]
