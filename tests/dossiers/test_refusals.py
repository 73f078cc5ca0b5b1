"""What the heart refuses, each with its sentence, and that nothing has changed then."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from motcua.accounts.models import Role
from motcua.dossiers import rules
from motcua.dossiers.commands import (
    approve,
    cancel,
    confirm_handover,
    deliver,
    draft,
    hand_over,
    recalculation,
    return_for_correction,
    take_in,
    visits,
)
from motcua.dossiers.models import Decision, Dossier, Proof
from motcua.dossiers.states import State
from motcua.events.models import Event
from motcua.lib.outcomes import Denied
from motcua.payments.commands import pay
from motcua.payments.models import Method
from motcua.people.models import Person
from motcua.procedures.models import ProcedureVersion
from motcua.worktime.commands import DayChange, calendar_of_its_own
from motcua.worktime.models import Calendar
from tests.factories import dossiers as make
from tests.factories import forms
from tests.factories.dossiers import COPIES, EXTRACT, MORNING, SINGLE_STATUS, Commune, later, moment

pytestmark = pytest.mark.django_db
PERIODIC = "1.011606"
NOON = later(MORNING, hours=2)


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


def refused(act: Callable[..., object], **said: Any) -> str:
    """Act, and return why not; nothing may have been written."""
    before = (Dossier.objects.count(), Event.objects.count(), Decision.objects.count())
    with pytest.raises(Denied) as denied:
        act(**said)
    assert (Dossier.objects.count(), Event.objects.count(), Decision.objects.count()) == before
    return denied.value.reason


def calendar_until(unit: Commune, last: dt.date) -> None:
    """Give the commune a calendar that nobody has continued beyond `last`."""
    base = Calendar.objects.get(code="VN-HN")
    own = calendar_of_its_own(base, code=f"UNTIL-{last}", name="Lịch chưa nối tiếp")
    Calendar.objects.filter(pk=own.pk).update(covers_to=last)
    unit.authority.calendar = own
    unit.authority.save()


INTAKES: dict[str, tuple[str, dict[str, Any], str]] = {
    "a paper is missing": (
        SINGLE_STATUS,
        {"papers": frozenset()},
        (
            "Còn thiếu giấy tờ: Tờ khai cấp Giấy xác nhận tình trạng hôn nhân; "
            "Giấy tờ tùy thân của người yêu cầu (căn cước/CCCD/hộ chiếu/căn cước điện tử)."
        ),
    ),
    "a case it does not have": (
        SINGLE_STATUS,
        {"case": "khac"},
        "Thủ tục này không có trường hợp đã chọn: chọn lại trường hợp.",
    ),
    "an exemption it does not have": (
        EXTRACT,
        {"exemption": "người nhà"},
        "Thủ tục này không có diện miễn phí đã chọn: chọn lại.",
    ),
    "a fee that the province sets, not typed": (
        SINGLE_STATUS,
        {"quantities": {}},
        "Chưa nhập mức thu do HĐND tỉnh quy định: Lệ phí mỗi lần.",
    ),
}


@pytest.mark.parametrize("what", INTAKES)
def test_an_intake_that_cannot_be_is_refused(unit: Commune, what: str) -> None:
    code, changes, sentence = INTAKES[what]
    intake = make.intake(code, **changes)
    assert refused(take_in, intake=intake, by=unit[Role.INTAKE], at=MORNING) == sentence


def test_a_form_that_nobody_confirmed_is_not_taken_in(unit: Commune) -> None:
    intake = make.intake(COPIES, form=forms.filled(COPIES))
    assert refused(take_in, intake=intake, by=unit[Role.INTAKE], at=MORNING) == (
        "Người dân chưa xác nhận tờ khai: mời xem và ký, hoặc xác nhận trực tiếp."
    )


def test_a_due_time_beyond_the_calendar_is_not_guessed(unit: Commune) -> None:
    calendar_until(unit, dt.date(2026, 11, 26))
    sentence = refused(take_in, intake=make.intake(SINGLE_STATUS), by=unit[Role.INTAKE], at=MORNING)
    assert sentence == "Lịch làm việc mới có đến 26/11/2026, chưa tính được hạn: báo quản trị bổ sung ngày nghỉ."


def test_a_step_beyond_the_calendar_has_no_due_time_of_its_own(unit: Commune) -> None:
    dossier = make.received(unit)
    calendar_until(unit, MORNING.date())
    hand_over(dossier=dossier, by=unit[Role.INTAKE], at=moment("2026-11-25 16:45"))
    assert dossier.handovers.get().step_due_at is None


def test_the_same_key_gives_the_same_dossiers_again(unit: Commune) -> None:
    intake = make.intake()
    first = take_in(intake=intake, by=unit[Role.INTAKE], at=MORNING, key="once")
    again = take_in(intake=intake, by=unit[Role.INTAKE], at=NOON, key="once")
    assert (again, Dossier.objects.count()) == (first, 1)


def test_what_has_no_limit_is_promised_no_day_and_owes_a_slip(unit: Commune) -> None:
    dossier = make.received(unit, PERIODIC)
    assert (dossier.due_at, dossier.promised_at, dossier.in_visit, dossier.slip_owed) == (None, None, False, True)
    assert dossier.slip_reason == "Thủ tục làm theo đợt, không có thời hạn cho từng hồ sơ."


@pytest.mark.parametrize(
    ("at", "due", "owed", "reason"),
    [
        (
            "2026-11-25 14:59",
            "2026-11-25 17:00",
            False,
            "Giải quyết ngay trong ngày, nhận trước 15 giờ: trả trong buổi này, không cần giấy hẹn.",
        ),
        (
            "2026-11-25 15:00",
            "2026-11-26 17:00",
            True,
            "Nhận từ 15 giờ trở đi: trả vào ngày làm việc tiếp theo, có giấy hẹn.",
        ),
        (
            "2026-11-28 09:00",
            "2026-11-30 17:00",
            True,
            "Nhận ngoài giờ làm việc: trả vào ngày làm việc tiếp theo, có giấy hẹn.",
        ),
    ],
    ids=["before three", "at three", "on a Saturday"],
)
def test_a_same_day_procedure_owes_a_slip_with_its_reason(
    unit: Commune, at: str, due: str, owed: bool, reason: str
) -> None:
    dossier = make.received(unit, COPIES, moment(at))
    assert (dossier.due_at, dossier.slip_owed, dossier.slip_reason) == (moment(due), owed, reason)


def test_words_are_asked_for_where_the_law_wants_a_reason(unit: Commune) -> None:
    dossier = make.drafted(unit)
    hoa, lan = unit[Role.APPROVER], unit[Role.INTAKE]
    assert refused(return_for_correction, dossier=dossier, reason=" ", by=hoa, at=NOON) == (
        "Ghi cần sửa gì để người soạn biết."
    )
    assert refused(cancel, dossier=dossier, reason=" ", by=lan, at=NOON) == "Ghi vì sao hủy để sau này tra lại được."


def test_a_result_goes_into_named_hands(unit: Commune) -> None:
    dossier = make.ready(unit)
    said = {"to_name": " ", "proof": Proof.CODE, "shown": dossier.pickup_code}
    assert refused(deliver, dossier=dossier, by=unit[Role.INTAKE], at=NOON, **said) == "Ghi tên người nhận kết quả."


def test_a_paid_intake_is_not_cancelled(unit: Commune) -> None:
    dossier = make.received(unit, COPIES)
    pay(dossiers=[dossier], method=Method.CASH, by=unit[Role.INTAKE], at=NOON)
    assert refused(cancel, dossier=Dossier.objects.get(), reason="Nhận nhầm.", by=unit[Role.INTAKE], at=NOON) == (
        "Đã thu phí và cấp biên lai, không hủy tiếp nhận được."
    )


def test_the_next_step_is_not_given_to_somebody_of_another_role(unit: Commune) -> None:
    dossier = make.received(unit)
    assert refused(hand_over, dossier=dossier, by=unit[Role.INTAKE], to=unit[Role.APPROVER], at=NOON) == (
        "Bước tiếp theo là của cán bộ thụ lý."
    )


def test_another_centre_of_the_commune_passes_on_only_what_it_took_in(unit: Commune) -> None:
    dossier = make.received(unit)
    elsewhere = make.post(unit.department, Role.INTAKE, "Cao Thị Nga")
    assert rules.can("hand_over", dossier, by=elsewhere, at=NOON).reason == (
        "Hồ sơ do nơi khác tiếp nhận, nơi đó chuyển đi."
    )


def test_the_head_of_another_department_assigns_nobody(unit: Commune) -> None:
    dossier = hand_over(dossier=make.received(unit), by=unit[Role.INTAKE], at=NOON)
    elsewhere = make.post(unit.centre, Role.HEAD, "Cao Thị Nga")
    assert rules.can("assign", dossier, by=elsewhere, at=NOON).reason == "Hồ sơ này do đơn vị khác giải quyết."


def test_a_result_is_handed_over_where_it_was_taken_in(unit: Commune) -> None:
    dossier = make.ready(unit)
    dossier.intake_agency = make.bat_trang().centre
    assert rules.can("deliver", dossier, by=unit[Role.INTAKE], at=NOON).reason == (
        "Kết quả trả ở nơi đã tiếp nhận: Trung tâm PVHCC xã Bát Tràng."
    )


def held_by(dossier: Dossier, unit: Commune, role: Role) -> Dossier:
    """The dossier as a broken workflow would leave it: at this desk, whatever was decided."""
    dossier.handovers.filter(confirmed_at=None).update(confirmed_at=MORNING, confirmed_by=unit[role])
    state = State.IN_PROGRESS
    where = {"holder_role": role, "holder_agency": unit[role].agency, "holder": unit[role], "state": state}
    Dossier.objects.filter(pk=dossier.pk).update(**where)
    return Dossier.objects.get(pk=dossier.pk)


@pytest.mark.parametrize(
    ("role", "verb", "decided", "sentence"),
    [
        (Role.CASE, "draft", True, "Hồ sơ này đã được quyết định."),
        (Role.APPROVER, "approve", True, "Hồ sơ này đã được quyết định."),
        (Role.APPROVER, "approve", False, "Chưa có dự thảo để xem."),
        (Role.RECORDS, "number", False, "Chưa có quyết định đã ký để vào số."),
    ],
)
def test_out_of_its_order_nothing_is_decided_twice_or_numbered_undecided(
    unit: Commune, role: Role, verb: str, decided: bool, sentence: str
) -> None:
    if decided:
        dossier = approve(dossier=make.drafted(unit), by=unit[Role.APPROVER], at=later(MORNING, minutes=40))
    else:
        dossier = hand_over(dossier=make.received(unit), by=unit[Role.INTAKE], at=NOON)
    assert rules.can(verb, held_by(dossier, unit, role), by=unit[role], at=NOON).reason == sentence


def test_a_page_drawn_before_the_first_event_is_told_that_something_changed(unit: Commune) -> None:
    dossier = make.received(unit)
    Event.objects.all().delete()
    sentence = refused(hand_over, dossier=dossier, by=unit[Role.INTAKE], at=NOON, version=dossier.version - 1)
    assert sentence == "Hồ sơ vừa thay đổi: xem lại trang rồi làm tiếp."


def test_a_draft_needs_no_second_confirmation_of_what_one_acted_on(unit: Commune) -> None:
    dossier = hand_over(dossier=make.received(unit), by=unit[Role.INTAKE], at=later(MORNING, minutes=5))
    draft(dossier=dossier, content={"text": "…"}, by=unit[Role.CASE], at=NOON)
    with pytest.raises(Denied):
        confirm_handover(dossier=dossier, by=unit[Role.CASE], at=NOON)
    assert Person.objects.count() == 1


def test_only_the_intake_desk_has_visits_and_only_its_centres(unit: Commune) -> None:
    visit = visits.start(by=unit[Role.INTAKE], at=MORNING)
    assert refused(visits.start, by=unit[Role.CASE], at=MORNING) == "Chỉ cán bộ tiếp nhận làm việc tại quầy."
    mai = make.bat_trang()[Role.INTAKE]
    assert refused(visits.resume, visit=visit, by=mai, at=MORNING) == "Việc này ở trung tâm khác."


def one_step(code: str) -> ProcedureVersion:
    """A procedure whose whole workflow is the counter."""
    version = make.version_of(code)
    steps = version.definition.model_dump(mode="json")["steps"][:1]
    content = version.definition.model_dump(mode="json", exclude_defaults=True) | {"steps": steps}
    ProcedureVersion.objects.filter(pk=version.pk).update(content=content, digest="one step")
    return ProcedureVersion.objects.select_related("procedure").get(pk=version.pk)


def test_a_workflow_that_ends_at_the_counter_passes_nothing_on(unit: Commune) -> None:
    dossier = make.received(unit, version=one_step(SINGLE_STATUS))
    assert refused(hand_over, dossier=dossier, by=unit[Role.INTAKE], at=NOON) == (
        "Đây là bước cuối của quy trình, không còn bước nào để chuyển."
    )


def test_a_calendar_that_ends_too_soon_moves_no_due_time(unit: Commune) -> None:
    make.received(unit)
    calendar_until(unit, dt.date(2026, 11, 26))
    change = DayChange(date=dt.date(2026, 11, 26), kind="OFF", name="Nghỉ bão", source="CĐ 01")
    assert recalculation.preview(change, by=unit[Role.ADMIN]) == []
