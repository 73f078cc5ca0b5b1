"""A time booked with one's own phone: one question a page, a code, given up again, shown at the kiosk."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.lib import clock
from motcua.procedures import scanner_codes
from motcua.queues import commands
from motcua.queues.models import Appointment, Line, Slot, Ticket
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, EXTRACT
from tests.factories.queues import Hall
from tests.web.desks import text

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 25)


def page(here: Hall) -> str:
    return f"/dat-lich/{here.unit.centre.code}/"


def opened(here: Hall, line: Line, *, capacity: int = 1) -> list[Slot]:
    by = here.unit[Role.ADMIN]
    made = commands.open_slots(line, TODAY, minutes=60, capacity=capacity, by=by, at=here.at(0))
    return [slot for slot in made if slot.starts_at >= here.at(30)]


def book(browser: Client, here: Hall, slot: Slot | None, **said: str) -> Any:
    browser.get(page(here))
    day = f"?line={slot.line_id}&day=2026-11-25" if slot else ""
    sent = {"slot": str(slot.pk) if slot else "", "key": "k"} | said
    return browser.post(page(here) + day, sent, follow=True)


def test_one_question_a_page_what_for_which_day_what_hour(here: Hall) -> None:
    opened(here, here.a)
    opened(here, here.b)
    phone = Client()
    lines = phone.get(page(here)).context["choices"]
    assert [(each.label, each.href) for each in lines] == [
        ("Hộ tịch, chứng thực", f"?line={here.a.pk}"),
        ("Việc khác", f"?line={here.b.pk}"),
    ]
    days = phone.get(page(here) + lines[0].href).context["days"]
    assert [(each.label, each.hint) for each in days] == [("thứ Tư 25/11/2026", "còn 8 chỗ")]
    hours = phone.get(page(here) + days[0].href).context["slots"]
    assert [f"{slot.starts_at.astimezone(here.at(0).tzinfo):%H:%M}" for slot in hours] == [
        "08:00", "09:00", "10:00", "11:00", "13:00", "14:00", "15:00", "16:00",
    ]  # fmt: skip


def test_who_knows_the_work_but_not_the_line_looks_it_up(here: Hall) -> None:
    make.version_of(COPIES)
    make.version_of(EXTRACT)
    for line in (here.a, here.b):
        opened(here, line)
    phone = Client()
    first = phone.get(page(here))
    assert [each.label for each in first.context["offered"]] == [each.label for each in found(phone, here, "")]
    (extract,) = [each for each in found(phone, here, "trich luc ho tich") if each.href == f"?procedure={EXTRACT}"]
    days = phone.get(page(here) + extract.href).context
    assert (days["line"], [each.href for each in days["days"]]) == (
        extract.label, [f"{extract.href}&day=2026-11-25"],
    )  # fmt: skip
    hours = phone.get(page(here) + days["days"][0].href).context["slots"]
    assert {slot.line_id for slot in hours} == {here.a.pk}
    phone.post(page(here) + days["days"][0].href, {"slot": hours[0].pk, "key": "k"})
    assert Appointment.objects.get().slot == hours[0]
    scanned = [scanner_codes.encode(code) for code in (EXTRACT, "9.999999")]
    assert [[each.label for each in found(phone, here, text)] for text in scanned] == [[extract.label], []]
    assert (found(phone, here, "zzzzqq"), "xin thử lời khác" in text(phone.get(page(here), {"q": "zzzzqq"}))) == (
        [],
        True,
    )


def found(phone: Client, here: Hall, words: str) -> list[Any]:
    return list(phone.get(page(here), {"q": words}).context["offered"])


def test_a_work_whose_line_takes_no_appointments_is_said_and_asked_again(here: Hall) -> None:
    make.version_of(EXTRACT)
    opened(here, here.b)
    asked = Client().get(page(here), {"procedure": EXTRACT})
    assert ("chưa nhận hẹn giờ" in text(asked), [each.label for each in asked.context["choices"]]) == (
        True,
        ["Việc khác"],
    )
    assert "days" in Client().get(page(here), {"procedure": "9.9"}).context


def test_a_time_is_booked_once_shown_and_given_up(here: Hall) -> None:
    slot, phone = opened(here, here.a)[0], Client()
    for _twice in range(2):
        answer = book(phone, here, slot, phone="0199000111")
    row = Appointment.objects.get()
    said = text(answer)
    assert answer.redirect_chain == [(f"/lich-hen/{row.token}/", 302)]
    assert [words in said for words in ("09:00", "thứ Tư 25/11/2026", row.code, "không quá 15 phút")] == [True] * 4
    assert ("0199000111" in said, answer.headers["referrer-policy"]) == (False, "same-origin")
    assert "09:00" not in text(phone.get(f"{page(here)}?line={here.a.pk}&day=2026-11-25"))
    for _twice in range(2):
        assert phone.post(f"/lich-hen/{row.token}/cancel/").status_code == 302
    assert "Lịch hẹn này đã hủy" in text(phone.get(f"/lich-hen/{row.token}/"))
    assert phone.get("/lich-hen/nothing/").status_code == 404


def test_what_cannot_be_booked_is_said_and_what_was_typed_stays(here: Hall) -> None:
    slot = opened(here, here.a)[0]
    wrong = book(Client(), here, slot, phone="12")
    assert (wrong.status_code, 'value="12"' in text(wrong), "9 đến 11 chữ số" in text(wrong)) == (422, True, True)
    assert (book(Client(), here, None).status_code, Client().post(page(here), {"slot": slot.pk}).status_code) == (
        422,
        422,
    )
    commands.book_slot(slot, at=here.at(0))
    full = book(Client(), here, slot)
    assert (full.status_code, "đã đủ người" in text(full)) == (422, True)
    assert Appointment.objects.count() == 1
    assert Client().get("/dat-lich/H26.00/").status_code == 404


def test_the_door_offers_it_where_there_are_hours_and_a_shop_without_says_so(here: Hall) -> None:
    door = f"/lay-so/{here.unit.centre.code}/"
    assert page(here) not in text(Client().get(door))
    assert "chưa có giờ hẹn nào còn chỗ" in text(Client().get(page(here)))
    opened(here, here.a)
    assert page(here) in text(Client().get(door))


def test_the_kiosk_gives_the_ticket_for_a_code_once(here: Hall, kiosk: Client) -> None:
    assert "Tôi đã hẹn giờ" not in text(kiosk.get("/kiosk/take/"))
    row = commands.book_slot(opened(here, here.a)[0], at=here.at(0))
    assert "Tôi đã hẹn giờ" in text(kiosk.get("/kiosk/take/"))
    early = kiosk.post("/kiosk/appointment/", {"code": row.code})
    assert (early.status_code, "lấy số thường" in text(early)) == (422, True)
    clock.begin_at(here.at(20))
    unknown = kiosk.post("/kiosk/appointment/", {"code": "x"})
    assert (unknown.status_code, "không có lịch hẹn nào mang mã này" in text(unknown)) == (422, True)
    for said in (row.code, f"http://testserver/lich-hen/{row.token}/"):
        answer = kiosk.post("/kiosk/appointment/", {"code": said}, follow=True)
        assert (answer.redirect_chain, "A001" in text(answer)) == ([("/kiosk/ticket/", 302)], True)
    assert Ticket.objects.get().appointment == row
    mine = text(Client().get(f"/lich-hen/{row.token}/"))
    assert f"/s/{Ticket.objects.get().token}/" in mine


def test_who_did_not_come_reads_that_it_is_no_harm(here: Hall) -> None:
    row = commands.book_slot(opened(here, here.a)[0], at=here.at(0))
    clock.begin_at(here.at(300))
    assert "Giờ hẹn đã qua" in text(Client().get(f"/lich-hen/{row.token}/"))
