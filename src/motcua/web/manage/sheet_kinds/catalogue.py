"""Lists of the catalogue: how a procedure and a limit stand in a cell, and how a row comes into a draft.

A row that changes something goes into the procedure's draft; a second person publishes it as any other edition.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.lib.outcomes import Denied
from motcua.procedures import commands, rules
from motcua.procedures.definition import Definition
from motcua.procedures.models import Procedure, ProcedureVersion, VersionOrigin
from motcua.web.manage import sheets
from motcua.web.manage.sheets import Cells, Taken
from motcua.worktime.deadlines import Limit, LimitKind

CODE, NAME, STARTS = "Mã thủ tục", "Tên thủ tục", "Từ ngày"
_UNITS = {
    LimitKind.SAME_DAY: "trong ngày",
    LimitKind.WORKING_HOURS: "giờ làm việc",
    LimitKind.WORKING_DAYS: "ngày làm việc",
    LimitKind.CALENDAR_DAYS: "ngày",
}
_MOST = 400
Change = Callable[[Definition, Cells], Mapping[str, object]]


def code_of(cells: Cells) -> str:
    """Return a procedure's code; a spreadsheet that took it for a number has eaten its last noughts."""
    text = sheets.needed(cells, CODE, 20)
    return text.ljust(8, "0") if re.fullmatch(r"\d\.\d{1,6}", text) else text


def limit_of(cells: Cells, column: str) -> Limit | None:
    """Return a time limit written as it is said: 3 ngày làm việc; nothing for an empty cell."""
    text = " ".join(cells[column].split()).casefold()
    if not text:
        return None
    if text == _UNITS[LimitKind.SAME_DAY]:
        return Limit(LimitKind.SAME_DAY, 1)
    for kind, unit in _UNITS.items():
        found = re.fullmatch(rf"(\d{{1,3}}) {unit}", text)
        if found and kind is not LimitKind.SAME_DAY and 0 < int(found[1]) <= _MOST:
            return Limit(kind, int(found[1]))
    raise Denied(
        _("Cột «%(column)s»: «%(text)s» không hiểu được, ghi như «3 ngày làm việc».")
        % {"column": column, "text": cells[column][:40]}
    )


def said(limit: Limit | None) -> str:
    """Return a time limit as it stands in a cell."""
    if limit is None:
        return ""
    return _UNITS[limit.kind] if limit.kind is LimitKind.SAME_DAY else f"{limit.value} {_UNITS[limit.kind]}"


def in_force(at: dt.datetime) -> Iterable[ProcedureVersion]:
    """Return the version of each procedure that is in force, by their codes."""
    held = ProcedureVersion.objects.in_force(at.date()).select_related("procedure")
    return {each.procedure.code: each for each in held.order_by("procedure__code", "number")}.values()


def _base(procedure: Procedure, *, on: dt.date) -> Definition:
    """Return what a row is compared with: the draft that is open, else the version in force."""
    draft = procedure.versions.drafts().filter(origin=VersionOrigin.OFFICE).first()
    return (draft or rules.base_of(procedure, on=on)).definition


def into_draft(cells: Cells, change: Change, by: Post, at: dt.datetime) -> Taken:
    """Take what a row changes into the draft of its procedure, from the day that the row says."""
    code, starts_on = code_of(cells), sheets.day(cells, STARTS)
    procedure = Procedure.objects.filter(code=code).first()
    if procedure is None:
        raise Denied(_("Không có thủ tục mã %(code)s trong danh mục.") % {"code": code})
    before = _base(procedure, on=at.date())
    changes = change(before, cells)
    after = Definition.model_validate({**before.model_dump(mode="json"), **changes})
    if after == before:
        return Taken.SAME
    draft = commands.propose(procedure=procedure, by=by, at=at)
    day = {"valid_from": starts_on.isoformat()} if starts_on else {}
    commands.edit(draft, changes={**changes, **day}, by=by, at=at)
    return Taken.CHANGED
