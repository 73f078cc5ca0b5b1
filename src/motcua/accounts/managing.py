"""What an administrator changes of the authority's units, each with its history."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts import rules
from motcua.accounts.models import Post
from motcua.agencies.models import ONE_STOP, Agency, Counter
from motcua.events.managed import record_change
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied

_FIELDS = ("name", "short_name", "kind", "address", "phone", "sectors", "valid_from", "valid_to")


def unit_key(unit: Agency) -> str:
    """Return the key of a unit's history: a code may be used again, so its first day belongs to it."""
    return f"{unit.code}@{unit.valid_from}"


def _as_recorded(unit: Agency) -> dict[str, Any]:
    return {name: getattr(unit, name) for name in _FIELDS}


@transaction.atomic
def new_unit(*, code: str, valid_from: dt.date, by: Post, at: dt.datetime, **said: Any) -> Agency:
    """Make a unit inside the administrator's authority, below its committee."""
    rules.check_can_manage(by.agency, by=by, on=local(at).date())
    authority = Agency.objects.select_for_update(of=("self",)).get(pk=by.authority.pk)
    if Agency.objects.filter(code=code, valid_to=None).exists() or Agency.objects.filter(
        code=code, valid_from=valid_from
    ):
        raise Denied(_("Mã %(code)s đang là của đơn vị khác.") % {"code": code})
    unit = Agency(
        code=code,
        valid_from=valid_from,
        parent=authority,
        authority=authority,
        code_qd20=code,
        codes_confirmed=False,
        province_code=authority.province_code,
        **said,
    )
    _check_days(unit)
    unit.save(force_insert=True)
    record_change("made", kind="unit", key=unit_key(unit), by=by, at=at, after=_as_recorded(unit))
    return unit


@transaction.atomic
def change_unit(unit: Agency, *, valid_from: dt.date, by: Post, at: dt.datetime, **said: Any) -> bool:
    """Change what is said of a unit; tell whether anything changed. What dossiers keep of it stays as it was."""
    rules.check_can_manage(unit, by=by, on=local(at).date())
    row = Agency.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    if valid_from != row.valid_from:
        day = f"{row.valid_from:%d/%m/%Y}"
        raise Denied(_("Đơn vị này có từ %(day)s: ngày ấy không sửa được.") % {"day": day})
    before = _as_recorded(row)
    for name, value in said.items():
        setattr(row, name, value)
    after = _as_recorded(row)
    if before == after:
        return False
    if before["kind"] != after["kind"]:
        raise Denied(_("Loại đơn vị không sửa được: đơn vị khác loại có mã khác."))
    _check_days(row)
    row.save(update_fields=list(said))
    record_change("changed", kind="unit", key=unit_key(row), by=by, at=at, before=before, after=after)
    return True


@transaction.atomic
def say_counter(centre: Agency, *, number: int, name: str, by: Post, at: dt.datetime) -> str:
    """Say that a one-stop shop has a counter of this number, called so: "new", "changed" or "same"."""
    rules.check_can_manage(centre, by=by, on=local(at).date())
    if centre.kind not in ONE_STOP:
        raise Denied(_("%(unit)s không tiếp nhận hồ sơ nên không có quầy.") % {"unit": centre.short_name})
    Agency.objects.select_for_update(of=("self",)).get(pk=centre.pk)
    before = centre.counters.filter(number=number).values("name").first()
    if before == {"name": name}:
        return "same"
    Counter.objects.update_or_create(centre=centre, number=number, defaults={"name": name})
    what: dict[str, Any] = {"key": unit_key(centre), "number": number, "unit": centre.short_name}
    record_change("counter_said", kind="unit", **what, by=by, at=at, before=before, after={"name": name})
    return "changed" if before else "new"


def _check_days(unit: Agency) -> None:
    if unit.valid_to is not None and unit.valid_to < unit.valid_from:
        raise Denied(_("Ngày kết thúc phải sau ngày bắt đầu."))
