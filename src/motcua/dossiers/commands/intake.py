"""Take dossiers in: the moment from which the clock runs (NĐ 118/2025/NĐ-CP art. 17 as amended)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from motcua.accounts.models import Post, Role
from motcua.agencies.models import Agency
from motcua.agencies.queries import handling_unit
from motcua.dossiers import clock, numbering, rules
from motcua.dossiers.models import Channel, Dossier, SubmittedDocument, Visit
from motcua.dossiers.states import State
from motcua.events.models import Event
from motcua.events.record import answered, new_event, remember_answer
from motcua.forms.models import FilledForm
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.lib.vietnamese import fold
from motcua.people.models import Person
from motcua.procedures.definition import Definition, FeeChannel
from motcua.procedures.fees import fee_due
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.rules import check_can_take_in
from motcua.worktime.calendars import working_calendar
from motcua.worktime.deadlines import CalendarEnds


@dataclass(frozen=True, slots=True)
class Intake:
    """What is taken in for one person under one procedure.

    `papers` names the requirements that were met; `replaced` says which of them a register or the card stood in for.
    """

    version: ProcedureVersion
    submitter: Person
    case: str = ""
    form: FilledForm | None = None
    papers: frozenset[str] = frozenset()
    replaced: Mapping[str, str] = field(default_factory=dict)
    quantities: Mapping[str, int] = field(default_factory=dict)
    exemption: str = ""
    channel: Channel = Channel.DIRECT
    representative: Person | None = None
    subject_name: str = ""
    visit: Visit | None = None


@dataclass(frozen=True, slots=True)
class Units:
    """The three organisations of a dossier."""

    intake: Agency
    competent: Agency
    handling: Agency

    def as_they_were(self) -> dict[str, list[str]]:
        """Return codes and names as of now, for the dossier to keep."""
        pairs = {"intake": self.intake, "competent": self.competent, "handling": self.handling}
        return {name: [unit.code, unit.name] for name, unit in pairs.items()}


def units_of(by: Post, sector: str, *, on: dt.date) -> Units:
    """Return who takes in, who is competent and who handles this sector of procedures."""
    authority = by.agency.authority or by.agency
    return Units(by.agency, authority, handling_unit(authority, sector, on=on))


def _check_papers(definition: Definition, intake: Intake) -> None:
    met = intake.papers | intake.replaced.keys()
    missing = [each.name for each in definition.requirements if each.required and each.key not in met]
    if missing:
        raise Denied(_("Còn thiếu giấy tờ: %(names)s.") % {"names": "; ".join(missing)})


def _check(intake: Intake, *, by: Post, at: dt.datetime) -> None:
    rules.check_holds_post(by=by, at=at, roles=frozenset({Role.INTAKE}))
    check_can_take_in(intake.version, on=local(at).date())
    definition = intake.version.definition
    if intake.case and intake.case not in {case.key for case in definition.cases}:
        raise Denied(_("Thủ tục này không có trường hợp đã chọn: chọn lại trường hợp."))
    if intake.exemption and intake.exemption not in definition.fees.exemptions:
        raise Denied(_("Thủ tục này không có diện miễn phí đã chọn: chọn lại."))
    if intake.form is not None and not intake.form.confirmed_how:
        raise Denied(_("Người dân chưa xác nhận tờ khai: mời xem và ký, hoặc xác nhận trực tiếp."))
    _check_papers(definition, intake)


def _promise(intake: Intake, *, by: Post, at: dt.datetime) -> clock.Promise:
    calendar = working_calendar(by.agency.calendar_code())
    try:
        # What is kept and printed is Vietnamese, whatever language the officer's screen speaks.
        with translation.override("vi"):
            return clock.promise(
                definition=intake.version.definition, case=intake.case, received_at=at, calendar=calendar
            )
    except CalendarEnds as ends:
        raise Denied(
            _("Lịch làm việc mới có đến %(last)s, chưa tính được hạn: báo quản trị bổ sung ngày nghỉ.")
            % {"last": f"{ends.last:%d/%m/%Y}"}
        ) from None


def _fee(intake: Intake) -> int:
    owed = fee_due(
        intake.version.definition,
        channel=FeeChannel.ONLINE if intake.channel == Channel.ONLINE else FeeChannel.DIRECT,
        quantities=intake.quantities,
        exemption=intake.exemption,
        entered=intake.quantities.get("entered"),
    )
    if owed.open_lines:
        raise Denied(_("Chưa nhập mức thu do HĐND tỉnh quy định: %(names)s.") % {"names": "; ".join(owed.open_lines)})
    return owed.amount


def _persons(intake: Intake) -> dict[str, Any]:
    person = intake.submitter
    return {
        "submitter": person,
        "representative": intake.representative,
        "subject_name": intake.subject_name,
        "applicant_name": person.full_name,
        "applicant_folded": fold(person.full_name),
        "applicant_id_number": person.id_number or "",
        "applicant_phone": person.phone,
    }


def _promised(promise: clock.Promise) -> dict[str, Any]:
    return {
        "counted_from": promise.counted_from,
        "limit_kind": promise.limit.kind if promise.limit else "",
        "limit_value": promise.limit.value if promise.limit else 0,
        "promised_at": promise.promised_at,
        "due_at": promise.due_at,
        "in_visit": promise.in_visit,
        "slip_owed": promise.slip_owed,
        "slip_reason": promise.reason,
    }


def _dossier(intake: Intake, *, by: Post, at: dt.datetime) -> Dossier:
    definition = intake.version.definition
    units = units_of(by, definition.sector, on=local(at).date())
    return Dossier(
        procedure_version=intake.version,
        procedure_code=definition.code,
        procedure_name=definition.short_name,
        case=intake.case,
        state=State.RECEIVED,
        channel=intake.channel,
        authority=units.competent,
        intake_agency=units.intake,
        competent_agency=units.competent,
        handling_agency=units.handling,
        units=units.as_they_were(),
        submitted_at=at,
        received_at=at,
        holder_role=Role.INTAKE,
        holder_agency=units.intake,
        holder=by,
        form=intake.form,
        visit=intake.visit,
        quantities=dict(intake.quantities),
        fee_due=_fee(intake),
        fee_exemption=intake.exemption,
        created_by=by,
        **_persons(intake),
        **_promised(_promise(intake, by=by, at=at)),
    )


def _documents(dossier: Dossier, intake: Intake) -> list[SubmittedDocument]:
    met = intake.papers | intake.replaced.keys()
    return [
        SubmittedDocument(
            dossier=dossier,
            key=each.key,
            name=each.name[:400],
            kind=each.kind,
            originals=each.originals,
            copies=each.copies,
            replaced_by=intake.replaced.get(each.key, ""),
        )
        for each in intake.version.definition.requirements
        if each.key in met
    ]


def _received(dossier: Dossier, *, by: Post, at: dt.datetime) -> Event:
    return new_event(
        stream=dossier.stream,
        seq=1,
        previous_hash="",
        name="dossier.received",
        by=by,
        at=at,
        details={
            "procedure": dossier.procedure_code,
            "case": dossier.case,
            "channel": dossier.channel,
            "units": dossier.units,
            "due_at": dossier.due_at,
            "promised_at": dossier.promised_at,
            "slip_owed": dossier.slip_owed,
            "reason": dossier.slip_reason,
            "fee_due": dossier.fee_due,
            "exemption": dossier.fee_exemption,
        },
    )


def receive_all(*, intakes: Sequence[Intake], by: Post, at: dt.datetime, key: str = "") -> list[Dossier]:
    """Take a basket in: all of it or none, in one transaction; the same key gives the same dossiers again.

    Raises Denied with the reason. The unit's counter is locked late, so that desks beside it wait as little as can be.
    """
    codes = answered(key=key)
    if codes is not None:
        kept = {dossier.code: dossier for dossier in Dossier.objects.filter(code__in=codes)}
        return [kept[code] for code in codes]
    for intake in intakes:
        _check(intake, by=by, at=at)
    dossiers = [_dossier(each, by=by, at=at) for each in intakes]
    with transaction.atomic(savepoint=False):
        for dossier in dossiers:
            dossier.pickup_code = numbering.new_pickup_code()
            dossier.code = numbering.next_dossier_code(agency=by.agency, at=at)
        remember_answer(key=key, act="receive", answer=[dossier.code for dossier in dossiers], by=by, at=at)
        for dossier in dossiers:
            dossier.save(force_insert=True)
        papers = [row for dossier, intake in zip(dossiers, intakes, strict=True) for row in _documents(dossier, intake)]
        SubmittedDocument.objects.bulk_create(papers)
        Event.objects.bulk_create([_received(dossier, by=by, at=at) for dossier in dossiers])
    return dossiers


def receive(*, intake: Intake, by: Post, at: dt.datetime, key: str = "") -> Dossier:
    """Take one dossier in."""
    return receive_all(intakes=[intake], by=by, at=at, key=key)[0]
