"""For whom the visitor comes: what they are to them, and on which paper; an organisation in words."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.lib.vietnamese import nfc
from motcua.people.models import MandatePaper, Relation
from motcua.people.queries import normal_code

PERSON, ORGANISATION = "person", "organisation"
_CODE = re.compile(r"[0-9A-Z][0-9A-Z.\-]{2,34}")
_PAPERS = [("", gettext_lazy("Chưa có, hoặc không cần")), *MandatePaper.choices[:2]]
_QUIET = {"autocomplete": "off"}


def _day_field(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%d/%m/%Y", attrs=_QUIET | {"inputmode": "numeric"}),
        error_messages={"invalid": gettext_lazy("Xin ghi ngày/tháng/năm, như 31/12/2026.")},
    )


class MandateForm(forms.Form):
    """A person or an organisation, the relation, the paper."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Đi thay cho"),
        choices=[(PERSON, gettext_lazy("Một người")), (ORGANISATION, gettext_lazy("Một tổ chức"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Xin chọn: một người hay một tổ chức.")},
    )
    relation = forms.ChoiceField(
        label=gettext_lazy("Người đến là gì của người, tổ chức đó"),
        choices=[("", gettext_lazy("Chọn")), *Relation.choices],
        error_messages={"required": gettext_lazy("Xin chọn người đến là gì của người, tổ chức đó.")},
    )
    paper = forms.ChoiceField(label=gettext_lazy("Giấy ủy quyền"), required=False, choices=_PAPERS)
    paper_note = forms.CharField(
        label=gettext_lazy("Số, ngày, nơi lập hoặc chứng thực giấy"),
        required=False,
        max_length=400,
        widget=forms.TextInput(attrs=_QUIET),
    )
    valid_from = _day_field(gettext_lazy("Hiệu lực từ"))
    valid_to = _day_field(gettext_lazy("Hiệu lực đến"))
    scope = forms.CharField(
        label=gettext_lazy("Được làm gì"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("Để trống: những việc trong giỏ hôm nay."),
    )

    def clean(self) -> dict[str, Any]:
        """See that the dates and the relation fit."""
        said = self.cleaned_data
        first, last = said.get("valid_from"), said.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("Ngày hết hiệu lực ở trước ngày bắt đầu: xin xem lại giấy."))
        if said.get("relation") == Relation.LEGAL_REPRESENTATIVE and said.get("kind") == PERSON:
            self.add_error("relation", _("Người đại diện theo pháp luật là của tổ chức: chọn lại."))
        return said

    def said(self) -> dict[str, Any]:
        """Return what a visit keeps of it."""
        kept = {name: self.cleaned_data[name] for name in ("kind", "relation", "paper", "paper_note", "scope")}
        return kept | {name: _iso(self.cleaned_data[name]) for name in ("valid_from", "valid_to")}


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


class OrganisationForm(forms.Form):
    """An enterprise or an agency by its code."""

    code = forms.CharField(
        label=gettext_lazy("Mã số doanh nghiệp, hoặc mã định danh cơ quan"),
        max_length=40,
        widget=forms.TextInput(attrs=_QUIET),
        error_messages={"required": gettext_lazy("Xin ghi mã số doanh nghiệp hoặc mã định danh cơ quan.")},
    )
    name = forms.CharField(
        label=gettext_lazy("Tên tổ chức"),
        max_length=200,
        error_messages={"required": gettext_lazy("Xin ghi tên tổ chức như trên giấy tờ.")},
    )
    address = forms.CharField(label=gettext_lazy("Trụ sở"), required=False, max_length=300)
    representative_title = forms.CharField(
        label=gettext_lazy("Chức danh người đại diện"), required=False, max_length=120
    )

    def clean_code(self) -> str:
        """As it is kept: text, no spaces (QĐ 20/2020/QĐ-TTg: figures, letters and dots, 35 at most)."""
        code = normal_code(self.cleaned_data["code"])
        if not _CODE.fullmatch(code):
            raise forms.ValidationError(_("Mã tổ chức gồm chữ số, chữ cái không dấu và dấu chấm, tối đa 35 ký tự."))
        return code

    def said(self) -> dict[str, str]:
        """Return what a visit keeps of it."""
        return {name: nfc(value) for name, value in self.cleaned_data.items()}
