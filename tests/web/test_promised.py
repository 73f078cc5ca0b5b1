"""Both clocks side by side: where the officer takes in, on the dossier, on the board, and before whoever signs."""

from collections.abc import Iterator
from typing import Any

import pytest

from motcua.accounts.models import Role
from motcua.lib import clock
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, Commune, later, moment
from tests.factories.servicedays import service_day
from tests.web.desks import desk, text, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Iterator[Commune]:
    clock.begin_at(MORNING)
    unit = make.gia_lam()
    service_day(unit)
    yield unit
    clock.begin_at(None)


def test_the_dossiers_page_says_the_promise_and_the_law(unit: Commune) -> None:
    dossier = make.received(unit)
    page = text(desk(unit[Role.INTAKE]).get(url(dossier)))
    assert "Trả trong buổi này, khoảng 10:30" in page
    assert "Hẹn 08:30 thứ Hai 30/11" in page
    assert "Hẹn trả trong ngày, lúc 10:30 25/11/2026" in page


def test_the_board_shows_both_clocks_and_calls_for_what_will_be_missed(unit: Commune) -> None:
    dossier = make.drafted(unit)
    board = "/counter/board/"
    page: Any = desk(unit[Role.INTAKE]).get(board)
    (card,) = next(column for column in page.context["columns"] if column.key == "work").cards
    assert (card.promised_at, card.law_at) == (moment("2026-11-25 10:30"), moment("2026-11-30 08:30"))
    assert page.context["calls"] == []
    clock.begin_at(moment("2026-11-25 10:25"))
    later_page: Any = desk(unit[Role.INTAKE]).get(board)
    assert [call.words for call in later_page.context["calls"]] == [
        f"{dossier.procedure_name} ({dossier.code}) hẹn 10:30: đang chờ UBND xã Gia Lâm ký từ 09:01"
    ]
    assert "Sắp lỡ hẹn" in text(later_page)


@pytest.mark.parametrize("page", ["/office/", "/office/approvals/"])
def test_the_signer_is_called_and_nobody_else(unit: Commune, page: str) -> None:
    dossier = make.drafted(unit)
    sentence = f"{dossier.procedure_name} ({dossier.code}) đang chờ ông/bà ký, hẹn 10:30"
    assert sentence in text(desk(unit[Role.APPROVER]).get(page))
    assert sentence not in text(desk(unit[Role.HEAD]).get(page))
    assert sentence not in text(desk(unit[Role.CASE]).get("/office/"))


def test_what_became_of_it_stands_on_the_dossier(unit: Commune) -> None:
    dossier = make.ready(unit)
    clock.begin_at(later(MORNING, hours=1))
    assert "giữ hẹn" in text(desk(unit[Role.INTAKE]).get(url(dossier)))
