"""How moments, states and sources are said on screen: the one place that turns facts into words, icons and tones.

Tones are class names of the style sheets: new, work, wait, ready, ended, late for states; soon, late, done for clocks.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from motcua.dossiers.judgement import broken_from
from motcua.dossiers.models import Dossier
from motcua.lib.clock import local
from motcua.queues.models import Line
from motcua.worktime.explanation import weekday_name

SOON = dt.timedelta(minutes=30)


def named(text: str) -> str:
    """Return a name that stands in the data (a procedure, a field of a form, an exemption) in the screen's language."""
    return _(text) if text else ""


def line(row: Line) -> str:
    """Return what a line of the waiting room is called: its name, or, where no catalogue has that, its sectors' names.

    An office calls its lines as it likes; the sectors are the catalogue's own, and so known in its languages.
    """
    said = named(row.name)
    sectors = list(dict.fromkeys(sector.partition(" (")[0] for sector in row.sectors))
    known = [word for sector in sectors if (word := named(sector)) != sector]
    return ", ".join(known) if said == row.name and known and len(known) == len(sectors) else said


@dataclass(frozen=True, slots=True)
class Mark:
    """A word with its icon and tone."""

    label: str
    icon: str
    tone: str = ""


STATES = {
    "DRAFT": (gettext_lazy("Đang soạn"), "pen", "new"),
    "SUBMITTED": (gettext_lazy("Đã nộp, chờ tiếp nhận"), "send", "new"),
    "AWAITING_SUPPLEMENT": (gettext_lazy("Chờ bổ sung"), "pause", "wait"),
    "RECEIVED": (gettext_lazy("Đã tiếp nhận"), "inbox", "new"),
    "IN_PROGRESS": (gettext_lazy("Đang giải quyết"), "play", "work"),
    "PAUSED": (gettext_lazy("Tạm dừng"), "pause", "wait"),
    "RESULT_READY": (gettext_lazy("Đã có kết quả"), "seal", "ready"),
    "DELIVERED": (gettext_lazy("Đã trả kết quả"), "check-circle", "ended"),
    "REFUSED": (gettext_lazy("Đã từ chối"), "x", "ended"),
    "WITHDRAWN": (gettext_lazy("Đã rút"), "return", "ended"),
    "CANCELLED": (gettext_lazy("Đã hủy"), "trash", "ended"),
}

SOURCES = {
    "card": (gettext_lazy("từ thẻ căn cước"), "card", ""),
    "passport": (gettext_lazy("từ hộ chiếu"), "card", ""),
    "vneid": (gettext_lazy("từ VNeID"), "phone", ""),
    "population": (gettext_lazy("từ cơ sở dữ liệu dân cư"), "register", ""),
    "civil_registry": (gettext_lazy("từ cơ sở dữ liệu hộ tịch"), "book", ""),
    "health": (gettext_lazy("từ giấy điện tử của bệnh viện"), "hospital", ""),
    "earlier": (gettext_lazy("từ hồ sơ trước"), "history", ""),
    "computed": (gettext_lazy("máy tính ra"), "calc", ""),
    "default": (gettext_lazy("giá trị thường dùng"), "default", ""),
    "scan": (gettext_lazy("đếm từ bản quét"), "scan", ""),
    "asked": (gettext_lazy("người dân trả lời"), "keyboard", "typed"),
    "corrected": (gettext_lazy("đã sửa tại quầy"), "pen", "corrected"),
}


def state_mark(state: str) -> Mark:
    """Return the word, icon and tone of a dossier's state."""
    label, icon, tone = STATES[str(state)]
    return Mark(str(label), icon, tone)


def source_mark(source: str) -> Mark:
    """Return where a value came from; an unknown source is named as it is."""
    label, icon, tone = SOURCES.get(str(source), (source, "info", ""))
    return Mark(str(label), icon, tone)


def moment(at: dt.datetime, now: dt.datetime) -> str:
    """Return a moment as one says it: 10:40 · 14:10 thứ Năm 26/02 · 14:10 thứ Năm 26/02/2027 (another year)."""
    at, now = local(at), local(now)
    if at.date() == now.date():
        return f"{at:%H:%M}"
    day = f"{at:%d/%m}" if at.year == now.year else f"{at:%d/%m/%Y}"
    return f"{at:%H:%M} {weekday_name(at.date())} {day}"


