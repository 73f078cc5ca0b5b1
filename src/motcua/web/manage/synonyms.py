"""What people call each procedure: the list that search lives on, each authority's own."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.models import Role
from motcua.procedures.models import Procedure
from motcua.procedures.queries import phrases_of
from motcua.procedures.synonyms import key_of, say_synonyms
from motcua.web import words
from motcua.web.attempt import attempt
from motcua.web.manage import history
from motcua.web.shell import PostRequest, at_desk


@require_safe
@at_desk(Role.ADMIN, Role.SUPERVISOR, Role.INTAKE)
def synonyms(request: PostRequest) -> HttpResponse:
    """List every procedure with what it is called here."""
    return _draw(request)


def _draw(
    request: PostRequest, *, code: str = "", typed: str = "", problem: str = "", status: int = 200
) -> HttpResponse:
    known = phrases_of(request.post.authority)
    rows = [
        (each, words.named(name), *((typed, problem) if each == code else ("; ".join(known.get(each, ())), "")))
        for each, name in Procedure.objects.order_by("short_name").values_list("code", "short_name")
    ]
    context = {
        "rows": rows,
        "may_edit": request.post.role == Role.ADMIN,
        "history": history.told("synonyms", key_of(request.post.authority)),
        "key": uuid.uuid4(),
    }
    return render(request, "manage/synonyms.html", context, status=status)


@require_POST
@at_desk(Role.ADMIN)
def say(request: PostRequest, code: str) -> HttpResponse:
    """Say what one procedure is called."""
    typed = request.POST.get("phrases", "")

    def do() -> None:
        say_synonyms(code, typed.split(";"), by=request.post, at=request.at)

    if denied := attempt(request, do, name="say_synonyms"):
        return _draw(request, code=code, typed=typed, problem=denied.reason, status=422)
    messages.success(request, _("Đã ghi: từ giờ gõ cách gọi ấy là tìm thấy."))
    return redirect("manage:synonyms")
