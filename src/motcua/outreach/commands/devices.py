"""Bring a tablet into use, and take it out again."""

import datetime as dt
import hashlib
import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.agencies.models import Agency
from motcua.events.managed import record_change
from motcua.lib import codes
from motcua.lib.outcomes import Denied
from motcua.outreach import rules
from motcua.outreach.commands.numbers import write_off_all
from motcua.outreach.models import Device

KIND = "device"
CODE_LASTS = dt.timedelta(minutes=15)
_MOST_NUMBERS = 200


def digest_of(token: str) -> str:
    """Return what is kept of a device's token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def enrol(*, name: str, agency: Agency, block_size: int, by: Post, at: dt.datetime) -> Device:
    """Put a tablet down for a centre; its code is typed on it within a quarter of an hour."""
    device = Device(name=name.strip(), agency=agency, block_size=block_size, made_at=at, enrolled_by=by)
    rules.check_can_manage(device, by=by)
    if not device.name:
        raise Denied(_("Ghi tên máy, thí dụ «Máy tổ công nghệ số thôn 3»."), about="name")
    if not 1 <= block_size <= _MOST_NUMBERS:
        raise Denied(_("Mỗi lần cấp từ 1 đến 200 số."), about="block_size")
    device.code = codes.with_check("".join(secrets.choice(codes.ALPHABET) for _each in range(7)))
    device.save()
    after = {"name": device.name, "agency": agency.short_name, "block_size": block_size}
    record_change("enrolled", kind=KIND, key=device.pk, by=by, at=at, after=after)
    return device


@transaction.atomic
def join(*, code: str, by: Post, at: dt.datetime) -> tuple[Device, str]:
    """Return the device whose code was typed on the tablet, and the token that the tablet keeps from now on."""
    said = codes.normalise(code)
    waiting = Device.objects.select_for_update(of=("self",)).select_related("agency")
    device = waiting.filter(code=said or "-", made_at__gt=at - CODE_LASTS, revoked_at=None).first()
    if device is None:
        raise Denied(_("Không có máy nào chờ mã này: xem lại mã; mã chỉ dùng một lần, trong 15 phút."), about="code")
    rules.check_can_use(device, by=by)
    token = secrets.token_urlsafe(32)
    device.token_digest, device.code, device.joined_at, device.seen_at = digest_of(token), "", at, at
    device.save(update_fields=["token_digest", "code", "joined_at", "seen_at"])
    record_change("joined", kind=KIND, key=device.pk, by=by, at=at)
    return device, token


def see(*, device: Device, at: dt.datetime) -> None:
    """Remember when the device was last heard of."""
    device.seen_at = at
    device.save(update_fields=["seen_at"])


@transaction.atomic
def revoke(*, device: Device, by: Post, at: dt.datetime) -> Device:
    """Take a device out of use: no number, no form for it from now on. What it still sends is shown to a person."""
    row = Device.objects.select_for_update(of=("self",)).select_related("agency__authority").get(pk=device.pk)
    rules.check_can_manage(row, by=by)
    if row.revoked_at is not None:
        return row
    row.revoked_at, row.revoked_by, row.code = at, by, ""
    row.save(update_fields=["revoked_at", "revoked_by", "code"])
    record_change("revoked", kind=KIND, key=row.pk, by=by, at=at)
    write_off_all(row, by=by, at=at)
    return row
