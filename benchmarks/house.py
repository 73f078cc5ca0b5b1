"""An installation to measure, with as many dossiers in it as one likes."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from django.db.backends.sqlite3._functions import register

from benchmarks.load import Officer
from tests.concurrency.intakes import cards, intake
from tests.serving import Installation, Served

# Seconds in which each web process has read the names of a million dossiers, on a busy machine too.
_A_MILLION_NAMES = 240
# Written beside the dossier that is copied: ended ones, and one in twenty that lies on a case officer's desk.
_LIVE = "series.n % 20 = 0"
_ENDED = f"CASE WHEN {_LIVE} THEN NULL ELSE t.received_at END"
_LATER = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%S', t.due_at, '+' || (series.n % 90000) || ' minutes')",
    "postgresql": "t.due_at + (series.n % 90000) * interval '1 minute'",
}
_SERIES = {
    "sqlite": "WITH RECURSIVE series(n) AS (SELECT {0} UNION ALL SELECT n + 1 FROM series WHERE n < {1})",
    "postgresql": "WITH series(n) AS (SELECT generate_series({0}, {1}))",
}


class House:
    """A served installation on one of the two databases."""

    def __init__(self, vendor: str, server_url: str = "") -> None:
        self.vendor = vendor
        self.installation = Installation(Path(tempfile.mkdtemp(prefix="house")), server_url)
        self.installation.prepare()
        self.served = Served(self.installation)
        self.dossiers = 0

    @property
    def name(self) -> str:
        """Return the database as it is called."""
        return {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[self.vendor]

    def connect(self) -> sqlite3.Connection | psycopg.Connection:
        """Return a bare connection, each statement a transaction of its own, as durable as the application's."""
        if self.vendor == "postgresql":
            return psycopg.connect(self.installation.environment["MOTCUA_DATABASE_URL"], autocommit=True)
        bare = sqlite3.connect(self.installation.folder / "motcua.sqlite3", timeout=20, isolation_level=None)
        register(bare)  # constraints of the schema ask functions that Django lends SQLite
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-16384"):
            bare.execute(f"PRAGMA {pragma}")
        return bare

    def serve_anew(self) -> None:
        """Start again: what was written behind the server's back is read at its start, as after any night."""
        self.served.stop()
        self.served.start(patience=_A_MILLION_NAMES)

    def officer(self, username: str) -> Officer:
        """Return a signed-in officer."""
        with closing(self.served.officer(username)) as client:
            return Officer.of(client)

    def fill(self, number: int) -> None:
        """Copy the first dossier and its first event until there are `number`."""
        with closing(self.served.officer("lan")) as client:
            answer = client.post("/counter/intake/", data=intake(cards()[0], f"template-{self.dossiers}"))
        code = answer.json()["code"]
        first, last = self.dossiers + 1, number
        with closing(self.connect()) as bare:
            series = _SERIES[self.vendor].format(first, last)
            bare.execute(_copy(bare, "dossiers_dossier", self._dossier(), series, f"t.code = '{code}'"))
            events = {"id": None, "stream": "'dossier:BENCH-' || series.n"}
            bare.execute(_copy(bare, "events_event", events, series, f"t.stream = 'dossier:{code}'"))
            bare.execute("ANALYZE")
        self.dossiers = number

    def _dossier(self) -> dict[str, str | None]:
        desk = "(SELECT p.{0} FROM accounts_post p JOIN accounts_user u ON u.id = p.user_id WHERE u.username = 'minh')"
        return {
            "id": None,
            "code": "'BENCH-' || series.n",
            "pickup_code": "'BENCH' || series.n",
            "book_ordinal": "NULL",
            "applicant_id_number": "'BENCH-' || series.n",
            "state": f"CASE WHEN {_LIVE} THEN 'IN_PROGRESS' ELSE 'DELIVERED' END",
            "ended_at": _ENDED,
            "ready_at": _ENDED,
            "due_at": _LATER[self.vendor],
            "form_id": "NULL",
            "visit_id": "NULL",
            "step": "2",
            "holder_role": "'CASE'",
            "holder_agency_id": desk.format("agency_id"),
            "holder_id": desk.format("id"),
        }


def _copy(
    bare: sqlite3.Connection | psycopg.Connection,
    table: str,
    changed: dict[str, str | None],
    series: str,
    which: str,
) -> str:
    """Return the statement that copies one row for each number of the series; None: left to the database."""
    found = bare.execute(f"SELECT * FROM {table} LIMIT 0").description or ()
    columns = [column[0] for column in found if changed.get(column[0], "") is not None]
    values = [changed.get(column) or f't."{column}"' for column in columns]
    names = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT INTO {table} ({names}) {series} SELECT {', '.join(values)} FROM {table} t, series WHERE {which}"


@contextmanager
def house(vendor: str, server_url: str = "") -> Iterator[House]:
    """Serve an installation until the measuring is done."""
    made = House(vendor, server_url)
    made.served.start()
    try:
        yield made
    finally:
        made.served.stop()
        made.installation.remove()
