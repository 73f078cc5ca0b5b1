"""What stands in the database of a running installation, read past the application."""

import sqlite3
from contextlib import closing
from typing import Any

import psycopg

from tests.serving import Installation


def rows(installation: Installation, query: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query, in a connection of its own."""
    url = installation.environment.get("MOTCUA_DATABASE_URL")
    if url:
        with psycopg.connect(url) as connection:
            return list(connection.execute(query).fetchall())
    with closing(sqlite3.connect(installation.folder / "motcua.sqlite3", timeout=20)) as connection:
        return list(connection.execute(query).fetchall())


def number(installation: Installation, query: str) -> int:
    """Return the only number that a query gives."""
    return int(rows(installation, query)[0][0])


# Dossiers with their first events, papers (an original shown, copies handed in) and forms: one row each.
PAPERS = 2
WHOLE = """
SELECT d.code, d.pickup_code, COUNT(DISTINCT e.id), COUNT(DISTINCT p.id), f.confirmed_how
FROM dossiers_dossier d
LEFT JOIN events_event e ON e.stream = 'dossier:' || d.code AND e.name = 'dossier.received' AND e.seq = 1
LEFT JOIN dossiers_submitteddocument p ON p.dossier_id = d.id
LEFT JOIN forms_filledform f ON f.id = d.form_id
GROUP BY d.code, d.pickup_code, f.confirmed_how
"""


def broken(installation: Installation) -> list[tuple[Any, ...]]:
    """Return the dossiers that are not whole: not one first event, not both papers, no confirmed form."""
    return [row for row in rows(installation, WHOLE) if row[2:] != (1, PAPERS, "IN_PERSON")]


def left_over(installation: Installation) -> int:
    """Return how many visits and forms belong to no dossier."""
    query = "SELECT COUNT(*) FROM {0} a WHERE NOT EXISTS (SELECT 1 FROM dossiers_dossier WHERE {1} = a.id)"
    pairs = (("dossiers_visit", "visit_id"), ("forms_filledform", "form_id"))
    return sum(number(installation, query.format(*pair)) for pair in pairs)
