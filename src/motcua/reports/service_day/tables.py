"""The table of procedures: what the law gives beside what was taken, and what was promised."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.reports.service_day.achieved import Achieved, ProcedureLine
from motcua.reports.service_day.charts import limit_words
from motcua.reports.service_day.figures import length
from motcua.servicedays.models import PromiseState


@dataclass(frozen=True, slots=True)
class ProcedureRow:
    """One procedure, in words."""

    code: str
    name: str
    count: int
    ready: int
    law: str
    median: str
    ninth: str
    faster: str
    kept: int
    broken: int


def procedures(day: Achieved) -> list[ProcedureRow]:
    """Return the procedures of a day, the most frequent first."""
    return [_row(line) for line in day.by_procedure]


def _row(line: ProcedureLine) -> ProcedureRow:
    states = [case.said.state for case in line.cases if case.said is not None]
    times = line.times_faster
    return ProcedureRow(
        code=line.code,
        name=_(line.name),
        count=len(line.cases),
        ready=line.took.count,
        law=limit_words(line),
        median=length(line.took.median),
        ninth=length(line.took.ninth),
        faster=_("%(n)d lần") % {"n": times} if times is not None and times > 1 else "",
        kept=states.count(PromiseState.KEPT),
        broken=states.count(PromiseState.BROKEN),
    )
