"""Who may do what, when: the whole table, stage by stage, and the reason for what is not allowed."""

from collections.abc import Callable

import pytest

from motcua.accounts.models import Role
from motcua.dossiers import rules
from motcua.dossiers.commands import (
    approve,
    cancel,
    confirm_handover,
    draft,
    hand_over,
    return_for_correction,
    supplement,
)
from motcua.dossiers.models import Dossier
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, Commune, later

pytestmark = pytest.mark.django_db

NOON = later(MORNING, hours=2)


def sent(unit: Commune) -> Dossier:
    return hand_over(dossier=make.received(unit), by=unit[Role.INTAKE], at=later(MORNING, minutes=5))


def confirmed(unit: Commune) -> Dossier:
    return confirm_handover(dossier=sent(unit), by=unit[Role.CASE], at=later(MORNING, minutes=10))


def drafted(unit: Commune) -> Dossier:
    return draft(dossier=confirmed(unit), content={"text": "…"}, by=unit[Role.CASE], at=later(MORNING, minutes=20))


def returned(unit: Commune) -> Dossier:
    return return_for_correction(
        dossier=make.drafted(unit), reason="Sai năm sinh.", by=unit[Role.APPROVER], at=later(MORNING, minutes=40)
    )


def signed(unit: Commune) -> Dossier:
    return approve(dossier=make.drafted(unit), by=unit[Role.APPROVER], at=later(MORNING, minutes=40))


def asked_at_the_door(unit: Commune) -> Dossier:
    return make.asked(make.submitted(unit), unit[Role.INTAKE], later(MORNING, minutes=5))


def asked(unit: Commune) -> Dossier:
    return make.asked(confirmed(unit), unit[Role.CASE], later(MORNING, minutes=20))


def supplemented(unit: Commune) -> Dossier:
    return supplement(dossier=asked(unit), answer="Đủ.", by=unit[Role.INTAKE], at=later(MORNING, minutes=30))


def asked_twice(unit: Commune) -> Dossier:
    again = make.asked(supplemented(unit), unit[Role.HEAD], later(MORNING, minutes=40))
    return supplement(dossier=again, answer="Đủ.", by=unit[Role.INTAKE], at=later(MORNING, minutes=50))


def not_supplemented(unit: Commune) -> Dossier:
    dossier = asked(unit)
    dossier.supplement_requests.update(close_on=later(MORNING, days=-1).date())
    return dossier


def delivered(unit: Commune) -> Dossier:
    return make.handed_to_tam(make.ready(unit), unit, NOON)


def cancelled(unit: Commune) -> Dossier:
    return cancel(dossier=sent(unit), reason="Nhận nhầm thủ tục.", by=unit[Role.INTAKE], at=NOON)


# What the head of the unit may do while a case officer has it.
HEAD = {"assign", "ask_supplement"}

STAGES: dict[str, tuple[Callable[[Commune], Dossier], dict[Role, set[str]]]] = {
    "received": (make.received, {Role.INTAKE: {"hand_over", "cancel"}}),
    "on its way to the case officers": (
        sent,
        {Role.INTAKE: {"cancel"}, Role.CASE: {"confirm_handover", "draft", "ask_supplement"}, Role.HEAD: HEAD},
    ),
    "with the case officer": (
        confirmed,
        {Role.INTAKE: {"cancel"}, Role.CASE: {"draft", "ask_supplement"}, Role.HEAD: HEAD},
    ),
    "drafted": (
        drafted,
        {Role.INTAKE: {"cancel"}, Role.CASE: {"draft", "hand_over", "ask_supplement"}, Role.HEAD: HEAD},
    ),
    "on its way to the approver": (
        make.drafted,
        {Role.INTAKE: {"cancel"}, Role.APPROVER: {"confirm_handover", "approve", "reject", "return_for_correction"}},
    ),
    "returned to its author": (
        returned,
        {Role.INTAKE: {"cancel"}, Role.CASE: {"confirm_handover", "draft", "ask_supplement"}, Role.HEAD: HEAD},
    ),
    "handed in": (make.submitted, {Role.INTAKE: {"ask_supplement", "refuse"}}),
    "asked at the door": (asked_at_the_door, {Role.INTAKE: {"supplement", "refuse"}}),
    "asked in processing": (asked, {Role.INTAKE: {"supplement"}}),
    "supplemented": (supplemented, {Role.INTAKE: {"cancel"}, Role.CASE: {"draft"}, Role.HEAD: HEAD}),
    "asked twice": (
        asked_twice,
        {Role.INTAKE: {"cancel"}, Role.CASE: {"draft"}, Role.HEAD: HEAD - {"ask_supplement"}},
    ),
    "not supplemented in time": (not_supplemented, {Role.INTAKE: {"supplement", "close"}}),
    "signed": (signed, {Role.RECORDS: {"confirm_handover", "number"}}),
    "result ready": (make.ready, {Role.INTAKE: {"deliver"}}),
    "delivered": (delivered, {}),
    "cancelled": (cancelled, {}),
}


