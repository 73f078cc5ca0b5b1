"""A financial obligation stops the clock where the sector's law says so, and only there."""

import pytest

from motcua.accounts.models import Role
from motcua.dossiers.commands import confirm_payment, hand_over, request_payment
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.due_times import explained
from motcua.dossiers.states import State
from motcua.lib.outcomes import Denied
from tests.factories import dossiers as make
from tests.factories.dossiers import Commune, later, moment

pytestmark = pytest.mark.django_db

NINE, NEXT_DAY_NINE = moment("2026-11-25 09:00"), moment("2026-11-26 09:00")
BASIS = "Luật thử 1/2025, điều 2"


def paused(unit: Commune) -> Dossier:
    dossier = make.at_work(unit, version=make.version_with(financial_pause=BASIS))
    return request_payment(dossier=dossier, amount=120_000, reason="Lệ phí trước bạ.", by=unit[Role.CASE], at=NINE)


def test_the_clock_stands_still_from_the_request_to_the_receipt() -> None:
    unit = make.gia_lam()
    dossier = paused(unit)
    pause = dossier.pauses.get()
    assert (dossier.state, pause.amount, pause.legal_basis) == (State.PAUSED, 120_000, BASIS)
    waiting = explained(Dossier.objects.get(pk=dossier.pk))

    dossier = confirm_payment(dossier=dossier, receipt="BL 0001234", by=unit[Role.INTAKE], at=NEXT_DAY_NINE)

    told = explained(Dossier.objects.get(pk=dossier.pk))
    assert (dossier.state, dossier.due_at) == (State.IN_PROGRESS, moment("2026-12-01 08:30"))
    assert waiting is not None
    assert told is not None
    assert "chờ thực hiện nghĩa vụ tài chính" in waiting.pauses[0]
    assert told.due_at == dossier.due_at


def test_without_a_law_that_says_so_nothing_stops() -> None:
    unit = make.gia_lam()
    with pytest.raises(Denied, match="không cho tạm dừng để chờ nghĩa vụ tài chính"):
        request_payment(dossier=make.at_work(unit), amount=1, reason="…", by=unit[Role.CASE], at=NINE)
    assert Dossier.objects.get().state == State.IN_PROGRESS


def test_what_is_said_must_be_whole() -> None:
    unit = make.gia_lam()
    dossier = make.at_work(unit, version=make.version_with(financial_pause=BASIS))
    with pytest.raises(Denied, match="Ghi số tiền phải nộp"):
        request_payment(dossier=dossier, amount=0, reason="…", by=unit[Role.CASE], at=NINE)
    with pytest.raises(Denied, match="Ghi nghĩa vụ tài chính nào"):
        request_payment(dossier=dossier, amount=1, reason=" ", by=unit[Role.CASE], at=NINE)
    dossier = request_payment(dossier=dossier, amount=1, reason="Thuế.", by=unit[Role.CASE], at=NINE)
    with pytest.raises(Denied, match="Ghi số chứng từ"):
        confirm_payment(dossier=dossier, receipt=" ", by=unit[Role.CASE], at=NINE)
    assert confirm_payment(dossier=dossier, receipt="1", by=unit[Role.HEAD], at=NINE).state == State.IN_PROGRESS


def test_asking_is_taking_what_was_on_its_way() -> None:
    unit = make.gia_lam()
    received = make.received(unit, version=make.version_with(financial_pause=BASIS))
    dossier = hand_over(dossier=received, by=unit[Role.INTAKE], at=later(NINE, minutes=-10))
    dossier = request_payment(dossier=dossier, amount=1, reason="Thuế.", by=unit[Role.CASE], at=NINE)
    assert dossier.handovers.get().confirmed_by == unit[Role.CASE]
