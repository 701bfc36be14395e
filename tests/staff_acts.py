"""What staff do in the middle of a conversation: on a real store, and as the engine alone would be told of it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import insert, select

from bot.admin.proposals import told_approved, told_sent_back
from bot.app.rounds import invite
from bot.dialogue.effects import Effect, Json, Propose, Remember, Say, Submit
from bot.scenes.house import House
from bot.scenes.inviting import fits_of, invitation
from bot.scenes.voice_now import Edition
from bot.scenes.voice_results import outcome
from bot.store import Store, council, deciding, influence, telling
from bot.store.deciding import Decision, Ending
from bot.store.influence import Decided
from bot.store.tables import staff
from bot.surveys.definition import definition, survey_from_definition
from bot.surveys.influence import Decision as Influence
from bot.surveys.record import Survey

ACT = re.compile(
    r'invite (?P<token>[\w-]+)|(?P<approve>approve)|refuse "(?P<reason>.+)"|(?P<end>end the council)'
    r"|ask about (?P<survey>[\w-]+)|decide on (?P<outcome>[\w-]+)"
)
ACCOUNT = "a" * 22
DECIDED = Decided(
    "Most of you want a songwriting workshop.",
    "The hub board",
    "partly",
    "There is a teacher, but only for one day.",
    "A day of songwriting in Weymouth",
    date(2027, 3, 6),
)
"""What staff decide on an edition in a conversation."""


def act_of(text: str) -> dict[str, str]:
    """What `invite TOKEN`, `approve`, `refuse "reason"`, `end the council`, `ask about SURVEY`, `decide on SURVEY`."""
    found = ACT.fullmatch(text)
    if found is None:
        raise ValueError(
            f'{text!r} is nothing staff do; write invite TOKEN, approve, refuse "...", end the council, '
            "ask about NAME, decide on NAME"
        )
    return {name: said for name, said in found.groupdict().items() if said}


def opened(raw: Mapping[str, Any], today: date) -> Survey:
    return replace(survey_from_definition(raw), opens=today)


def came_of(house: House, slug: str, decisions: Iterable[Influence]) -> Say:
    """The message to those who answered."""
    survey = house.surveys[slug]
    return outcome(house, Edition(survey, "closed", survey.opens or date.min), decisions, again=False)


class Staff:
    """A member of staff with the real store."""

    def __init__(self, store: Store, house: House) -> None:
        self._store, self._house = store, house

    def do(self, text: str) -> None:
        act, store = act_of(text), self._store
        if "token" in act:
            store.write(lambda c: council.invite(c, act["token"], None, store.clock()))
        elif "survey" in act:
            invite(store, self._house, self._house.surveys[act["survey"]], None)
        elif "outcome" in act:
            self._close_and_tell(act["outcome"])
        elif "end" in act:
            store.write(lambda c: council.end(c, self._account(c), store.clock()))
        else:
            assert self._decide(act.get("reason", "")).ending is Ending.DONE

    def _close_and_tell(self, slug: str) -> None:
        store, today = self._store, self._house.today(self._store.clock())
        store.close_edition(slug)
        store.write(lambda c: influence.add(c, slug, DECIDED, store.clock()))
        decisions = store.read(lambda c: influence.of_edition(c, slug))
        telling.tell(store, slug, decisions, came_of(self._house, slug, decisions), None, today)

    def _decide(self, reason: str) -> deciding.Decided:
        store, house = self._store, self._house
        waiting = next(each for each in store.read(deciding.every) if each.status == "submitted")
        survey = opened(waiting.definition, house.today(store.clock()))
        say = told_sent_back(house, survey, reason) if reason else told_approved(house, survey, "")

        def work(connection: Any) -> deciding.Decided:
            by = self._account(connection)
            decision = Decision(waiting.slug, waiting.seal, by, say, definition(survey), reason)
            decide = deciding.refuse if reason else deciding.approve
            return decide(connection, store.sealer, decision, store.clock())

        return store.write(work)

    def _account(self, connection: Any) -> str:
        if connection.execute(select(staff.c.id).where(staff.c.id == ACCOUNT)).first() is None:
            row = {
                "id": ACCOUNT,
                "email": "office@hub.example",
                "name_of_role": "hub officer",
                "role": "staff",
            }
            connection.execute(insert(staff).values(**row, password_hash="-", created_at=self._store.clock()))
        return ACCOUNT


class Council:
    """The youth council as the engine alone is told of it: one link, one author, the polls sent in."""

    def __init__(self, house: House, today: date) -> None:
        self._house, self._today = house, today
        self._links: set[str] = set()
        self._member = False
        self._polls: dict[str, dict[str, Any]] = {}
        self._told: dict[str, Json] = {}
        self.invited: set[str] = set()
        self._answered: set[str] = set()
        self.over: set[str] = set()

    def do(self, text: str) -> list[Say]:
        act = act_of(text)
        if "token" in act:
            self._links.add(act["token"])
            return []
        if "end" in act:
            self._member, self._links = False, set()
            return []
        if "survey" in act:
            return self._ask(self._house.surveys[act["survey"]])
        if "outcome" in act:
            return self._told_outcome(act["outcome"])
        poll = next(each for each in self._polls.values() if each["status"] == "submitted")
        poll["reason"] = act.get("reason", "")
        poll["status"] = "refused" if poll["reason"] else "approved"
        survey = opened(poll["definition"], self._today)
        if poll["reason"]:
            return [told_sent_back(self._house, survey, poll["reason"])]
        return [told_approved(self._house, survey, "")]

    def _told_outcome(self, slug: str) -> list[Say]:
        """What came of it, to whoever answered."""
        self.over.add(slug)
        decision = Influence("1", slug, **{name: getattr(DECIDED, name) for name in DECIDED.__slots__})
        return [came_of(self._house, slug, [decision])] if slug in self._answered else []

    def _ask(self, survey: Survey) -> list[Say]:
        """The invitation, to whoever said yes to it and may have it."""
        about = [str(self._told.get(name) or "") for name in ("role", "age_band", "outcode")]
        if not self._told.get("ask_me") or not fits_of(self._house, survey)(*about):
            return []
        self.invited.add(survey.slug)
        return [invitation(self._house, survey)]

    def took(self, effects: Iterable[Effect]) -> None:
        for effect in effects:
            match effect:
                case Propose(slug, made):
                    self._polls.pop(slug, None)
                    poll = {"definition": dict(made), "status": "submitted", "reason": ""}
                    self._polls[str(made["slug"])] = poll
                case Submit(edition):
                    self._answered.add(edition)
                case Remember("council", value):
                    self._member = bool(value)
                case Remember(name, value):
                    self._told[name] = value

    def record(self, topic: str, key: str) -> dict[str, Json]:
        if topic == "takeback":
            return self._take_back(key)
        joined = bool(key) and not self._member and key in self._links
        if joined:
            self._links.discard(key)
            self._member = True
        back = [p for p in self._polls.values() if p["status"] in ("refused", "withdrawn")]
        waiting = [s for s, p in self._polls.items() if p["status"] == "submitted"]
        return {
            "member": self._member,
            "joined": joined,
            "waiting": [[slug, self._polls[slug]["definition"]["title"]] for slug in waiting],
            "sent_back": [[poll["definition"], poll["reason"]] for poll in back],
            "slugs": list(self._polls),
        }

    def _take_back(self, slug: str) -> dict[str, Json]:
        waiting = [name for name, poll in self._polls.items() if poll["status"] == "submitted"]
        meant = [name for name in (self._polls if slug else waiting) if slug in ("", name)]
        if len(meant) != 1:
            named: list[Json] = [[name, self._polls[name]["definition"]["title"]] for name in waiting]
            return {"taken_back": False, "status": "", "waiting": named}
        poll = self._polls[meant[0]]
        if poll["status"] != "submitted":
            return {"taken_back": False, "status": poll["status"]}
        poll["status"] = "withdrawn"
        return {"taken_back": True, "status": "withdrawn", "title": poll["definition"]["title"]}
