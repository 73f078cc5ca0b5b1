"""What the second screen says of one procedure: the form in large words, the promise, the fee, what to bring."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.dossiers import clock, returning
from motcua.dossiers.commands.accepting import intake_as_seen
from motcua.dossiers.intakes import owed
from motcua.dossiers.models import Visit, VisitItem
from motcua.forms.queries import definition_of
from motcua.forms.values import open_questions
from motcua.lib import money
from motcua.procedures.fees import FeeDue
from motcua.web import words
from motcua.web.filled import Group, groups_of
from motcua.worktime.calendars import working_calendar
from motcua.worktime.deadlines import CalendarEnds


@dataclass(frozen=True, slots=True)
class ItemOnScreen:
    """One procedure, ready to be read out."""

    id: int
    name: str
    groups: tuple[Group, ...]
    promise: str
    fee: str
    papers: tuple[str, ...]
    asked: tuple[str, ...]
    wanted: str = ""


def look(item: VisitItem, visit: Visit, *, at: dt.datetime) -> ItemOnScreen:
    """Return one procedure as the citizen reads it."""
    definition = item.procedure_version.definition
    due = owed(intake_as_seen(visit, item))
    return ItemOnScreen(
        id=item.pk,
        name=words.named(definition.short_name),
        groups=groups_of(item.form, prefix=f"{item.pk}.", missing=False),
        promise=_promise(item, visit, at=at),
        fee=_fee(item, due),
        papers=tuple(words.named(each.name) for each in definition.requirements if item.papers.get(each.key)),
        asked=tuple(f"{item.pk}.{name}" for name in item.change_asked),
        wanted=_wanted(visit, item),
    )


def _wanted(visit: Visit, item: VisitItem) -> str:
    """Return how the result will come; nothing of somebody who waits for it."""
    if not returning.is_asked(visit, [item]):
        return ""
    wish = returning.wish_for(visit, item.procedure_version.definition)
    return _("Nhận kết quả: %(how)s") % {"how": returning.in_words(wish)}


def _fee(item: VisitItem, due: FeeDue) -> str:
    """Return what is due; that nothing is due is said only when nothing is left to ask that could change it."""
    if due.amount:
        return _("Phí, lệ phí: %s") % money.vnd(due.amount)
    return _("Không thu phí") if due.free and not open_questions(definition_of(item.form), item.form.values) else ""


def _promise(item: VisitItem, visit: Visit, *, at: dt.datetime) -> str:
    try:
        said = clock.promise(
            definition=item.procedure_version.definition,
            case=item.case,
            received_at=at,
            calendar=working_calendar(visit.centre.calendar_code()),
        )
    except CalendarEnds:
        return ""
    return words.promise(said.promised_at, in_visit=said.in_visit, slip_owed=said.slip_owed, now=at)
