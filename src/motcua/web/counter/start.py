"""The counter before anyone is known: the box, the numbered list, and what may be found."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.models import Role
from motcua.lib.clock import now
from motcua.web import frequent
from motcua.web.counter import box
from motcua.web.counter.looks import Found
from motcua.web.shell import PostRequest, at_desk
from motcua.worktime.explanation import weekday_name


def page(
    request: PostRequest, *, problem: str = "", text: str = "", found: Found | None = None, status: int = 200
) -> HttpResponse:
    """Draw the empty counter."""
    today = now().date()
    context = {
        "greeting": _("Mời người tiếp theo"),
        "today": f"{capfirst(weekday_name(today))} {today:%d/%m}",
        "procedures": frequent.procedures(today),
        "problem": problem,
        "text": text,
        "found": found,
    }
    return render(request, "counter/start.html", context, status=status)


@require_safe
@at_desk(Role.INTAKE)
def start(request: PostRequest) -> HttpResponse:
    """Show the empty counter."""
    return page(request)


@require_POST
@at_desk(Role.INTAKE)
def suggest(request: PostRequest) -> HttpResponse:
    """Show what the text typed so far may mean. Names stay out of addresses, so this is a POST that writes nothing."""
    text = request.POST.get("text", "")
    found = box.find(text, post=request.post)
    if request.htmx:
        return render(request, "counter/parts/suggestions.html", {"found": found})
    return page(request, text=text, found=found)
