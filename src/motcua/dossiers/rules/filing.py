"""May this visit be filed online, and may this dossier's checklist be answered? A refusal is a sentence.

law.md 6.3: filed under the citizen's own account, never the officer's; who helps never confirms.
"""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.dossiers import visit_rules
from motcua.dossiers.models import Dossier, FilingLink, OnlineFiling, Visit, VisitItem
from motcua.dossiers.rules.basics import check_is_intake, check_move
from motcua.lib.outcomes import Answer, Denied
from motcua.people.account_rules import check_helps_another
from motcua.people.models import CitizenAccount, Person


def person_of(visit: Visit) -> Person | None:
    """Return the person at the counter as the office knows them by their number; None for one without."""
    return Person.objects.with_number(visit.person_data.get("id_number") or "").first()


def account_of(visit: Visit) -> CitizenAccount | None:
    """Return the account of the person at the counter, open or closed."""
    person = person_of(visit)
    return None if person is None else CitizenAccount.objects.filter(person=person).first()


def check_can_begin(visit: Visit, items: Sequence[VisitItem], *, by: Post) -> CitizenAccount:
    """Return the account under which this basket may be filed; Denied with the reason otherwise."""
    visit_rules.check_can_work(visit, by=by)
    if visit_rules.is_filed_online(visit):
        raise Denied(_("Đang nộp trực tuyến rồi: mời công dân xem và xác nhận."))
    if not items:
        raise Denied(_("Chưa chọn việc cần làm."))
    if any(item.dossier_id for item in items):
        raise Denied(_("Trong giỏ có hồ sơ đã nộp trước đó: làm tiếp hồ sơ đó ở quầy, không nộp lại trực tuyến."))
    account = account_of(visit)
    if account is None:
        raise Denied(_("Công dân chưa có tài khoản: hỏi ý kiến công dân rồi mở tài khoản."))
    if not account.is_active:
        raise Denied(_("Tài khoản của công dân này đã đóng: mở lại bằng thẻ, hoặc nhận trực tiếp tại quầy."))
    check_helps_another(by=by, full_name=account.person.full_name, phone=account.phone)
    return account


def check_is_filer(filing: OnlineFiling, person: Person) -> None:
    """Raise Denied when somebody else stands at the counter than whose account it is."""
    if person.pk != filing.account.person_id:
        raise Denied(_("Người ở quầy không phải chủ tài khoản đang nộp: thôi nộp trực tuyến rồi làm lại."))
    if not filing.account.is_active:
        raise Denied(_("Tài khoản này đã đóng: xin báo cán bộ."))


def check_link(link: FilingLink | None, *, seen: str, at: dt.datetime) -> None:
    """Raise Denied for a link that is none, was used, is over, or shows values that are no longer what stands there."""
    if link is None:
        raise Denied(_("Mã này không dùng được: xin nhờ cán bộ tạo mã mới."))
    if link.used_at is not None or link.filing.submitted_at is not None:
        raise Denied(_("Mã này đã dùng: hồ sơ đã được xác nhận và nộp."))
    if at >= link.expires_at:
        raise Denied(_("Mã này đã hết hạn: xin nhờ cán bộ tạo mã mới."))
    if seen != link.seen:
        raise Denied(_("Tờ khai vừa được sửa: xin nhờ cán bộ tạo mã mới rồi xem lại."))


def check_can_check(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Answer the checklist: by the intake desk where it was filed, before acceptance."""
    check_move("receive", dossier, by=by, at=at)
    check_is_intake(dossier, by=by)


def can_check(dossier: Dossier, *, by: Post, at: dt.datetime) -> Answer:
    """Ask the same rule for a page."""
    try:
        check_can_check(dossier, by=by, at=at)
    except Denied as denied:
        return Answer(allowed=False, reason=denied.reason)
    return Answer(allowed=True)
