"""What the citizen said on the second screen, for the officer to see at once."""

import hashlib
import json

from motcua.dossiers.models import Screen, Visit, VisitItem
from motcua.forms.models import ConfirmedHow
from motcua.forms.queries import definition_of
from motcua.web import words
from motcua.web.counter.looks import SaidOnScreen


def said(visit: Visit, rows: list[VisitItem]) -> SaidOnScreen | None:
    """Return what the citizen said on the screen of this visit's counter; None where no screen is paired."""
    if visit.counter_id is None or not rows:
        return None
    if not Screen.objects.filter(counter=visit.counter_id, revoked_at=None, training=visit.training).exists():
        return None
    wanted = []
    for row in rows:
        labels = {field.id: field.label for field in definition_of(row.form).fields}
        wanted += [(f"f.{row.pk}.{name}", words.named(labels[name])) for name in row.change_asked if name in labels]
    signed = all(row.form.confirmed_how == ConfirmedHow.SCREEN for row in rows)
    return SaidOnScreen(tuple(wanted), signed, _tag(wanted, signed=signed))


def _tag(wanted: list[tuple[str, str]], *, signed: bool) -> str:
    return hashlib.sha256(json.dumps([wanted, signed]).encode()).hexdigest()[:16]
