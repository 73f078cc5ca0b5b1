"""A version is proposed, edited, published by a second person, or withdrawn (CN03, CN07, CN09 of TT 11/2025/TT-BKHCN).

A published version never changes: dossiers under way keep theirs. What is done stands in the procedure's own history.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from pydantic import ValidationError

from motcua.accounts.models import Post
from motcua.events.managed import stream_of
from motcua.events.record import record
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.procedures import queries, rules
from motcua.procedures.checks import faults
from motcua.procedures.definition import Definition
from motcua.procedures.differences import told
from motcua.procedures.load import end_before
from motcua.procedures.models import Procedure, ProcedureVersion, VersionOrigin, VersionStatus
from motcua.procedures.ownership import check_can_edit
from motcua.procedures.shipped import content_of, in_words


def _locked(procedure: Procedure) -> Procedure:
    return Procedure.objects.select_for_update().get(pk=procedure.pk)


def _locked_draft(draft: ProcedureVersion) -> ProcedureVersion:
    _locked(draft.procedure)
    now = ProcedureVersion.objects.select_related("procedure", "proposed_by__user", "edited_by__user").get(pk=draft.pk)
    rules.check_is_draft(now)
    return now


@transaction.atomic
def propose(
    *,
    procedure: Procedure,
    by: Post,
    at: dt.datetime,
    content: Definition | None = None,
    form: Mapping[str, Any] | None = None,
    origin: VersionOrigin = VersionOrigin.OFFICE,
) -> ProcedureVersion:
    """Begin a draft from the version in force, or from `content`; the draft that is open already is given back."""
    today = local(at).date()
    check_can_edit(by=by, on=today)
    row = _locked(procedure)
    kept = row.versions.filter(status=VersionStatus.DRAFT, origin=origin).first()
    if kept is not None and content is None:
        return kept
    based_on = content or rules.base_of(row, on=today).definition
    definition = based_on.model_copy(update={"valid_from": today, "decision": ""})
    said, digest = content_of(definition)
    values = {
        "content": said,
        "digest": digest,
        "valid_from": today,
        "form_draft": form,
        "shipped_digest": content_of(content)[1] if content else "",
        "proposed_by": by,
        "edited_by": by,
    }
    draft, _new = ProcedureVersion.objects.update_or_create(
        procedure=row,
        status=VersionStatus.DRAFT,
        origin=origin,
        defaults=values,
        create_defaults={"number": 0, **values},
    )
    record(stream=stream_of("procedure", row.code), name="procedure.proposed", by=by, at=at, origin=origin, changes={})
    return draft


@transaction.atomic
def edit(draft: ProcedureVersion, *, changes: Mapping[str, Any], by: Post, at: dt.datetime) -> ProcedureVersion:
    """Change parts of a draft. Raises Denied when the whole no longer has the shape of a definition."""
    check_can_edit(by=by, on=local(at).date())
    now = _locked_draft(draft)
    rules.check_is_office_draft(now)
    before = now.definition
    try:
        after = Definition.model_validate(before.model_dump(mode="json") | dict(changes))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise Denied(in_words(first), about=".".join(str(part) for part in first["loc"])) from None
    if after != before:
        now.content, now.digest = content_of(after)
        now.valid_from, now.decision = after.valid_from or local(at).date(), after.decision
        fields = ["content", "digest", "valid_from", "decision"]
        keep(now, "edited", by=by, at=at, fields=fields, changes=told(before, after))
    return ProcedureVersion.objects.select_related("procedure").get(pk=now.pk)


def keep(draft: ProcedureVersion, name: str, *, by: Post, at: dt.datetime, fields: list[str], **details: Any) -> None:
    """Save a draft's changed fields and who changed them, with the event; in the caller's transaction."""
    draft.edited_by = by
    draft.save(update_fields=[*fields, "edited_by"])
    record(stream=stream_of("procedure", draft.procedure.code), name=f"procedure.{name}", by=by, at=at, **details)


@transaction.atomic
def publish(draft: ProcedureVersion, *, by: Post, at: dt.datetime) -> ProcedureVersion:
    """Put a draft in force from its day; the version before ends the day before. A second person does it."""
    today = local(at).date()
    now = _locked_draft(draft)
    last = rules.last_settled(now.procedure)
    rules.check_can_publish(now, last=last, by=by, on=today)
    if found := faults(now.definition):
        raise Denied(_("Chưa công bố được: %(fault)s") % {"fault": found[0]})
    before = None if last is None or last.status == VersionStatus.REPEALED else last.definition
    changes = told(before, now.definition) if before else {}
    now.number, now.status = end_before(last, before=now.valid_from), VersionStatus.PUBLISHED
    now.save(update_fields=["number", "status"])
    names = {name: getattr(now.definition, name) for name in ("name", "short_name", "sector")}
    Procedure.objects.filter(pk=now.procedure.pk).update(**names)
    record(
        stream=stream_of("procedure", now.procedure.code), name="procedure.published", by=by, at=at, number=now.number,
        valid_from=now.valid_from, decision=now.decision, changes=changes,
    )  # fmt: skip
    queries.forget()
    return now


@transaction.atomic
def withdraw(draft: ProcedureVersion, *, by: Post, at: dt.datetime) -> None:
    """Put a draft aside; it is kept, and nothing of it holds."""
    check_can_edit(by=by, on=local(at).date())
    now = _locked_draft(draft)
    now.status = VersionStatus.WITHDRAWN
    now.save(update_fields=["status"])
    record(stream=stream_of("procedure", now.procedure.code), name="procedure.withdrawn", by=by, at=at, changes={})
