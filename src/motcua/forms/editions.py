"""A procedure's form is edited and published together with its version: one draft, one second person."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.forms.definition import FieldDefinition, FieldType, FormDefinition
from motcua.forms.derived import derived_form
from motcua.forms.editing import form_faults, new_key, together_faults
from motcua.forms.models import FormOffer, FormOrigin, FormVersion, OfferStatus
from motcua.forms.needs import why_needed
from motcua.forms.retyping import CHOICES, why_not_retyped
from motcua.forms.shipped import content_of, shipped_forms
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.procedures import commands, rules
from motcua.procedures.checks import Fault, faults
from motcua.procedures.differences import told
from motcua.procedures.models import Procedure, ProcedureVersion, VersionOrigin
from motcua.procedures.ownership import check_can_edit
from motcua.procedures.shipped import shipped_definitions


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """What an administrator says of one field; the order of the edits is the order of the fields.

    One without an id is a new field, of a type and in a group. No type: as it is, or text.
    """

    id: str
    label: str
    required: bool
    ask: bool
    sources: tuple[str, ...]
    options: tuple[str, ...]
    type: FieldType | None = None
    group: str = ""


def newest_form(code: str, *, on: dt.date) -> FormVersion | None:
    """Return the form of a procedure that holds on a day."""
    return FormVersion.objects.filter(procedure_code=code, valid_from__lte=on).order_by("-number").first()


def form_of(version: ProcedureVersion) -> FormDefinition:
    """Return the form that a version has, or that a draft would have if it were published as it is.

    A form derived from the catalogue follows its procedure; one that the law or the office wrote stays until edited.
    """
    if version.form_draft is not None:
        return FormDefinition.model_validate(version.form_draft)
    code = version.procedure.code
    kept = newest_form(code, on=version.valid_from)
    if kept is None or (kept.origin == FormOrigin.SHIPPED and code not in shipped_forms()):
        return shipped_forms().get(code) or derived_form(version.definition)
    return FormDefinition.model_validate(kept.content)


def edited(form: FormDefinition, edits: Sequence[FieldEdit]) -> FormDefinition:
    """Return a form with its fields changed and in a new order; new questions come last in the conversation."""
    rows: list[FieldDefinition] = []
    for each in edits:
        field = form.field(each.id) if each.id else _new(form, each, taken=[row.id for row in rows])
        kind = each.type or field.type
        said = {"label": each.label, "required": each.required, "ask": each.ask, "sources": each.sources}
        options = () if kind is not field.type and kind not in CHOICES else each.options
        more = {"options": options, "group": each.group or field.group, "type": kind}
        rows.append(field.model_copy(update={**said, **more}))
    asked = {row.id: row.ask for row in rows}
    silenced = {field.id for field in form.fields if field.ask and not asked.get(field.id)}
    spoken = [name for name in form.conversation if name in asked and name not in silenced]
    spoken += [row.id for row in rows if row.ask and row.id not in spoken]
    return form.model_copy(update={"fields": tuple(rows), "conversation": tuple(spoken)})


def _new(form: FormDefinition, said: FieldEdit, *, taken: Collection[str]) -> FieldDefinition:
    """Return a new field under a key that no other field of the form has."""
    known = {*taken, *(field.id for field in form.fields)}
    key = new_key(said.label, group=said.group, form=form, taken=known)
    return FieldDefinition(id=key, label=said.label, type=said.type or FieldType.TEXT, group=said.group)


@transaction.atomic
def edit_form(
    draft: ProcedureVersion,
    *,
    edits: Sequence[FieldEdit],
    by: Post,
    at: dt.datetime,
    removed: Collection[str] = (),
) -> ProcedureVersion:
    """Change the form of a draft: its fields as they shall be, those that are new, and which are taken away.

    Raises Denied when the form has changed meanwhile, for a field that something else needs, and for a type that would
    make unreadable what the field holds.
    """
    check_can_edit(by=by, on=local(at).date())
    rules.check_is_draft(draft)
    rules.check_is_office_draft(draft)
    before = form_of(draft)
    if sorted([*(each.id for each in edits if each.id), *removed]) != sorted(field.id for field in before.fields):
        raise Denied(_("Biểu mẫu vừa đổi ở nơi khác: mở lại trang rồi sửa tiếp."))
    for name in removed:
        if why := why_needed(before, name, gone=removed):
            raise Denied(f"«{before.field(name).label}»: {why}", about=name)
    _check_types(before, edits)
    after = edited(before, edits)
    if after != before:
        draft.form_draft = content_of(after)[0]
        commands.keep(draft, "form_edited", by=by, at=at, fields=["form_draft"], changes=told(before, after))
    return draft


def _check_types(form: FormDefinition, edits: Sequence[FieldEdit]) -> None:
    for each in edits:
        if each.id and each.type:
            field = form.field(each.id).model_copy(update={"sources": each.sources})
            if why := why_not_retyped(form, field, each.type):
                raise Denied(f"«{field.label}»: {why}", about=each.id)


def digest_of(draft: ProcedureVersion) -> str:
    """Return what changes with every edit of a draft or its form."""
    return f"{draft.digest}{content_of(form_of(draft))[1]}"


def faults_of(draft: ProcedureVersion) -> list[Fault]:
    """Return every fault of a draft and its form, each beside its place."""
    form = form_of(draft)
    own = [Fault(sentence, "form") for sentence in form_faults(form)]
    return [*faults(draft.definition), *own, *together_faults(draft.definition, form)]


@transaction.atomic
def publish(draft: ProcedureVersion, *, by: Post, at: dt.datetime) -> ProcedureVersion:
    """Publish a draft with its form: both hold from the same day. Raises Denied with the first fault."""
    if found := faults_of(draft):
        raise Denied(_("Chưa công bố được: %(fault)s") % {"fault": found[0]})
    form, code = form_of(draft), draft.procedure.code
    written = draft.form_draft is not None and draft.origin == VersionOrigin.OFFICE
    published = commands.publish(draft, by=by, at=at)
    content, digest = content_of(form)
    last = FormVersion.objects.filter(procedure_code=code).order_by("-number").first()
    origin = FormOrigin.OFFICE if written else FormOrigin.SHIPPED
    given_back = draft.form_draft is not None and not written
    if last is None or last.digest != digest or (given_back and last.origin != origin):
        FormVersion.objects.create(
            procedure_code=code,
            number=1 if last is None else last.number + 1,
            valid_from=published.valid_from,
            content=content,
            digest=digest,
            origin=origin,
        )
    if given_back:
        FormOffer.objects.filter(procedure_code=code, status=OfferStatus.WAITING).delete()
    return published


@transaction.atomic
def withdraw(draft: ProcedureVersion, *, by: Post, at: dt.datetime) -> None:
    """Put a draft aside; a form that was taken into it waits again, unless a newer one waits already."""
    commands.withdraw(draft, by=by, at=at)
    taken = FormOffer.objects.filter(draft=draft, status=OfferStatus.TAKEN)
    code = draft.procedure.code
    if FormOffer.objects.filter(procedure_code=code, status=OfferStatus.WAITING).exists():
        taken.delete()
    else:
        taken.update(status=OfferStatus.WAITING, draft=None, settled_by=None)


@transaction.atomic
def give_back(*, procedure: Procedure, by: Post, at: dt.datetime) -> ProcedureVersion:
    """Propose what came with the project again, form included; published, the catalogue's files lead once more."""
    shipped = next((each for each in shipped_definitions() if each.code == procedure.code), None)
    if shipped is None:
        raise Denied(_("Thủ tục này không có trong danh mục đi kèm phần mềm."))
    form = shipped_forms().get(procedure.code) or derived_form(shipped)
    return commands.propose(
        procedure=procedure, by=by, at=at, content=shipped, form=content_of(form)[0], origin=VersionOrigin.SHIPPED
    )
