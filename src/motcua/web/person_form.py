"""A person without a readable card: what the officer asks and types."""

import datetime as dt
import re
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.lib.vietnamese import nfc
from motcua.people import dates, mrz
from motcua.people.models import UNSPECIFIED, normal_number

_DATE = re.compile(r"(?:(?:(\d{1,2})[/\-.\s])?(\d{1,2})[/\-.\s])?(\d{4})")

_FOREIGN = ("nationality", "passport_number", "passport_country", "passport_expires")


def read_birth(text: str, today: dt.date) -> str:
    """Return "02/03/1950", "3/1950" or "1950" as ISO of that precision; raises ValueError with a sentence."""
    match = _DATE.fullmatch(text.strip())
    if not match:
        raise ValueError(_("Xin ghi ngày/tháng/năm, tháng/năm hoặc chỉ năm sinh, như 02/03/1950 hoặc 1950."))
    day, month, year = (int(part) if part else None for part in match.groups())
    try:
        born = dt.date(cast("int", year), month or 1, day or 1)
    except ValueError:
        raise ValueError(_("Không có ngày này trong lịch; xin xem lại ngày sinh.")) from None
    if born > today:
        raise ValueError(_("Ngày sinh không thể ở sau hôm nay."))
    if born.year < today.year - 130:
        raise ValueError(_("Năm sinh này xa quá; xin xem lại."))
    parts = (f"{year:04d}", f"{month:02d}" if month else "", f"{day:02d}" if day else "")
    return "-".join(part for part in parts if part)


class PersonForm(forms.Form):
    """Name, birth, sex, number, address. `today` is needed to judge a date of birth."""

    full_name = forms.CharField(label=_("Họ, chữ đệm, tên"), max_length=120)
    date_of_birth = forms.CharField(
        label=_("Ngày sinh"),
        help_text=_("02/03/1950; nếu chỉ nhớ năm thì ghi 1950."),
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    sex = forms.ChoiceField(label=_("Giới tính"), choices=[("M", _("Nam")), ("F", _("Nữ"))], widget=forms.RadioSelect)
    id_number = forms.CharField(
        label=_("Số định danh hoặc số CMND"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    address = forms.CharField(label=_("Nơi cư trú"), required=False, max_length=300)
    nationality = forms.CharField(label=_("Quốc tịch"), required=False, max_length=60)
    passport_number = forms.CharField(
        label=_("Số hộ chiếu"), required=False, max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    passport_country = forms.RegexField(
        r"^[A-Za-z]{1,3}$",
        label=_("Mã nước cấp"),
        help_text=_("Như trên hộ chiếu: KOR, CHN, USA."),
        required=False,
        max_length=3,
        error_messages={"invalid": _("Mã nước có từ 1 đến 3 chữ cái, như trên hộ chiếu.")},
    )
    passport_expires = forms.DateField(
        label=_("Hộ chiếu hết hạn"),
        required=False,
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("Xin ghi ngày/tháng/năm, như 31/12/2030.")},
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["full_name"].error_messages["required"] = _("Xin ghi họ tên như trên giấy tờ.")
        self.fields["date_of_birth"].error_messages["required"] = _("Xin hỏi ngày sinh; chỉ năm cũng được.")
        self.fields["sex"].error_messages["required"] = _("Xin chọn nam hoặc nữ.")

    @property
    def foreign(self) -> list[forms.BoundField]:
        """The fields of a passport."""
        return [self[name] for name in _FOREIGN]

    @property
    def usual(self) -> list[forms.BoundField]:
        """The fields that are asked of everybody."""
        return [self[name] for name in self.fields if name not in _FOREIGN]

    @property
    def is_foreign(self) -> bool:
        """Whether something of a passport stands there: then its fields are shown open."""
        return any(field.value() for field in self.foreign)

    def clean_full_name(self) -> str:
        """Letters only, in capitals as a card prints them."""
        name = nfc(self.cleaned_data["full_name"])
        if any(letter.isdigit() for letter in name) or not any(letter.isalpha() for letter in name):
            raise forms.ValidationError(_("Họ tên chỉ gồm chữ; xin ghi như trên giấy tờ."))
        return name.upper()

    def clean_date_of_birth(self) -> str:
        """As precise as it was given."""
        try:
            return read_birth(self.cleaned_data["date_of_birth"], self.today)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None

    def clean_id_number(self) -> str:
        """12 digits, or 9 of an old identity card, or nothing."""
        number = re.sub(r"[\s.]", "", self.cleaned_data["id_number"])
        if number and not (number.isascii() and number.isdigit() and len(number) in {9, 12}):
            raise forms.ValidationError(_("Số định danh có 12 chữ số (CMND cũ có 9); xin đếm lại, hoặc để trống."))
        return number

    def clean_address(self) -> str:
        """One normal form of text."""
        return nfc(self.cleaned_data["address"])

    @staticmethod
    def initial_from(person_data: dict[str, Any]) -> dict[str, Any]:
        """Return what the form shows of a person already known."""
        return {
            "full_name": person_data.get("full_name", ""),
            "date_of_birth": dates.shown(person_data.get("date_of_birth", "")),
            "sex": person_data.get("sex", ""),
            "id_number": person_data.get("id_number") or "",
            "address": person_data.get("address", ""),
            "nationality": person_data.get("nationality", ""),
            "passport_number": person_data.get("passport", {}).get("number", ""),
            "passport_country": person_data.get("passport", {}).get("country", ""),
            "passport_expires": dates.shown(person_data.get("passport", {}).get("expires_on", "")),
        }

    def person_data(self) -> dict[str, Any]:
        """Return what a visit keeps of the person: the shape of a card, without a card."""
        said = self.cleaned_data
        long_number = len(said["id_number"]) == 12
        data: dict[str, Any] = {
            "id_number": said["id_number"] if long_number else "",
            "old_id_number": "" if long_number else said["id_number"],
            "full_name": said["full_name"],
            "date_of_birth": said["date_of_birth"],
            "sex": said["sex"],
            "address": said["address"],
            "issued_on": None,
            "extra": [],
            "warnings": [],
            "source": "asked",
        }
        if said["nationality"]:
            data["nationality"] = nfc(said["nationality"])
        if said["passport_number"]:
            expires = said["passport_expires"]
            data["passport"] = {
                "number": normal_number(said["passport_number"]),
                "country": said["passport_country"].upper() or UNSPECIFIED,
                "expires_on": expires.isoformat() if expires else "",
            }
            data["warnings"] = [mrz.expired(expires.isoformat())] if expires and expires < self.today else []
        return data
