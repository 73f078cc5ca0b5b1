"""Who may do what, when: the whole table, stage by stage, and the reason for what is not allowed."""

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
    consult,
    draft,
    hand_over,
    propose_apology,
    record_reply,
    reopen,
    request_payment,
    return_for_correction,
    supplement,
    withdraw,
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


def whole(unit: Commune) -> Dossier:
    return make.submitted(unit, papers=make.intake().papers)


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


def owing(unit: Commune) -> Dossier:
    dossier = make.at_work(unit, version=make.version_with(financial_pause="Luật thử 1/2025"))
    about: dict[str, Any] = {"amount": 120_000, "reason": "Lệ phí trước bạ."}
    return request_payment(dossier=dossier, by=unit[Role.CASE], at=later(MORNING, minutes=20), **about)


def consulted(unit: Commune) -> Dossier:
    at = later(MORNING, minutes=30)
    return consult(dossier=drafted(unit), name="Công an xã", question="…?", hours=4, by=unit[Role.CASE], at=at)


def replied(unit: Commune) -> Dossier:
    dossier, at = consulted(unit), later(MORNING, minutes=40)
    row = dossier.consultations.get()
    return record_reply(
        dossier=dossier, consultation=row, agrees=True, text="Có.", given_by="Anh Nam", by=unit[Role.CASE], at=at
    )


def sorry(unit: Commune) -> Dossier:
    at, new = later(MORNING, minutes=30), later(MORNING, days=7)
    return propose_apology(dossier=confirmed(unit), reason="Bão.", new_due_at=new, by=unit[Role.CASE], at=at)


def stopped(unit: Commune) -> Dossier:
    words: dict[str, Any] = {"asked_by_name": "TRẦN THỊ TÁM", "reason": "Thôi."}
    return withdraw(dossier=confirmed(unit), by=unit[Role.INTAKE], at=later(MORNING, minutes=30), **words)


def reopened(unit: Commune) -> Dossier:
    return reopen(dossier=delivered(unit), ground="Sai năm sinh.", by=unit[Role.HEAD], at=NOON)


def delivered(unit: Commune) -> Dossier:
    return make.handed_to_tam(make.ready(unit), unit, NOON)


def cancelled(unit: Commune) -> Dossier:
    return cancel(dossier=sent(unit), reason="Nhận nhầm thủ tục.", by=unit[Role.INTAKE], at=NOON)


# What may be done beside the main way, while a case officer works on it.
LAN = {"cancel", "change_return", "withdraw"}
MINH = {"ask_supplement", "consult", "propose_apology"}
HEAD = {"assign", *MINH}

