"""Service days: the programmes of an authority; what each offers, who stands where, and what is still missing."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.accounts.models import Role
from motcua.events.managed import history_of
from motcua.procedures.models import Procedure
from motcua.servicedays import commands, rules, sentences
from motcua.servicedays.models import Absence, Programme
from motcua.servicedays.queries.lacking import gaps_of
from motcua.servicedays.queries.programmes import neighbours_programmes, next_days
from motcua.web import words
from motcua.web.attempt import attempt, beside
from motcua.web.manage.history import tell
from motcua.web.manage.service_day_forms import ACTS, REMOVALS, WEEKDAYS, ActForm, ProgrammeForm
from motcua.web.shell import PostRequest, at_desk
from motcua.worktime.calendars import working_calendar
from motcua.worktime.deadlines import CalendarEnds
from motcua.worktime.explanation import weekday_name

_PLANNERS = (Role.ADMIN, Role.SUPERVISOR)
_DAYS = 4


@dataclass(frozen=True, slots=True)
class Day:
    """One coming day of a programme: when, whether the law's clock runs then, and what nobody covers."""

    date: dt.date
    words: str
    legal: bool
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProgrammeLook:
    """A programme as its list shows it."""

    row: Programme
    days: str
    windows: str
    places: str
    next: Day | None


def _own(request: PostRequest) -> QuerySet[Programme]:
    return Programme.objects.seen_by(request.post.authority).prefetch_related("places", "offers")


def _days_words(row: Programme) -> str:
    named = [str(WEEKDAYS[each]) for each in row.weekdays]
    dates = [f"{dt.date.fromisoformat(each):%d/%m/%Y}" for each in row.dates]
    return ", ".join([*named, *dates])


def _windows_words(row: Programme) -> str:
    return "; ".join(f"{opens}–{closes}" for opens, closes in row.windows)


def _look(row: Programme, request: PostRequest, *, days: int = 1) -> tuple[ProgrammeLook, list[Day]]:
    coming = [_day(row, day, request) for day in next_days(row, since=request.at.date(), number=days)]
    places = ", ".join([*(place.short_name for place in row.places.all()), *filter(None, [row.mobile_point])])
    first = coming[0] if coming else None
    return ProgrammeLook(row, _days_words(row), _windows_words(row), places, first), coming


def _day(row: Programme, day: dt.date, request: PostRequest) -> Day:
    offered = [offer.procedure_code for offer in row.offers.all()]
    found = [sentences.gap(gap, offered=offered) for gap in gaps_of(row, request.post.authority, day)]
    try:
        legal = working_calendar(request.post.agency.calendar_code()).is_working_day(day)
    except CalendarEnds:
        legal = False
    return Day(day, f"{weekday_name(day)} {day:%d/%m/%Y}", legal, tuple(dict.fromkeys(found)))


@require_safe
@at_desk(*_PLANNERS)
def service_days(request: PostRequest) -> HttpResponse:
    """List the programmes with their next day and its gaps."""
    others = neighbours_programmes(request.post.authority, on=request.at.date())
    context = {
        "rows": [_look(row, request)[0] for row in _own(request)],
        "others": [_look(row, request)[0] for row in others.select_related("authority").prefetch_related("places")],
        "own": request.post.authority,
        "key": uuid.uuid4(),
    }
    return render(request, "manage/service_days.html", context)


@require_http_methods(["GET", "POST"])
@at_desk(*_PLANNERS)
def edit(request: PostRequest, pk: int = 0) -> HttpResponse:
    """Announce a programme, or change one."""
    row = get_object_or_404(_own(request), pk=pk) if pk else None
    usual = {"valid_from": request.at.date(), "windows": "07:30-11:30; 13:30-17:00"}
    first = ProgrammeForm.first(row) if row else usual
    form = ProgrammeForm(request.POST or None, initial=first).for_desk(request.post, request.at.date(), row)
    if request.method == "POST" and form.is_valid():
        made: list[Programme] = []

        def do() -> None:
            made.append(commands.plan(programme=row, by=request.post, at=request.at, **form.cleaned_data))

        if denied := attempt(request, do, name="plan_service_day"):
            beside(form, denied)
        else:
            kept = made[0].pk if made else pk
            return redirect("manage:service_day", kept) if kept else redirect("manage:service_days")
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "row": row, "key": uuid.uuid4()}
    return render(request, "manage/service_day_edit.html", context, status=status)


