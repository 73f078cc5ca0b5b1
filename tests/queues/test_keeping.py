"""Numbers kept for a machine without a network: given to nobody twice, each in its place by the moment it was taken."""

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.agencies.models import NumberSequence
from motcua.events.models import Event
from motcua.lib.outcomes import Denied
from motcua.queues import commands, queries
from motcua.queues.commands import Held, TakenOffline
from motcua.queues.commands.keeping import AT_ONCE, ENOUGH, MOST_BLOCKS
from motcua.queues.commands.taking import KEPT, KEPT_FROM
from motcua.queues.models import Origin, Ticket, TicketBlock
from tests.factories.queues import Hall, hall

pytestmark = pytest.mark.django_db
DEVICE = "kiosk:1"


@pytest.fixture
def here() -> Hall:
    return hall()


def kept(here: Hall, *held: Held, minute: int = 0) -> list[Held]:
    said = {each.block.pk: each.following for each in held}
    return commands.keep_numbers(here.unit.centre, device=DEVICE, held=said, at=here.at(minute))


def spans(held: list[Held]) -> list[tuple[str, int, int]]:
    return [(each.block.line.letter, each.following, each.block.last) for each in held]


def test_a_device_is_kept_enough_in_every_open_line_and_asks_again_for_nothing(here: Hall) -> None:
    first = kept(here)
    again = kept(here, *first, minute=1)
    assert spans(first) == spans(again) == [("A", 501, 540), ("B", 501, 540)]
    assert TicketBlock.objects.count() == 2
    here.b.active = False
    here.b.save()
    assert spans(kept(here, *first, minute=2)) == [("A", 501, 540)]


def test_what_is_nearly_given_out_is_filled_up(here: Hall) -> None:
    a, b = kept(here)
    enough = Held(a.block, a.block.last - ENOUGH + 1)
    assert spans(kept(here, enough, b)) == [("A", 521, 540), ("B", 501, 540)]
    few = Held(a.block, enough.following + 1)
    assert spans(kept(here, few, b)) == [("A", 522, 540), ("A", 541, 580), ("B", 501, 540)]
    none = Held(a.block, a.block.last + 1)
    assert spans(kept(here, none, b))[0] == ("A", 581, 620)


def test_a_device_that_lost_what_it_held_is_given_other_numbers(here: Hall) -> None:
    kept(here)
    assert spans(kept(here, minute=5)) == [("A", 541, 580), ("B", 541, 580)]
    for minute in range(6, 20):
        kept(here, minute=minute)
    assert TicketBlock.objects.filter(line=here.a).count() == MOST_BLOCKS
    assert kept(here, minute=21) == []


def test_yesterdays_block_is_used_by_nobody(here: Hall) -> None:
    yesterday = kept(here)
    tomorrow = kept(here, *yesterday, minute=24 * 60)
    assert spans(tomorrow) == [("A", 501, 540), ("B", 501, 540)]
    assert {each.block.day - dt.timedelta(days=1) for each in tomorrow} == {each.block.day for each in yesterday}
    late = commands.reconcile(yesterday[0].block, [TakenOffline("k", 501, here.at(24 * 60))], at=here.at(24 * 60 + 1))
    assert (late.tickets, [problem for _taken, problem in late.conflicts]) == (
        [], ["Giờ lấy số không thuộc ngày của dãy số, hoặc ở tương lai: xem lại đồng hồ của máy."],
    )  # fmt: skip


def test_another_devices_block_is_not_this_ones(here: Hall) -> None:
    a, _b = kept(here)
    said = {a.block.pk: 501}
    others = commands.keep_numbers(here.unit.centre, device="kiosk:2", held=said, at=here.at(1))
    assert spans(others) == [("A", 541, 580), ("B", 541, 580)]


def test_a_number_that_was_sent_is_not_given_again_by_a_device_that_forgot_it(here: Hall) -> None:
    a, b = kept(here)
    commands.reconcile(a.block, [TakenOffline("k1", 503, here.at(1))], at=here.at(2))
    assert spans(kept(here, a, b, minute=3)) == [("A", 504, 540), ("B", 501, 540)]


