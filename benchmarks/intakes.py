"""Whole intakes over HTTP, beside the same SQL by the bare driver with the same durability."""

import argparse
import json
import os
from collections.abc import Iterator
from functools import partial

from benchmarks import bare
from benchmarks.house import House, house
from benchmarks.load import WARM, Request, hammer, post
from benchmarks.people import card
from benchmarks.timing import Line
from tests.concurrency.intakes import intake
from tests.serving import OFFICERS

AIM = 150
P95_AIM_MS = 80
RATIO_AIM = {"sqlite": 0.2, "postgresql": 0.5}


def measure(options: argparse.Namespace) -> Iterator[Line]:
    """Measure on SQLite, and on PostgreSQL where there is one."""
    with house("sqlite") as made:
        yield from _of(made, options)
    if server := os.environ.get("MOTCUA_BENCH_POSTGRESQL"):
        with house("postgresql", server) as made:
            yield from _of(made, options)


def _requests(series: int) -> list[Request]:
    """Another person and another key each turn, each officer and each series others."""

    def form(place: int, turn: int) -> dict[str, str]:
        return intake(card(series * 400_000 + place * 50_000 + turn), f"bench-{series}-{place}-{turn}")

    return [post("/counter/intake/", partial(form, place)) for place in range(8)]


def _of(made: House, options: argparse.Namespace) -> Iterator[Line]:
    made.fill(options.dossiers)
    officers = [made.officer(name) for name in OFFICERS[:8]]
    hammer(officers, _requests(0), seconds=WARM, accept="application/json")
    load = hammer(officers, _requests(1), seconds=options.seconds, accept="application/json")
    codes = [json.loads(body)["code"] for body in load.bodies]
    if len(set(codes)) != len(codes):
        raise RuntimeError("a number was given twice")
    made.served.stop()
    by_driver = bare.per_second(made, workers=8, seconds=options.seconds)
    ratio, least = load.per_second / by_driver, RATIO_AIM[made.vendor]
    yield Line(
        f"{made.name}: tiếp nhận trọn vẹn mỗi giây, tám cán bộ, có {options.dossiers} hồ sơ, cạnh cùng SQL bằng driver",
        f"{load.per_second:.0f}/s",
        f"{by_driver:.0f}/s",
        ratio,
        f"≥ {AIM}/s, ≥ {least:g} lần",
        load.per_second >= AIM and ratio >= least,
    )
    yield Line(
        f"{made.name}: 95 % số lần tiếp nhận xong trong",
        f"{load.p95_ms:.0f} ms",
        aim=f"< {P95_AIM_MS} ms",
        met=load.p95_ms < P95_AIM_MS,
    )
