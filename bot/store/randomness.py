"""Knows how to fetch the system's randomness by the page; refuses to make any of its own.

Every call to the system lets another thread run first. A batch needs hundreds of nonces and ids, and with a call for
each the writing thread spent a third of its time waiting to go on.
"""

import os
import threading

PAGE = 8192


class Randomness(threading.local):
    """Each thread has its own page, so no two can get the same bytes; a forked process begins a new one."""

    page = b""
    used = 0

    def take(self, length: int) -> bytes:
        """`length` bytes (at most a page) from os.urandom, never given out before."""
        if self.used + length > len(self.page):
            self.page, self.used = os.urandom(PAGE), 0
        taken = self.page[self.used : self.used + length]
        self.used += length
        return taken

    def forget(self) -> None:
        self.page, self.used = b"", 0


randomness = Randomness()
os.register_at_fork(after_in_child=randomness.forget)
