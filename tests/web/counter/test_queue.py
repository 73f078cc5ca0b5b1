"""The waiting room above the work of a counter: one key calls the next, and the intake opens with the person known."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from motcua.accounts.models import Role
from motcua.dossiers.models import Visit
from motcua.events.models import Access
from motcua.lib import clock
from motcua.queues import commands
from motcua.queues.models import Ticket
from motcua.queues.states import TicketState
from motcua.web import tickets
from tests.factories import dossiers as make
from tests.factories import people
from tests.factories import queues as factory
from tests.factories.dossiers import COPIES, Commune, later
from tests.factories.people import TAM_TEXT
from tests.factories.queues import Hall
from tests.web.counter.visiting import look
from tests.web.desks import desk, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(gia_lam: Commune) -> Hall:
    return factory.hall(gia_lam)


def act(client: Client, ticket: Ticket, verb: str, **said: str) -> int:
    """Press a button of the strip."""
    return client.post(f"/counter/queue/{ticket.pk}/", {"verb": verb, **said}).status_code


def test_an_office_without_lines_sees_nothing_of_it(lan: Client) -> None:
    assert "queue-strip" not in text(lan.get("/counter/"))
    assert text(strip(lan)) == ""


def test_the_strip_says_how_many_wait_and_calls_the_next_once(here: Hall, lan: Client) -> None:
    here.take()
    here.take()
    assert "Đang chờ 2" in text(lan.get("/counter/"))
    for _twice in range(2):
        assert lan.post("/counter/queue/next/", {"key": "one page"}).status_code == 302
    states = list(Ticket.objects.order_by("number").values_list("state", flat=True))
    assert states == [TicketState.CALLED, TicketState.WAITING]
    assert lan.post("/counter/queue/next/", {"key": "another"}).status_code == 409


def test_who_is_called_opens_the_intake_already_known(here: Hall, lan: Client) -> None:
    person = people.person()
    ticket = here.take(person=person)
    lan.post("/counter/queue/next/", {"key": "k"})
    answer = lan.post(f"/counter/queue/{ticket.pk}/", {"verb": "begin_serving", "key": "k2"})
    visit = Visit.objects.get()
    assert answer.headers["Location"] == f"/counter/visits/{visit.pk}/"
    assert visit.person_data["full_name"] == person.full_name
    assert "đang làm" in text(lan.get("/counter/"))


def test_the_buttons_of_the_strip_and_what_is_refused(here: Hall, lan: Client) -> None:
    ticket = here.take()
    assert act(lan, ticket, "call") == 302
    assert act(lan, ticket, "no_show") == 409
    assert act(lan, ticket, "nonsense") == 422
    assert act(lan, ticket, "transfer", line="Z") == 422
    assert act(lan, ticket, "recall") == 302
    assert act(lan, ticket, "transfer", line="B") == 302
    ticket.refresh_from_db()
    assert (ticket.line, ticket.state) == (here.b, TicketState.WAITING)
    assert act(lan, ticket, "begin_serving") == 409


def test_who_was_called_in_vain_stands_on_the_page_and_waits_again_when_they_come(here: Hall, lan: Client) -> None:
    ticket = here.take()
    assert "Đã gọi mà chưa thấy" not in text(lan.get("/counter/queue/"))
    for verb in ("call", "recall", "no_show"):
        assert act(lan, ticket, verb) == 302
    page = text(lan.get("/counter/queue/"))
    assert ("Đã gọi mà chưa thấy" in page, 'value="come_back"' in page) == (True, True)
    assert "Đã gọi mà chưa thấy" not in text(desk(make.bat_trang()[Role.INTAKE]).get("/counter/queue/"))

    answer = lan.post(f"/counter/queue/{ticket.pk}/", {"verb": "come_back"})

    ticket.refresh_from_db()
    assert (answer.headers["Location"], ticket.state, ticket.place) == (
        "/counter/queue/",
        TicketState.WAITING,
        here.at(0),
    )
    assert "Đã gọi mà chưa thấy" not in text(lan.get("/counter/queue/"))


def test_nobody_waits_is_said(here: Hall, lan: Client) -> None:
    assert "Không còn ai đợi" in text(lan.post("/counter/queue/next/", {"key": "k"}, follow=True))


def strip(client: Client, tag: str = "") -> Any:
    return client.get("/counter/queue/strip/", headers={"if-none-match": tag} if tag else {})


def test_the_strip_is_drawn_again_after_every_act_and_every_minute_and_at_no_other_time(
    here: Hall, lan: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def skipped_and_called_again() -> None:
        commands.skip(Ticket.objects.get(), by=here.lan, at=clock.now())
        commands.call_next(by=here.lan, at=clock.now())

    acts: list[Any] = [
        here.take,
        lambda: commands.call_next(by=here.lan, at=clock.now()),
        lambda: commands.recall(Ticket.objects.get(), by=here.lan, at=clock.now()),
        lambda: commands.transfer(Ticket.objects.get(), line=here.b, by=here.lan, at=clock.now()),
        lambda: commands.call_given(Ticket.objects.get(), by=here.hoa, at=clock.now()),
        lambda: commands.transfer(Ticket.objects.get(), line=here.a, by=here.hoa, at=clock.now()),
        lambda: commands.call_next(by=here.lan, at=clock.now()),
        skipped_and_called_again,
        lambda: commands.begin_serving(Ticket.objects.get(), by=here.lan, at=clock.now()),
        lambda: clock.begin_at(later(clock.now(), minutes=1)),
        lambda: commands.finish(Ticket.objects.get(), by=here.lan, at=clock.now()),
    ]
    for act_of_the_hall in acts:
        tag = strip(lan).headers["etag"]
        assert strip(lan, tag).status_code == 304
        act_of_the_hall()
        assert strip(lan, tag).status_code == 200
    tag = strip(lan).headers["etag"]
    with django_assert_num_queries(4):
        assert strip(lan, f"W/{tag}").status_code == 304


def test_an_officer_takes_a_ticket_for_somebody_who_cannot(here: Hall, lan: Client) -> None:
    said = {"line": "A", "ground": "ELDERLY", "key": "k"}
    assert "Đã lấy số A001" in text(lan.post("/counter/queue/take/", said, follow=True))
    assert "Cao tuổi" in text(lan.get("/counter/queue/"))
    assert lan.post("/counter/queue/take/", {"line": "Z"}).status_code == 422
    assert lan.post("/counter/queue/take/", {"line": "A", "ground": "KING"}).status_code == 422


def test_another_shop_knows_nothing_of_the_ticket(here: Hall) -> None:
    ticket = here.take()
    neighbour = desk(make.bat_trang()[Role.INTAKE])
    assert act(neighbour, ticket, "call") == 404


def test_the_card_of_whoever_was_called_opens_their_ticket(here: Hall, lan: Client) -> None:
    ticket = here.take()
    lan.post("/counter/queue/next/", {"key": "k"})

    visit = look(lan, TAM_TEXT)

    ticket.refresh_from_db()
    assert (ticket.state, ticket.visit, visit.person_data["full_name"]) == (
        TicketState.SERVING, visit, "TRẦN THỊ TÁM",
    )  # fmt: skip


def test_a_procedure_picked_opens_the_ticket_with_the_person_read_at_the_kiosk(here: Hall, lan: Client) -> None:
    person = people.person()
    ticket = here.take(person=person)
    lan.post("/counter/queue/next/", {"key": "k"})

    visit = look(lan, COPIES)

    ticket.refresh_from_db()
    assert (ticket.visit, visit.person_data["full_name"]) == (visit, person.full_name)
    assert Access.objects.filter(subject=f"person:{person.pk}").count() == 1


def test_somebody_else_s_card_leaves_the_called_ticket_as_it_is(here: Hall, lan: Client) -> None:
    ticket = here.take(person=people.person(id_number="009087001234"))
    lan.post("/counter/queue/next/", {"key": "k"})

    visit = look(lan, TAM_TEXT)

    ticket.refresh_from_db()
    assert (ticket.state, ticket.visit, visit.person_data["full_name"]) == (TicketState.CALLED, None, "TRẦN THỊ TÁM")


def test_a_ticket_that_came_with_its_visit_goes_on_with_it_and_learns_who_came(here: Hall, lan: Client) -> None:
    ticket = here.take()
    lan.post("/counter/queue/next/", {"key": "k"})
    begun = look(lan, COPIES)
    commands.transfer(Ticket.objects.get(), line=here.b, by=here.lan, at=here.at(1))
    commands.call_given(Ticket.objects.get(), by=here.hoa, at=here.at(2))

    visit = look(desk(here.hoa), TAM_TEXT)

    ticket.refresh_from_db()
    assert (ticket.state, visit.pk, visit.person_data["full_name"]) == (TicketState.SERVING, begun.pk, "TRẦN THỊ TÁM")


def test_an_officer_prints_a_ticket_of_this_shop_and_of_today_that_names_nobody(here: Hall, lan: Client) -> None:
    person = people.person()
    ticket = here.take(person=person, ground="ELDERLY")
    assert f'/counter/queue/{ticket.pk}/ticket/"' in text(lan.get("/counter/queue/"))
    page = lan.get(f"/counter/queue/{ticket.pk}/ticket/")
    said, code = text(page), tickets.code_of(ticket.token)
    shown = (ticket.label, ticket.line.name, f"{code[:3]} {code[3:]}", "được ưu tiên", "data:image/", "data-print")
    assert [words for words in shown if words not in said] == []
    assert [words for words in (person.full_name, person.id_number) if str(words) in said] == []

    from_elsewhere = desk(make.bat_trang()[Role.INTAKE])
    assert from_elsewhere.get(f"/counter/queue/{ticket.pk}/ticket/").status_code == 404
    Ticket.objects.update(day=ticket.day - dt.timedelta(days=1))
    assert lan.get(f"/counter/queue/{ticket.pk}/ticket/").status_code == 404
