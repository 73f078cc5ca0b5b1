"""The second screen: a device is shown a code, an officer pairs it, the citizen confirms or asks for a change."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.documents.commands import store
from motcua.dossiers import visit_rules
from motcua.dossiers.commands.accepting import errors_of
from motcua.dossiers.commands.filing import file_confirmed
from motcua.dossiers.models import Screen, ScreenKind, ScreenTry, Visit, VisitItem
from motcua.forms import commands as forms
from motcua.forms.models import ConfirmedHow
from motcua.forms.queries import definition_of
from motcua.forms.signature import Stroke, drawn
from motcua.lib import practice
from motcua.lib.outcomes import Denied

CODE_LASTS = dt.timedelta(minutes=10)
_TRIES, _TRIES_WITHIN = 5, dt.timedelta(minutes=15)
_MOST_WAITING = 200


def digest_of(token: str) -> str:
    """Return what is kept of a device's token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def begin(*, kind: ScreenKind = ScreenKind.SECOND, at: dt.datetime) -> tuple[Screen, str]:
    """Return a device that waits to be paired, and its token; Denied while too many wait."""
    Screen.objects.filter(paired_at=None, made_at__lt=at - CODE_LASTS).delete()
    if Screen.objects.filter(paired_at=None).count() >= _MOST_WAITING:
        raise Denied(_("Có quá nhiều màn hình đang chờ nối: xin thử lại sau mười phút."))
    token = secrets.token_urlsafe(32)
    return Screen.objects.create(token_digest=digest_of(token), code=_new_code(), kind=kind, made_at=at), token


def _new_code() -> str:
    while True:
        code = f"{secrets.randbelow(1_000_000):06d}"
        if not Screen.objects.filter(code=code).exists():
            return code


def pair(*, code: str, by: Post, at: dt.datetime) -> Screen:
    """Pair the device that shows this code with the post's counter, or with its shop; five wrong tries stop a guess."""
    visit_rules.check_can_start(by=by)
    if by.counter is None:
        raise Denied(_("Vị trí này chưa có quầy: nhờ quản trị gán quầy rồi nối màn hình."))
    if ScreenTry.objects.filter(by=by, at__gt=at - _TRIES_WITHIN).count() >= _TRIES:
        raise Denied(_("Đã gõ sai mã năm lần: xin chờ 15 phút rồi thử lại."))
    digits = "".join(letter for letter in code if letter.isascii() and letter.isdigit())
    with transaction.atomic():
        waiting = Screen.objects.select_for_update().filter(code=digits or "-", made_at__gt=at - CODE_LASTS).first()
        if waiting is not None:
            waiting.code, waiting.paired_at, waiting.paired_by = "", at, by
            waiting.training = practice.is_on()
            if waiting.kind == ScreenKind.SECOND:
                waiting.counter = by.counter
            else:
                waiting.shop = by.agency
            waiting.save(update_fields=["code", "counter", "shop", "paired_at", "paired_by", "training"])
            return waiting
    ScreenTry.objects.create(by=by, at=at)
    raise Denied(_("Không có màn hình nào đang hiện mã này: xin xem lại sáu chữ số; mã đổi sau mười phút."))


def revoke(*, screen: Screen, by: Post, at: dt.datetime) -> None:
    """Cut a device off from the post's counter or shop; it shows nothing from then on."""
    visit_rules.check_can_start(by=by)
    at_counter = screen.counter_id is not None and screen.counter_id == by.counter_id
    if not at_counter and screen.shop_id != by.agency_id:
        raise Denied(_("Màn hình này không nối với quầy của anh/chị."))
    screen.revoked_at = at
    screen.save(update_fields=["revoked_at"])


def _open_visit(screen: Screen, visit_id: str) -> Visit:
    """Return the visit that stands open at the screen's counter, locked, if it is the one the screen shows."""
    row = None
    if screen.counter_id is not None and screen.revoked_at is None and screen.training == practice.is_on():
        open_now = Visit.objects.select_for_update().filter(ended_at=None, parked_at=None)
        row = open_now.filter(counter=screen.counter_id).order_by("-started_at").first()
    if row is None or str(row.pk) != visit_id:
        raise Denied(_("Tờ khai này không còn mở ở quầy."))
    return row


@transaction.atomic
def confirm_by_touch(
    screen: Screen, *, visit_id: str, seen: str, strokes: Sequence[Stroke], at: dt.datetime
) -> Sequence[VisitItem]:
    """Keep the citizen's signature under exactly what the screen showed (`seen`: digest_of_forms then).

    Raises Denied when a value changed meanwhile, something is still missing, or nothing was drawn.
    """
    visit = _open_visit(screen, visit_id)
    items = list(visit.items.select_related("procedure_version__procedure", "form__version", "dossier"))
    if seen != digest_of_forms(items):
        raise Denied(_("Tờ khai vừa được sửa: xin xem lại rồi ký."))
    if not items or not visit.person_data.get("full_name") or errors_of(items, at=at):
        raise Denied(_("Tờ khai còn chỗ chưa điền: xin chờ cán bộ điền xong."))
    file = store(drawn(strokes), media_type="image/svg+xml", at=at)
    for item in items:
        forms.confirm(item.form, how=ConfirmedHow.SCREEN, by_name=visit.person_data["full_name"], at=at, signature=file)
    visit.items.update(change_asked=[])
    if visit_rules.is_filed_online(visit):
        file_confirmed(visit, items, how=ConfirmedHow.SCREEN, at=at)
    return items


@transaction.atomic
def ask_change(screen: Screen, *, visit_id: str, item_id: int, field: str) -> None:
    """Keep which field the citizen wants changed, for the officer to see; Denied for a field that is not there."""
    visit = _open_visit(screen, visit_id)
    item = visit.items.select_related("form__version").filter(pk=item_id).first()
    if item is None or field not in {each.id for each in definition_of(item.form).fields}:
        raise Denied(_("Không có mục này trong tờ khai."))
    if field not in item.change_asked:
        item.change_asked = [*item.change_asked, field]
        item.save(update_fields=["change_asked"])


def digest_of_forms(items: Sequence[VisitItem]) -> str:
    """Return what stands for the exact values of a basket's forms."""
    said = "|".join(f"{item.pk}:{forms.digest_of_values(item.form)}" for item in items)
    return hashlib.sha256(said.encode()).hexdigest()
