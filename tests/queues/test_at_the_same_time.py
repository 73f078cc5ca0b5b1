"""Several at once, each with a connection of its own: no number twice, no ticket called twice, nothing lost."""

import threading
from collections.abc import Callable, Sequence

import pytest
from django.db import connection

from motcua.accounts.models import Role
from motcua.agencies.models import Counter
from motcua.lib.outcomes import Denied
from motcua.queues import commands, queries
from motcua.queues.models import Appointment, Origin, Ticket
from motcua.queues.states import TicketState
from tests.factories import dossiers as make
from tests.factories.queues import Hall, hall

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 60


def together[T](acts: Sequence[Callable[[], T]]) -> list[T]:
    """Do all of these at once, each in a thread with a connection of its own."""
    answers: list[T] = []
    begin = threading.Barrier(len(acts))

    def each(act: Callable[[], T]) -> None:
        try:
            begin.wait(PATIENCE)
            answers.append(act())
        finally:
            connection.close()

    threads = [threading.Thread(target=each, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return answers


def more_desks(here: Hall, count: int) -> list[Callable[[], Ticket | None]]:
    """Counters that all serve the first line, each about to call the next one."""
    acts: list[Callable[[], Ticket | None]] = []
    for number in range(10, 10 + count):
        counter = Counter.objects.create(centre=here.unit.centre, number=number, name=f"Quầy {number}")
        here.a.counters.add(counter)
        post = make.post(here.unit.centre, Role.INTAKE, f"Cán bộ {number}", counter=counter)
        acts.append(lambda post=post: commands.call_next(by=post, at=here.at(30)))  # type: ignore[misc]
    return acts


def test_no_number_is_given_twice_under_load() -> None:
    here = hall()

    def many() -> list[int]:
        return [commands.take(here.a, origin=Origin.KIOSK, at=here.at(0)).number for _each in range(10)]

    numbers = [number for some in together([many] * 8) for number in some]
    assert sorted(numbers) == list(range(1, 81))


def test_one_key_sent_at_once_from_several_is_one_ticket() -> None:
    here = hall()
    taken = together([lambda: here.take(key="the same").pk] * 5)
    assert len(set(taken)) == 1
    assert (len(taken), Ticket.objects.count()) == (5, 1)


def test_counters_that_call_at_once_never_call_the_same_ticket() -> None:
    here = hall()
    for minute in range(6):
        here.take(minute=minute)
    called = together(more_desks(here, 8))
    labels = sorted(ticket.label for ticket in called if ticket is not None)
    assert labels == ["A001", "A002", "A003", "A004", "A005", "A006"]
    assert called.count(None) == 2


def test_a_ticket_cancelled_while_counters_call_is_one_or_the_other() -> None:
    here = hall()
    ticket = here.take()

    def cancelled() -> Ticket | None:
        try:
            return commands.cancel(ticket, at=here.at(30))
        except Denied:
            return None

    together([cancelled, *more_desks(here, 1)])
    row = Ticket.objects.get()
    assert row.state in {TicketState.CANCELLED, TicketState.CALLED}


def test_the_last_place_of_a_slot_booked_at_once_is_given_to_one() -> None:
    here = hall()
    by = here.unit[Role.ADMIN]
    slot = commands.open_slots(here.a, here.at(0).date(), minutes=60, capacity=1, by=by, at=here.at(0))[-1]

    def book() -> str:
        try:
            return commands.book_slot(slot, at=here.at(1)).code
        except Denied as denied:
            return denied.reason

    said = together([book] * 6)
    assert (
        sorted(word for word in said if not word.isdigit()) == ["Khung giờ này đã đủ người: xin chọn khung khác."] * 5
    )
    assert [row.code for row in Appointment.objects.all()] == [word for word in said if word.isdigit()]


def test_a_new_connection_finds_the_hall_as_it_stood() -> None:
    here = hall()
    for minute in range(4):
        here.take(minute=minute, ground="ELDERLY" if minute == 3 else "")
    here.serve(here.lan, minute=5)
    before = queries.hall(here.unit.centre, at=here.at(9))
    connection.close()
    seen = together([lambda: queries.hall(here.unit.centre, at=here.at(9))])
    assert seen == [before]
    assert [ticket.label for ticket in before.serving] == ["A004"]
    assert [ticket.label for ticket in before.following] == ["A001", "A002", "A003"]
