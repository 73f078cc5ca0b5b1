"""What others were promised comes first: each by what was reckoned for it, at every desk that it still has to pass."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.db.models import CharField
from django.db.models.functions import Cast
from django.test.utils import CaptureQueriesContext

from motcua.accounts.models import Role
from motcua.dossiers.models import Dossier
from motcua.servicedays.models import Promise
from motcua.servicedays.queries import estimates
from motcua.servicedays.queries.claims import Desk, claims_of
from motcua.servicedays.queries.medians import minutes
from tests.dossiers.test_board_figures import plans
from tests.dossiers.test_inbox import clones
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, MORNING, SINGLE_STATUS, Commune, later, moment
from tests.factories.servicedays import service_day

pytestmark = pytest.mark.django_db
USUAL = dt.timedelta(minutes=1)


@pytest.fixture
def unit() -> Commune:
    unit = make.gia_lam()
    service_day(unit)
    return unit


def desks(unit: Commune) -> dict[str, Desk]:
    return {role: (role, unit[role].agency_id) for role in (Role.INTAKE, Role.CASE, Role.APPROVER, Role.RECORDS)}


def claimed(unit: Commune, matter: estimates.Matter, *, at: dt.datetime = MORNING) -> dict[str, int]:
    """The minutes of each desk that come before a matter."""
    scene = estimates.scene_at(unit.centre, at=at)
    assert scene is not None
    return {role: minutes(scene.claimed(desk, matter, usual=USUAL)) for role, desk in desks(unit).items()}


def reckoned(*dossiers: Dossier, since: int = 1) -> dict[str, int]:
    """What their promises are made of, from a step on."""
    found = dict.fromkeys((Role.INTAKE, Role.CASE, Role.APPROVER, Role.RECORDS), 0)
    for row in Promise.objects.filter(dossier__in=dossiers):
        for each in row.basis:
            found[each["role"]] += each["minutes"] if each["step"] >= since else 0
    return {str(role): number for role, number in found.items()}


def test_a_promise_is_work_of_every_desk_by_its_own_measure_wherever_the_dossier_lies(unit: Commune) -> None:
    new = estimates.Matter(make.version_of(COPIES).definition)
    assert set(claimed(unit, new).values()) == {0}
    long, short = make.received(unit, SINGLE_STATUS), make.received(unit, COPIES)
    assert claimed(unit, new) == reckoned(long, short)
    assert reckoned(long) != reckoned(short)


def test_what_a_desk_has_done_is_claimed_of_it_no_more(unit: Commune) -> None:
    new = estimates.Matter(make.version_of(COPIES).definition)
    dossier = make.drafted(unit)
    assert claimed(unit, new) == reckoned(dossier, since=3)
    assert claimed(unit, new)[Role.APPROVER] > 0


def test_nothing_lies_before_itself_nor_before_what_was_promised_sooner(unit: Commune) -> None:
    sooner, later_one = make.received(unit, COPIES), make.received(unit, SINGLE_STATUS)
    promised = dict(Promise.objects.values_list("dossier", "promised_at"))
    assert list(Promise.objects.order_by("promised_at").values_list("dossier", flat=True)) == [sooner.pk, later_one.pk]
    definition = make.version_of(COPIES).definition

    first = estimates.Matter(definition, dossier=sooner.pk, promised_at=promised[sooner.pk])
    second = estimates.Matter(definition, dossier=later_one.pk, promised_at=promised[later_one.pk])
    assert set(claimed(unit, first).values()) == {0}
    assert claimed(unit, second) == reckoned(sooner)


def test_what_is_due_today_without_a_promise_counts_where_it_lies_and_of_other_days_nothing(unit: Commune) -> None:
    new = estimates.Matter(make.version_of(COPIES).definition)
    dossier = make.received(unit, at=moment("2026-11-20 08:30"))
    assert set(claimed(unit, new).values()) == {0}
    Dossier.objects.filter(pk=dossier.pk).update(due_at=later(MORNING, minutes=60))
    assert claimed(unit, new) == reckoned() | {str(Role.INTAKE): 1}
    Dossier.objects.filter(pk=dossier.pk).update(intake_agency=make.bat_trang().centre)
    assert set(claimed(unit, new).values()) == {0}


def test_it_is_read_from_indexes_however_much_lies_open(unit: Commune) -> None:
    today = make.received(unit, code=COPIES)
    clones(today, 300, due_at=later(MORNING, days=20))
    Dossier.objects.update(applicant_id_number=Cast("id", CharField()))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")

    with CaptureQueriesContext(connection) as queries:
        found = claims_of(unit.centre, later(MORNING, hours=8))
        beside = Dossier.objects.open_of("005190000000", procedure_code=COPIES, authority=unit.authority)
        assert list(beside) == []

    assert [each.dossier for each in found] == [today.pk]
    *claims, person = plans(queries)
    assert all(re.search(r"dossier_at_counter.*\bdue_at\W*>", plan, re.DOTALL) for plan in claims), claims
    assert re.search("dossier_(open_of_person|by_id_number)", person), person
