"""Numbers of a kiosk that could not take their place: shown to a person, settled once, their holder let in or not."""

import pytest

from motcua.accounts.models import Role
from motcua.events.models import Event
from motcua.lib import practice
from motcua.lib.outcomes import Denied
from motcua.queues import commands, queries
from motcua.queues.commands import TakenOffline
from motcua.queues.models import Origin, StrayNumber, Ticket
from tests.factories import dossiers as make
from tests.factories.queues import Hall, hall

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Hall:
    return hall()


def stray(here: Hall, *, ground: str = "", days: int = 0) -> StrayNumber:
    """Two people hold A501; or the kiosk brings it on another day."""
    block = commands.reserve_block(here.a, count=5, device="kiosk:1", at=here.at(0))
    taken = [TakenOffline("k1", 501, here.at(1)), TakenOffline("k2", 501, here.at(3), ground)]
    commands.reconcile(block, taken[:1], at=here.at(4))
    late = here.at(5 + days * 24 * 60)
    commands.reconcile(block, taken[1:], at=late)
    return StrayNumber.objects.get()


def test_whoever_holds_it_is_let_in_where_they_would_have_stood(here: Hall) -> None:
    row = stray(here, ground="ELDERLY")
    here.take(minute=2, ground="ELDERLY")
    here.take(minute=4, ground="ELDERLY")
    ticket = commands.let_in(row, by=here.lan, at=here.at(9))
    assert (ticket.label, ticket.origin, ticket.ground) == ("A003", Origin.OFFICER, "ELDERLY")
    waiting = [each.label for each in queries.waiting([here.a], day=ticket.day)]
    assert waiting == ["A001", "A003", "A501", "A002"]
    row.refresh_from_db()
    assert (row.ticket, row.settled_by, row.settlement) == (ticket, here.lan, "Đã cấp số A003.")
    assert list(queries.strays(here.unit.centre)) == []
    told = Event.objects.get(name="ticket.let_in", stream=ticket.stream)
    assert (told.details["stray"], told.post) == ("A501", here.lan)


def test_the_paper_of_a_stray_number_leads_to_the_ticket_that_took_its_place(here: Hall) -> None:
    block = commands.reserve_block(here.a, count=5, device="kiosk:1", at=here.at(0))
    commands.reconcile(block, [TakenOffline("k1", 502, here.at(9))], at=here.at(2))  # its clock runs ahead
    token, row = block.token_of(502), StrayNumber.objects.get()
    opened = queries.opened_by(token)
    assert (opened and opened.state) == "STRAY"
    ticket = commands.let_in(row, by=here.lan, at=here.at(3))
    assert (queries.opened_by(token), ticket.place) == (ticket, here.at(3))


def test_a_number_of_another_day_is_let_in_at_the_end(here: Hall) -> None:
    row = stray(here, days=1)
    at = here.at(24 * 60 + 30)
    assert commands.let_in(row, by=here.lan, at=at).place == at


def test_it_is_laid_aside_with_a_reason_and_settled_once(here: Hall) -> None:
    row = stray(here)
    with pytest.raises(Denied, match="Ghi vì sao"):
        commands.set_aside(row, words="  ", by=here.lan, at=here.at(6))
    assert list(queries.strays(here.unit.centre)) == [row]
    commands.set_aside(row, words=" Đã gọi,  không ai cầm. ", by=here.lan, at=here.at(6))
    for act in (commands.let_in, lambda stray, **said: commands.set_aside(stray, words="x", **said)):
        with pytest.raises(Denied, match=r"A501 đã được xử lý: Đã gọi, không ai cầm\."):
            act(row, by=here.lan, at=here.at(7))
    assert (Ticket.objects.count(), list(queries.strays(here.unit.centre))) == (1, [])
    told = Event.objects.get(name="ticket.stray_settled")
    assert (told.stream, told.details["words"]) == (row.stream, "Đã gọi, không ai cầm.")


def test_others_settle_nothing(here: Hall) -> None:
    row, neighbour = stray(here), make.bat_trang()
    refusals = {
        "Số này ở nơi khác": neighbour[Role.INTAKE],
        "không phải của bạn": here.unit[Role.CASE],
    }
    for sentence, by in refusals.items():
        with pytest.raises(Denied, match=sentence):
            commands.let_in(row, by=by, at=here.at(6))
    with practice.practising(on=True), pytest.raises(Denied, match="Đang thực hành"):
        commands.let_in(row, by=here.lan, at=here.at(6))
    assert (Ticket.objects.count(), list(queries.strays(neighbour.centre))) == (1, [])
    seen = [list(queries.strays_of_authority(post)) for post in (here.unit[Role.SUPERVISOR], neighbour[Role.HEAD])]
    assert seen == [[row], []]
