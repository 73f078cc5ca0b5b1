"""/manage/lines/: the lines of the authority's centres, and what is not in order yet."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.accounts.models import Role
from motcua.agencies.models import ONE_STOP, Agency
from motcua.queues import commands, queries
from motcua.queues.commands.managing import key_of
from motcua.queues.models import Line
from motcua.web import words
from motcua.web.attempt import attempt, beside
from motcua.web.manage import history
from motcua.web.manage.line_forms import LineForm, sectors_on
from motcua.web.shell import PostRequest, at_desk


@dataclass(frozen=True, slots=True)
class LineLook:
    """A line as its list shows it."""

    row: Line
    sectors: str
    counters: str
    waiting: int


@dataclass(frozen=True, slots=True)
class ShopLook:
    """A shop with its lines and what is not in order yet."""

    shop: Agency
    lines: list[LineLook]
    gaps: list[str]


def _shops(request: PostRequest) -> QuerySet[Agency]:
    rows = Agency.objects.valid_on(request.at.date()).filter(authority=request.post.authority, kind__in=ONE_STOP)
    return rows.prefetch_related("counters").order_by("code")


def own(request: PostRequest) -> QuerySet[Line]:
    """Return the lines of the authority's shops."""
    return Line.objects.filter(shop__authority=request.post.authority).select_related("shop")


def _shop_look(shop: Agency, request: PostRequest, sectors: Iterable[str]) -> ShopLook:
    today = request.at.date()
    rows = list(Line.objects.filter(shop=shop).prefetch_related("counters"))
    waiting = Counter(ticket.line_id for ticket in queries.waiting(rows, day=today))
    looks = [_line_look(row, waiting[row.pk]) for row in rows]
    return ShopLook(shop, looks, _gaps(shop, [row for row in rows if row.active], sectors))


def _line_look(row: Line, waiting: int) -> LineLook:
    sectors = ", ".join(words.named(each) for each in row.sectors) or _("mọi lĩnh vực khác")
    return LineLook(row, sectors, ", ".join(words.named(each.name) for each in row.counters.all()), waiting)


def _gaps(shop: Agency, lines: list[Line], sectors: Iterable[str]) -> list[str]:
    """Say what is not in order: a sector that no line takes, a line that nobody calls, a counter that calls nobody."""
    if not lines:
        return []
    found = []
    named = {each for line in lines for each in line.sectors}
    if all(line.sectors for line in lines) and (left := sorted(set(sectors) - named)):
        said = {"sectors": ", ".join(words.named(each) for each in left)}
        found.append(
            _("Chưa hàng nào nhận %(sectors)s: thêm vào một hàng, hoặc để một hàng không chọn lĩnh vực.") % said
        )
    serving = {counter.pk for line in lines for counter in line.counters.all()}
    found += [
        _("Hàng %(letter)s chưa có quầy phục vụ: chưa ai gọi số của hàng này.") % {"letter": line.letter}
        for line in lines
        if not line.counters.all()
    ]
    found += [
        _("%(counter)s chưa phục vụ hàng nào.") % {"counter": words.named(each.name)}
        for each in shop.counters.all()
        if each.pk not in serving
    ]
    return found


@require_safe
@at_desk(Role.ADMIN, Role.SUPERVISOR)
def lines(request: PostRequest) -> HttpResponse:
    """List the lines of every centre with who waits, and what is not in order."""
    shops, sectors = list(_shops(request)), sectors_on(request.at.date())
    context = {
        "looks": [_shop_look(shop, request, sectors) for shop in shops],
        "may_edit": request.post.role == Role.ADMIN,
        "history": history.told("line", *[key_of(shop) for shop in shops]),
    }
    return render(request, "manage/lines.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(Role.ADMIN)
def new(request: PostRequest, shop: int) -> HttpResponse:
    """Open a line at a centre."""
    return _edit(request, get_object_or_404(_shops(request), pk=shop), None)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(Role.ADMIN)
def line(request: PostRequest, pk: int) -> HttpResponse:
    """Change a line, close it, open it again."""
    row = get_object_or_404(own(request), pk=pk)
    return _edit(request, row.shop, row)


def _edit(request: PostRequest, shop: Agency, row: Line | None) -> HttpResponse:
    form = LineForm(request.POST or None, initial=LineForm.first(shop, row)).for_shop(shop, request.at.date(), row)
    if request.method == "POST" and form.is_valid():

        def do() -> None:
            commands.say_line(shop, form.said(), line=row, by=request.post, at=request.at)

        if denied := attempt(request, do, name="say_line"):
            beside(form, denied)
        else:
            messages.success(request, _("Đã ghi: máy lấy số và quầy dùng ngay."))
            return redirect("manage:lines")
    context = {"form": form, "row": row, "shop": shop, "key": uuid.uuid4()}
    return render(request, "manage/line.html", context, status=422 if request.method == "POST" else 200)
