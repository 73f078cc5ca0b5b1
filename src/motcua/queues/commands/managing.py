"""What an administrator says of the lines: their names, sectors, counters, and how much precedence they give."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.accounts.rules import check_can_manage
from motcua.agencies.models import Agency, Counter
from motcua.events.managed import record_change
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.queues.models import Appointment, Line, Ticket
from motcua.queues.states import TicketState

KIND = "line"


@dataclass(frozen=True, slots=True)
class LineSaid:
    """Everything that is said of a line; counters by their numbers, no sector means every sector."""

    letter: str
    name: str
    sectors: Sequence[str] = ()
    counters: Sequence[int] = ()
    priority_share: int = 2
    calls_before_no_show: int = 2
    skip_places: int = 3
    usual_minutes: int = 10
    active: bool = True


def key_of(shop: Agency) -> str:
    """Return the key of the history of a shop's lines."""
    return f"{shop.code}@{shop.valid_from}"


def said_of(line: Line) -> dict[str, Any]:
    """Return a line as it is recorded."""
    counters = sorted(line.counters.values_list("number", flat=True))
    return {each.name: getattr(line, each.name) for each in fields(LineSaid)} | {"counters": counters}


def _check(said: LineSaid) -> None:
    letter = said.letter
    if not (1 <= len(letter) <= 2 and letter.isascii() and letter.isalpha() and letter.isupper()):
        raise Denied(_("Chữ của hàng là một hoặc hai chữ in hoa không dấu: A, B, HT …"), about="letter")
    if not said.name.strip():
        raise Denied(_("Đặt tên cho hàng: người dân đọc tên này trên máy lấy số."), about="name")
    if not 1 <= said.priority_share <= 9:
        raise Denied(_("Số lượt ưu tiên gọi liền nhau từ 1 đến 9."), about="priority_share")
    if not 1 <= said.calls_before_no_show <= 9:
        raise Denied(_("Số lần gọi từ 1 đến 9."), about="calls_before_no_show")
    if not 1 <= said.skip_places <= 20:
        raise Denied(_("Số lượt nhường từ 1 đến 20."), about="skip_places")
    if not 1 <= said.usual_minutes <= 120:
        raise Denied(_("Thời gian phục vụ một người từ 1 đến 120 phút."), about="usual_minutes")


def _check_strands_nobody(row: Line, said: LineSaid, *, at: dt.datetime) -> None:
    """Raise Denied where people who hold a number, or come by appointment, would wait for nobody."""
    today = Ticket.objects.filter(line=row, day=local(at).date())
    waits = {"letter": row.letter, "n": today.filter(state=TicketState.WAITING).count()}
    if said.letter != row.letter and Ticket.objects.filter(issued_by=row, day=local(at).date()).exists():
        raise Denied(
            _("Hôm nay đã phát số mang chữ %(letter)s: đổi chữ trước giờ mở cửa ngày mai.") % waits, about="letter"
        )
    if waits["n"] and not said.active:
        raise Denied(
            _("Hôm nay còn %(n)d người đợi ở hàng %(letter)s: gọi hết hoặc chuyển họ sang hàng khác, rồi đóng.")
            % waits,
            about="active",
        )
    if waits["n"] and not said.counters:
        raise Denied(_("Còn %(n)d người đợi ở hàng %(letter)s: để lại ít nhất một quầy.") % waits, about="counters")
    if not said.active:
        _check_nobody_is_expected(row, at=at)


def _check_nobody_is_expected(row: Line, *, at: dt.datetime) -> None:
    coming = Appointment.objects.filter(slot__line=row, slot__ends_at__gt=at, cancelled_at=None, ticket=None).count()
    if coming:
        raise Denied(
            _("Còn %(n)d lịch hẹn sắp tới ở hàng này: báo người hẹn, hủy lịch ở trang Hẹn giờ, rồi đóng.")
            % {"n": coming},
            about="active",
        )


def _what(before: dict[str, Any], after: dict[str, Any]) -> str:
    if not before:
        return "made"
    if before["active"] != after["active"]:
        return "reopened" if after["active"] else "closed"
    return "changed"


@transaction.atomic
def say_line(shop: Agency, said: LineSaid, *, line: Line | None = None, by: Post, at: dt.datetime) -> Line:
    """Make a line or change one (`line`), with history; Denied where it would strand somebody who waits in it."""
    check_can_manage(shop, by=by, on=local(at).date())
    _check(said)
    Agency.objects.select_for_update(of=("self",)).get(pk=shop.pk)
    same = Line.objects.filter(shop=shop, letter=said.letter)
    if taken := (same.exclude(pk=line.pk) if line else same).first():
        whose = {"letter": said.letter, "name": taken.name}
        raise Denied(_("Chữ %(letter)s đã là của hàng «%(name)s»: chọn chữ khác.") % whose, about="letter")
    counters = list(Counter.objects.filter(centre=shop, number__in=said.counters))
    if len(counters) != len(set(said.counters)):
        raise Denied(_("Có quầy không thuộc nơi này: xin chọn lại."), about="counters")
    row = Line(shop=shop) if line is None else Line.objects.select_for_update().get(pk=line.pk, shop=shop)
    if line is not None:
        _check_strands_nobody(row, said, at=at)
    before = {} if line is None else said_of(row)
    values = asdict(said) | {"sectors": list(said.sectors), "name": said.name.strip()}
    for name, value in values.items():
        if name != "counters":
            setattr(row, name, value)
    row.version += 1
    row.save()
    row.counters.set(counters)
    after = said_of(row)
    if before != after:
        what = _what(before, after)
        record_change(what, kind=KIND, key=key_of(shop), by=by, at=at, before=before, after=after, line=row.letter)
    return row
