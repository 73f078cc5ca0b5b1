"""The day's board from ticket to result: who waits, who is called, what floats to the top, and what it costs."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from motcua.accounts.models import Role
from motcua.dossiers.commands import confirm_handover, hand_over, visits
from motcua.dossiers.models import Visit
from motcua.lib import clock
from motcua.queues import commands
from motcua.queues.models import Ticket
from tests.factories import dossiers as make
from tests.factories import queues
from tests.factories.dossiers import MORNING, later, moment
from tests.factories.queues import Hall
from tests.factories.servicedays import service_day
from tests.web.desks import desk, text

pytestmark = pytest.mark.django_db
BOARD = "/counter/board/"


@pytest.fixture
def hall() -> Iterator[Hall]:
    clock.begin_at(later(MORNING, minutes=30))
    yield queues.hall()
    clock.begin_at(None)


@pytest.fixture
def son(hall: Hall) -> Client:
    return desk(hall.unit[Role.SUPERVISOR])


def cards(client: Client, key: str) -> list[Any]:
    columns: Any = client.get(BOARD).context["columns"]
    return [card for column in columns if column.key == key for card in column.cards]


def test_who_waits_stands_in_the_order_of_the_calls_with_how_long(hall: Hall, son: Client) -> None:
    hall.take(minute=0)
    hall.take(hall.b, minute=5)
    hall.take(minute=10, ground="ELDERLY")
    waiting = cards(son, "waiting")
    assert [card.name for card in waiting] == ["A002", "A001", "B001"]
    assert ["30 phút" in card.who for card in waiting] == [False, True, False]


def test_a_number_goes_from_waiting_to_the_counter_and_stays_with_the_dossier(hall: Hall, son: Client) -> None:
    hall.take(minute=0)
    ticket = commands.call_next(by=hall.lan, at=hall.at(20))
    assert ticket is not None
    (called,) = cards(son, "intake")
    assert (called.name, called.what, cards(son, "waiting")) == ("A001", "đang mời đến Quầy 1", [])

    commands.begin_serving(ticket, person_data=queues.KNOWN, by=hall.lan, at=hall.at(21))
    (served,) = cards(son, "intake")
    assert (served.ticket, served.name == queues.KNOWN["full_name"]) == ("A001", False)
    dossier = make.received(hall.unit, at=hall.at(22))
    dossier.visit = Visit.objects.get()
    dossier.save(update_fields=["visit"])
    (work,) = cards(son, "work")
    assert (work.ticket, "A001" in text(son.get(BOARD))) == ("A001", True)


def test_what_will_miss_its_promise_floats_above_a_nearer_one_of_the_law(hall: Hall, son: Client) -> None:
    for each in range(26):
        make.received(hall.unit, at=moment("2026-11-23 08:30") if each else MORNING)
    service_day(hall.unit)
    dossier = make.at_work(hall.unit)
    clock.begin_at(moment("2026-11-25 10:25"))
    first, *others = cards(son, "work")
    assert (first.code, first.risk, len(others), [card.code for card in others if card.risk]) == (
        dossier.code, True, 24, [],
    )  # fmt: skip
    assert "sẽ lỡ hẹn" in text(son.get(BOARD))


def test_what_was_sent_to_be_signed_waits_for_the_signer_before_they_confirm_it(hall: Hall, son: Client) -> None:
    make.drafted(hall.unit)

    (waits,) = cards(son, "sign")
    assert (waits.who, cards(son, "work")) == (str(Role.APPROVER.label), [])


def test_the_board_costs_the_same_for_one_card_and_for_a_full_house(hall: Hall, son: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            son.get(BOARD)
        return len(queries)

    make.received(hall.unit)
    hall.take(person=None)
    hall.serve(hall.lan, minute=0)
    hall.take(minute=1)
    once = cost()
    for minute in range(40):
        hall.take(minute=minute)
        make.received(hall.unit, at=hall.at(minute))
    hall.serve(hall.hoa, minute=41)
    assert cost() == once


def test_a_shop_without_lines_and_one_that_practises_show_no_hall(hall: Hall, son: Client) -> None:
    hall.take()
    assert [card.name for card in cards(son, "waiting")] == ["A001"]
    son.post("/accounts/practice/", {"on": "1"})
    assert cards(son, "waiting") == []


def test_a_screen_on_the_wall_shows_large_letters_and_keeps_them(hall: Hall, son: Client) -> None:
    large, small = text(son.get(f"{BOARD}?to=1")), text(son.get(BOARD))
    assert ("board-large" in large, "board-large" in small) == (True, False)


def now(client: Client, tag: str = "") -> Any:
    return client.get(f"{BOARD}now/", headers={"if-none-match": tag} if tag else {})


def test_the_board_turns_with_every_act_and_every_minute_and_at_no_other_time(hall: Hall, son: Client) -> None:
    service_day(hall.unit)
    made: dict[str, Any] = {}

    def received() -> None:
        made["dossier"] = make.received(hall.unit, at=clock.now())

    def handed_over() -> None:
        made["dossier"] = hand_over(dossier=made["dossier"], by=hall.lan, at=clock.now())

    acts: list[Callable[[], object]] = [
        hall.take,
        lambda: commands.call_next(by=hall.lan, at=clock.now()),
        lambda: commands.begin_serving(Ticket.objects.get(), person_data=None, by=hall.lan, at=clock.now()),
        lambda: visits.set_person(Visit.objects.get(), person_data=queues.KNOWN, by=hall.lan, at=clock.now()),
        lambda: visits.park(Visit.objects.get(), by=hall.lan, at=clock.now()),
        received,
        handed_over,
        lambda: clock.begin_at(later(clock.now(), minutes=1)),
        lambda: confirm_handover(dossier=made["dossier"], by=hall.unit[Role.CASE], at=clock.now()),
    ]
    for act in acts:
        tag = now(son).headers["etag"]
        assert now(son, f"W/{tag}").status_code == 304
        act()
        assert now(son, tag).status_code == 200


def test_a_board_on_which_nothing_happened_costs_a_few_small_questions(
    hall: Hall, son: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    service_day(hall.unit)
    for minute in range(12):
        hall.take(minute=minute)
        make.received(hall.unit, at=hall.at(minute))
    tag = now(son).headers["etag"]
    # Who asks: three. The shop, its hall, its dossiers (two), who stands at the counters.
    with django_assert_num_queries(8):
        assert now(son, tag).status_code == 304
