"""Competence that agencies lent each other: which procedures, by which decision, from when to when."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.models import Role
from motcua.events.managed import history_of
from motcua.procedures.delegating import end_competence
from motcua.procedures.models import Procedure
from motcua.procedures.queries import competences_of
from motcua.web import words
from motcua.web.attempt import attempt
from motcua.web.manage.history import tell
from motcua.web.shell import PostRequest, at_desk
from motcua.worktime.explanation import limit_in_words

_TOLD = 50


@require_safe
@at_desk(Role.ADMIN, Role.SUPERVISOR)
def competences(request: PostRequest) -> HttpResponse:
    """List what this authority has lent or was lent."""
    today = request.at.date()
    kept = list(competences_of(request.post.authority))
    codes = {row.procedure_code for row in kept}
    names = dict(Procedure.objects.filter(code__in=codes).values_list("code", "short_name"))
    rows = [
        {
            "row": row,
            "name": words.named(names.get(row.procedure_code, "")),
            "limit": limit_in_words(row.limit) if row.limit else "",
            "holds": row.holds_on(today),
            "to_come": row.revoked_at is None and row.starts_on > today,
        }
        for row in kept
    ]
    context = {
        "rows": rows,
        "may_edit": request.post.role == Role.ADMIN,
        "history": tell(history_of("competence", *[row.pk for row in kept])[:_TOLD]),
        "key": uuid.uuid4(),
    }
    return render(request, "manage/competences.html", context)


@require_POST
@at_desk(Role.ADMIN)
def end(request: PostRequest, pk: int) -> HttpResponse:
    """Take competence back, with the reason."""
    row = get_object_or_404(competences_of(request.post.authority), pk=pk)

    def do() -> None:
        end_competence(row, reason=request.POST.get("reason", ""), by=request.post, at=request.at)

    if denied := attempt(request, do, name="end_competence"):
        messages.error(request, denied.reason)
    else:
        messages.success(request, _("Đã thu hồi: hồ sơ đã nhận trước đó vẫn theo ủy quyền lúc nhận."))
    return redirect("manage:competences")
