"""What reads a field of a form, in the form and beside it; such a field is not taken away (CN09). No database."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.forms.computed import fields_read
from motcua.forms.definition import DECLARATION, FieldDefinition, FormDefinition, Role, Source
from motcua.forms.prefill import REGISTERS
from motcua.forms.printed import draws, is_drawn_by_law

# Checks that compare a value with another field's.
_COMPARING = frozenset({"before", "not_before"})
_BY_NUMBER = REGISTERS | {Source.EARLIER}
_PARENTS = frozenset({Role.MOTHER, Role.FATHER})
_APPLICANTS = frozenset({Role.VISITOR, Role.SELF})


@dataclass(frozen=True, slots=True)
class Need:
    """`field` is read by the field `by` ("": by the form as a whole), and why, as the end of a sentence."""

    field: str
    by: str
    why: str


def reads(form: FormDefinition) -> Iterator[Need]:
    """Yield what the form's own data name: without that field it cannot be published."""
    for name, field_id in form.quantities.items():
        what = {"copies": _("số bản"), "pages": _("số trang")}.get(name, name)
        yield Need(field_id, "", _("phí tính theo %(what)s ghi ở trường này") % {"what": what})
    if form.subject:
        yield Need(form.subject, "", _("tên người có việc lấy từ trường này"))
    if form.own_matter:
        yield Need(form.own_matter, "", _("trường này cho biết người đến làm việc của chính mình hay không"))
    for field in form.fields:
        yield from _read_by(field)


def _read_by(field: FieldDefinition) -> Iterator[Need]:
    said = {"label": field.label}
    if field.required_if:
        yield Need(field.required_if.field, field.id, _("có bắt buộc «%(label)s» hay không là tùy trường này") % said)
    if field.shown_if:
        yield Need(field.shown_if.field, field.id, _("«%(label)s» có chỗ hay không là tùy trường này") % said)
    for source in field.sources:
        for read in fields_read(source):
            yield Need(read, field.id, _("«%(label)s» được tính từ trường này") % said)
    for check in field.checks:
        name, _colon, argument = check.partition(":")
        if name in _COMPARING:
            yield Need(argument, field.id, _("«%(label)s» được kiểm tra theo trường này") % said)


def _beside(form: FormDefinition) -> Iterator[Need]:
    """Yield what prefilling, signing and the printed form read by name."""
    yield Need(DECLARATION, "", _("người dân cam đoan bằng trường này"))
    for field in form.fields:
        if is_drawn_by_law(form.code) and draws(form.code, field.id):
            yield Need(field.id, "", _("mẫu tờ khai do luật ban hành in trường này"))
        if field.prefix in form.roles and field.fact != "so_dinh_danh" and _BY_NUMBER & {*field.sources}:
            why = _("nhờ số này mà «%(label)s» tự điền") % {"label": field.label}
            yield Need(f"{field.prefix}.so_dinh_danh", field.id, why)
    for prefix, role in form.roles.items():
        if role in _APPLICANTS:
            yield Need(f"{prefix}.ho_ten", "", _("tên người ký tờ khai lấy từ trường này"))
    if _PARENTS & {*form.roles.values()}:
        yield Need("nyc.quan_he", "", _("trường này cho biết người đến là cha hay mẹ"))
    for field in form.fields:
        if Source.CIVIL_REGISTRY in field.sources:
            why = _("trường này cho biết lấy «%(label)s» từ sổ nào") % {"label": field.label}
            yield Need("tl.loai", field.id, why)


def why_needed(form: FormDefinition, field_id: str, *, gone: Collection[str] = ()) -> str:
    """Return why a field cannot be taken away, or ""; `gone` are the fields that are taken away with it."""
    why = why_read(form, field_id, gone=gone)
    return _("Không bỏ được: %(why)s.") % {"why": why} if why else ""


def why_read(form: FormDefinition, field_id: str, *, gone: Collection[str] = ()) -> str:
    """Return what reads a field, as the end of a sentence, or ""."""
    for need in (*reads(form), *_beside(form)):
        if need.field == field_id and need.by != field_id and need.by not in gone:
            return need.why
    return ""
