"""The same statements by the bare driver: what the database itself can do, with the same durability."""

import json
import multiprocessing
import pickle
import re
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from benchmarks.house import House

UNITS = 6
_RETURNS = {"forms_filledform": "FORM", "people_person": "PERSON", "dossiers_dossier": "DOSSIER"}
_INSERT = re.compile(r'INSERT INTO "(\w+)".*RETURNING', re.DOTALL)
Own = dict[str, Any]
Parameter = Callable[[Own], Any]
Statement = tuple[str, list[Parameter], str]


def captured(made: House) -> dict[str, Any]:
    """Return what benchmarks.capture noted in this installation."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.capture"],
        env=made.installation.environment, capture_output=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr.decode())
    found: dict[str, Any] = pickle.loads(done.stdout)
    return found


def _parameter(value: Any, own: Own) -> Parameter:
    """Return how a parameter is made for another intake: a part of its own is exchanged, the rest stays."""
    if isinstance(value, list):
        parts = [_parameter(each, own) for each in value]
        return lambda now: [part(now) for part in parts]
    if isinstance(value, tuple):
        text = json.dumps(value[1], ensure_ascii=False)
        inner = _parameter(text, own)
        return lambda now: Jsonb(json.loads(inner(now)))
    for name, mine in own.items():
        if value == mine and type(value) is type(mine):
            return lambda now: now[name]
    if isinstance(value, str):
        inside = [name for name in ("CODE", "ID_NUMBER") if own[name] in value]
        if inside:
            name = inside[0]
            return lambda now: value.replace(own[name], now[name])
    return lambda _now: value


def statements(found: dict[str, Any]) -> tuple[list[Statement], list[Statement]]:
    """Return what is asked before the transaction, and the transaction."""
    ready: list[Statement] = []
    for sql, params in found["sent"]:
        if sql.startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")):
            continue
        insert = _INSERT.match(sql)
        bare = sql.replace("%s", "?").replace("%%", "%") if found["vendor"] == "sqlite" else sql
        returns = _RETURNS.get(insert[1], "") if insert else ""
        ready.append((bare, [_parameter(each, found["own"]) for each in params], returns))
    begin = next(place for place, (sql, _params, _returns) in enumerate(ready) if "events_answered" in sql)
    return ready[:begin], ready[begin:]


def _own(vendor: str, worker: int, turn: int) -> Own:
    visit = uuid.uuid4()
    return {
        "VISIT": visit.hex if vendor == "sqlite" else visit,
        "CODE": f"BARE-{worker}-{turn}",
        "PICKUP": f"BARE{worker}x{turn}",
        "KEY": f"bare-{worker}-{turn}",
        "ID_NUMBER": f"00719{worker}{turn:06d}",
        "SCOPE": f"dossier:bare-{worker % UNITS}",
        "BOOK": f"book:bare-{worker % UNITS}",
        "ORDINAL": (worker + 1) * 10_000_000 + turn,
    }


def _send(bare: sqlite3.Connection | psycopg.Connection, lines: list[Statement], now: Own) -> None:
    for sql, params, returns in lines:
        cursor = bare.execute(sql, [each(now) for each in params])
        if cursor.description:
            rows = cursor.fetchall()
            if returns:
                now[returns] = rows[0][0]


@dataclass(frozen=True)
class _Work:
    """What each process does, and where it says how much it did."""

    made: House
    found: dict[str, Any]
    seconds: float
    start: Barrier
    done: Any

    def run(self, place: int) -> None:
        try:
            self.done.put(self._count(place))
        except Exception as error:  # noqa: BLE001 - the process that waits says it
            self.done.put(error)

    def _count(self, place: int) -> int:
        before, inside = statements(self.found)
        vendor = self.found["vendor"]
        bare = self.made.connect()
        self.start.wait()
        until, turn = time.perf_counter() + self.seconds, 0
        while time.perf_counter() < until:
            now = _own(vendor, place, turn)
            _send(bare, before, now)
            bare.execute("BEGIN IMMEDIATE" if vendor == "sqlite" else "BEGIN")
            _send(bare, inside, now)
            bare.execute("COMMIT")
            turn += 1
        bare.close()
        return turn


def _begin_sequences(made: House, found: dict[str, Any]) -> None:
    """Give each unit its rows of numbers, as every unit has them after its first dossier of the day."""
    mark = "?" if found["vendor"] == "sqlite" else "%s"
    insert = f'INSERT INTO agencies_numbersequence (scope, period, "last") VALUES ({mark}, {mark}, 0)'
    with closing(made.connect()) as bare:
        for name, kind in (("SCOPE", "dossier"), ("BOOK", "book")):
            scope = found["own"][name]
            period = next(params[params.index(scope) - 1] for _sql, params in found["sent"] if scope in params)
            for unit in range(UNITS):
                bare.execute(insert, [f"{kind}:bare-{unit}", period])


def per_second(made: House, *, workers: int, seconds: float) -> float:
    """Return how many intakes a second the bare driver does from so many processes."""
    found = captured(made)
    _begin_sequences(made, found)
    context = multiprocessing.get_context("fork")
    start, done = context.Barrier(workers), context.Queue()
    work = _Work(made, found, seconds, start, done)
    processes = [context.Process(target=work.run, args=(place,)) for place in range(workers)]
    for process in processes:
        process.start()
    counts = [done.get(timeout=seconds + 60) for _ in processes]
    for process in processes:
        process.join()
    if wrong := [each for each in counts if isinstance(each, Exception)]:
        raise wrong[0]
    return float(sum(counts) / seconds)
