"""Stopped at the applicant's wish, a handover put right, an ended dossier opened again: the past stays."""

import pytest

from motcua.accounts.models import Post, Role
from motcua.dossiers.commands import (
    approve,
    ask_supplement,
    confirm_handover,
    consult,
    correct_handover,
    draft,
    hand_over,
    number,
    propose_apology,
    reopen,
    request_payment,
    withdraw,
)
from motcua.dossiers.models import Dossier, Handover, Reopening
from motcua.dossiers.states import State
from motcua.events.models import Event
from motcua.lib.outcomes import Denied
from motcua.payments.commands import pay
from motcua.payments.models import Method
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, MORNING, Commune, later, moment

pytestmark = pytest.mark.django_db

NINE = moment("2026-11-25 09:00")


def stopped(dossier: Dossier, unit: Commune, name: str = "TRẦN THỊ TÁM", reason: str = "Không cần nữa.") -> Dossier:
    return withdraw(dossier=dossier, asked_by_name=name, reason=reason, by=unit[Role.INTAKE], at=later(NINE, hours=1))


def test_stopped_before_and_after_acceptance_with_who_asked_and_why() -> None:
    unit = make.gia_lam()
    for dossier in (make.submitted(unit), make.received(unit), make.at_work(unit)):
        ended = stopped(dossier, unit)
        notice = ended.stop_notices.get()
        assert (ended.state, notice.asked_by_name, notice.reason, notice.by) == (
            State.WITHDRAWN,
            "TRẦN THỊ TÁM",
            "Không cần nữa.",
            unit[Role.INTAKE],
        )


def test_stopping_settles_everything_that_is_open() -> None:
    unit = make.gia_lam()
    minh = unit[Role.CASE]
    dossier = make.at_work(unit, version=make.version_with(supplement={"clock": "subtract"}))
    dossier = consult(dossier=dossier, name="Công an xã", question="…?", hours=4, by=minh, at=NINE)
    new = moment("2026-12-02 10:00")
    dossier = propose_apology(dossier=dossier, reason="Bão.", new_due_at=new, by=minh, at=NINE)
    dossier = ask_supplement(dossier=dossier, items=["Ảnh"], reason="Thiếu.", by=minh, at=NINE)

    dossier = stopped(dossier, unit)

    now = later(NINE, hours=1)
    assert dossier.pauses.get().ends_at == now
    assert dossier.supplement_requests.get().lapsed_at == now
    assert (dossier.consultations.get().closed_at, dossier.apologies.get().declined_at) == (now, now)


def test_stopping_takes_back_what_was_on_its_way() -> None:
    unit = make.gia_lam()
    dossier = hand_over(dossier=make.received(unit), by=unit[Role.INTAKE], at=later(MORNING, minutes=5), note="Gấp.")
    dossier = stopped(dossier, unit)
    handover = dossier.handovers.get()
    assert handover.confirmed_by == unit[Role.INTAKE]
    assert handover.note == "Gấp. · Hồ sơ dừng theo đề nghị của người dân."


def test_stopping_from_a_pause() -> None:
    unit = make.gia_lam()
    dossier = make.at_work(unit, version=make.version_with(financial_pause="Luật thử"))
    dossier = request_payment(dossier=dossier, amount=1, reason="Thuế.", by=unit[Role.CASE], at=NINE)
    assert stopped(dossier, unit).pauses.get().ends_at == later(NINE, hours=1)


def test_a_signed_result_is_not_stopped_and_words_are_asked_for() -> None:
    unit = make.gia_lam()
    signed = approve(dossier=make.drafted(unit), by=unit[Role.APPROVER], at=NINE)
    with pytest.raises(Denied, match="đã được quyết định"):
        stopped(signed, unit)
    with pytest.raises(Denied, match="đã qua bước này"):
        stopped(make.ready(unit), unit)
    for name, reason in ((" ", "…"), ("TÁM", " ")):
        with pytest.raises(Denied, match="Ghi ai đề nghị dừng và vì sao"):
            stopped(make.received(unit), unit, name, reason)


def test_a_fee_that_was_taken_does_not_stand_in_the_way_and_is_named() -> None:
    unit = make.gia_lam()
    dossier = make.received(unit, COPIES)
    pay(dossiers=[dossier], method=Method.CASH, by=unit[Role.CASHIER], at=NINE)

    dossier = stopped(Dossier.objects.get(pk=dossier.pk), unit)

    last = Event.objects.filter(stream=dossier.stream).last()
    assert last is not None
    assert last.details["paid"] is True


def corrected(dossier: Dossier, unit: Commune, by: Role, to: Post, reason: str = "Chuyển nhầm người.") -> Dossier:
    return correct_handover(dossier=dossier, to=to, reason=reason, by=unit[by], at=later(NINE, hours=3))


