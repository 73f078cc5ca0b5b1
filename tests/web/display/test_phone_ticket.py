"""The ticket on the phone: taken at the door, followed for two small queries, called, given up, rated."""

import datetime as dt
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from motcua.lib import clock
from motcua.queues import commands, rules
from motcua.queues.models import Line, Origin, Ticket
from motcua.queues.states import TicketState
from motcua.surveys.models import Place, Rating
from tests.factories import people
from tests.factories.dossiers import MORNING, later
from tests.factories.queues import Hall
from tests.factories.servicedays import service_day
from tests.web.desks import text

pytestmark = pytest.mark.django_db


def door(here: Hall) -> str:
    return f"/lay-so/{here.unit.centre.code}/"


def take(phone: Client, here: Hall, **said: Any) -> Any:
    phone.get(door(here))
    return phone.post(door(here), {"line": here.a.pk} | said, follow=True)


def test_a_phone_takes_one_number_a_day_however_often_it_asks(here: Hall) -> None:
    phone = Client()
    first = take(phone, here, ground="PREGNANT")
    again = take(phone, here, line=here.b.pk)
    assert (first.redirect_chain[-1], again.redirect_chain[-1][0]) == (
        (f"/s/{Ticket.objects.get().token}/", 302),
        first.redirect_chain[-1][0],
    )
    ticket = Ticket.objects.get()
    assert (ticket.origin, ticket.ground, ticket.person) == (Origin.PHONE, "PREGNANT", None)
    take(Client(), here)
    assert Ticket.objects.count() == 2
    for moment, count in ((later(MORNING, hours=2), 2), (later(MORNING, days=1), 3)):
        clock.begin_at(moment)
        take(phone, here, line=here.b.pk)
        assert Ticket.objects.count() == count


def test_out_of_hours_a_phone_gets_a_sentence_and_no_number(here: Hall) -> None:
    clock.begin_at(MORNING.replace(hour=20))
    answer = take(Client(), here)
    assert (answer.status_code, "Ngoài giờ làm việc" in text(answer)) == (422, True)
    assert "<fieldset" not in text(Client().get(door(here)))
    assert not Ticket.objects.exists()


def test_on_a_service_saturday_and_evening_a_phone_takes_a_number_within_its_hours_only(here: Hall) -> None:
    service_day(here.unit, weekdays=[2, 5], windows=[["07:30", "11:30"], ["18:00", "20:30"]])
    saturday, statuses = MORNING + dt.timedelta(days=3), []
    for moment in (saturday.replace(hour=8), saturday.replace(hour=14), MORNING.replace(hour=19)):
        clock.begin_at(moment)
        statuses.append((take(Client(), here).status_code, "<fieldset" in text(Client().get(door(here)))))
    assert statuses == [(200, True), (422, False), (200, True)]
    assert sorted(Ticket.objects.values_list("label", flat=True)) == ["A001", "A001"]


def test_a_crowd_of_phones_is_slowed_down(here: Hall) -> None:
    for number in range(rules.PHONES_A_MINUTE):
        commands.take(here.a, origin=Origin.PHONE, key=f"p{number}", at=clock.now())
    answer = take(Client(), here)
    assert (answer.status_code, "sau một phút" in text(answer)) == (422, True)
    clock.begin_at(later(MORNING, minutes=2))
    assert take(Client(), here).status_code == 200


def test_without_a_cookie_or_a_line_nothing_is_taken_and_an_unknown_door_is_not_there(here: Hall) -> None:
    assert Client().post(door(here), {"line": here.a.pk}).status_code == 422
    phone = Client()
    phone.get(door(here))
    assert [phone.post(door(here), {"line": line}).status_code for line in ("", "0", "x")] == [422] * 3
    assert phone.get("/lay-so/H26.00/").status_code == 404
    assert not Ticket.objects.exists()


def test_the_ticket_says_how_many_are_ahead_and_of_nobody_who(here: Hall) -> None:
    here.take(person=people.person())
    ticket = here.take(person=people.person(id_number="003092002102", full_name="TRẦN VĂN BÌNH"))
    page = text(Client().get(f"/s/{ticket.token}/"))
    assert ("A002" in page, "Còn 1 người trước" in page, "BÌNH" in page, "003092" in page) == (True, True, False, False)
    assert Client().get("/s/nothing/").status_code == 404


