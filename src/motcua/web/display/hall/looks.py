"""What the screen of the hall says: who is called where, who comes next, the day and its figures, notices. No names."""

import datetime as dt
import re
from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from motcua.agencies.models import Agency
from motcua.dossiers.queries import board
from motcua.queues import queries
from motcua.queues.models import Notice, Ticket
from motcua.queues.states import TicketState
from motcua.servicedays.queries.programmes import programme_at
from motcua.worktime.explanation import weekday_name

SECOND = "en"
_OTHERS, _NEXT = 6, 4
_SHORT = 12  # letters of a place that fit beside its ticket in large ones
_NUMBERED = re.compile(r"(.*?\S)(?:\s+số)?\s+([0-9]{1,3})", re.IGNORECASE)
_LABELS: dict[str, str | Promise] = {
    "now": gettext_lazy("Đang mời"),
    "next": gettext_lazy("Tiếp theo"),
    "wait": gettext_lazy("người đang đợi"),
    "nobody": gettext_lazy("Chưa gọi số nào"),
    "today": gettext_lazy("Hôm nay"),
    "received": gettext_lazy("hồ sơ đã tiếp nhận"),
    "delivered": gettext_lazy("kết quả đã trả"),
    "in_time": gettext_lazy("trả đúng hạn"),
    "notice": gettext_lazy("Thông báo"),
}


@dataclass(frozen=True, slots=True)
class Both:
    """Words in the first language and, where they are known in it, in the second."""

    first: str
    second: str


def labels() -> dict[str, Both]:
    """Return the fixed words of the screen in both languages."""
    first = {name: str(word) for name, word in _LABELS.items()}
    with translation.override(SECOND):
        second = {name: str(word) for name, word in _LABELS.items()}
    return {name: Both(word, second[name] if second[name] != word else "") for name, word in first.items()}


@dataclass(frozen=True, slots=True)
class CallLook:
    """One number at one counter; `key` changes with every call of it, `called` while nobody has come yet."""

    key: str
    ticket: int
    label: str
    place: str
    number: str
    called: bool

    @property
    def long(self) -> bool:
        """Whether the place needs smaller letters, so that its number stays the largest."""
        return len(self.place) > _SHORT


@dataclass(frozen=True, slots=True)
class LineOnScreen:
    """A line with how many wait and the next numbers."""

    letter: str
    name: str
    waits: int
    following: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HallLook:
    """Everything that the hall reads."""

    office: str
    day: str
    calls: tuple[CallLook, ...]
    lines: tuple[LineOnScreen, ...]
    programme: str
    slogan: str
    figures: board.Figures
    notices: tuple[Notice, ...]


def look(shop: Agency, *, at: dt.datetime) -> HallLook:
    """Return the hall at a moment: the same number of queries for one ticket and for four hundred."""
    hall = queries.hall(shop, at=at, following=10_000)
    coming: dict[int, list[str]] = {}
    for ticket in hall.following:
        coming.setdefault(ticket.line_id, []).append(ticket.label)
    programme = programme_at(shop, at=at)
    return HallLook(
        office=shop.name,
        day=f"{capfirst(weekday_name(at.date()))} {at:%d/%m/%Y}",
        calls=tuple(_call(ticket) for ticket in hall.serving[: _OTHERS + 1]),
        lines=tuple(
            LineOnScreen(
                each.line.letter, each.line.name, each.crowd.count, tuple(coming.get(each.line.pk, [])[:_NEXT])
            )
            for each in hall.lines
        ),
        programme=programme.name if programme else "",
        slogan=programme.slogan if programme else "",
        figures=board.figures(shop, at=at),
        notices=tuple(queries.notices(shop, day=at.date())),
    )


def _call(ticket: Ticket) -> CallLook:
    name = ticket.counter.name if ticket.counter else ""
    found = _NUMBERED.fullmatch(name)
    place, number = (found[1], found[2]) if found else (name, "")
    moment = int(ticket.called_at.timestamp()) if ticket.called_at else 0
    return CallLook(
        key=f"{ticket.pk}-{moment}-{ticket.calls}",
        ticket=ticket.pk,
        label=ticket.label,
        place=place,
        number=number,
        called=ticket.state == TicketState.CALLED,
    )
