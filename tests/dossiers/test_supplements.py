"""What is missing is asked for at one time; what the wait does to the clock is the procedure's rule."""

from typing import Any

import pytest

from motcua.accounts.models import Role
from motcua.dossiers import papers
from motcua.dossiers.commands import ask_supplement, close, hand_over, supplement
from motcua.dossiers.models import Dossier, PaperKind, Pause
from motcua.dossiers.queries.due_times import due_time_of, explained
from motcua.dossiers.states import State
from motcua.events.models import Event
from motcua.lib.outcomes import Denied
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, Commune, later, moment

pytestmark = pytest.mark.django_db

TEN, NEXT_DAY_TEN = moment("2026-11-25 10:00"), moment("2026-11-26 10:00")


def brought(dossier: Dossier, unit: Commune, at: Any) -> Dossier:
    return supplement(dossier=dossier, answer="Đã nộp giấy xác nhận cư trú.", by=unit[Role.INTAKE], at=at)


def with_policy(unit: Commune, **policy: Any) -> Dossier:
    return make.at_work(unit, version=make.version_with(supplement=policy))


def test_before_acceptance_no_clock_knows_of_it_and_it_may_be_asked_again() -> None:
    unit = make.gia_lam()
    lan = unit[Role.INTAKE]
    dossier = make.asked(make.submitted(unit), lan, TEN, "Tờ khai có chữ ký", "Bản chính giấy chứng sinh")

    first = dossier.supplement_requests.get()
    assert (dossier.state, dossier.due_at, first.in_processing) == (State.AWAITING_SUPPLEMENT, None, False)
    assert first.items == ["Tờ khai có chữ ký", "Bản chính giấy chứng sinh"]

    dossier = brought(dossier, unit, NEXT_DAY_TEN)
    again = make.asked(dossier, lan, later(NEXT_DAY_TEN, minutes=5))

    assert dossier.state == State.SUBMITTED
    assert dossier.received_at is None
    rows = again.supplement_requests.values_list("ordinal", "in_processing", "counts_overdue")
    assert list(rows) == [(1, False, False), (2, False, False)]
    assert not Pause.objects.exists()


def test_in_processing_it_goes_back_to_the_officer_who_asked() -> None:
    unit = make.gia_lam()
    dossier = make.asked(make.at_work(unit), unit[Role.CASE], TEN)
    assert (dossier.state, dossier.holder) == (State.AWAITING_SUPPLEMENT, unit[Role.CASE])

    dossier = brought(dossier, unit, NEXT_DAY_TEN)

    assert (dossier.state, dossier.holder) == (State.IN_PROGRESS, unit[Role.CASE])
    names = list(Event.objects.filter(stream=dossier.stream).values_list("name", flat=True))
    assert names[-2:] == ["dossier.supplement_asked", "dossier.supplemented"]


def test_trap_6_the_clock_runs_on_unless_the_procedure_says_otherwise() -> None:
    unit = make.gia_lam()
    dossier = make.at_work(unit)
    due = dossier.due_at

    dossier = brought(make.asked(dossier, unit[Role.CASE], TEN), unit, NEXT_DAY_TEN)

    assert dossier.due_at == due == moment("2026-11-30 08:30")
    assert not Pause.objects.exists()


def test_where_the_law_subtracts_the_wait_moves_the_due_time_by_exactly_its_working_time() -> None:
    unit = make.gia_lam()
    dossier = with_policy(unit, clock="subtract", legal_basis="NĐ 1/2025")

    dossier = brought(make.asked(dossier, unit[Role.CASE], TEN), unit, NEXT_DAY_TEN)

    pause = dossier.pauses.get()
    assert (pause.starts_at, pause.ends_at, pause.legal_basis) == (TEN, NEXT_DAY_TEN, "NĐ 1/2025")
    assert dossier.due_at == moment("2026-12-01 08:30")
    assert dossier.promised_at == moment("2026-11-30 08:30")


def test_where_the_law_begins_anew_the_whole_limit_is_counted_from_the_supplement() -> None:
    unit = make.gia_lam()
    dossier = with_policy(unit, clock="restart")

    dossier = brought(make.asked(dossier, unit[Role.CASE], TEN), unit, NEXT_DAY_TEN)

    assert dossier.due_at == moment("2026-12-01 10:00")


