"""Who may plan service days, and what a programme, an offer or a roster must hold."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from motcua.accounts.models import Post, Role
from motcua.agencies.models import Agency
from motcua.agencies.queries import authorities_below
from motcua.dossiers import visit_rules
from motcua.dossiers.models import VisitItem
from motcua.lib.outcomes import Denied
from motcua.procedures.definition import Definition
from motcua.servicedays.models import BY_HAND, PART_OF_ROLE, Exclusion, ExclusionKind, Part, Programme

PLANNERS = frozenset({Role.ADMIN, Role.SUPERVISOR})
LONGEST = 8 * 60
LEAST_HELD, MOST_HELD = 50, 99


def check_can_plan(*, by: Post, on: dt.date) -> None:
    """Raise Denied unless `by` plans service days today."""
    if by.role not in PLANNERS or not by.held_on(on):
        raise Denied(_("Ngày phục vụ do giám sát hoặc quản trị kỹ thuật lập, không phải bạn."))


def check_can_change(programme: Programme, *, by: Post, on: dt.date) -> None:
    """Raise Denied unless `by` plans for the authority that announced the programme."""
    check_can_plan(by=by, on=on)
    if programme.authority_id != by.authority.pk:
        raise Denied(_("Chương trình này do %(name)s lập.") % {"name": programme.authority.name})


def is_ours(programme: Programme, by: Post) -> bool:
    """Tell whether `by` belongs to the authority that announced the programme, or to one of its places."""
    own = by.authority.pk
    return programme.authority_id == own or programme.places.filter(authority=own).exists()


def check_can_staff(programme: Programme, *posts: Post | None, by: Post, on: dt.date) -> None:
    """Raise Denied unless `by` plans there, and for these people: a place of the programme puts down its own."""
    check_can_plan(by=by, on=on)
    if not is_ours(programme, by):
        raise Denied(_("Chương trình này do %(name)s lập.") % {"name": programme.authority.name})
    for each in posts:
        if each is not None and by.authority.pk not in {programme.authority_id, each.authority.pk}:
            said = {"name": each.user.full_name}
            raise Denied(_("%(name)s làm việc ở nơi khác: nơi đó tự phân công.") % said, about="post")


def check_places(places: Sequence[Agency], *, kept: frozenset[int], by: Post, on: dt.date) -> None:
    """Raise Denied unless the places lie within the planner's reach; others join by themselves and then stay."""
    if not places:
        raise Denied(_("Chọn nơi mở cửa."), about="places")
    reach = authorities_below(by.authority, on=on)
    for place in places:
        if place.pk not in kept and place.authority_id not in reach:
            said = {"name": place.name}
            raise Denied(_("%(name)s không thuộc nơi bạn lập chương trình: nơi đó tự tham gia.") % said, about="places")


def check_can_leave(programme: Programme, *, by: Post, on: dt.date) -> None:
    """Raise Denied for whoever announced it, and for who has no place in it."""
    check_can_plan(by=by, on=on)
    if programme.authority_id == by.authority.pk:
        raise Denied(_("Chương trình do cơ quan bạn lập: sửa nơi mở cửa ở trang của chương trình."))
    if not is_ours(programme, by):
        raise Denied(_("Nơi của bạn không mở trong chương trình này."))


def check_programme(programme: Programme) -> None:
    """Raise Denied unless it has a name, a day, hours that follow one another, a period, and promises that can hold."""
    if not programme.name:
        raise Denied(_("Ghi tên chương trình."), about="name")
    if not programme.weekdays and not programme.dates:
        raise Denied(_("Chọn thứ trong tuần, hoặc ghi ngày."), about="weekdays")
    if programme.valid_to is not None and programme.valid_to < programme.valid_from:
        raise Denied(_("Ngày kết thúc phải sau ngày bắt đầu."), about="valid_to")
    if not LEAST_HELD <= programme.holds <= MOST_HELD:
        said = {"least": LEAST_HELD, "most": MOST_HELD}
        raise Denied(_("Phần trăm lời hẹn giữ được: từ %(least)d đến %(most)d.") % said, about="holds")
    check_windows(programme.windows)


