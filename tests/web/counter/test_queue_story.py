"""The story of a ticket and of an appointment; numbers that could not take their place, settled on the queue page."""

import datetime as dt

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.lib import clock
from motcua.queues import commands
from motcua.queues.commands import TakenOffline
from motcua.queues.models import Slot, StrayNumber, Ticket
from tests.factories import dossiers as make
from tests.factories import people
from tests.factories import queues as factory
from tests.factories.dossiers import Commune
from tests.factories.queues import Hall
from tests.web.desks import desk, text

pytestmark = pytest.mark.django_db
PAGE = "/counter/queue/"


@pytest.fixture
def here(gia_lam: Commune) -> Hall:
    return factory.hall(gia_lam)


def story(client: Client, row: Ticket) -> list[tuple[str, str]]:
    page = client.get(f"{PAGE}{row.pk}/story/")
    return [(each.words, each.who.split(",")[0]) for each in page.context["events"]]


def test_who_called_skipped_and_moved_it_is_told_in_order(here: Hall, lan: Client) -> None:
    person = people.person()
    ticket = here.take(person=person, ground="ELDERLY")
    call = {"by": here.lan, "at": here.at(1)}
    commands.call_next(**call)  # type: ignore[arg-type]  # who and when in one
    commands.recall(ticket, by=here.lan, at=here.at(2))
    commands.skip(ticket, by=here.lan, at=here.at(3))
    commands.call_given(ticket, by=here.lan, at=here.at(4))
    commands.transfer(ticket, line=here.b, by=here.lan, at=here.at(5))
    counter, me = here.lan.counter, here.lan.user.full_name
    assert counter is not None
    assert story(lan, ticket) == [
        ("Lấy số ở hàng A: Máy lấy số", ""),
        (f"Gọi đến {counter.name}", me),
        ("Gọi lại, lần thứ 2", me),
        ("Nhường lượt cho 3 người", me),
        (f"Gọi đến {counter.name}", me),
        ("Chuyển sang hàng B", me),
        ("Vào hàng B, giữ chỗ theo giờ lấy số", me),
    ]
    page = text(lan.get(f"{PAGE}{ticket.pk}/story/"))
    assert ("đang đợi" in page, "Ưu tiên" in page, person.full_name in page) == (True, True, False)


def test_every_event_of_a_ticket_has_its_sentence(here: Hall, lan: Client) -> None:
    away = here.take()
    for minute in (1, 2):
        commands.call_next(by=here.lan, at=here.at(minute)) if minute == 1 else commands.recall(
            away, by=here.lan, at=here.at(minute)
        )
    commands.no_show(away, by=here.lan, at=here.at(3))
    commands.come_back(away, by=here.lan, at=here.at(4))
    done = here.serve(here.lan, minute=5)
    commands.finish(done, by=here.lan, at=here.at(6))
    given_up = here.take(minute=7)
    commands.cancel(given_up, at=here.at(8))
    left = here.take(minute=9)
    commands.call_given(left, by=here.lan, at=here.at(10))
    commands.call_next(by=here.lan, at=here.at(24 * 60))
    words = [said for row in (done, given_up, left) for said, _who in story(lan, row)]
    assert [said for said in words if said.startswith("ticket.")] == []
    assert [said in words for said in ("Gọi không thấy đến", "Làm xong", "Thôi không đợi")] == [True] * 3
    assert "Khép lại khi sang ngày khác" in words


def test_a_number_is_found_by_its_label_also_after_it_was_called(here: Hall, lan: Client) -> None:
    ticket = here.take()
    commands.call_next(by=here.lan, at=here.at(1))
    assert lan.get(PAGE, {"n": " a001 "}).headers["location"] == f"{PAGE}{ticket.pk}/story/"
    unknown = lan.get(PAGE, {"n": "A777"})
    assert (unknown.status_code, 'value="A777"' in text(unknown), "không có số A777" in text(unknown)) == (
        422, True, True,
    )  # fmt: skip


def test_who_did_not_come_is_brought_back_from_the_story(here: Hall, lan: Client) -> None:
    ticket = here.take()
    commands.call_next(by=here.lan, at=here.at(1))
    commands.recall(ticket, by=here.lan, at=here.at(2))
    assert 'value="come_back"' not in text(lan.get(f"{PAGE}{ticket.pk}/story/"))
    commands.no_show(ticket, by=here.lan, at=here.at(3))
    assert 'value="come_back"' in text(lan.get(f"{PAGE}{ticket.pk}/story/"))
    assert lan.post(f"{PAGE}{ticket.pk}/", {"verb": "come_back", "key": "k"}).status_code == 302
    ticket.refresh_from_db()
    assert ticket.state == "WAITING"


