"""Load the forms: the twelve with a definition of their own, and for every other procedure the one derived from it."""

import datetime as dt

from django.db.models import Q

from motcua.forms.derived import derived_form
from motcua.forms.models import FormOffer, FormOrigin, FormVersion, OfferStatus
from motcua.forms.shipped import content_of, shipped_forms
from motcua.procedures.definition import Definition
from motcua.procedures.models import ProcedureVersion, VersionOrigin, VersionStatus


def load_forms(*, on: dt.date) -> int:
    """Make a form version for each procedure whose form is new or has changed; return how many were made.

    A new procedure's form holds as long as the procedure; a changed one holds from `on`, so that what was filled before
    stays what it was. A form that the office edited stays until it is given back; what has changed is offered.
    """
    versions = ProcedureVersion.objects.filter(status=VersionStatus.PUBLISHED).select_related("procedure")
    newest = {version.procedure.code: version for version in versions.order_by("procedure", "number")}
    gone = set(ProcedureVersion.objects.filter(status=VersionStatus.REPEALED).values_list("procedure__code", flat=True))
    held = [version for code, version in newest.items() if code not in gone]
    made = sum(load_form(version, on=on)[1] for version in held)
    for version in held:
        _offer(version, on=on)
    return made


def load_form(version: ProcedureVersion, *, on: dt.date) -> tuple[FormVersion, bool]:
    """Return the procedure's newest form version and whether it had to be made."""
    code = version.procedure.code
    kept = FormVersion.objects.filter(procedure_code=code).order_by("-number").first()
    content, digest = content_of(shipped_forms().get(code) or derived_form(version.definition))
    if kept is not None and (kept.digest == digest or kept.origin == FormOrigin.OFFICE):
        return kept, False
    return FormVersion.objects.get_or_create(
        procedure_code=code,
        number=1 if kept is None else kept.number + 1,
        defaults={
            "valid_from": version.valid_from if kept is None else max(on, version.valid_from),
            "content": content,
            "digest": digest,
        },
    )


def _offer(version: ProcedureVersion, *, on: dt.date) -> None:
    """Let a changed form wait while the office's own holds; one seen before, taken or put aside, is no news."""
    code = version.procedure.code
    rows = FormVersion.objects.filter(procedure_code=code)
    newest = rows.latest("number")
    offers = FormOffer.objects.filter(procedure_code=code)
    waiting = offers.filter(status=OfferStatus.WAITING)
    if newest.origin != FormOrigin.OFFICE:
        waiting.delete()
        return
    content, digest = content_of(shipped_forms().get(code) or derived_form(_as_shipped(version)))
    known = rows.filter(Q(origin=FormOrigin.SHIPPED) | Q(pk=newest.pk), digest=digest)
    if known.exists() or offers.exclude(status=OfferStatus.WAITING).filter(digest=digest).exists():
        waiting.delete()
    elif not waiting.filter(digest=digest).exists():
        said = {"content": content, "digest": digest, "offered_on": on}
        FormOffer.objects.update_or_create(procedure_code=code, status=OfferStatus.WAITING, defaults=said)


def _as_shipped(version: ProcedureVersion) -> Definition:
    """Return the procedure as the project's files have it, of which its form is derived."""
    shipped = version.procedure.versions.filter(origin=VersionOrigin.SHIPPED)
    return (shipped.exclude(status=VersionStatus.WITHDRAWN).order_by("pk").last() or version).definition
