"""What earlier dossiers of the same authority hold of a person, so that nobody is asked the same thing twice."""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from motcua.agencies.models import Agency
from motcua.dossiers.models import Dossier
from motcua.dossiers.states import State
from motcua.forms.definition import Role
from motcua.forms.queries import definition_of
from motcua.forms.registers import BirthCertificate
from motcua.forms.values import value_of

_MOST = 5
# Facts that stay true from one dossier to the next; marital status, say, may not.
_LASTING = ("sdt", "email", "dan_toc", "noi_cu_tru")

Earlier = dict[str, dict[str, dict[str, Any]]]


def known(id_numbers: Iterable[str], *, authority: Agency | None) -> Earlier:
    """Return {identity number: {fact: {value, note}}}, the newest dossier first: one query."""
    wanted = [number for number in dict.fromkeys(id_numbers) if number]
    if not wanted:
        return {}
    rows = (
        Dossier.objects.of_authority(authority)
        .filter(applicant_id_number__in=wanted, form__isnull=False)
        .select_related("form__version")
        .only("code", "applicant_id_number", "form__values", "form__version__digest")
        .order_by("-submitted_at")[: _MOST * len(wanted)]
    )
    found: Earlier = {}
    for row in rows:
        facts = found.setdefault(row.applicant_id_number, {})
        for fact, value in _said(row).items():
            facts.setdefault(fact, {"value": value, "note": row.code})
    return found


def births_taken_in(births: Sequence[BirthCertificate], *, authority: Agency | None) -> dict[str, str]:
    """Return {number of a hospital's certificate: code of the dossier that it filled}: no child is registered twice."""
    if not births:
        return {}
    numbers = [birth.number for birth in births]
    since = min(dt.date.fromisoformat(birth.born_on) for birth in births)
    rows = (
        Dossier.objects.filter(authority=authority, submitted_at__date__gte=since, form__isnull=False)
        .exclude(state=State.CANCELLED)
        .annotate(said=Cast("form__values", TextField()))
        .filter(reduce(or_, (Q(said__contains=number) for number in numbers)))
        .values_list("code", "said")
    )
    return {number: code for code, said in rows for number in numbers if number in said}


def _said(row: Dossier) -> dict[str, Any]:
    """Return the lasting facts of the visitor in a dossier's form."""
    assert row.form is not None
    own = [name for name, role in definition_of(row.form).roles.items() if role in {Role.VISITOR, Role.SELF}]
    pairs = [(fact, value_of(row.form.values, f"{name}.{fact}")) for name in own for fact in _LASTING]
    return {fact: value for fact, value in pairs if value}
