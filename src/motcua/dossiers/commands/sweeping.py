"""Sweep away what was made to practise; the office's own dossiers are out of reach by the very condition."""

import datetime as dt

from django.db import models, transaction
from django.db.models import Q
from django.tasks import task

from motcua.dossiers.models import Dossier, Visit
from motcua.forms.models import FilledForm
from motcua.lib import practice
from motcua.lib.clock import TZ


def sweep_practice(*, before: dt.datetime) -> int:
    """Remove practice dossiers and visits begun before a moment, with all that hangs on them; return how many dossiers.

    Events stay: the record of what happened is never shortened; it names codes that no dossier of the office has.
    """
    with practice.practising(on=True), transaction.atomic():
        return _sweep(before)


def _sweep(before: dt.datetime) -> int:
    dossiers = Dossier.objects.filter(submitted_at__lt=before)
    visits = Visit.objects.filter(started_at__lt=before).exclude(dossiers__submitted_at__gte=before)
    keys, visit_keys = list(dossiers.values_list("pk", flat=True)), list(visits.values_list("pk", flat=True))
    forms = FilledForm.objects.filter(Q(dossier__in=keys) | Q(visit_item__visit__in=visit_keys))
    form_keys = list(forms.values_list("pk", flat=True))
    _remove(Dossier.objects.filter(pk__in=keys))
    _remove(Visit.objects.filter(pk__in=visit_keys))
    _remove(FilledForm.objects.filter(pk__in=form_keys, dossier=None, visit_item=None))
    return len(keys)


def _remove[Row: models.Model](rows: models.QuerySet[Row]) -> None:
    """Delete rows after everything that points at them, as the models say, so that nothing is forgotten."""
    if not rows.exists():
        return
    for relation in rows.model._meta.related_objects:  # noqa: SLF001 - the documented API has this name
        if not relation.many_to_many and relation.related_model is not rows.model:
            manager = relation.related_model._base_manager  # noqa: SLF001 - both worlds
            _remove(manager.filter(**{f"{relation.field.name}__in": list(rows.values_list("pk", flat=True))}))
    rows.delete()


@task()
def sweep_day(day: str) -> int:
    """Sweep what was practised up to the end of the day given in ISO."""
    end = dt.datetime.combine(dt.date.fromisoformat(day) + dt.timedelta(days=1), dt.time(), tzinfo=TZ)
    return sweep_practice(before=end)
