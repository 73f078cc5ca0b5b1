"""What lies beside the counter all day: the sheet of codes, the board's cards, why this day, the living page."""

import datetime as dt
import re

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.dossiers.commands import hand_over
from motcua.dossiers.models import Dossier
from motcua.lib import clock
from motcua.procedures import scanner_codes
from motcua.web.counter.components import icon_names
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, EXTRACT, MORNING, SINGLE_STATUS, Commune, later, moment
from tests.factories.people import TAM_TEXT
from tests.web.counter.visiting import look, ready
from tests.web.desks import desk, text

pytestmark = pytest.mark.django_db


def codes(client: Client, **said: str) -> list[tuple[str, str]]:
    return [(each["code"], each["text"]) for each in client.get("/counter/sheet/", said).context["codes"]]


def test_the_sheet_has_what_is_often_wanted_in_the_order_that_never_moves(lan: Client) -> None:
    assert codes(lan) == [(code, scanner_codes.encode(code)) for code in (COPIES, EXTRACT)]
    commands = lan.get("/counter/sheet/").context["commands"]
    assert [each["text"] for each in commands] == [scanner_codes.CONFIRM, scanner_codes.PARK]


def test_the_sheet_of_a_sector_has_all_of_it_and_an_unknown_sector_what_is_often_wanted(lan: Client) -> None:
    make.version_of(SINGLE_STATUS)

    sectors = lan.get("/counter/sheet/").context["sectors"]

    assert sectors == ["Chứng thực", "Hộ tịch"]
    assert {code for code, _ in codes(lan, sector="Hộ tịch")} == {EXTRACT, SINGLE_STATUS}
    assert codes(lan, sector="Đất đai") == codes(lan)


def test_every_code_of_the_sheet_opens_its_procedure(lan: Client) -> None:
    for code, scanned in codes(lan):
        visit = look(lan, scanned)
        assert visit.items.get().procedure_version.procedure.code == code
        lan.post(f"/counter/visits/{visit.pk}/drop/")


def test_a_case_officer_is_given_no_sheet_and_no_board(gia_lam: Commune) -> None:
    minh = desk(gia_lam[Role.CASE])

    assert [minh.get(page).status_code for page in ("/counter/sheet/", "/counter/board/")] == [403, 403]


def test_the_board_shows_who_stands_at_the_counter_masked_and_since_when(lan: Client) -> None:
    visit = ready(lan)
    clock.begin_at(later(MORNING, minutes=12, seconds=30))

    column = lan.get("/counter/board/").context["columns"][0]
    (card,) = column.cards

    assert (column.key, column.count) == ("intake", 1)
    assert (card.url, card.name, card.tone) == (f"/counter/visits/{visit.pk}/", "T. T. TÁM", "")
    assert card.who == "Quầy 1 · Nguyễn Thị Lan · 12 phút"


def test_the_board_says_of_a_parked_visit_that_it_is_parked_and_names_nobody_unknown(lan: Client) -> None:
    visit = look(lan, COPIES)
    lan.post(f"/counter/visits/{visit.pk}/park/", {})
    clock.begin_at(later(MORNING, minutes=30, seconds=30))

    (card,) = lan.get("/counter/board/").context["columns"][0].cards

    assert (card.name, card.tone) == ("chưa biết tên", "parked")
    assert card.who == "Quầy 1 · Nguyễn Thị Lan · gác 30 phút"


def handover_mark(client: Client, dossier: Dossier, at: dt.datetime) -> tuple[str, str] | None:
    clock.begin_at(at)
    cards = [card for column in client.get("/counter/board/").context["columns"] for card in column.cards]
    mark = next(card for card in cards if card.code == dossier.code).to_hand_over
    return mark and (mark.label, mark.tone)


def test_what_still_lies_at_the_counter_says_by_when_it_goes_on_and_is_loud_after(
    lan: Client, gia_lam: Commune
) -> None:
    dossier = make.received(gia_lam, EXTRACT)

    assert handover_mark(lan, dossier, later(MORNING, hours=1)) == ("chuyển trước 17:00", "")
    assert handover_mark(lan, dossier, moment("2026-11-25 17:01")) == ("quá giờ chuyển (17:00)", "late")
    hand_over(dossier=dossier, by=gia_lam[Role.INTAKE], at=moment("2026-11-25 17:02"))
    assert handover_mark(lan, dossier, moment("2026-11-25 17:03")) is None


def why(client: Client, code: str) -> str:
    visit = look(client, code, look(client, TAM_TEXT))
    page = text(client.get(f"/counter/visits/{visit.pk}/items/{visit.items.get().pk}/why/"))
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_why_this_day_is_explained_for_now_to_the_minute(lan: Client) -> None:
    make.version_of(SINGLE_STATUS)

    explained = why(lan, SINGLE_STATUS)

    assert "Nhận lúc 08:30 thứ Tư 25/11/2026, trong giờ làm việc: tính từ lúc nhận." in explained


def test_a_procedure_without_a_limit_says_so(lan: Client) -> None:
    make.version_with(SINGLE_STATUS, time_limit={"kind": None})

    assert "Thủ tục này không có thời hạn riêng." in why(lan, SINGLE_STATUS)


def test_htmx_is_given_the_explanation_alone_and_the_neighbour_nothing(lan: Client) -> None:
    visit = look(lan, EXTRACT, look(lan, TAM_TEXT))
    address = f"/counter/visits/{visit.pk}/items/{visit.items.get().pk}/why/"

    assert "<html" not in text(lan.get(address, headers={"hx-request": "true"}))
    assert "<html" in text(lan.get(address))
    assert desk(make.bat_trang()[Role.INTAKE]).get(address).status_code == 404


def test_the_living_page_draws_every_symbol_there_is(lan: Client) -> None:
    page = text(lan.get("/counter/components/"))

    assert len(icon_names()) == len(set(icon_names())) > 20
    assert [name for name in icon_names() if f"#{name}" not in page] == []
