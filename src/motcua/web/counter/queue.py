"""Call the next one, and what may be done with whoever was called; a ticket for somebody who cannot take one."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.models import Role
from motcua.lib import practice
from motcua.lib.outcomes import Denied
from motcua.queues import commands, grounds, queries
from motcua.queues.models import Line, Origin, StrayNumber, Ticket
from motcua.web import live, tickets
from motcua.web.attempt import attempt
from motcua.web.counter import arriving, page, queue_story
from motcua.web.queue import Strip
from motcua.web.shell import PostRequest, at_desk

_PLAIN = {
    "recall": commands.recall,
    "skip": commands.skip,
    "no_show": commands.no_show,
    "finish": commands.finish,
    "come_back": commands.come_back,
    "call": commands.call_given,
}


@require_safe
@at_desk(Role.INTAKE)
def queue(request: PostRequest) -> HttpResponse:
    """Show who waits at this counter, in the order in which they will be called; `n` names a number to be told of."""
    said = "".join(request.GET.get("n", "").upper().split())
    if not said:
        return _draw(request)
    found = queue_story.tickets_of(request).filter(day=request.at.date(), label=said).first()
    if found is not None:
        return redirect("counter:ticket_story", found.pk)
    return _draw(request, problem=_("Hôm nay không có số %(label)s ở nơi này.") % {"label": said[:10]}, status=422)


def _draw(request: PostRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    context = {
        "strays": queries.strays(request.post.agency),
        "asked": request.GET.get("n", ""),
        "sent": request.path,
        "typed": request.POST.get("words", ""),
        "rows": queries.waiting(queries.served_by(request.post), day=request.at.date()),
        "gone": queries.not_seen(request.post.agency, day=request.at.date()),
        "lines": queries.lines_of(request.post.agency),
        "grounds": grounds.to_choose(),
        "chosen": {name: request.POST.get(name, "") for name in ("line", "ground")},
        "problem": problem,
        "key": uuid.uuid4(),
        "at": request.at,
    }
    return render(request, "counter/queue.html", context, status=status)


@require_safe
@at_desk(Role.INTAKE)
def strip(request: PostRequest) -> HttpResponse:
    """Return the strip as it is now, or 304 while it is so already; empty for a counter that serves no line."""
    post, at = request.post, request.at
    said = post.counter_id, practice.is_on(), queries.version(post.agency), live.minute_of(at)
    name = "components/queue_strip.html#now"
    return live.answer(request, said, lambda: render(request, name, {"queue": Strip.of(post, at)}))


@require_POST
@at_desk(Role.INTAKE)
def call_next(request: PostRequest) -> HttpResponse:
    """Call whose turn it is."""
    called: list[Ticket | None] = []

    def do() -> None:
        called.append(commands.call_next(by=request.post, at=request.at))

    if denied := attempt(request, do, name="call_next"):
        return _draw(request, problem=denied.reason, status=409)
    if called == [None]:
        messages.info(request, _("Không còn ai đợi ở các hàng của quầy này."))
    return redirect("counter:start")


@require_POST
@at_desk(Role.INTAKE)
def act(request: PostRequest, pk: int) -> HttpResponse:
    """Do what the pressed button says with a ticket of this shop."""
    tickets = Ticket.objects.filter(line__shop=request.post.agency).select_related("line", "person")
    ticket, verb = get_object_or_404(tickets, pk=pk), request.POST.get("verb", "")
    if verb == "begin_serving":
        return _begin(request, ticket)
    if verb == "transfer":
        to = Line.objects.filter(shop=request.post.agency, letter=request.POST.get("line", "")).first()
        if to is None:
            return _draw(request, problem=_("Chọn hàng sẽ chuyển sang."), status=422)

        def do() -> object:
            return commands.transfer(ticket, line=to, by=request.post, at=request.at)
    elif verb in _PLAIN:

        def do() -> object:
            return _PLAIN[verb](ticket, by=request.post, at=request.at)
    else:
        return _draw(request, problem=_("Chưa rõ làm gì với số này: xin bấm lại."), status=422)
    if denied := attempt(request, do, name=f"ticket_{verb}"):
        return _draw(request, problem=denied.reason, status=409)
    return redirect("counter:queue" if verb == "come_back" else "counter:start")


def _begin(request: PostRequest, ticket: Ticket) -> HttpResponse:
    """Open the intake, with the person already known."""

    def do() -> None:
        arriving.begin_called(ticket, by=request.post, at=request.at)

    if denied := attempt(request, do, name="ticket_begin_serving"):
        return _draw(request, problem=denied.reason, status=409)
    ticket.refresh_from_db()
    return redirect(page.url(ticket.visit))


@require_POST
@at_desk(Role.INTAKE)
def stray(request: PostRequest, pk: int) -> HttpResponse:
    """Let in whoever holds a number that could not take its place, or say why nobody is."""
    rows = StrayNumber.objects.filter(block__line__shop=request.post.agency).select_related("block__line")
    row, by, at = get_object_or_404(rows, pk=pk), request.post, request.at
    acts = {
        "let_in": lambda: commands.let_in(row, by=by, at=at),
        "set_aside": lambda: commands.set_aside(row, words=request.POST.get("words", ""), by=by, at=at),
    }
    verb = request.POST.get("verb", "")
    if verb not in acts:
        return _draw(request, problem=_("Chưa rõ làm gì với số này: xin bấm lại."), status=422)
    if denied := attempt(request, acts[verb], name=f"stray_{verb}"):
        return _draw(request, problem=denied.reason, status=409)
    row.refresh_from_db()
    return redirect("counter:queue_ticket", row.ticket_id) if row.ticket_id else redirect("counter:queue")


@require_POST
@at_desk(Role.INTAKE)
def take(request: PostRequest) -> HttpResponse:
    """Take a ticket for somebody who cannot."""
    line = queries.lines_of(request.post.agency).filter(letter=request.POST.get("line", "")).first()
    if line is None:
        return _draw(request, problem=_("Chọn hàng để lấy số."), status=422)
    ground, key = request.POST.get("ground", ""), request.POST.get("key", "")
    try:
        ticket = commands.take(line, origin=Origin.OFFICER, ground=ground, key=key, by=request.post, at=request.at)
    except Denied as denied:
        return _draw(request, problem=denied.reason, status=422)
    messages.success(
        request, _("Đã lấy số %(label)s: in phiếu đưa người dân, hoặc ghi số này.") % {"label": ticket.label}
    )
    return redirect("counter:queue_ticket", ticket.pk)


@require_safe
@at_desk(Role.INTAKE)
def ticket(request: PostRequest, pk: int) -> HttpResponse:
    """Show a ticket of today at this shop, to be printed for somebody who has none in hand."""
    rows = Ticket.objects.filter(line__shop=request.post.agency, day=request.at.date()).select_related("line__shop")
    return render(request, "counter/ticket.html", {"ticket": tickets.look(request, get_object_or_404(rows, pk=pk))})
