"""The administrator's lines: made, changed, closed with history; what would strand somebody is refused."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.lib import clock
from motcua.queues import commands
from motcua.queues.models import Appointment, Line, Slot, Ticket
from motcua.queues.seed import FIRST_NAME
from tests.factories import dossiers as make
from tests.factories import queues as factory
from tests.factories.dossiers import COPIES, MORNING, Commune
from tests.factories.queues import Hall
from tests.factories.servicedays import service_day
from tests.web.desks import desk, text

pytestmark = pytest.mark.django_db

PAGE = "/manage/lines/"


@pytest.fixture
def unit() -> Iterator[Commune]:
    clock.begin_at(MORNING)
    yield make.gia_lam()
    clock.begin_at(None)


@pytest.fixture
def here(unit: Commune) -> Hall:
    return factory.hall(unit)


def send(client: Client, url: str, **said: Any) -> Any:
    return client.post(PAGE + url, {"key": str(uuid.uuid4())} | said)


def said(**changes: Any) -> dict[str, Any]:
    usual = {
        "priority_share": "2",
        "calls_before_no_show": "2",
        "skip_places": "3",
        "usual_minutes": "7",
        "active": "on",
    }
    return {"letter": "A", "name": "Hộ tịch", "counters": ["1", "2"], **usual} | changes


def test_a_first_line_is_proposed_whole_and_made_with_one_press(unit: Commune) -> None:
    client = desk(unit[Role.ADMIN])
    assert "Nơi này chưa có hàng chờ" in text(client.get(PAGE))
    first = client.get(f"{PAGE}new/{unit.centre.pk}/").context["form"].initial
    assert first == {"letter": "A", "name": FIRST_NAME, "counters": [1]}
    sent = said(key="one page", **first)
    for _twice in range(2):
        assert send(client, f"new/{unit.centre.pk}/", **sent).status_code == 302
    row = Line.objects.get()
    assert (row.letter, row.name, row.sectors, [each.number for each in row.counters.all()]) == (
        "A", FIRST_NAME, [], [1],
    )  # fmt: skip
    page = text(client.get(PAGE))
    assert ("Lập hàng A" in page, str(unit[Role.ADMIN].user.full_name) in page) == (True, True)


def test_a_line_is_changed_closed_and_opened_again_with_history(here: Hall) -> None:
    make.version_of(COPIES)
    client = desk(here.unit[Role.ADMIN])
    assert send(client, f"{here.a.pk}/", **said(sectors=["Chứng thực"])).status_code == 302
    here.a.refresh_from_db()
    assert (here.a.name, here.a.sectors, here.a.usual_minutes) == ("Hộ tịch", ["Chứng thực"], 7)
    without = said(sectors=["Chứng thực"])
    del without["active"]
    assert send(client, f"{here.a.pk}/", **without).status_code == 302
    assert send(client, f"{here.a.pk}/", **said(sectors=["Chứng thực"])).status_code == 302
    told = [each.words for each in client.get(PAGE).context["history"]]
    assert told == ["Mở lại hàng A", "Đóng hàng A", "Sửa hàng A", "Lập hàng B", "Lập hàng A"]


@pytest.mark.parametrize(
    ("changes", "about", "sentence"),
    [
        ({"letter": "B"}, "letter", "Chữ B đã là của hàng «Việc khác»: chọn chữ khác."),
        ({"letter": "C"}, "letter", "Hôm nay đã phát số mang chữ A: đổi chữ trước giờ mở cửa ngày mai."),
        (
            {"active": ""},
            "active",
            "Hôm nay còn 1 người đợi ở hàng A: gọi hết hoặc chuyển họ sang hàng khác, rồi đóng.",
        ),
        ({"counters": []}, "counters", "Còn 1 người đợi ở hàng A: để lại ít nhất một quầy."),
        ({"name": ""}, "name", "Trường này là bắt buộc."),
    ],
)
def test_what_would_strand_somebody_is_refused_beside_its_field(
    here: Hall, changes: dict[str, Any], about: str, sentence: str
) -> None:
    here.take()
    before = list(Line.objects.values())
    answer = send(desk(here.unit[Role.ADMIN]), f"{here.a.pk}/", **said(**changes))
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert list(errors) == [about]
    if about != "name":
        assert errors[about] == [sentence]
    assert list(Line.objects.values()) == before


def test_what_is_not_in_order_is_said(here: Hall) -> None:
    make.version_of(COPIES)
    admin, at = here.unit[Role.ADMIN], here.at(1)
    client = desk(admin)
    assert client.get(PAGE).context["looks"][0].gaps == []
    only = commands.LineSaid("A", "Hộ tịch", sectors=["Hộ tịch"], counters=[1])
    commands.say_line(here.unit.centre, only, line=here.a, by=admin, at=at)
    closed = commands.LineSaid("B", "Việc khác", active=False)
    commands.say_line(here.unit.centre, closed, line=here.b, by=admin, at=at)
    commands.say_line(here.unit.centre, commands.LineSaid("C", "Đất đai", sectors=["Đất đai"]), by=admin, at=at)
    assert client.get(PAGE).context["looks"][0].gaps == [
        "Chưa hàng nào nhận Chứng thực: thêm vào một hàng, hoặc để một hàng không chọn lĩnh vực.",
        "Hàng C chưa có quầy phục vụ: chưa ai gọi số của hàng này.",
        "Quầy 2 chưa phục vụ hàng nào.",
    ]


def test_a_neighbour_and_others_change_nothing(here: Hall) -> None:
    outsider = desk(make.post(make.bat_trang().authority, Role.ADMIN, "Người khác"))
    assert here.a.name not in text(outsider.get(PAGE))
    for url in (f"{here.a.pk}/", f"new/{here.unit.centre.pk}/", f"{here.a.pk}/slots/"):
        assert (outsider.get(PAGE + url).status_code, send(outsider, url, **said()).status_code) == (404, 404)
    supervisor = desk(here.unit[Role.SUPERVISOR])
    page = text(supervisor.get(PAGE))
    assert (here.a.name in page, "Thêm hàng" in page) == (True, False)
    assert send(supervisor, f"{here.a.pk}/", **said()).status_code == 403
    assert desk(here.lan).get(PAGE).status_code == 403


def opened(**changes: str) -> dict[str, str]:
    return {"first": "2026-11-26", "last": "2026-11-29", "minutes": "60", "capacity": "2"} | changes


def test_slots_are_opened_for_days_service_days_too_and_taken_away_again(here: Hall) -> None:
    make.version_of(COPIES)
    row = service_day(here.unit, weekdays=[5], windows=[("07:30", "11:30")])
    assert here.unit.centre in row.places.all()
    client = desk(here.unit[Role.ADMIN])
    for _twice in range(2):
        assert send(client, f"{here.a.pk}/slots/", key="one page", **opened()).status_code == 302
    page = client.get(f"{PAGE}{here.a.pk}/slots/")
    days = [(day.words, day.span, day.slots, day.places, day.booked) for day in page.context["days"]]
    assert days == [
        ("thứ Năm 26/11/2026", "08:00–17:00", 8, 16, 0),
        ("thứ Sáu 27/11/2026", "08:00–17:00", 8, 16, 0),
        ("thứ Bảy 28/11/2026", "07:30–11:30", 4, 8, 0),
    ]
    booked = commands.book_slot(Slot.objects.order_by("starts_at")[0], at=here.at(1))
    refused = client.post(f"{PAGE}{here.a.pk}/slots/2026-11-26/close/", {"key": "a"}, follow=True)
    assert "Ngày ấy đã có 1 người hẹn" in text(refused)
    commands.cancel_appointment(booked, at=here.at(2))
    assert client.post(f"{PAGE}{here.a.pk}/slots/2026-11-26/close/", {"key": "b"}).status_code == 302
    assert client.post(f"{PAGE}{here.a.pk}/slots/26-11/close/", {"key": "c"}).status_code == 404
    page = client.get(f"{PAGE}{here.a.pk}/slots/")
    assert [day.words for day in page.context["days"]] == ["thứ Sáu 27/11/2026", "thứ Bảy 28/11/2026"]
    told = [each.words for each in page.context["history"]]
    assert told == ["Bỏ 8 khung giờ hẹn, 26/11/2026", "Mở 20 khung giờ hẹn, 26/11–29/11/2026"]
    assert send(client, f"{here.a.pk}/slots/", **opened(last="2026-11-26")).status_code == 302
    assert sum(slot.capacity for slot in Slot.objects.filter(starts_at__lt=here.at(60 * 24 + 600))) == 16
    assert Appointment.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "about"),
    [
        ({"first": "2026-11-24"}, "first"),
        ({"last": "2026-11-25"}, "last"),
        ({"last": "2027-06-01"}, "last"),
        ({"minutes": "2"}, "minutes"),
        ({"capacity": "0"}, "capacity"),
        ({"first": ""}, "first"),
    ],
)
def test_slots_that_make_no_sense_are_refused_beside_their_field(
    here: Hall, changes: dict[str, str], about: str
) -> None:
    answer = send(desk(here.unit[Role.ADMIN]), f"{here.a.pk}/slots/", **opened(**changes))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [about])
    assert not Slot.objects.exists()


def test_days_off_open_nothing_and_say_so(here: Hall) -> None:
    answer = desk(here.unit[Role.ADMIN]).post(
        f"{PAGE}{here.a.pk}/slots/", opened(first="2026-11-29") | {"key": "k"}, follow=True
    )
    assert "không có giờ mở cửa nào" in text(answer)
    assert not Slot.objects.exists()


def test_a_line_with_people_expected_is_not_closed(here: Hall) -> None:
    day = here.at(0).date()
    slots = commands.open_slots(here.a, day, minutes=60, capacity=1, by=here.unit[Role.ADMIN], at=here.at(0))
    commands.book_slot(slots[-1], at=here.at(0))
    answer = send(desk(here.unit[Role.ADMIN]), f"{here.a.pk}/", **said(active=""))
    assert answer.context["form"].errors["active"][0].startswith("Còn 1 lịch hẹn sắp tới ở hàng này")
    assert not Ticket.objects.exists()
