"""May this post work on the copies of a visit or a dossier, and may this copy be signed?"""

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext as _

from motcua.accounts.models import Post, Role
from motcua.documents import digitising
from motcua.documents.models import StoredFile
from motcua.dossiers import visit_rules
from motcua.dossiers.models import DigitalCopy, Dossier, ReadingState, ScanReading, Visit
from motcua.dossiers.rules.basics import check_holds_post
from motcua.dossiers.states import ENDED, State
from motcua.forms.models import FilledForm
from motcua.lib.outcomes import Answer, Denied

SCANNERS = frozenset({Role.INTAKE, Role.CASE, Role.HEAD})


def check_can_digitise(owner: Visit | Dossier, *, by: Post, at: dt.datetime) -> None:
    """Raise Denied unless the post has the visit open, or works on the dossier's own side of the counter."""
    if isinstance(owner, Visit):
        visit_rules.check_can_work(owner, by=by)
        return
    if State(owner.state) in ENDED:
        raise Denied(_("Hồ sơ đã kết thúc, không quét thêm được."))
    check_holds_post(by=by, at=at, roles=SCANNERS)
    units = {owner.authority_id, owner.handling_agency.authority_id, owner.intake_agency.authority_id}
    if by.agency.authority_id not in units:
        raise Denied(_("Hồ sơ này thuộc đơn vị khác."))


def can_digitise(owner: Visit | Dossier, *, by: Post, at: dt.datetime) -> Answer:
    """Ask the same rule for a page."""
    try:
        check_can_digitise(owner, by=by, at=at)
    except Denied as denied:
        return Answer(allowed=False, reason=denied.reason)
    return Answer(allowed=True)


def check_can_change(copy: DigitalCopy) -> None:
    """Raise Denied unless the copy is the current one and nobody has signed it."""
    if copy.replaced_at is not None:
        raise Denied(_("Bản quét này đã có bản mới: xem lại trang rồi làm tiếp."))
    if copy.signed_id is not None or copy.reused_id is not None:
        raise Denied(_("Bản này đã xong, không sửa được: bấm «Quét lại» để làm bản mới."))


def check_is_whole(copy: DigitalCopy) -> None:
    """Raise Denied unless every sheet was counted and is there, or it is said why not (TT 01/2023/TT-VPCP art. 8.2)."""
    check_can_change(copy)
    check_nothing_waits(copy)
    if not copy.pages:
        raise Denied(_("Chưa có trang nào: quét hoặc chọn tệp trước."))
    if copy.paper_pages is None:
        raise Denied(_("Chưa đếm số trang giấy: ghi số trang để đối chiếu."))
    if copy.paper_pages != len(copy.pages) and not copy.difference:
        said = {"scanned": len(copy.pages), "paper": copy.paper_pages}
        raise Denied(_("Quét %(scanned)d trang, giấy có %(paper)d trang: quét thêm, bỏ bớt, hoặc ghi vì sao.") % said)


def check_nothing_waits(copy: DigitalCopy) -> None:
    """Raise Denied while a long scan of this copy is not read: nobody knows yet what it holds."""
    if waiting := copy.readings.filter(state=ReadingState.WAITING).first():
        said = {"name": waiting.name, "n": waiting.pages}
        raise Denied(_("Tệp «%(name)s» (%(n)d trang) đang được đọc: chờ đọc xong, hoặc bỏ tệp ấy.") % said)


def can_sign(copy: DigitalCopy) -> Answer:
    """Ask for a page whether the copy is whole."""
    try:
        check_is_whole(copy)
    except Denied as denied:
        return Answer(allowed=False, reason=denied.reason)
    return Answer(allowed=True)


def unreadable(name: str) -> str:
    """Return the sentence for a copy that cannot be read from disk."""
    return _("Bản quét «%(name)s» đã lưu không đọc được nữa: bỏ các trang đó và quét lại.") % {"name": name}


def unreadable_of(form: FilledForm) -> list[str]:
    """Return a sentence for each current copy of what this form asks that is not whole on disk (law.md 8.15)."""
    mine = DigitalCopy.objects.filter(Q(item__form=form) | Q(document__dossier__form=form), replaced_at=None)
    return [unreadable(copy.name) for copy in mine.select_related("file", "signed").order_by("pk") if not _whole(copy)]


def unread_of(form: FilledForm) -> list[str]:
    """Return a sentence for each long scan of what this form asks that is not read yet.

    A file that cannot be read is refused at the door (law.md 8.15): so nothing is accepted while that is not known. Who
    will not wait takes the file out and scans after acceptance.
    """
    mine = Q(copy__item__form=form) | Q(copy__document__dossier__form=form)
    rows = ScanReading.objects.filter(mine, copy__replaced_at=None, state=ReadingState.WAITING).order_by("pk")
    words = _(
        "Bản quét «%(name)s» (%(n)d trang) đang được đọc: chờ đọc xong, hoặc bỏ tệp ấy rồi quét sau khi tiếp nhận."
    )
    return [words % {"name": row.name, "n": row.pages} for row in rows]


def _whole(copy: DigitalCopy) -> bool:
    pictures = {page.picture for page in digitising.from_data(copy.pages)}
    found = StoredFile.objects.filter(sha256__in=pictures)
    # A page whose row is gone is as lost as one whose content is.
    files = [*found, *filter(None, (copy.file, copy.signed))]
    return len(found) == len(pictures) and all(each.is_whole for each in files)
