"""Load the forms: the six with a definition of their own, and for every other procedure the plain one."""

import datetime as dt

from django.db.models import Max

from motcua.forms.models import FormVersion
from motcua.forms.shipped import content_of, plain_form, shipped_forms
from motcua.procedures.models import ProcedureVersion


def load_forms() -> int:
    """Make a form version for each procedure whose form is new or has changed; return how many were made."""
    made = 0
    for version in ProcedureVersion.objects.select_related("procedure").order_by("procedure", "number"):
        made += load_form(version)[1]
    return made


def load_form(version: ProcedureVersion, *, on: dt.date | None = None) -> tuple[FormVersion, bool]:
    """Return the procedure's newest form version and whether it had to be made; `on` is from when a new one holds."""
    code = version.procedure.code
    form = shipped_forms().get(code) or plain_form(code, version.procedure.short_name)
    content, digest = content_of(form)
    kept = FormVersion.objects.filter(procedure_code=code).order_by("-number").first()
    if kept is not None and kept.digest == digest:
        return kept, False
    last = FormVersion.objects.filter(procedure_code=code).aggregate(last=Max("number"))["last"] or 0
    return FormVersion.objects.get_or_create(
        procedure_code=code,
        number=last + 1,
        defaults={"valid_from": on or version.valid_from, "content": content, "digest": digest},
    )
