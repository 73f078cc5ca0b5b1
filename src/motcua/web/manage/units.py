"""Units as they stand on a day: names, both national codes, since when, and what became of them."""

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.accounts.managing import unit_key
from motcua.accounts.models import Role
from motcua.agencies.models import Agency
from motcua.agencies.queries import tree
from motcua.events.managed import history_of
from motcua.web.manage.history import tell
from motcua.web.shell import PostRequest, at_desk


@require_safe
@at_desk(Role.ADMIN, Role.SUPERVISOR)
def units(request: PostRequest) -> HttpResponse:
    """Show the units of a day, the two tiers of today or the three of before, as a tree."""
    day = _day(request)
    rows = Agency.objects.valid_on(day).prefetch_related("became__successor", "counters")
    units = list(rows.order_by("kind", "code"))
    ours = [unit_key(unit) for unit in units if unit.authority_id == request.post.authority.pk]
    context = {
        "day": day,
        "branches": tree(units),
        "today": request.at.date(),
        "history": tell(history_of("unit", *ours)),
        "may_edit": request.post.role == Role.ADMIN,
    }
    return render(request, "manage/units.html", context)


def _day(request: PostRequest) -> dt.date:
    try:
        return dt.date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return request.at.date()
