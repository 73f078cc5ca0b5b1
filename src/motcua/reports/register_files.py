"""The register on paper (A4, across) and as a spreadsheet."""

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from motcua import printing
from motcua.agencies.models import Agency
from motcua.dossiers.legal_sets import REGISTER, form_on, own_folder, sets_of
from motcua.dossiers.paper_parts import moment
from motcua.lib.clock import local
from motcua.reports.register import Book, Row

HEADINGS = (
    "STT", "Mã hồ sơ", "Tên TTHC", "Tên tổ chức, cá nhân", "Địa chỉ, số điện thoại", "Cơ quan chủ trì giải quyết",
    "Nhận hồ sơ", "Hẹn trả kết quả", "Trả kết quả", "Phương thức nhận kết quả", "Ký nhận",
)  # fmt: skip
WIDTHS = (6, 22, 40, 30, 48, 34, 17, 17, 17, 20, 26)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def period_in_words(first: dt.date, last: dt.date) -> str:
    """Return the days it tells of, as it is printed."""
    return f"từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}"


def pdf(unit: Agency, book: Book, rows: Sequence[Row], *, first: dt.date, last: dt.date, at: dt.datetime) -> bytes:
    """Return the register as PDF, drawn by the circular that holds on its last day."""
    above, day = unit.authority or unit, local(at)
    held, form = form_on(REGISTER, last, sets_of(above))
    data: dict[str, Any] = {
        "form": form.model_dump() | {"top_line": held.top_line if held else ""},
        "parent": above.name,
        "agency": unit.name,
        "place": above.short_name,
        "day": f"{day:%d}",
        "month": f"{day:%m}",
        "year": f"{day:%Y}",
        "book": book.name,
        "period": period_in_words(first, last),
        "rows": [_drawn(row) for row in rows],
    }
    return printing.render(form.template, data, beside=own_folder())


def _drawn(row: Row) -> dict[str, Any]:
    said = {name: getattr(row, name) for name in Row.__slots__}
    return said | {name: moment(said[name]) for name in ("received", "promised", "delivered")}


def xlsx(unit: Agency, book: Book, rows: Iterable[Row], *, first: dt.date, last: dt.date) -> bytes:
    """Return the register as a spreadsheet; a name is a text there, whatever it begins with."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "So theo doi"
    sheet.append([f"Sổ theo dõi hồ sơ · {unit.name} · Quyển số {book.name} · {period_in_words(first, last)}"])
    sheet.append(list(HEADINGS))
    for row in rows:
        sheet.append(_cells(row))
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"
            elif isinstance(cell.value, dt.datetime):
                cell.number_format = "hh:mm dd/mm/yyyy"
    for cell in sheet[2]:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="center")
    sheet["A1"].font = Font(bold=True)
    for place, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A3"
    kept = io.BytesIO()
    workbook.save(kept)
    return kept.getvalue()


def _cells(row: Row) -> list[Any]:
    where = "; ".join(each for each in (row.address, row.phone) if each)
    times = [local(each).replace(tzinfo=None) if each else None for each in (row.received, row.promised, row.delivered)]
    name = "; ".join(each for each in (row.name, row.filed) if each)
    return [row.ordinal, row.code, row.procedure, name, where, row.handling, *times, row.way, row.signed]
