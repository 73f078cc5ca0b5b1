"""Appointments at the counter: booked for one who calls, checked in, given back; the telephone masked until needed."""

import datetime as dt

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.events.models import Access
from motcua.lib import clock
from motcua.queues import commands
from motcua.queues.models import Appointment, Slot, Ticket
from tests.factories import dossiers as make
from tests.factories import queues as factory
from tests.factories.dossiers import EXTRACT, Commune
from tests.factories.queues import Hall
from tests.web.desks import desk, text

pytestmark = pytest.mark.django_db
PAGE = "/counter/appointments/"


@pytest.fixture
def here(gia_lam: Commune) -> Hall:
    return factory.hall(gia_lam)


@pytest.fixture
def slot(here: Hall) -> Slot:
    day, by = dt.date(2026, 11, 25), here.unit[Role.ADMIN]
    made = commands.open_slots(here.a, day, minutes=30, capacity=1, by=by, at=here.at(0))
    return next(each for each in made if each.starts_at == here.at(30))


def test_an_officer_books_for_one_who_calls_and_reads_the_code_out(lan: Client, here: Hall, slot: Slot) -> None:
    sent = {"slot": slot.pk, "phone": "0199000111", "key": "k"}
    for _twice in range(2):
        answer = lan.post(PAGE + "book/", sent, follow=True)
    row = Appointment.objects.get()
    said = text(answer)
    assert (f"mã hẹn: {row.code}" in said, "•••••••111" in said, "0199000111" in said) == (True, True, False)
    shown = text(lan.post(f"{PAGE}{row.pk}/", {"verb": "phone"}))
    assert ("0199000111" in shown, Access.objects.filter(subject=row.stream).count()) == (True, 1)
    full = lan.post(PAGE + "book/", {**sent, "key": "another"})
    assert (full.status_code, "đã đủ người" in text(full), "0199000111" in text(full)) == (422, True, True)
    assert lan.post(PAGE + "book/", {"slot": "x"}).status_code == 422


def test_who_comes_is_checked_in_by_code_or_by_the_button_once(lan: Client, here: Hall, slot: Slot) -> None:
    row = commands.book_slot(slot, at=here.at(0))
    early = lan.post(f"{PAGE}check-in/", {"code": row.code})
    assert (early.status_code, "Đã đến" in text(early)) == (422, False)
    clock.begin_at(here.at(20))
    assert "Đã đến" in text(lan.get(PAGE))
    assert lan.post(f"{PAGE}check-in/", {"code": "000"}).status_code == 422
    answer = lan.post(f"{PAGE}check-in/", {"code": row.code}, follow=True)
    printed = f"/counter/queue/{Ticket.objects.get().pk}/ticket/"
    assert ("A001" in text(answer), answer.redirect_chain) == (True, [(printed, 302)])
    assert lan.post(f"{PAGE}{row.pk}/", {"verb": "check_in"}).headers["location"] == printed
    assert f'href="{printed}"' in text(lan.get(PAGE))
    assert Ticket.objects.get().appointment == row
    assert lan.post(f"{PAGE}{row.pk}/", {"verb": "cancel", "key": "c"}).status_code == 422


def test_the_work_looked_up_leaves_the_hours_of_its_line(lan: Client, here: Hall, slot: Slot) -> None:
    commands.open_slots(here.b, dt.date(2026, 11, 25), minutes=30, capacity=1, by=here.unit[Role.ADMIN], at=here.at(0))
    every = lan.get(PAGE)
    (extract,) = [each for each in lan.get(PAGE, {"q": "trich luc"}).context["offered"] if each.code == EXTRACT]
    its = lan.get(PAGE, {"procedure": extract.code})
    lines = [[line for line, _slots in answer.context["free"]] for answer in (every, its)]
    assert (lines, extract.line) == ([[here.a, here.b], [here.a]], here.a)
    refused = lan.post(PAGE + "book/", {"slot": "x", "procedure": extract.code})
    assert (refused.status_code, [line for line, _slots in refused.context["free"]]) == (422, [here.a])
    assert "Chưa tìm thấy" in text(lan.get(PAGE, {"q": "zzzzqq"}))


def test_a_place_is_given_back_and_others_touch_nothing(lan: Client, here: Hall, slot: Slot) -> None:
    row = commands.book_slot(slot, at=here.at(0))
    neighbour = desk(make.bat_trang()[Role.INTAKE])
    assert row.code not in text(neighbour.get(PAGE))
    assert neighbour.post(f"{PAGE}{row.pk}/", {"verb": "cancel"}).status_code == 404
    assert desk(here.unit[Role.CASE]).get(PAGE).status_code == 403
    assert lan.post(f"{PAGE}{row.pk}/", {"verb": "burn"}).status_code == 422
    assert lan.post(f"{PAGE}{row.pk}/", {"verb": "cancel", "key": "c", "day": "2026-11-25"}).status_code == 302
    page = lan.get(f"{PAGE}?day=2026-11-25")
    assert [(look.words, look.open) for look in page.context["looks"]] == [("đã hủy", False)]
    assert "chưa ai hẹn" in text(lan.get(f"{PAGE}?day=2026-11-26"))
