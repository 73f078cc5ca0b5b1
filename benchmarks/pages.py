"""Pages and papers over HTTP: the inbox in a small and a large base, dossiers read, receipts printed."""

import argparse
import os
from collections.abc import Iterator
from statistics import median

from benchmarks.house import House, house
from benchmarks.load import WARM, Load, Officer, Request, get, hammer
from benchmarks.timing import Line

SMALL = 1000
TURNS = 5
INBOX_AIM, READS_AIM = 300, 600


def measure(options: argparse.Namespace) -> Iterator[Line]:
    """Measure on SQLite, and on PostgreSQL where there is one."""
    for vendor, server in (("sqlite", ""), ("postgresql", os.environ.get("MOTCUA_BENCH_POSTGRESQL", ""))):
        if vendor == "sqlite" or server:
            with house(vendor, server) as small, house(vendor, server) as large:
                small.fill(SMALL)
                large.fill(options.dossiers)
                yield _at_both_sizes(small, large, options)
                yield from _of(large, options)


def _at_both_sizes(small: House, large: House, options: argparse.Namespace) -> Line:
    """Ask both bases turn by turn: what else the machine does meanwhile slows both alike."""
    took: dict[House, list[float]] = {small: [], large: []}
    for turn in range(TURNS + 1):
        for made, medians in took.items():
            load = hammer([made.officer("minh")], [get("/office/")], seconds=options.seconds / TURNS)
            if turn:  # the first is for warming
                medians.append(load.median_ms)
    one, many = (median(medians) for medians in took.values())
    return Line(
        f"{large.name}: một trang hộp việc, có {options.dossiers} hồ sơ, cạnh có {SMALL}",
        f"{many:.1f} ms",
        f"{one:.1f} ms",
        one / many,
        "bằng nhau",
        many < one * 1.25,
    )


def _of(made: House, options: argparse.Namespace) -> Iterator[Line]:
    desk = made.officer("minh")
    hammer([desk] * 8, [get("/office/")] * 8, seconds=WARM)
    inbox = hammer([desk] * 8, [get("/office/")] * 8, seconds=options.seconds)
    yield _per_second(f"{made.name}: trang hộp việc mỗi giây, tám người", inbox, INBOX_AIM)
    reads = hammer([desk] * 8, [_dossiers(place, options.dossiers) for place in range(8)], seconds=options.seconds)
    yield _per_second(f"{made.name}: trang hồ sơ mỗi giây, tám người", reads, READS_AIM)
    yield from _receipts(made, desk, options)


def _per_second(what: str, load: Load, aim: int) -> Line:
    ours = f"{load.per_second:.0f}/s, p95 {load.p95_ms:.0f} ms"
    return Line(what, ours, aim=f"≥ {aim}/s", met=load.per_second >= aim)


def _dossiers(place: int, number: int) -> Request:
    """Read dossiers all over the base, each officer others."""
    return lambda turn: ("GET", f"/office/dossiers/BENCH-{1 + (turn * 7919 + place * 104729) % number}/", "")


def _receipts(made: House, desk: Officer, options: argparse.Namespace) -> Iterator[Line]:
    def receipt(turn: int) -> tuple[str, str, str]:
        return "GET", f"/office/dossiers/BENCH-{20 * (turn + 1)}/papers/receipt/", ""

    first = hammer([desk], [receipt], seconds=options.seconds / 2)
    again = hammer([desk], [get("/office/dossiers/BENCH-20/papers/receipt/")], seconds=options.seconds / 2)
    yield Line(
        f"{made.name}: giấy tiếp nhận PDF, lần đầu cạnh in lại",
        f"{first.median_ms:.0f} ms",
        f"{again.median_ms:.0f} ms",
        first.median_ms / again.median_ms,
    )
