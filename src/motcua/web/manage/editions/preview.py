"""What the counter would show for a draft: the form as it fills, the promise, the fee; nothing is kept."""

from typing import Any

from django.utils.translation import gettext as _

from motcua.dossiers.clock import promise
from motcua.forms import editions
from motcua.forms.definition import FormDefinition
from motcua.forms.models import FilledForm, FormVersion
from motcua.forms.prefill import Circumstances, prefill
from motcua.forms.shipped import content_of
from motcua.lib.money import vnd
from motcua.procedures.fees import fee_due
from motcua.procedures.models import ProcedureVersion
from motcua.web import words
from motcua.web.filled import groups_of
from motcua.web.shell import PostRequest
from motcua.worktime.calendars import working_calendar
from motcua.worktime.deadlines import CalendarEnds

# A person who does not exist: the province code 003 was never given out.
_SPECIMEN = {
    "id_number": "003190000001",
    "full_name": "NGUYỄN THỊ MẪU",
    "date_of_birth": "1990-05-04",
    "sex": "F",
    "address": "Thôn 1, Xã Gia Lâm, Thành phố Hà Nội",
    "issued_on": "2024-08-01",
    "source": "card",
}
_COUNTED = {"pages": 3, "copies": 2}


def specimen(draft: ProcedureVersion, request: PostRequest) -> FilledForm:
    """Return the draft's form filled for nobody, not saved."""
    return specimen_of(editions.form_of(draft), request)


def specimen_of(form: FormDefinition, request: PostRequest) -> FilledForm:
    """Return a form filled for nobody, not saved."""
    content, digest = content_of(form)
    version = FormVersion(
        procedure_code=form.code, number=0, valid_from=request.at.date(), content=content, digest=digest
    )
    given = Circumstances(person_data=_SPECIMEN, at=request.at, unit_name=request.post.authority.name)
    return FilledForm(version=version, values=prefill(form, {}, given))


def preview(draft: ProcedureVersion, request: PostRequest) -> dict[str, Any]:
    """Return form, promise and fee in words, as if somebody came now."""
    due = fee_due(draft.definition, quantities=_COUNTED)
    return {
        "groups": groups_of(specimen(draft, request)),
        "promise": _promise(draft, request),
        "fee": vnd(due.amount),
        "fee_lines": [(words.named(line.name), "" if line.amount is None else vnd(line.amount)) for line in due.lines],
        "exempt": [words.named(text) for text in draft.definition.fees.exemptions],
        "counted": _("Tính thử 3 trang, 2 bản."),
    }


def _promise(draft: ProcedureVersion, request: PostRequest) -> tuple[str, str]:
    """Return what would be promised now, and why; past the end of the calendar, that it ends."""
    calendar = working_calendar(request.post.agency.calendar_code())
    try:
        said = promise(definition=draft.definition, case="", received_at=request.at, calendar=calendar)
    except CalendarEnds as ends:
        return _("Chưa tính được hạn"), _("Lịch làm việc mới có đến %s.") % f"{ends.last:%d/%m/%Y}"
    sentence = words.promise(said.promised_at, in_visit=said.in_visit, slip_owed=said.slip_owed, now=request.at)
    return sentence, said.reason
