"""What the screen of the hall says beside the numbers: put up for some days, taken down earlier, with its history."""

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from motcua.accounts.models import Post, Role
from motcua.agencies.models import Agency
from motcua.events.managed import record_change
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.queues.commands.managing import key_of
from motcua.queues.models import Line, Notice

KIND = "notice"
WRITERS = frozenset({Role.ADMIN, Role.SUPERVISOR})
MOST = 3


def _check(shop: Agency, *, by: Post, at: dt.datetime) -> None:
    if by.role not in WRITERS or not by.held_on(local(at).date()):
        raise Denied(_("Thông báo ở phòng chờ do giám sát hoặc quản trị kỹ thuật viết, không phải bạn."))
    if (shop.authority or shop).pk != by.authority.pk:
        raise Denied(_("Phòng chờ này không thuộc nơi bạn làm việc."))


def _said(row: Notice) -> dict[str, object]:
    return {name: getattr(row, name) for name in ("text", "text_en", "starts_on", "ends_on")}


def _let_screens_know(shop: Agency) -> None:
    Line.objects.filter(shop=shop).update(version=F("version") + 1)


@transaction.atomic
def put_up(
    shop: Agency, *, text: str, text_en: str = "", starts_on: dt.date, ends_on: dt.date, by: Post, at: dt.datetime
) -> Notice:
    """Put a notice up from a day to a day; Denied when the hall would have more at a time than it can show."""
    _check(shop, by=by, at=at)
    if not text.strip():
        raise Denied(_("Viết thông báo: người dân đọc câu này trên màn hình phòng chờ."), about="text")
    if ends_on < starts_on:
        raise Denied(_("Ngày cuối phải từ ngày đầu trở đi."), about="ends_on")
    if ends_on < local(at).date():
        raise Denied(_("Ngày cuối đã qua: thông báo sẽ không hiện lúc nào."), about="ends_on")
    Agency.objects.select_for_update(of=("self",)).get(pk=shop.pk)
    if Notice.objects.filter(shop=shop, starts_on__lte=ends_on, ends_on__gte=starts_on).count() >= MOST:
        most = {"n": MOST}
        raise Denied(_("Những ngày ấy đã có %(n)d thông báo, màn hình không đủ chỗ: gỡ bớt một.") % most, about="text")
    row = Notice.objects.create(
        shop=shop, text=text.strip(), text_en=text_en.strip(), starts_on=starts_on, ends_on=ends_on, put_up_by=by,
        put_up_at=at,
    )  # fmt: skip
    record_change("put_up", kind=KIND, key=key_of(shop), by=by, at=at, after=_said(row), notice=row.pk)
    _let_screens_know(shop)
    return row


@transaction.atomic
def take_down(notice: Notice, *, by: Post, at: dt.datetime) -> None:
    """Take a notice down before its last day."""
    row = Notice.objects.select_for_update().filter(pk=notice.pk).first()
    if row is None:
        raise Denied(_("Thông báo này đã được gỡ."))
    _check(row.shop, by=by, at=at)
    record_change("taken_down", kind=KIND, key=key_of(row.shop), by=by, at=at, before=_said(row), notice=row.pk)
    row.delete()
    _let_screens_know(row.shop)
