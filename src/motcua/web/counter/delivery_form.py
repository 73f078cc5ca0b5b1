"""How a result is handed over: to whom, known by what; by post under which number; or sent as a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from motcua.dossiers.models import Dossier, Proof, ReturnWay

# What is said of each way; what stands in the other fields is not meant.
FIELDS = {
    ReturnWay.DIRECT: ("proof", "shown", "to_name", "relation"),
    ReturnWay.POST: ("reference", "to_name"),
    ReturnWay.ONLINE: ("reference", "to_name"),
}
_REFERENCE = {
    ReturnWay.POST: (gettext_lazy("Số hiệu bưu gửi"), gettext_lazy("Xin ghi số hiệu bưu gửi.")),
    ReturnWay.ONLINE: (
        gettext_lazy("Gửi bản điện tử đến đâu"),
        gettext_lazy("Xin ghi bản điện tử được gửi đến đâu: tài khoản, hộp thư."),
    ),
}


class DeliveryForm(forms.Form):
    """Who takes the result, known by what; another way only where the applicant asked for it."""

    way = forms.ChoiceField(label=gettext_lazy("Trả kết quả"), widget=forms.RadioSelect)
    reference = forms.CharField(max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    proof = forms.ChoiceField(label=gettext_lazy("Người nhận đưa"), choices=Proof.choices, widget=forms.RadioSelect)
    shown = forms.CharField(
        label=gettext_lazy("Quét hoặc gõ mã, số trên giấy đó"),
        max_length=600,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-scan-target": ""}),
        error_messages={"required": gettext_lazy("Xin quét hoặc gõ mã, số trên giấy người nhận đưa.")},
    )
    to_name = forms.CharField(
        label=gettext_lazy("Tên người nhận"),
        max_length=120,
        error_messages={"required": gettext_lazy("Xin ghi tên người nhận.")},
    )
    relation = forms.CharField(
        label=gettext_lazy("Là gì của người nộp"),
        help_text=gettext_lazy("Ghi khi người khác đến nhận: vợ, chồng, con, hàng xóm được nhờ…"),
        max_length=80,
        required=False,
    )

    def __init__(self, data: Any = None, *, dossier: Dossier) -> None:
        start = {"way": dossier.return_way, "proof": Proof.CODE, "to_name": dossier.applicant_name}
        super().__init__(data, initial=start)
        wanted = ReturnWay(dossier.return_way)
        ways = [each for each in ReturnWay if each in {wanted, ReturnWay.DIRECT}]
        self.chosen = ReturnWay.DIRECT if data is None or data.get("way") not in ways else ReturnWay(data["way"])
        for name in [name for name in self.fields if data is not None and name not in {"way", *FIELDS[self.chosen]}]:
            self.fields[name].required = False
        first = "shown"
        if wanted == ReturnWay.DIRECT:
            del self.fields["way"], self.fields["reference"]
        else:
            choice: Any = self.fields["way"]
            choice.choices = [(each.value, each.label) for each in ways]
            first, reference = "reference", self.fields["reference"]
            reference.label, reference.error_messages["required"] = _REFERENCE[wanted]
        self.fields[first].widget.attrs["autofocus"] = True

    @property
    def parts(self) -> list[tuple[str, forms.BoundField]]:
        """Return the fields with the way that they belong to; "" for what is always said."""
        sent = {"reference"}
        direct = set(FIELDS[ReturnWay.DIRECT]) - {"to_name"}
        kinds = {name: "sent" if name in sent else "direct" if name in direct else "" for name in self.fields}
        return [(kinds[field.name] if "way" in self.fields else "", field) for field in self]

    def said(self) -> dict[str, Any]:
        """Return what the command takes: the way with what belongs to it."""
        return {"way": self.chosen.value, **{name: self.cleaned_data[name] for name in FIELDS[self.chosen]}}

    def about(self) -> str:
        """Return the field beside which a refusal stands."""
        return "shown" if self.chosen == ReturnWay.DIRECT else "reference"