def allowed(dossier: Dossier, unit: Commune) -> dict[Role, set[str]]:
    found = {
        role: {verb for verb in rules.CHECKS if rules.can(verb, dossier, by=unit[role], at=NOON).allowed}
        for role in Role
        if role in unit.posts
    }
    return {role: verbs for role, verbs in found.items() if verbs}


@pytest.mark.parametrize("stage", STAGES)
def test_verbs_at_each_stage_are_open_to_these_roles_and_no_other(stage: str) -> None:
    build, expected = STAGES[stage]
    unit = make.gia_lam()

    dossier = build(unit)

    assert allowed(dossier, unit) == expected


@pytest.mark.parametrize("stage", STAGES)
def test_verbs_at_no_stage_are_open_to_the_neighbour_commune(stage: str) -> None:
    dossier = STAGES[stage][0](make.gia_lam())

    assert allowed(dossier, make.bat_trang()) == {}


@pytest.mark.parametrize("stage", STAGES)
def test_what_is_not_allowed_has_its_reason_in_a_sentence(stage: str) -> None:
    unit = make.gia_lam()
    dossier = STAGES[stage][0](unit)

    answers = [rules.can(verb, dossier, by=post, at=NOON) for verb in rules.CHECKS for post in unit.posts.values()]

    assert all(answer.reason.endswith(".") for answer in answers if not answer.allowed)
    assert {answer.reason for answer in answers if answer.allowed} <= {""}


def reason(verb: str, dossier: Dossier, unit: Commune, role: Role) -> str:
    return rules.can(verb, dossier, by=unit[role], at=NOON).reason


def test_reasons_say_where_the_dossier_is_and_whose_turn_it_is() -> None:
    unit = make.gia_lam()

    assert reason("draft", make.received(unit), unit, Role.CASE) == "Hồ sơ chưa đến bước này hoặc đã qua bước này."
    assert reason("approve", confirmed(unit), unit, Role.APPROVER) == ("Hồ sơ đang ở cán bộ thụ lý, chưa đến lượt bạn.")
    assert reason("hand_over", confirmed(unit), unit, Role.CASE) == (
        "Chưa có dự thảo kết quả: soạn dự thảo rồi mới trình."
    )
    assert reason("draft", make.drafted(unit), unit, Role.CASE) == (
        "Hồ sơ đã chuyển cho người ký duyệt, đang chờ bên nhận xác nhận."
    )
    assert reason("cancel", delivered(unit), unit, Role.INTAKE) == "Hồ sơ đã kết thúc, không làm thêm được việc này."


def test_who_drafted_does_not_sign_even_from_another_post() -> None:
    unit = make.gia_lam()
    minh_signs_too = make.post(unit.authority, Role.APPROVER, "Trần Văn Minh", user=unit[Role.CASE].user)
    dossier = make.drafted(unit)

    for verb in ("approve", "reject"):
        answer = rules.can(verb, dossier, by=minh_signs_too, at=NOON)
        assert answer.reason == "Người soạn dự thảo không được tự ký: để người khác có thẩm quyền ký."
    assert rules.can("approve", dossier, by=unit[Role.APPROVER], at=NOON).allowed


def test_who_took_it_in_does_not_sign_even_from_another_post() -> None:
    unit = make.gia_lam()
    lan_signs_too = make.post(unit.authority, Role.APPROVER, "Nguyễn Thị Lan", user=unit[Role.INTAKE].user)

    answer = rules.can("approve", make.drafted(unit), by=lan_signs_too, at=NOON)

    assert answer.reason == "Người tiếp nhận hồ sơ không được ký duyệt: để người khác có thẩm quyền ký."


def test_a_post_that_has_ended_does_nothing_more() -> None:
    unit = make.gia_lam()
    minh = unit[Role.CASE]
    minh.ends_on = later(MORNING, days=-1).date()

    answer = rules.can("draft", sent(unit), by=minh, at=NOON)

    assert answer.reason == "Nhiệm kỳ của bạn ở vị trí này đã hết: đăng nhập lại với vị trí đang giữ."


def test_what_is_held_by_a_colleague_is_not_taken_from_her() -> None:
    unit = make.gia_lam()
    colleague = make.post(unit.department, Role.CASE, "Cao Thị Nga")

    answer = rules.can("draft", confirmed(unit), by=colleague, at=NOON)

    assert answer.reason == "Hồ sơ đang do Trần Văn Minh giữ."


def test_an_unpaid_fee_is_named_before_delivery() -> None:
    unit = make.gia_lam()
    owing = make.ready(unit, make.COPIES)

    assert owing.fee_due == 10_000
    assert reason("deliver", owing, unit, Role.INTAKE) == "Chưa thu phí: thu phí rồi trả kết quả."
