"""Tickets from the kiosk to the end, appointments, numbers without a network, and what each leaves behind."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from motcua.accounts.models import Role
from motcua.dossiers.commands import visits
from motcua.dossiers.models import Visit
from motcua.events.models import Event
from motcua.lib import practice
from motcua.lib.outcomes import Denied
from motcua.queues import commands, queries, rules
from motcua.queues.models import Appointment, Line, Origin, Slot, Ticket
from motcua.queues.states import TicketState
from tests.factories import dossiers as make
from tests.factories import people
from tests.factories.queues import Hall, hall

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 25)


@pytest.fixture
def here() -> Hall:
    return hall()


def names(ticket: Ticket) -> list[str]:
    return list(Event.objects.filter(stream=ticket.stream).values_list("name", flat=True))


def test_numbers_begin_at_one_in_each_line_and_each_day(here: Hall) -> None:
    labels = [here.take(line).label for line in (here.a, here.a, here.b, here.a)]
    tomorrow = commands.take(here.a, origin=Origin.PHONE, at=here.at(24 * 60))

    assert labels == ["A001", "A002", "B001", "A003"]
    assert (tomorrow.label, tomorrow.day) == ("A001", dt.date(2026, 11, 26))


def test_the_same_key_gets_the_same_ticket(here: Hall) -> None:
    assert here.take(key="once") == here.take(minute=3, key="once")
    assert Ticket.objects.count() == 1


def test_the_database_itself_refuses_a_number_twice(here: Hall) -> None:
    ticket = here.take()
    ticket.pk, ticket.token = None, "another"
    with pytest.raises(IntegrityError), transaction.atomic():
        ticket.save(force_insert=True)


def test_a_closed_line_an_unknown_ground_and_a_neighbour_are_refused(here: Hall) -> None:
    with pytest.raises(Denied, match="diện ưu tiên"):
        here.take(ground="KING")
    with pytest.raises(Denied, match="ở nơi khác"):
        commands.take(here.a, origin=Origin.OFFICER, by=make.bat_trang()[Role.INTAKE], at=here.at(0))
    with practice.practising(on=True), pytest.raises(Denied, match="Đang thực hành"):
        here.take()
    Line.objects.filter(pk=here.a.pk).update(active=False)
    with pytest.raises(Denied, match="không mở"):
        here.take()


def test_the_life_of_a_ticket_is_recorded_and_opens_a_visit_with_the_person_known(here: Hall) -> None:
    person = people.person()
    ticket = here.take(person=person)
    called = commands.call_next(by=here.lan, at=here.at(5))
    assert called == ticket
    assert (called.state, called.counter_id, called.calls) == (TicketState.CALLED, here.lan.counter_id, 1)
    served, visit = commands.begin_serving(
        called, person_data={"full_name": person.full_name}, by=here.lan, at=here.at(6)
    )
    assert (served.visit, visit.person_data) == (visit, {"full_name": person.full_name})
    done = commands.finish(served, by=here.lan, at=here.at(16))

    assert (done.state, done.taken_at, done.serving_at, done.ended_at) == (
        TicketState.DONE,
        here.at(0),
        here.at(6),
        here.at(16),
    )
    assert names(ticket) == ["ticket.taken", "ticket.called", "ticket.serving", "ticket.finished"]
    assert "full_name" not in str(list(Event.objects.values_list("details", flat=True)))


def test_calling_the_next_ends_whoever_was_served_but_not_whoever_was_only_called(here: Hall) -> None:
    first, second = here.take(), here.take(minute=1)
    here.serve(here.lan, minute=2)
    assert commands.call_next(by=here.lan, at=here.at(9)) == second
    first.refresh_from_db()
    assert (first.state, first.ended_at) == (TicketState.DONE, here.at(9))
    with pytest.raises(Denied, match="Số A002 đang được gọi"):
        commands.call_next(by=here.lan, at=here.at(10))


def test_nobody_waits_is_an_answer_and_a_counter_without_lines_a_reason(here: Hall) -> None:
    assert commands.call_next(by=here.lan, at=here.at(1)) is None
    here.a.counters.clear()
    with pytest.raises(Denied, match="chưa phục vụ hàng nào"):
        commands.call_next(by=here.lan, at=here.at(1))
    here.lan.counter = None
    with pytest.raises(Denied, match="chưa được xếp quầy"):
        commands.call_next(by=here.lan, at=here.at(1))
    with practice.practising(on=True), pytest.raises(Denied, match="Đang thực hành"):
        commands.call_next(by=here.hoa, at=here.at(1))


def test_one_counter_serves_two_lines_the_oldest_first_with_precedence_limited(here: Hall) -> None:
    here.take(here.b, minute=0)
    here.take(here.a, minute=1)
    for minute in range(2, 6):
        here.take(here.a, minute=minute, ground="ELDERLY")
    called = [here.serve(here.hoa, minute=10 + turn).label for turn in range(6)]

    assert called == ["A002", "A003", "B001", "A004", "A005", "A001"]


def test_lan_never_calls_a_line_that_is_not_hers(here: Hall) -> None:
    here.take(here.b)
    assert commands.call_next(by=here.lan, at=here.at(1)) is None


def test_who_is_skipped_comes_again_in_the_old_place_after_three(here: Hall) -> None:
    for minute in range(6):
        here.take(minute=minute)
    called = commands.call_next(by=here.lan, at=here.at(10))
    assert called is not None
    commands.skip(called, by=here.lan, at=here.at(11))

    assert [here.serve(here.lan, minute=20 + turn).label for turn in range(6)] == [
        "A002",
        "A003",
        "A004",
        "A001",
        "A005",
        "A006",
    ]


def test_who_is_skipped_lets_others_go_whatever_was_called_meanwhile_in_another_line(here: Hall) -> None:
    for minute in range(4):
        here.take(here.b, minute=minute)
    for minute in range(4, 9):
        here.take(here.a, minute=minute)
    called = commands.call_next(by=here.hoa, at=here.at(10))
    assert called is not None
    for turn in range(5):
        here.serve(here.lan, minute=11 + turn)
    commands.skip(called, by=here.hoa, at=here.at(20))

    assert [here.serve(here.hoa, minute=21 + turn).label for turn in range(4)] == ["B002", "B003", "B004", "B001"]


def test_no_show_only_after_two_calls_and_who_comes_after_all_waits_in_the_old_place(here: Hall) -> None:
    ticket = here.take()
    here.take(minute=1)
    called = commands.call_next(by=here.lan, at=here.at(2))
    assert called is not None
    assert rules.can("no_show", called, by=here.lan, at=here.at(2)).reason == (
        "Gọi số A001 đủ 2 lần rồi mới ghi là không đến."
    )
    called = commands.recall(called, by=here.lan, at=here.at(3))
    gone = commands.no_show(called, by=here.lan, at=here.at(4))
    assert (gone.state, gone.calls) == (TicketState.NO_SHOW, 2)
    back = commands.come_back(gone, by=here.hoa, at=here.at(9))
    assert (back.state, back.counter, back.calls, back.ended_at) == (TicketState.WAITING, None, 0, None)
    assert commands.call_next(by=here.lan, at=here.at(10)) == ticket


def test_a_ticket_is_transferred_with_its_visit_and_keeps_its_number_and_its_place(here: Hall) -> None:
    moved = here.take(here.a, minute=0)
    here.take(here.b, minute=1)
    served = here.serve(here.lan, minute=2)
    sent = commands.transfer(served, line=here.b, by=here.lan, at=here.at(5))
    assert (sent.line, sent.issued_by, sent.label, sent.place) == (here.b, here.a, "A001", here.at(0))
    assert Visit.objects.get().parked_at == here.at(5)

    called = commands.call_next(by=here.hoa, at=here.at(6))
    assert called == moved
    assert called is not None
    _again, visit = commands.begin_serving(called, by=here.hoa, at=here.at(7))
    assert (visit.pk, visit.officer) == (served.visit_id, here.hoa)


def test_a_transfer_goes_to_another_open_line_of_the_same_hall(here: Hall) -> None:
    ticket = here.take()
    with pytest.raises(Denied, match="chính hàng ấy"):
        commands.transfer(ticket, line=here.a, by=here.lan, at=here.at(1))
    Line.objects.filter(pk=here.b.pk).update(active=False)
    with pytest.raises(Denied, match="hàng đang mở"):
        commands.transfer(ticket, line=Line.objects.get(pk=here.b.pk), by=here.lan, at=here.at(1))


def test_a_visit_that_ended_meanwhile_is_not_opened_again(here: Hall) -> None:
    here.take()
    served = here.serve(here.lan, minute=1)
    assert served.visit is not None
    visits.drop(served.visit, by=here.lan, at=here.at(2))
    sent = commands.transfer(served, line=here.b, by=here.lan, at=here.at(3))
    called = commands.call_given(sent, by=here.hoa, at=here.at(4))
    _ticket, visit = commands.begin_serving(called, by=here.hoa, at=here.at(5))
    assert visit.pk != served.visit_id


def test_a_given_ticket_is_called_out_of_its_turn(here: Hall) -> None:
    here.take()
    second = here.take(minute=1)
    assert commands.call_given(second, by=here.lan, at=here.at(2)).label == "A002"
    with pytest.raises(Denied, match="đã qua bước này"):
        commands.call_given(second, by=here.hoa, at=here.at(3))


def test_another_counter_another_shop_and_another_day_may_not_touch_it(here: Hall) -> None:
    here.take()
    called = commands.call_next(by=here.lan, at=here.at(1))
    assert called is not None
    with pytest.raises(Denied, match="đang ở quầy khác"):
        commands.recall(called, by=here.hoa, at=here.at(2))
    mai = make.bat_trang()[Role.INTAKE]
    with pytest.raises(Denied, match="ở nơi khác"):
        commands.recall(called, by=mai, at=here.at(2))
    with pytest.raises(Denied, match="của ngày khác"):
        commands.recall(called, by=here.lan, at=here.at(24 * 60))
    with pytest.raises(Denied, match="không phải của bạn"):
        commands.recall(called, by=here.unit[Role.CASE], at=here.at(2))


@pytest.mark.parametrize(("begun", "state"), [(True, TicketState.DONE), (False, TicketState.NO_SHOW)])
def test_what_yesterday_left_at_the_counter_does_not_hold_up_today(here: Hall, begun: bool, state: TicketState) -> None:
    left = here.take()
    if begun:
        here.serve(here.lan, minute=3)
    else:
        commands.call_next(by=here.lan, at=here.at(3))
    today = commands.take(here.a, origin=Origin.KIOSK, at=here.at(24 * 60))

    assert commands.call_next(by=here.lan, at=here.at(24 * 60 + 1)) == today
    left.refresh_from_db()
    assert (left.state, left.ended_at) == (state, here.at(3))


def test_a_ticket_is_cancelled_by_its_holder_while_it_is_not_served(here: Hall) -> None:
    ticket = commands.cancel(here.take(), at=here.at(1))
    assert (ticket.state, ticket.ended_at) == (TicketState.CANCELLED, here.at(1))
    with pytest.raises(Denied, match="đã kết thúc"):
        commands.cancel(ticket, at=here.at(2))
    other = here.take(minute=3)
    assert commands.cancel(other, by=here.lan, at=here.at(4)).state == TicketState.CANCELLED


def test_numbers_reserved_for_a_kiosk_are_given_to_nobody_else_and_reconciled_once(here: Hall) -> None:
    here.take()
    block = commands.reserve_block(here.a, count=3, device="Máy 1", at=here.at(0))
    late = here.take(minute=9)
    assert (block.first, block.last, late.label) == (501, 503, "A002")
    offline = [
        commands.TakenOffline("k1", 501, here.at(4), "DISABLED"),
        commands.TakenOffline("k2", 504, here.at(4)),
        commands.TakenOffline("k3", 501, here.at(5)),
        commands.TakenOffline("", 502, here.at(5)),
        commands.TakenOffline("k4", 502, here.at(500)),
    ]
    found = commands.reconcile(block, offline, at=here.at(10))
    again = commands.reconcile(block, offline, at=here.at(11))

    assert [(each.label, each.place, each.ground, each.origin) for each in found.tickets] == [
        ("A501", here.at(4), "DISABLED", Origin.OFFLINE)
    ]
    assert [(taken.key, problem) for taken, problem in found.conflicts] == [
        ("k2", "Số ngoài dãy đã giữ cho máy này."),
        ("k3", "Số này đã phát cho người khác."),
        ("", "Số không có khóa của máy."),
        ("k4", "Giờ lấy số không thuộc ngày của dãy số, hoặc ở tương lai: xem lại đồng hồ của máy."),
    ]
    assert again.tickets == found.tickets
    assert Ticket.objects.count() == 3
    with pytest.raises(Denied, match="Giữ trước từ 1 đến 200"):
        commands.reserve_block(here.a, count=0, device="Máy 1", at=here.at(0))


def opened(here: Hall, **changes: object) -> list[Slot]:
    said = {"minutes": 30, "capacity": 1} | changes
    return commands.open_slots(here.a, TODAY, **said, by=here.unit[Role.ADMIN], at=here.at(0))  # type: ignore[arg-type]


def test_slots_stand_within_the_working_hours_of_the_day(here: Hall) -> None:
    slots = opened(here)
    hours = [(each.starts_at, each.ends_at) for each in slots]
    calendar = here.a.shop.calendar_code()
    assert calendar == "VN-HN"
    assert hours[0][0].astimezone(here.at(0).tzinfo).time() == dt.time(8)
    assert all(ends - starts == dt.timedelta(minutes=30) for starts, ends in hours)
    assert opened(here) == slots
    assert Slot.objects.count() == len(slots)
    saturday = commands.open_slots(
        here.a, dt.date(2026, 11, 28), minutes=30, capacity=2, by=here.unit[Role.ADMIN], at=here.at(0)
    )
    assert saturday == []
    window = [(here.at(600), here.at(660))]
    assert len(opened(here, windows=window)) == 2
    with pytest.raises(Denied, match="Khung giờ từ 5"):
        opened(here, minutes=1)


def test_a_slot_takes_as_many_as_it_holds_and_a_cancelled_place_is_free_again(here: Hall) -> None:
    slot = next(each for each in opened(here) if each.starts_at == here.at(30))
    booked = commands.book_slot(slot, key="me", at=here.at(0))
    assert commands.book_slot(slot, key="me", at=here.at(1)) == booked
    with pytest.raises(Denied, match="đã đủ người"):
        commands.book_slot(slot, at=here.at(1))
    commands.cancel_appointment(booked, at=here.at(2))
    with pytest.raises(Denied, match="đã hủy"):
        commands.check_in(booked, at=here.at(30))
    with pytest.raises(Denied, match="diện ưu tiên"):
        commands.book_slot(slot, ground="KING", at=here.at(3))
    assert dict(queries.free_slots(here.a, day=TODAY, at=here.at(3)))[slot] == 1
    commands.book_slot(slot, ground="ELDERLY", at=here.at(3))
    assert dict(queries.free_slots(here.a, day=TODAY, at=here.at(3)))[slot] == 0
    with pytest.raises(Denied, match="đã qua"):
        commands.book_slot(slot, at=here.at(60))


def test_who_comes_by_appointment_gets_one_ticket_and_goes_first(here: Hall) -> None:
    here.take(minute=1)
    slot = next(each for each in opened(here) if each.starts_at == here.at(30))
    booked = commands.book_slot(slot, at=here.at(0))
    assert queries.appointment(booked.token) == booked
    with pytest.raises(Denied, match="Lịch hẹn lúc 09:00 25/11"):
        commands.check_in(booked, at=here.at(10))
    ticket = commands.check_in(booked, at=here.at(20))
    assert (ticket.origin, ticket.ground, ticket.ground_word) == (Origin.APPOINTMENT, "APPOINTMENT", "Hẹn giờ")
    assert commands.check_in(booked, at=here.at(21)) == ticket
    assert commands.call_next(by=here.lan, at=here.at(22)) == ticket
    with pytest.raises(Denied, match="đã lấy số theo lịch hẹn"):
        commands.cancel_appointment(Appointment.objects.get(), at=here.at(23))


def test_lines_are_the_administrators_with_history(here: Hall) -> None:
    said = commands.LineSaid("A", "Hộ tịch", counters=[1], priority_share=3)
    line = commands.say_line(here.unit.centre, said, line=here.a, by=here.unit[Role.ADMIN], at=here.at(1))
    changes = Event.objects.get(name="line.changed").details["changes"]
    assert (line.name, changes["counters"], changes["priority_share"]) == ("Hộ tịch", [[1, 2], [1]], [2, 3])
    commands.say_line(here.unit.centre, said, line=here.a, by=here.unit[Role.ADMIN], at=here.at(2))
    assert Event.objects.filter(name="line.changed").count() == 1
    with pytest.raises(Denied, match="quản trị kỹ thuật"):
        commands.say_line(here.unit.centre, said, line=here.a, by=here.lan, at=here.at(1))


@pytest.mark.parametrize(
    ("wrong", "about"),
    [
        ({"letter": "á"}, "letter"),
        ({"letter": "B"}, "letter"),
        ({"name": " "}, "name"),
        ({"priority_share": 0}, "priority_share"),
        ({"calls_before_no_show": 0}, "calls_before_no_show"),
        ({"skip_places": 21}, "skip_places"),
        ({"usual_minutes": 0}, "usual_minutes"),
        ({"counters": [9]}, "counters"),
    ],
)
def test_a_line_that_makes_no_sense_is_refused_at_its_field(here: Hall, wrong: dict[str, object], about: str) -> None:
    said = commands.LineSaid(**{"letter": "C", "name": "Đất đai"} | wrong)  # type: ignore[arg-type]
    with pytest.raises(Denied) as denied:
        commands.say_line(here.unit.centre, said, by=here.unit[Role.ADMIN], at=here.at(1))
    assert denied.value.about == about
