"""Before acceptance: a code without a clock, refused with form 03, or accepted later with the same code."""

import datetime as dt
from typing import Any

import pytest

from motcua.accounts.models import Role
from motcua.agencies.models import AgencyKind
from motcua.dossiers import rules
from motcua.dossiers.commands import bring, receive, refuse, submit, turning, visits
from motcua.dossiers.models import Dossier, Visit
from motcua.dossiers.rules import door
from motcua.dossiers.states import State
from motcua.events.models import Event
from motcua.forms.commands import confirm
from motcua.lib.outcomes import Denied
from motcua.people.models import Person
from tests.factories import dossiers as make
from tests.factories import forms
from tests.factories.dossiers import COPIES, MORNING, SINGLE_STATUS, Commune, later, moment

pytestmark = pytest.mark.django_db
NEXT_DAY = moment("2026-11-26 09:00")
MISSING = (
    "Còn thiếu giấy tờ: Tờ khai cấp Giấy xác nhận tình trạng hôn nhân; "
    "Giấy tờ tùy thân của người yêu cầu (căn cước/CCCD/hộ chiếu/căn cước điện tử)."
)


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


def events(dossier: Dossier) -> list[str]:
    return list(Event.objects.filter(stream=dossier.stream).order_by("seq").values_list("name", flat=True))


def with_its_papers(dossier: Dossier) -> Any:
    return make.intake(SINGLE_STATUS, submitter=dossier.submitter)


def test_what_cannot_be_accepted_is_kept_under_a_code_without_a_clock(unit: Commune) -> None:
    dossier = make.submitted(unit, papers=frozenset({"giay_to_tuy_than"}), quantities={})

    dossier.refresh_from_db()
    assert (dossier.state, dossier.code[-5:], dossier.submitted_at) == (State.SUBMITTED, "-0001", MORNING)
    assert (dossier.received_at, dossier.counted_from, dossier.due_at, dossier.promised_at) == (None, None, None, None)
    assert list(dossier.documents.values_list("key", flat=True)) == ["giay_to_tuy_than"]
    assert events(dossier) == ["dossier.submitted"]


def test_the_same_key_hands_in_once(unit: Commune) -> None:
    intake = make.intake(papers=frozenset())

    first = submit(intake=intake, by=unit[Role.INTAKE], at=MORNING, key="once")
    again = submit(intake=intake, by=unit[Role.INTAKE], at=NEXT_DAY, key="once")

    assert (again, Dossier.objects.count()) == (first, 1)


def test_accepted_the_next_day_the_clock_starts_then_and_the_code_stays(unit: Commune) -> None:
    before = make.submitted(unit)

    dossier = receive(dossier=before, intake=with_its_papers(before), by=unit[Role.INTAKE], at=NEXT_DAY)

    same = make.received(unit, at=NEXT_DAY)
    dossier.refresh_from_db()
    assert (dossier.code, dossier.state, dossier.submitted_at) == (before.code, State.RECEIVED, MORNING)
    assert (dossier.received_at, dossier.due_at) == (NEXT_DAY, same.due_at)
    assert (dossier.promised_at, dossier.slip_reason) == (same.promised_at, same.slip_reason)
    assert dossier.documents.count() == same.documents.count()
    assert events(dossier) == ["dossier.submitted", "dossier.received"]


def test_what_stands_complete_is_accepted_as_it_stands(unit: Commune) -> None:
    required = make.intake(SINGLE_STATUS).papers
    before = make.submitted(unit, papers=required, replaced={"giay_to_tuy_than": "card"})

    dossier = receive(dossier=before, by=unit[Role.INTAKE], at=NEXT_DAY)

    assert dossier.received_at == NEXT_DAY
    assert dossier.documents.get(key="giay_to_tuy_than").replaced_by == "card"


def test_what_is_still_incomplete_is_not_accepted_and_nothing_changes(unit: Commune) -> None:
    dossier = make.submitted(unit)
    before = Dossier.objects.filter(pk=dossier.pk).values().get()

    with pytest.raises(Denied) as denied:
        receive(dossier=dossier, by=unit[Role.INTAKE], at=NEXT_DAY)

    assert denied.value.reason == MISSING
    assert rules.can("receive", dossier, by=unit[Role.INTAKE], at=NEXT_DAY).reason == MISSING
    assert Dossier.objects.filter(pk=dossier.pk).values().get() == before