def test_when_the_kept_numbers_have_run_out_a_device_goes_on_with_what_it_has(here: Hall) -> None:
    for machine in range(KEPT // AT_ONCE):
        commands.reserve_block(here.a, count=AT_ONCE, device=f"kiosk:{machine + 2}", at=here.at(0))
    assert spans(kept(here)) == [("B", 501, 540)]
    with pytest.raises(Denied, match="hết số giữ"):
        commands.reserve_block(here.a, count=AT_ONCE, device=DEVICE, at=here.at(1))


def test_numbers_given_with_a_network_run_on_from_one_and_step_over_the_kept_ones(here: Hall) -> None:
    kept(here)
    assert here.take(minute=1).label == "A001"
    so_many_were_given(here, KEPT_FROM - 2)
    assert [here.take(minute=minute).number for minute in (2, 3)] == [500, 1001]


def so_many_were_given(here: Hall, count: int) -> None:
    NumberSequence.objects.filter(scope=f"queue:{here.a.pk}").update(last=count)


def test_a_late_ticket_takes_its_place_by_the_moment_it_was_taken(here: Hall) -> None:
    a, _b = kept(here)
    here.take(minute=1)
    here.take(minute=9)
    offline = [TakenOffline("k1", 501, here.at(4)), TakenOffline("k2", 502, here.at(5), "ELDERLY")]
    found = commands.reconcile(a.block, offline, at=here.at(10))
    again = commands.reconcile(a.block, offline, at=here.at(11))

    assert ([each.pk for each in again.tickets], found.conflicts) == ([each.pk for each in found.tickets], [])
    assert [each.origin for each in found.tickets] == [Origin.OFFLINE] * 2
    in_order = [each.label for each in queries.waiting([here.a], day=a.block.day)]
    assert in_order == ["A502", "A001", "A501", "A002"]
    called = commands.call_next(by=here.lan, at=here.at(12))
    assert called is not None
    assert called.label == "A502"


def test_what_could_not_become_a_ticket_stays_in_the_record(here: Hall) -> None:
    a, _b = kept(here)
    twice = [TakenOffline("k1", 501, here.at(1)), TakenOffline("k2", 501, here.at(2))]
    commands.reconcile(a.block, twice, at=here.at(3))
    commands.reconcile(a.block, twice, at=here.at(4))
    event = Event.objects.get(name="ticket.not_reconciled")
    assert (event.details["label"], event.details["problem"]) == ("A501", "Số này đã phát cho người khác.")
    assert Ticket.objects.count() == 1


def test_a_paper_bears_the_token_of_its_ticket_before_there_is_one(here: Hall) -> None:
    a, b = kept(here)
    tokens = [block.token_of(number) for block in (a.block, b.block) for number in (501, 502)]
    assert len(set(tokens)) == 4
    commands.reconcile(a.block, [TakenOffline("k1", 502, here.at(1))], at=here.at(2))
    assert Ticket.objects.get().token == tokens[1]
    opened = [queries.opened_by(token) for token in tokens]
    assert [(each and each.state, each and each.line.letter) for each in opened] == [
        ("NOT_YET", "A"), ("WAITING", "A"), ("NOT_YET", "B"), ("NOT_YET", "B"),
    ]  # fmt: skip


def test_nobody_opens_a_kept_number_without_its_paper(here: Hall) -> None:
    a, b = kept(here)
    token = a.block.token_of(501)
    others = (
        token[:-1],
        token.replace(".501.", ".502."),
        b.block.token_of(501).replace(f"{b.block.pk}.", f"{a.block.pk}.", 1),
    )
    for said in (*others, "", ".", "1.2", "é.1.x", f"{'9' * 30}.501.x", f"{a.block.pk}.٥٠١.x"):
        assert queries.opened_by(said) is None, said


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["online", "offline", "lost", "sent"]), max_size=30))
def test_whatever_happens_no_number_is_given_twice(here: Hall, happened: list[str]) -> None:
    """A machine gives, forgets, sends; meanwhile numbers are given with the network: all of them differ."""
    with transaction.atomic():
        given_out = numbers_given(here, happened)
        transaction.set_rollback(True)
    assert sorted(given_out) == sorted(set(given_out))


def numbers_given(here: Hall, happened: list[str]) -> list[int]:
    held, given_out, waiting = kept(here), list[int](), list[TakenOffline]()
    for minute, what in enumerate(happened, start=1):
        mine = next((each for each in held if each.block.line_id == here.a.pk and each.left), None)
        if what == "online":
            given_out.append(here.take(minute=minute).number)
        elif what == "lost":
            held = kept(here, minute=minute)
        elif what == "offline" and mine is not None:
            waiting.append(TakenOffline(f"key-{minute}", mine.following, here.at(minute)))
            given_out.append(mine.following)
            held = [Held(mine.block, mine.following + 1) if each is mine else each for each in held]
        elif what == "sent" and mine is not None:
            commands.reconcile(mine.block, waiting, at=here.at(minute))
            held = kept(here, *held, minute=minute)
    return given_out
