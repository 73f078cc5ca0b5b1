"""What is missing or wrong in a filled form: one sentence a field, saying what to do."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.forms.definition import DECLARATION, FieldDefinition, FieldType, FormDefinition
from motcua.forms.values import Kept, holds, is_required, read, value_of

Fits = Callable[[FieldDefinition, Any], bool]


def errors(form: FormDefinition, values: Kept, *, today: dt.date) -> dict[str, str]:
    """Return {field id: sentence} in the form's order; the declaration is the applicant's and not looked at here."""
    found: dict[str, str] = {}
    for field in form.fields:
        if field.id != DECLARATION and holds(field, values) and (sentence := _error(field, values, today)):
            found[field.id] = sentence
    return found


def _error(field: FieldDefinition, values: Kept, today: dt.date) -> str:
    value = value_of(values, field.id)
    if value in {None, ""}:
        if is_required(field, values) or (field.ask and field.type is FieldType.BOOL):
            return _("Chưa có: hỏi người dân rồi điền.")
        return ""
    if sentence := _of_type(field, value):
        return sentence
    for check in field.checks:
        name, _colon, argument = check.partition(":")
        if sentence := CHECKS[name](value, argument, values, today):
            return sentence
    return ""


def _of_type(field: FieldDefinition, value: Any) -> str:
    """Say what a value of this type looks like; what a register said is judged like what was typed."""
    fits, sentence = _TYPES.get(field.type, (_anything, ""))
    if fits(field, value):
        return ""
    return str(sentence) % {"options": "; ".join(field.options)} if field.options else str(sentence)


def _anything(_field: FieldDefinition, _value: Any) -> bool:
    return True


def _pattern(pattern: str) -> Fits:
    compiled = re.compile(pattern)
    return lambda _field, value: bool(compiled.fullmatch(str(value)))


def _is_date(field: FieldDefinition, value: Any) -> bool:
    return read(field, str(value))[1]


def _is_number(_field: FieldDefinition, value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_bool(_field: FieldDefinition, value: Any) -> bool:
    return isinstance(value, bool)


def _is_option(field: FieldDefinition, value: Any) -> bool:
    # A status that no option names is refused by its own check, with a better sentence.
    refused = f"not_value:{str(value).lower()}" in field.checks
    return not field.options or value in field.options or refused


_DATE = gettext_lazy("Ngày có dạng 05/04/2026, hoặc gõ liền 05042026.")
_NUMBER = gettext_lazy("Xin nhập một số, chỉ gồm chữ số.")
_TYPES: dict[FieldType, tuple[Fits, str | Promise]] = {
    FieldType.ID_NUMBER: (
        _pattern(r"\d{12}|\d{9}"),
        gettext_lazy("Số định danh có 12 chữ số (số cũ: 9). Xem lại trên thẻ."),
    ),
    FieldType.PHONE: (_pattern(r"0\d{9,10}"), gettext_lazy("Số điện thoại có 10 chữ số, bắt đầu bằng 0.")),
    FieldType.EMAIL: (
        _pattern(r"[^@\s]+@[^@\s]+\.[^@\s.]+"),
        gettext_lazy("Địa chỉ thư điện tử có dạng ten@noi.vn."),
    ),
    FieldType.DATE: (_is_date, _DATE),
    FieldType.PARTIAL_DATE: (_is_date, _DATE),
    FieldType.MOMENT: (_is_date, gettext_lazy("Ghi như 14:30 20/11/2026; không rõ giờ thì chỉ ghi ngày.")),
    FieldType.INT: (_is_number, _NUMBER),
    FieldType.MONEY: (_is_number, _NUMBER),
    FieldType.BOOL: (_is_bool, gettext_lazy("Chọn 1 (Có) hoặc 2 (Không).")),
    FieldType.CHOICE: (_is_option, gettext_lazy("Chọn một trong các mục: %(options)s.")),
}


def _not_future(value: Any, _argument: str, _values: Kept, today: dt.date) -> str:
    return _("Ngày này ở tương lai. Xem lại.") if str(value)[:10] > today.isoformat() else ""


def _max_len(value: Any, argument: str, _values: Kept, _today: dt.date) -> str:
    long = len(str(value)) > int(argument)
    return _("Dài quá %(n)s chữ cái: xem lại với người dân.") % {"n": argument} if long else ""


def _range(value: Any, argument: str, _values: Kept, _today: dt.date) -> str:
    least, _colon, most = argument.partition(":")
    inside = isinstance(value, int) and int(least) <= value <= int(most)
    return "" if inside else _("Xin nhập số từ %(least)s đến %(most)s.") % {"least": least, "most": most}


def _more_than(value: Any, argument: str, _values: Kept, _today: dt.date) -> str:
    inside = isinstance(value, int) and value > int(argument)
    return "" if inside else _("Xin nhập số lớn hơn %(least)s.") % {"least": argument}


def _regex(value: Any, argument: str, _values: Kept, _today: dt.date) -> str:
    return "" if re.fullmatch(argument, str(value)) else _("Không đúng mẫu. Xem lại trên giấy.")


def _not_value(value: Any, argument: str, _values: Kept, _today: dt.date) -> str:
    if str(value).lower() != argument.lower():
        return ""
    return _("Không làm được thủ tục này khi: %(value)s.") % {"value": str(value)}


def _begins(value: Any, argument: str, _values: Kept, _today: dt.date) -> str:
    begins = str(value).lower().startswith(argument.lower())
    return "" if begins else _("Phải bắt đầu bằng “%(words)s”.") % {"words": argument}


def _without(value: Any, argument: str, _values: Kept, _today: dt.date) -> str:
    words = next((word for word in argument.split("|") if word in str(value).lower()), "")
    return _("Không được có chữ “%(word)s”.") % {"word": words} if words else ""


def _before(value: Any, argument: str, values: Kept, _today: dt.date) -> str:
    end = value_of(values, argument)
    return _("Phải trước ngày kết thúc.") if end and str(value) > str(end) else ""


def _not_before(value: Any, argument: str, values: Kept, _today: dt.date) -> str:
    first = value_of(values, argument)
    return _("Sớm hơn ngày sinh. Xem lại.") if first and str(value)[:10] < str(first) else ""


def _must_be_true(value: Any, _argument: str, _values: Kept, _today: dt.date) -> str:
    return "" if value is True else _("Phải là Có thì mới nhận được.")


CHECKS: dict[str, Callable[[Any, str, Kept, dt.date], str]] = {
    "not_future": _not_future,
    "max_len": _max_len,
    "range": _range,
    "more_than": _more_than,
    "regex": _regex,
    "not_value": _not_value,
    "begins": _begins,
    "without": _without,
    "before": _before,
    "not_before": _not_before,
    "must_be_true": _must_be_true,
}
