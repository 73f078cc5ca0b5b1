"""What every verb does first and last: lock the row, see that the page is not old, write the change with its event."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from motcua.accounts.models import Delegation, Post
from motcua.dossiers.following import tell
from motcua.dossiers.models import Dossier
from motcua.events.models import Event
from motcua.events.record import record
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied

_RELATED = (
    "procedure_version__procedure",
    "authority",
    "intake_agency",
    "competent_agency",
    "received_under",
    "handling_agency",
    "holder__user",
)


def locked(dossier: Dossier, *, version: int | None = None) -> Dossier:
    """Return the dossier as it is now, its row locked; Denied when the page that asks was drawn from an older one."""
    now = Dossier.objects.select_for_update(of=("self",)).select_related(*_RELATED).get(pk=dossier.pk)
    if version is not None and now.version != version:
        raise Denied(_changed_meanwhile(now))
    return now


def _changed_meanwhile(dossier: Dossier) -> str:
    last = Event.objects.filter(stream=dossier.stream).order_by("-seq").first()
    if last is None or not last.actor:
        return _("Hồ sơ vừa thay đổi: xem lại trang rồi làm tiếp.")
    said = {"who": last.actor, "at": f"{local(last.at):%H:%M}"}
    return _("Hồ sơ vừa được %(who)s xử lý lúc %(at)s: xem lại trang rồi làm tiếp.") % said


def in_place_of(delegation: Delegation | None) -> dict[str, Any]:
    """Return what an act in somebody else's place says more: for whom, by which decision."""
    if delegation is None:
        return {}
    return {"on_behalf_of": delegation.from_post, "delegation": delegation.decision}


# What is noted of a dossier while it stays where it was: whoever owes the next step owes it still, since as long.
_LEAVES_IT_STANDING = frozenset({
    "return_changed", "called", "duplicate_settled", "original_kept", "original_returned",
    "apology_proposed", "apology_approved", "apology_declined",
})  # fmt: skip


def changed(dossier: Dossier, name: str, *, by: Post, at: dt.datetime, fields: list[str], **details: Any) -> Dossier:
    """Save the changed fields with a new version, and append the event; it has moved, unless the event only notes.

    A post in `on_behalf_of` among the details is for whom one acts: both names stand on the event.
    """
    behalf = details.pop("on_behalf_of", None)
    dossier.version += 1
    if name not in _LEAVES_IT_STANDING:
        dossier.moved_at = at
    dossier.save(update_fields=[*fields, "moved_at", "version"])
    record(stream=dossier.stream, name=f"dossier.{name}", by=by, at=at, on_behalf_of=behalf, **details)
    tell([dossier], name, by=by, at=at)
    return dossier
