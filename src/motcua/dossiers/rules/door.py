"""The door: everything that can be checked is checked before a code is given, and every reason is said at once.

NĐ 118/2025/NĐ-CP art. 17 as amended: what is incomplete is answered with all content, reasons and guidance in one time
(17.2a); the clock starts when the dossier is accepted full and correct (17.3).
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.accounts.models import Post, Role
from motcua.agencies.models import AgencyKind
from motcua.dossiers import checklist, intakes, representation
from motcua.dossiers.intakes import Intake
from motcua.dossiers.models import Channel, Dossier, ReturnWay
from motcua.dossiers.rules import elsewhere
from motcua.dossiers.rules.basics import check_holds_post, check_is_intake, check_move
from motcua.dossiers.rules.copies import unread_of, unreadable_of
from motcua.forms import commands as forms
from motcua.lib.clock import local
from motcua.lib.outcomes import Answer, Denied
from motcua.procedures.queries import competence_on
from motcua.procedures.rules import check_can_take_in
from motcua.worktime.deadlines import CalendarEnds

_INTAKE = frozenset({Role.INTAKE})
# At which level of the state a unit stands, in the words of the catalogue.
_LEVELS: dict[str, str] = {
    AgencyKind.PROVINCE: "Cấp tỉnh",
    AgencyKind.DISTRICT: "Cấp huyện",
    AgencyKind.COMMUNE: "Cấp xã",
}


@dataclass(frozen=True, slots=True)
class AtTheDoor:
    """What is looked at, by whom, when."""

    intake: Intake
    by: Post
    at: dt.datetime


DoorCheck = Callable[[AtTheDoor], Iterable[str]]


def _version_in_force(seen: AtTheDoor) -> Iterator[str]:
    try:
        check_can_take_in(seen.intake.version, on=local(seen.at).date())
    except Denied as denied:
        yield denied.reason


def _competence(seen: AtTheDoor) -> Iterator[str]:
    definition = seen.intake.version.definition
    levels = definition.levels
    # Whom the competence was lent to is competent by that decision, whatever the level (law.md 1.8).
    if competence_on(seen.intake.competent or seen.by.authority, definition.code, on=local(seen.at).date()):
        return
    if _LEVELS.get(seen.by.authority.kind, levels[0]) not in levels:
        said = {"levels": ", ".join(levels).lower(), "place": seen.by.authority.name}
        yield _("Thủ tục này do %(levels)s giải quyết, %(place)s không có thẩm quyền.") % said


def _competent(seen: AtTheDoor) -> Iterator[str]:
    intake, own = seen.intake, seen.by.authority
    on = local(seen.at).date()
    if why := elsewhere.reason_against(intake.version.definition, intake.competent, own=own, on=on):
        yield why


def _case(seen: AtTheDoor) -> Iterator[str]:
    if seen.intake.case and seen.intake.case not in {case.key for case in seen.intake.version.definition.cases}:
        yield _("Thủ tục này không có trường hợp đã chọn: chọn lại trường hợp.")


def _papers(seen: AtTheDoor) -> Iterator[str]:
    if names := "; ".join(each.name for each in intakes.missing(seen.intake)):
        yield _("Còn thiếu giấy tờ: %(names)s.") % {"names": names}


def _fee(seen: AtTheDoor) -> Iterator[str]:
    if seen.intake.exemption and seen.intake.exemption not in seen.intake.version.definition.fees.exemptions:
        yield _("Thủ tục này không có diện miễn phí đã chọn: chọn lại.")
    elif names := "; ".join(intakes.owed(seen.intake).open_lines):
        yield _("Chưa nhập mức thu do HĐND tỉnh quy định: %(names)s.") % {"names": names}


def _calendar(seen: AtTheDoor) -> Iterator[str]:
    if any(_case(seen)):
        return
    try:
        intakes.promised(seen.intake, by=seen.by, at=seen.at)
    except CalendarEnds as ends:
        said = {"last": f"{ends.last:%d/%m/%Y}"}
        yield _("Lịch làm việc mới có đến %(last)s, chưa tính được hạn: báo quản trị bổ sung ngày nghỉ.") % said


def _confirmed(seen: AtTheDoor) -> Iterator[str]:
    if seen.intake.form is not None and not seen.intake.form.confirmed_how:
        yield _("Người dân chưa xác nhận tờ khai: mời xem và ký, hoặc xác nhận trực tiếp.")


def _form_is_whole(seen: AtTheDoor) -> Iterator[str]:
    form = seen.intake.form
    if form is not None and (wrong := len(forms.errors(form, at=seen.at))):
        yield _("Tờ khai còn %(n)d chỗ phải hỏi hoặc sửa: làm tiếp ở quầy.") % {"n": wrong}


def _representation(seen: AtTheDoor) -> Iterator[str]:
    acting = seen.intake.acting or representation.kept_in(seen.intake.mandate)
    try:
        representation.check(seen.intake.version, seen.intake.form, acting, on=local(seen.at).date())
    except Denied as denied:
        yield denied.reason


def _wish(seen: AtTheDoor) -> Iterator[str]:
    if seen.intake.wish.way == ReturnWay.POST and not seen.intake.wish.address.strip():
        yield _("Chưa có địa chỉ để gửi kết quả qua bưu chính: ghi địa chỉ, hoặc chọn cách nhận khác.")


def _copies(seen: AtTheDoor) -> Iterator[str]:
    if seen.intake.form is not None:
        yield from unread_of(seen.intake.form)
        yield from unreadable_of(seen.intake.form)


# A check of another kind is added here, and everybody at the door asks it.
BESIDE_THE_FORM: tuple[DoorCheck, ...] = (
    _version_in_force,
    _competence,
    _competent,
    _case,
    _representation,
    _papers,
    _fee,
    _calendar,
    _wish,
    _copies,
)
# What may be known of a procedure before anybody has come: a tablet takes only such along.
OFFERED: tuple[DoorCheck, ...] = (_version_in_force, _competence)
DOOR_CHECKS: tuple[DoorCheck, ...] = (*BESIDE_THE_FORM, _confirmed)


def reasons_against(
    intake: Intake, *, by: Post, at: dt.datetime, checks: Iterable[DoorCheck] = DOOR_CHECKS
) -> list[str]:
    """Return every reason why this may not be accepted now, as sentences; none: it may.

    What is wrong inside a form is not among them: that is said beside its fields (`forms.commands.errors`).
    """
    try:
        check_holds_post(by=by, at=at, roles=_INTAKE)
    except Denied as denied:
        return [denied.reason]
    seen = AtTheDoor(intake, by, at)
    return [sentence for look in checks for sentence in look(seen)]


def check_can_take_in_all(intake: Intake, *, by: Post, at: dt.datetime) -> None:
    """Raise Denied with every reason at once."""
    if reasons := reasons_against(intake, by=by, at=at):
        raise Denied(" ".join(reasons))


def check_can_submit(intake: Intake, *, by: Post, at: dt.datetime) -> None:
    """Keep what cannot be accepted yet, under a code: by the intake desk, for a procedure of today."""
    checks = (_version_in_force, _competent, _case)
    if reasons := reasons_against(intake, by=by, at=at, checks=checks):
        raise Denied(" ".join(reasons))


def check_can_receive(dossier: Dossier, *, by: Post, at: dt.datetime, intake: Intake | None = None) -> None:
    """Accept what was handed in before: as it stands, or as a visit says it now; all that an intake must be."""
    check_move("receive", dossier, by=by, at=at)
    check_is_intake(dossier, by=by)
    said, checks = intake or intakes.as_it_stands(dossier), (_form_is_whole, *DOOR_CHECKS)
    if reasons := [*_checked(dossier), *reasons_against(said, by=by, at=at, checks=checks)]:
        raise Denied(" ".join(reasons))


def _checked(dossier: Dossier) -> Iterator[str]:
    """What was filed online is checked line by line before it is accepted."""
    if dossier.channel != Channel.ONLINE:
        return
    lines = checklist.lines_of(dossier)
    if left := sum(line.answer is None for line in lines):
        yield _("Chưa kiểm tra xong hồ sơ nộp trực tuyến: còn %(n)d mục.") % {"n": left}
    if failed := "; ".join(line.words for line in lines if line.failed):
        yield _("Kiểm tra chưa đạt: %(lines)s. Yêu cầu bổ sung, hoặc không tiếp nhận.") % {"lines": failed}


def check_can_refuse(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Refuse before acceptance (form 03); afterwards a refusal is a signed result (law.md 1.3, moves 4 and 10)."""
    if dossier.received_at is not None and dossier.ended_at is None:
        raise Denied(_("Hồ sơ đã tiếp nhận: từ chối là một kết quả có ký, không phải mẫu 03."))
    check_move("refuse", dossier, by=by, at=at)
    check_is_intake(dossier, by=by)


def check_can_take_up(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Go on at the counter with what was handed in and is not accepted: where it was handed in."""
    check_holds_post(by=by, at=at, roles=_INTAKE)
    check_is_intake(dossier, by=by)
    if dossier.received_at is not None or dossier.ended_at is not None:
        raise Denied(_("Hồ sơ này không còn chờ tiếp nhận: mở hồ sơ để xem."))


def can_take_up(dossier: Dossier, *, by: Post, at: dt.datetime) -> Answer:
    """Ask the same rule for a page."""
    try:
        check_can_take_up(dossier, by=by, at=at)
    except Denied as denied:
        return Answer(allowed=False, reason=denied.reason)
    return Answer(allowed=True)
