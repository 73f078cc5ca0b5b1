"""The list behind every number of a day, of days and places beside one another, and of two spans that one chooses."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.agencies.models import Agency
from motcua.lib import clock
from motcua.queues import commands as queue
from motcua.servicedays.models import Programme
from motcua.surveys.commands import rate, token_of
from motcua.surveys.models import Place
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, Commune, later, moment
from tests.factories.queues import Hall, hall
from tests.web.desks import desk, text
from tests.web.office.behind import faults, numbers, rows
from tests.web.office.test_service_day import DAY, a_day, below

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


@pytest.fixture(autouse=True)
def _evening() -> Iterator[None]:
    clock.begin_at(moment("2026-11-25 18:00"))
    yield
    clock.begin_at(None)


def touch(shop: Agency, score: int, *, at: dt.datetime = MORNING, reasons: tuple[str, ...] = ()) -> None:
    token = token_of(f"{shop.pk} {score} {at}")
    rate(token, shop=shop, score=score, reasons=reasons, place=Place.KIOSK, served=True, staff=False, at=at)


def in_the_hall(unit: Commune) -> Hall:
    """Three take a number: one is served, one does not come, one still waits; two touch a face."""
    waiting = hall(unit)
    for minute in (-30, -20, -10):
        waiting.take(minute=minute)
    queue.finish(waiting.serve(waiting.lan, minute=-6), by=waiting.lan, at=waiting.at(1))
    called = queue.call_next(by=waiting.lan, at=waiting.at(2))
    assert called is not None
    for minute in (3, 4):
        called = queue.recall(called, by=waiting.lan, at=waiting.at(minute))
    queue.no_show(called, by=waiting.lan, at=waiting.at(5))
    touch(unit.centre, 5)
    touch(unit.centre, 2, reasons=("WAIT",))
    return waiting


def at_the_neighbours_and_the_day_before(unit: Commune, neighbour: Commune) -> None:
    """What must stand in no list of the day at Gia Lâm."""
    make.ready(neighbour)
    make.ready(unit, at=moment("2026-11-24 08:30"))
    touch(neighbour.centre, 1)
    touch(unit.centre, 1, at=moment("2026-11-24 09:00"))


def lists(page: str) -> set[str]:
    """The names of the lists that a page leads to."""
    return {name for url, _number in numbers(page) for name in parse_qs(urlsplit(url).query).get("list", ())}


def test_every_number_of_a_day_opens_a_list_of_as_many(unit: Commune) -> None:
    a_day(unit)
    in_the_hall(unit)
    at_the_neighbours_and_the_day_before(unit, make.bat_trang())
    lan = desk(unit[Role.INTAKE])

    page = text(lan.get(DAY))

    assert faults(lan, page) == []
    assert lists(page) >= {
        "taken-in", "ready", "same-visit", "kept", "broken", "law-early", "tickets", "served", "no-show", "called",
        "rated", "content",
    }  # fmt: skip
    assert sum("failed=" in url for url, _number in numbers(page)) == 3
    assert {number for url, number in numbers(page) if "hour=8" in url} == {"3"}


def test_tickets_stand_with_what_became_of_them_and_ratings_lead_to_nobody(unit: Commune) -> None:
    in_the_hall(unit)
    at_the_neighbours_and_the_day_before(unit, make.bat_trang())
    lan = desk(unit[Role.INTAKE])

    tickets = {name: rows(lan, f"{DAY}ho-so/?list={name}") for name in ("tickets", "served", "no-show", "called")}
    page = text(lan.get(f"{DAY}ho-so/", {"list": "rated"}))

    assert tickets == {
        "tickets": ["A001", "A002", "A003"], "served": ["A001"], "no-show": ["A002"], "called": ["A001", "A002"],
    }  # fmt: skip
    assert [page.count(words) for words in ("5 trên 5", "2 trên 5", "1 trên 5", "Thời gian đợi")] == [1, 1, 0, 1]
    assert "08:30" not in page, "the moment of a touch leads to a visit"


def test_days_and_places_have_their_waiting_and_their_satisfaction_with_the_lists(unit: Commune) -> None:
    neighbour, leader = below(unit)
    make.ready(unit)
    in_the_hall(unit)
    at_the_neighbours_and_the_day_before(unit, neighbour)
    client = desk(leader)

    answer: Any = client.get(f"{DAY}so-sanh/", {"place": "all"})

    assert faults(client, text(answer)) == []
    days, places = ([(row.name, *(each.value for each, _url in figures)) for row, _page, figures in part[2]]
                    for part in answer.context["parts"])  # fmt: skip
    assert [(name, waited, content) for name, *_more, waited, content in days] == [
        ("Thứ Ba 24/11", "–", "0 %"),
        ("Thứ Tư 25/11", "22 phút", "33 %"),
    ]
    assert [(name, waited, content) for name, *_more, waited, content in places] == [
        ("UBND xã Gia Lâm", "22 phút", "33 %"),
        ("UBND xã Bát Tràng", "–", "0 %"),
        ("UBND huyện Gia Lâm", "–", "–"),
    ]


def compared(client: Client, **said: str) -> Any:
    return client.get(f"{DAY}so-sanh/", said)


SPANS = {
    "before_from": "2026-11-23", "before_to": "2026-11-24", "after_from": "2026-11-25", "after_to": "2026-11-25",
}  # fmt: skip


def around(answer: Any) -> list[tuple[str, str]]:
    return [(row.name, figures[0][0].value) for row, _page, figures in answer.context["around"]]


def test_two_spans_of_ones_own_are_compared_and_their_pages_count_the_same(unit: Commune) -> None:
    a_day(unit)
    make.ready(unit, at=moment("2026-11-24 08:30"))
    make.ready(unit, at=moment("2026-11-22 08:30"))
    make.ready(make.bat_trang(), at=moment("2026-11-24 08:30"))
    lan = desk(unit[Role.INTAKE])

    answer = compared(lan, **SPANS)

    assert around(answer) == [
        ("23/11/2026 – 24/11/2026 (2 ngày)", "1"),
        ("25/11/2026 – 25/11/2026 (1 ngày)", "3"),
    ]
    assert faults(lan, text(answer)) == []
    assert 'value="2026-11-23"' in text(answer)


def test_where_nobody_said_thirty_days_stand_around_the_day_on_which_the_programme_began(unit: Commune) -> None:
    lan = desk(unit[Role.INTAKE])
    assert around(compared(lan)) == [
        ("27/09/2026 – 26/10/2026 (30 ngày)", "0"),
        ("27/10/2026 – 25/11/2026 (30 ngày)", "0"),
    ]
    a_day(unit)
    first = Programme.objects.get().valid_from
    assert around(compared(lan))[1][0].startswith(f"{first:%d/%m/%Y} – ")


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"before_to": "2026-11-22"}, "before_to", "Đến ngày đang trước từ ngày: chọn lại."),
        ({"after_to": "2028-11-22"}, "after_to", "Chọn nhiều nhất một năm."),
        ({"before_to": "2026-11-25"}, "after_from", "Khoảng sau phải bắt đầu khi khoảng trước đã hết: chọn lại."),
        ({"before_from": "hôm qua"}, "before_from", "Nhập một ngày hợp lệ."),
        ({"after_to": ""}, "after_to", "Trường này là bắt buộc."),
    ],
)
def test_spans_that_cannot_be_compared_are_said_beside_their_field(
    unit: Commune, changes: dict[str, str], field: str, sentence: str
) -> None:
    make.ready(unit)

    answer = compared(desk(unit[Role.INTAKE]), **(SPANS | changes))

    assert (answer.status_code, answer.context["form"].errors, answer.context["around"]) == (
        422, {field: [sentence]}, [],
    )  # fmt: skip
    assert [value for value in (SPANS | changes).values() if value and f'value="{value}"' not in text(answer)] == []
    assert "Thứ Tư 25/11" in text(answer)


def test_the_procedures_of_a_programme_alone_are_counted_where_it_is_chosen(unit: Commune) -> None:
    a_day(unit)
    make.received(unit, make.EXTRACT, at=later(MORNING, minutes=1))
    neighbour = make.bat_trang()
    programme = Programme.objects.get()
    lan, yen = desk(unit[Role.INTAKE]), desk(neighbour[Role.INTAKE])
    make.received(neighbour, make.EXTRACT)

    answer = lan.get(DAY, {"programme": str(programme.pk)})

    assert "Chỉ tính hồ sơ của những thủ tục trong" in text(answer)
    assert faults(lan, text(answer)) == []
    counts = [
        client.get(DAY, said).context["found"].count("taken-in")
        for client, said in (
            (lan, {}),
            (lan, {"programme": str(programme.pk)}),
            (yen, {"programme": str(programme.pk)}),
        )
    ]
    assert counts == [4, 3, 1], "a neighbour's programme narrows nothing"
