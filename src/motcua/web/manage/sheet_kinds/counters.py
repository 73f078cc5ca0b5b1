"""The counters of the authority's one-stop shops, as a list: their numbers, and how they are called."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.accounts.managing import say_counter
from motcua.accounts.models import Post
from motcua.agencies.models import Counter
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.web.manage import sheets
from motcua.web.manage.sheets import Cells, Column, Sheet, Taken

UNIT, NUMBER, NAME = "Mã đơn vị", "Số quầy", "Tên quầy"
_MOST = 999


def rows(post: Post, _at: dt.datetime) -> Iterable[list[str]]:
    """Return the counters, unit by unit."""
    counters = Counter.objects.filter(centre__authority=post.authority).select_related("centre")
    for counter in counters.order_by("centre__code", "number"):
        yield [counter.centre.code, str(counter.number), counter.name]


def take(cells: Cells, by: Post, at: dt.datetime) -> Taken:
    """Say one counter: a number that its unit has is renamed, any other is a new counter."""
    centre, number = sheets.unit(cells, UNIT, on=local(at).date()), cells[NUMBER]
    if not (number.isascii() and number.isdigit() and 0 < int(number) <= _MOST):
        said = {"column": NUMBER, "most": _MOST}
        raise Denied(_("Cột «%(column)s»: ghi một số từ 1 đến %(most)d.") % said)
    name = sheets.shortened(cells, NAME, 80) or f"Quầy {int(number)}"
    return Taken(say_counter(centre, number=int(number), name=name, by=by, at=at).upper())


SHEET = Sheet(
    name="counters",
    title=gettext_lazy("Quầy"),
    back="manage:units",
    columns=(
        Column(UNIT, gettext_lazy("Mã của trung tâm, chi nhánh hoặc điểm tiếp nhận, như ở trang Đơn vị.")),
        Column(NUMBER, gettext_lazy("Như 3; số đã có thì đổi tên quầy ấy.")),
        Column(NAME, gettext_lazy("Hiện ở phòng chờ, trên phiếu; để trống: «Quầy 3».")),
    ),
    rows=rows,
    take=take,
)
