"""One token a visit: on the second screen after it, by the picture on the phone, never by staff, never for another."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from motcua.accounts.models import Role
from motcua.dossiers.models import Delivery, Dossier, Screen, Visit
from motcua.lib import clock
from motcua.queues import commands
from motcua.queues.models import Origin, Ticket
from motcua.surveys.models import Place, Rating
from motcua.web import rated
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, Commune, later
from tests.factories.queues import Hall, hall
from tests.web.desks import desk, text

pytestmark = pytest.mark.django_db
NOON = later(MORNING, days=1)


@pytest.fixture
def unit() -> Iterator[Commune]:
    clock.begin_at(NOON)
    yield make.gia_lam()
    clock.begin_at(None)


@pytest.fixture
def screen(unit: Commune) -> Client:
    """A device paired with Lan's counter."""
    device = Client()
    device.get("/man-hinh/")
    desk(unit[Role.INTAKE]).post("/counter/screen/pair/", {"code": Screen.objects.get().code})
    return device


def handed_over(unit: Commune, at: dt.datetime = NOON) -> Delivery:
    """A result of yesterday's visit is collected today, without a ticket."""
    dossier = make.handed_to_tam(make.ready(unit), unit, at)
    return Delivery.objects.get(dossier=dossier)


def taken_in(unit: Commune, at: dt.datetime = NOON) -> Visit:
    """A visit at Lan's counter that has just ended."""
    lan = unit[Role.INTAKE]
    visit = Visit.objects.create(
        centre=unit.centre, counter=lan.counter, officer=lan, started_at=later(at, minutes=-9), ended_at=at
    )
    Dossier.objects.filter(pk=make.received(unit, at=MORNING).pk).update(visit=visit)
    return visit


def ref_on(screen: Client) -> str:
    found = re.search(r'name="ref" value="([^"]+)"', text(screen.get("/man-hinh/now/")))
    return found[1] if found else ""


def test_after_a_result_is_handed_over_the_screen_asks_and_one_touch_is_kept(unit: Commune, screen: Client) -> None:
    assert ref_on(screen) == ""
    delivery = handed_over(unit)
    page = text(screen.get("/man-hinh/"))
    assert (page.count('name="score"'), "data:image/" in page) == (5, True)
    said = {"ref": ref_on(screen), "score": "4", "reasons": ["WAIT"]}
    thanks = text(screen.post("/man-hinh/rate/", said, follow=True))
    again = screen.post("/man-hinh/rate/", said | {"score": "1"})

    row = Rating.objects.get()
    assert ("Xin cảm ơn" in thanks, 'name="score"' in thanks) == (True, False)
    assert (again.status_code, row.score, row.reasons, row.place) == (422, 4, ["WAIT"], Place.SCREEN)
    assert (row.shop, row.token) == (unit.centre, rated.of_delivery(delivery).token)
    assert [word for word in ("TÁM", delivery.dossier.code) if word in page] == []


def test_after_an_intake_the_screen_asks_until_the_next_visit_or_two_minutes(unit: Commune, screen: Client) -> None:
    visit = taken_in(unit)
    assert ref_on(screen) == rated.of_visit(visit).ref
    clock.begin_at(later(NOON, minutes=3))
    assert ref_on(screen) == ""
    clock.begin_at(later(NOON, minutes=1))
    Visit.objects.create(
        centre=unit.centre, counter=unit[Role.INTAKE].counter, officer=unit[Role.INTAKE], started_at=clock.now()
    )
    assert ref_on(screen) == ""


def test_a_visit_in_which_nothing_was_taken_in_is_not_asked_about(unit: Commune, screen: Client) -> None:
    taken_in(unit)
    Dossier.objects.update(visit=None)
    assert ref_on(screen) == ""


