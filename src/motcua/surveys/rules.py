"""Who may rate: whoever was served, once, and nobody of the staff."""

from django.utils.translation import gettext as _

from motcua.lib import practice
from motcua.lib.outcomes import Answer, Denied
from motcua.surveys.models import Rating, Reason

LEAST, MOST = 1, 5


def check_can_rate(token: str, *, served: bool, staff: bool) -> None:
    """Raise Denied unless this visit is over and nobody has rated it; never by a signed-in officer, never practice."""
    if staff:
        raise Denied(_("Máy này đang có cán bộ đăng nhập, nên không đánh giá thay người dân được."))
    if practice.is_on():
        raise Denied(_("Đang thực hành: không ghi đánh giá thật."))
    if not served:
        raise Denied(_("Xin đánh giá sau khi đã được phục vụ xong."))
    if Rating.objects.filter(token=token).exists():
        raise Denied(_("Lượt này đã được đánh giá rồi. Xin cảm ơn ông bà."))


def check_is_said(score: int, reasons: list[str]) -> None:
    """Raise Denied unless a face was touched and the reasons are of the list."""
    if not LEAST <= score <= MOST:
        raise Denied(_("Xin chạm vào một trong năm khuôn mặt."), about="score")
    if set(reasons) - set(Reason.values):
        raise Denied(_("Lý do này không có trong danh sách: xin chọn lại."), about="reasons")


def can_rate(token: str, *, served: bool, staff: bool) -> Answer:
    """Answer for a page."""
    try:
        check_can_rate(token, served=served, staff=staff)
    except Denied as denied:
        return Answer(allowed=False, reason=denied.reason)
    return Answer(allowed=True)
