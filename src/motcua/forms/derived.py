"""The form of a procedure that has none of its own, made from what the catalogue says of it. Pure."""

from collections.abc import Iterator

from motcua.forms.definition import (
    DECLARATION,
    Condition,
    FieldDefinition,
    FieldType,
    FormDefinition,
    Group,
    Operator,
    Role,
)
from motcua.forms.prefill import RETURN_ADDRESS, RETURN_WAY
from motcua.procedures.definition import Definition, FeeBasis, RequirementKind

TITLE = "Đơn đề nghị giải quyết thủ tục hành chính"
_CITIZEN, _ORGANISATION = "công dân", "tổ chức"
_OWN, _FOR_OTHER, _FOR_ORGANISATION = "Cho chính mình", "Thay người khác", "Thay tổ chức"
_PLACES = ("Tại quầy", "Bưu chính", "Điện tử")
_GROUPS = {
    "nyc": "Người yêu cầu",
    "tochuc": "Tổ chức",
    "nd": "Người có việc",
    "de_nghi": "Đề nghị",
    "truong_hop": "Trường hợp áp dụng",
    "ket": "Nhận kết quả và cam đoan",
}
# Who a person is: the fact, its label, type, sources, and whether it must be known.
_FACTS: tuple[tuple[str, str, FieldType, tuple[str, ...], bool], ...] = (
    ("so_dinh_danh", "Số định danh cá nhân", FieldType.ID_NUMBER, ("card",), False),
    ("ho_ten", "Họ, chữ đệm, tên", FieldType.NAME, ("card", "population"), True),
    ("ngay_sinh", "Ngày, tháng, năm sinh", FieldType.PARTIAL_DATE, ("card", "population"), False),
    ("noi_cu_tru", "Nơi cư trú", FieldType.ADDRESS, ("population", "card", "earlier"), False),
    ("sdt", "Số điện thoại", FieldType.PHONE, ("earlier",), False),
)
# What an organisation is, and whether it must be said: no law gives these forms a line for its seat or a title.
_OF_ORGANISATION: tuple[tuple[str, str, FieldType, str, bool], ...] = (
    ("ten", "Tên tổ chức", FieldType.TEXT, "name", True),
    ("ma_so", "Mã số thuế hoặc mã số doanh nghiệp", FieldType.TEXT, "code", True),
    ("dia_chi", "Địa chỉ trụ sở", FieldType.ADDRESS, "address", False),
    ("chuc_vu", "Chức vụ của người đại diện", FieldType.TEXT, "representative_title", False),
)


def derived_form(definition: Definition) -> FormDefinition:
    """Return who asks and for whom, for what, in which case, how many copies, and how the result is received."""
    fields = tuple(_fields(definition))
    known = [field.id for field in fields]
    used = {field.group for field in fields}
    asked = tuple(field.id for field in fields if field.ask)
    quantities = {"copies": "sl.ban_sao", "pages": "sl.so_trang"}
    return FormDefinition(
        code=definition.code,
        title=definition.short_name,
        official_title=TITLE,
        roles={"nyc": Role.VISITOR} | ({"nd": Role.SUBJECT} if "nd.ho_ten" in known else {}),
        groups=tuple(Group(key=key, title=title) for key, title in _GROUPS.items() if key in used),
        conversation=asked,
        fields=fields,
        quantities={name: field for name, field in quantities.items() if field in known},
        subject="nd.ho_ten" if "nd.ho_ten" in known else "",
    )


def _fields(definition: Definition) -> Iterator[FieldDefinition]:
    yield from _person("nyc", _FACTS)
    yield from _for_whom(definition)
    yield FieldDefinition(
        id="noi_dung", label="Nội dung đề nghị", type=FieldType.LONG_TEXT, group="de_nghi", required=True,
        sources=(f"default:{definition.name}",),
    )  # fmt: skip
    if papers := _papers(definition):
        yield FieldDefinition(
            id="giay_to_kem", label="Giấy tờ kèm theo", type=FieldType.LONG_TEXT, group="de_nghi",
            sources=(f"default:{papers}",),
        )  # fmt: skip
    yield from _quantities(definition)
    yield from _conditions(definition)
    yield from _result(definition)
    yield FieldDefinition(
        id=DECLARATION, label="Cam đoan khai đúng sự thật", type=FieldType.BOOL, group="ket", required=True, ask=True,
        checks=("must_be_true",),
    )  # fmt: skip


