"""A list from a spreadsheet: its page, the dry run, applying it, and the same columns out again."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.models import Role
from motcua.dossiers.commands.once import once
from motcua.lib import sheets as files
from motcua.lib.outcomes import Denied
from motcua.lib.sheets import BadSheet, Row
from motcua.web.manage import sheets
from motcua.web.manage.sheet_kinds import SHEETS
from motcua.web.manage.sheets import Report, Sheet
from motcua.web.shell import PostRequest, at_desk

_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def _sheet(name: str) -> Sheet:
    if name not in SHEETS:
        raise Http404
    return SHEETS[name]


@require_safe
@at_desk(Role.ADMIN)
def sheet(request: PostRequest, name: str) -> HttpResponse:
    """Show what the columns are, and the way in and out."""
    return _draw(request, _sheet(name))


def _draw(
    request: PostRequest,
    sheet: Sheet,
    *,
    report: Report | None = None,
    token: str = "",
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    typed = [(column, request.POST.get(f"cell-{place}", "")) for place, column in enumerate(sheet.columns)]
    context = {
        "sheet": sheet,
        "typed": typed,
        "report": report,
        "token": token,
        "problem": problem,
        "key": uuid.uuid4(),
        "most": files.MOST_BYTES // 1024 // 1024,
    }
    return render(request, "manage/sheet.html", context, status=status)


@require_POST
@at_desk(Role.ADMIN)
def dry_run(request: PostRequest, name: str) -> HttpResponse:
    """Say of every row what would become of it; nothing is written. The rows come in a file, or one is typed."""
    sheet = _sheet(name)
    try:
        rows = _typed(request, sheet) if "typed" in request.POST else _read(request, sheet)
    except Denied as denied:
        return _draw(request, sheet, problem=denied.reason, status=422)
    report = sheets.run(sheet, rows, by=request.post, at=request.at, keep=False)
    return _draw(request, sheet, report=report, token=sheets.sealed(sheet, rows, by=request.post))


def _typed(request: PostRequest, sheet: Sheet) -> list[Row]:
    cells = {head: request.POST.get(f"cell-{place}", "").strip() for place, head in enumerate(sheet.heads)}
    if not any(cells.values()):
        raise Denied(_("Chưa gõ gì: ghi các ô rồi xem thử."))
    return [Row(sheets.TYPED, cells)]


def _read(request: PostRequest, sheet: Sheet) -> list[Row]:
    sent = request.FILES.get("file")
    if sent is None:
        raise Denied(_("Chưa chọn tệp: chọn tệp .xlsx hoặc .csv rồi gửi."))
    try:
        # One byte more than may be says that it is too large; the rest is not even read.
        rows = files.read(sent.read(files.MOST_BYTES + 1), sheet.heads)
    except BadSheet as bad:
        raise Denied(sheets.sentence(bad)) from bad
    if not rows:
        raise Denied(_("Tệp chỉ có dòng tên cột: ghi các dòng rồi gửi lại."))
    return rows


@require_POST
@at_desk(Role.ADMIN)
def apply(request: PostRequest, name: str) -> HttpResponse:
    """Take in what can be taken, once; the report says what became of every row."""
    sheet = _sheet(name)
    rows = sheets.unsealed(sheet, request.POST.get("rows", ""), by=request.post)
    if rows is None:
        sentence = _("Lần xem thử đã quá lâu hoặc không phải của bạn: gửi lại tệp.")
        return _draw(request, sheet, problem=sentence, status=409)
    reports: list[Report] = []

    def do() -> None:
        reports.append(sheets.run(sheet, rows, by=request.post, at=request.at, keep=True))

    once(do, name=f"sheet:{sheet.name}", key=request.POST.get("key", ""), by=request.post, at=request.at)
    if not reports:
        return _draw(request, sheet, problem=_("Tệp này đã được nhập rồi, không nhập lần nữa."))
    return _draw(request, sheet, report=reports[0])


@require_safe
@at_desk(Role.ADMIN)
def export(request: PostRequest, name: str, kind: str) -> HttpResponse:
    """Return the list as it is, in the very columns that are taken in."""
    sheet = _sheet(name)
    if kind not in _TYPES:
        raise Http404
    rows = sheet.rows(request.post, request.at)
    content = files.as_text(sheet.heads, rows) if kind == "csv" else files.as_workbook(sheet.heads, rows, sheet.name)
    disposition = f'attachment; filename="{sheet.name}-{request.at:%Y%m%d}.{kind}"'
    return HttpResponse(content, content_type=_TYPES[kind], headers={"content-disposition": disposition})
