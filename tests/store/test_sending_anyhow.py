"""Whatever is done to a round and in whatever order, nobody is sent twice what was marked sent, and nobody is lost."""

from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from asked_people import INVITED, SLUG, Clock, Town, anybody
from bot.store import Claimed, Ended, Later, Sent, Unreachable, broadcasts, invitations, open_store, sending
from bot.store.broadcasts import INVITATION, QUEUEING, STOPPED, UNDER_WAY, Round
from bot.store.outbox import LEASE

PEOPLE = 9
A_PART = 2


class Sending(RuleBasedStateMachine):
    """A round as staff, two couriers, kills and blocks make it go; `arrived` is what reached people's phones."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.store = open_store("sqlite://", b"a secret for tests, 32 bytes long", self.clock)
        self.town = Town(self.store, self.clock)
        self.town.willing(*(f"p{n}" for n in range(PEOPLE)))
        self.held: dict[str, list[tuple[Claimed, datetime]]] = {"one": [], "two": []}
        self.marked: Counter[str] = Counter()
        self.blocked: set[str] = set()

    def teardown(self) -> None:
        self.store.close()

    def key(self) -> str | None:
        return next((each.id for each in self.town.rounds() if each.status in UNDER_WAY), None)

    @rule(parts=st.integers(1, 3))
    def queue_and_be_killed_after_some_parts(self, parts: int) -> None:
        claim, left = invitations.to_invite(SLUG, anybody), [parts]

        def whom(connection, most, now):  # type: ignore[no-untyped-def]
            left[0] -= 1
            if left[0] < 0:
                raise InterruptedError
            return claim(connection, min(most, A_PART), now)

        with suppress(InterruptedError):
            sending.send(self.store, Round(INVITATION, SLUG), whom, INVITED)

    @rule(courier=st.sampled_from(["one", "two"]), most=st.integers(1, 4))
    def a_courier_takes_some(self, courier: str, most: int) -> None:
        taken = self.town.claim(most, lease=courier)
        anew = {each.id for each in taken}
        kept = [(each, since) for each, since in self.held[courier] if each.id not in anew]
        self.held[courier] = kept + [(each, self.clock()) for each in taken]

    @precondition(lambda self: any(self.held.values()))
    @rule(
        how=st.sampled_from(["sent", "later", "blocked", "refused"]), courier=st.sampled_from(["one", "two"])
    )
    def one_is_settled(self, how: str, courier: str) -> None:
        if not self.held[courier]:
            return
        each, since = self.held[courier].pop(0)
        still_mine = self._is_held_by(each, courier)
        in_time = self.clock() <= since + LEASE
        assert still_mine or not in_time, (
            "what arrived in time is always written down, whatever staff did meanwhile"
        )
        match how:
            case "sent":
                self.town.settle(Sent(each.id), lease=courier)
                self.marked[each.address] += still_mine
            case "later":
                self.town.settle(Later(each.id, self.clock(), "temporary"), lease=courier)
            case "blocked":
                self.town.settle(Unreachable(each.id, "blocked"), lease=courier)
                self.blocked |= {each.address} if still_mine else set()
            case _:
                self.town.settle(Ended(each.id, "refused", "never"), lease=courier)

    def _is_held_by(self, each: Claimed, courier: str) -> bool:
        rows = {row["id"]: row for row in self.town.rows("outbox")}
        return rows[each.id]["lease"] == courier and rows[each.id]["status"] == "waiting"

    @rule(courier=st.sampled_from(["one", "two"]))
    def a_courier_is_killed(self, courier: str) -> None:
        self.held[courier] = []
        self.clock.now += LEASE + timedelta(seconds=1)

    @rule(courier=st.sampled_from(["one", "two"]))
    def a_courier_ends_cleanly(self, courier: str) -> None:
        self.held[courier] = []
        self.store.hand_back(courier, [], self.clock())

    @rule(how=st.sampled_from([broadcasts.pause, broadcasts.resume, broadcasts.finish]))
    def staff_or_the_clock_do_something(self, how) -> None:  # type: ignore[no-untyped-def]
        if how is broadcasts.finish:
            self.store.write(lambda c: broadcasts.finish(c, self.clock()))
        elif key := self.key():
            self.store.write(lambda c: how(c, key, self.clock()))

    @rule()
    def staff_stop_it(self) -> None:
        if key := self.key():
            self.store.write(lambda c: broadcasts.stop(c, key, self.clock()))

    @invariant()
    def nobody_is_marked_sent_twice(self) -> None:
        assert max(self.marked.values(), default=0) <= 1

    @invariant()
    def everybody_invited_has_exactly_one_message(self) -> None:
        messages = Counter(row["address_id"] for row in self.town.rows("outbox") if row["broadcast_id"])
        assert set(messages.values()) <= {1}
        assert messages.total() == len(self.town.rows("invitation"))

    @invariant()
    def nobody_is_lost(self) -> None:
        """What is neither sent, ended nor stopped can still be sent, now or when its round goes on."""
        rounds = {row["id"]: row["status"] for row in self.town.rows("broadcast")}
        for row in self.town.rows("outbox"):
            if row["broadcast_id"] and row["status"] == "held":
                assert rounds[row["broadcast_id"]] == "paused"
            if row["broadcast_id"] and row["status"] == "stopped":
                assert rounds[row["broadcast_id"]] == STOPPED
        sent = [row for row in self.town.rows("outbox") if row["broadcast_id"] and row["status"] == "sent"]
        assert len(sent) == self.marked.total()

    @invariant()
    def what_is_counted_is_what_happened(self) -> None:
        statuses = Counter(row["status"] for row in self.town.rows("outbox") if row["broadcast_id"])
        came = self.town.came()
        assert came.get("sent", 0) == statuses["sent"]
        assert came.get("blocked", 0) == statuses["gone"] + statuses["refused"]
        assert came.get("queued", 0) == statuses["waiting"] + statuses["held"] + statuses["stopped"]

    def finish_everything(self) -> None:
        """Run on, a round that was not stopped reaches everybody who can be."""
        if key := self.key():
            self.store.write(lambda c: broadcasts.resume(c, key, self.clock()))
        self.clock.now += LEASE + timedelta(seconds=1)
        if any(each.status == QUEUEING for each in self.town.rounds()) or not self.town.rounds():
            self.town.invite()
        for each in self.town.claim(most=100, lease="last"):
            self.town.settle(Sent(each.id), lease="last")
            self.marked[each.address] += 1


class SendingToTheEnd(Sending):
    """The same, ended as it should: nothing waits, and everybody was reached who was not stopped or out of reach."""

    def teardown(self) -> None:
        self.finish_everything()
        self.nobody_is_marked_sent_twice()
        stopped = any(each.status == STOPPED for each in self.town.rounds())
        left = [
            row
            for row in self.town.rows("outbox")
            if row["broadcast_id"] and row["status"] in ("waiting", "held")
        ]
        assert stopped or left == []
        if not stopped:
            assert len(self.town.rows("invitation")) == PEOPLE
        super().teardown()


TestSending = SendingToTheEnd.TestCase
TestSending.settings = settings(
    max_examples=15, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