@pytest.mark.parametrize(("by", "confirmed"), [(Role.INTAKE, False), (Role.CASE, False), (Role.CASE, True)])
def test_a_wrong_handover_is_put_right_and_the_step_keeps_its_due_time(by: Role, *, confirmed: bool) -> None:
    unit = make.gia_lam()
    nga = make.post(unit.department, Role.CASE, "Cao Thị Nga")
    minh = unit[Role.CASE]
    dossier = hand_over(dossier=make.received(unit), by=unit[Role.INTAKE], to=minh, at=later(MORNING, minutes=5))
    wrong = dossier.handovers.get()
    if confirmed:
        dossier = confirm_handover(dossier=dossier, by=minh, at=later(MORNING, minutes=10))

    dossier = corrected(dossier, unit, by, nga)

    right = Handover.objects.get(dossier=dossier, confirmed_at=None)
    assert (right.corrects, right.step, right.step_due_at) == (wrong, wrong.step, wrong.step_due_at)
    assert (right.to_post, right.from_post, right.note) == (nga, unit[by], "Chuyển nhầm người.")
    taken = confirm_handover(dossier=dossier, by=nga, at=later(NINE, hours=4))
    assert (taken.holder, taken.step) == (nga, wrong.step)


def test_only_who_sent_or_got_it_puts_it_right_and_only_to_a_post_of_the_step() -> None:
    unit = make.gia_lam()
    nga = make.post(unit.department, Role.CASE, "Cao Thị Nga")
    dossier = make.at_work(unit)
    with pytest.raises(Denied, match="Chỉ người chuyển"):
        corrected(dossier, unit, Role.HEAD, nga)
    with pytest.raises(Denied, match="Chỉ người chuyển"):
        corrected(dossier, unit, Role.INTAKE, nga)
    for to in (unit[Role.HEAD], make.bat_trang()[Role.CASE]):
        with pytest.raises(Denied, match="đúng bước này"):
            corrected(dossier, unit, Role.CASE, to)
    with pytest.raises(Denied, match="bên đã nhận nhầm"):
        corrected(dossier, unit, Role.CASE, unit[Role.CASE])
    with pytest.raises(Denied, match="Ghi vì sao phải chuyển lại"):
        corrected(dossier, unit, Role.CASE, nga, " ")


def test_opened_again_it_begins_at_the_case_officers_and_ends_in_a_second_delivery() -> None:
    unit = make.gia_lam()
    minh, son = unit[Role.CASE], unit[Role.RECORDS]
    dossier = make.handed_to_tam(make.ready(unit), unit, later(NINE, hours=1))
    ended, first = dossier.ended_at, dossier.decisions.get()
    at = moment("2026-12-07 08:00")

    dossier = reopen(dossier=dossier, ground="Sai năm sinh trên giấy.", by=unit[Role.HEAD], at=at)

    row = Reopening.objects.get()
    assert (row.state_before, row.ended_before, row.due_before) == ("DELIVERED", ended, moment("2026-11-30 08:30"))
    assert (dossier.state, dossier.step, dossier.holder_role, dossier.holder) == (State.IN_PROGRESS, 2, "CASE", None)
    assert (dossier.ready_at, dossier.ended_at, dossier.due_at) == (None, None, moment("2026-12-10 08:00"))
    with pytest.raises(Denied, match="Chưa có dự thảo kết quả"):
        hand_over(dossier=dossier, by=minh, at=at)
    dossier = draft(dossier=dossier, content={"text": "Sửa."}, by=minh, at=later(at, minutes=5))
    dossier = hand_over(dossier=dossier, by=minh, at=later(at, minutes=6))
    dossier = approve(dossier=dossier, by=unit[Role.APPROVER], at=later(at, minutes=7))
    dossier = number(dossier=dossier, by=son, at=later(at, minutes=8))
    dossier = make.handed_to_tam(dossier, unit, later(at, minutes=9))

    assert list(dossier.decisions.values_list("version", flat=True)) == [1, 2]
    first.refresh_from_db()
    assert first.number
    assert dossier.deliveries.count() == 2


def test_a_stopped_dossier_opened_again_may_be_stopped_again() -> None:
    unit = make.gia_lam()
    dossier = reopen(dossier=stopped(make.at_work(unit), unit), ground="Đổi ý.", by=unit[Role.APPROVER], at=NINE)
    dossier = stopped(Dossier.objects.get(pk=dossier.pk), unit, reason="Lại thôi.")
    assert [each.reason for each in dossier.stop_notices.all()] == ["Không cần nữa.", "Lại thôi."]


def test_reopening_has_a_ground_and_a_dossier_that_was_accepted() -> None:
    unit = make.gia_lam()
    with pytest.raises(Denied, match="Ghi căn cứ mở lại"):
        reopen(dossier=stopped(make.at_work(unit), unit), ground=" ", by=unit[Role.HEAD], at=NINE)
    with pytest.raises(Denied, match="Hồ sơ đã kết thúc"):
        reopen(dossier=stopped(make.submitted(unit), unit), ground="…", by=unit[Role.HEAD], at=NINE)
    with pytest.raises(Denied, match="chưa đến bước này"):
        reopen(dossier=make.at_work(unit), ground="…", by=unit[Role.HEAD], at=NINE)