def test_only_staff_of_the_shop_read_it(here: Hall, lan: Client) -> None:
    ticket, neighbour = here.take(), make.bat_trang()
    readers = [here.unit[Role.SUPERVISOR], neighbour[Role.INTAKE], here.unit[Role.CASE]]
    address = f"{PAGE}{ticket.pk}/story/"
    assert [desk(post).get(address).status_code for post in readers] == [200, 404, 403]
    supervisor = text(desk(readers[0]).get(address))
    assert ("Lấy số ở hàng A" in supervisor, f"{PAGE}{ticket.pk}/ticket/" in supervisor) == (True, False)
    assert f"{PAGE}{ticket.pk}/ticket/" in text(lan.get(address))


def test_an_appointment_tells_from_the_booking_to_the_ticket(here: Hall, lan: Client) -> None:
    made = commands.open_slots(
        here.a, dt.date(2026, 11, 25), minutes=30, capacity=1, by=here.unit[Role.ADMIN], at=here.at(0)
    )
    slot = next(each for each in made if each.starts_at == here.at(30))
    row = commands.book_slot(Slot.objects.get(pk=slot.pk), phone="0199000111", at=here.at(0))
    clock.begin_at(here.at(20))
    answer = lan.post("/counter/appointments/check-in/", {"code": row.code}, follow=True)
    ticket = Ticket.objects.get()
    assert answer.redirect_chain == [(f"{PAGE}{ticket.pk}/ticket/", 302)]
    told = [
        (f"Hẹn lúc {here.at(30):%H:%M %d/%m/%Y}, hàng A", ""),
        ("Lấy số ở hàng A: Hẹn giờ", here.lan.user.full_name),
    ]
    told.append(("Đến theo lịch hẹn", here.lan.user.full_name))
    address = f"/counter/appointments/{row.pk}/story/"
    page = lan.get(address)
    assert sorted((each.words, each.who.split(",")[0]) for each in page.context["events"]) == sorted(told)
    assert (sorted(story(lan, ticket)), "0199000111" in text(page)) == (sorted(told), False)
    assert desk(make.bat_trang()[Role.INTAKE]).get(address).status_code == 404


@pytest.fixture
def stray(here: Hall) -> StrayNumber:
    block = commands.reserve_block(here.a, count=5, device="kiosk:1", at=here.at(0))
    taken = [TakenOffline(f"k{minute}", 501, here.at(-minute)) for minute in (2, 1)]
    commands.reconcile(block, taken, at=here.at(0))
    return StrayNumber.objects.get()


def test_a_stray_number_gets_another_and_its_paper_once(here: Hall, lan: Client, stray: StrayNumber) -> None:
    page = text(lan.get(PAGE))
    assert ("A501" in page, "Số này đã phát cho người khác." in page) == (True, True)
    sent = {"verb": "let_in", "key": "k"}
    answers = [lan.post(f"{PAGE}stray/{stray.pk}/", sent).headers["location"] for _twice in range(2)]
    stray.refresh_from_db()
    assert answers == [f"{PAGE}{stray.ticket_id}/ticket/"] * 2
    again = lan.post(f"{PAGE}stray/{stray.pk}/", sent | {"key": "another"})
    assert (again.status_code, "Đã cấp số A001" in text(again), Ticket.objects.count()) == (409, True, 2)
    assert "chưa vào hàng được" not in text(lan.get(PAGE))


def test_a_stray_number_is_laid_aside_with_words_that_stay_when_refused(lan: Client, stray: StrayNumber) -> None:
    address = f"{PAGE}stray/{stray.pk}/"
    assert lan.post(address, {"verb": "burn"}).status_code == 422
    refused = lan.post(address, {"verb": "set_aside", "words": " "})
    assert (refused.status_code, '<details class="confirm" open>' in text(refused)) == (409, True)
    assert lan.post(address, {"verb": "set_aside", "words": "Đã gọi hai lần.", "key": "k"}).status_code == 302
    stray.refresh_from_db()
    assert stray.settlement == "Đã gọi hai lần."
    assert desk(make.bat_trang()[Role.INTAKE]).post(address, {"verb": "let_in"}).status_code == 404


def test_who_practises_reads_nothing_of_the_real_hall(here: Hall, lan: Client, stray: StrayNumber) -> None:
    ticket = Ticket.objects.get()
    lan.post("/accounts/practice/", {"on": "1"})
    assert lan.get(f"{PAGE}{ticket.pk}/story/").status_code == 404
    assert list(lan.get(PAGE).context["strays"]) == []
    assert lan.get("/office/watch/?f=numbers").context["rows"] == []


def test_what_stands_still_shows_it_with_who_acts(here: Hall, stray: StrayNumber) -> None:
    still = "/office/watch/?f=numbers"
    (mine,) = desk(here.lan).get(still).context["rows"]
    (others,) = desk(here.unit[Role.SUPERVISOR]).get(still).context["rows"]
    unit = here.unit.centre.short_name
    assert (mine.title, mine.url, mine.refused, mine.owes) == ("A501", PAGE, "", f"bộ phận một cửa, {unit}")
    assert (others.url, others.refused) == ("", f"Cán bộ một cửa ở {unit} xem và giải quyết.")
    assert desk(make.bat_trang()[Role.HEAD]).get(still).context["rows"] == []
