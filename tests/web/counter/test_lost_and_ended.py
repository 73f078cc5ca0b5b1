"""A visit that another desk took over, that is over, or in which nothing came of it: nothing is written any more."""

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.dossiers.models import Dossier, Visit
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES
from tests.factories.people import TAM_TEXT
from tests.web.counter.visiting import answers, look, ready, taken_in, values_of
from tests.web.desks import desk

pytestmark = pytest.mark.django_db
LEN = {"full_name": "Lý Sen", "date_of_birth": "1945", "sex": "F", "id_number": "", "address": "Thôn 2"}
EVERY_ACT = {
    "person/": LEN, "other-card/": {"role": ""}, "unit/": {"unit": "00565"}, "answer/": {}, "save/": {},
    "registers/": {}, "items/{item}/remove/": {}, "park/": {}, "drop/": {}, "accept/": {"key": "k"},
}  # fmt: skip


def lost(lan: Client, hoa: Client) -> Visit:
    """Lan's visit, with a card whose commune was split, that Hoa took over."""
    visit = look(lan, COPIES, look(lan, TAM_TEXT.replace("Xã Gia Lâm", "Xã Kim Sơn, Huyện Gia Lâm")))
    lan.post(f"/counter/visits/{visit.pk}/park/", {})
    hoa.post(f"/counter/visits/{visit.pk}/resume/")
    visit.refresh_from_db()
    return visit


@pytest.mark.parametrize("act", EVERY_ACT)
def test_a_desk_that_lost_the_visit_is_told_and_writes_nothing(lan: Client, hoa: Client, act: str) -> None:
    visit = lost(lan, hoa)
    kept = Visit.objects.filter(pk=visit.pk).values().get()
    answer = lan.post(f"/counter/visits/{visit.pk}/{act.format(item=visit.items.get().pk)}", EVERY_ACT[act])
    said = answer.json()["sentence"] if act == "save/" else answer.content.decode()
    assert answer.status_code == (422 if act == "accept/" else 409)
    assert "đã được mở ở quầy khác" in said
    assert Visit.objects.filter(pk=visit.pk).values().get() == kept
    assert (visit.items.count(), Dossier.objects.count()) == (1, 0)


@pytest.mark.parametrize("act", EVERY_ACT)
def test_a_visit_that_is_over_is_changed_no_more(lan: Client, act: str) -> None:
    visit = taken_in(lan)
    kept = Visit.objects.filter(pk=visit.pk).values().get()
    lan.post(f"/counter/visits/{visit.pk}/{act.format(item=visit.items.get().pk)}", EVERY_ACT[act])
    assert Visit.objects.filter(pk=visit.pk).values().get() == kept
    assert (visit.items.count(), Dossier.objects.count()) == (1, 1)


def test_a_visit_that_is_over_shows_what_came_of_it(lan: Client) -> None:
    visit = taken_in(lan)
    assert lan.get(f"/counter/visits/{visit.pk}/").headers["location"] == f"/counter/visits/{visit.pk}/done/"


def test_a_visit_not_over_has_nothing_to_show_yet(lan: Client) -> None:
    visit = ready(lan)
    assert lan.get(f"/counter/visits/{visit.pk}/done/").headers["location"] == f"/counter/visits/{visit.pk}/"


def test_a_visit_of_another_desk_is_shown_with_the_button_that_takes_it_over(lan: Client, hoa: Client) -> None:
    visit = ready(lan)
    page = hoa.get(f"/counter/visits/{visit.pk}/").content.decode()
    assert "Đang mở ở quầy khác" in page
    assert "Làm tiếp ở quầy này" in page
    assert "gt.so_trang" not in page


def test_a_visit_that_is_over_is_not_taken_over(lan: Client, hoa: Client) -> None:
    visit = taken_in(lan)
    answer = hoa.post(f"/counter/visits/{visit.pk}/resume/")
    assert (answer.status_code, "Việc này đã xong" in answer.content.decode()) == (409, True)


def test_taking_over_one_parks_the_other_that_stood_open(lan: Client, hoa: Client) -> None:
    visit = ready(lan)
    before = visit.version
    hoa.post("/counter/look/", {"text": TAM_TEXT})
    hers = Visit.objects.exclude(pk=visit.pk).get()
    hoa.post(f"/counter/visits/{visit.pk}/resume/")
    hers.refresh_from_db()
    visit.refresh_from_db()
    assert (hers.parked_at is not None, visit.parked_at, visit.version) == (True, None, before + 1)


def test_opening_ones_own_visit_again_changes_nothing(lan: Client) -> None:
    visit = ready(lan)
    lan.post(f"/counter/visits/{visit.pk}/park/", {})
    for _press in range(2):
        lan.post(f"/counter/visits/{visit.pk}/resume/")
    lan.post(f"/counter/visits/{visit.pk}/answer/", answers(visit, gt__so_trang="5"))
    assert values_of(visit.items.get())["gt.so_trang"]["value"] == 5


def test_someone_who_goes_away_leaves_no_dossier_and_no_strip(lan: Client) -> None:
    visit = ready(lan)
    assert lan.post(f"/counter/visits/{visit.pk}/drop/").headers["location"] == "/counter/"
    visit.refresh_from_db()
    assert visit.ended_at is not None
    assert not Dossier.objects.exists()
    assert "TRẦN THỊ TÁM" not in lan.get("/counter/").content.decode()


def test_an_empty_visit_laid_aside_leaves_no_strip(lan: Client) -> None:
    visit = look(lan, COPIES)
    lan.post(f"/counter/visits/{visit.pk}/items/{visit.items.get().pk}/remove/")
    lan.post(f"/counter/visits/{visit.pk}/park/", {})
    visit.refresh_from_db()
    assert visit.ended_at is not None
    assert "Đang gác" not in lan.get("/counter/").content.decode()


def test_a_records_clerk_takes_nothing_in(lan: Client) -> None:
    clerk = desk(make.bat_trang()[Role.RECORDS])
    assert clerk.post("/counter/look/", {"text": TAM_TEXT}).status_code == 403
    assert not Visit.objects.exists()
