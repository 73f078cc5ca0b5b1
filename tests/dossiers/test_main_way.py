"""Whole ways of a dossier, from the counter and back."""

import datetime as dt

import pytest

from motcua.accounts.models import Role
from motcua.dossiers.commands import (
    approve,
    assign,
    cancel,
    confirm_handover,
    deliver,
    draft,
    hand_over,
    number,
    reject,
    return_for_correction,
)
from motcua.dossiers.models import Decision, Dossier, Handover, Proof
from motcua.dossiers.queries import timeline
from motcua.dossiers.states import State
from motcua.events.chain import Break, Link, first_break
from motcua.events.models import Event
from motcua.lib.outcomes import Denied
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, Commune, later, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


def names(dossier: Dossier) -> list[str]:
    return [event.name.removeprefix("dossier.") for event in reversed(timeline.of(dossier))]


def broken_in(dossier: Dossier) -> Break | None:
    events = list(reversed(timeline.of(dossier)))
    links = [Link(e.stream, e.seq, e.name, e.post_id, e.actor, e.at, e.details, e.previous_hash) for e in events]
    return first_break(zip(links, [event.hash for event in events], strict=True))


def test_single_status_goes_from_the_counter_to_the_citizens_hand(unit: Commune) -> None:
    lan, minh, duc, hoa, son = (unit[role] for role in (Role.INTAKE, Role.CASE, Role.HEAD, Role.APPROVER, Role.RECORDS))
    dossier = make.received(unit)
    assert (dossier.slip_owed, dossier.promised_at) == (True, moment("2026-11-30 08:30"))

    dossier = hand_over(dossier=dossier, by=lan, at=later(MORNING, minutes=5))
    dossier = assign(dossier=dossier, to=minh, by=duc, at=later(MORNING, minutes=10))
    dossier = confirm_handover(dossier=dossier, by=minh, at=later(MORNING, minutes=20))
    assert (dossier.holder, dossier.holder_role, dossier.step) == (minh, Role.CASE, 2)
    dossier = draft(dossier=dossier, content={"text": "Chưa kết hôn."}, by=minh, at=later(MORNING, hours=1))
    dossier = hand_over(dossier=dossier, by=minh, to=hoa, at=later(MORNING, hours=2))
    dossier = approve(dossier=dossier, by=hoa, at=later(MORNING, hours=3))
    dossier = number(dossier=dossier, by=son, at=later(MORNING, hours=5))
    assert (dossier.state, dossier.holder_role, dossier.holder) == (State.RESULT_READY, Role.INTAKE, None)
    dossier = make.handed_to_tam(dossier, unit, later(MORNING, days=1))

    assert (dossier.state, dossier.ended_at) == (State.DELIVERED, later(MORNING, days=1))
    assert names(dossier) == [
        "received", "handed_over", "assigned", "handover_confirmed", "drafted", "handed_over", "approved",
        "result_ready", "delivered",
    ]  # fmt: skip
    assert [event.actor.split(",")[0] for event in reversed(timeline.of(dossier))] == [
        post.user.full_name for post in (lan, lan, duc, minh, minh, minh, hoa, son, lan)
    ]
    decision = Decision.objects.get()
    assert (decision.outcome, decision.number) == ("APPROVED", "1/2026/KQ-H26.90")
    assert Handover.objects.filter(confirmed_at=None).count() == 0
    assert dossier.version == 9


def test_chain_of_a_whole_way_holds_and_a_changed_word_breaks_it(unit: Commune) -> None:
    dossier = make.handed_to_tam(make.ready(unit), unit, later(MORNING, days=1))
    assert broken_in(dossier) is None

    Event.objects.filter(stream=dossier.stream, seq=3).update(actor="Ai đó")

    broken = broken_in(dossier)
    assert broken is not None
    assert broken.seq == 3


