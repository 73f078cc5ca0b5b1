"""The board's figures: of this day only, and read from indexes however many days lie behind it."""

import re
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.accounts.models import Role
from motcua.dossiers.commands import hand_over
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import board
from motcua.dossiers.queries.board import Figures
from motcua.dossiers.states import ENDED
from tests.dossiers.test_inbox import clones
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, Commune, handed_to_tam, later

pytestmark = pytest.mark.django_db
YESTERDAY = later(MORNING, days=-1)
NOW = later(MORNING, hours=2)


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


def test_the_figures_are_of_this_day_though_what_is_older_moves_in_it(unit: Commune) -> None:
    lan = unit[Role.INTAKE]
    done = handed_to_tam(make.ready(unit, at=YESTERDAY), unit, later(YESTERDAY, hours=2))
    Dossier.objects.filter(pk=done.pk).update(moved_at=MORNING)  # went yesterday, was looked after today
    handed_to_tam(make.ready(unit, at=YESTERDAY), unit, MORNING)  # came yesterday, went today
    hand_over(dossier=make.received(unit, at=YESTERDAY), by=lan, at=MORNING)  # came yesterday, moved today
    make.received(unit, at=YESTERDAY)
    make.received(unit)
    neighbour = make.bat_trang()
    make.received(neighbour)

    figures = board.figures(unit.centre, at=NOW)

    assert figures == Figures(received=1, delivered=1, own=1, in_time=1, late=0, here=2)


def plans(queries: CaptureQueriesContext) -> list[str]:
    """How the database goes about each of these."""
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        found = []
        for query in list(queries.captured_queries):
            cursor.execute(f"{explain} {query['sql']}")
            found.append("\n".join(str(row) for row in cursor.fetchall()))
    return found


def test_the_figures_are_read_from_indexes_whatever_the_past_of_the_centre(unit: Commune) -> None:
    dossier = handed_to_tam(make.ready(unit, at=YESTERDAY), unit, later(YESTERDAY, hours=2))
    for state, centre in product(ENDED, (unit.centre, make.bat_trang().centre)):
        clones(dossier, 100, state=state, intake_agency_id=centre.pk)
    make.received(unit)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")

    with CaptureQueriesContext(connection) as queries:
        board.figures(unit.centre, at=NOW)

    of_the_day, still_open = plans(queries)
    assert re.search(r"dossier_lately_moved.*\bmoved_at\W*>", of_the_day, re.DOTALL), of_the_day
    assert re.search(r"dossier_at_counter.*\bstate\b", still_open, re.DOTALL), still_open
