"""Take in what a device sends: kept first, then taken in, or shown to a person with what stands against it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from motcua.accounts.models import Post
from motcua.documents.commands import store
from motcua.documents.digitising import from_data
from motcua.documents.models import StoredFile
from motcua.dossiers.commands.accepting import Incomplete
from motcua.dossiers.commands.at_once import TakenAtOnce, take_in_at_once
from motcua.dossiers.commands.copies import add_pages
from motcua.dossiers.models import Dossier
from motcua.dossiers.numbering import Codes
from motcua.dossiers.queries.copies import components_of
from motcua.events.record import record
from motcua.forms.commands import begun
from motcua.forms.models import ConfirmedHow
from motcua.forms.queries import definition_of
from motcua.forms.signature import Stroke, drawn
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.outreach import rules
from motcua.outreach.models import Device, IntakeState, OfflineIntake, Reason
from motcua.procedures.models import ProcedureVersion


@dataclass(frozen=True, slots=True)
class Said:
    """What a device says of one intake. `payload`: person, version, case, values, papers, exemption, entered, pages,
    return_way, return_address.

    `payload["problems"]`: what nobody could read of it, by reason. `handed`: the officer on the tablet leaves it to the
    office.
    """

    key: str
    taken_at: dt.datetime
    skew: int
    code: str
    procedure_code: str
    payload: Mapping[str, Any]
    strokes: Sequence[Stroke] = ()
    handed: bool = False


STILL_OPEN = frozenset({IntakeState.RECEIVED, IntakeState.RETURNED})
"""Where what a device sends again takes the place of what it sent before."""


def submit(*, device: Device, said: Said, by: Post, at: dt.datetime) -> OfflineIntake:
    """Return what became of an intake; the same key gives the same answer, and goes on where it was broken off."""
    rules.check_can_use(device, by=by)
    row = _kept(device, said, by=by, at=at)
    if row.state not in STILL_OPEN:
        return row
    with transaction.atomic():
        row = OfflineIntake.objects.select_for_update(of=("self",)).select_related("device__agency").get(pk=row.pk)
        if row.state not in STILL_OPEN:
            return row
        _replace(row, said, at=at)
        return _decided(row, handed=said.handed)


def _kept(device: Device, said: Said, *, by: Post, at: dt.datetime) -> OfflineIntake:
    known = OfflineIntake.objects.filter(key=said.key).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            return OfflineIntake.objects.create(
                key=said.key, device=device, post=by, taken_at=said.taken_at, received_at=at, skew=said.skew,
                code=said.code, procedure_code=said.procedure_code, payload=dict(said.payload),
                signature=_signature(said, at=at),
            )  # fmt: skip
    except IntegrityError:
        return OfflineIntake.objects.get(key=said.key)


def _signature(said: Said, *, at: dt.datetime) -> StoredFile | None:
    return store(drawn(said.strokes), media_type="image/svg+xml", at=at) if said.strokes else None


def _replace(row: OfflineIntake, said: Said, *, at: dt.datetime) -> None:
    """Put what is said now where the former stood; number, moment and who took it in stay those of the receipt."""
    row.payload, row.signature, row.skew = dict(said.payload), _signature(said, at=at), said.skew
    row.save(update_fields=["payload", "signature", "skew"])


def _decided(row: OfflineIntake, *, handed: bool) -> OfflineIntake:
    """Take it in, or write down what stands against that: wrong content goes back to the tablet, unless handed over."""
    reason, words = rules.against(row)
    if not reason:
        try:
            return taken_in(row, reserved=rules.reserved_for(row), state=IntakeState.TAKEN_IN)
        except Denied as denied:
            reason, words = Reason.CONTENT.value, _in_words(row, denied)
    back = reason == Reason.CONTENT and not handed
    row.state, row.reason, row.words = IntakeState.RETURNED if back else IntakeState.CONFLICT, reason, words
    row.save(update_fields=["state", "reason", "words"])
    return row


def _in_words(row: OfflineIntake, denied: Denied) -> str:
    """Return the sentence, with the questions of the form that are meant, as they stand on the tablet."""
    version = ProcedureVersion.objects.filter(pk=row.payload.get("version")).first()
    if not isinstance(denied, Incomplete) or version is None:
        return denied.reason
    labels = {each.id: each.label for each in definition_of(begun(procedure_version=version, at=row.taken_at)).fields}
    errors = {name: said for item in denied.errors.values() for name, said in item.items()}
    return " ".join([denied.reason, *(f"«{labels.get(name, name)}»: {said}" for name, said in errors.items())])


def what_of(row: OfflineIntake, *, reserved: Codes | None, duplicate_why: str = "") -> TakenAtOnce:
    """Return an intake as the heart takes it in; what was said is looked up anew, never trusted."""
    said = row.payload
    papers = said.get("papers")
    return TakenAtOnce(
        version=ProcedureVersion.objects.select_related("procedure").get(pk=said["version"]),
        person_data=said["person"],
        case=said.get("case", ""),
        values=said.get("values", {}),
        papers=None if papers is None else frozenset(papers),
        exemption=said.get("exemption", ""),
        entered=said.get("entered"),
        confirmed_how=ConfirmedHow.SCREEN if row.signature else ConfirmedHow.IN_PERSON,
        keys_typed=said.get("keys_typed", 0),
        signature=row.signature,
        reserved=reserved,
        duplicate_why=duplicate_why,
        return_way=said.get("return_way", ""),
        return_address=said.get("return_address", ""),
    )


@transaction.atomic
def taken_in(
    row: OfflineIntake, *, reserved: Codes | None, state: IntakeState, duplicate_why: str = ""
) -> OfflineIntake:
    """Make the dossier, at the moment it was taken in and by whom; its pictures follow. Denied: nothing has changed."""
    what = what_of(row, reserved=reserved, duplicate_why=duplicate_why)
    dossier = take_in_at_once(what=what, key=f"outreach:{row.key}", by=row.post, at=row.taken_at)
    _put_pictures(dossier, row)
    record(
        stream=dossier.stream, name="dossier.taken_in_outside", by=row.post, at=row.received_at,
        device=row.device.name, taken_at=f"{local(row.taken_at):%H:%M %d/%m/%Y}", number=row.code,
    )  # fmt: skip
    row.dossier, row.state, row.payload = dossier, state, {}
    row.save(update_fields=["dossier", "state", "payload"])
    return row


def _put_pictures(dossier: Dossier, row: OfflineIntake) -> None:
    pages: Mapping[str, Any] = row.payload.get("pages", {})
    for component in components_of(dossier) if pages else ():
        if (data := pages.get(component.requirement.key)) and not component.no_scan:
            add_pages(dossier, component, pages=from_data(data), by=row.post, at=row.received_at)
