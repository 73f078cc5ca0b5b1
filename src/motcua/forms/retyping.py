"""Which type a field of a form may become, and why not another: what it holds must stay readable (CN09). No database.

Dossiers under way keep their version; but what an earlier one says is offered to the next, and is read by the new type.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.forms.definition import FieldDefinition, FieldType, FormDefinition
from motcua.forms.needs import why_read

T = FieldType
# Everything that stands in the first can be read as any of the others. One of several choices asks anew what is not
# among them. Yes and no is a question of its own: it becomes nothing else.
BECOMES: dict[FieldType, tuple[FieldType, ...]] = {
    T.TEXT: (T.LONG_TEXT, T.CHOICE_OR_TEXT, T.CHOICE, T.ADDRESS),
    T.CHOICE: (T.CHOICE_OR_TEXT, T.TEXT, T.LONG_TEXT),
    T.CHOICE_OR_TEXT: (T.TEXT, T.LONG_TEXT, T.CHOICE),
    T.INT: (T.MONEY, T.TEXT, T.LONG_TEXT),
    T.MONEY: (T.INT, T.TEXT, T.LONG_TEXT),
    T.DATE: (T.PARTIAL_DATE, T.MOMENT),
    T.PARTIAL_DATE: (T.MOMENT,),
    T.NAME: (T.TEXT, T.LONG_TEXT),
    T.ID_NUMBER: (T.TEXT, T.LONG_TEXT),
    T.PHONE: (T.TEXT, T.LONG_TEXT),
    T.EMAIL: (T.TEXT, T.LONG_TEXT),
    T.ADDRESS: (T.TEXT, T.LONG_TEXT),
    T.ETHNICITY: (T.CHOICE_OR_TEXT, T.TEXT, T.LONG_TEXT),
    T.NATIONALITY: (T.CHOICE_OR_TEXT, T.TEXT, T.LONG_TEXT),
}
_ENDS: dict[FieldType, str | Promise] = {
    T.BOOL: gettext_lazy("Không đổi loại được: có hoặc không thì không đọc được theo loại khác."),
    T.LONG_TEXT: gettext_lazy("Không đổi loại được: chữ nhiều dòng không nằm gọn trong loại khác."),
    T.MOMENT: gettext_lazy("Không đổi loại được: giờ và ngày không đọc được theo loại khác."),
}
CHOICES = frozenset({T.CHOICE, T.CHOICE_OR_TEXT})
_NUMBERS = frozenset({T.INT, T.MONEY})
_BY_NUMBER = frozenset({"range", "more_than"})


def may_become(form: FormDefinition, field: FieldDefinition) -> tuple[FieldType, ...]:
    """Return the types that a field may become, besides its own."""
    return tuple(each for each in BECOMES.get(field.type, ()) if not why_not_retyped(form, field, each))


def why_not_retyped(form: FormDefinition, field: FieldDefinition, to: FieldType) -> str:
    """Return why a field cannot be of another type, or ""."""
    if to is field.type:
        return ""
    if why := why_kept(form, field):
        return why
    if to not in BECOMES[field.type]:
        return _("Không đổi sang loại này được: điều đã ghi ở trường này không đọc được theo loại ấy.")
    if to is T.CHOICE and any(not source.startswith("default:") for source in field.sources):
        return _("Không đổi sang chọn một mục được: trường này tự điền, có thể điền điều không có trong các mục.")
    if to not in _NUMBERS and any(check.partition(":")[0] in _BY_NUMBER for check in field.checks):
        return _("Không đổi sang loại này được: trường này được kiểm tra theo số.")
    return ""


def why_kept(form: FormDefinition, field: FieldDefinition) -> str:
    """Return why a field keeps its type whatever is wished, or ""."""
    if why := why_read(form, field.id):
        return _("Không đổi loại được: %(why)s.") % {"why": why}
    return str(_ENDS.get(field.type, ""))
