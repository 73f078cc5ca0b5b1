"""Accounts of citizens that this unit opened: listed in short, found by number, each with its history."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.accounts.models import Role
from motcua.events.models import Event
from motcua.events.record import note_access
from motcua.people import account_queries as queries
from motcua.people import commands, masking
from motcua.people.account_rules import can_close_account
from motcua.people.models import AccountProof, CitizenAccount
from motcua.web import words
from motcua.web.attempt import attempt
from motcua.web.shell import PostRequest, at_desk

DESKS = (Role.INTAKE, Role.HEAD, Role.SUPERVISOR, Role.ADMIN)
_HAPPENED: dict[str, str | Promise] = {
    "person.account_opened": gettext_lazy("Mở tài khoản"),
    "person.account_reopened": gettext_lazy("Mở lại tài khoản"),
    "person.account_closed": gettext_lazy("Đóng tài khoản"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One account in short: never a whole name, number or telephone."""

    pk: int
    name: str
    number: str
    phone: str
    opened: str
    by: str
    active: bool


def _row(account: CitizenAccount, request: PostRequest) -> Row:
    return Row(
        pk=account.pk,
        name=masking.name(account.person.full_name),
        number=masking.id_number(account.person.id_number),
        phone=masking.phone(account.phone),
        opened=words.moment(account.opened_at, request.at),
        by=account.opened_by.user.full_name,
        active=account.is_active,
    )


@require_http_methods(["GET", "POST"])
@at_desk(*DESKS)
def accounts(request: PostRequest) -> HttpResponse:
    """List the accounts opened last; a number that is typed (never in an address) finds its one."""
    number = "".join(request.POST.get("number", "").split())
    authority = request.post.authority
    found = queries.with_number(authority, number) if number else queries.latest(authority)
    note_access(subjects=[each.person.stream for each in found], purpose="accounts", by=request.post, at=request.at)
    context = {
        "rows": [_row(each, request) for each in found],
        "searched": bool(number),
        "most": queries.MOST if len(found) == queries.MOST else 0,
    }
    return render(request, "counter/accounts.html", context)


def _account(request: PostRequest, pk: int) -> CitizenAccount:
    account: CitizenAccount = get_object_or_404(queries.opened_by(request.post.authority), pk=pk)
    return account


@require_safe
@at_desk(*DESKS)
def account(request: PostRequest, pk: int) -> HttpResponse:
    """Show one account in short, with what happened to it."""
    return _draw(request, _account(request, pk))


@require_POST
@at_desk(*DESKS)
def close(request: PostRequest, pk: int) -> HttpResponse:
    """Close it at the citizen's wish, with the reason."""
    row, why = _account(request, pk), request.POST.get("reason", "")

    def act() -> None:
        commands.close_account(account=row, reason=why, by=request.post, at=request.at)

    if denied := attempt(request, act, name="close_account"):
        return _draw(request, row, denied.reason)
    messages.success(request, _("Đã đóng tài khoản: không nộp thêm được bằng tài khoản này."))
    return redirect("counter:account", pk)


def _draw(request: PostRequest, row: CitizenAccount, problem: str = "") -> HttpResponse:
    note_access(subjects=[row.person.stream], purpose="accounts", by=request.post, at=request.at)
    context: dict[str, Any] = {
        "row": _row(row, request),
        "happened": [_line(each, request) for each in queries.history(row)],
        "filings": row.filings.exclude(submitted_at=None).count(),
        "answer": can_close_account(row, by=request.post),
        "problem": problem,
        "typed": request.POST.get("reason", ""),
        "key": uuid.uuid4(),
    }
    return render(request, "counter/account.html", context, status=409 if problem else 200)


def _line(event: Event, request: PostRequest) -> dict[str, str]:
    proof, reason = event.details.get("proof"), event.details.get("reason", "")
    return {
        "what": str(_HAPPENED.get(event.name, event.name)),
        "at": words.moment(event.at, request.at),
        "by": f"{event.post.user.full_name}, {event.post.title}" if event.post else event.actor,
        "why": str(AccountProof(proof).label) if proof in AccountProof.values else reason,
    }
