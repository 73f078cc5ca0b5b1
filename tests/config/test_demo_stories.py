"""What the demonstration's communes have taken in is told whole, by the real commands, once."""

import datetime as dt
from collections import Counter
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from typer.testing import CliRunner

from motcua.accounts.demo import load_staff
from motcua.agencies.models import Agency
from motcua.agencies.seed import load_agencies
from motcua.config.cli import app
from motcua.config.demo import dossiers
from motcua.config.demo.outreach import load_outreach
from motcua.config.demo.stories import COMMUNES, deal
from motcua.dossiers.models import Dossier, VaultItem, VaultKind, VaultSource
from motcua.dossiers.queries.vault import held_by
from motcua.dossiers.states import State
from motcua.lib.clock import TZ
from motcua.outreach.models import OfflineIntake
from motcua.people.demo import find
from motcua.people.models import CitizenAccount
from motcua.procedures.load import load_definition
from motcua.procedures.shipped import shipped_definitions
from motcua.worktime.calendars import working_calendar
from motcua.worktime.deadlines import is_working_moment
from motcua.worktime.seed import load_calendars

NOW = dt.datetime(2026, 11, 25, 10, 30, tzinfo=TZ)
STATES = {
    "received": State.RECEIVED,
    "ready": State.RESULT_READY,
    "rejected": State.RESULT_READY,
    "delivered": State.DELIVERED,
    "cancelled": State.CANCELLED,
    "asked": State.AWAITING_SUPPLEMENT,
    "refused": State.REFUSED,
    "supplement": State.AWAITING_SUPPLEMENT,
    "stopped": State.WITHDRAWN,
    "paused": State.PAUSED,
    "online": State.SUBMITTED,
    "online_accepted": State.RECEIVED,
}


def test_stories_are_dealt_to_residents_who_fit() -> None:
    for commune in COMMUNES:
        dealt = deal(commune)
        assert dealt == deal(commune)
        assert len(dealt) >= 25
        for story, person in dealt:
            assert person.unit_code == commune
            if story.others:
                assert find(person.spouse) is not None


@pytest.mark.django_db
@pytest.mark.slow
def test_load_dossiers_tells_every_story_and_a_second_time_none(settings: Any) -> None:
    settings.MOTCUA_SIGNING = "standin"
    # Every commune's on the database of most offices; what another database does otherwise shows with two communes.
    communes = COMMUNES if connection.vendor == "sqlite" else COMMUNES[:2]
    load_calendars()
    load_agencies()
    load_staff()
    wanted = {story.procedure for commune in communes for story, _person in deal(commune)}
    for definition in shipped_definitions():
        if definition.code in wanted:
            load_definition(definition, on=dt.date(2025, 7, 1))

    told = [dossier for dossier in dossiers.load_dossiers(now=NOW, communes=communes) if dossier is not None]

    states = Counter(dossier.state for dossier in told)
    expected = Counter(
        STATES.get(story.stage, State.IN_PROGRESS) for commune in communes for story, _person in deal(commune)
    )
    assert states == expected
    audit = CliRunner().invoke(app, ["audit", "verify"])
    # A chain for each dossier and each account that was opened, and the history of the one delegation.
    chains = len(told) + CitizenAccount.objects.count() + 1
    assert (audit.exit_code, audit.stdout) == (0, f"{chains} chuỗi đều nguyên vẹn.\n")
    again = list(dossiers.load_dossiers(now=NOW, communes=communes))
    assert again == [None] * dossiers.how_many(communes)
    _every_receipt_lies_in_working_time()
    _gia_lam_shows_every_move_beside_the_main_way()
    _one_scan_was_signed_by_an_officer_and_lies_in_the_vault()


def _one_scan_was_signed_by_an_officer_and_lies_in_the_vault() -> None:
    kept = VaultItem.objects.get(source=VaultSource.SIGNED)

    assert (kept.kind, kept.key, kept.pages) == (VaultKind.PAPER, "ban_sao", 1)
    assert [item.pk for item in held_by(kept.person, on=NOW.date())] == [kept.pk]


def _gia_lam_shows_every_move_beside_the_main_way() -> None:
    gia_lam = Dossier.objects.filter(authority__code="00565")

    proposed = gia_lam.filter(apologies__isnull=False, apologies__declined_at=None)
    asked = gia_lam.filter(consultations__isnull=False, consultations__closed_at=None)

    shown = {
        "asked in processing": gia_lam.filter(supplement_requests__in_processing=True).count(),
        "an opinion awaited": asked.filter(consultations__replies=None).count(),
        "an apology to be signed": proposed.filter(apologies__approved_at=None).count(),
        "an apology signed": proposed.filter(reappointed_at=F("due_at")).count(),
        "stopped at the citizen's wish": gia_lam.filter(stop_notices__isnull=False).count(),
        "money awaited": gia_lam.filter(pauses__kind="PAYMENT", pauses__ends_at=None).count(),
        "opened again": gia_lam.filter(reopenings__isnull=False, state=State.IN_PROGRESS).count(),
        "for an organisation": gia_lam.filter(mandate__organisation__isnull=False).count(),
        "for another person": gia_lam.filter(mandate__principal__isnull=False).count(),
        "a foreigner": gia_lam.filter(submitter__nationality="Nhật Bản", applicant_id_number="TK1234567").count(),
        "signed for somebody": gia_lam.filter(decisions__on_behalf_of__isnull=False).count(),
    }
    assert shown == dict.fromkeys(shown, 1)


def _every_receipt_lies_in_working_time() -> None:
    calendars = {unit.code: working_calendar(unit.calendar_code()) for unit in Agency.objects.filter(code__in=COMMUNES)}
    for dossier in Dossier.objects.select_related("authority"):
        handed_in = dossier.received_at or dossier.submitted_at
        assert is_working_moment(calendars[dossier.authority.code], handed_in)
        assert handed_in < NOW


@pytest.mark.django_db
def test_a_tablet_stands_there_with_one_intake_that_a_person_must_look_at() -> None:
    load_calendars()
    load_agencies()
    load_staff()
    for definition in shipped_definitions():
        if definition.code == "2.000815":
            load_definition(definition, on=NOW.date())
    for _twice in range(2):
        load_outreach(now=NOW)
    row = OfflineIntake.objects.get()
    assert (row.state, row.reason, row.device.name) == ("CONFLICT", "CLOCK", "Máy nhà văn hóa thôn 3")
