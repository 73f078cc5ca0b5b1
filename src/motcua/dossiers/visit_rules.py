"""Who may touch a visit: the officer who has it open, until another desk of the same centre takes it over."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from motcua.accounts.models import Post, Role
from motcua.dossiers.models import Visit
from motcua.forms.models import ConfirmedHow
from motcua.forms.queries import definition_of
from motcua.lib import practice
from motcua.lib.outcomes import Denied
from motcua.people.id_card.doubts import SYNTHETIC_CODES


def check_can_start(*, by: Post) -> None:
    """Raise Denied unless the post takes dossiers in."""
    if by.role != Role.INTAKE:
        raise Denied(_("Chỉ cán bộ tiếp nhận làm việc tại quầy."))


def check_may_be_practised_on(person_data: Mapping[str, Any]) -> None:
    """Raise Denied for a real person's number while practising: only numbers that were never given out are taken."""
    number = str(person_data.get("id_number") or person_data.get("old_id_number") or "")
    if practice.is_on() and number and number[:3] not in SYNTHETIC_CODES:
        raise Denied(_("Đang thực hành: chỉ dùng thẻ mẫu (số bắt đầu bằng 003, 005, 007, 009), không dùng thẻ thật."))


def check_can_take_over(visit: Visit, *, by: Post) -> None:
    """Raise Denied unless the visit is open and stands at the post's own centre."""
    check_can_start(by=by)
    if visit.centre_id != by.agency_id:
        raise Denied(_("Việc này ở trung tâm khác."))
    if visit.ended_at is not None:
        raise Denied(_("Việc này đã xong, không sửa được nữa."))


def check_can_work(visit: Visit, *, by: Post, version: int | None = None) -> None:
    """Raise Denied unless this post has the visit open; `version` is that of the page which sends."""
    check_can_take_over(visit, by=by)
    if visit.officer_id != by.pk or (version is not None and version != visit.version):
        raise Denied(_("Việc này đã được mở ở quầy khác; ở đây không ghi được nữa. Xin mở lại từ dải đang gác."))


def is_filed_online(visit: Visit) -> bool:
    """Tell whether the citizen files this visit online under their own account."""
    return hasattr(visit, "filing")


def check_is_not_filed_online(visit: Visit) -> None:
    """Raise Denied while the citizen files this visit online: it is confirmed and filed by them, or the way is left."""
    if is_filed_online(visit):
        raise Denied(
            _("Công dân đang nộp trực tuyến: chờ công dân xác nhận, hoặc bấm «Thôi nộp trực tuyến» để nhận trực tiếp.")
        )


def check_may_confirm_for(visit: Visit, *, how: str) -> None:
    """Raise Denied where the officer would confirm what only the citizen may (law.md 6.3: none confirms for another).

    What was filed online and is gone on with at the counter may be signed on paper, by the citizen's own hand.
    """
    if is_filed_online(visit):
        raise Denied(_("Cán bộ hỗ trợ không xác nhận thay: công dân tự xác nhận trên màn hình hoặc điện thoại."))
    if how == ConfirmedHow.IN_PERSON and visit.items.filter(dossier__filing__isnull=False).exists():
        raise Denied(_("Hồ sơ này công dân nộp trực tuyến: mời công dân ký trên màn hình hoặc ký tờ khai in ra."))


def check_has_part(visit: Visit, part: str) -> None:
    """Raise Denied unless a form of the basket has this person's part for a card to fill; "" is no part at all."""
    forms = (item.form for item in visit.items.select_related("form__version"))
    if part and not any(part in definition_of(form).card_parts() for form in forms):
        raise Denied(_("Tờ khai không có phần của người này: chọn lại thẻ vừa quét là của ai."))


def check_is_another(visit: Visit, behalf: Mapping[str, Any] | None) -> None:
    """Raise Denied when the visitor would come for themselves: who hands in and whose matter it is are two."""
    principal = (behalf or {}).get("person", {}).get("id_number")
    if principal and principal == visit.person_data.get("id_number"):
        raise Denied(_("Người đến và người được đi thay là một: bỏ phần «Đi thay cho»."))