def span(length: dt.timedelta) -> str:
    """Return a length of time in its two largest units, rounded down to whole minutes, never less than none."""
    minutes = max(int(length.total_seconds()), 0) // 60
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    parts = [
        ngettext("%(n)d ngày", "%(n)d ngày", days) % {"n": days} if days else "",
        ngettext("%(n)d giờ", "%(n)d giờ", hours) % {"n": hours} if hours else "",
        ngettext("%(n)d phút", "%(n)d phút", minutes) % {"n": minutes} if minutes and not days else "",
    ]
    return " ".join(part for part in parts if part) or _("chưa đến một phút")


def clock_mark(
    due_at: dt.datetime | None, now: dt.datetime, *, done: bool = False, by_day: bool = False, still: bool = False
) -> Mark:
    """Return what is left until `due_at` on the wall clock, for lists: còn 35 phút, trễ 2 giờ.

    `by_day`: a promise of days, which is late from the next day on and not before, as one of hours is from the next
    hour (`judgement.broken_from`, as everywhere); `still`: no time counts now.
    """
    if due_at is None:
        return Mark(_("chưa tính hạn"), "clock")
    if done:
        return Mark(_("xong"), "check", "done")
    if still:
        return Mark(_("đồng hồ đứng"), "pause")
    if due_at < now < broken_from(due_at, hours=not by_day):
        return Mark(_("hết hạn hôm nay") if by_day else _("đến giờ hẹn"), "clock", "soon")
    if due_at < now:
        return Mark(_("trễ %(span)s") % {"span": span(now - due_at)}, "alert", "late")
    left = due_at - now
    return Mark(_("còn %(span)s") % {"span": span(left)}, "clock", "soon" if left <= SOON else "")


def promise_of(dossier: Dossier, *, now: dt.datetime, read_at: dt.datetime | None = None) -> str:
    """Return what a dossier's applicant was promised, as it was said `now`; of what waits for its clock, for what.

    Read on another day (`read_at`), it names its day: then «trong buổi này» is over.
    """
    if dossier.clock_waits:
        return waits_for_competent()
    if read_at is not None and (on_its_day := on_another_day(dossier.promised_at, read_at)):
        return on_its_day
    return promise(dossier.promised_at, in_visit=dossier.in_visit, slip_owed=dossier.slip_owed, now=now)


def on_another_day(promised_at: dt.datetime | None, read_at: dt.datetime) -> str:
    """Return a promise for another day than the one it is read on, with its day; "" for one of that very day."""
    if promised_at is None or local(promised_at).date() == local(read_at).date():
        return ""
    return _("Hẹn %(moment)s") % {"moment": moment(promised_at, read_at)}


def waits_for_competent() -> str:
    """Return what is said in the place of a promise while another authority has not received the dossier."""
    return _("Chưa hẹn: chờ cơ quan có thẩm quyền nhận hồ sơ")


def promise(promised_at: dt.datetime | None, *, in_visit: bool, slip_owed: bool, now: dt.datetime) -> str:
    """Return the promise as it is said to the citizen: Trả trong buổi này, khoảng 10:40 · Hẹn 14:10 thứ Năm 26/02."""
    if promised_at is None:
        return _("Trả theo đợt, không có hạn riêng")
    if not in_visit:
        return _("Hẹn %(moment)s") % {"moment": moment(promised_at, now)}
    at = local(promised_at)
    hour = f"{at:%H:%M}" if at.date() == local(now).date() else moment(promised_at, now)
    if slip_owed:
        return _("Trả trong ngày, trước %(hour)s") % {"hour": hour}
    noon = dt.time(12)
    if (at.time() <= noon) == (local(now).time() <= noon):
        return _("Trả trong buổi này, khoảng %(hour)s") % {"hour": hour}
    return _("Trả trong hôm nay, khoảng %(hour)s") % {"hour": hour}
