"""The numbers of a day with their names, in the order in which they are told: for screen, table, paper and terminal."""

import datetime as dt
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from motcua.reports.service_day import Achieved, Which
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


def _of(day: Achieved, which: Which, whole: Which = Which.TAKEN_IN) -> Figure:
    part = day.count(which)
    return Figure(name_of(which), str(part), percent(part, day.count(whole)), which)


def _count(day: Achieved, which: Which) -> Figure:
    return Figure(name_of(which), str(day.count(which)), which=which)


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
        Figure(_("Trung vị"), length(took.median), which=Which.READY),
        Figure(_("Chín phần mười không quá"), length(took.ninth), which=Which.READY),
        Figure(_("Trung vị, người có lấy số"), length(ticket.median), _n_of(ticket.count), Which.FROM_TICKET),
    )


def _promises(day: Achieved) -> tuple[Figure, ...]:
    judged = day.count(Which.KEPT) + day.count(Which.BROKEN)
    kept = day.count(Which.KEPT)
    return (
        Figure(name_of(Which.KEPT), str(kept), percent(kept, judged), Which.KEPT),
        Figure(name_of(Which.BROKEN), str(day.count(Which.BROKEN)), percent(judged - kept, judged), Which.BROKEN),
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
    keys, forms = day.keys
    filled = "–" if day.filled is None else f"{day.filled} %"
    return (
        Figure(_("Ô điền sẵn, không phải viết"), filled, which=Which.WITH_FORM),
        Figure(_("Phím gõ mỗi hồ sơ"), mean(keys, forms) or "–", which=Which.WITH_FORM),
        _of(day, Which.NOTHING_ASKED, Which.WITH_FORM),
        _of(day, Which.NO_KEY, Which.WITH_FORM),
        Figure(_("Trang không phải in (ít nhất)"), str(day.sheets_saved), which=Which.PAGE_NOT_PRINTED),
        _of(day, Which.FORM_NOT_PRINTED, Which.WITH_FORM),
    )


def _slips(day: Achieved) -> tuple[Figure, ...]:
    return (
        _of(day, Which.SLIP_NOT_NEEDED),
        _of(day, Which.SLIP_NOT_PRINTED),
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


def headline(day: Achieved) -> tuple[Figure, ...]:
    """Return the six numbers that stand on top and on the wall."""
    judged = day.count(Which.KEPT) + day.count(Which.BROKEN)
    content = day.satisfaction
    return (
        Figure(_("hồ sơ tiếp nhận"), str(day.count(Which.TAKEN_IN)), "", Which.TAKEN_IN),
        Figure(
            _("trả ngay trong buổi"),
            percent(day.count(Which.SAME_VISIT), day.count(Which.TAKEN_IN)) or "–",
            _n_of(day.count(Which.SAME_VISIT)),
            Which.SAME_VISIT,
        ),
        Figure(
            _("từ lấy số đến có kết quả"),
            length(day.took.median),
            _("trung vị; 9/10 không quá %(ninth)s") % {"ninth": length(day.took.ninth)},
            Which.READY,
        ),
        Figure(
            _("giữ hẹn"),
            percent(day.count(Which.KEPT), judged) or "–",
            _("%(kept)d/%(judged)d lời hẹn") % {"kept": day.count(Which.KEPT), "judged": judged},
            Which.KEPT,
        ),
        Figure(
            _("ô không phải viết"),
            "–" if day.filled is None else f"{day.filled} %",
            _("%(keys)s phím mỗi hồ sơ") % {"keys": mean(*day.keys) or "–"},
            Which.WITH_FORM,
        ),
        Figure(
            _("hài lòng"),
            "–" if content.content is None else f"{content.content} %",
            ngettext("%(n)d lượt đánh giá", "%(n)d lượt đánh giá", content.rated) % {"n": content.rated},
        ),
    )


def _n_of(count: int) -> str:
    return ngettext("%(n)d hồ sơ", "%(n)d hồ sơ", count) % {"n": count}


_NAMES: dict[Which, str | Promise] = {
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
}


def name_of(which: Which) -> str:
    """Return how a list is called."""
    return str(_NAMES[which])
