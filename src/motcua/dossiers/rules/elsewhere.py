"""Taken in for another authority (phi địa giới hành chính): for which procedures, and for whom.

NĐ 309/2026/NĐ-CP art. 7: the receiving centre need not be the competent agency. Within the province every centre may;
across provinces only what a national list names, which is not known here and is refused with that reason.
"""

import datetime as dt

from django.db.models import F
from django.utils.translation import gettext as _

from motcua.agencies.models import Agency
from motcua.agencies.models import AgencyQuerySet as Agencies
from motcua.lib.vietnamese import fold
from motcua.procedures.definition import Definition


def authorities(own: Agency, *, on: dt.date) -> Agencies:
    """Return for whom an authority's centres may take in: those of its level and province that stand on a day."""
    same = Agency.objects.valid_on(on).filter(kind=own.kind, province_code=own.province_code, authority=F("pk"))
    return same.exclude(pk=own.pk).order_by("name")


def named(text: str, *, own: Agency, on: dt.date) -> Agency | None:
    """Return the one authority that a text names, whole or in part, with or without marks; None for none or several."""
    asked = fold(text)
    found = [each for each in [own, *authorities(own, on=on)] if asked in fold(each.name)]
    whole = [each for each in found if fold(each.name) == asked]
    return next(iter(whole or found)) if len(whole or found) == 1 else None


def reason_against(definition: Definition, competent: Agency | None, *, own: Agency, on: dt.date) -> str:
    """Return why `own` may not take this procedure in for another authority; empty: it may, or it is its own."""
    if competent is None or competent == own:
        return ""
    said = {"place": competent.name}
    if not definition.anywhere:
        return _("Thủ tục này nộp tại nơi giải quyết, không nộp ở nơi khác: hướng dẫn đến %(place)s.") % said
    if not competent.stands_on(on):
        return _("%(place)s không còn hoạt động: chọn lại nơi giải quyết.") % said
    if not authorities(own, on=on).filter(pk=competent.pk).exists():
        return _("%(place)s không cùng cấp, cùng tỉnh với nơi tiếp nhận: chọn lại nơi giải quyết.") % said
    return ""
