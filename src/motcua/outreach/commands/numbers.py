"""Numbers for a device: from the same counter as the office's, so that none is ever given twice."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from motcua.accounts.models import Post
from motcua.dossiers import numbering
from motcua.events.managed import record_change
from motcua.lib.clock import local
from motcua.outreach import rules
from motcua.outreach.ahead import last_day
from motcua.outreach.models import Device, NumberBlock
from motcua.outreach.queries import unused

KIND = "device"


@transaction.atomic
def reserve_block(*, device: Device, by: Post, at: dt.datetime) -> list[NumberBlock]:
    """Return the blocks that the device may use: what it has, and a new one when less than half is left.

    Asking again without having used any gives no more.
    """
    row = Device.objects.select_for_update(of=("self",)).select_related("agency__authority").get(pk=device.pk)
    rules.check_can_use(row, by=by)
    rules.check_is_in_use(row)
    _write_off_old(row, by=by, at=at)
    blocks = list(row.blocks.filter(closed_at=None, valid_until__gte=local(at).date()))
    if sum(len(unused(block)) for block in blocks) * 2 < row.block_size:
        blocks.append(_new(row, by=by, at=at))
    return blocks


def _new(device: Device, *, by: Post, at: dt.datetime) -> NumberBlock:
    codes = numbering.next_codes(agency=device.agency, at=at, count=device.block_size)
    block = NumberBlock.objects.create(
        device=device, codes=[list(pair) for pair in codes], made_at=at, made_by=by, valid_until=last_day(at)
    )
    first, last = codes[0].code, codes[-1].code
    record_change("numbers_reserved", kind=KIND, key=device.pk, by=by, at=at, first=first, last=last, count=len(codes))
    return block


def _write_off_old(device: Device, *, by: Post, at: dt.datetime) -> None:
    """Write off what was not used in its time, once nothing can come from the device any more."""
    day = local(at - rules.LONGEST).date()
    for block in device.blocks.filter(closed_at=None, valid_until__lt=day):
        _write_off(block, unused(block), by=by, at=at)


def write_off_all(device: Device, *, by: Post, at: dt.datetime) -> None:
    """Write off every number that the device has not used."""
    for block in device.blocks.filter(closed_at=None):
        _write_off(block, unused(block), by=by, at=at)


@transaction.atomic
def give_back(*, device: Device, codes: Iterable[str], by: Post, at: dt.datetime) -> int:
    """The device will not use these numbers: they are written off, never given to anybody. Return how many."""
    row = Device.objects.select_for_update(of=("self",)).select_related("agency").get(pk=device.pk)
    rules.check_can_use(row, by=by)
    said, count = set(codes), 0
    for block in row.blocks.filter(closed_at=None):
        back = [code for code in unused(block) if code in said]
        count += len(back)
        if back:
            _write_off(block, back, by=by, at=at)
    return count


def _write_off(block: NumberBlock, codes: list[str], *, by: Post, at: dt.datetime) -> None:
    block.written_off = [*block.written_off, *codes]
    block.closed_at = None if unused(block) else at
    block.save(update_fields=["written_off", "closed_at"])
    if codes:
        record_change("numbers_written_off", kind=KIND, key=block.device_id, by=by, at=at, codes=codes)
