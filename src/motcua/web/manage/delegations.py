"""Who signs for whom: now, to come, and what is over; written down and taken back with a reason."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from motcua.accounts import delegating, manners
from motcua.accounts.models import Delegation, Post, Role
from motcua.accounts.queries import delegations_of
from motcua.accounts.rules import DELEGATES, LENDERS
from motcua.events.managed import history_of
from motcua.procedures.models import Procedure, ProcedureVersion
from motcua.web import words
from motcua.web.attempt import attempt, beside
from motcua.web.manage.history import tell
from motcua.web.shell import PostRequest, at_desk

_DAY = {"type": "date"}


class DelegationForm(forms.Form):
    """Who lets whom sign, how, for what, from when to when, by which decision."""

    from_post = forms.ModelChoiceField(
        label=gettext_lazy("Người ủy quyền"), queryset=Post.objects.none(), empty_label=gettext_lazy("Chọn người")
    )
    to_post = forms.ModelChoiceField(
        label=gettext_lazy("Người được ủy quyền"), queryset=Post.objects.none(), empty_label=gettext_lazy("Chọn người")
    )
    manner = forms.ChoiceField(label=gettext_lazy("Chữ ghi trước chức danh"))
    starts_on = forms.DateField(label=gettext_lazy("Từ ngày"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))
    ends_on = forms.DateField(label=gettext_lazy("Đến hết ngày"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))
    decision = forms.CharField(
        label=gettext_lazy("Văn bản ủy quyền"),
        max_length=120,
        help_text=gettext_lazy("Số, ngày, cơ quan; được in dưới chữ ký."),
    )
    sectors = forms.MultipleChoiceField(
        label=gettext_lazy("Chỉ các lĩnh vực"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Không chọn gì: mọi thủ tục."),
    )
    procedures = forms.CharField(
        label=gettext_lazy("Chỉ các thủ tục"),
        required=False,
        max_length=600,
        help_text=gettext_lazy("Mã thủ tục, cách nhau dấu chấm phẩy; để trống: không giới hạn theo mã."),
    )

    def for_desk(self, post: Post, on: dt.date) -> "DelegationForm":
        """Offer the posts of this authority; a delegator lends their own signature only."""
        held = Post.objects.current(on).filter(agency__authority=post.authority).select_related("user", "agency")
        lenders = held.filter(role__in=LENDERS)
        choices: dict[str, Any] = self.fields
        choices["from_post"].queryset = lenders if post.role == Role.ADMIN else lenders.filter(pk=post.pk)
        choices["to_post"].queryset = held.filter(role__in=DELEGATES).exclude(user=None)
        choices["manner"].choices = [(key, f"{each['mark']} {each['name']}") for key, each in manners.manners().items()]
        known = Procedure.objects.filter(versions__in=ProcedureVersion.objects.in_force(on))
        sectors = known.order_by("sector").values_list("sector", flat=True).distinct()
        choices["sectors"].choices = [(sector, words.named(sector)) for sector in sectors]
        return self

    def clean_procedures(self) -> list[str]:
        """Return the codes; one that is not in the catalogue is named."""
        codes = [part.strip() for part in self.cleaned_data["procedures"].split(";") if part.strip()]
        known = set(Procedure.objects.filter(code__in=codes).values_list("code", flat=True))
        if unknown := [code for code in codes if code not in known]:
            raise forms.ValidationError(_("Không có trong danh mục: %(codes)s.") % {"codes": ", ".join(unknown)})
        return codes


@dataclass(frozen=True, slots=True)
class Lent:
    """A delegation as it is drawn."""

    row: Delegation
    state: str
    tone: str
    scope: str
    mark: str
    revocable: bool


def _look(row: Delegation, at: dt.datetime) -> Lent:
    today = at.date()
    open_ = row.revoked_at is None and row.ends_on >= today
    if row.revoked_at is not None:
        state, tone = _("đã thu hồi"), "late"
    elif row.ends_on < today:
        state, tone = _("đã hết"), ""
    elif row.starts_on > today:
        state, tone = _("sắp tới"), "calm"
    else:
        state, tone = (_("đang có hiệu lực"), "good") if row.holds_at(at) else (_("không còn hiệu lực"), "late")
    scope = "; ".join([*(words.named(each) for each in row.sectors), *row.procedures]) or _("mọi thủ tục")
    return Lent(row, state, tone, scope, manners.mark_of(row.manner), open_)


def _own(request: PostRequest) -> Any:
    """Return the delegations this desk may see: all of the authority, or what one gave and was given oneself."""
    rows = delegations_of(request.post.authority)
    if request.post.role in {Role.ADMIN, Role.SUPERVISOR}:
        return rows
    return rows.filter(from_post=request.post) | rows.filter(to_post=request.post)


def _draw(request: PostRequest, form: DelegationForm | None, *, status: int = 200) -> HttpResponse:
    rows = list(_own(request))
    context = {
        "rows": [_look(row, request.at) for row in rows],
        "form": form,
        "may_edit": request.post.role in {Role.ADMIN, *LENDERS},
        "history": tell(history_of("delegation", *[row.pk for row in rows])),
        "key": uuid.uuid4(),
    }
    return render(request, "manage/delegations.html", context, status=status)


@require_http_methods(["GET", "POST"])
@at_desk(Role.ADMIN, Role.SUPERVISOR, Role.HEAD, *LENDERS)
def delegations(request: PostRequest) -> HttpResponse:
    """List who signs for whom; write one down."""
    if request.post.role not in {Role.ADMIN, *LENDERS}:
        return _draw(request, None)
    first = {"starts_on": request.at.date(), "manner": "KT", "from_post": request.post.pk}
    form = DelegationForm(request.POST or None, initial=first).for_desk(request.post, request.at.date())
    if request.method == "GET" or not form.is_valid():
        return _draw(request, form, status=422 if request.method == "POST" else 200)

    def do() -> None:
        delegating.delegate(**form.cleaned_data, by=request.post, at=request.at)

    if denied := attempt(request, do, name="delegate"):
        beside(form, denied)
        return _draw(request, form, status=422)
    messages.success(request, _("Đã ghi ủy quyền: có hiệu lực đúng những ngày đã chọn."))
    return redirect("manage:delegations")


@require_POST
@at_desk(Role.ADMIN, *LENDERS)
def revoke(request: PostRequest, pk: int) -> HttpResponse:
    """Take a signature back at once."""
    row = get_object_or_404(_own(request), pk=pk)

    def do() -> None:
        delegating.revoke(row, reason=request.POST.get("reason", ""), by=request.post, at=request.at)

    if denied := attempt(request, do, name="revoke_delegation"):
        messages.error(request, denied.reason)
    return redirect(reverse("manage:delegations"))
