"""The citizen's screen over the wire: what it shows, what it costs, what it never shows."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from motcua.accounts.models import Role
from motcua.dossiers.models import Screen, Visit
from motcua.lib import clock, money, practice
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, EXTRACT, MORNING, Commune
from tests.factories.people import TAM_TEXT, card_of
from tests.web.counter.visiting import COPY, answers, look
from tests.web.desks import desk, text

pytestmark = pytest.mark.django_db
WISH = "Người dân muốn sửa mục này"
STROKES = json.dumps([[[x * 20, 100 + x] for x in range(30)]])


@pytest.fixture
def unit() -> Iterator[Commune]:
    clock.begin_at(MORNING)
    gia_lam = make.gia_lam()
    make.version_of(COPIES)
    make.version_of(EXTRACT)
    yield gia_lam
    clock.begin_at(None)


@pytest.fixture
def lan(unit: Commune) -> Client:
    return desk(unit[Role.INTAKE])


@pytest.fixture
def screen(lan: Client) -> Client:
    """A device paired with Lan's counter."""
    device = Client()
    device.get("/man-hinh/")
    lan.post("/counter/screen/pair/", {"code": Screen.objects.get().code})
    return device


def complete(lan: Client) -> Visit:
    visit = look(lan, COPIES, look(lan, TAM_TEXT))
    lan.post(f"/counter/visits/{visit.pk}/answer/", answers(visit, **COPY))
    return visit


def seen(screen: Client) -> str:
    return text(screen.get("/man-hinh/now/"))


def signs(screen: Client, visit: Visit, **changes: Any) -> Any:
    page = seen(screen)
    digest = page.partition('data-seen="')[2].partition('"')[0]
    said = {"visit": visit.pk, "seen": digest, "strokes": STROKES} | changes
    return screen.post("/man-hinh/confirm/", said)


def test_a_new_device_shows_a_code_and_after_pairing_the_office(lan: Client, unit: Commune) -> None:
    device = Client()
    page = text(device.get("/man-hinh/"))
    code = Screen.objects.get().code
    assert f"{code[:3]} {code[3:]}" in page
    assert device.cookies["motcua_screen"]["httponly"]

    lan.post("/counter/screen/pair/", {"code": code})
    assert (unit.centre.name in seen(device), code[:3] + " " + code[3:] in seen(device)) == (True, False)


def test_a_wrong_code_is_a_sentence_beside_the_field(lan: Client) -> None:
    answer = lan.post("/counter/screen/pair/", {"code": "12"})
    assert (answer.status_code, "sáu chữ số" in text(answer), 'value="12"' in text(answer)) == (422, True, True)


def test_the_screen_shows_the_visit_of_its_counter_while_it_is_open_and_not_a_moment_longer(
    lan: Client, screen: Client
) -> None:
    assert "TRẦN THỊ TÁM" not in seen(screen)
    visit = complete(lan)
    page = seen(screen)
    assert ("TRẦN THỊ TÁM" in page, "Không thu phí" in page or " đ" in page, "<form" in page) == (True, True, False)

    lan.post(f"/counter/visits/{visit.pk}/park/")
    assert "TRẦN THỊ TÁM" not in seen(screen)
    lan.post(f"/counter/visits/{visit.pk}/resume/")
    assert "TRẦN THỊ TÁM" in seen(screen)
    lan.post(f"/counter/visits/{visit.pk}/drop/")
    assert "TRẦN THỊ TÁM" not in seen(screen)


def test_a_practice_desks_screen_shows_practice_alone_and_says_so(lan: Client, screen: Client) -> None:
    complete(lan)
    lan.post("/accounts/practice/", {"on": "1"})
    device = Client()
    device.get("/man-hinh/")
    lan.post("/counter/screen/pair/", {"code": Screen.objects.exclude(code="").get().code})
    assert ("LUYỆN TẬP" in seen(device), "TRẦN THỊ TÁM" in seen(device)) == (True, False)
    page = text(lan.get("/counter/screen/"))
    assert (page.count("luyện tập</span>"), page.count("Ngắt")) == (1, 2)

    with practice.practising(on=True):
        visit = look(lan, COPIES, look(lan, card_of("003092002102")))
    assert ("LUYỆN TẬP" in seen(device), "TRẦN VĂN BÌNH" in seen(device)) == (True, True)
    assert ("LUYỆN TẬP" in seen(screen), "TRẦN VĂN BÌNH" in seen(screen)) == (False, False)

    item = visit.items.get()
    said = {"visit": visit.pk, "field": f"{item.pk}.gt.so_ban"}
    assert [each.post("/man-hinh/change/", said).status_code for each in (screen, device)] == [422, 200]
    lan.post("/accounts/practice/", {"on": "0"})
    assert "TRẦN VĂN BÌNH" in seen(device)


def test_what_is_owed_is_said_when_it_is_known_and_a_no_is_shown_like_a_yes(lan: Client, screen: Client) -> None:
    visit = look(lan, COPIES, look(lan, TAM_TEXT))
    assert ("Không thu phí" in seen(screen), money.vnd(0) in seen(screen)) == (False, False)

    lan.post(f"/counter/visits/{visit.pk}/answer/", answers(visit, **(COPY | {"gt__ban_dien_tu": "false"})))
    page = seen(screen)
    assert (f"Phí, lệ phí: {money.vnd(10_000)}" in page, "<dd>Không</dd>" in page) == (True, True)


def test_another_counters_visit_is_never_shown(unit: Commune, screen: Client) -> None:
    mai = desk(make.bat_trang()[Role.INTAKE])
    complete(mai)
    assert "TRẦN THỊ TÁM" not in seen(screen)