def _person(
    prefix: str,
    facts: tuple[tuple[str, str, FieldType, tuple[str, ...], bool], ...],
    when: Condition | None = None,
) -> Iterator[FieldDefinition]:
    for key, label, type_, sources, required in facts:
        # Under a condition a field is demanded where the condition holds: only what must be known stands under it.
        yield FieldDefinition(
            id=f"{prefix}.{key}", label=label, type=type_, group=prefix, sources=sources,
            required=required and when is None, required_if=when,
        )  # fmt: skip


def _for_whom(definition: Definition) -> Iterator[FieldDefinition]:
    """Ask on whose behalf, where the catalogue says who may apply: for a person, for an organisation, or either."""
    organisation, citizen = _ORGANISATION in definition.applicants, _CITIZEN in definition.applicants
    people = [_OWN, _FOR_OTHER] if citizen or not organisation else []
    options = (*people, _FOR_ORGANISATION) if organisation else tuple(people)
    named = [each if each in options else "" for each in (_FOR_OTHER, _FOR_ORGANISATION)]
    yield FieldDefinition(
        id="tu_cach", label="Làm việc này", type=FieldType.CHOICE, group="nyc", required=True, options=options,
        sources=(f"computed:acts_for:{':'.join(named)}", f"default:{options[0]}"),
    )  # fmt: skip
    if organisation:
        when = Condition(field="tu_cach", op=Operator.IS, value=_FOR_ORGANISATION)
        for key, label, type_, known_as, required in _OF_ORGANISATION:
            yield FieldDefinition(
                id=f"tochuc.{key}", label=label, type=type_, group="tochuc", required=required, shown_if=when,
                sources=(f"computed:organisation:{known_as}",),
            )  # fmt: skip
    if _FOR_OTHER in options:
        when = Condition(field="tu_cach", op=Operator.IS, value=_FOR_OTHER)
        yield from _person("nd", _FACTS[1:3], when)


def _papers(definition: Definition) -> str:
    """Return the papers that everybody hands in, numbered as they are written on a form."""
    names = [paper.name for paper in definition.requirements if paper.required and paper.kind is RequirementKind.SUBMIT]
    return "; ".join(f"{place}) {name}" for place, name in enumerate(names, start=1))


def _quantities(definition: Definition) -> Iterator[FieldDefinition]:
    """Ask what the fee counts: pages and copies of a certification, copies of a result where they are wanted."""
    bases = {item.basis for item in definition.fees.items}
    if FeeBasis.PAGE in bases:
        yield _number("sl.so_trang", "Số trang bản chính", "range:1:2000")
        yield _number("sl.ban_sao", "Số bản", "range:1:500")
    elif FeeBasis.COPY in bases:
        yield FieldDefinition(
            id="sl.co_ban_sao", label="Đề nghị cấp bản sao", type=FieldType.BOOL, group="de_nghi", ask=True
        )
        wanted = Condition(field="sl.co_ban_sao", op=Operator.IS, value="true")
        yield _number("sl.ban_sao", "Số lượng bản sao", "range:1:50", wanted)


def _number(id_: str, label: str, check: str, when: Condition | None = None) -> FieldDefinition:
    return FieldDefinition(
        id=id_, label=label, type=FieldType.INT, group="de_nghi", ask=True, checks=(check,),
        required=when is None, required_if=when,
    )  # fmt: skip


def _conditions(definition: Definition) -> Iterator[FieldDefinition]:
    """Offer to tick what calls for a further paper; what the office can look up itself is not asked (law.md 1.2)."""
    for paper in definition.requirements:
        if paper.condition and not paper.required and not paper.replaceable_by:
            yield FieldDefinition(
                id=f"th.{paper.key}", label=paper.condition[0].upper() + paper.condition[1:], type=FieldType.BOOL,
                group="truong_hop", note=paper.name,
            )  # fmt: skip


def _result(definition: Definition) -> Iterator[FieldDefinition]:
    """Say how the result is received, unless the person waits for it (a matter settled at once)."""
    if any(item.amount != 0 for item in definition.fees.items):
        yield FieldDefinition(
            id="phi", label="Phí, lệ phí", type=FieldType.MONEY, group="ket", sources=("computed:fee",)
        )
    if not definition.settled_at_once:
        yield FieldDefinition(
            id="kq.nhan", label="Nhận kết quả", type=FieldType.CHOICE, group="ket", required=True, options=_PLACES,
            sources=(RETURN_WAY,),
        )  # fmt: skip
        by_post = Condition(field="kq.nhan", op=Operator.IS, value=_PLACES[1])
        yield FieldDefinition(
            id="kq.dia_chi", label="Địa chỉ nhận qua bưu chính", type=FieldType.ADDRESS, group="ket",
            sources=(RETURN_ADDRESS,), required_if=by_post,
        )  # fmt: skip
