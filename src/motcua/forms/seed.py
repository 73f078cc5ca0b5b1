"""Load the forms: the twelve with a definition of their own, and for every other procedure the one derived from it."""

import datetime as dt

from motcua.forms.derived import derived_form
from motcua.forms.models import FormVersion
from motcua.forms.shipped import content_of, shipped_forms
from motcua.procedures.models import ProcedureVersion, VersionStatus


def load_forms(*, on: dt.date) -> int:
    """Make a form version for each procedure whose form is new or has changed; return how many were made.

    A new procedure's form holds as long as the procedure; a changed one holds from `on`, so that what was filled before
    stays what it was.
    """
    versions = ProcedureVersion.objects.exclude(status=VersionStatus.REPEALED).select_related("procedure")
    return sum(load_form(version, on=on)[1] for version in versions.order_by("procedure", "number"))


def load_form(version: ProcedureVersion, *, on: dt.date) -> tuple[FormVersion, bool]:
    """Return the procedure's newest form version and whether it had to be made."""
    code = version.procedure.code
    form = shipped_forms().get(code) or derived_form(version.definition)
    content, digest = content_of(form)
    kept = FormVersion.objects.filter(procedure_code=code).order_by("-number").first()
    if kept is not None and kept.digest == digest:
        return kept, False
    return FormVersion.objects.get_or_create(
        procedure_code=code,
        number=1 if kept is None else kept.number + 1,
        defaults={
            "valid_from": version.valid_from if kept is None else on,
            "content": content,
            "digest": digest,
        },
    )