@pytest.mark.parametrize("clock", ["none", "subtract", "restart"])
def test_the_due_time_is_always_explained(clock: str) -> None:
    unit = make.gia_lam()
    dossier = make.asked(with_policy(unit, clock=clock), unit[Role.CASE], TEN)

    waiting = explained(Dossier.objects.get(pk=dossier.pk))
    dossier = Dossier.objects.get(pk=brought(dossier, unit, NEXT_DAY_TEN).pk)
    told = explained(dossier)

    assert told is not None
    assert waiting is not None
    assert told.due_at == dossier.due_at == due_time_of(dossier)
    assert {
        "none": "Chờ bổ sung từ 10:00 thứ Tư 25/11/2026: thủ tục này không cho trừ thời gian chờ vào hạn.",
        "subtract": "Đang tạm dừng từ 10:00 thứ Tư 25/11/2026: chờ bổ sung hồ sơ. Thời gian này chưa tính vào hạn.",
        "restart": "Đang tạm dừng từ 10:00 thứ Tư 25/11/2026: chờ bổ sung hồ sơ. Thời gian này chưa tính vào hạn.",
    }[clock] == waiting.pauses[-1]
    said = {
        "none": "Nhận lúc 08:30 thứ Tư 25/11/2026, trong giờ làm việc: tính từ lúc nhận.",
        "subtract": "Tạm dừng từ 10:00 thứ Tư 25/11/2026 đến 10:00 thứ Năm 26/11/2026: đẩy hạn thêm 8 giờ làm việc.",
        "restart": "Tiếp nhận lúc 08:30 thứ Tư 25/11/2026; cả thời hạn được tính lại từ đầu từ 10:00 thứ Năm "
        "26/11/2026.",
    }
    assert said[clock] in {told.start, *told.pauses}


def test_trap_7_a_second_time_only_the_head_asks_and_it_counts_as_overdue_a_third_time_nobody() -> None:
    unit = make.gia_lam()
    minh, duc = unit[Role.CASE], unit[Role.HEAD]
    dossier = brought(make.asked(make.at_work(unit), minh, TEN), unit, later(TEN, hours=1))

    with pytest.raises(Denied, match="lần thứ hai do trưởng đơn vị quyết và bị tính là quá hạn"):
        make.asked(dossier, minh, NEXT_DAY_TEN)
    dossier = brought(make.asked(dossier, duc, NEXT_DAY_TEN), unit, later(NEXT_DAY_TEN, hours=1))

    marks = dossier.supplement_requests.values_list("ordinal", "counts_overdue")
    assert list(marks) == [(1, False), (2, True)]
    for post in (minh, duc):
        with pytest.raises(Denied, match="Đã yêu cầu bổ sung hai lần"):
            make.asked(dossier, post, later(NEXT_DAY_TEN, hours=2))


def test_all_is_said_at_one_time_or_nothing() -> None:
    unit = make.gia_lam()
    dossier = make.at_work(unit)
    minh = unit[Role.CASE]

    with pytest.raises(Denied, match="mỗi thứ một dòng"):
        ask_supplement(dossier=dossier, items=["  ", ""], reason="Thiếu.", by=minh, at=TEN)
    with pytest.raises(Denied, match="Ghi vì sao cần bổ sung"):
        ask_supplement(dossier=dossier, items=["Tờ khai"], reason=" ", by=minh, at=TEN)
    asked = make.asked(dossier, minh, TEN)
    with pytest.raises(Denied, match="Ghi người dân đã bổ sung những gì"):
        supplement(dossier=asked, answer=" ", by=unit[Role.INTAKE], at=NEXT_DAY_TEN)

    assert Dossier.objects.get().state == State.AWAITING_SUPPLEMENT


def test_what_is_on_its_way_to_the_officer_has_arrived_when_he_asks_and_waits_on_when_the_head_asks() -> None:
    unit = make.gia_lam()
    for role, confirmed in ((Role.CASE, True), (Role.HEAD, False)):
        sent = hand_over(dossier=make.received(unit), by=unit[Role.INTAKE], at=later(MORNING, minutes=5))
        dossier = make.asked(sent, unit[role], TEN)
        assert (dossier.handovers.get().confirmed_at is not None) == confirmed


