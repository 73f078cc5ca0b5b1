"""The authority's own units, as a list: names, addresses, what each handles, until when it stands."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy

from motcua.accounts.managing import change_unit, new_unit
from motcua.accounts.models import Post
from motcua.agencies.models import Agency, AgencyKind
from motcua.lib.clock import local
from motcua.web.manage import sheets
from motcua.web.manage.sheets import Cells, Column, Sheet, Taken

CODE, NAME, SHORT, KIND = "Mã đơn vị", "Tên", "Tên ngắn", "Loại"
ADDRESS, PHONE, SECTORS, STARTS, ENDS = "Địa chỉ", "Điện thoại", "Lĩnh vực", "Từ ngày", "Đến hết ngày"
# As they stand in a file, whatever language the screen speaks.
KINDS = {
    AgencyKind.PROVINCE.value: "Tỉnh, thành phố",
    AgencyKind.DISTRICT.value: "Huyện",
    AgencyKind.COMMUNE.value: "Xã, phường, đặc khu",
    AgencyKind.DEPARTMENT.value: "Phòng, ban, sở",
    AgencyKind.CENTRE.value: "Trung tâm phục vụ hành chính công",
    AgencyKind.BRANCH.value: "Chi nhánh",
    AgencyKind.RECEPTION_POINT.value: "Điểm tiếp nhận và trả kết quả",
    AgencyKind.VERTICAL.value: "Cơ quan ngành dọc",
}


def rows(post: Post, at: dt.datetime) -> Iterable[list[str]]:
    """Return the units that stand today."""
    units = Agency.objects.valid_on(local(at).date()).filter(authority=post.authority)
    for unit in units.order_by("code"):
        yield [
            unit.code, unit.name, unit.short_name, KINDS[unit.kind], unit.address, unit.phone, "; ".join(unit.sectors),
            sheets.shown(unit.valid_from), sheets.shown(unit.valid_to),
        ]  # fmt: skip


def take(cells: Cells, by: Post, at: dt.datetime) -> Taken:
    """Take one unit in: a code that stands today is changed, any other is a new unit below the committee."""
    said: dict[str, Any] = {
        "name": sheets.needed(cells, NAME, 200),
        "short_name": sheets.needed(cells, SHORT, 80),
        "kind": sheets.one_of(cells, KIND, KINDS),
        "address": sheets.shortened(cells, ADDRESS, 200),
        "phone": sheets.shortened(cells, PHONE, 40),
        "sectors": sheets.several(cells, SECTORS),
        "valid_to": sheets.day(cells, ENDS),
    }
    code, starts_on = sheets.needed(cells, CODE, 35), sheets.needed_day(cells, STARTS)
    kept = Agency.objects.valid_on(local(at).date()).filter(code=code).select_related("authority").first()
    if kept is None:
        new_unit(code=code, valid_from=starts_on, **said, by=by, at=at)
        return Taken.NEW
    return Taken.CHANGED if change_unit(kept, valid_from=starts_on, **said, by=by, at=at) else Taken.SAME


SHEET = Sheet(
    name="units",
    title=gettext_lazy("Đơn vị"),
    back="manage:units",
    columns=(
        Column(CODE, gettext_lazy("Không đổi được: đơn vị khác có mã khác.")),
        Column(NAME, gettext_lazy("Tên đầy đủ, in trên giấy tờ.")),
        Column(SHORT, gettext_lazy("Hiện ở danh sách.")),
        Column(KIND, ", ".join(KINDS.values())),
        Column(ADDRESS),
        Column(PHONE),
        Column(SECTORS, gettext_lazy("Những lĩnh vực đơn vị giải quyết, cách nhau dấu chấm phẩy.")),
        Column(STARTS, gettext_lazy("Ngày thành lập, như 01/07/2025.")),
        Column(ENDS, gettext_lazy("Ngày cuối cùng còn tồn tại; để trống khi chưa biết.")),
    ),
    rows=rows,
    take=take,
)
