"""Tickets and ratings as rows of words: what the list behind a number of the hall shows. Nobody is named in them."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.lib.clock import local
from motcua.queues.states import TicketState
from motcua.reports.service_day.figures import length
from motcua.reports.service_day.hall import Turn
from motcua.surveys.models import Place, Reason
from motcua.surveys.queries import Touch

type Cells = list[tuple[str, str]]
"""A row: each column's name with what stands in it."""

BECAME: dict[TicketState, str | Promise] = {
    TicketState.WAITING: gettext_lazy("Chưa được gọi"),
    TicketState.CALLED: gettext_lazy("Đang được gọi"),
    TicketState.SERVING: gettext_lazy("Đang làm"),
    TicketState.DONE: gettext_lazy("Đã phục vụ"),
    TicketState.NO_SHOW: gettext_lazy("Gọi không đến"),
    TicketState.CANCELLED: gettext_lazy("Đã bỏ số"),
}


def plain(items: Sequence[Turn | Touch]) -> list[Cells]:
    """Return tickets or ratings as rows."""
    return [_turn(each) if isinstance(each, Turn) else _touch(each) for each in items]


def _turn(turn: Turn) -> Cells:
    return [
        (_("Số"), turn.label),
        (_("Hàng"), turn.line),
        (_("Lấy số"), f"{local(turn.taken_at):%H:%M %d/%m/%Y}"),
        (_("Đợi gọi"), length(turn.waited)),
        (_("Quầy"), turn.counter or "–"),
        (_("Kết quả"), str(BECAME[turn.state])),
    ]


def _touch(touch: Touch) -> Cells:
    named = ", ".join(str(Reason(each).label) for each in touch.reasons)
    return [
        (_("Ngày"), f"{touch.day:%d/%m/%Y}"),
        (_("Mức"), _("%(score)d trên 5") % {"score": touch.score}),
        (_("Điều đã chọn"), named or "–"),
        (_("Chạm ở"), str(Place(touch.place).label)),
    ]