def check_windows(windows: Sequence[Sequence[str]]) -> None:
    """Raise Denied unless the hours are there, each begins before it ends, and none overlap."""
    if not windows:
        raise Denied(_("Ghi giờ mở cửa, thí dụ 07:30-11:30; 13:30-17:00."), about="windows")
    last = ""
    for opens, closes in windows:
        if opens >= closes or opens < last:
            said = {"opens": opens, "closes": closes}
            raise Denied(_("Giờ %(opens)s-%(closes)s không theo thứ tự: sửa lại.") % said, about="windows")
        last = closes


def check_offer(minutes: int) -> None:
    """Raise Denied unless the target lies between a minute and a working day."""
    if not 1 <= minutes <= LONGEST:
        raise Denied(_("Thời gian trả từ 1 phút đến 480 phút (một ngày làm việc)."), about="minutes")


def check_exclusion(kind: str, *, definition: Definition | None, cases: Sequence[str], limit: int) -> None:
    """Raise Denied for what would leave out nothing, or everything; `definition` is of the procedure it is about."""
    if kind == ExclusionKind.MANY and limit < 1:
        raise Denied(_("Ghi từ quá mấy trang hoặc bản thì không hẹn trong ngày."), about="limit")
    if cases and definition is None:
        raise Denied(_("Ghi mã thủ tục có trường hợp này."), about="procedure_code")
    known = {case.key: case.name for case in definition.cases} if definition else {}
    if unknown := [case for case in cases if case not in known]:
        said = {"case": unknown[0], "known": "; ".join(f"{key} ({name})" for key, name in known.items())}
        if not known:
            raise Denied(_("Thủ tục này không có trường hợp nào: để trống, cán bộ tiếp nhận tự chọn."), about="cases")
        raise Denied(_("Không có trường hợp «%(case)s». Thủ tục này có: %(known)s.") % said, about="cases")


def check_can_leave_out(item: VisitItem, exclusion: Exclusion | None, *, by: Post) -> None:
    """Raise Denied unless this post has the visit open, and the reason is one that an officer may say of it."""
    visit_rules.check_can_work(item.visit, by=by)
    if exclusion is not None and not may_be_said(exclusion, item.procedure_version.procedure.code):
        raise Denied(_("Lý do này không có trong chương trình hôm nay: xin chọn lại."))


def may_be_said(exclusion: Exclusion, code: str) -> bool:
    """Tell whether an officer may leave a matter of this procedure out for this reason."""
    return exclusion.kind in BY_HAND and exclusion.procedure_code in {"", code}


def check_roster(post: Post, part: str, stand_in: Post | None, *, opens: dt.time, closes: dt.time) -> None:
    """Raise Denied unless the post may do its part, the stand-in is another of the same part, and the hours are such.

    A head may be put down to sign: whether somebody lent the signature is asked on the day, as at every signature.
    """
    if opens >= closes:
        raise Denied(_("Giờ kết thúc phải sau giờ bắt đầu."), about="closes")
    for each, about in ((post, "post"), (stand_in, "stand_in")):
        if each is not None and part not in parts_of(each):
            said = {"name": each.user.full_name, "part": str(Part(part).label)}
            raise Denied(_("%(name)s không giữ vị trí để %(part)s.") % said, about=about)
    if stand_in is not None and stand_in.user_id == post.user_id:
        raise Denied(_("Người thay phải là người khác."), about="stand_in")


def check_is_ours(programme: Programme, *posts: Post | None) -> None:
    """Raise Denied unless the posts work for the authority that announced the programme, or for one of its places."""
    ours = {programme.authority_id, *programme.places.values_list("authority", flat=True)}
    for each in posts:
        if each is not None and each.authority.pk not in ours:
            raise Denied(_("%(name)s không thuộc nơi mở ngày này.") % {"name": each.user.full_name}, about="post")


def parts_of(post: Post) -> frozenset[Part]:
    """Return the parts that a post may have on a service day."""
    own = PART_OF_ROLE.get(post.role)
    parts = {own} if own is not None else set()
    return frozenset(parts | ({Part.SIGNS} if post.role == Role.HEAD else set()))