def test_what_another_counter_did_is_not_on_this_screen_and_its_token_no_use(unit: Commune, screen: Client) -> None:
    mine = taken_in(unit)
    other = Visit.objects.create(
        centre=unit.centre, officer=unit[Role.INTAKE], started_at=MORNING, ended_at=MORNING + dt.timedelta(minutes=5)
    )
    foreign = rated.of_visit(other).ref
    answer = screen.post("/man-hinh/rate/", {"ref": foreign, "score": "5"})
    assert (answer.status_code, "không còn trên màn hình" in text(answer)) == (422, True)
    forged = rated.of_visit(mine).ref[:-1] + "?"
    assert screen.post("/man-hinh/rate/", {"ref": forged, "score": "5"}).status_code == 422
    assert Client().post("/man-hinh/rate/", {"ref": rated.of_visit(mine).ref, "score": "5"}).status_code == 422
    assert not Rating.objects.exists()


def test_no_officer_rates_on_the_screen_or_by_the_picture(unit: Commune, screen: Client) -> None:
    taken_in(unit)
    ref, lan = ref_on(screen), desk(unit[Role.INTAKE])
    screen.force_login(unit[Role.INTAKE].user, backend="django.contrib.auth.backends.ModelBackend")
    assert screen.post("/man-hinh/rate/", {"ref": ref, "score": "5"}).status_code == 422
    assert lan.post(f"/danh-gia/{ref}/", {"score": "5"}).status_code == 422
    assert 'name="score"' not in text(lan.get(f"/danh-gia/{ref}/"))
    assert not Rating.objects.exists()


def test_a_screen_for_practice_asks_nothing(unit: Commune, screen: Client) -> None:
    taken_in(unit)
    Screen.objects.update(training=True)
    assert ref_on(screen) == ""


def test_the_picture_opens_the_same_visit_on_a_phone_and_a_second_touch_changes_nothing(unit: Commune) -> None:
    visit, delivery, phone = taken_in(unit), handed_over(unit), Client()
    for served in (rated.of_visit(visit), rated.of_delivery(delivery)):
        address = f"/danh-gia/{served.ref}/"
        assert text(phone.get(address)).count('name="score"') == 5
        assert "đã đánh giá" in text(phone.post(address, {"score": "5"}, follow=True))
        assert phone.post(address, {"score": "1"}).status_code == 422
    assert list(Rating.objects.values_list("score", "place")) == [(5, Place.PHONE)] * 2
    assert phone.get("/danh-gia/v0123~forged/").status_code == 404
    Visit.objects.update(ended_at=None)
    Rating.objects.all().delete()
    assert "sau khi đã được phục vụ" in text(phone.post(f"/danh-gia/{rated.of_visit(visit).ref}/", {"score": "5"}))


def test_a_visit_has_one_token_wherever_it_is_rated(unit: Commune) -> None:
    here: Hall = hall(unit)
    ticket = commands.take(here.a, origin=Origin.KIOSK, at=NOON)
    ticket = commands.begin_serving(commands.call_next(by=here.lan, at=NOON), person_data={}, by=here.lan, at=NOON)[0]  # type: ignore[arg-type]
    delivery = handed_over(unit, later(NOON, minutes=1))
    ticket = Ticket.objects.get(pk=ticket.pk)
    assert ticket.visit is not None
    tokens = {rated.of_ticket(ticket).token, rated.of_visit(ticket.visit).token, rated.of_delivery(delivery).token}
    assert len(tokens) == 1


def test_a_result_given_on_the_day_of_its_visit_belongs_to_that_visit(unit: Commune) -> None:
    visit, delivery = taken_in(unit), handed_over(unit)
    assert rated.of_delivery(delivery).token != rated.of_visit(visit).token
    Dossier.objects.filter(pk=delivery.dossier_id).update(visit=visit)
    assert rated.of_delivery(Delivery.objects.get()).token == rated.of_visit(visit).token


def test_an_idle_screen_costs_few_queries(
    unit: Commune, screen: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tag = screen.get("/man-hinh/now/").headers["etag"]
    with django_assert_num_queries(4):
        assert screen.get("/man-hinh/now/", headers={"if-none-match": tag}).status_code == 304
