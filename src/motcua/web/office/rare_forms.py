"""The small forms of verbs beside the main way: payments, opinions, apologies, and what is undone."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.accounts.models import Post
from motcua.accounts.queries import colleagues
from motcua.agencies.models import Agency
from motcua.dossiers.commands.handover import agency_of_role
from motcua.dossiers.models import Consultation
from motcua.dossiers.rules import on_its_way
from motcua.web.office.verb_forms import VerbForm, long_text


class RequestPaymentForm(VerbForm):
    """What is owed, and for what."""

    amount = forms.IntegerField(
        label=gettext_lazy("Số tiền phải nộp (đồng)"),
        min_value=1,
        error_messages={"required": gettext_lazy("Xin ghi số tiền.")},
    )
    reason = long_text(
        gettext_lazy("Nghĩa vụ tài chính, theo thông báo nào"),
        missing=gettext_lazy("Xin ghi nghĩa vụ tài chính nào, theo thông báo nào."),
        most=400,
        rows=2,
    )


class ConfirmPaymentForm(VerbForm):
    """Which receipt was seen."""

    receipt = forms.CharField(
        label=gettext_lazy("Số chứng từ nộp tiền"),
        max_length=200,
        error_messages={"required": gettext_lazy("Xin ghi số chứng từ đã xem.")},
    )


class ConsultForm(VerbForm):
    """Whom to ask what, and until when."""

    agency = forms.ModelChoiceField(
        queryset=Agency.objects.none(),
        required=False,
        label=gettext_lazy("Hỏi đơn vị"),
        empty_label=gettext_lazy("Cơ quan khác, ghi tên ở dưới"),
    )
    name = forms.CharField(label=gettext_lazy("Tên cơ quan khác"), max_length=200, required=False)
    question = long_text(gettext_lazy("Nội dung hỏi"), missing=gettext_lazy("Xin ghi nội dung hỏi."), most=2000)
    hours = forms.IntegerField(
        label=gettext_lazy("Trả lời trong (giờ làm việc)"),
        min_value=1,
        max_value=400,
        initial=8,
        error_messages={"required": gettext_lazy("Xin ghi số giờ làm việc.")},
    )

    def prepare(self) -> None:
        """Offer the units of the same authority, but not the one that asks."""
        field: Any = self.fields["agency"]
        asking = self.dossier.handling_agency
        field.queryset = Agency.objects.filter(authority=asking.authority).exclude(pk=asking.pk).order_by("name")

    def clean(self) -> dict[str, Any]:
        """Either a unit or a name."""
        said: dict[str, Any] = super().clean() or {}
        if not said.get("agency") and not said.get("name"):
            self.add_error("name", _("Xin chọn đơn vị hoặc ghi tên cơ quan được hỏi."))
        return said


class OfConsultationForm(VerbForm):
    """About one of the questions that were asked."""

    consultation = forms.ModelChoiceField(
        queryset=Consultation.objects.none(),
        label=gettext_lazy("Lần hỏi ý kiến"),
        empty_label=None,
        error_messages={"required": gettext_lazy("Xin chọn lần hỏi ý kiến.")},
    )

    def prepare(self) -> None:
        """Offer what was asked about this dossier."""
        field: Any = self.fields["consultation"]
        field.queryset = self.dossier.consultations.all()
        field.label_from_instance = lambda row: f"{row.asked_name}: {row.question[:60]}"


class ReplyForm(OfConsultationForm):
    """What was answered, and by whom."""

    agrees = forms.TypedChoiceField(
        label=gettext_lazy("Ý kiến"),
        choices=[("yes", gettext_lazy("Đồng ý")), ("no", gettext_lazy("Không đồng ý, hoặc có ý kiến khác"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Xin chọn đồng ý hay không.")},
    )
    text = long_text(gettext_lazy("Nội dung trả lời"), missing=gettext_lazy("Xin ghi nội dung trả lời."), most=4000)
    given_by = forms.CharField(
        label=gettext_lazy("Ai trả lời, văn bản số"),
        max_length=200,
        error_messages={"required": gettext_lazy("Xin ghi ai trả lời.")},
    )


class WithoutReplyForm(OfConsultationForm):
    """Which answer is not waited for, and why."""

    reason = long_text(gettext_lazy("Vì sao không chờ"), missing=gettext_lazy("Xin ghi vì sao không chờ trả lời."))


class ApologyForm(VerbForm):
    """Why it will be late, and when instead."""

    reason = long_text(
        gettext_lazy("Vì sao không kịp hạn"), missing=gettext_lazy("Xin ghi vì sao không kịp hạn: người dân sẽ đọc.")
    )
    new_due_at = forms.DateTimeField(
        label=gettext_lazy("Hẹn lại lúc"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={
            "required": gettext_lazy("Xin ghi ngày giờ hẹn lại."),
            "invalid": gettext_lazy("Ngày giờ chưa đúng: chọn lại."),
        },
    )

    def prepare(self) -> None:
        """Begin with the due time that stands, for a later one to be chosen."""
        self.fields["new_due_at"].initial = self.dossier.due_at


class WithdrawForm(VerbForm):
    """Who asked for it, and why."""

    asked_by_name = forms.CharField(
        label=gettext_lazy("Người đề nghị dừng"),
        max_length=120,
        error_messages={"required": gettext_lazy("Xin ghi ai đề nghị.")},
    )
    reason = long_text(gettext_lazy("Lý do"), missing=gettext_lazy("Xin ghi lý do người dân nêu."))

    def prepare(self) -> None:
        """Begin with the applicant's name; a fee that was taken does not stand in the way but is said."""
        self.fields["asked_by_name"].initial = self.dossier.applicant_name
        if hasattr(self.dossier, "payment"):
            self.fields["reason"].help_text = _("Hồ sơ này đã thu phí: nói rõ với người dân về việc hoàn hay không.")


class CorrectHandoverForm(VerbForm):
    """To whom it should have gone, and why it did not."""

    to = forms.ModelChoiceField(
        queryset=Post.objects.none(),
        label=gettext_lazy("Chuyển lại cho"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Xin chọn người nhận đúng.")},
    )
    reason = long_text(gettext_lazy("Vì sao chuyển lại"), missing=gettext_lazy("Xin ghi vì sao chuyển lại."), rows=2)

    def prepare(self) -> None:
        """Offer the posts of the same step."""
        handover = on_its_way(self.dossier)
        role = self.dossier.holder_role if handover is None else handover.to_role
        field: Any = self.fields["to"]
        field.queryset = colleagues(agency_of_role(role, self.dossier), role, on=self.day)


class ReopenForm(VerbForm):
    """On what ground."""

    ground = long_text(gettext_lazy("Căn cứ mở lại"), missing=gettext_lazy("Xin ghi căn cứ mở lại hồ sơ."))