def test_every_reason_is_said_at_once(unit: Commune) -> None:
    form = forms.filled(SINGLE_STATUS)
    dossier = make.submitted(unit, quantities={}, form=form)

    reasons = rules.can("receive", dossier, by=unit[Role.INTAKE], at=NEXT_DAY).reason

    assert "Tờ khai còn " in reasons
    assert MISSING in reasons
    assert "Chưa nhập mức thu do HĐND tỉnh quy định: Lệ phí mỗi lần." in reasons
    assert "Người dân chưa xác nhận tờ khai" in reasons


def test_a_confirmed_form_leaves_only_what_is_wrong_in_it(unit: Commune) -> None:
    form = forms.filled(SINGLE_STATUS)
    confirm(form, how="PAPER", by_name="TRẦN THỊ TÁM", at=MORNING)
    intake = make.intake(form=form)

    assert door.reasons_against(intake, by=unit[Role.INTAKE], at=MORNING) == []
    assert (
        "chưa xác nhận"
        not in rules.can("receive", make.submitted(unit, form=form), by=unit[Role.INTAKE], at=NEXT_DAY).reason
    )


def test_a_person_brings_part_of_it_and_it_stays_before_acceptance(unit: Commune) -> None:
    dossier = make.submitted(unit)
    part = make.intake(papers=frozenset({"giay_to_tuy_than"}), submitter=dossier.submitter)

    bring(dossier=dossier, intake=part, by=unit[Role.INTAKE], at=NEXT_DAY)
    bring(dossier=dossier, intake=part, by=unit[Role.INTAKE], at=NEXT_DAY)

    dossier.refresh_from_db()
    assert (dossier.state, dossier.received_at) == (State.SUBMITTED, None)
    assert list(dossier.documents.values_list("key", flat=True)) == ["giay_to_tuy_than"]
    assert events(dossier) == ["dossier.submitted", "dossier.brought", "dossier.brought"]


def test_nothing_is_brought_to_what_was_accepted_meanwhile(unit: Commune) -> None:
    dossier = make.received(unit)

    with pytest.raises(Denied, match=r"không còn chờ tiếp nhận"):
        bring(dossier=dossier, intake=make.intake(), by=unit[Role.INTAKE], at=NEXT_DAY)


def test_a_refusal_says_why_on_what_ground_and_where_to_go(unit: Commune) -> None:
    dossier = refuse(
        dossier=make.submitted(unit), reason=" Cơ quan khác giải quyết. ", legal_basis="Điều 17",
        instead="Sở Tư pháp", by=unit[Role.INTAKE], at=NEXT_DAY,
    )  # fmt: skip

    said = dossier.refusal
    assert (dossier.state, dossier.ended_at, dossier.received_at) == (State.REFUSED, NEXT_DAY, None)
    assert (said.reason, said.legal_basis, said.instead) == ("Cơ quan khác giải quyết.", "Điều 17", "Sở Tư pháp")
    assert events(dossier) == ["dossier.submitted", "dossier.refused"]


def test_nobody_is_refused_without_a_reason(unit: Commune) -> None:
    dossier = make.submitted(unit)

    with pytest.raises(Denied, match=r"^Ghi vì sao không tiếp nhận"):
        refuse(dossier=dossier, reason=" ", by=unit[Role.INTAKE], at=NEXT_DAY)

    assert Dossier.objects.get().state == State.SUBMITTED


def test_what_was_accepted_is_refused_only_by_a_signed_result(unit: Commune) -> None:
    assert rules.can("refuse", make.received(unit), by=unit[Role.INTAKE], at=NEXT_DAY).reason == (
        "Hồ sơ đã tiếp nhận: từ chối là một kết quả có ký, không phải mẫu 03."
    )


# state × role × unit: who may do what at the door.
DOOR = {
    (State.SUBMITTED, Role.INTAKE, "own"): {"receive", "refuse"},
    (State.AWAITING_SUPPLEMENT, Role.INTAKE, "own"): {"refuse"},
}


@pytest.mark.parametrize("accepted", [False, True], ids=["before acceptance", "accepted"])
@pytest.mark.parametrize("state", [State.SUBMITTED, State.AWAITING_SUPPLEMENT, State.RECEIVED, State.REFUSED])
def test_truth_table_of_the_door(unit: Commune, state: State, accepted: bool) -> None:
    neighbour = make.bat_trang()
    dossier = make.received(unit) if accepted else make.submitted(unit, papers=make.intake().papers)
    Dossier.objects.filter(pk=dossier.pk).update(
        state=state, ended_at=NEXT_DAY if state == State.REFUSED else None, slip_reason="x"
    )
    dossier = Dossier.objects.get(pk=dossier.pk)
    for where, commune in (("own", unit), ("neighbour", neighbour)):
        for role, post in commune.posts.items():
            open_to = {verb for verb in ("receive", "refuse") if rules.can(verb, dossier, by=post, at=NEXT_DAY).allowed}
            expected = DOOR.get((state, role, where), set())
            if accepted:
                expected = expected - {"refuse"}
            assert open_to == expected, (state, role, where, accepted)


