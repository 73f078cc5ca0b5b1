"""/manage/devices/: tablets of the mobile points: put down with a code, taken out of use, last heard of."""

import uuid
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from motcua.accounts.models import Role
from motcua.agencies.models import ONE_STOP, Agency
from motcua.events.managed import history_of
from motcua.outreach import commands
from motcua.outreach.commands.devices import CODE_LASTS
from motcua.outreach.models import Device
from motcua.outreach.queries import unused
from motcua.web.attempt import attempt, beside
from motcua.web.manage.history import tell
from motcua.web.shell import PostRequest, at_desk


class DeviceForm(forms.Form):
    """A tablet to be put down."""

    name = forms.CharField(
        label=gettext_lazy("Tên máy"), help_text=gettext_lazy("thí dụ: Máy tổ công nghệ số thôn 3"), max_length=80
    )
    agency = forms.ModelChoiceField(
        label=gettext_lazy("Của trung tâm"), queryset=Agency.objects.none(), empty_label=None
    )
    block_size = forms.IntegerField(
        label=gettext_lazy("Số hồ sơ cấp trước mỗi lần"),
        help_text=gettext_lazy("đủ dùng cho một buổi; số không dùng được ghi hủy"),
        min_value=1,
        max_value=200,
        initial=30,
    )


@dataclass(frozen=True, slots=True)
class Look:
    """A device as it is drawn."""

    row: Device
    state: str
    tone: str
    code: str
    numbers: int
    waiting: int


def _look(row: Device, request: PostRequest) -> Look:
    open_code = row.code if row.made_at + CODE_LASTS > request.at else ""
    if row.revoked_at:
        state, tone = _("đã thu hồi"), "late"
    elif row.joined_at:
        state, tone = _("đang dùng"), "good"
    else:
        state, tone = (_("chờ gõ mã"), "soon") if open_code else (_("mã đã hết hạn"), "late")
    free = sum(len(unused(block)) for block in row.blocks.filter(closed_at=None))
    shown = f"{open_code[:4]} {open_code[4:]}".strip()
    return Look(row, state, tone, shown, free, row.intakes.open().count())


def _own(request: PostRequest) -> list[Device]:
    return list(Device.objects.filter(agency__authority=request.post.authority).select_related("agency"))


def _form(request: PostRequest) -> DeviceForm:
    form = DeviceForm(request.POST or None)
    centres = Agency.objects.valid_on(request.at.date()).filter(authority=request.post.authority, kind__in=ONE_STOP)
    field = form.fields["agency"]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset, field.initial = centres, centres.first()
    return form


def _draw(request: PostRequest, form: DeviceForm, *, status: int = 200) -> HttpResponse:
    rows = _own(request)
    context = {
        "rows": [_look(row, request) for row in rows],
        "form": form if request.post.role == Role.ADMIN else None,
        "history": tell(history_of("device", *[row.pk for row in rows])),
        "key": request.POST.get("key") or uuid.uuid4(),
    }
    return render(request, "manage/devices.html", context, status=status)


@require_http_methods(["GET", "POST"])
@at_desk(Role.ADMIN, Role.SUPERVISOR)
def devices(request: PostRequest) -> HttpResponse:
    """List the authority's tablets; put one down."""
    form = _form(request)
    if request.method == "GET" or not form.is_valid():
        return _draw(request, form, status=422 if request.method == "POST" else 200)

    def do() -> None:
        commands.enrol(**form.cleaned_data, by=request.post, at=request.at)

    if denied := attempt(request, do, name="enrol_device"):
        beside(form, denied)
        return _draw(request, form, status=422)
    messages.success(request, _("Đã ghi máy: gõ mã của máy trên máy đó, trong 15 phút."))
    return redirect("manage:devices")


@require_POST
@at_desk(Role.ADMIN)
def revoke(request: PostRequest, pk: int) -> HttpResponse:
    """Take a tablet out of use at once."""
    row = get_object_or_404(Device, agency__authority=request.post.authority, pk=pk)

    def do() -> None:
        commands.revoke(device=row, by=request.post, at=request.at)

    if denied := attempt(request, do, name="revoke_device"):
        messages.error(request, denied.reason)
    else:
        messages.success(request, _("Đã thu hồi máy: hồ sơ máy còn gửi về sẽ chờ cán bộ xem."))
    return redirect("manage:devices")
