"""What is sealed opens only with the key and only where it was sealed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store import Sealer, WrongKey
from bot.store.sealing import respondent, seal_json, unseal_json

SEALER = Sealer(b"a secret for tests, 32 bytes long")
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters()), inner, max_size=3),
    max_leaves=8,
)
OTHER = Sealer(b"another secret of 32 bytes length")


@given(st.binary(max_size=2000), st.text(max_size=40))
def test_what_is_sealed_opens_again(data: bytes, row: str) -> None:
    assert SEALER.unseal("concern.text", row, SEALER.seal("concern.text", row, data)) == data


@given(st.dictionaries(st.text(st.characters()), PLAIN, max_size=5))
def test_any_json_comes_back_as_it_was_half_characters_too(value: dict[str, object]) -> None:
    sealed = seal_json(SEALER, "conversation.state", "1", value)
    assert unseal_json(SEALER, "conversation.state", "1", sealed) == value


@pytest.mark.parametrize(
    ("sealer", "place", "row"),
    [
        (OTHER, "concern.text", "1"),
        (SEALER, "outbox.payload", "1"),
        (SEALER, "concern.text", "2"),
    ],
)
def test_what_is_moved_or_met_with_another_key_does_not_open(sealer: Sealer, place: str, row: str) -> None:
    sealed = SEALER.seal("concern.text", "1", b"words")
    with pytest.raises(WrongKey):
        sealer.unseal(place, row, sealed)


def test_what_was_changed_does_not_open() -> None:
    sealed = bytearray(SEALER.seal("concern.text", "1", b"words"))
    sealed[-1] ^= 1
    with pytest.raises(WrongKey):
        SEALER.unseal("concern.text", "1", bytes(sealed))
    with pytest.raises(WrongKey):
        SEALER.unseal("concern.text", "1", b"")


def test_the_same_words_never_look_the_same_twice() -> None:
    assert len({SEALER.seal("concern.text", "1", b"words") for _ in range(100)}) == 100


def test_an_address_is_known_again_but_not_without_the_key() -> None:
    assert SEALER.address_id("telegram", "42") == SEALER.address_id("telegram", "42")
    others = {
        SEALER.address_id("web", "42"),
        SEALER.address_id("telegram", "43"),
        OTHER.address_id("telegram", "42"),
    }
    assert SEALER.address_id("telegram", "42") not in others
    assert len(others) == 3


def test_one_person_is_somebody_else_in_every_edition() -> None:
    assert (
        respondent(b"salt 1", "person") == respondent(b"salt 1", "person") != respondent(b"salt 2", "person")
    )