def test_it_says_when_to_come_from_those_served_before(here: Hall) -> None:
    for minute in (0, 10, 20):
        here.take(minute=minute)
        ticket = here.serve(here.lan, minute=minute)
        commands.finish(ticket, by=here.lan, at=here.at(minute + 6))
    clock.begin_at(here.at(30))
    here.take(minute=29)
    mine = here.take(minute=30)
    at = here.at(35)
    assert f"Mời ông bà đến khoảng {at:%H:%M}" in text(Client().get(f"/s/{mine.token}/"))


def test_nothing_new_costs_two_small_queries_and_a_call_is_seen_at_once(
    here: Hall, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ticket, phone = here.take(), Client()
    address = f"/s/{ticket.token}/now/"
    first = phone.get(address)
    with django_assert_num_queries(2):
        assert phone.get(address, headers={"if-none-match": first.headers["etag"]}).status_code == 304

    commands.call_next(by=here.lan, at=here.at(1))
    called = phone.get(address, headers={"if-none-match": first.headers["etag"]})
    assert (called.status_code, 'data-state="CALLED"' in text(called)) == (200, True)
    assert f"Mời ông bà đến {here.lan.counter.name}" in text(called)  # type: ignore[union-attr]


def test_it_is_given_up_from_the_phone_once(here: Hall) -> None:
    ticket, phone = here.take(), Client()
    for _each in range(2):
        assert "Ông bà đã hủy số này" in text(phone.post(f"/s/{ticket.token}/cancel/", follow=True))
    ticket.refresh_from_db()
    assert ticket.state == TicketState.CANCELLED

    here.take()
    other = here.serve(here.lan, minute=1)
    assert phone.post(f"/s/{other.token}/cancel/").status_code == 422


def test_every_state_has_its_sentence(here: Hall) -> None:
    ticket = here.take()
    said = {
        "SERVING": "đang được tiếp ở",
        "NO_SHOW": "chưa thấy ông bà",
        "DONE": "Đã phục vụ xong",
    }
    Ticket.objects.update(counter=here.lan.counter)
    for state, sentence in said.items():
        Ticket.objects.update(state=state)
        assert sentence in text(Client().get(f"/s/{ticket.token}/")), state
    Ticket.objects.update(state="WAITING")
    clock.begin_at(later(MORNING, days=1))
    assert "của ngày khác" in text(Client().get(f"/s/{ticket.token}/"))


def test_it_is_rated_once_after_it_is_done(here: Hall) -> None:
    ticket, phone = here.take(), Client()
    early = phone.post(f"/s/{ticket.token}/rate/", {"score": "5"})
    done = commands.finish(here.serve(here.lan, minute=1), by=here.lan, at=here.at(5))
    page = text(phone.get(f"/s/{done.token}/"))
    thanks = text(phone.post(f"/s/{done.token}/rate/", {"score": "5"}, follow=True))
    assert (early.status_code, page.count('name="score"'), "Ông bà đã đánh giá" in thanks) == (422, 5, True)
    assert (phone.post(f"/s/{done.token}/rate/", {"score": "1"}).status_code, Rating.objects.get().place) == (
        422,
        Place.PHONE,
    )


def test_the_language_comes_with_the_picture_on_the_ticket(here: Hall) -> None:
    ticket, phone = here.take(), Client()
    assert '<html lang="en"' in text(phone.get(f"/s/{ticket.token}/?lang=en"))
    assert '<html lang="en"' in text(phone.get(f"/s/{ticket.token}/"))
    assert '<html lang="vi"' in text(Client().get(f"/s/{ticket.token}/?lang=tlh"))


def test_the_poster_of_the_door_is_one_page_with_its_address(here: Hall) -> None:
    answer = Client().get(f"{door(here)}ap-phich.pdf")
    pages = pypdfium2.PdfDocument(answer.content)
    said = pages[0].get_textpage().get_text_bounded()
    assert (answer.headers["content-type"], len(pages)) == ("application/pdf", 1)
    assert ("Lấy số bằng điện thoại" in said, door(here) in said.replace("\r\n", "")) == (True, True)
    assert Client().get("/lay-so/H26.00/ap-phich.pdf").status_code == 404


def test_the_officers_page_of_devices_leads_to_the_poster_of_a_shop_with_lines(here: Hall, lan: Client) -> None:
    address = f"{door(here)}ap-phich.pdf"
    assert address in text(lan.get("/counter/screen/"))
    Line.objects.all().delete()
    assert address not in text(lan.get("/counter/screen/"))