def test_while_nothing_changes_an_answer_is_a_304_of_three_queries(
    lan: Client, screen: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    visit = complete(lan)
    tag = screen.get("/man-hinh/now/", headers={"accept-encoding": "gzip"}).headers["etag"]
    assert tag.startswith('W/"')
    with django_assert_num_queries(3):
        answer = screen.get("/man-hinh/now/", headers={"if-none-match": tag})
    assert (answer.status_code, answer.content) == (304, b"")

    lan.post(f"/counter/visits/{visit.pk}/answer/", answers(visit, gt__so_ban="7"))
    assert screen.get("/man-hinh/now/", headers={"if-none-match": tag}).status_code == 200


def test_the_citizen_signs_and_the_counter_knows_at_once(lan: Client, screen: Client) -> None:
    visit = complete(lan)
    before = text(lan.get(f"/counter/visits/{visit.pk}/")).partition("?seen=")[2].partition('"')[0]
    said_url = f"/counter/visits/{visit.pk}/on-screen/?seen={before}"
    assert lan.get(said_url).status_code == 204

    assert signs(screen, visit).json() == {}
    page = lan.get(said_url, headers={"hx-request": "true"})
    assert (page.status_code, "đã xem và ký trên màn hình" in text(page)) == (200, True)
    assert "Đã xác nhận" in seen(screen)
    answer = lan.post(
        f"/counter/visits/{visit.pk}/accept/", answers(visit, **COPY) | {"key": "k", "confirm.how": "SCREEN"}
    )
    assert answer.headers["location"] == f"/counter/visits/{visit.pk}/done/"
    assert "TRẦN THỊ TÁM" not in seen(screen)
    assert lan.get(said_url).status_code == 204


@pytest.mark.parametrize("strokes", ["", "nonsense", "[" * 5000, "[[[0,0]]]"])
def test_what_is_no_signature_is_refused_with_a_sentence(lan: Client, screen: Client, strokes: str) -> None:
    answer = signs(screen, complete(lan), strokes=strokes)
    assert (answer.status_code, "xin" in answer.json()["sentence"].lower()) == (422, True)


def test_an_officers_browser_confirms_for_nobody(lan: Client, screen: Client) -> None:
    visit = complete(lan)
    lan.cookies["motcua_screen"] = screen.cookies["motcua_screen"].value
    answer = signs(lan, visit)
    assert (answer.status_code, "cán bộ đăng nhập" in answer.json()["sentence"]) == (422, True)


def test_the_citizen_points_at_a_field_and_the_officer_sees_which(lan: Client, screen: Client) -> None:
    visit = complete(lan)
    item = visit.items.get()
    assert screen.post("/man-hinh/change/", {"visit": visit.pk, "field": f"{item.pk}.gt.so_ban"}).json() == {}
    page = text(lan.get(f"/counter/visits/{visit.pk}/"))
    assert ("Người dân muốn sửa:" in page, f"?edit=f.{item.pk}.gt.so_ban" in page) == (True, True)
    asked = page.partition(f'data-question="f.{item.pk}.gt.so_ban"')[2].partition("data-question=")[0]
    known = page.partition(f'id="cell-f-{item.pk}-gt-so_ban"')[2].partition("</div>")[0]
    assert [page.count(WISH), asked.count(WISH), known.count(WISH)] == [2, 1, 1]

    lan.post(f"/counter/visits/{visit.pk}/answer/", answers(visit, **(COPY | {"gt__so_ban": "7"})))
    page = text(lan.get(f"/counter/visits/{visit.pk}/"))
    assert (WISH in page, "Người dân muốn sửa:" in page) == (False, False)
    assert screen.post("/man-hinh/change/", {"visit": visit.pk, "field": "x"}).status_code == 422


def test_a_device_that_was_cut_off_shows_nothing_and_begins_anew(lan: Client, screen: Client) -> None:
    complete(lan)
    row = Screen.objects.get()
    assert "Ngắt" in text(lan.get("/counter/screen/"))
    lan.post(f"/counter/screen/{row.pk}/revoke/")
    assert screen.get("/man-hinh/now/").status_code == 410
    assert "TRẦN THỊ TÁM" not in text(screen.get("/man-hinh/"))


def test_a_device_nobody_knows_may_do_nothing(unit: Commune) -> None:
    assert Client().get("/man-hinh/now/").status_code == 410
    assert Client().post("/man-hinh/confirm/", {}).status_code == 422


def test_a_code_that_grew_old_is_replaced(unit: Commune) -> None:
    device = Client()
    device.get("/man-hinh/")
    first = Screen.objects.get().pk
    clock.begin_at(make.later(MORNING, minutes=12))
    assert device.get("/man-hinh/now/").status_code == 410
    device.get("/man-hinh/")
    assert Screen.objects.get().pk != first


def test_too_many_waiting_devices_are_told_to_wait(unit: Commune) -> None:
    Screen.objects.bulk_create(
        Screen(token_digest=f"{number}", code=f"{number:06d}", made_at=MORNING) for number in range(200)
    )
    answer = Client().get("/man-hinh/")
    assert (answer.status_code, "mười phút" in text(answer)) == (503, True)


def test_the_screen_speaks_english_when_asked(lan: Client, screen: Client) -> None:
    visit = complete(lan)
    vietnamese = seen(screen)
    screen.cookies["motcua_language"] = "en"
    assert (visit.person_data["full_name"] in seen(screen), seen(screen) != vietnamese) == (True, True)
