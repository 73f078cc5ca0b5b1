"""After failures in a row a register is left alone for a while: nobody waits again for what does not answer."""

import threading
import time

FAILURES = 3
PAUSE_SECONDS = 30.0


class Breaker:
    """Counts a register's failures in this process; times are those of a clock that never goes back."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures = 0
        self._closed_at = 0.0

    def wait(self) -> float:
        """Return for how many seconds the register is still left alone; 0: ask it."""
        with self._lock:
            if self._failures < FAILURES:
                return 0.0
            return max(0.0, self._closed_at + PAUSE_SECONDS - time.monotonic())

    def report(self, *, failed: bool) -> None:
        """Remember how a query went; the first one after the pause decides anew."""
        with self._lock:
            self._failures = self._failures + 1 if failed else 0
            if self._failures >= FAILURES:
                self._closed_at = time.monotonic()
