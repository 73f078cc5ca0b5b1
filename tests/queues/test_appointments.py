"""Appointments: booked once, the last place to one, told in events, forgotten telephones, early and late."""

import datetime as dt

import pytest

from motcua.accounts.models import Role
from motcua.config.subscriptions import DAILY
from motcua.events.models import Event
from motcua.lib import practice
from motcua.lib.outcomes import Denied
from motcua.queues import commands, queries, rules
from motcua.queues.commands.booking import forget_phones
from motcua.queues.models import Appointment, Line, Slot
from motcua.queues.states import AppointmentState
from tests.factories import dossiers as make
from tests.factories.queues import Hall, hall

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 25)


@pytest.fixture
def here() -> Hall:
    return hall()


def slots(here: Hall, line: Line | None = None, capacity: int = 1) -> list[Slot]:
    """The slots of today from nine o'clock on, half an hour each."""
    row = line or here.a
    made = commands.open_slots(row, TODAY, minutes=30, capacity=capacity, by=here.unit[Role.ADMIN], at=here.at(0))
    return [slot for slot in made if slot.starts_at >= here.at(30)]


def names(row: Appointment) -> list[tuple[str, str]]:
    return list(Event.objects.filter(stream=row.stream).values_list("name", "actor"))


def test_what_happens_to_an_appointment_is_recorded_without_the_telephone(here: Hall) -> None:
    first, second = slots(here)[:2]
    mine = commands.book_slot(first, phone="+84 199 000 111", device="d", at=here.at(0))
    theirs = commands.book_slot(second, phone="0199000112", by=here.lan, at=here.at(0))
    assert (mine.phone, len(mine.code), mine.code == theirs.code) == ("0199000111", 6, False)
    ticket = commands.check_in(mine, by=here.lan, at=here.at(25))
    for _twice in range(2):
        commands.cancel_appointment(theirs, by=here.lan, at=here.at(26))
    officer = str(here.lan.user.full_name)
    assert [name for name, _who in names(mine)] == ["appointment.booked", "appointment.checked_in"]
    assert [name for name, _who in names(theirs)] == ["appointment.booked", "appointment.cancelled"]
    assert [officer in who for _name, who in names(mine) + names(theirs)] == [False, True, True, True]
    assert "0199" not in str(list(Event.objects.values_list("details", flat=True)))
    assert list(Appointment.objects.order_by("pk").values_list("phone", flat=True)) == ["", ""]
    assert ticket.label == "A001"


def test_a_telephone_is_forgotten_the_night_after(here: Hall) -> None:
    commands.book_slot(slots(here)[0], phone="0199000111", at=here.at(0))
    tomorrow = TODAY + dt.timedelta(days=1)
    by = here.unit[Role.ADMIN]
    later = commands.open_slots(here.a, tomorrow, minutes=60, capacity=1, by=by, at=here.at(0))
    commands.book_slot(later[0], phone="0199000112", at=here.at(0))
    assert [forget_phones.call(f"2026-11-{day}") for day in (24, 25, 25)] == [0, 1, 0]
    assert list(Appointment.objects.order_by("pk").values_list("phone", flat=True)) == ["", "0199000112"]
    assert any(job.function.endswith("booking.forget_phones") for job in DAILY)


@pytest.mark.parametrize("phone", ["123", "09x", "0123456789012"])
def test_a_telephone_that_is_none_is_refused_at_its_field(here: Hall, phone: str) -> None:
    with pytest.raises(Denied, match="9 đến 11 chữ số") as denied:
        commands.book_slot(slots(here)[0], phone=phone, at=here.at(0))
    assert (denied.value.about, Appointment.objects.count()) == ("phone", 0)


def test_one_telephone_books_two_and_a_crowd_is_slowed_down(here: Hall) -> None:
    every = slots(here, capacity=30)
    first = commands.book_slot(every[0], device="d", at=here.at(0))
    commands.book_slot(every[1], device="d", at=here.at(0))
    with pytest.raises(Denied, match="đã có 2 lịch hẹn"):
        commands.book_slot(every[2], device="d", at=here.at(0))
    commands.cancel_appointment(first, at=here.at(0))
    commands.book_slot(every[2], device="d", at=here.at(0))
    for number in range(rules.PHONES_A_MINUTE - 3):
        commands.book_slot(every[3], device=f"d{number}", at=here.at(0))
    with pytest.raises(Denied, match="sau một phút"):
        commands.book_slot(every[3], device="another", at=here.at(0))
    commands.book_slot(every[3], by=here.lan, at=here.at(0))


def test_what_is_closed_taken_away_or_elsewhere_is_not_booked(here: Hall) -> None:
    first, *rest = slots(here)
    with pytest.raises(Denied, match="Lịch hẹn này ở nơi khác"):
        commands.book_slot(first, by=make.bat_trang()[Role.INTAKE], at=here.at(0))
    with practice.practising(on=True), pytest.raises(Denied, match="Đang thực hành"):
        commands.book_slot(first, at=here.at(0))
    assert commands.close_slots(here.a, TODAY, by=here.unit[Role.ADMIN], at=here.at(0)) == len(rest) + 2
    with pytest.raises(Denied, match="không còn nhận hẹn"):
        commands.book_slot(first, at=here.at(0))
    other = slots(here, here.b)[0]
    Line.objects.filter(pk=here.b.pk).update(active=False)
    with pytest.raises(Denied, match="không mở"):
        commands.book_slot(other, at=here.at(0))
    assert not queries.takes_appointments(here.unit.centre, at=here.at(0))


def test_it_is_found_by_its_code_or_its_picture_on_its_day_alone(here: Hall) -> None:
    row = commands.book_slot(slots(here)[0], at=here.at(0))
    shop = here.unit.centre
    for said in (row.code, f" {row.code[:3]} {row.code[3:]} ", f"https://mot-cua.example/lich-hen/{row.token}/"):
        assert queries.appointment_said(shop, said, day=TODAY) == row
    for said in ("", "000", "https://mot-cua.example/lich-hen/x/"):
        assert queries.appointment_said(shop, said, day=TODAY) is None
    assert queries.appointment_said(shop, row.code, day=TODAY + dt.timedelta(days=1)) is None


def test_early_and_late_are_fifteen_minutes_and_who_did_not_come_is_said(here: Hall) -> None:
    row = commands.book_slot(slots(here)[0], at=here.at(0))
    allowed = {minute: rules.can_check_in(row, at=here.at(minute)).allowed for minute in (14, 15, 60, 75, 76)}
    assert allowed == {14: False, 15: True, 60: True, 75: True, 76: False}
    states = [rules.appointment_state(row, at=here.at(minute)) for minute in (0, 75, 76)]
    assert states == [AppointmentState.EXPECTED, AppointmentState.EXPECTED, AppointmentState.MISSED]
    with pytest.raises(Denied, match="15 phút"):
        commands.check_in(row, at=here.at(76))
    commands.cancel_appointment(row, at=here.at(77))
    row.refresh_from_db()
    assert rules.appointment_state(row, at=here.at(77)) is AppointmentState.CANCELLED
    assert not rules.can_check_in(row, at=here.at(50)).allowed
