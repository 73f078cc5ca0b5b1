"""May this procedure be taken in? Who may edit the catalogue, and who may publish what another proposed?"""

import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext as _

from motcua.accounts.models import Post, Role
from motcua.accounts.rules import periods_meet
from motcua.agencies.models import Agency
from motcua.lib.outcomes import Answer, Denied
from motcua.procedures.models import CompetenceDelegation, Procedure, ProcedureVersion, VersionOrigin, VersionStatus
from motcua.procedures.ownership import check_can_edit


def check_can_take_in(version: ProcedureVersion, *, on: dt.date) -> None:
    """Raise Denied unless the version is in force on `on`; a repealed code is answered with what replaces it."""
    said = {"code": version.procedure.code, "day": f"{version.valid_from:%d/%m/%Y}"}
    if version.status == VersionStatus.REPEALED:
        replacement = Procedure.objects.filter(code=version.replaced_by_code).first()
        if replacement is None:
            raise Denied(_("Thủ tục %(code)s đã bị bãi bỏ, không còn tiếp nhận.") % said)
        said |= {"new": replacement.code, "name": replacement.short_name}
        raise Denied(_("Thủ tục %(code)s đã bị bãi bỏ; thay bằng %(new)s «%(name)s».") % said)
    if version.status != VersionStatus.PUBLISHED:
        raise Denied(_("Bản này của thủ tục %(code)s chưa được công bố.") % said)
    if on < version.valid_from:
        raise Denied(_("Thủ tục %(code)s có hiệu lực từ %(day)s, chưa tiếp nhận được.") % said)
    if version.valid_to is not None and on > version.valid_to:
        said["day"] = f"{version.valid_to:%d/%m/%Y}"
        raise Denied(_("Bản này của thủ tục %(code)s hết hiệu lực sau ngày %(day)s: chọn lại thủ tục.") % said)


def last_settled(procedure: Procedure) -> ProcedureVersion | None:
    """Return the newest version that is no draft."""
    return procedure.versions.settled().order_by("-number").first()


def base_of(procedure: Procedure, *, on: dt.date) -> ProcedureVersion:
    """Return the version that a draft begins from: the one in force, else the newest; Denied for a repealed code."""
    last = last_settled(procedure)
    if last is None or last.status == VersionStatus.REPEALED:
        raise Denied(_("Mã này đã bị bãi bỏ: không sửa được, hãy sửa thủ tục thay nó."))
    return procedure.versions.in_force(on).order_by("-number").first() or last


def check_is_draft(version: ProcedureVersion) -> None:
    """Raise Denied for a version that is published or put aside: it never changes any more."""
    if version.status != VersionStatus.DRAFT:
        raise Denied(_("Bản này không còn là bản nháp: mở lại thủ tục, rồi sửa từ bản đang hiệu lực."))


def check_is_office_draft(draft: ProcedureVersion) -> None:
    """Raise Denied for a change that came with the project: it is published as it is, or put aside."""
    if draft.origin != VersionOrigin.OFFICE:
        raise Denied(_("Bản đi kèm phần mềm không sửa ở đây: công bố hoặc rút, rồi sửa bản của đơn vị."))


def check_can_publish(draft: ProcedureVersion, *, last: ProcedureVersion | None, by: Post, on: dt.date) -> None:
    """Raise Denied unless a second person publishes, from a day that has not passed (CN03, CN07, CN09)."""
    check_can_edit(by=by, on=on)
    check_is_draft(draft)
    hands = {post.user_id for post in (draft.proposed_by, draft.edited_by) if post is not None}
    if by.user_id in hands:
        raise Denied(_("Bạn đã soạn hoặc sửa bản này: một quản trị khác xem lại rồi công bố."))
    day = f"{draft.valid_from:%d/%m/%Y}"
    if draft.valid_from < on:
        raise Denied(
            _("Ngày hiệu lực %(day)s đã qua: sửa thành hôm nay hoặc về sau.") % {"day": day}, about="valid_from"
        )
    if last is not None and last.valid_from > draft.valid_from:
        said = {"day": day, "last": f"{last.valid_from:%d/%m/%Y}"}
        raise Denied(
            _("Đã có một bản hiệu lực từ %(last)s: chọn ngày hiệu lực từ hôm ấy trở đi.") % said, about="valid_from"
        )
    same = last is not None and _without_day(last) == _without_day(draft)
    if same and draft.form_draft is None:
        raise Denied(_("Bản nháp chưa đổi gì so với bản đang hiệu lực."))


