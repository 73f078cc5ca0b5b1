"""The numbers of a day with their names, in the order in which they are told: for screen, table, paper and terminal."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.reports.service_day import Achieved, Times, Which
from motcua.reports.statistics import mean, share


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: what it counts, how much, beside what, and the list behind it where it has one."""

    label: str
    value: str
    beside: str = ""
    which: Which | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Numbers that belong together."""

    title: str
    figures: tuple[Figure, ...]


def length(span: dt.timedelta | None) -> str:
    """Return a length as it is said: 1 giờ 52 phút; a dash of nothing."""
    if span is None:
        return "–"
    hours, minutes = divmod((int(span.total_seconds()) + 30) // 60, 60)
    said = [
        ngettext("%(n)d giờ", "%(n)d giờ", hours) % {"n": hours} if hours else "",
        ngettext("%(n)d phút", "%(n)d phút", minutes) % {"n": minutes} if minutes or not hours else "",
    ]
    return " ".join(filter(None, said))


def percent(part: int, whole: int) -> str:
    """Return a share as it is said: 83 %; empty of nothing."""
    known = share(part, whole)
    return "" if known is None else f"{known} %"


def _of(day: Achieved, label: str, which: Which, whole: Which = Which.TAKEN_IN) -> Figure:
    part = day.count(which)
    return Figure(label, str(part), percent(part, day.count(whole)), which)


def sections(day: Achieved) -> list[Section]:
    """Return every number of the day."""
    return [
        Section(_("Hồ sơ"), _dossiers(day)),
        Section(_("Từ lấy số đến có kết quả"), _times(day)),
        Section(_("Lời hẹn của ngày phục vụ"), _promises(day)),
        Section(_("Hạn theo luật"), _law(day)),
        Section(_("Không viết"), _written(day)),
        Section(_("Không giấy hẹn"), _slips(day)),
        Section(_("Hài lòng"), _content(day)),
        Section(_("Phòng chờ"), _hall(day)),
    ]


def _dossiers(day: Achieved) -> tuple[Figure, ...]:
    return (
        Figure(_("Tiếp nhận"), str(day.count(Which.TAKEN_IN)), which=Which.TAKEN_IN),
        _of(day, _("Đã có kết quả"), Which.READY),
        _of(day, _("Trả ngay trong buổi"), Which.SAME_VISIT),
        _of(day, _("Trả trong ngày"), Which.SAME_DAY),
    )


def _times(day: Achieved) -> tuple[Figure, ...]:
    took, ticket = day.took, day.took_from_ticket
    return (
        Figure(_("Trung vị"), length(took.median), which=Which.READY),
        Figure(_("Chín phần mười không quá"), length(took.ninth), which=Which.READY),
        Figure(_("Trung vị, người có lấy số"), length(ticket.median), _n(ticket), Which.FROM_TICKET),
    )


def _n(times: Times) -> str:
    return ngettext("%(n)d hồ sơ", "%(n)d hồ sơ", times.count) % {"n": times.count}


def _promises(day: Achieved) -> tuple[Figure, ...]:
    judged = day.count(Which.KEPT) + day.count(Which.BROKEN)
    kept = day.count(Which.KEPT)
    return (
        Figure(_("Giữ hẹn"), str(kept), percent(kept, judged), Which.KEPT),
        Figure(_("Lỡ hẹn"), str(day.count(Which.BROKEN)), percent(judged - kept, judged), Which.BROKEN),
        Figure(_("Đang hẹn, chưa đến giờ"), str(day.count(Which.OPEN)), which=Which.OPEN),
        Figure(_("Không hẹn trong ngày"), str(day.count(Which.NOT_PROMISED)), which=Which.NOT_PROMISED),
        Figure(_("Thôi hẹn"), str(day.count(Which.VOID)), which=Which.VOID),
        Figure(_("Không thuộc ngày phục vụ"), str(day.count(Which.NO_SERVICE_DAY)), which=Which.NO_SERVICE_DAY),
    )


def _law(day: Achieved) -> tuple[Figure, ...]:
    return (
        Figure(_("Trước hạn"), str(day.count(Which.LAW_EARLY)), which=Which.LAW_EARLY),
        Figure(_("Đúng hạn"), str(day.count(Which.LAW_ON_TIME)), which=Which.LAW_ON_TIME),
        Figure(_("Quá hạn"), str(day.count(Which.LAW_LATE)), which=Which.LAW_LATE),
    )


def _written(day: Achieved) -> tuple[Figure, ...]:
    keys, forms = day.keys
    filled = "–" if day.filled is None else f"{day.filled} %"
    return (
        Figure(_("Ô điền sẵn, không phải viết"), filled, which=Which.WITH_FORM),
        Figure(_("Phím gõ mỗi hồ sơ"), mean(keys, forms) or "–", which=Which.WITH_FORM),
        _of(day, _("Không phải hỏi câu nào"), Which.NOTHING_ASKED, Which.WITH_FORM),
        Figure(_("Trang không phải in (ít nhất)"), str(day.sheets_saved)),
        _of(day, _("Tờ khai không in"), Which.FORM_NOT_PRINTED, Which.WITH_FORM),
    )


def _slips(day: Achieved) -> tuple[Figure, ...]:
    return (
        _of(day, _("Không cần giấy hẹn"), Which.SLIP_NOT_NEEDED),
        _of(day, _("Giấy tiếp nhận không in"), Which.SLIP_NOT_PRINTED),
    )


def _content(day: Achieved) -> tuple[Figure, ...]:
    said = day.satisfaction
    content = "–" if said.content is None else f"{said.content} %"
    return (
        Figure(_("Hài lòng"), content, _("mức 4 và 5 trên 5") if said.rated else ""),
        Figure(_("Lượt đánh giá"), str(said.rated)),
    )


def _hall(day: Achieved) -> tuple[Figure, ...]:
    hall = day.hall
    return (
        Figure(_("Lượt lấy số"), str(hall.taken)),
        Figure(_("Đã phục vụ"), str(hall.served)),
        Figure(_("Gọi không đến"), str(hall.no_show)),
        Figure(_("Đợi gọi, trung vị"), length(hall.waited.median)),
    )
