"""What is said of service days, in words."""

import datetime as dt
from collections.abc import Collection
from itertools import product

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from motcua.accounts.models import Role
from motcua.lib.clock import local
from motcua.servicedays.gaps import Gap
from motcua.servicedays.promising import Estimate, Why
from motcua.worktime.explanation import weekday_name

DOES: dict[str, str | Promise] = {
    Role.INTAKE: gettext_lazy("tiếp nhận"),
    Role.CASE: gettext_lazy("thụ lý"),
    Role.HEAD: gettext_lazy("xem xét, phân công"),
    Role.APPROVER: gettext_lazy("ký"),
    Role.RECORDS: gettext_lazy("vào số, đóng dấu"),
}


_NOBODY = gettext_lazy("không còn người %(does)s trong ngày hôm nay")
_CLOSED = gettext_lazy("việc %(does)s sẽ xong sau giờ đóng cửa")
_FEW = 3


def does(role: str) -> str:
    """Return what a role does, as it stands in a sentence."""
    return str(DOES.get(role, role))


def gap(each: Gap, *, brief: bool = False, offered: Collection[str] = ()) -> str:
    """Say a gap: Không có người ký 2.000815 từ 10:00 đến 10:30 thứ Ba 01/12.

    In brief with few of many procedures; of all that is `offered` without their codes.
    """
    named = each.procedures[:_FEW] if brief else each.procedures
    codes, more = ", ".join(named), len(each.procedures) - len(named)
    if more:
        codes += ngettext(" và %(n)d thủ tục khác", " và %(n)d thủ tục khác", more) % {"n": more}
    start, end = (local(moment) for moment in each.span)
    said = {
        "does": does(each.role),
        "codes": codes,
        "start": f"{start:%H:%M}",
        "end": f"{end:%H:%M}",
        "day": f"{weekday_name(start.date())} {start:%d/%m}",
    }
    if len(each.procedures) > 1 and set(each.procedures) == set(offered):
        return _("Không có người %(does)s từ %(start)s đến %(end)s %(day)s, cho mọi thủ tục") % said
    return _("Không có người %(does)s %(codes)s từ %(start)s đến %(end)s %(day)s") % said


def why_not(found: Estimate) -> str:
    """Say why the estimate ends in no moment of today."""
    step = {"does": does(found.step.role)} if found.step else {}
    if found.why is Why.NOBODY:
        return str(_NOBODY) % step
    if found.why is Why.LAW_FIRST:
        return _("việc còn lại xong sau hạn theo luật")
    if step:
        return str(_CLOSED) % step
    return _("đã hết giờ của ngày này")


def said_again(kept: str) -> str:
    """Return a reason on record in the language of the screen; one with figures of its own as it stands."""
    for words, role in product((_NOBODY, _CLOSED), DOES):
        with override("vi"):
            known = str(words) % {"does": does(role)}
        if known == kept:
            return str(words) % {"does": does(role)}
    return _(kept) if kept else ""


def not_today(reason: str) -> str:
    """Say that it is not returned today, and why."""
    return _("Không trả trong hôm nay, vì %(reason)s.") % {"reason": reason}


def shown(moment: dt.datetime | None) -> str:
    """Return a promised moment as the record's reader sees it."""
    return f"{local(moment):%H:%M %d/%m/%Y}" if moment else ""


def minutes_of(length: dt.timedelta) -> int:
    """Return a length in whole minutes."""
    return round(length.total_seconds() / 60)
