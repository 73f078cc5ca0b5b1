"""The middle and the right column: each procedure of the basket with its questions, promise, fee and papers."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.dossiers import clock
from motcua.dossiers.commands.accepting import duplicates_of
from motcua.dossiers.models import Visit, VisitItem
from motcua.dossiers.queries.visits import sources_of
from motcua.forms.commands import asks_registers
from motcua.forms.measures import Measures, measures_of
from motcua.forms.models import ConfirmedHow
from motcua.procedures.fees import fee_due
from motcua.servicedays.queries.estimates import Scene
from motcua.web import words
from motcua.web.counter import fees_and_papers, questions, service_promise, settled_elsewhere, waiting_looks
from motcua.web.counter.looks import ItemLook, Option, PromiseWords, Question
from motcua.web.filled import groups_of
from motcua.worktime.calendars import working_calendar
from motcua.worktime.deadlines import CalendarEnds

CONFIRM = "confirm.how"


@dataclass(frozen=True, slots=True)
class Drawing:
    """What every item of one page is drawn with; `edit` names the value that is being corrected."""

    visit: Visit
    post: Post
    at: dt.datetime
    edit: str = ""
    show_errors: bool = False
    # The service day that runs at the centre, if one does
    scene: Scene | None = None


def look(item: VisitItem, drawing: Drawing, errors: Mapping[str, str]) -> ItemLook:
    """Return one procedure as it is drawn."""
    definition = item.procedure_version.definition
    due = fee_due(
        definition, quantities=item.quantities, exemption=item.exemption, entered=item.quantities.get("entered")
    )
    asked = questions.of_item(item, edit=drawing.edit, errors=errors, show_errors=drawing.show_errors)
    known = groups_of(item.form, prefix=f"f.{item.pk}.", errors=errors, wished=item.change_asked) if item.form else ()
    return ItemLook(
        id=item.pk,
        code=definition.code,
        short_name=words.named(definition.short_name),
        cases=_cases(item),
        questions=asked,
        groups=known,
        promise=promise_of(item, drawing),
        fee=fees_and_papers.fee_words(definition, due, item=item),
        papers=fees_and_papers.papers(definition, item.papers, sources_of(drawing.visit, item)),
        measures=_measures(item),
        pending=_is_pending(item, drawing),
        silences=tuple(item.silences),
        goes_on_with=item.dossier.code if item.dossier else "",
        beside=tuple(waiting_looks.open_dossier(row) for row in duplicates_of(drawing.visit, item)),
        duplicate_why=item.duplicate_why,
        service=service_promise.of_item(item, drawing.scene),
        left_out=service_promise.reasons(item, drawing.scene),
        settled_by=settled_elsewhere.settled_by(item, drawing.post, drawing.at),
    )


def _is_pending(item: VisitItem, drawing: Drawing) -> bool:
    """Tell whether the page still has to ask the registers."""
    return item.registers_asked_at is None and asks_registers(item.form, person_data=drawing.visit.person_data)


def _cases(item: VisitItem) -> tuple[Option, ...]:
    cases = item.procedure_version.definition.cases
    if not cases:
        return ()
    usual = Option("", _("Trường hợp thông thường"), not item.case)
    return (usual, *(Option(case.key, words.named(case.name), case.key == item.case) for case in cases))


def promise_of(item: VisitItem, drawing: Drawing) -> PromiseWords:
    """Return what would be promised if the item were accepted now."""
    if item.competent is not None:
        return settled_elsewhere.promise(item.competent)
    why = reverse("counter:why", args=[drawing.visit.pk, item.pk])
    try:
        said = clock.promise(
            definition=item.procedure_version.definition,
            case=item.case,
            received_at=drawing.at,
            calendar=working_calendar(drawing.post.agency.calendar_code()),
        )
    except CalendarEnds as ends:
        return PromiseWords(_("Chưa tính được hạn"), _("Lịch làm việc mới có đến %s.") % f"{ends.last:%d/%m/%Y}")
    sentence = words.promise(said.promised_at, in_visit=said.in_visit, slip_owed=said.slip_owed, now=drawing.at)
    return PromiseWords(sentence, said.reason, why)


def _measures(item: VisitItem) -> Measures:
    """The keys of an open visit stand with its items; they are stored with the form when it is accepted."""
    return replace(measures_of(item.form, seconds=False), keys=item.keys_typed)


def confirmation(items: Sequence[VisitItem]) -> Question | None:
    """Return the last question, asked of the person once for the whole basket; None while it is empty."""
    if not items:
        return None
    how = items[0].form.confirmed_how if all(item.form.confirmed_how for item in items) else ""
    labels = {ConfirmedHow.PAPER: _("Ký trên giấy"), ConfirmedHow.IN_PERSON: _("Trực tiếp tại quầy")}
    if how == ConfirmedHow.SCREEN:
        labels[ConfirmedHow.SCREEN] = _("Đã ký trên màn hình")
    options = tuple(
        Option(value, label, value == how, str(place)) for place, (value, label) in enumerate(labels.items(), start=1)
    )
    return Question(
        name=CONFIRM,
        label=_("Người dân đã xem, cam đoan và xác nhận bằng cách nào?"),
        kind="choice",
        answered=bool(how),
        options=options,
    )


def error_links(looks: Sequence[ItemLook]) -> list[tuple[str, str]]:
    """Return (anchor, sentence) for the summary on top, in the order of the page."""
    links = [
        (question.id if question.kind != "choice" else f"{question.id}-1", f"{question.label}: {question.error}")
        for look in looks
        for question in look.questions
        if question.error
    ]
    asked = {question.name for look in looks for question in look.questions}
    links += [
        (f"cell-{cell.id}", f"{cell.label}: {cell.error}")
        for look in looks
        for group in look.groups
        for cell in group.cells
        if cell.error and cell.name not in asked
    ]
    return links


def next_question(looks: Sequence[ItemLook], edit: str, last: Sequence[Question | None], *, allowed: bool) -> str:
    """Return where the focus belongs: the value being corrected, the next open question, or the main act."""
    if edit:
        return edit
    for question in (*(each for look in looks for each in look.questions), *filter(None, last)):
        if question.required and not question.answered:
            return question.name
    return "accept" if allowed else ""