@require_safe
@at_desk(*_PLANNERS)
def service_day(request: PostRequest, pk: int) -> HttpResponse:
    """Show one programme: what is offered, who stands where, the days to come and what is missing on them."""
    return _draw(request, get_object_or_404(_own(request), pk=pk))


def _draw(request: PostRequest, row: Programme, sent: tuple[str, ActForm] | None = None) -> HttpResponse:
    look, coming = _look(row, request, days=_DAYS)
    on = request.at.date()
    forms = {name: form(auto_id=f"{name}_%s").for_desk(request.post, on, row) for name, form in ACTS.items()}
    if sent is not None:
        forms[sent[0]] = sent[1]
    names = dict(Procedure.objects.values_list("code", "short_name"))
    absences = Absence.objects.filter(post__agency__authority=request.post.authority, ends_on__gte=on)
    context: dict[str, Any] = {
        "look": look,
        "row": row,
        "coming": coming,
        "offers": [(offer, words.named(names.get(offer.procedure_code, ""))) for offer in row.offers.all()],
        "exclusions": row.exclusions.all(),
        "roster": row.roster.select_related("post__user", "post__agency", "stand_in__user"),
        "absences": absences.select_related("post__user"),
        "forms": forms,
        "failed": sent[1] if sent else None,
        "opened": sent[0] if sent else "",
        "may_edit": row.authority_id == request.post.authority.pk,
        "may_staff": rules.is_ours(row, request.post),
        "history": tell(history_of("service_day", row.pk)),
        "key": uuid.uuid4(),
    }
    return render(request, "manage/service_day.html", context, status=422 if sent else 200)


@require_POST
@at_desk(*_PLANNERS)
def act(request: PostRequest, pk: int, verb: str) -> HttpResponse:
    """Offer, exclude, put somebody down, write down who is away; what is wrong is said beside its field."""
    row = get_object_or_404(_own(request), pk=pk)
    if verb not in ACTS:
        raise Http404
    form = ACTS[verb](request.POST, auto_id=f"{verb}_%s").for_desk(request.post, request.at.date(), row)
    if not form.is_valid():
        return _draw(request, row, (verb, form))

    def do() -> None:
        form.do(row, request)

    if denied := attempt(request, do, name=f"service_day_{verb}"):
        beside(form, denied)
        return _draw(request, row, (verb, form))
    return redirect("manage:service_day", row.pk)


@require_POST
@at_desk(*_PLANNERS)
def remove(request: PostRequest, pk: int, kind: str, what: str) -> HttpResponse:
    """Take an offer, an exclusion, a line of the roster or an absence away again."""
    row = get_object_or_404(_own(request), pk=pk)
    if kind not in REMOVALS:
        raise Http404
    removal = REMOVALS[kind]
    found = removal.find(row, what)

    def do() -> None:
        removal.do(found, by=request.post, at=request.at)

    # Taken away twice it is gone once.
    if found is not None and (denied := attempt(request, do, name=f"service_day_remove_{kind}")):
        messages.error(request, denied.reason)
    return redirect("manage:service_day", row.pk)


@require_POST
@at_desk(*_PLANNERS)
def take_part(request: PostRequest, pk: int) -> HttpResponse:
    """Open the own place on the days of a neighbour's programme."""
    row = get_object_or_404(neighbours_programmes(request.post.authority, on=request.at.date()), pk=pk)
    return _with_our_place(request, row, "join_service_day", commands.join)


@require_POST
@at_desk(*_PLANNERS)
def leave(request: PostRequest, pk: int) -> HttpResponse:
    """Take the own place out of a programme that another authority announced."""
    return _with_our_place(request, get_object_or_404(_own(request), pk=pk), "leave_service_day", commands.leave)


def _with_our_place(request: PostRequest, row: Programme, name: str, command: Callable[..., object]) -> HttpResponse:
    def do() -> None:
        command(programme=row, by=request.post, at=request.at)

    if denied := attempt(request, do, name=name):
        messages.error(request, denied.reason)
    return redirect("manage:service_days")
