"""How long a thing takes, and how a ratio is written."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: what, ours, the other's, how many times better ours is (below 1: worse)."""

    what: str
    ours: str
    beside: str = ""
    ratio: float | None = None
    aim: str = ""
    met: bool | None = None


def microseconds(act: Callable[[], object], *, seconds: float = 0.4) -> float:
    """Return what one call costs: the best of five rounds, each long enough to be believed."""
    times, count = [], 1
    while True:
        begun = time.perf_counter()
        for _ in range(count):
            act()
        passed = time.perf_counter() - begun
        if passed >= seconds / 5:
            break
        count *= 2
    for _ in range(5):
        begun = time.perf_counter()
        for _ in range(count):
            act()
        times.append((time.perf_counter() - begun) / count)
    return min(times) * 1e6


def in_words(micros: float) -> str:
    """Return µs or ms with three figures."""
    return f"{micros:.3g} µs" if micros < 1000 else f"{micros / 1000:.3g} ms"


def percentile(values: Sequence[float], share: int) -> float:
    """Return the value below which `share` percent lie."""
    return statistics.quantiles(values, n=100)[share - 1] if len(values) > 1 else values[0]