def test_neither_a_signed_dossier_nor_one_with_the_approver_is_asked_about() -> None:
    unit = make.gia_lam()
    drafted = make.drafted(unit)
    nga_heads_elsewhere = make.post(unit.centre, Role.HEAD, "Cao Thị Nga")

    with pytest.raises(Denied, match="đang chờ bên nhận xác nhận"):
        make.asked(drafted, unit[Role.HEAD], TEN)
    with pytest.raises(Denied, match="Hồ sơ này do đơn vị khác giải quyết"):
        make.asked(make.at_work(unit), nga_heads_elsewhere, TEN)


def test_closed_only_after_the_last_day_that_the_procedure_gives() -> None:
    unit = make.gia_lam()
    lan = unit[Role.INTAKE]
    dossier = make.asked(with_policy(unit, clock="subtract", close_after=2), unit[Role.CASE], TEN)
    assert dossier.supplement_requests.get().close_on == moment("2026-11-27 00:00").date()

    with pytest.raises(Denied, match="còn được bổ sung đến hết ngày 27/11/2026"):
        close(dossier=dossier, by=lan, at=moment("2026-11-27 16:59"))
    dossier = close(dossier=dossier, by=lan, at=moment("2026-11-30 08:00"))

    assert (dossier.state, dossier.ended_at) == (State.CANCELLED, moment("2026-11-30 08:00"))
    asked = dossier.supplement_requests.get()
    assert (asked.answered_at, asked.lapsed_at, asked.is_open) == (None, dossier.ended_at, False)
    assert dossier.pauses.get().ends_at == dossier.ended_at
    notice = dossier.stop_notices.get()
    assert (notice.asked_by_name, notice.reason) == ("", "Quá ngày 27/11/2026 mà chưa bổ sung: Giấy xác nhận cư trú")
    paper = papers.issue(dossier=dossier, kind=PaperKind.STOP_NOTICE, by=lan, at=later(TEN, days=9), about=notice.pk)
    assert (paper.number, paper.data["asked_by"]) == ("1/TB-TTPVHCC", "")


def test_without_such_a_day_it_is_never_closed_by_lapse_of_time() -> None:
    unit = make.gia_lam()
    dossier = make.asked(make.at_work(unit), unit[Role.CASE], TEN)

    with pytest.raises(Denied, match="không quy định thời hạn bổ sung"):
        close(dossier=dossier, by=unit[Role.INTAKE], at=moment("2027-11-30 08:00"))


def test_a_day_beyond_the_calendar_is_said_and_nothing_changes() -> None:
    unit = make.gia_lam()
    dossier = with_policy(unit, clock="restart", close_after=5000)
    with pytest.raises(Denied, match="báo quản trị bổ sung ngày nghỉ"):
        make.asked(dossier, unit[Role.CASE], TEN)
    assert Dossier.objects.get().state == State.IN_PROGRESS


def test_a_supplement_beyond_the_calendar_is_refused_like_an_intake() -> None:
    unit = make.gia_lam()
    dossier = make.asked(with_policy(unit, clock="restart"), unit[Role.CASE], TEN)
    with pytest.raises(Denied, match="báo quản trị bổ sung ngày nghỉ"):
        brought(dossier, unit, moment("2027-12-31 16:00"))
    assert Dossier.objects.get().state == State.AWAITING_SUPPLEMENT


def test_another_counter_neither_takes_what_was_brought_nor_closes() -> None:
    unit = make.gia_lam()
    other = make.post(unit.department, Role.INTAKE, "Cao Thị Nga")
    dossier = make.asked(make.at_work(unit), unit[Role.CASE], TEN)

    with pytest.raises(Denied, match="Việc này làm ở nơi đã tiếp nhận"):
        supplement(dossier=dossier, answer="…", by=other, at=TEN)
    with pytest.raises(Denied, match="Việc này làm ở nơi đã tiếp nhận"):
        close(dossier=dossier, by=other, at=TEN)
