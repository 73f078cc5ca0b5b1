"""Silence is never agreement: nothing is signed while an answer is awaited, and no reply replaces another."""

from typing import Any

import pytest

from motcua.accounts.models import Role
from motcua.dossiers.commands import (
    approve,
    confirm_handover,
    consult,
    draft,
    go_on_without_reply,
    hand_over,
    record_reply,
    reject,
)
from motcua.dossiers.models import Consultation, Dossier
from motcua.events.models import Event
from motcua.lib.outcomes import Denied
from motcua.procedures.models import ProcedureVersion
from tests.factories import dossiers as make
from tests.factories.dossiers import Commune, later, moment

pytestmark = pytest.mark.django_db

NINE = moment("2026-11-25 09:00")


def asked(unit: Commune, version: ProcedureVersion | None = None, **changes: Any) -> Dossier:
    dossier = make.at_work(unit, version=version)
    about: dict[str, Any] = {
        "name": "Công an xã Gia Lâm",
        "question": "Có cư trú ở xã không?",
        "hours": 4,
    } | changes
    return consult(dossier=dossier, by=unit[Role.CASE], at=NINE, **about)


def answered(dossier: Dossier, unit: Commune, text: str = "Có cư trú.", *, hours: int = 1, **changes: Any) -> Dossier:
    words: dict[str, Any] = {"agrees": True, "text": text, "given_by": "Thượng úy Nam"} | changes
    about = dossier.consultations.get()
    return record_reply(dossier=dossier, consultation=about, by=unit[Role.CASE], at=later(NINE, hours=hours), **words)


def drafted(dossier: Dossier, unit: Commune) -> Dossier:
    return draft(dossier=dossier, content={"text": "…"}, by=unit[Role.CASE], at=later(NINE, minutes=30))


def test_a_question_has_its_answer_due_in_working_hours_and_the_law_s_clock_runs_on() -> None:
    unit = make.gia_lam()
    due = make.at_work(unit).due_at

    dossier = asked(unit)

    row = dossier.consultations.get()
    assert (row.asked_name, row.reply_due_at) == ("Công an xã Gia Lâm", moment("2026-11-25 14:00"))
    assert dossier.due_at == due
    assert not dossier.pauses.exists()


def test_a_unit_of_ours_is_asked_by_its_name_as_it_is() -> None:
    unit = make.gia_lam()
    row = asked(unit, agency=unit.centre, name="").consultations.get()
    assert (row.agency, row.asked_name) == (unit.centre, unit.centre.name)


def test_silence_is_never_agreement_however_long_it_lasts() -> None:
    unit = make.gia_lam()
    dossier = drafted(asked(unit), unit)

    with pytest.raises(Denied, match="Đang chờ ý kiến của Công an xã Gia Lâm"):
        hand_over(dossier=dossier, by=unit[Role.CASE], at=later(NINE, days=30))

    dossier = answered(dossier, unit)
    assert hand_over(dossier=dossier, by=unit[Role.CASE], at=later(NINE, hours=2)).handovers.count() == 2


def test_the_head_reads_a_draft_while_an_answer_is_awaited_and_sends_it_to_nobody_who_signs() -> None:
    unit = make.gia_lam()
    steps = [step.model_dump(mode="json") for step in make.definition_of(make.SINGLE_STATUS).steps]
    place = next(place for place, step in enumerate(steps) if step["role"] == Role.CASE)
    by_the_head = [*steps[: place + 1], steps[place] | {"role": "HEAD", "name": "soát xét"}, *steps[place + 1 :]]
    version = make.version_with(steps=[step | {"number": at} for at, step in enumerate(by_the_head, 1)])
    head = unit[Role.HEAD]

    dossier = hand_over(dossier=drafted(asked(unit, version), unit), by=unit[Role.CASE], at=later(NINE, hours=1))
    dossier = confirm_handover(dossier=dossier, by=head, at=later(NINE, hours=1))

    assert [each.to_role for each in dossier.handovers.order_by("id")] == [Role.CASE, Role.HEAD]
    with pytest.raises(Denied, match="Đang chờ ý kiến của Công an xã Gia Lâm"):
        hand_over(dossier=dossier, by=head, at=later(NINE, hours=2))


@pytest.mark.parametrize("decide", [approve, reject])
def test_nothing_is_decided_while_an_answer_is_awaited(decide: Any) -> None:
    unit = make.gia_lam()
    dossier = make.drafted(unit)
    Consultation.objects.create(
        dossier=dossier,
        asked_name="Sở Tư pháp",
        question="…",
        reply_due_at=NINE,
        asked_by=unit[Role.CASE],
        asked_at=NINE,
    )
    words: dict[str, Any] = {"reasons": "Sai."} if decide is reject else {}

    with pytest.raises(Denied, match="Đang chờ ý kiến của Sở Tư pháp"):
        decide(dossier=dossier, by=unit[Role.APPROVER], at=NINE, **words)


