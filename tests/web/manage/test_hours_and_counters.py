"""Office hours from a day on, and the counters of a shop: each a list, each with its history."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.agencies.models import Counter
from motcua.dossiers.models import Dossier
from motcua.events.models import Event
from motcua.web.manage.sheet_kinds.hours import said, spans_of
from motcua.worktime.calendars import hours_on, working_calendar
from motcua.worktime.models import Calendar, OfficeHours
from tests.factories import dossiers as make
from tests.factories.dossiers import Commune, moment
from tests.web.desks import text
from tests.web.manage.sheeting import apply, outcomes, send

pytestmark = pytest.mark.django_db

EARLY = "07:00–11:30; 13:30–17:00"
FRIDAY = dt.date(2026, 11, 27)


def hours(unit: Commune, day: dt.date, weekday: int = 4) -> str:
    """What a weekday is worked as it stands on a day, as a cell says it."""
    calendar = Calendar.objects.get(code=type(unit.authority).objects.get(pk=unit.authority.pk).calendar_code())
    return said(hours_on(calendar, weekday, day))


def test_hours_change_from_a_day_on_and_due_times_move_but_no_promise(unit: Commune, admin: Client) -> None:
    dossier, neighbour = make.received(unit), make.received(make.bat_trang())
    promised = dossier.promised_at
    assert dossier.due_at == moment("2026-11-30 08:30")

    page = send(admin, "hours", ["Thứ Sáu", "nghỉ", "27/11/2026"])
    assert (hours(unit, FRIDAY), outcomes(page)) == ("08:00–12:00; 13:00–17:00", [(2, "CHANGED", "")])
    apply(admin, page, "hours")

    assert (hours(unit, FRIDAY), hours(unit, FRIDAY - dt.timedelta(days=7))) == ("nghỉ", "08:00–12:00; 13:00–17:00")
    moved = Dossier.objects.get(pk=dossier.pk)
    assert (moved.due_at, moved.promised_at) == (moment("2026-12-01 08:30"), promised)
    assert Dossier.objects.get(pk=neighbour.pk).due_at == moment("2026-11-30 08:30")
    event = Event.objects.filter(stream=dossier.stream).latest("seq")
    assert (event.name, event.details["reason"]) == ("dossier.due_moved", "thứ Sáu, 27/11/2026: nghỉ")


def test_the_calendars_page_shows_todays_hours_what_was_said_ahead_and_its_history(
    unit: Commune, admin: Client
) -> None:
    rows = (["Thứ Hai", EARLY, "25/11/2026"], ["Thứ Bảy", "08:00–11:30", "01/01/2027"])

    apply(admin, send(admin, "hours", *rows), "hours")

    page: Any = admin.get("/manage/calendar/")
    assert "Thứ Hai: 07:00–11:30, 13:30–17:00" in page.context["hours"]
    assert "Từ 01/01/2027, thứ Bảy: 08:00–11:30" in page.context["hours"]
    latest = page.context["history"][0]
    assert (latest.words, latest.who) == (
        "Sửa giờ làm việc thứ Bảy, từ ngày 01/01/2027",
        "Ngô Văn Kỹ, Quản trị kỹ thuật, UBND xã Gia Lâm",
    )
    assert [(each.label, each.before, each.after) for each in latest.changes] == [
        ("Giờ làm việc", "nghỉ", "08:00–11:30")
    ]
    saturday = working_calendar(page.context["calendar"].code)
    assert saturday.is_working_day(dt.date(2027, 1, 2))
    assert not saturday.is_working_day(dt.date(2026, 11, 28))


def test_a_later_word_takes_the_place_of_what_was_said_ahead(unit: Commune, admin: Client) -> None:
    apply(admin, send(admin, "hours", ["Thứ Bảy", "08:00–11:30", "01/01/2027"]), "hours")

    apply(admin, send(admin, "hours", ["Thứ Bảy", "nghỉ", "01/01/2027"]), "hours")

    assert hours(unit, dt.date(2027, 1, 2), weekday=5) == "nghỉ"
    assert [line for line in admin.get("/manage/calendar/").context["hours"] if "2027" in line] == []


UNREAD = "không hiểu được, ghi như «08:00–12:00; 13:00–17:00» hoặc «nghỉ»."
SEVEN = "Thứ Hai, Thứ Ba, Thứ Tư, Thứ Năm, Thứ Sáu, Thứ Bảy, Chủ nhật"
OVER = "Các khoảng giờ chồng lên nhau: ghi theo thứ tự trong ngày, như 08:00–12:00; 13:00–17:00."


@pytest.mark.parametrize(
    ("weekday", "said", "since", "why"),
    [
        ("Thứ Tám", "nghỉ", "27/11/2026", f"Cột «Thứ» phải là một trong: {SEVEN}."),
        ("Thứ Hai", "sáng", "27/11/2026", f"Cột «Giờ làm việc»: «sáng» {UNREAD}"),
        ("Thứ Hai", "8h-25h", "27/11/2026", f"Cột «Giờ làm việc»: «8h-25h» {UNREAD}"),
        ("Thứ Hai", "12:00–08:00", "27/11/2026", "Giờ đóng cửa phải sau giờ mở cửa: 12:00–08:00."),
        ("Thứ Hai", "08:00–12:00; 11:00–17:00", "27/11/2026", OVER),
        ("Thứ Hai", EARLY, "24/11/2026", "Chỉ sửa được từ hôm nay trở đi: những ngày đã qua đã được tính."),
        ("Thứ Hai", EARLY, "", "Cột «Từ ngày» trống: ghi ngày, như 25/11/2026."),
    ],
)
def test_hours_that_cannot_be_are_refused_with_a_sentence(
    unit: Commune, admin: Client, weekday: str, said: str, since: str, why: str
) -> None:
    before = OfficeHours.objects.count()

    page = send(admin, "hours", [weekday, said, since])
    apply(admin, page, "hours")

    assert outcomes(page) == [(2, "NOT_TAKEN", why)]
    assert OfficeHours.objects.count() == before


@pytest.mark.parametrize("text", ["08:00–12:00; 13:00–17:00", "8h - 12h, 13h00-17h", "8:00-12:00;13g-17g00"])
def test_hours_are_read_as_people_write_them(text: str) -> None:
    assert said(spans_of(text)) == "08:00–12:00; 13:00–17:00"


def test_a_shop_gets_a_counter_that_somebody_can_sit_at(unit: Commune, admin: Client) -> None:
    theirs = make.bat_trang().centre
    page = send(
        admin,
        "counters",
        [unit.centre.code, "2", ""],
        [unit.centre.code, "1", "Quầy ưu tiên"],
        [unit.centre.code, "2", "Quầy 2"],
        [unit.department.code, "1", ""],
        [theirs.code, "2", ""],
        [unit.centre.code, "0", ""],
        [unit.centre.code, "hai", ""],
    )
    apply(admin, page, "counters")

    assert [(taken, why) for _number, taken, why in outcomes(page)] == [
        ("NEW", ""),
        ("CHANGED", ""),
        ("SAME", ""),
        ("NOT_TAKEN", "Văn phòng xã Gia Lâm không tiếp nhận hồ sơ nên không có quầy."),
        ("NOT_TAKEN", "Đơn vị này không thuộc nơi bạn quản trị."),
        ("NOT_TAKEN", "Cột «Số quầy»: ghi một số từ 1 đến 999."),
        ("NOT_TAKEN", "Cột «Số quầy»: ghi một số từ 1 đến 999."),
    ]
    assert list(unit.centre.counters.values_list("number", "name")) == [(1, "Quầy ưu tiên"), (2, "Quầy 2")]
    assert Counter.objects.filter(centre=theirs).count() == 1
    units: Any = admin.get("/manage/units/")
    assert "Quầy ưu tiên, Quầy 2" in text(units)
    renamed = next(each for each in units.context["history"] if each.changes[0].before)
    assert renamed.words == "Quầy số 1 của Trung tâm PVHCC xã Gia Lâm"
    assert (renamed.changes[0].before, renamed.changes[0].after) == ("Quầy 1", "Quầy ưu tiên")
    lan = unit[Role.INTAKE].user.username
    assert "Quầy 2, Trung tâm PVHCC xã Gia Lâm" in text(admin.get(f"/manage/staff/{lan}/"))
