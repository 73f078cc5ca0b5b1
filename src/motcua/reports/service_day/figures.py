"""The numbers of a day with their names, in the order in which they are told: for screen, table, paper and terminal."""

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from motcua.lib.statistics import mean, share
from motcua.reports.service_day.achieved import Achieved, Listed, Which
from motcua.reports.service_day.hall import Faces, Turns


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: what it is of, how much, which list is behind it, how many are in that, and what stands beside.

    A value of digits alone is how many are behind it; every other was measured on them.
    """

    label: str
    value: str
    which: Listed
    behind: int
    beside: str = ""


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
    return _in_a_hundred(share(part, whole))


def _figure(day: Achieved, which: Listed, label: str, value: str, beside: str = "") -> Figure:
    return Figure(label, value or "–", which, day.count(which), beside)


def _count(day: Achieved, which: Listed, beside: str = "") -> Figure:
    return _figure(day, which, name_of(which), str(day.count(which)), beside)


def _of(day: Achieved, which: Which, whole: Which = Which.TAKEN_IN) -> Figure:
    part = day.count(which)
    return _count(day, which, percent(part, day.count(whole)) if part else "")


def _measured(day: Achieved, which: Listed, label: str, value: str) -> Figure:
    """Return what was measured on a list, with the length of the list beside it; a dash of nothing."""
    return _figure(day, which, label, value, how_many(day.count(which), which))


def _in_a_hundred(number: int | None) -> str:
    return "" if number is None else f"{number} %"


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
        _count(day, Which.TAKEN_IN),
        _of(day, Which.READY),
        _of(day, Which.SAME_VISIT),
        _of(day, Which.SAME_DAY),
    )


def _times(day: Achieved) -> tuple[Figure, ...]:
    took, ticket = day.took, day.took_from_ticket
    return (
        _measured(day, Which.READY, _("Trung vị"), length(took.median)),
        _measured(day, Which.READY, _("Chín phần mười không quá"), length(took.ninth)),
        _measured(day, Which.FROM_TICKET, _("Trung vị, người có lấy số"), length(ticket.median)),
    )


def _promises(day: Achieved) -> tuple[Figure, ...]:
    judged = day.count(Which.KEPT) + day.count(Which.BROKEN)
    kept = day.count(Which.KEPT)
    return (
        _count(day, Which.KEPT, percent(kept, judged)),
        _count(day, Which.BROKEN, percent(judged - kept, judged)),
        _count(day, Which.OPEN),
        _count(day, Which.NOT_PROMISED),
        _count(day, Which.VOID),
        _count(day, Which.NO_SERVICE_DAY),
    )


def _law(day: Achieved) -> tuple[Figure, ...]:
    return (
        _count(day, Which.LAW_EARLY),
        _count(day, Which.LAW_ON_TIME),
        _count(day, Which.LAW_LATE),
    )


def _written(day: Achieved) -> tuple[Figure, ...]:
    return (
        _measured(day, Which.WITH_FORM, _("Ô điền sẵn, không phải viết"), _in_a_hundred(day.filled)),
        _measured(day, Which.WITH_FORM, _("Phím gõ mỗi hồ sơ"), mean(*day.keys)),
        _of(day, Which.NOTHING_ASKED, Which.WITH_FORM),
        _of(day, Which.NO_KEY, Which.WITH_FORM),
        _measured(day, Which.PAGE_NOT_PRINTED, _("Trang không phải in (ít nhất)"), _pages(day.sheets_saved)),
        _of(day, Which.FORM_NOT_PRINTED, Which.WITH_FORM),
    )


def _pages(count: int) -> str:
    return ngettext("%(n)d trang", "%(n)d trang", count) % {"n": count} if count else ""


def _slips(day: Achieved) -> tuple[Figure, ...]:
    return (
        _of(day, Which.SLIP_NOT_NEEDED),
        _of(day, Which.SLIP_NOT_PRINTED),
    )


def _content(day: Achieved) -> tuple[Figure, ...]:
    return (
        _measured(day, Faces.RATED, _("Hài lòng"), _in_a_hundred(day.satisfaction.content)),
        _count(day, Faces.CONTENT),
        _count(day, Faces.RATED),
    )


def _hall(day: Achieved) -> tuple[Figure, ...]:
    return (
        _count(day, Turns.TAKEN),
        _count(day, Turns.SERVED),
        _count(day, Turns.NO_SHOW),
        _measured(day, Turns.CALLED, _("Đợi gọi, trung vị"), length(day.waited.median)),
    )


def headline(day: Achieved) -> tuple[Figure, ...]:
    """Return the six numbers that stand on top and on the wall."""
    taken_in, same_visit, kept = (day.count(which) for which in (Which.TAKEN_IN, Which.SAME_VISIT, Which.KEPT))
    judged = kept + day.count(Which.BROKEN)
    ninth = _("trung vị; 9/10 không quá %(ninth)s") % {"ninth": length(day.took.ninth)}
    keys = _("%(keys)s phím mỗi hồ sơ") % {"keys": mean(*day.keys) or "–"}
    return (
        _figure(day, Which.TAKEN_IN, _("hồ sơ tiếp nhận"), str(taken_in)),
        _measured(day, Which.SAME_VISIT, _("trả ngay trong buổi"), percent(same_visit, taken_in)),
        _figure(day, Which.READY, _("từ lấy số đến có kết quả"), length(day.took.median), ninth),
        _figure(day, Which.KEPT, _("giữ hẹn"), percent(kept, judged), _judged(kept, judged)),
        _figure(day, Which.WITH_FORM, _("ô không phải viết"), _in_a_hundred(day.filled), keys),
        _measured(day, Faces.RATED, _("hài lòng"), _in_a_hundred(day.satisfaction.content)),
    )


def _judged(kept: int, judged: int) -> str:
    return _("%(kept)d/%(judged)d lời hẹn") % {"kept": kept, "judged": judged}


def comparison(day: Achieved) -> tuple[Figure, ...]:
    """Return the numbers by which days and places stand beside one another."""
    taken_in, kept = day.count(Which.TAKEN_IN), day.count(Which.KEPT)
    return (
        _figure(day, Which.TAKEN_IN, _("Hồ sơ"), str(taken_in)),
        _figure(day, Which.SAME_VISIT, _("Trả ngay trong buổi"), percent(day.count(Which.SAME_VISIT), taken_in)),
        _figure(day, Which.READY, _("Trung vị"), length(day.took.median)),
        _figure(day, Which.READY, _("Chín phần mười không quá"), length(day.took.ninth)),
        _figure(day, Which.KEPT, _("Giữ hẹn"), percent(kept, kept + day.count(Which.BROKEN))),
        _figure(day, Which.WITH_FORM, _("Không phải viết"), _in_a_hundred(day.filled)),
        _figure(day, Turns.CALLED, _("Đợi gọi, trung vị"), length(day.waited.median)),
        _figure(day, Faces.RATED, _("Hài lòng"), _in_a_hundred(day.satisfaction.content)),
    )


def how_many(count: int, which: Listed) -> str:
    """Return the length of a list as it is said: 12 hồ sơ, 3 lượt lấy số, 8 lượt đánh giá."""
    if isinstance(which, Turns):
        return ngettext("%(n)d lượt lấy số", "%(n)d lượt lấy số", count) % {"n": count}
    if isinstance(which, Faces):
        return ngettext("%(n)d lượt đánh giá", "%(n)d lượt đánh giá", count) % {"n": count}
    return ngettext("%(n)d hồ sơ", "%(n)d hồ sơ", count) % {"n": count}


_NAMES: dict[Listed, str | Promise] = {
    Which.TAKEN_IN: gettext_lazy("Tiếp nhận"),
    Which.READY: gettext_lazy("Đã có kết quả"),
    Which.SAME_VISIT: gettext_lazy("Trả ngay trong buổi"),
    Which.SAME_DAY: gettext_lazy("Trả trong ngày"),
    Which.FROM_TICKET: gettext_lazy("Có lấy số, đã có kết quả"),
    Which.KEPT: gettext_lazy("Giữ hẹn"),
    Which.BROKEN: gettext_lazy("Lỡ hẹn"),
    Which.OPEN: gettext_lazy("Đang hẹn, chưa đến giờ"),
    Which.NOT_PROMISED: gettext_lazy("Không hẹn trong ngày"),
    Which.VOID: gettext_lazy("Thôi hẹn"),
    Which.NO_SERVICE_DAY: gettext_lazy("Không thuộc ngày phục vụ"),
    Which.LAW_EARLY: gettext_lazy("Trước hạn"),
    Which.LAW_ON_TIME: gettext_lazy("Đúng hạn"),
    Which.LAW_LATE: gettext_lazy("Quá hạn"),
    Which.WITH_FORM: gettext_lazy("Có tờ khai"),
    Which.NOTHING_ASKED: gettext_lazy("Không phải hỏi câu nào"),
    Which.NO_KEY: gettext_lazy("Không gõ phím nào"),
    Which.FORM_NOT_PRINTED: gettext_lazy("Tờ khai không in"),
    Which.SLIP_NOT_PRINTED: gettext_lazy("Giấy tiếp nhận không in"),
    Which.PAGE_NOT_PRINTED: gettext_lazy("Có trang không in"),
    Which.SLIP_NOT_NEEDED: gettext_lazy("Không cần giấy hẹn"),
    Which.SUPPLEMENTED: gettext_lazy("Phải yêu cầu bổ sung"),
    Which.STOPPED: gettext_lazy("Dừng, hủy tiếp nhận"),
    Turns.TAKEN: gettext_lazy("Lượt lấy số"),
    Turns.SERVED: gettext_lazy("Đã phục vụ"),
    Turns.NO_SHOW: gettext_lazy("Gọi không đến"),
    Turns.CALLED: gettext_lazy("Đã được gọi"),
    Faces.RATED: gettext_lazy("Lượt đánh giá"),
    Faces.CONTENT: gettext_lazy("Mức 4 và 5 trên 5"),
}


def name_of(which: Listed) -> str:
    """Return how a list is called."""
    return str(_NAMES[which])