def test_the_head_may_go_on_without_an_answer_and_says_why() -> None:
    unit = make.gia_lam()
    dossier = drafted(asked(unit), unit)
    about = dossier.consultations.get()
    duc = unit[Role.HEAD]

    with pytest.raises(Denied, match="Ghi vì sao giải quyết không chờ"):
        go_on_without_reply(dossier=dossier, consultation=about, reason=" ", by=duc, at=NINE)
    dossier = go_on_without_reply(
        dossier=dossier, consultation=about, reason="Đã quá hạn trả lời.", by=duc, at=later(NINE, days=1)
    )

    row = dossier.consultations.get()
    assert (row.closed_by, row.close_reason, row.replies.count()) == (duc, "Đã quá hạn trả lời.", 0)
    with pytest.raises(Denied, match="Không còn ý kiến nào đang chờ"):
        go_on_without_reply(dossier=dossier, consultation=about, reason="…", by=duc, at=NINE)
    hand_over(dossier=dossier, by=unit[Role.CASE], at=later(NINE, days=1))


def test_what_was_answered_is_not_gone_without() -> None:
    unit = make.gia_lam()
    dossier = answered(asked(unit), unit)
    first = dossier.consultations.get()
    dossier = consult(dossier=dossier, name="Sở Tư pháp", question="…?", hours=8, by=unit[Role.CASE], at=NINE)

    with pytest.raises(Denied, match="đã trả lời hoặc đã quyết định không chờ"):
        go_on_without_reply(dossier=dossier, consultation=first, reason="…", by=unit[Role.HEAD], at=NINE)


def test_a_later_reply_does_not_replace_the_one_that_was_used() -> None:
    unit = make.gia_lam()
    dossier = drafted(answered(answered(asked(unit), unit, "Chưa rõ."), unit, "Có cư trú."), unit)
    dossier = hand_over(dossier=dossier, by=unit[Role.CASE], at=later(NINE, hours=2))
    dossier = approve(dossier=dossier, by=unit[Role.APPROVER], at=later(NINE, hours=3))

    dossier = answered(dossier, unit, "Không cư trú.", hours=6, agrees=False)

    replies = dossier.consultations.get().replies.values_list("version", "text", "agrees")
    assert list(replies) == [(1, "Chưa rõ.", True), (2, "Có cư trú.", True), (3, "Không cư trú.", False)]
    assert [reply.version for reply in dossier.decisions.get().replies.all()] == [2]
    last = Event.objects.filter(stream=dossier.stream).last()
    assert last is not None
    assert (last.name, last.details["late"]) == ("dossier.replied", True)


def test_what_is_said_must_be_whole() -> None:
    unit = make.gia_lam()
    with pytest.raises(Denied, match="Chọn đơn vị hoặc ghi tên cơ quan"):
        asked(unit, name=" ")
    with pytest.raises(Denied, match="Ghi nội dung cần hỏi"):
        asked(unit, question=" ")
    with pytest.raises(Denied, match="ít nhất là một giờ"):
        asked(unit, hours=0)
    with pytest.raises(Denied, match="báo quản trị bổ sung ngày nghỉ"):
        asked(unit, hours=100_000)
    with pytest.raises(Denied, match="Ghi nội dung trả lời và ai trả lời"):
        answered(asked(unit), unit, given_by=" ")
    with pytest.raises(Denied, match="Chưa hỏi ý kiến nơi nào"):
        record_reply(
            dossier=make.at_work(unit), consultation=Consultation(pk=1), agrees=True, text="…", given_by="…",
            by=unit[Role.CASE], at=NINE,
        )  # fmt: skip


def test_the_question_of_another_dossier_is_not_answered_here() -> None:
    unit = make.gia_lam()
    first, second = asked(unit), asked(unit)
    with pytest.raises(Denied, match="không thuộc hồ sơ"):
        record_reply(
            dossier=first, consultation=second.consultations.get(), agrees=True, text="…", given_by="…",
            by=unit[Role.CASE], at=NINE,
        )  # fmt: skip


def test_asking_is_taking_what_was_on_its_way() -> None:
    unit = make.gia_lam()
    dossier = hand_over(dossier=make.received(unit), by=unit[Role.INTAKE], at=later(NINE, minutes=-20))
    dossier = consult(dossier=dossier, name="Sở Tư pháp", question="…?", hours=8, by=unit[Role.CASE], at=NINE)
    assert dossier.handovers.get().confirmed_by == unit[Role.CASE]
