"""How the result is wanted, changed at the applicant's wish."""

from django import forms
from django.utils.translation import gettext_lazy

from motcua.dossiers.models import ReturnWay
from motcua.web.office.verb_forms import VerbForm


class ReturnForm(VerbForm):
    """The way, where to by post, and a word why."""

    way = forms.ChoiceField(
        label=gettext_lazy("Nhận kết quả"),
        choices=ReturnWay.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Xin chọn cách nhận kết quả.")},
    )
    address = forms.CharField(label=gettext_lazy("Địa chỉ nhận, nếu gửi bưu chính"), max_length=400, required=False)
    reason = forms.CharField(label=gettext_lazy("Ai đề nghị, vì sao"), max_length=400, required=False)

    def prepare(self) -> None:
        """Begin with what stands, and where the person lives."""
        self.fields["way"].initial = self.dossier.return_way
        self.fields["address"].initial = self.dossier.return_address or self.dossier.submitter.address
