"""Stories of the demonstration that leave the main way: asked, waited for, put off, stopped, opened again, signed."""

import datetime as dt
from collections.abc import Callable

from motcua.accounts.delegating import delegate
from motcua.accounts.models import Delegation, Post, Role
from motcua.config.demo.days import Day, post_of
from motcua.dossiers import commands
from motcua.dossiers.models import Dossier
from motcua.lib.clock import local
from motcua.worktime.deadlines import next_working_moment

# How far along the main way each has come before.
AFTER = {
    "supplement": "working",
    "consulting": "working",
    "apology": "working",
    "reappointed": "working",
    "stopped": "working",
    "paused": "working",
    "reopened": "delivered",
    "lent": "signing",
}
DECISION = "Quyết định số 12/QĐ-UBND"


def go_on(stage: str, dossier: Dossier, day: Day) -> Dossier:
    """Let happen what this stage is named for."""
    return _MOVES[stage](dossier, day)


def _officer(dossier: Dossier) -> Post:
    assert dossier.holder is not None, "the case officer has confirmed that it arrived"
    return dossier.holder


def _ask_supplement(dossier: Dossier, day: Day) -> Dossier:
    return commands.ask_supplement(
        dossier=dossier,
        items=["Giấy xác nhận tình trạng hôn nhân của nơi cư trú trước"],
        reason="Dữ liệu cư trú cho thấy đã ở nơi khác từ năm 2019 đến năm 2022.",
        guidance="Nộp tại Trung tâm hoặc gửi bản điện tử; không cần đến lại nếu gửi qua mạng.",
        by=_officer(dossier),
        at=day.later(),
    )


def _consult(dossier: Dossier, day: Day) -> Dossier:
    question = "Đề nghị xác nhận thời gian cư trú và tình trạng hôn nhân đã đăng ký ở nơi cũ."
    asked = "UBND xã Phù Đổng"
    return commands.consult(
        dossier=dossier, question=question, hours=8, name=asked, by=_officer(dossier), at=day.later()
    )


def _propose_apology(dossier: Dossier, day: Day) -> Dossier:
    assert dossier.due_at is not None
    new = next_working_moment(day.calendar, dossier.due_at + dt.timedelta(days=2))
    reason = "Nơi cư trú cũ chưa trả lời xác minh."
    return commands.propose_apology(
        dossier=dossier, reason=reason, new_due_at=new, by=_officer(dossier), at=day.later()
    )


def _approve_apology(dossier: Dossier, day: Day) -> Dossier:
    dossier = _propose_apology(dossier, day)
    signer = post_of(dossier.authority, Role.APPROVER, day.at)
    return commands.approve_apology(dossier=dossier, by=signer, at=day.later())


def _stop(dossier: Dossier, day: Day) -> Dossier:
    name, reason = dossier.applicant_name, "Không còn nhu cầu mua bán nhà đất nên xin thôi."
    return commands.withdraw(dossier=dossier, asked_by_name=name, reason=reason, by=dossier.created_by, at=day.later())


def _wait_for_payment(dossier: Dossier, day: Day) -> Dossier:
    reason = "Tiền sử dụng đất theo thông báo của cơ quan thuế."
    return commands.request_payment(
        dossier=dossier, amount=18_500_000, reason=reason, by=_officer(dossier), at=day.later()
    )


def _reopen(dossier: Dossier, day: Day) -> Dossier:
    head = post_of(dossier.handling_agency, Role.HEAD, day.at)
    ground = "Người dân phản ánh ghi sai tên đường trong kết quả; sổ gốc cho thấy đúng như phản ánh."
    return commands.reopen(dossier=dossier, ground=ground, by=head, at=day.later())


def _sign_for(dossier: Dossier, day: Day) -> Dossier:
    signer = post_of(dossier.authority, Role.APPROVER, day.at)
    head = post_of(dossier.handling_agency, Role.HEAD, day.at)
    if not Delegation.objects.filter(from_post=signer, to_post=head).exists():
        _lend(signer, head, day)
    return commands.approve(dossier=dossier, by=head, at=day.later())


def _lend(signer: Post, head: Post, day: Day) -> None:
    """Lend the signature from that day until two days from now, while the signer is away."""
    delegate(
        from_post=signer,
        to_post=head,
        manner="TUQ",
        starts_on=local(day.at).date(),
        ends_on=local(day.now).date() + dt.timedelta(days=2),
        decision=DECISION,
        by=signer,
        at=day.at,
    )


_MOVES: dict[str, Callable[[Dossier, Day], Dossier]] = {
    "supplement": _ask_supplement,
    "consulting": _consult,
    "apology": _propose_apology,
    "reappointed": _approve_apology,
    "stopped": _stop,
    "paused": _wait_for_payment,
    "reopened": _reopen,
    "lent": _sign_for,
}