STAGES: dict[str, tuple[Callable[[Commune], Dossier], dict[Role, set[str]]]] = {
    "handed in": (make.submitted, {Role.INTAKE: {"ask_supplement", "refuse", "withdraw", "change_return"}}),
    "handed in whole": (
        whole,
        {Role.INTAKE: {"receive", "ask_supplement", "refuse", "withdraw", "change_return"}},
    ),
    "asked at the door": (asked_at_the_door, {Role.INTAKE: {"supplement", "refuse", "withdraw", "change_return"}}),
    "received": (
        make.received,
        {Role.INTAKE: {"hand_over", *LAN}, Role.CASE: {"propose_apology"}, Role.HEAD: {"propose_apology"}},
    ),
    "on its way to the case officers": (
        sent,
        {
            Role.INTAKE: {"correct_handover", *LAN},
            Role.CASE: {"confirm_handover", "draft", "correct_handover", *MINH},
            Role.HEAD: HEAD,
        },
    ),
    "with the case officer": (
        confirmed,
        {Role.INTAKE: LAN, Role.CASE: {"draft", "correct_handover", *MINH}, Role.HEAD: HEAD},
    ),
    "drafted": (
        drafted,
        {Role.INTAKE: LAN, Role.CASE: {"draft", "hand_over", "correct_handover", *MINH}, Role.HEAD: HEAD},
    ),
    "on its way to the approver": (
        make.drafted,
        {
            Role.INTAKE: LAN,
            Role.CASE: {"correct_handover", "propose_apology"},
            Role.HEAD: {"propose_apology"},
            Role.APPROVER: {"confirm_handover", "approve", "reject", "return_for_correction", "correct_handover"},
        },
    ),
    "returned to its author": (
        returned,
        {
            Role.INTAKE: LAN,
            Role.CASE: {"confirm_handover", "draft", "correct_handover", *MINH},
            Role.HEAD: HEAD,
            Role.APPROVER: {"correct_handover"},
        },
    ),
    "asked in processing": (
        asked,
        {
            Role.INTAKE: {"supplement", "withdraw", "change_return"},
            Role.CASE: {"propose_apology"},
            Role.HEAD: {"propose_apology"},
        },
    ),
    "not supplemented in time": (
        not_supplemented,
        {
            Role.INTAKE: {"supplement", "close", "withdraw", "change_return"},
            Role.CASE: {"propose_apology"},
            Role.HEAD: {"propose_apology"},
        },
    ),
    "supplemented": (
        supplemented,
        {
            Role.INTAKE: LAN,
            Role.CASE: {"draft", "correct_handover", *MINH} - {"ask_supplement"},
            Role.HEAD: HEAD,
        },
    ),
    "asked twice": (
        asked_twice,
        {
            Role.INTAKE: LAN,
            Role.CASE: {"draft", "correct_handover", *MINH} - {"ask_supplement"},
            Role.HEAD: HEAD - {"ask_supplement"},
        },
    ),
    "the state is owed money": (
        owing,
        {
            Role.INTAKE: {"confirm_payment", "withdraw", "change_return"},
            Role.CASE: {"confirm_payment", "propose_apology"},
            Role.HEAD: {"confirm_payment", "propose_apology"},
        },
    ),
    "an opinion is awaited": (
        consulted,
        {
            Role.INTAKE: LAN,
            Role.CASE: {"draft", "correct_handover", "record_reply", *MINH},
            Role.HEAD: {"record_reply", "go_on_without_reply", *HEAD},
        },
    ),
    "an opinion was given": (
        replied,
        {
            Role.INTAKE: LAN,
            Role.CASE: {"draft", "hand_over", "correct_handover", "record_reply", *MINH},
            Role.HEAD: {"record_reply", *HEAD},
        },
    ),
    "an apology waits for a signature": (
        sorry,
        {
            Role.INTAKE: LAN,
            Role.CASE: {"draft", "correct_handover", *MINH} - {"propose_apology"},
            Role.HEAD: HEAD - {"propose_apology"},
            Role.APPROVER: {"approve_apology", "decline_apology"},
        },
    ),
    "signed": (
        signed,
        {
            Role.INTAKE: {"change_return"},
            Role.APPROVER: {"correct_handover"},
            Role.RECORDS: {"confirm_handover", "number", "correct_handover"},
        },
    ),
    "result ready": (make.ready, {Role.INTAKE: {"deliver", "change_return"}}),
    "delivered": (delivered, {Role.HEAD: {"reopen"}, Role.APPROVER: {"reopen"}}),
    "cancelled": (cancelled, {Role.HEAD: {"reopen"}, Role.APPROVER: {"reopen"}}),
    "stopped": (stopped, {Role.HEAD: {"reopen"}, Role.APPROVER: {"reopen"}}),
    "opened again": (
        reopened,
        {Role.INTAKE: {"withdraw", "change_return"}, Role.CASE: {"draft", *MINH}, Role.HEAD: HEAD},
    ),
}


def allowed(dossier: Dossier, unit: Commune, at: dt.datetime = NOON) -> dict[Role, set[str]]:
    found = {
        role: {verb for verb in rules.CHECKS if rules.can(verb, dossier, by=unit[role], at=at).allowed}
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