def _without_day(version: ProcedureVersion) -> dict[str, object]:
    return {name: said for name, said in version.content.items() if name not in {"valid_from", "decision"}}


def can_publish(draft: ProcedureVersion, *, by: Post, on: dt.date) -> Answer:
    """Return whether a draft may be published by this person, and why not."""
    try:
        check_can_publish(draft, last=last_settled(draft.procedure), by=by, on=on)
    except Denied as denied:
        return Answer(allowed=False, reason=denied.reason)
    return Answer(allowed=True)


def check_can_lend(from_agency: Agency, to_agency: Agency, code: str, *, by: Post, on: dt.date) -> None:
    """Raise Denied unless an administrator of one of the two sides lends a procedure of the catalogue to another."""
    if by.role != Role.ADMIN or not by.held_on(on):
        raise Denied(_("Việc này của quản trị kỹ thuật, không phải của bạn."))
    if by.authority.pk not in {(each.authority or each).pk for each in (from_agency, to_agency)}:
        raise Denied(_("Cả hai đơn vị đều không thuộc nơi bạn quản trị."))
    if from_agency == to_agency:
        raise Denied(_("Một đơn vị không ủy quyền cho chính mình."))
    if not Procedure.objects.filter(code=code).exists():
        raise Denied(_("Không có thủ tục mã %(code)s trong danh mục.") % {"code": code})


def check_period(from_agency: Agency, to_agency: Agency, starts_on: dt.date, ends_on: dt.date | None) -> None:
    """Raise Denied unless the days are in order and both units stand on the first of them."""
    if ends_on is not None and ends_on < starts_on:
        raise Denied(_("Ngày kết thúc phải sau ngày bắt đầu."))
    for unit in (from_agency, to_agency):
        if not unit.stands_on(starts_on):
            said = {"unit": unit.name, "day": f"{starts_on:%d/%m/%Y}"}
            raise Denied(_("%(unit)s chưa có hoặc không còn vào ngày %(day)s.") % said)


def check_can_change_competence(
    before: Mapping[str, object], after: Mapping[str, object], *, starts_on: dt.date, on: dt.date
) -> None:
    """Raise Denied when more than the last day changes of what has begun: dossiers were received under it."""
    changed = {name for name in after if before[name] != after[name]}
    if starts_on <= on and changed != {"ends_on"}:
        raise Denied(_("Ủy quyền đã có hiệu lực: chỉ sửa được ngày kết thúc; việc khác thì thu hồi rồi giao lại."))


def check_one_competence(row: CompetenceDelegation) -> None:
    """Raise Denied when the receiving authority already has competence for the procedure on one of these days."""
    authority = row.to_agency.authority or row.to_agency
    others = CompetenceDelegation.objects.filter(
        to_agency__authority=authority, procedure_code=row.procedure_code, revoked_at=None
    )
    for other in others.exclude(pk=row.pk).select_related("from_agency"):
        if periods_meet((row.starts_on, row.ends_on), (other.starts_on, other.ends_on)):
            said = {"unit": other.from_agency.short_name, "by": other.decision, "day": f"{other.starts_on:%d/%m/%Y}"}
            raise Denied(_("Trùng với ủy quyền của %(unit)s từ %(day)s (%(by)s).") % said)