def test_a_post_that_has_ended_takes_nothing_in(unit: Commune) -> None:
    lan = unit[Role.INTAKE]
    lan.ends_on = dt.date(2026, 11, 25)
    lan.save()

    reasons = door.reasons_against(make.intake(papers=frozenset(), quantities={}), by=lan, at=NEXT_DAY)

    assert reasons == ["Nhiệm kỳ của bạn ở vị trí này đã hết: đăng nhập lại với vị trí đang giữ."]


def test_another_level_of_the_state_is_named(unit: Commune) -> None:
    unit.authority.kind = AgencyKind.PROVINCE
    unit.authority.save()
    lan = type(unit[Role.INTAKE]).objects.get(pk=unit[Role.INTAKE].pk)

    assert door.reasons_against(make.intake(SINGLE_STATUS), by=lan, at=MORNING) == [
        "Thủ tục này do cấp xã giải quyết, UBND xã Gia Lâm không có thẩm quyền."
    ]


def test_a_case_that_does_not_exist_hands_nothing_in(unit: Commune) -> None:
    with pytest.raises(Denied, match=r"^Thủ tục này không có trường hợp đã chọn"):
        submit(intake=make.intake(case="khac"), by=unit[Role.INTAKE], at=MORNING)

    assert not Dossier.objects.exists()


def test_open_dossiers_of_one_person_and_procedure_are_found(unit: Commune) -> None:
    first = make.submitted(unit)
    make.received(unit, COPIES)
    person = Person.objects.get()
    refuse(dossier=make.submitted(unit), reason="x", by=unit[Role.INTAKE], at=later(MORNING, minutes=1))

    found = Dossier.objects.open_of(person.id_number or "", procedure_code=SINGLE_STATUS, authority=unit.authority)

    assert list(found) == [first]
    assert not Dossier.objects.open_of("", procedure_code=SINGLE_STATUS, authority=unit.authority).exists()


def test_what_was_handed_in_elsewhere_is_taken_up_there(unit: Commune) -> None:
    dossier = make.submitted(unit)
    elsewhere = make.post(unit.department, Role.INTAKE, "Cao Thị Nga")

    answers = [rules.can(verb, dossier, by=elsewhere, at=NEXT_DAY).reason for verb in ("receive", "refuse")]
    with pytest.raises(Denied) as denied:
        door.check_can_take_up(dossier, by=elsewhere, at=NEXT_DAY)

    assert {*answers, denied.value.reason} == {"Việc này làm ở nơi đã tiếp nhận: Trung tâm PVHCC xã Gia Lâm."}


def visit_of(unit: Commune) -> Visit:
    return visits.start(person_data=forms.card(), by=unit[Role.INTAKE], at=MORNING)


def test_what_left_the_basket_meanwhile_is_not_refused(unit: Commune) -> None:
    with pytest.raises(Denied, match=r"^Việc này không còn trong giỏ"):
        turning.turn_away(
            visit_of(unit), item_id=0, reason="x", legal_basis="", instead="", by=unit[Role.INTAKE], at=MORNING
        )


def test_what_is_no_longer_in_force_is_not_taken_up_and_the_reason_is_said(unit: Commune) -> None:
    dossier = make.submitted(unit)
    version = dossier.procedure_version
    version.valid_to = MORNING.date()
    version.save()

    with pytest.raises(Denied, match=r"hết hiệu lực sau ngày 25/11/2026"):
        turning.take_up(dossier=dossier, person_data=forms.card(), by=unit[Role.INTAKE], at=NEXT_DAY)
    assert "hết hiệu lực" in rules.can("receive", dossier, by=unit[Role.INTAKE], at=NEXT_DAY).reason
    assert not Visit.objects.exists()


def test_what_was_handed_in_without_a_form_is_taken_up_with_an_empty_one(unit: Commune) -> None:
    dossier = make.submitted(unit, papers=frozenset({"giay_to_tuy_than"}), duplicate_why="Hai mục đích.")

    visit = turning.take_up(dossier=dossier, person_data=forms.card(), by=unit[Role.INTAKE], at=NEXT_DAY)

    item = visit.items.get()
    assert (item.dossier, item.duplicate_why, item.quantities) == (dossier, "Hai mục đích.", dossier.quantities)
    assert {key for key, ticked in item.papers.items() if ticked} == {"giay_to_tuy_than"}
