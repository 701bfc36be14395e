"""Random bytes are given out once."""

import os
import warnings
from concurrent.futures import ThreadPoolExecutor

from bot.store.randomness import PAGE, Randomness, randomness


def test_no_bytes_are_given_out_twice_whatever_their_length() -> None:
    taken = [Randomness().take(16) for _ in range(PAGE)]
    source = Randomness()
    taken += [source.take(16) for _ in range(PAGE)]
    assert len(set(taken)) == len(taken)
    assert {len(each) for each in taken} == {16}
    assert len(source.take(PAGE)) == PAGE


def test_two_threads_get_different_bytes() -> None:
    with ThreadPoolExecutor(4) as threads:
        taken = list(threads.map(lambda _: randomness.take(12), range(4000)))
    assert len(set(taken)) == len(taken)


def test_a_forked_process_gets_different_bytes() -> None:
    randomness.take(1)
    reader, writer = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # newer Pythons warn of forking beside threads, which is the point here
        child = os.fork()
    if child == 0:
        os.write(writer, randomness.take(16))
        os._exit(0)
    os.waitpid(child, 0)
    theirs = os.read(reader, 16)
    assert len(theirs) == 16
    assert theirs != randomness.take(16)
