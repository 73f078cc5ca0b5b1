"""May this person act for that one, on this paper? May these two rows become one? A refusal is a sentence."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.accounts.models import Post, Role
from motcua.lib.outcomes import Answer, Denied
from motcua.people.models import MandatePaper, Person, PersonMerge, Relation
from motcua.people.representation import Row, table

FULL_AGE = 18
PROPOSES = frozenset({Role.INTAKE, Role.SUPERVISOR, Role.HEAD})
CONFIRMS = frozenset({Role.HEAD, Role.SUPERVISOR})


@dataclass(frozen=True, slots=True)
class Acting:
    """How someone acts for another; `born` is the principal's birth as far as it is known ("" for an organisation).

    `paper_note` says which paper was shown; a stored scan of it (`has_file`) is as good as a note.
    """

    relation: str
    organisation: bool = False
    born: str = ""
    paper: str = ""
    paper_note: str = ""
    has_file: bool = False
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


def is_minor(born: str, *, on: dt.date) -> bool:
    """Tell whether someone born then is under 18 beyond doubt (Bộ luật Dân sự 2015, article 20); unknown: no.

    Of a year alone the eldest possible person is meant, so that nobody of full age is taken for a child.
    """
    if not born:
        return False
    year, month, day = (int(part) for part in f"{born}-01-01"[:10].split("-")[:3])
    return (on.year - year, on.month, on.day) < (FULL_AGE, month, day)


def need(acting: Acting, *, procedure: str, sector: str, on: dt.date) -> Row:
    """Return the row of the table that decides which paper this one needs (law.md 1.8.2)."""
    return next(row for row in table().rows if _fits(row, acting, procedure=procedure, sector=sector, on=on))


def _fits(row: Row, acting: Acting, *, procedure: str, sector: str, on: dt.date) -> bool:
    kinds = {"", "ORGANISATION"} if acting.organisation else {"", "PERSON"}
    if not acting.organisation and is_minor(acting.born, on=on):
        kinds.add("MINOR")
    return (
        (not row.procedures or procedure in row.procedures)
        and (not row.sectors or sector in row.sectors)
        and (not row.relations or acting.relation in row.relations)
        and row.principal in kinds
    )


def check_can_represent(acting: Acting, *, procedure: str, sector: str, on: dt.date) -> Row:
    """Return the row that allows it; Denied while the paper that the law wants is missing, too weak or out of date.

    NĐ 118/2025/NĐ-CP article 6: a representative has a written mandate; the table names the cases that need none.
    """
    if acting.relation not in Relation.values:
        raise Denied(_("Chọn người đến là gì của người hoặc tổ chức được đi thay."))
    row = need(acting, procedure=procedure, sector=sector, on=on)
    if row.paper == MandatePaper.BY_LAW:
        return row
    said = {"why": _(row.words), "basis": row.basis}
    if acting.paper not in {MandatePaper.WRITTEN, MandatePaper.CERTIFIED} or not (
        acting.paper_note.strip() or acting.has_file
    ):
        raise Denied(_("%(why)s Xin xem giấy và ghi số, ngày của giấy ủy quyền (%(basis)s).") % said)
    if row.paper == MandatePaper.CERTIFIED and acting.paper != MandatePaper.CERTIFIED:
        raise Denied(_("%(why)s Giấy này chưa chứng thực: mời chứng thực rồi nộp lại (%(basis)s).") % said)
    check_is_in_force(acting.valid_from, acting.valid_to, on=on)
    return row


def check_is_in_force(valid_from: dt.date | None, valid_to: dt.date | None, *, on: dt.date) -> None:
    """Raise Denied for a mandate that has not begun or has ended; one without dates holds."""
    if valid_from is not None and on < valid_from:
        said = {"day": f"{valid_from:%d/%m/%Y}"}
        raise Denied(_("Giấy ủy quyền có hiệu lực từ %(day)s: đến ngày đó mới dùng được.") % said)
    if valid_to is not None and on > valid_to:
        said = {"day": f"{valid_to:%d/%m/%Y}"}
        raise Denied(_("Giấy ủy quyền đã hết hiệu lực ngày %(day)s: cần giấy mới, hoặc mời chính người đó.") % said)


def can_represent(acting: Acting, *, procedure: str, sector: str, on: dt.date) -> Answer:
    """Ask the same rule for a page: allowed with its reason, or why not."""
    try:
        row = check_can_represent(acting, procedure=procedure, sector=sector, on=on)
    except Denied as denied:
        return Answer(allowed=False, reason=denied.reason)
    return Answer(allowed=True, reason=f"{_(row.words)} ({row.basis})" if row.paper == MandatePaper.BY_LAW else "")


def check_can_propose_merge(kept: Person, gone: Person, *, by: Post) -> None:
    """Raise Denied unless this post may say that two rows are one person, and neither is already part of another."""
    if by.role not in PROPOSES:
        raise Denied(_("Việc này của cán bộ tiếp nhận, trưởng đơn vị hoặc người giám sát."))
    if kept.pk == gone.pk:
        raise Denied(_("Đây là cùng một dòng: chọn hai dòng khác nhau."))
    if kept.merged_into_id is not None or gone.merged_into_id is not None:
        raise Denied(_("Một trong hai dòng đã được gộp: xem lại danh sách."))
    if PersonMerge.objects.filter(gone=gone, answered_at=None).exists():
        raise Denied(_("Dòng này đã có đề nghị gộp, đang chờ xác nhận."))


def check_can_answer_merge(merge: PersonMerge, *, by: Post) -> None:
    """Raise Denied unless this post may confirm or refuse: a head or a supervisor, and not who proposed it."""
    if by.role not in CONFIRMS:
        raise Denied(_("Trưởng đơn vị hoặc người giám sát xác nhận việc gộp."))
    if merge.answered_at is not None:
        raise Denied(_("Đề nghị này đã được trả lời."))
    if merge.proposed_by.user_id == by.user_id:
        raise Denied(_("Người đề nghị không tự xác nhận: để người khác xem lại."))
    if merge.kept.merged_into_id is not None or merge.gone.merged_into_id is not None:
        raise Denied(_("Một trong hai dòng đã được gộp: xem lại danh sách."))


def check_can_undo_merge(merge: PersonMerge, *, by: Post) -> None:
    """Raise Denied unless it was carried out, still stands, and the kept row has not itself been merged since."""
    if by.role not in CONFIRMS:
        raise Denied(_("Trưởng đơn vị hoặc người giám sát tách lại được."))
    if not merge.confirmed or merge.undone_at is not None:
        raise Denied(_("Lần gộp này không còn hiệu lực."))
    if merge.kept.merged_into_id is not None:
        raise Denied(_("Người được giữ đã gộp tiếp vào một dòng khác: tách lần gộp đó trước."))
