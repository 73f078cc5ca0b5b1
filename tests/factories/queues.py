"""A hall: Gia Lâm's shop with two lines, two counters, Lan at the first and Hoa at the second."""

import datetime as dt
from dataclasses import dataclass

from motcua.accounts.models import Post, Role
from motcua.agencies.models import Counter
from motcua.people.models import Person
from motcua.queues import commands
from motcua.queues.models import Line, Origin, Ticket
from motcua.queues.states import AT_COUNTER
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, Commune, later

KNOWN = {"full_name": "LÊ THỊ TÁM"}


@dataclass(frozen=True)
class Hall:
    """What a test needs of it: line A at both counters, line B at the second alone."""

    unit: Commune
    a: Line
    b: Line
    lan: Post
    hoa: Post

    def take(
        self,
        line: Line | None = None,
        *,
        minute: int = 0,
        ground: str = "",
        person: Person | None = None,
        key: str = "",
    ) -> Ticket:
        """Take a ticket at a minute of the morning."""
        return commands.take(
            line or self.a, origin=Origin.KIOSK, ground=ground, person=person, key=key, at=self.at(minute)
        )

    def at(self, minute: int) -> dt.datetime:
        """A minute of the morning."""
        return later(MORNING, minutes=minute)

    def serve(self, post: Post, *, minute: int) -> Ticket:
        """Call the next and begin with them."""
        ticket = commands.call_next(by=post, at=self.at(minute))
        assert ticket is not None
        return commands.begin_serving(ticket, person_data=KNOWN, by=post, at=self.at(minute))[0]


def hall(unit: Commune | None = None) -> Hall:
    """Open it."""
    unit = unit or make.gia_lam()
    second = Counter.objects.create(centre=unit.centre, number=2, name="Quầy 2")
    hoa = make.post(unit.centre, Role.INTAKE, "Trần Thu Hoa", counter=second)
    said = commands.LineSaid("A", "Hộ tịch, chứng thực", sectors=["Hộ tịch", "Chứng thực"], counters=[1, 2])
    a = commands.say_line(unit.centre, said, by=unit[Role.ADMIN], at=MORNING)
    b = commands.say_line(
        unit.centre, commands.LineSaid("B", "Việc khác", counters=[2]), by=unit[Role.ADMIN], at=MORNING
    )
    return Hall(unit, a, b, unit[Role.INTAKE], hoa)


def here(post: Post) -> Ticket:
    """Return who is called to this post's counter or served there."""
    return Ticket.objects.select_related("line").get(counter=post.counter, state__in=sorted(AT_COUNTER))
