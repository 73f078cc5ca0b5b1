"""What every verb does first and last: lock the row, see that the page is not old, write the change with its event."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.dossiers.models import Dossier
from motcua.events.record import record
from motcua.lib.outcomes import Denied

_RELATED = (
    "procedure_version",
    "authority",
    "intake_agency",
    "competent_agency",
    "handling_agency",
    "holder__user",
)


def locked(dossier: Dossier, *, version: int | None = None) -> Dossier:
    """Return the dossier as it is now, its row locked; Denied when the page that asks was drawn from an older one."""
    now = Dossier.objects.select_for_update(of=("self",)).select_related(*_RELATED).get(pk=dossier.pk)
    if version is not None and now.version != version:
        raise Denied(_("Hồ sơ vừa được người khác xử lý: xem lại trang rồi làm tiếp."))
    return now


def changed(dossier: Dossier, name: str, *, by: Post, at: dt.datetime, fields: list[str], **details: Any) -> Dossier:
    """Save the changed fields with a new version, and append the event."""
    dossier.version += 1
    dossier.save(update_fields=[*fields, "version"])
    record(stream=dossier.stream, name=f"dossier.{name}", by=by, at=at, **details)
    return dossier
