"""What counters and screens are told: whole states, few queries, estimates from what was really done."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.commands import visits
from motcua.queues import commands, grounds, queries
from motcua.queues.models import Line, Ticket
from tests.factories import dossiers as make
from tests.factories.queues import Hall, hall

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 25)


@pytest.fixture
def here() -> Hall:
    return hall()


def test_an_office_without_lines_has_no_queue() -> None:
    unit = make.gia_lam()
    assert list(queries.lines_of(unit.centre)) == []
    assert queries.version(unit.centre) == 0
    assert queries.waiting([], day=TODAY) == []


def test_a_sector_finds_its_line_and_what_nobody_names_the_one_for_everything(here: Hall) -> None:
    shop = here.unit.centre
    assert queries.line_for(shop, "Chứng thực") == here.a
    assert queries.line_for(shop, "Đất đai") == here.b
    here.b.sectors = ["Cư trú"]
    here.b.save()
    assert queries.line_for(shop, "Đất đai") is None


def test_the_crowd_counts_only_those_who_wait_here_today(here: Hall) -> None:
    here.take(minute=1)
    here.take(here.b, minute=0)
    Ticket.objects.filter(pk=here.take(minute=2).pk).update(day=dt.date(2026, 11, 24))
    crowd = queries.crowd([here.a], day=TODAY)
    assert (crowd.count, crowd.longest(here.at(19))) == (1, 18)
    assert queries.crowd([], day=TODAY).longest(here.at(1)) == 0


def test_ahead_and_when_to_come_follow_the_median_and_the_counters_that_call(here: Hall) -> None:
    for minute in range(5):
        here.take(minute=minute)
    mine = here.take(minute=6)
    assert queries.when_to_come(mine, at=here.at(6)) == queries.Estimate(5, here.at(31))
    begins = 10
    for took in (4, 6, 20):
        ticket = here.serve(here.lan, minute=begins)
        commands.finish(ticket, by=here.lan, at=here.at(begins + took))
        begins += took
    assert queries.when_to_come(mine, at=here.at(40)) == queries.Estimate(2, here.at(52))
    here.serve(here.hoa, minute=41)
    mine.refresh_from_db()
    assert queries.when_to_come(mine, at=here.at(41)) == queries.Estimate(1, here.at(44))
    here.serve(here.lan, minute=42)
    assert here.serve(here.hoa, minute=43) == mine
    mine.refresh_from_db()
    assert queries.ahead_of(mine) == 0


def test_the_version_grows_with_every_act(here: Hall) -> None:
    seen = [queries.version(here.unit.centre)]
    ticket = here.take()
    seen.append(queries.version(here.unit.centre))
    called = commands.call_next(by=here.lan, at=here.at(1))
    seen.append(queries.version(here.unit.centre))
    commands.recall(called or ticket, by=here.lan, at=here.at(2))
    seen.append(queries.version(here.unit.centre))
    commands.transfer(called or ticket, line=here.b, by=here.lan, at=here.at(3))
    seen.append(queries.version(here.unit.centre))
    assert seen == sorted(set(seen))


def test_the_hall_is_told_whole_with_the_same_queries_for_one_and_for_three(here: Hall) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queried:
            state = queries.hall(here.unit.centre, at=here.at(30))
            assert [ticket.counter.name for ticket in state.serving if ticket.counter]
            assert state.following[0].line.letter
        return len(queried)

    here.take()
    here.take(minute=1)
    here.serve(here.lan, minute=2)
    few = asked()
    for minute in (3, 4, 5):
        here.take(minute=minute)
        here.take(here.b, minute=minute)
    here.serve(here.hoa, minute=6)
    assert asked() == few

    state = queries.hall(here.unit.centre, at=here.at(30))
    assert [(look.line.letter, look.crowd.count) for look in state.lines] == [("A", 3), ("B", 3)]
    assert [ticket.label for ticket in state.serving] == ["A002", "A001"]
    assert [ticket.label for ticket in queries.now_serving(here.unit.centre, day=TODAY)] == ["A002", "A001"]
    assert len(state.following) == 6


def test_a_secret_opens_one_ticket_and_nothing_opens_none(here: Hall) -> None:
    ticket = here.take()
    assert queries.by_token(ticket.token) == ticket
    assert queries.by_token("") is None
    assert queries.by_token("guess") is None


def test_the_tickets_of_a_day_stand_with_the_line_that_gave_them(here: Hall) -> None:
    first, _other = here.take(), here.take(here.b, minute=1)
    commands.transfer(first, line=here.b, by=here.lan, at=here.at(2))
    day = queries.of_day(here.unit.centre, TODAY)
    assert [(each.label, each.issued_by.letter, each.line.letter) for each in day] == [
        ("A001", "A", "B"),
        ("B001", "B", "B"),
    ]


def test_every_ground_says_by_what_text_and_an_appointment_is_not_chosen() -> None:
    assert [each.key for each in grounds.to_choose()] == ["ELDERLY", "DISABLED", "PREGNANT", "INVALID", "SMALL_CHILD"]
    assert all(each.basis and each.short for each in grounds.grounds().values())
    assert Ticket(ground="").ground_word == ""
    assert Ticket(ground="PREGNANT").ground_word == "Mang thai"


def test_who_came_before_a_visit_for_its_sector_is_in_front_of_it(here: Hall) -> None:
    shop, nothing = here.unit.centre, dt.timedelta(0)
    for turn in range(3):
        here.take(minute=12 * turn)
        commands.finish(here.serve(here.lan, minute=12 * turn), by=here.lan, at=here.at(12 * turn + 12))
    walk_in = visits.start(by=here.lan, at=here.at(40))
    assert queries.in_front(shop, "Hộ tịch", visit=walk_in, at=here.at(40)) == nothing
    for minute in (41, 42, 43):
        here.take(minute=minute)
    served = here.serve(here.lan, minute=44)
    here.take(minute=45, ground="ELDERLY")
    minutes = dt.timedelta(minutes=12)
    assert queries.in_front(shop, "Hộ tịch", visit=walk_in, at=here.at(46)) == minutes * 4
    assert served.visit is not None
    assert queries.in_front(shop, "Hộ tịch", visit=served.visit, at=here.at(46)) == nothing
    assert queries.in_front(shop, "Đất đai", visit=walk_in, at=here.at(46)) == nothing
    walk_in.training = True
    assert queries.in_front(shop, "Hộ tịch", visit=walk_in, at=here.at(46)) == nothing
    Line.objects.all().update(active=False)
    walk_in.training = False
    assert queries.in_front(shop, "Hộ tịch", visit=walk_in, at=here.at(46)) == nothing


def test_eight_people_at_opening_are_never_worth_nothing(here: Hall) -> None:
    """Until three were served today their time is that of the line's days before, and of a new line what it expects."""
    shop, minutes, yesterday = here.unit.centre, dt.timedelta(minutes=1), dt.timedelta(days=1)
    for minute in range(8):
        here.take(minute=minute)
    walk_in = visits.start(by=here.lan, at=here.at(8))

    def ahead() -> dt.timedelta:
        return queries.in_front(shop, "Hộ tịch", visit=walk_in, at=here.at(8))

    assert ahead() == 8 * 10 * minutes / 2, "ten minutes each, at two counters"
    Line.objects.filter(pk=here.a.pk).update(usual_minutes=4)
    assert ahead() == 8 * 4 * minutes / 2
    _served_on(here.b, TODAY - yesterday, minutes=(50, 50, 50))
    _served_on(here.a, TODAY - 61 * yesterday, minutes=(50, 50, 50))
    _served_on(here.a, TODAY - yesterday, minutes=(6, 30))
    assert ahead() == 8 * 4 * minutes / 2, "another line's, long ago, and too few of them say nothing"
    _served_on(here.a, TODAY - 60 * yesterday, minutes=(2,))
    assert ahead() == 8 * 6 * minutes / 2, "the median of the days before"
    _served_on(here.a, TODAY, minutes=(12, 12, 12))
    assert ahead() == 8 * 12 * minutes / 2, "today's own, once there are three"


def _served_on(line: Line, day: dt.date, *, minutes: tuple[int, ...]) -> None:
    """People who were served in a line on a day, each so long; nobody calls them at a counter of today."""
    opens = make.moment(f"{day} 07:30")
    for number, each in enumerate(minutes, start=900 + Ticket.objects.count()):
        Ticket.objects.create(
            line=line, issued_by=line, day=day, number=number, label=f"A{number}", origin="KIOSK", state="DONE",
            place=opens, taken_at=opens, serving_at=opens, ended_at=opens + dt.timedelta(minutes=each),
        )  # fmt: skip