def test_returned_draft_goes_back_to_its_author_and_comes_again(unit: Commune) -> None:
    minh, hoa = unit[Role.CASE], unit[Role.APPROVER]
    dossier = make.drafted(unit)

    dossier = return_for_correction(dossier=dossier, reason=" Sai năm sinh. ", by=hoa, at=later(MORNING, hours=1))
    back = dossier.handovers.get(confirmed_at=None)
    assert (back.to_post, back.step, back.note) == (minh, 2, "Sai năm sinh.")
    dossier = draft(dossier=dossier, content={"text": "Sửa."}, by=minh, at=later(MORNING, hours=2))
    dossier = hand_over(dossier=dossier, by=minh, at=later(MORNING, hours=3))
    dossier = approve(dossier=dossier, by=hoa, at=later(MORNING, hours=5))

    drafts = dossier.decisions.values_list("version", "draft__text", "return_reason", "outcome")
    assert list(drafts) == [(1, "Xác nhận.", "Sai năm sinh.", ""), (2, "Sửa.", "", "APPROVED")]


def test_rejected_is_a_signed_result_that_is_numbered_and_handed_over(unit: Commune) -> None:
    dossier = make.drafted(unit)

    dossier = reject(dossier=dossier, reasons="Đang có vợ.", by=unit[Role.APPROVER], at=later(MORNING, hours=1))
    dossier = number(dossier=dossier, by=unit[Role.RECORDS], at=later(MORNING, hours=2))
    assert Decision.objects.get().number == "1/2026/TB-H26.90"
    dossier = make.handed_to_tam(dossier, unit, later(MORNING, days=1))

    assert dossier.state == State.DELIVERED
    assert Decision.objects.values_list("outcome", "reasons").get() == ("REJECTED", "Đang có vợ.")


def test_rejection_without_reasons_is_refused_and_changes_nothing(unit: Commune) -> None:
    dossier = make.drafted(unit)

    with pytest.raises(Denied, match="Ghi rõ lý do từ chối"):
        reject(dossier=dossier, reasons="  ", by=unit[Role.APPROVER], at=later(MORNING, hours=1))

    assert Dossier.objects.get().version == dossier.version
    assert (Decision.objects.get().outcome, dossier.handovers.filter(confirmed_at=None).count()) == ("", 1)


def test_overdue_never_stands_in_the_way_of_delivery(unit: Commune) -> None:
    dossier = make.drafted(unit)
    weeks_later = moment("2026-12-15 09:00")
    assert dossier.is_late(weeks_later)

    dossier = approve(dossier=dossier, by=unit[Role.APPROVER], at=weeks_later)
    dossier = number(dossier=dossier, by=unit[Role.RECORDS], at=later(weeks_later, minutes=5))
    dossier = make.handed_to_tam(dossier, unit, later(weeks_later, minutes=10))

    assert dossier.state == State.DELIVERED
    assert [event.details.get("late") for event in timeline.of(dossier)[:2]] == [True, True]


def test_a_result_ready_in_time_stays_in_time_however_late_it_is_fetched(unit: Commune) -> None:
    dossier = make.handed_to_tam(make.ready(unit), unit, moment("2027-01-20 09:00"))

    assert timeline.of(dossier)[0].details["late"] is False


def test_mistaken_intake_is_cancelled_the_same_day_and_leaves_every_desk(unit: Commune) -> None:
    dossier = hand_over(dossier=make.received(unit), by=unit[Role.INTAKE], at=later(MORNING, minutes=5))

    dossier = cancel(dossier=dossier, reason="Nhầm người.", by=unit[Role.INTAKE], at=moment("2026-11-25 23:59"))

    assert (dossier.state, names(dossier)[-1]) == (State.CANCELLED, "cancelled")


def test_mistaken_intake_is_not_cancelled_the_day_after(unit: Commune) -> None:
    dossier = make.received(unit)

    with pytest.raises(Denied, match="Chỉ hủy được tiếp nhận nhầm trong ngày"):
        cancel(dossier=dossier, reason="Nhầm người.", by=unit[Role.INTAKE], at=moment("2026-11-26 00:00"))

    assert Dossier.objects.get().state == State.RECEIVED


