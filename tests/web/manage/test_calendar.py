"""The calendar's page: a change is seen before it is made, moves due times with an event, and no promise."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.test import Client
from typer.testing import CliRunner

from motcua.accounts.models import Post, Role
from motcua.config.cli import app
from motcua.dossiers.commands import take_in
from motcua.events.models import Event
from motcua.lib import clock
from motcua.worktime.models import Calendar, DayException
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, Commune, moment

pytestmark = pytest.mark.django_db
STORM = {"date": "2026-11-27", "kind": "OFF", "name": "Nghỉ bão", "source": "Công điện 01/CĐ-UBND"}


@pytest.fixture
def gia_lam() -> Iterator[Commune]:
    clock.begin_at(MORNING)
    yield make.gia_lam()
    clock.begin_at(None)


def at_desk(client: Client, unit: Commune, role: Role) -> Client:
    client.force_login(unit[role].user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_year_is_shown_with_each_exception_and_its_source(client: Client, gia_lam: Commune) -> None:
    page = at_desk(client, gia_lam, Role.SUPERVISOR).get("/manage/calendar/?year=2026").content.decode()
    assert "Nghỉ: Ngày Văn hóa Việt Nam" in page
    assert "Làm bù: Làm bù cho ngày 02/01" in page
    assert "Công văn 12729/VPCP-KGVX" in page
    assert "Sửa một ngày" not in page


def test_a_preview_shows_what_would_move_and_writes_nothing(client: Client, gia_lam: Commune) -> None:
    dossier = make.received(gia_lam)
    page = at_desk(client, gia_lam, Role.ADMIN).post("/manage/calendar/preview/", STORM)
    assert [(each.code, each.old, each.new) for each in page.context["moved"]] == [
        (dossier.code, moment("2026-11-30 08:30"), moment("2026-12-01 08:30"))
    ]
    # The administrator does not read dossiers: no name on the page.
    assert "TÁM" not in page.content.decode()
    dossier.refresh_from_db()
    assert dossier.due_at == moment("2026-11-30 08:30")
    assert not DayException.objects.filter(date="2026-11-27").exists()


def test_applied_the_due_time_moves_with_an_event_and_the_promise_stays(client: Client, gia_lam: Commune) -> None:
    dossier = make.received(gia_lam)
    neighbour = make.received(make.bat_trang())
    at_desk(client, gia_lam, Role.ADMIN).post("/manage/calendar/apply/", STORM)
    dossier.refresh_from_db()
    neighbour.refresh_from_db()
    assert dossier.due_at == moment("2026-12-01 08:30")
    assert dossier.promised_at == moment("2026-11-30 08:30")
    assert neighbour.due_at == moment("2026-11-30 08:30")
    event = Event.objects.filter(stream=dossier.stream).latest("seq")
    assert (event.name, event.details["reason"]) == ("dossier.due_moved", "27/11/2026: Nghỉ bão")
    assert CliRunner().invoke(app, ["audit", "verify"]).exit_code == 0


def test_a_second_dossier_counts_by_the_new_calendar(client: Client, gia_lam: Commune) -> None:
    at_desk(client, gia_lam, Role.ADMIN).post("/manage/calendar/apply/", STORM)
    lan = Post.objects.get(pk=gia_lam[Role.INTAKE].pk)
    dossier = take_in(intake=make.intake(), by=lan, at=MORNING)
    assert dossier.due_at == moment("2026-12-01 08:30")


def test_what_was_edited_can_be_taken_back(client: Client, gia_lam: Commune) -> None:
    dossier = make.received(gia_lam)
    desk = at_desk(client, gia_lam, Role.ADMIN)
    desk.post("/manage/calendar/apply/", STORM)
    desk.post("/manage/calendar/apply/", {"date": "2026-11-27", "kind": "USUAL"})
    dossier.refresh_from_db()
    assert dossier.due_at == moment("2026-11-30 08:30")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"date": "2026-11-24"}, "Chỉ sửa được từ hôm nay trở đi"),
        ({"date": "2031-01-05"}, "Lịch này chỉ có từ"),
        ({"date": "hôm qua"}, "Ngày chưa đúng."),
        ({"name": ""}, "Xin ghi lý do."),
        ({"source": ""}, "Xin ghi văn bản."),
    ],
)
def test_a_change_that_cannot_be_is_refused_with_a_sentence(
    client: Client, gia_lam: Commune, changes: dict[str, str], sentence: str
) -> None:
    before = Calendar.objects.count(), DayException.objects.count()
    answer = at_desk(client, gia_lam, Role.ADMIN).post("/manage/calendar/apply/", STORM | changes)
    assert answer.status_code in {409, 422}
    assert sentence in answer.content.decode()
    assert (Calendar.objects.count(), DayException.objects.count()) == before


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.INTAKE, Role.APPROVER])
def test_only_the_administrator_edits_the_calendar(client: Client, gia_lam: Commune, role: Role) -> None:
    assert at_desk(client, gia_lam, role).post("/manage/calendar/apply/", STORM).status_code == 403
    assert not DayException.objects.filter(date=dt.date(2026, 11, 27)).exists()
