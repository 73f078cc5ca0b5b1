"""A small day is played by the real commands: it holds, and the same seed gives the same day."""

import datetime as dt
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from benchmarks.replays import SAID
from django.db import connection, transaction
from django.db.models import F
from typer.testing import CliRunner

from motcua.accounts.models import Role
from motcua.config.cli import app
from motcua.config.replays import checks, database
from motcua.config.replays.arrivals import arrivals
from motcua.config.replays.numbers import numbers as known
from motcua.config.replays.people import Crowd
from motcua.config.replays.service_day import Played, play
from motcua.dossiers.models import Decision, Dossier
from motcua.events.models import Event
from motcua.lib import clock
from motcua.lib.clock import TZ
from motcua.queues.models import Ticket
from motcua.queues.states import TicketState
from motcua.reports.service_day.achieved import achieved
from motcua.reports.service_day.failures import failures
from motcua.reports.service_day.figures import sections
from motcua.servicedays.models import Programme, Promise, PromiseState
from motcua.surveys.models import Rating
from tests.web.desks import desk, text
from tests.web.office.behind import faults, numbers

pytestmark = pytest.mark.django_db
DAY = dt.date(2023, 3, 14)
EVENING = dt.datetime(2023, 3, 14, 23, tzinfo=TZ)
# So that both the signer who is away and somebody who comes in vain are among the few of one hour.
SEED = 7


def an_hour(seed: int = SEED, communes: int = 3, until: dt.time = dt.time(8, 30)) -> Played:
    return play(day=DAY, seed=seed, communes=communes, until=until)


def page_of(played: Played) -> list[tuple[str, ...]]:
    """What the day's page says, in words."""
    day = achieved([place.shop for place in played.world.places], first=DAY, at=EVENING)
    said = [(each.label, each.value, each.beside) for section in sections(day) for each in section.figures]
    return [*said, *((each.kind, each.why, str(each.count)) for each in failures(day))]


@pytest.fixture
def own_clock() -> Iterator[None]:
    yield
    clock.begin_at(None)


@pytest.mark.slow
@pytest.mark.usefixtures("own_clock")
def test_a_day_of_a_district_and_three_communes_holds() -> None:
    played = an_hour()

    assert checks.faults(DAY) == []
    assert 1 < played.hours < 4, "those who came in the first hour are done long before the evening"
    assert len(played.world.places) == 4
    assert set(Ticket.objects.values_list("state", flat=True)) <= {TicketState.DONE, TicketState.NO_SHOW}
    _everybody_served_has_a_dossier_or_a_form()
    _promised_dossiers_were_returned_and_others_told_why()
    _whoever_is_away_signed_nothing(played)
    _every_number_leads_to_as_many(played)
    assert Rating.objects.count() > 0


def _everybody_served_has_a_dossier_or_a_form() -> None:
    served = Ticket.objects.filter(state=TicketState.DONE)

    assert served.count() > 10
    assert served.filter(visit__dossiers=None).count() == 0
    assert served.exclude(visit__ended_at=F("ended_at")).count() == 0


def _promised_dossiers_were_returned_and_others_told_why() -> None:
    states = Counter(Promise.objects.values_list("state", flat=True))

    assert states[PromiseState.KEPT] > states[PromiseState.BROKEN]
    assert states[PromiseState.NONE] > 0
    assert Promise.objects.filter(state=PromiseState.NONE, reason="").count() == 0


def _whoever_is_away_signed_nothing(played: Played) -> None:
    signed = Decision.objects.exclude(decided_by=None)
    stand_in = next(
        place.posts[Role.APPROVER][1] for place in played.world.places if place.authority == played.world.away.agency
    )

    assert signed.filter(decided_by=played.world.away).count() == 0
    assert signed.filter(decided_by=stand_in).count() > 0


def _every_number_leads_to_as_many(played: Played) -> None:
    """On the page of the day and beside other places, as the district's supervisor sees them."""
    clock.begin_at(EVENING)
    client = desk(played.world.places[0].posts[Role.SUPERVISOR][0])
    for address in ("", "so-sanh/"):
        page = text(client.get(f"/office/ngay/{DAY}/{address}", {"place": "all"}))
        assert len(numbers(page)) > 20
        assert faults(client, page) == []


@pytest.mark.slow
def test_the_same_seed_gives_the_same_day_and_another_another() -> None:
    pages = []
    for seed in (7, 7, 8):
        with transaction.atomic():
            pages.append(page_of(an_hour(seed, communes=1, until=dt.time(8, 15))))
            transaction.set_rollback(True)

    assert pages[0] == pages[1]
    assert pages[0] != pages[2]


@pytest.mark.slow
def test_this_database_and_a_file_thrown_away_give_the_same_day() -> None:
    """On PostgreSQL the suite's own database is that, and the file is SQLite's: to the last figure the same page."""
    here = page_of(an_hour(communes=1, until=dt.time(8, 15)))
    with database.elsewhere():
        assert connection.vendor == "sqlite"
        there = page_of(an_hour(communes=1, until=dt.time(8, 15)))

    assert here == there