@pytest.mark.parametrize(
    ("proof", "shown"),
    [(Proof.CODE, "BBBBBBBBBB"), (Proof.SLIP, "H26.90-1-1"), (Proof.ID, "005158004711"), (Proof.ID, "")],
)
def test_delivery_to_who_cannot_prove_it_is_refused(unit: Commune, proof: Proof, shown: str) -> None:
    dossier = make.ready(unit)

    with pytest.raises(Denied, match="Không khớp với hồ sơ này"):
        deliver(
            dossier=dossier, to_name="Ai đó", proof=proof, shown=shown, by=unit[Role.INTAKE], at=later(MORNING, days=1)
        )

    assert Dossier.objects.get().state == State.RESULT_READY


def test_delivery_by_slip_and_by_identity_card(unit: Commune) -> None:
    lan, tomorrow = unit[Role.INTAKE], later(MORNING, days=1)
    first, second = make.ready(unit), make.ready(unit)

    deliver(dossier=first, to_name="TRẦN THỊ TÁM", proof=Proof.SLIP, shown=first.code, by=lan, at=tomorrow)
    deliver(dossier=second, to_name="TRẦN THỊ TÁM", proof=Proof.ID, shown="005 158 004 710", by=lan, at=tomorrow)

    assert list(Dossier.objects.values_list("state", flat=True)) == [State.DELIVERED, State.DELIVERED]


def test_a_verb_from_an_old_page_changes_nothing_and_says_who_was_there(unit: Commune) -> None:
    dossier = make.received(unit)
    seen = dossier.version
    hand_over(dossier=dossier, by=unit[Role.INTAKE], at=later(MORNING, minutes=5))

    with pytest.raises(Denied) as denied:
        cancel(dossier=dossier, reason="…", by=unit[Role.INTAKE], at=later(MORNING, minutes=6), version=seen)

    assert denied.value.reason == (
        "Hồ sơ vừa được Nguyễn Thị Lan, Cán bộ tiếp nhận, Trung tâm PVHCC xã Gia Lâm xử lý lúc 08:35: "
        "xem lại trang rồi làm tiếp."
    )
    assert Dossier.objects.get().state == State.IN_PROGRESS


def test_assigned_to_a_colleague_the_dossier_is_hers(unit: Commune) -> None:
    nga = make.post(unit.department, Role.CASE, "Cao Thị Nga")
    dossier = hand_over(dossier=make.received(unit), by=unit[Role.INTAKE], at=later(MORNING, minutes=5))
    dossier = confirm_handover(dossier=dossier, by=unit[Role.CASE], at=later(MORNING, minutes=10))

    dossier = assign(dossier=dossier, to=nga, by=unit[Role.HEAD], at=later(MORNING, minutes=20))

    assert dossier.holder == nga
    details = timeline.of(dossier)[0].details
    assert details == {"to": "Cao Thị Nga", "before": "Trần Văn Minh"}


def test_assigned_to_a_post_elsewhere_is_refused(unit: Commune) -> None:
    neighbour = make.bat_trang()
    dossier = hand_over(dossier=make.received(unit), by=unit[Role.INTAKE], at=later(MORNING, minutes=5))

    with pytest.raises(Denied, match="Người được phân công phải là cán bộ thụ lý"):
        assign(dossier=dossier, to=neighbour[Role.CASE], by=unit[Role.HEAD], at=later(MORNING, minutes=20))


def test_certified_copies_get_the_number_of_their_book(unit: Commune) -> None:
    make.ready(unit, make.COPIES)

    assert Decision.objects.get().number == "0001, quyển số 01/2026 - SCT/BS"


def test_handed_over_to_a_post_elsewhere_or_ended_is_refused(unit: Commune) -> None:
    ended = make.post(unit.department, Role.CASE, "Tạ Văn Hết", ends_on=MORNING.date() - dt.timedelta(days=1))
    dossier = make.received(unit)

    for nobody in (make.bat_trang()[Role.CASE], ended):
        with pytest.raises(Denied, match="Người nhận không còn giữ vị trí"):
            hand_over(dossier=dossier, to=nobody, by=unit[Role.INTAKE], at=later(MORNING, minutes=5))

    assert Dossier.objects.get().state == State.RECEIVED
