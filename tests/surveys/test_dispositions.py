"""Rates as the Standard Definitions have them, from counts of people."""

from bot.surveys.dispositions import Rate, dispositions

COUNTS = {
    ("queued", 0): 5, ("sent", 0): 40, ("blocked", 0): 10, ("opened", 0): 6, ("started", 2): 3, ("started", 4): 1,
    ("completed", 6): 30, ("declined", 0): 7, ("declined", 3): 3,
}  # fmt: skip


def test_each_person_is_counted_once_and_breaking_off_by_question() -> None:
    came = dispositions(COUNTS)
    assert came.invited == sum(COUNTS.values()) == 105
    assert (came.count("declined"), came.count("opened", "started")) == (10, 10)
    assert came.left_at == {2: 3, 4: 1}


def test_the_rates_follow_their_formulas() -> None:
    complete, refused, unreached = 30, 10 + 6 + 4, 40 + 10
    assert dispositions(COUNTS).rates == (
        Rate("RR1", complete, complete + refused + unreached),
        Rate("COOP1", complete, complete + refused),
        Rate("REF1", refused, complete + refused + unreached),
        Rate("CON1", complete + refused, complete + refused + unreached),
    )
    assert [rate.percent for rate in dispositions(COUNTS).rates] == [30.0, 60.0, 20.0, 50.0]


def test_there_is_no_rate_of_nobody() -> None:
    assert [rate.percent for rate in dispositions({("queued", 0): 3}).rates] == [None] * 4
