"""What may be changed in a form, and what is examined before a changed one is published (CN05, CN09): pure."""

from collections.abc import Collection, Iterator

from motcua.forms.computed import is_rule
from motcua.forms.definition import DECLARATION, FieldDefinition, FieldType, FormDefinition
from motcua.forms.needs import reads
from motcua.forms.prefill import REGISTERS
from motcua.forms.shipped import named_fields
from motcua.forms.validation import CHECKS
from motcua.lib.vietnamese import fold
from motcua.procedures.checks import Fault
from motcua.procedures.definition import Definition, FeeBasis

SOURCES = frozenset({"card", "earlier", "scan", *REGISTERS})


def form_faults(form: FormDefinition) -> list[str]:
    """Return every fault of a form; one with none may be published."""
    return [*_structure_faults(form), *(fault for field in form.fields for fault in field_faults(form, field))]


def _structure_faults(form: FormDefinition) -> Iterator[str]:
    ids = [field.id for field in form.fields]
    for twice in sorted({each for each in ids if ids.count(each) > 1}):
        yield f"Có hai trường cùng tên «{twice}»: bỏ một trường."
    named = [*named_fields(form), *(need.field for need in reads(form))]
    for name in dict.fromkeys(each for each in named if each not in ids):
        yield f"Biểu mẫu nhắc đến trường «{name}» mà không có: thêm trường hoặc bỏ chỗ nhắc."
    groups = {group.key for group in form.groups}
    for field in form.fields:
        if field.group not in groups:
            yield f"Trường «{field.label}» thuộc nhóm «{field.group}» không có trong biểu mẫu."


def field_faults(form: FormDefinition, field: FieldDefinition) -> Iterator[str]:
    """Yield what is wrong with one field."""
    name = field.label.strip() or field.id
    if not field.label.strip():
        yield f"Trường «{field.id}» chưa có nhãn: ghi lời hỏi."
    if field.type is FieldType.CHOICE and not field.options:
        yield f"Trường «{name}» là lựa chọn mà chưa có mục nào: ghi các mục, mỗi mục một dòng."
    if len(set(field.options)) != len(field.options):
        yield f"Trường «{name}» có hai mục giống nhau: bỏ một mục."
    wrong = [each for each in field.sources if each.startswith("default:") and each[8:] not in field.options]
    if field.type is FieldType.CHOICE and field.options and wrong:
        yield f"Trường «{name}»: giá trị mặc định «{wrong[0][8:]}» không có trong các mục."
    for source in field.sources:
        if sentence := _source_fault(source):
            yield f"Trường «{name}»: {sentence}"
    for check in field.checks:
        if check.partition(":")[0] not in CHECKS:
            yield f"Trường «{name}» có kiểm tra «{check}» không có trong hệ thống."
    asked = field.ask or field.id in form.conversation or field.id == DECLARATION
    if field.required and not asked and field.sources == ("computed:later",):
        yield f"Trường «{name}» bắt buộc mà không ai điền được lúc tiếp nhận: bỏ bắt buộc hoặc đánh dấu hỏi."


def _source_fault(source: str) -> str:
    kind, colon, rest = source.partition(":")
    if kind == "default" and colon:
        return "" if rest else "nguồn mặc định chưa có giá trị, viết như default:Việt Nam."
    if kind == "computed":
        return "" if is_rule(source) else f"không có cách tính «{rest}»."
    return "" if source in SOURCES else f"không có nguồn «{source}»: chọn trong {', '.join(sorted(SOURCES))}."


def new_key(label: str, *, group: str, form: FormDefinition, taken: Collection[str]) -> str:
    """Return the key of a new field: its words, and whose it is where the whole group is one person's.

    So «Quê quán» among the fields of `me` becomes `me.que_quan`, which card and registers know by that name.
    """
    words = "_".join(fold(label).split())[:40].strip("_")
    fact = words if words[:1].isalpha() else f"truong_{words}".strip("_")
    prefixes = {field.prefix for field in form.fields if field.group == group}
    prefix = next(iter(prefixes)) if len(prefixes) == 1 else ""
    made = key = f"{prefix}.{fact}" if prefix else fact
    place = 2
    while key in taken:
        key, place = f"{made}_{place}", place + 1
    return key


_COUNTED = {FeeBasis.COPY: ("copies", "số bản"), FeeBasis.PAGE: ("pages", "số trang")}


def together_faults(definition: Definition, form: FormDefinition) -> Iterator[Fault]:
    """Yield where a procedure and its form do not fit: a fee counts what nobody is asked for."""
    for basis in {item.basis: None for item in definition.fees.items}:
        name, words = _COUNTED.get(basis, ("", ""))
        if name and name not in form.quantities:
            yield Fault(f"Phí tính theo {words} mà biểu mẫu không hỏi {words}: thu theo vụ việc.", "fees")
    for name, field_id in form.quantities.items():
        field = next((each for each in form.fields if each.id == field_id), None)
        if field is not None and field.type is not FieldType.INT:
            yield Fault(f"Trường «{field.label}» đếm {name} mà không phải là số.", "form")
