"""What must be true when a replayed day is over; each fault is a sentence."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import closing

from django.db.models import Count, F, Max

from motcua.dossiers.models import Decision, Dossier
from motcua.events.verifying import first_broken, in_order
from motcua.queues.models import Ticket
from motcua.queues.states import ENDED
from motcua.servicedays.models import Promise, PromiseState


def faults(day: dt.date) -> list[str]:
    """Return everything that is not as it must be; nothing: the day holds."""
    return [sentence for look in _LOOKS for sentence in look(day)]


def _forgotten(day: dt.date) -> Iterator[str]:
    for label in Ticket.objects.filter(day=day).exclude(state__in=sorted(ENDED)).values_list("label", flat=True):
        yield f"Số {label} còn trong hàng khi ngày đã hết."


def _numbers(day: dt.date) -> Iterator[str]:
    """Each line's numbers are 1, 2, 3 … without a gap; codes and results are numbered once."""
    lines = Ticket.objects.filter(day=day).values("issued_by__letter", "issued_by__shop__short_name")
    for line in lines.annotate(given=Count("number", distinct=True), rows=Count("pk"), last=Max("number")).order_by():
        if not line["given"] == line["rows"] == line["last"]:
            yield f"Hàng {line['issued_by__letter']}, {line['issued_by__shop__short_name']}: số trùng hoặc hụt."
    numbered = Decision.objects.exclude(number="").values("number", "dossier__authority", "dossier__procedure_code")
    for twice in numbered.annotate(n=Count("pk")).filter(n__gt=1).order_by():
        yield f"Kết quả số {twice['number']} có hai lần ở một nơi."


def _promises(_day: dt.date) -> Iterator[str]:
    """Whatever was accepted was promised, or told why not; whatever is ready was judged."""
    for code in Dossier.objects.filter(received_at__isnull=False, service_promise=None).values_list("code", flat=True):
        yield f"Hồ sơ {code} không được hẹn, cũng không được nói vì sao."
    unjudged = Promise.objects.filter(state=PromiseState.OPEN, dossier__ready_at__isnull=False)
    for code in unjudged.values_list("dossier__code", flat=True):
        yield f"Hồ sơ {code} đã có kết quả mà lời hẹn còn để ngỏ."
    judged = Promise.objects.filter(state=PromiseState.KEPT, ended_at__gt=F("promised_at"))
    for code in judged.values_list("dossier__code", flat=True):
        yield f"Hồ sơ {code} muộn hẹn mà ghi là giữ hẹn."


def _chains(_day: dt.date) -> Iterator[str]:
    with closing(in_order()) as events:
        broken, _chains = first_broken(events)
    if broken is not None:
        yield f"Chuỗi {broken.stream} hỏng ở sự kiện số {broken.seq}: {broken.reason}."


_LOOKS: tuple[Callable[[dt.date], Iterator[str]], ...] = (_forgotten, _numbers, _promises, _chains)
