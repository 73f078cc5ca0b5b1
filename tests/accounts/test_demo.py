"""The officers of the demonstration: every role in every commune, nobody real, nothing doubled."""

import datetime as dt
from collections import defaultdict

import pytest

from motcua.accounts import demo
from motcua.accounts.models import Post, Role, User
from motcua.accounts.queries import posts_held
from motcua.agencies.models import AgencyKind
from motcua.agencies.seed import load_agencies
from motcua.worktime.seed import load_calendars

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 23)
COMMUNES = {"00565", "00577", "00541", "00562", "00103", "09832", "30001"}
CITY = "01"
IN_THE_COMMITTEE = {Role.APPROVER, Role.RECORDS, Role.SUPERVISOR, Role.ADMIN}
IN_THE_CENTRE = {Role.INTAKE, Role.CASHIER}


@pytest.fixture(autouse=True)
def _loaded() -> None:
    load_calendars()
    load_agencies()
    demo.load_staff()


def test_load_again_makes_nobody_and_keeps_what_an_officer_has_changed() -> None:
    lan = User.objects.get(username="lan")
    lan.set_password("mot-mat-khau-khac")
    lan.save()
    Post.objects.filter(user=lan).update(ends_on=dt.date(2026, 12, 31))
    before = Post.objects.count()

    assert demo.load_staff() == 0
    lan.refresh_from_db()
    assert lan.check_password("mot-mat-khau-khac")
    assert Post.objects.count() == before
    assert Post.objects.get(user=lan).ends_on == dt.date(2026, 12, 31)


def test_every_commune_has_every_role() -> None:
    roles: dict[str, set[str]] = defaultdict(set)
    for post in Post.objects.current(TODAY).select_related("agency__authority"):
        roles[post.authority.code].add(post.role)

    assert roles == {code: set(Role.values) for code in COMMUNES} | {CITY: {Role.SUPERVISOR}}


def test_posts_stand_where_their_work_is_done() -> None:
    for post in Post.objects.select_related("agency__authority"):
        if post.role in IN_THE_COMMITTEE:
            assert post.agency == post.authority
        elif post.role in IN_THE_CENTRE:
            assert post.agency.kind == AgencyKind.CENTRE
        else:
            assert post.agency.kind in {AgencyKind.DEPARTMENT, AgencyKind.VERTICAL}


def test_every_unit_that_handles_dossiers_has_a_case_officer_and_a_head() -> None:
    roles: dict[str, set[str]] = defaultdict(set)
    for post in Post.objects.filter(agency__kind__in=[AgencyKind.DEPARTMENT, AgencyKind.VERTICAL]):
        roles[post.agency.code].add(post.role)

    assert len(roles) == 5 * len(COMMUNES)
    assert {unit: held for unit, held in roles.items() if held != {Role.CASE, Role.HEAD}} == {}


def test_everyone_at_a_counter_has_one() -> None:
    assert not Post.objects.filter(role__in=IN_THE_CENTRE, counter=None).exists()


def test_nobody_who_signs_also_takes_in_or_drafts() -> None:
    roles: dict[str, set[str]] = defaultdict(set)
    for post in Post.objects.select_related("user"):
        roles[post.user.username].add(post.role)

    signing = [held for held in roles.values() if Role.APPROVER in held]
    assert signing == [{Role.APPROVER}] * len(COMMUNES)


def test_an_officer_of_several_posts_begins_in_the_first() -> None:
    hoa = User.objects.get(username="hoa")

    assert [post.role for post in posts_held(hoa, on=TODAY)] == [Role.INTAKE, Role.CASHIER]
