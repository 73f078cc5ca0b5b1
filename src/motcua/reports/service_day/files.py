"""The day on one page for the wall, and as a spreadsheet for a report."""

import io
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from motcua import printing
from motcua.lib.clock import local
from motcua.reports.charts import Chart
from motcua.reports.register_files import XLSX
from motcua.reports.service_day import charts
from motcua.reports.service_day.achieved import Achieved, Which
from motcua.reports.service_day.cases import bounds
from motcua.reports.service_day.failures import failures
from motcua.reports.service_day.figures import headline, sections
from motcua.reports.service_day.tables import ProcedureRow, procedures
from motcua.servicedays.models import Programme

__all__ = ["XLSX", "pdf", "xlsx"]
TEMPLATE = "papers/service_day.typ"
_ON_CHART, _PROCEDURES, _FAILURES = 3, 5, 4


def pdf(day: Achieved, *, name: str, days: str) -> bytes:
    """Return the page for the wall: in Vietnamese, whoever prints it; nobody is named on it."""
    with translation.override("vi"):
        data: dict[str, Any] = {
            "title": _("Ngày %(days)s đã làm được gì") % {"days": days},
            "office": name,
            "slogan": _slogan(day),
            "headline": [{"label": each.label, "value": each.value, "beside": each.beside} for each in headline(day)],
            "charts": [
                _drawn(chart, kind)
                for chart, kind in (
                    (charts.hours(day), "standing"),
                    (charts.beside_the_law(day, most=_ON_CHART), "lying"),
                )
                if chart is not None
            ],
            "table": {
                "title": _("Từng thủ tục"),
                "head": [_("Thủ tục"), _("Hồ sơ"), _("Luật cho"), _("Trung vị"), _("Nhanh gấp")],
                "rows": [_line(row) for row in procedures(day)[:_PROCEDURES]],
            },
            "failed": {
                "title": _("Chưa được, và vì sao"),
                "rows": [{"words": each.key, "count": each.count} for each in failures(day)[:_FAILURES]],
                "none": _("Không có hồ sơ nào lỡ hẹn, quá hạn hay phải bổ sung."),
            },
            "foot": _("Tính lúc %(at)s từ %(n)d hồ sơ; không có tên ai trên trang này.")
            % {"at": f"{local(day.at):%H:%M %d/%m/%Y}", "n": day.count(Which.TAKEN_IN)},
        }
    return printing.render(TEMPLATE, data)


def _slogan(day: Achieved) -> str:
    """Return the slogan under which everything was promised then; none where places had slogans of their own."""
    since, until = bounds(day.first, day.last)
    made = {"promises__made_at__gte": since, "promises__made_at__lt": until}
    programmes = Programme.objects.filter(promises__dossier__intake_agency__in=day.shops, **made)
    slogans = set(programmes.values_list("slogan", flat=True))
    return slogans.pop() if len(slogans) == 1 else ""


def _line(row: ProcedureRow) -> list[str]:
    return [row.name, str(row.count), row.law, row.median, row.faster or "–"]


def _drawn(chart: Chart, kind: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "title": chart.title,
        "told": chart.told,
        "full": chart.full,
        "hollow": chart.hollow,
        "groups": [
            {
                "name": group.name,
                "bars": [{"label": bar.label, "share": bar.share, "hollow": bar.hollow} for bar in group.bars],
            }
            for group in chart.groups
        ],
    }


def xlsx(day: Achieved, *, name: str, days: str) -> bytes:
    """Return the numbers, the procedures, the hours and what failed: a sheet each; a name is a text there."""
    workbook = Workbook()
    first = workbook.active
    assert isinstance(first, Worksheet)
    heading = f"{name} · {days}"
    numbers = [[part.title, each.label, each.value, each.beside] for part in sections(day) for each in part.figures]
    _sheet(first, "Kết quả", heading, [_("Phần"), _("Số"), _("Kết quả"), _("Ghi chú")], numbers)
    rows = [
        [row.code, row.name, row.count, row.ready, row.law, row.median, row.ninth, row.faster, row.kept, row.broken]
        for row in procedures(day)
    ]
    head = [
        _("Mã"), _("Thủ tục"), _("Tiếp nhận"), _("Đã có kết quả"), _("Luật cho"), _("Trung vị"),
        _("Chín phần mười không quá"), _("Nhanh gấp"), _("Giữ hẹn"), _("Lỡ hẹn"),
    ]  # fmt: skip
    _sheet(workbook.create_sheet(), "Thủ tục", heading, head, rows)
    hours = [[hour, len(came), len(ready)] for hour, (came, ready) in day.by_hour.items()]
    _sheet(workbook.create_sheet(), "Theo giờ", heading, [_("Giờ"), _("Tiếp nhận"), _("Có kết quả")], hours)
    failed = [[each.kind, each.why, each.count] for each in failures(day)]
    _sheet(workbook.create_sheet(), "Chưa được", heading, [_("Việc"), _("Vì sao"), _("Số hồ sơ")], failed)
    kept = io.BytesIO()
    workbook.save(kept)
    return kept.getvalue()


def _sheet(sheet: Worksheet, title: str, heading: str, head: list[str], rows: list[list[Any]]) -> None:
    sheet.title = title
    for line in ([heading], head, *rows):
        sheet.append(line)
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    sheet["A1"].font = Font(bold=True)
    for cell in sheet[2]:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="center")
    for place in range(1, len(head) + 1):
        longest = max((len(str(row[place - 1])) for row in rows), default=0)
        sheet.column_dimensions[get_column_letter(place)].width = min(max(longest, len(head[place - 1]), 8) + 2, 60)
    sheet.freeze_panes = "A3"
