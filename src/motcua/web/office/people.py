"""«Người»: rows that may be one person side by side, what was proposed, and what can be taken apart again.

Names are shown, for two rows cannot be judged without them; numbers are masked, and every look is noted.
"""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.models import Role
from motcua.events.record import note_access
from motcua.lib.outcomes import Answer, Denied
from motcua.people import dates, masking, rules
from motcua.people.commands import answer_merge, propose_merge, undo_merge
from motcua.people.models import Person, PersonMerge, PersonQuerySet
from motcua.people.queries import Why, likely_doubles, shown_number
from motcua.web.attempt import attempt
from motcua.web.shell import PostRequest, at_desk, scoped_dossiers, scoped_persons

_ROLES = (Role.INTAKE, Role.HEAD, Role.SUPERVISOR)
_SAME_SITTING = dt.timedelta(minutes=30)
_RECENT = 20


@dataclass(frozen=True, slots=True)
class PersonLook:
    """A row of a person, masked: enough to tell two apart."""

    id: int
    name: str
    born: str
    sex: str
    numbers: tuple[str, ...]
    address: str
    dossiers: int
    since: dt.datetime


@dataclass(frozen=True, slots=True)
class DoubleLook:
    """Two rows side by side and why they are here; `typed` is a reason that came back."""

    first: PersonLook
    second: PersonLook
    why: str
    typed: str = ""


@dataclass(frozen=True, slots=True)
class MergeLook:
    """What was proposed or done, with what this post may do about it."""

    id: int
    kept: PersonLook
    gone: PersonLook
    reason: str
    who: str
    at: dt.datetime
    answer: Answer


def _look(row: Person, request: PostRequest) -> PersonLook:
    numbers = [row.id_number, row.old_id_number] if row.id_number or row.old_id_number else [shown_number(row)]
    return PersonLook(
        id=row.pk,
        name=row.full_name,
        born=dates.shown(row.date_of_birth),
        sex=row.get_sex_display(),
        numbers=tuple(masking.id_number(number) for number in numbers if number),
        address=row.address.rpartition(",")[0].rpartition(",")[2].strip() or row.address,
        dossiers=scoped_dossiers(request.post).filter(submitter=row).count(),
        since=row.created_at,
    )


def _everybody(request: PostRequest) -> PersonQuerySet:
    """Return the persons of this authority, rows that were merged among them."""
    mine: PersonQuerySet = scoped_persons(request.post)
    return Person.objects.filter(Q(pk__in=mine.values("pk")) | Q(merged_into__in=mine.values("pk")))


def _merges(request: PostRequest) -> list[PersonMerge]:
    ours = _everybody(request).values("pk")
    rows = PersonMerge.objects.filter(kept__in=ours, gone__in=ours, undone_at=None)
    return list(
        rows.exclude(answered_at__isnull=False, confirmed=False)
        .select_related("kept", "gone", "proposed_by__user", "answered_by__user")
        .order_by("-proposed_at", "-pk")[:_RECENT]
    )


def _may(check: Callable[..., None], merge: PersonMerge, request: PostRequest) -> Answer:
    try:
        check(merge, by=request.post)
    except Denied as denied:
        return Answer(allowed=False, reason=denied.reason)
    return Answer(allowed=True)


def _merge_look(merge: PersonMerge, request: PostRequest) -> MergeLook:
    by = merge.answered_by or merge.proposed_by
    check = rules.check_can_undo_merge if merge.confirmed else rules.check_can_answer_merge
    return MergeLook(
        id=merge.pk,
        kept=_look(merge.kept, request),
        gone=_look(merge.gone, request),
        reason=merge.reason,
        who=by.user.full_name,
        at=merge.answered_at or merge.proposed_at,
        answer=_may(check, merge, request),
    )


@require_safe
@at_desk(*_ROLES)
def people(request: PostRequest) -> HttpResponse:
    """Show rows that may be one person, what waits for an answer, what was merged."""
    return _draw(request)


def _draw(request: PostRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    doubles, merges = likely_doubles(scoped_persons(request.post)), _merges(request)
    shown = {row.stream for each in doubles for row in (each.first, each.second)}
    shown |= {row.stream for each in merges for row in (each.kept, each.gone)}
    note_access(
        subjects=sorted(shown), purpose="Xem người trùng", by=request.post, at=request.at, once_within=_SAME_SITTING
    )
    sent = request.POST.get("pair", "")
    context: dict[str, Any] = {
        "problem": problem,
        "doubles": [
            DoubleLook(
                first=_look(each.first, request),
                second=_look(each.second, request),
                why=_("Cùng một số giấy tờ") if each.why == Why.NUMBER else _("Cùng họ tên, ngày sinh"),
                typed=request.POST.get("reason", "") if sent == f"{each.first.pk}-{each.second.pk}" else "",
            )
            for each in doubles
        ],
        "waiting": [_merge_look(each, request) for each in merges if each.answered_at is None],
        "done": [_merge_look(each, request) for each in merges if each.confirmed],
        "key": uuid.uuid4(),
    }
    return render(request, "office/people.html", context, status=status)


@require_POST
@at_desk(*_ROLES)
def propose(request: PostRequest) -> HttpResponse:
    """Propose that two rows of this authority are one person: the one chosen stays."""
    pair = request.POST.get("pair", "").split("-")
    rows = {str(row.pk): row for row in scoped_persons(request.post).filter(pk__in=[p for p in pair if p.isdigit()])}
    kept = rows.pop(request.POST.get("kept", ""), None)
    if kept is None or len(rows) != 1:
        raise Http404
    gone = rows.popitem()[1]
    reason = request.POST.get("reason", "")
    return _act(
        request, lambda: propose_merge(kept=kept, gone=gone, reason=reason, by=request.post, at=request.at), "propose"
    )


@require_POST
@at_desk(*_ROLES)
def answer(request: PostRequest, pk: int, verb: str) -> HttpResponse:
    """Confirm or refuse what was proposed, or take apart what was merged."""
    ours = _everybody(request).values("pk")
    merge = get_object_or_404(PersonMerge.objects.filter(kept__in=ours, gone__in=ours), pk=pk)
    said: dict[str, Any] = {"merge": merge, "by": request.post, "at": request.at}
    acts: dict[str, Callable[[], object]] = {
        "confirm": lambda: answer_merge(confirmed=True, **said),
        "refuse": lambda: answer_merge(confirmed=False, **said),
        "undo": lambda: undo_merge(reason=request.POST.get("reason", ""), **said),
    }
    if verb not in acts:
        raise Http404
    return _act(request, acts[verb], verb)


def _act(request: PostRequest, act: Callable[[], object], name: str) -> HttpResponse:
    if denied := attempt(request, act, name=f"people.{name}"):
        return _draw(request, problem=denied.reason, status=409)
    return redirect("office:people")
