"""What a day achieved: each number equal to what was done, and nothing of another office, another day, or practice."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.accounts.models import Role
from motcua.agencies.models import Agency
from motcua.dossiers import commands
from motcua.dossiers.models import Dossier, Paper, PaperKind
from motcua.forms.models import FilledForm, FormVersion
from motcua.lib import practice
from motcua.lib.statistics import Times
from motcua.queues import commands as queue
from motcua.reports.service_day.achieved import Achieved, Which, achieved
from motcua.reports.service_day.failures import failures
from motcua.reports.service_day.figures import length, sections
from motcua.reports.service_day.hall import Turns
from motcua.servicedays.commands import exclude
from motcua.servicedays.models import ExclusionKind
from motcua.surveys.commands import rate, token_of
from motcua.surveys.models import Place
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, EXTRACT, MORNING, Commune, later, moment
from tests.factories.queues import hall
from tests.factories.servicedays import SUNDAY, WEDNESDAY, service_day

pytestmark = pytest.mark.django_db
EVENING = moment("2026-11-25 18:00")


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


def day_of(*shops: Agency, **said: Any) -> Achieved:
    return achieved(shops, **({"first": WEDNESDAY, "at": EVENING} | said))


def numbers(day: Achieved) -> dict[str, int]:
    """Every number that is not nothing."""
    return {which.value: day.count(which) for which in Which if day.count(which)}


def minutes(count: int) -> dt.timedelta:
    return dt.timedelta(minutes=count)


def filled(dossier: Dossier, **said: Any) -> Dossier:
    """Give a dossier a form that was filled so."""
    version, _new = FormVersion.objects.get_or_create(
        procedure_code=dossier.procedure_code, number=1, defaults={"valid_from": WEDNESDAY, "content": {}}
    )
    dossier.form = FilledForm.objects.create(version=version, **said)
    dossier.save(update_fields=["form"])
    return dossier


def late_at_signing(unit: Commune, at: dt.datetime = MORNING) -> Dossier:
    """Promised for two hours later, ready half an hour after that."""
    dossier = commands.approve(dossier=make.drafted(unit, at=at), by=unit[Role.APPROVER], at=later(at, minutes=140))
    return commands.number(dossier=dossier, by=unit[Role.RECORDS], at=later(at, minutes=150))


def test_nothing_was_done_and_every_number_says_so(unit: Commune) -> None:
    day = day_of(unit.centre)

    assert numbers(day) == {}
    assert (day.took, day.filled, day.keys, day.by_hour) == (Times(0, None, None), None, (0, 0), {})
    assert failures(day) == []
    assert {figure.value for section in sections(day) for figure in section.figures} == {"0", "–"}


def test_a_made_day_is_counted_to_the_last_dossier(unit: Commune) -> None:
    service_day(unit)
    kept = make.handed_to_tam(make.ready(unit), unit, later(MORNING, hours=1))
    broken = make.handed_to_tam(late_at_signing(unit), unit, moment("2026-11-25 14:00"))
    outside = make.received(unit, EXTRACT)
    under_way = make.received(unit, at=moment("2026-11-25 14:10"))
    stopped = make.received(unit, COPIES)
    commands.cancel(dossier=stopped, reason="Nhầm.", by=unit[Role.INTAKE], at=later(MORNING, minutes=5))

    day = day_of(unit.centre, at=moment("2026-11-25 14:30"))

    assert [case.code for case in day.cases] == [each.code for each in (kept, broken, outside, stopped, under_way)]
    assert numbers(day) == {
        "taken-in": 5,
        "ready": 2,
        "same-visit": 1,
        "same-day": 2,
        "kept": 1,
        "broken": 1,
        "open": 1,
        "not-promised": 1,
        "void": 1,
        "law-early": 2,
        "slip-not-printed": 5,
        "page-not-printed": 5,
        "slip-not-needed": 3,
        "stopped": 1,
    }
    assert day.took == Times(2, minutes(50), minutes(150))
    assert {hour: (len(came), len(ready)) for hour, (came, ready) in day.by_hour.items()} == {
        8: (4, 0), 9: (0, 1), 10: (0, 0), 11: (0, 1), 12: (0, 0), 13: (0, 0), 14: (1, 0),
    }  # fmt: skip


def test_nothing_of_a_neighbour_of_another_day_or_of_practice_is_counted(unit: Commune) -> None:
    neighbour = make.bat_trang()
    mine = make.ready(unit)
    make.ready(neighbour)
    make.ready(unit, at=moment("2026-11-26 08:30"))
    make.ready(unit, at=moment("2026-11-24 08:30"))
    with practice.practising(on=True):
        make.ready(unit)
        inside = day_of(unit.centre)

    assert [[case.code for case in day.cases] for day in (day_of(unit.centre), inside)] == [[mine.code]] * 2
    assert day_of(unit.centre, neighbour.centre).count(Which.READY) == 2
    assert (
        day_of(unit.centre, first=WEDNESDAY, last=dt.date(2026, 11, 26), at=moment("2026-11-27 08:00")).count(
            Which.READY
        )
        == 2
    )


def test_a_day_begins_and_ends_at_midnight_in_vietnam_and_nothing_is_known_of_what_comes(unit: Commune) -> None:
    at = ["2026-11-24 23:59", "2026-11-25 00:00", "2026-11-25 23:59", "2026-11-26 00:00"]
    codes = [make.received(unit, at=moment(each)).code for each in at]

    assert [case.code for case in day_of(unit.centre, at=moment("2026-11-27 08:00")).cases] == codes[1:3]
    assert [case.code for case in day_of(unit.centre, at=moment("2026-11-25 12:00")).cases] == codes[1:2]


def test_with_a_ticket_the_time_begins_when_it_was_taken(unit: Commune) -> None:
    waiting = hall(unit)
    waiting.take(minute=-25)
    waiting.take(minute=-5)
    ticket = waiting.serve(waiting.lan, minute=-1)
    with_ticket = make.ready(unit, visit=ticket.visit)
    without = make.ready(unit, at=later(MORNING, minutes=1))
    queue.finish(ticket, by=waiting.lan, at=waiting.at(1))
    elsewhere = make.bat_trang()

    day = day_of(unit.centre)

    assert [(case.code, case.took) for case in day.cases] == [
        (with_ticket.code, minutes(75)),
        (without.code, minutes(50)),
    ]
    assert (day.took, day.took_from_ticket) == (
        Times(2, minutes(50), minutes(75)),
        Times(1, minutes(75), minutes(75)),
    )
    assert ([day.count(which) for which in Turns], day.waited.median) == ([2, 1, 0, 1], minutes(24))
    assert day_of(elsewhere.centre).count(Turns.TAKEN) == 0


def test_over_several_days_the_working_time_is_counted(unit: Commune) -> None:
    dossier = make.drafted(unit, at=moment("2026-11-25 16:00"))
    commands.approve(dossier=dossier, by=unit[Role.APPROVER], at=moment("2026-11-26 08:30"))
    commands.number(dossier=Dossier.objects.get(), by=unit[Role.RECORDS], at=moment("2026-11-26 09:00"))

    [line] = day_of(unit.centre, at=moment("2026-11-26 10:00")).by_procedure

    assert line.took.median == dt.timedelta(hours=2)
    assert (line.law, line.times_faster) == (dt.timedelta(hours=24), 12)


@pytest.mark.parametrize(
    ("received", "delivered", "in_visit", "that_day"),
    [
        ("2026-11-25 08:30", "2026-11-25 12:29", True, True),
        ("2026-11-25 08:30", "2026-11-25 12:30", False, True),
        ("2026-11-25 13:30", "2026-11-25 17:45", True, True),
        ("2026-11-25 08:30", "2026-11-26 08:30", False, False),
    ],
)
def test_same_visit_is_the_same_session_of_the_same_day(
    unit: Commune, received: str, delivered: str, in_visit: bool, that_day: bool
) -> None:
    make.handed_to_tam(make.ready(unit, at=moment(received)), unit, moment(delivered))

    day = day_of(unit.centre, at=moment("2026-11-27 08:00"))

    assert (day.count(Which.SAME_VISIT), day.count(Which.SAME_DAY)) == (in_visit, that_day)


def test_what_was_not_written_comes_from_the_forms_alone(unit: Commune) -> None:
    filled(make.received(unit), fields_total=20, filled_by={"card": 12, "population": 6}, asked=2, keys_typed=11)
    filled(make.received(unit), fields_total=10, filled_by={"card": 10}, confirmed_how="PAPER")
    make.received(unit)
    printed = filled(make.received(unit), fields_total=2, filled_by={"card": 1}, asked=1, keys_typed=3)
    for kind in (PaperKind.FORM, PaperKind.RECEIPT):
        Paper.objects.create(dossier=printed, kind=kind, issued_at=MORNING, issued_by=unit[Role.INTAKE])
    stranger = make.bat_trang()
    filled(make.received(stranger), fields_total=100, asked=100, keys_typed=500)

    day = day_of(unit.centre)

    assert (day.filled, day.keys) == (91, (14, 3))
    assert {which: day.count(which) for which in (Which.WITH_FORM, Which.NOTHING_ASKED, Which.NO_KEY)} == {
        Which.WITH_FORM: 3, Which.NOTHING_ASKED: 1, Which.NO_KEY: 1,
    }  # fmt: skip
    assert (day.count(Which.FORM_NOT_PRINTED), day.count(Which.SLIP_NOT_PRINTED), day.sheets_saved) == (1, 3, 4)


def test_satisfaction_is_that_of_these_shops_on_these_days(unit: Commune) -> None:
    neighbour = make.bat_trang().centre
    for number, (shop, score, at) in enumerate(
        [(unit.centre, 5, MORNING), (unit.centre, 4, MORNING), (unit.centre, 2, MORNING), (neighbour, 1, MORNING),
         (unit.centre, 1, moment("2026-11-26 08:30"))]
    ):  # fmt: skip
        rate(
            token_of(str(number)), shop=shop, score=score, reasons=["WAIT"] if score < 3 else [], place=Place.KIOSK,
            served=True, staff=False, at=at,
        )  # fmt: skip

    mine, both = day_of(unit.centre).satisfaction, day_of(unit.centre, neighbour).satisfaction

    assert (mine.counts, mine.reasons, mine.content) == ((0, 1, 0, 1, 1), {"WAIT": 1}, 67)
    assert (both.counts, both.reasons, both.content) == ((1, 1, 0, 1, 1), {"WAIT": 2}, 50)


def test_what_failed_is_grouped_by_its_reason(unit: Commune) -> None:
    row = service_day(unit)
    words = "nhiều bản: trên 20 bản trả ngày hôm sau"
    exclude(
        programme=row, kind=ExclusionKind.MANY, words=words, limit=20, procedure_code=COPIES,
        by=unit[Role.SUPERVISOR], at=SUNDAY,
    )  # fmt: skip
    many = [make.received(unit, COPIES, quantities={"pages": 1, "copies": 30}).code for _ in range(2)]
    signed_late = late_at_signing(unit, at=later(MORNING, minutes=1)).code
    at_work = make.at_work(unit, at=later(MORNING, minutes=2))
    supplemented = make.asked(at_work, unit[Role.CASE], later(MORNING, minutes=20)).code
    sent_home = make.submitted(unit).code
    make.asked(Dossier.objects.get(code=sent_home), unit[Role.INTAKE], MORNING)
    make.asked(make.submitted(unit), unit[Role.INTAKE], moment("2026-11-24 08:30"))
    make.submitted(make.bat_trang())

    found = failures(day_of(unit.centre))

    assert [(each.kind, each.why, each.codes) for each in found] == [
        ("Lỡ hẹn", "lâu nhất ở bước «ký (số/tay)»", (signed_late,)),
        ("Lỡ hẹn", "phải yêu cầu bổ sung sau khi đã hẹn", (supplemented,)),
        ("Không hẹn trong ngày", words, tuple(many)),
        ("Phải yêu cầu bổ sung sau khi tiếp nhận", "", (supplemented,)),
        ("Chưa nhận được, hướng dẫn bổ sung", "", (sent_home,)),
    ]


def test_one_shop_and_several_take_the_same_number_of_statements(unit: Commune) -> None:
    service_day(unit)
    other = make.bat_trang()
    make.ready(unit)
    shops = [list(Agency.objects.filter(pk=unit.centre.pk)), list(Agency.objects.filter(kind="CENTRE"))]
    day_of(*shops[1])

    counts = []
    for some in shops:
        with CaptureQueriesContext(connection) as said:
            day_of(*some)
        counts.append(len(said))
        make.ready(other)

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("span", "said"),
    [(None, "–"), (minutes(0), "0 phút"), (minutes(52), "52 phút"),
     (minutes(120), "2 giờ"), (minutes(112), "1 giờ 52 phút"),
     (dt.timedelta(minutes=59, seconds=40), "1 giờ")],
)  # fmt: skip
def test_a_length_is_said_in_hours_and_minutes(span: dt.timedelta | None, said: str) -> None:
    assert length(span) == said
