"""A form that came with the project while the office has its own: seen, taken into a draft, or put aside (ADR 15)."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.events.managed import stream_of
from motcua.events.record import record
from motcua.forms.definition import FormDefinition
from motcua.forms.editions import form_of
from motcua.forms.models import FormOffer, OfferStatus
from motcua.lib.clock import local
from motcua.lib.outcomes import Answer, Denied
from motcua.procedures import commands
from motcua.procedures.differences import Difference, differences, told
from motcua.procedures.models import Procedure, ProcedureVersion, VersionOrigin
from motcua.procedures.ownership import check_can_edit


def waiting_offer(code: str) -> FormOffer | None:
    """Return the form that waits for somebody to look at it."""
    return FormOffer.objects.filter(procedure_code=code, status=OfferStatus.WAITING).first()


def waiting_offers() -> list[tuple[FormOffer, Procedure]]:
    """Return every form that waits, with its procedure, the longest waiting first."""
    waiting = list(FormOffer.objects.filter(status=OfferStatus.WAITING).order_by("offered_on", "procedure_code"))
    procedures = Procedure.objects.in_bulk([each.procedure_code for each in waiting], field_name="code")
    return [(each, procedures[each.procedure_code]) for each in waiting]


def changes_of(offer: FormOffer, base: ProcedureVersion) -> list[Difference]:
    """Return what the offered form would change of the form of a version, in words."""
    return differences(form_of(base), FormDefinition.model_validate(offer.content))


def check_can_take_over(offer: FormOffer, *, by: Post, on: dt.date) -> None:
    """Raise Denied unless the offer waits and no open draft has a form of its own that it would wipe out."""
    check_can_edit(by=by, on=on)
    if offer.status != OfferStatus.WAITING:
        raise Denied(_("Biểu mẫu này đã có người xem và xử lý: mở lại thủ tục để xem lịch sử."))
    drafts = ProcedureVersion.objects.drafts().filter(procedure__code=offer.procedure_code, origin=VersionOrigin.OFFICE)
    if drafts.filter(form_draft__isnull=False).exists():
        raise Denied(_("Bản nháp đang mở đã sửa biểu mẫu: công bố hoặc rút bản ấy, rồi đưa biểu mẫu mới vào."))


def can_take_over(offer: FormOffer, *, by: Post, on: dt.date) -> Answer:
    """Return whether the offer may be taken into a draft, and why not."""
    try:
        check_can_take_over(offer, by=by, on=on)
    except Denied as denied:
        return Answer(allowed=False, reason=denied.reason)
    return Answer(allowed=True)


def _locked(offer: FormOffer) -> tuple[FormOffer, Procedure]:
    procedure = Procedure.objects.select_for_update().get(code=offer.procedure_code)
    return FormOffer.objects.get(pk=offer.pk), procedure


@transaction.atomic
def take_over(offer: FormOffer, *, by: Post, at: dt.datetime) -> ProcedureVersion:
    """Put the offered form into the office's draft, to be edited and published as any other.

    A draft that is withdrawn lets it wait again.
    """
    now, procedure = _locked(offer)
    check_can_take_over(now, by=by, on=local(at).date())
    draft = commands.propose(procedure=procedure, by=by, at=at)
    changes = told(form_of(draft), FormDefinition.model_validate(now.content))
    draft.form_draft = now.content
    commands.keep(
        draft, "form_taken_over", by=by, at=at, fields=["form_draft"], offered_on=now.offered_on, changes=changes
    )
    now.status, now.draft, now.settled_by = OfferStatus.TAKEN, draft, by
    now.save(update_fields=["status", "draft", "settled_by"])
    return draft


@transaction.atomic
def put_aside(offer: FormOffer, *, reason: str, by: Post, at: dt.datetime) -> None:
    """Keep the office's own form, with the reason; this form is not offered again, a later change is."""
    now, procedure = _locked(offer)
    today = local(at).date()
    check_can_edit(by=by, on=today)
    if now.status != OfferStatus.WAITING:
        raise Denied(_("Biểu mẫu này đã có người xem và xử lý: mở lại thủ tục để xem lịch sử."))
    if not reason.strip():
        raise Denied(_("Ghi vì sao giữ biểu mẫu của đơn vị, để người sau biết."), about="reason")
    now.status, now.reason, now.settled_by = OfferStatus.ASIDE, reason.strip(), by
    now.save(update_fields=["status", "reason", "settled_by"])
    record(
        stream=stream_of("procedure", procedure.code), name="procedure.form_put_aside", by=by, at=at,
        offered_on=now.offered_on, reason=now.reason, changes={},
    )  # fmt: skip
