"""Sent home with a last day: the paper, the list and the page say the same; a calendar that ends promises nothing."""

import datetime as dt

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.dossiers.models import Dossier, Visit
from motcua.dossiers.states import State
from motcua.worktime.models import Calendar
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, SINGLE_STATUS, Commune
from tests.factories.people import TAM_TEXT
from tests.web.counter.test_turning import sent_home, url
from tests.web.counter.visiting import look, ready, taken_in
from tests.web.desks import desk, text

pytestmark = pytest.mark.django_db


def of_single_status(client: Client) -> Visit:
    return look(client, SINGLE_STATUS, look(client, TAM_TEXT))


def test_the_last_day_for_an_answer_is_said_at_the_counter_in_the_list_and_on_the_card(lan: Client) -> None:
    make.version_with(SINGLE_STATUS, supplement={"clock": "none", "close_after": 3, "legal_basis": "luật của ngành"})

    dossier = sent_home(lan, of_single_status(lan))

    assert dossier.supplement_requests.get().close_on == dt.date(2026, 11, 30)
    page = text(lan.get(f"/counter/turned/{dossier.code}/"))
    assert "Mời quay lại trước hết ngày 30/11/2026, trong giờ làm việc." in page
    (row,) = lan.get("/counter/waiting/").context["rows"]
    assert row.until == "30/11/2026"
    visit = look(lan, TAM_TEXT)
    assert "(đến hết 30/11/2026)" in text(lan.get(url(visit, "")))


def test_refused_twice_with_one_page_it_is_refused_once(lan: Client) -> None:
    visit = ready(lan)
    item = visit.items.get()
    said = {"reason": "Nơi khác chứng thực.", "instead": "Phòng công chứng", "legal_basis": "x", "key": "k"}

    first, second = (lan.post(url(visit, f"items/{item.pk}/refusal/"), said) for _ in range(2))

    dossier = Dossier.objects.get()
    assert dossier.state == State.REFUSED
    assert first.headers["location"] == second.headers["location"] == f"/counter/turned/{dossier.code}/"


def test_what_was_accepted_and_what_the_neighbour_sent_home_is_no_page_here(lan: Client) -> None:
    home = sent_home(lan, of_single_status_of(lan))
    accepted = taken_in(lan)
    mai = desk(make.bat_trang()[Role.INTAKE])

    code = Dossier.objects.get(visit=accepted).code
    assert [lan.get(f"/counter/turned/{each}/").status_code for each in (home.code, code)] == [200, 404]
    assert mai.get(f"/counter/turned/{home.code}/").status_code == 404


def of_single_status_of(client: Client) -> Visit:
    make.version_of(SINGLE_STATUS)
    return of_single_status(client)


def test_where_the_calendar_ends_before_the_due_time_its_last_day_is_named_and_nothing_promised(
    lan: Client, gia_lam: Commune
) -> None:
    Calendar.objects.update(covers_to=dt.date(2026, 11, 26), version=20_261_126)

    page = text(lan.get(url(of_single_status_of(lan), "")))

    assert "Lịch làm việc mới có đến 26/11/2026." in page
    assert "Hẹn " not in page


def test_the_value_that_is_corrected_has_the_focus_before_what_is_still_open(lan: Client) -> None:
    visit = look(lan, COPIES, look(lan, TAM_TEXT))
    name = f"f.{visit.items.get().pk}.gt.so_ban"

    plain, corrected = (lan.get(url(visit, ""), said).context["next_question"] for said in ({}, {"edit": name}))

    assert corrected == name != plain
