"""Who looks after what does not move by itself: results not fetched, originals kept, dossiers that look double."""

import datetime as dt

from django.utils.translation import gettext as _

from motcua.accounts.models import Post, Role
from motcua.dossiers.models import Dossier, SubmittedDocument
from motcua.dossiers.rules.basics import check_holds_post
from motcua.dossiers.states import State
from motcua.lib.outcomes import Denied

_COUNTER = frozenset({Role.INTAKE, Role.SUPERVISOR})
_WATCHERS = frozenset({Role.INTAKE, Role.HEAD, Role.SUPERVISOR})
_HOLDERS = frozenset({Role.INTAKE, Role.CASE, Role.HEAD})


def _check_own(dossier: Dossier, *, by: Post, at: dt.datetime, roles: frozenset[str]) -> None:
    check_holds_post(by=by, at=at, roles=roles)
    if by.agency.authority_id not in {dossier.authority_id, dossier.handling_agency.authority_id}:
        raise Denied(_("Hồ sơ này thuộc đơn vị khác."))


def check_can_note_call(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Note that the applicant was called: while the result lies ready."""
    _check_own(dossier, by=by, at=at, roles=_COUNTER)
    if dossier.state != State.RESULT_READY:
        raise Denied(_("Hồ sơ không còn kết quả chờ trả."))


def check_can_settle_duplicate(dossier: Dossier, *, by: Post, at: dt.datetime) -> None:
    """Say that a dossier is no double of another: while it is open."""
    _check_own(dossier, by=by, at=at, roles=_WATCHERS)
    if dossier.ended_at is not None:
        raise Denied(_("Hồ sơ đã kết thúc, không làm thêm được việc này."))


def check_can_keep_original(document: SubmittedDocument, *, by: Post, at: dt.datetime) -> None:
    """Keep an original that was seen: not what data stood in for, and not what lies here already."""
    _check_own(document.dossier, by=by, at=at, roles=_HOLDERS)
    if document.replaced_by:
        raise Denied(_("Giấy này được thay bằng dữ liệu, không có bản chính."))
    if document.kept_at is not None and document.returned_at is None:
        raise Denied(_("Bản chính này đang được giữ ở: %(where)s.") % {"where": document.kept_where})


def check_can_return_original(document: SubmittedDocument, *, by: Post, at: dt.datetime) -> None:
    """Give an original back: also after the dossier has ended, for it belongs to the person."""
    _check_own(document.dossier, by=by, at=at, roles=_HOLDERS)
    if document.kept_at is None or document.returned_at is not None:
        raise Denied(_("Ở đây không giữ bản chính của giấy này."))
