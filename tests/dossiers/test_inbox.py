"""What lies on a desk: whose, in which order, page by page, and at the same cost however much there is."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.accounts.models import Post, Role
from motcua.dossiers.commands import approve, assign, cancel, confirm_handover, hand_over, return_for_correction
from motcua.dossiers.models import Dossier, Handover
from motcua.dossiers.queries import inbox
from motcua.dossiers.queries.inbox import PAGE, Place, Which
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, Commune, later, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


def codes(which: Which, post: Post, at: dt.datetime = MORNING) -> list[str]:
    return [row.code for row in inbox.page(which, post=post, at=at)[0]]


def clones(dossier: Dossier, how_many: int, **changes: Any) -> None:
    """Many dossiers like this one; due times an hour apart in threes, so that some are the same."""
    due, first = dossier.due_at, Dossier.objects.count()
    fields = {field.attname: getattr(dossier, field.attname) for field in Dossier._meta.concrete_fields}
    Dossier.objects.bulk_create(
        Dossier(
            **fields
            | {
                "id": None,
                "code": f"H26.90-261125-{number:05}",
                "pickup_code": f"P{number:09}",
                "book_ordinal": None,
                "due_at": due + dt.timedelta(hours=number // 3) if due else None,
            }
            | changes
        )
        for number in range(first, first + how_many)
    )


def test_what_is_taken_in_lies_on_the_intake_desk_until_it_is_handed_over(unit: Commune) -> None:
    lan, minh = unit[Role.INTAKE], unit[Role.CASE]
    dossier = make.received(unit)
    assert (codes(Which.MINE, lan), codes(Which.MINE, minh)) == ([dossier.code], [])

    dossier = hand_over(dossier=dossier, by=lan, at=later(MORNING, minutes=5))
    assert (codes(Which.MINE, lan), codes(Which.INCOMING, minh), codes(Which.MINE, minh)) == (
        [],
        [dossier.code],
        [dossier.code],
    )

    confirm_handover(dossier=dossier, by=minh, at=later(MORNING, minutes=10))
    assert (codes(Which.INCOMING, minh), codes(Which.MINE, minh)) == ([], [dossier.code])


def test_what_was_sent_to_one_colleague_does_not_lie_on_the_desk_of_another(unit: Commune) -> None:
    nga = make.post(unit.department, Role.CASE, "Cao Thị Nga")
    dossier = hand_over(dossier=make.received(unit), by=unit[Role.INTAKE], to=nga, at=later(MORNING, minutes=5))

    assert (codes(Which.MINE, nga), codes(Which.MINE, unit[Role.CASE])) == ([dossier.code], [])


def test_a_head_sees_what_nobody_was_named_for(unit: Commune) -> None:
    duc = unit[Role.HEAD]
    dossier = hand_over(dossier=make.received(unit), by=unit[Role.INTAKE], at=later(MORNING, minutes=5))
    assert codes(Which.UNASSIGNED, duc) == [dossier.code]

    assign(dossier=dossier, to=unit[Role.CASE], by=duc, at=later(MORNING, minutes=6))

    assert codes(Which.UNASSIGNED, duc) == []


def test_a_cancelled_dossier_leaves_every_desk_even_on_its_way(unit: Commune) -> None:
    dossier = hand_over(dossier=make.received(unit), by=unit[Role.INTAKE], at=later(MORNING, minutes=5))
    cancel(dossier=dossier, reason="Nhầm.", by=unit[Role.INTAKE], at=later(MORNING, minutes=6))

    assert {codes_ for post in unit.posts.values() for which in Which for codes_ in codes(which, post)} == set()


def test_the_neighbour_sees_nothing_in_any_list(unit: Commune) -> None:
    make.received(unit)
    make.drafted(unit)
    make.ready(unit)
    neighbour = make.bat_trang()
    long_after = moment("2027-03-01 09:00")

    assert [codes(which, post, long_after) for post in neighbour.posts.values() for which in Which] == (
        [[]] * len(neighbour.posts) * len(Which)
    )
    assert [list(inbox.waiting_for_decision(post, at=MORNING)) for post in neighbour.posts.values()] == [[]] * 5
    assert len(codes(Which.UNIT, unit[Role.SUPERVISOR])) == 3


def test_late_shows_what_is_late_and_not_what_is_ready(unit: Commune) -> None:
    late = make.received(unit)
    make.ready(unit)
    make.received(unit, at=moment("2026-12-14 09:00"))

    assert codes(Which.LATE, unit[Role.SUPERVISOR], moment("2026-12-15 09:00")) == [late.code]


def every_page(which: Which, post: Post) -> list[list[inbox.Row]]:
    pages, after = [], None
    while True:
        rows, more = inbox.page(which, post=post, at=MORNING, after=after)
        pages.append(rows)
        if not more:
            return pages
        after = Place(rows[-1].due_at, rows[-1].id)


@pytest.mark.parametrize("which", [Which.MINE, Which.UNIT])
def test_pages_follow_one_another_by_due_time_and_what_has_none_comes_last(unit: Commune, which: Which) -> None:
    dossier = make.received(unit)
    clones(dossier, 39)
    clones(dossier, 30, due_at=None)

    pages = every_page(which, unit[Role.INTAKE])

    rows = [row for page in pages for row in page]
    assert [len(page) for page in pages] == [PAGE, PAGE, 20]
    assert sorted(row.id for row in rows) == list(Dossier.objects.order_by("id").values_list("id", flat=True))
    far = moment("2999-01-01 00:00")
    assert rows == sorted(rows, key=lambda row: (row.due_at or far, row.id))
    assert [row.due_at is None for row in rows] == [False] * 40 + [True] * 30


def test_undated_are_paged_as_well(unit: Commune) -> None:
    clones(make.received(unit), 30, due_at=None)

    assert [len(page) for page in every_page(Which.UNDATED, unit[Role.INTAKE])] == [PAGE, 5]


def test_counting_stops_where_nobody_reads_on(unit: Commune) -> None:
    clones(make.received(unit), 150)

    assert inbox.count(Which.UNIT, post=unit[Role.SUPERVISOR], at=MORNING) == inbox.MOST_COUNTED


def test_rows_say_who_sent_them_and_which_handover_waits_here(unit: Commune) -> None:
    dossier = hand_over(dossier=make.received(unit), by=unit[Role.INTAKE], at=later(MORNING, minutes=5))
    minh = unit[Role.CASE]

    row = inbox.with_senders(inbox.page(Which.MINE, post=minh, at=MORNING)[0], post=minh)[0]

    handover = dossier.handovers.get()
    assert (row.sender, row.since, row.handover) == ("Nguyễn Thị Lan", later(MORNING, minutes=5), handover.pk)


def queries_of_a_page(post: Post) -> int:
    with CaptureQueriesContext(connection) as queries:
        rows, _more = inbox.page(Which.UNIT, post=post, at=MORNING)
        inbox.with_senders(rows, post=post)
    return len(queries)


def test_a_page_takes_as_many_queries_for_one_dossier_as_for_twenty(unit: Commune) -> None:
    dossier = make.received(unit)
    one = queries_of_a_page(unit[Role.SUPERVISOR])
    clones(dossier, 19)

    assert queries_of_a_page(unit[Role.SUPERVISOR]) == one


def test_a_page_is_read_from_an_index_in_its_own_order(unit: Commune) -> None:
    clones(make.received(unit), 300)
    lan, centre = unit[Role.INTAKE], unit.centre
    passed = {"from_post": lan, "to_role": Role.INTAKE, "to_agency": centre, "sent_at": MORNING, "step": 1}
    Handover.objects.bulk_create(
        Handover(dossier=each, confirmed_at=MORNING, confirmed_by=lan, **passed) for each in Dossier.objects.all()
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")

    lists = [
        *inbox._lists(Which.UNIT, unit[Role.SUPERVISOR], MORNING),
        *inbox._lists(Which.MINE, unit[Role.INTAKE], MORNING),
    ]
    *ordered, incoming = [
        rows.filter(due_at__isnull=False).order_by("due_at", "id").values_list("id") for rows in lists
    ]

    for rows in ordered:
        plan = rows[:26].explain()
        assert any(name in plan for name in ("dossier_by_due", "dossier_inbox")), plan
        assert not any(sorting in plan for sorting in ("TEMP B-TREE", "Sort")), plan
    plan = incoming.explain()
    assert any(name in plan for name in ("handover_open_to", "one_open_handover_per_dossier")), plan


def test_approvals_are_what_lies_before_this_signer_to_be_signed(unit: Commune) -> None:
    hoa = unit[Role.APPROVER]
    first, second, third = make.drafted(unit), make.drafted(unit), make.drafted(unit)
    make.received(unit)
    approve(dossier=second, by=hoa, at=later(MORNING, hours=1))
    return_for_correction(dossier=third, reason="Sửa.", by=hoa, at=later(MORNING, hours=1))

    assert list(inbox.waiting_for_decision(hoa, at=MORNING)) == [first]
    assert list(inbox.waiting_for_decision(unit[Role.HEAD], at=MORNING)) == []