@pytest.mark.slow
def test_everybody_drawn_with_precedence_takes_a_number_as_such_and_passes_who_came_earlier() -> None:
    ten = dt.time(10)
    (district,) = an_hour(communes=0, until=ten).world.places
    chance = Random(SEED)
    assert chance.randrange(1) == 0, "who is away is drawn first"
    windows = Programme.objects.get().spans_on(DAY)
    drawn = [each for each in arrivals(district, known(), windows, Crowd(chance, DAY)) if each.at.time() < ten]

    assert Counter(Ticket.objects.values_list("ground", flat=True)) == Counter(each.ground for each in drawn)
    first = Ticket.objects.exclude(ground="").exclude(called_at=None)
    passed = [ticket for ticket in first if _who_came_earlier_is_called_later(ticket)]
    assert (len(first), len(passed)) == (5, 1)


def _who_came_earlier_is_called_later(first: Ticket) -> bool:
    others = Ticket.objects.filter(line=first.line, ground="", taken_at__lt=first.taken_at)
    return others.filter(called_at__gt=first.called_at).exists()


@pytest.mark.slow
def test_every_fault_of_a_day_is_seen() -> None:
    an_hour(communes=1, until=dt.time(8, 10))
    assert checks.faults(DAY) == []
    waiting, gone = Ticket.objects.filter(state=TicketState.DONE).order_by("pk")[:2]
    Ticket.objects.filter(pk=waiting.pk).update(state=TicketState.WAITING)
    Ticket.objects.filter(pk=gone.pk).update(number=900)
    kept = Promise.objects.filter(state=PromiseState.KEPT).order_by("pk")
    late, unjudged, untold = kept[0], kept[1], Promise.objects.filter(state=PromiseState.NONE)[0]
    Promise.objects.filter(pk=late.pk).update(ended_at=EVENING)
    Promise.objects.filter(pk=unjudged.pk).update(state=PromiseState.OPEN, ended_at=None)
    untold.delete()
    Event.objects.filter(stream=waiting.stream, seq=2).update(details={})
    first, second = Decision.objects.filter(dossier__in=[late.dossier, unjudged.dossier])
    Dossier.objects.filter(pk=second.dossier_id).update(
        authority=first.dossier.authority, procedure_code=first.dossier.procedure_code
    )
    Decision.objects.filter(pk=second.pk).update(number=first.number)

    assert checks.faults(DAY) == [
        f"Số {waiting.label} còn trong hàng khi ngày đã hết.",
        f"Hàng {gone.issued_by.letter}, {gone.issued_by.shop.short_name}: số trùng hoặc hụt.",
        f"Kết quả số {first.number} có hai lần ở một nơi.",
        f"Hồ sơ {untold.dossier.code} không được hẹn, cũng không được nói vì sao.",
        f"Hồ sơ {unjudged.dossier.code} đã có kết quả mà lời hẹn còn để ngỏ.",
        f"Hồ sơ {late.dossier.code} muộn hẹn mà ghi là giữ hẹn.",
        f"Chuỗi {waiting.stream} hỏng ở sự kiện số 2: nội dung đã bị sửa.",
    ]


@pytest.mark.slow
def test_the_command_plays_on_a_database_of_its_own_and_prints_the_days_page() -> None:
    words = ["replay", "service-day", "--communes", "1", "--until", "08:10"]

    result = CliRunner().invoke(app, words, env={"COLUMNS": "80"})

    assert result.exit_code == 0, result.output
    for said in ("Ngày thứ Ba không viết, không giấy hẹn, 14/03/2023", "Giữ hẹn", "thị trấn Yên Viên"):
        assert said in result.stdout
    assert SAID.search(result.stdout), "what measures it reads how fast it was, in one line"
    assert Ticket.objects.count() == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--date", "mai"], "Không đọc được ngày «mai»: viết như 2023-03-14."),
        (["--date", "2026-03-10"], "chỉ chạy lại được từ 02/01/2022 đến 31/12/2024."),
        (["--until", "trưa"], "Không đọc được giờ «trưa»: viết như 09:00."),
        (
            ["--database", "mysql://u:mat-khau@nowhere/x"],
            "✗ --database: ghi sqlite:///đường/dẫn hoặc postgresql://máy/tên, không phải «mysql»",
        ),
    ],
)
def test_what_cannot_be_played_is_said_in_a_sentence(words: list[str], sentence: str) -> None:
    result = CliRunner().invoke(app, ["replay", "service-day", *words], env={"COLUMNS": "200"})

    assert (result.exit_code, result.stdout) == (1, "")
    assert " ".join(result.stderr.split()).endswith(sentence)


def test_a_database_that_holds_anything_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "office.sqlite3"
    with closing(sqlite3.connect(path)) as office:
        office.executescript("create table so_sach (dong text); insert into so_sach values ('của người khác')")
    words = ["replay", "service-day", "--database", f"sqlite:////{path}"]

    result = CliRunner().invoke(app, words, env={"COLUMNS": "200"})

    sentence = "✗ Cơ sở dữ liệu này đã có dữ liệu: chạy lại chỉ ghi vào một cơ sở dữ liệu trống."
    assert (result.exit_code, result.stdout, " ".join(result.stderr.split())[-len(sentence) :]) == (1, "", sentence)
    with closing(sqlite3.connect(path)) as office:
        assert office.execute("select name from sqlite_master").fetchall() == [("so_sach",)]
        assert office.execute("select * from so_sach").fetchall() == [("của người khác",)]
