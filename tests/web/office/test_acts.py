"""Verbs from the dossier's page: done once, from a page that is not old, with nothing typed lost."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.dossiers.commands import approve, assign, hand_over
from motcua.dossiers.models import Decision, Dossier
from motcua.dossiers.states import State
from motcua.events.models import Event
from motcua.lib import clock
from motcua.payments.commands import pay
from motcua.payments.models import Method
from motcua.web.office.verbs import NEAR, grouped
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, Commune, later
from tests.web.desks import desk, press, text, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Any:
    clock.begin_at(later(MORNING, hours=1))
    yield make.gia_lam()
    clock.begin_at(None)


def kept(dossier: Dossier) -> tuple[Any, ...]:
    """Everything a refused request must leave as it was."""
    events = list(Event.objects.filter(stream=dossier.stream).values_list("hash", flat=True))
    drafts = list(Decision.objects.filter(dossier=dossier).values())
    return Dossier.objects.filter(pk=dossier.pk).values().get(), events, drafts


def test_the_whole_way_is_walked_by_pressing_what_each_page_offers(unit: Commune) -> None:
    dossier = make.received(unit)
    way: list[tuple[Role, str, dict[str, Any]]] = [
        (Role.INTAKE, "hand_over", {"note": "Cần gấp."}),
        (Role.HEAD, "assign", {"to": unit[Role.CASE].pk}),
        (Role.CASE, "confirm_handover", {}),
        (Role.CASE, "draft", {"text": "Chưa đăng ký kết hôn với ai."}),
        (Role.CASE, "hand_over", {"to": unit[Role.APPROVER].pk}),
        (Role.APPROVER, "return_for_correction", {"reason": "Ghi rõ thời gian."}),
        (Role.CASE, "draft", {"text": "Từ 2020 đến nay chưa đăng ký kết hôn với ai."}),
        (Role.CASE, "hand_over", {}),
        (Role.APPROVER, "approve", {}),
        (Role.RECORDS, "number", {}),
    ]

    for role, verb, said in way:
        client = desk(unit[role])
        page = client.get(url(dossier))
        offered = {act.name: act.answer.allowed for act in page.context["acts"]}
        assert offered[verb], (role, verb, offered)
        answer = press(client, dossier, verb, **said)
        assert (role, verb, answer.status_code, answer["location"]) == (role, verb, 302, url(dossier))

    assert Dossier.objects.get().state == State.RESULT_READY
    delivery = desk(unit[Role.INTAKE]).get(url(dossier)).context["acts"][0]
    assert (delivery.name, delivery.answer.allowed) == ("deliver", True)


def test_the_same_key_is_carried_out_once(unit: Commune) -> None:
    dossier = make.received(unit)
    lan = desk(unit[Role.INTAKE])
    version = dossier.version

    answers = [press(lan, dossier, "hand_over", version=version, key="một trang") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert dossier.handovers.count() == 1
    assert Event.objects.filter(stream=dossier.stream).count() == 2


def test_an_old_page_changes_nothing_keeps_what_was_typed_and_says_who_was_there(unit: Commune) -> None:
    dossier = make.drafted(unit)
    seen = dossier.version
    approve(dossier=dossier, by=unit[Role.APPROVER], at=later(MORNING, minutes=40))
    before = kept(dossier)

    answer = press(
        desk(unit[Role.APPROVER]), dossier, "return_for_correction", version=seen, reason="Ghi rõ nơi thường trú."
    )

    page = text(answer)
    assert answer.status_code == 409
    assert "Hồ sơ vừa được Lê Thị Hoa, Người ký duyệt, UBND xã Gia Lâm xử lý lúc 09:10" in page
    assert "Ghi rõ nơi thường trú." in page
    assert kept(dossier) == before


def test_an_old_page_keeps_the_form_open_where_the_act_is_still_possible(unit: Commune) -> None:
    dossier = hand_over(dossier=make.received(unit), by=unit[Role.INTAKE], at=later(MORNING, minutes=5))
    seen = dossier.version
    assign(dossier=dossier, to=unit[Role.CASE], by=unit[Role.HEAD], at=later(MORNING, minutes=6))

    answer = press(desk(unit[Role.CASE]), dossier, "draft", version=seen, text="Đang soạn dở.")

    drafting = next(act for act in answer.context["acts"] if act.name == "draft")  # type: ignore[attr-defined]
    assert (answer.status_code, drafting.opened, drafting.form["text"].value()) == (409, True, "Đang soạn dở.")
    # What is sent again comes from the page as it is now.
    assert f'name="version" value="{Dossier.objects.get().version}"' in text(answer)


@pytest.mark.parametrize("verb", ["return_for_correction", "reject"])
def test_a_missing_reason_is_said_beside_its_field_and_changes_nothing(unit: Commune, verb: str) -> None:
    dossier = make.drafted(unit)
    before = kept(dossier)

    answer = press(desk(unit[Role.APPROVER]), dossier, verb, reason="   ")

    act = next(act for act in answer.context["acts"] if act.name == verb)  # type: ignore[attr-defined]
    assert (answer.status_code, act.opened, act.form.errors) == (422, True, {"reason": ["Xin ghi lý do bằng một câu."]})
    assert f'id="{verb}-{dossier.pk}-reason_error"' in text(answer)
    assert kept(dossier) == before


def test_an_act_that_is_not_possible_is_shown_with_its_reason_and_refused_when_sent(unit: Commune) -> None:
    dossier = make.received(unit)
    hoa = desk(unit[Role.APPROVER])

    page = hoa.get(url(dossier))
    shown = {act.name: (act.answer.allowed, act.answer.reason) for act in page.context["acts"]}
    before = kept(dossier)
    answer = press(hoa, dossier, "approve")

    reason = "Hồ sơ chưa đến bước này hoặc đã qua bước này."
    assert shown["approve"] == (False, reason)
    assert reason in text(page)
    assert (answer.status_code, kept(dossier)) == (409, before)
    assert reason in text(answer)


def test_four_possible_acts_at_a_glance_the_main_one_first_and_everything_else_folded(unit: Commune) -> None:
    dossier = make.received(unit)
    hand_over(dossier=dossier, by=unit[Role.INTAKE], at=later(MORNING, minutes=5))

    shown = desk(unit[Role.HEAD]).get(url(dossier)).context

    near, others = shown["near_acts"], shown["other_acts"]
    assert near[0].kind == "main"
    assert len(near) <= NEAR
    assert [act.name for act in near if not act.answer.allowed] == []
    assert [act.answer.allowed for act in others] == sorted((act.answer.allowed for act in others), reverse=True)
    assert near + others == shown["acts"]


def test_a_form_that_came_back_is_never_folded(unit: Commune) -> None:
    acts = desk(unit[Role.INTAKE]).get(url(make.received(unit))).context["acts"]
    last = replace(acts[-1], opened=True)

    near, others = grouped([*acts[:-1], last])

    assert last in near
    assert last not in others
    assert len(near) + len(others) == len(acts)


@pytest.mark.parametrize("role", list(Role))
def test_every_role_is_shown_its_own_verbs_only(unit: Commune, role: Role) -> None:
    dossier = make.received(unit)

    page = desk(unit[role]).get(url(dossier))

    own = {
        Role.INTAKE: {"hand_over", "cancel", "change_return", "withdraw"},
        Role.CASE: {"confirm_handover", "draft", "hand_over", "propose_apology"},
        Role.HEAD: {"confirm_handover", "assign", "hand_over", "return_for_correction", "propose_apology"},
        Role.APPROVER: {"confirm_handover", "approve", "reject", "return_for_correction", "hand_over"},
        Role.RECORDS: {"confirm_handover", "number", "hand_over"},
        Role.SUPERVISOR: set(),
        Role.CASHIER: set(),
    }
    if role == Role.ADMIN:
        assert page.status_code == 403
    else:
        assert {act.name for act in page.context["acts"]} == own[role]


def test_one_act_of_a_page_is_the_main_one(unit: Commune) -> None:
    first, second = make.received(unit), make.drafted(unit)

    main = {
        role: [act.name for act in desk(unit[role]).get(url(dossier)).context["acts"] if act.kind == "main"]
        for role, dossier in ((Role.INTAKE, first), (Role.APPROVER, second))
    }

    assert main == {Role.INTAKE: ["hand_over"], Role.APPROVER: ["approve"]}


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.CASHIER, Role.ADMIN])
@pytest.mark.parametrize("verb", ["hand_over", "draft", "approve", "cancel"])
def test_who_only_looks_cannot_act(unit: Commune, role: Role, verb: str) -> None:
    dossier = make.received(unit)
    before = kept(dossier)

    answer = press(desk(unit[role]), dossier, verb, reason="…", text="…")

    assert answer.status_code in {403, 409}
    assert kept(dossier) == before


@pytest.mark.parametrize("verb", ["hand_over", "confirm_handover", "assign", "draft", "approve", "number", "cancel"])
def test_the_neighbour_commune_finds_nothing_to_act_on(unit: Commune, verb: str) -> None:
    dossier = make.drafted(unit)
    neighbour = make.bat_trang()
    before = kept(dossier)

    answers = {press(desk(post), dossier, verb, reason="…").status_code for post in neighbour.posts.values()}

    assert answers == {404}
    assert kept(dossier) == before


def test_an_unknown_verb_and_a_look_at_a_verb_are_refused(unit: Commune, client: Client) -> None:
    dossier = make.received(unit)

    assert press(desk(unit[Role.CASE]), dossier, "delete").status_code == 404
    assert desk(unit[Role.INTAKE]).get(url(dossier, "cancel/")).status_code == 405
    assert client.post(url(dossier, "cancel/")).status_code == 302
    assert Dossier.objects.get().state == State.RECEIVED


def test_assigned_to_somebody_of_another_unit_is_no_choice(unit: Commune) -> None:
    dossier = hand_over(dossier=make.received(unit), by=unit[Role.INTAKE], at=later(MORNING, minutes=5))
    hung = make.bat_trang()[Role.CASE]

    answer = press(desk(unit[Role.HEAD]), dossier, "assign", to=hung.pk)

    assert answer.status_code == 422
    assert dossier.handovers.get().to_post is None


def test_cancelled_from_the_page_with_its_reason(unit: Commune) -> None:
    dossier = make.received(unit)

    press(desk(unit[Role.INTAKE]), dossier, "cancel", reason="Nhận nhầm thủ tục.")

    page = desk(unit[Role.INTAKE]).get(url(dossier))
    assert (Dossier.objects.get().state, page.context["acts"]) == (State.CANCELLED, [])
    assert "Nhận nhầm thủ tục." in text(page)
    assert "Hồ sơ đã kết thúc." in text(page)


def test_what_was_handed_in_has_no_clock_and_is_refused_from_its_page(unit: Commune) -> None:
    dossier = make.submitted(unit)
    lan = desk(unit[Role.INTAKE])

    page = lan.get(url(dossier))
    acts = {act.name: act.answer.allowed for act in page.context["acts"]}
    assert (acts["receive"], acts["refuse"]) == (False, True)
    assert "Chưa tiếp nhận: chưa tính thời hạn" in text(page)

    press(lan, dossier, "refuse", reason="Cơ quan khác giải quyết.", instead="Sở Tư pháp")
    dossier.refresh_from_db()
    assert (dossier.state, dossier.refusal.instead) == ("REFUSED", "Sở Tư pháp")
    assert "Không tiếp nhận hồ sơ" in text(lan.get(url(dossier)))


def test_verbs_of_the_door_are_not_spoken_of_after_acceptance(unit: Commune) -> None:
    page = desk(unit[Role.INTAKE]).get(url(make.received(unit)))

    assert not {"receive", "refuse"} & {act.name for act in page.context["acts"]}


def test_asked_for_what_is_missing_and_taken_when_it_is_brought(unit: Commune) -> None:
    dossier = make.at_work(unit)
    minh, lan = desk(unit[Role.CASE]), desk(unit[Role.INTAKE])

    empty = press(minh, dossier, "ask_supplement", items=" ", reason="Thiếu.")
    act = next(act for act in empty.context["acts"] if act.name == "ask_supplement")  # type: ignore[attr-defined]
    assert (empty.status_code, act.form.errors) == (
        422,
        {"items": ["Xin ghi đủ những gì cần bổ sung, mỗi thứ một dòng."]},
    )
    press(minh, dossier, "ask_supplement", items="Bản chính hộ chiếu\n\nẢnh 4x6", reason="Thiếu giấy tờ.")
    page = lan.get(url(dossier))
    acts = {act.name: act for act in page.context["acts"]}
    assert acts["supplement"].form["answer"].value() == "Bản chính hộ chiếu; Ảnh 4x6"
    assert acts["close"].answer.reason.startswith("Thủ tục này không quy định thời hạn bổ sung")
    assert "Yêu cầu bổ sung: Bản chính hộ chiếu; Ảnh 4x6" in text(page)
    press(lan, dossier, "supplement", answer="Bản chính hộ chiếu; Ảnh 4x6")

    assert Dossier.objects.get().state == State.IN_PROGRESS
    assert "Nhận giấy tờ bổ sung" in text(minh.get(url(dossier)))


def test_what_is_beside_the_main_way_is_shown_only_where_it_begins(unit: Commune) -> None:
    dossier = make.received(unit)

    shown = {act.name for role in (Role.CASE, Role.HEAD) for act in desk(unit[role]).get(url(dossier)).context["acts"]}

    assert not shown & {"ask_supplement", "supplement", "close"}


def test_what_waits_goes_on_at_the_counter_from_its_page_and_the_main_way_is_not_spoken_of(unit: Commune) -> None:
    dossier = make.submitted(unit)

    page = desk(unit[Role.INTAKE]).get(url(dossier))

    acts = {act.name: (act.kind, act.answer.allowed) for act in page.context["acts"]}
    assert acts["take_up"] == ("main", True)
    assert not {"hand_over", "cancel"} & acts.keys()
    elsewhere = make.post(unit.department, Role.INTAKE, "Cao Thị Nga")
    away = {act.name: act.answer for act in desk(elsewhere).get(url(dossier)).context["acts"]}
    assert away["take_up"].reason == "Việc này làm ở nơi đã tiếp nhận: Trung tâm PVHCC xã Gia Lâm."


def offered(unit: Commune, dossier: Dossier, role: Role) -> dict[str, Any]:
    return {act.name: act for act in desk(unit[role]).get(url(dossier)).context["acts"]}


def test_an_opinion_is_asked_for_answered_and_told(unit: Commune) -> None:
    dossier = make.at_work(unit)
    minh = desk(unit[Role.CASE])

    nobody = press(minh, dossier, "consult", question="Có cư trú không?", hours="4")
    act = next(act for act in nobody.context["acts"] if act.name == "consult")  # type: ignore[attr-defined]
    assert (nobody.status_code, act.form.errors) == (422, {"name": ["Xin chọn đơn vị hoặc ghi tên cơ quan được hỏi."]})
    press(minh, dossier, "consult", agency=unit.centre.pk, question="Có cư trú không?", hours="4")
    row = dossier.consultations.get()
    assert {"record_reply", "go_on_without_reply"} <= set(offered(unit, dossier, Role.HEAD))
    press(minh, dossier, "record_reply", consultation=row.pk, agrees="no", text="Không.", given_by="Anh Nam")

    page = text(minh.get(url(dossier)))
    assert "Trung tâm PVHCC xã Gia Lâm trả lời (Anh Nam), lần 1" in page
    assert row.replies.get().agrees is False


def test_an_apology_is_proposed_and_signed_from_the_page(unit: Commune) -> None:
    dossier = make.at_work(unit)
    form = offered(unit, dossier, Role.CASE)["propose_apology"].form
    assert 'value="2026-11-30T08:30"' in str(form["new_due_at"])

    press(desk(unit[Role.CASE]), dossier, "propose_apology", reason="Bão.", new_due_at="2026-12-02T10:00")
    press(desk(unit[Role.APPROVER]), dossier, "approve_apology")

    assert Dossier.objects.get().due_at == make.moment("2026-12-02 10:00")
    why = text(desk(unit[Role.CASE]).get(url(dossier, "why/")))
    assert "hạn mới là 10:00 thứ Tư 02/12/2026" in why


def test_stopped_at_the_applicant_s_wish_and_opened_again(unit: Commune) -> None:
    dossier = make.at_work(unit)
    form = offered(unit, dossier, Role.INTAKE)["withdraw"].form
    assert form["asked_by_name"].value() == dossier.applicant_name

    press(desk(unit[Role.INTAKE]), dossier, "withdraw", asked_by_name="TRẦN THỊ TÁM", reason="Không cần nữa.")
    assert [name for role in Role if role in {Role.CASE, Role.INTAKE} for name in offered(unit, dossier, role)] == []
    assert list(offered(unit, dossier, Role.HEAD)) == ["reopen"]
    press(desk(unit[Role.HEAD]), dossier, "reopen", ground="Đổi ý.")

    assert Dossier.objects.get().state == State.IN_PROGRESS


def test_a_fee_that_was_taken_is_said_where_a_dossier_is_stopped(unit: Commune) -> None:
    dossier = make.received(unit, make.COPIES)
    assert offered(unit, dossier, Role.INTAKE)["withdraw"].form["reason"].help_text == ""
    pay(dossiers=[dossier], method=Method.CASH, by=unit[Role.CASHIER], at=later(MORNING, minutes=5))
    assert "đã thu phí" in offered(unit, dossier, Role.INTAKE)["withdraw"].form["reason"].help_text


def test_a_wrong_handover_is_sent_on_from_the_page(unit: Commune) -> None:
    dossier = make.at_work(unit)
    nga = make.post(unit.department, Role.CASE, "Cao Thị Nga")

    press(desk(unit[Role.CASE]), dossier, "correct_handover", to=nga.pk, reason="Việc của chị Nga.")

    assert dossier.handovers.get(confirmed_at=None).to_post == nga


def test_money_owed_to_the_state_stops_and_goes_on(unit: Commune) -> None:
    dossier = make.at_work(unit, version=make.version_with(financial_pause="Luật thử 1/2025"))
    press(desk(unit[Role.CASE]), dossier, "request_payment", amount="120000", reason="Lệ phí trước bạ.")
    lan = offered(unit, dossier, Role.INTAKE).values()
    assert [act.name for act in lan if act.answer.allowed] == [
        "confirm_payment",
        "change_return",
        "withdraw",
    ]
    press(desk(unit[Role.INTAKE]), dossier, "confirm_payment", receipt="BL 12")
    assert "Tạm dừng chờ nghĩa vụ tài chính 120.000" in text(desk(unit[Role.CASE]).get(url(dossier)))
