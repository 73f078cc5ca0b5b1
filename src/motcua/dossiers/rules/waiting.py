"""Waiting for the applicant: what is missing, what is owed; each with its end."""

import datetime as dt

from django.utils.translation import gettext as _

from motcua.accounts.models import Post, Role
from motcua.dossiers.models import Dossier, SupplementRequest
from motcua.dossiers.rules.basics import check_is_at_work, check_is_intake, check_move, check_undecided
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied

# In the whole handling: once, and a second time by the head of the unit (NĐ 118/2025/NĐ-CP art. 11; law.md 1.3, 7).
MOST_ASKED = 2


def requests_in_processing(dossier: Dossier) -> list[SupplementRequest]:
    """Return every request for a supplement since acceptance, answered or not."""
    return [each for each in dossier.supplement_requests.all() if each.in_processing]


def open_request(dossier: Dossier) -> SupplementRequest | None:
    """Return the request that is not answered yet, if there is one."""
    return next((each for each in dossier.supplement_requests.all() if each.is_open), None)


def check_can_ask_supplement(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Ask for everything that is missing, at one time (form 02; NĐ 118/2025/NĐ-CP art. 17.2a as amended).

    Before acceptance: by the intake desk, and no clock runs. In processing: once; a second time only by the head of the
    unit, which index 766 counts as overdue (law.md 1.6); a third time never.
    """
    check_move("ask_supplement", dossier, by=by, at=at)
    if dossier.received_at is None:
        check_is_intake(dossier, by=by)
        return
    check_is_at_work(dossier, by=by)
    check_undecided(dossier)
    asked = len(requests_in_processing(dossier))
    if asked >= MOST_ASKED:
        raise Denied(_("Đã yêu cầu bổ sung hai lần, không yêu cầu thêm được: giải quyết theo hồ sơ đang có."))
    if asked and by.role != Role.HEAD:
        raise Denied(_("Chỉ được yêu cầu bổ sung một lần: lần thứ hai do trưởng đơn vị quyết và bị tính là quá hạn."))


def check_can_supplement(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Take what was brought: by the intake desk where the dossier was handed in."""
    check_move("supplement", dossier, by=by, at=at)
    check_is_intake(dossier, by=by)


def check_can_close(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Close what was not supplemented: after the last day that the procedure gives, never by lapse of time alone.

    Sector rules differ (law.md 1.6: some close after so many working days); where the procedure names no such time the
    dossier waits until it is supplemented, refused or withdrawn.
    """
    check_move("close", dossier, by=by, at=at)
    check_is_intake(dossier, by=by)
    asked = open_request(dossier)
    if asked is None or asked.close_on is None:
        raise Denied(_("Thủ tục này không quy định thời hạn bổ sung: hồ sơ không tự đóng vì chờ lâu."))
    if local(at).date() <= asked.close_on:
        raise Denied(_("Người nộp còn được bổ sung đến hết ngày %(day)s.") % {"day": f"{asked.close_on:%d/%m/%Y}"})


def check_can_request_payment(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Stop the clock until a financial obligation is met: only where the sector's law says so (law.md 1.3, move 8)."""
    check_move("request_payment", dossier, by=by, at=at)
    check_is_at_work(dossier, by=by)
    check_undecided(dossier)
    if not dossier.procedure_version.definition.financial_pause:
        raise Denied(_("Pháp luật về thủ tục này không cho tạm dừng để chờ nghĩa vụ tài chính: thời hạn vẫn chạy."))


def check_can_confirm_payment(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Go on when the obligation is met: by who works on it, or by the intake desk that was shown the receipt."""
    check_move("confirm_payment", dossier, by=by, at=at)
    if by.role == Role.INTAKE:
        check_is_intake(dossier, by=by)
        return
    check_is_at_work(dossier, by=by)
