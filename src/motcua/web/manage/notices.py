"""The waiting room as it is kept: what its screen says from which day to which, whether it speaks, with history."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from motcua.accounts.models import Role
from motcua.agencies.models import Agency
from motcua.agencies.queries import one_stop_of
from motcua.lib.outcomes import Denied
from motcua.queues import commands, voice
from motcua.queues.commands.managing import key_of
from motcua.queues.models import Notice
from motcua.web.attempt import attempt, beside
from motcua.web.manage import history
from motcua.web.shell import PostRequest, at_desk

_KEEPERS = (Role.ADMIN, Role.SUPERVISOR)


def _day(label: Any) -> forms.DateField:
    wrong = {"required": gettext_lazy("Xin chọn ngày."), "invalid": gettext_lazy("Ngày chưa đúng.")}
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), error_messages=wrong
    )


class NoticeForm(forms.Form):
    """What is said, from when to when."""

    text = forms.CharField(
        label=gettext_lazy("Thông báo"),
        max_length=200,
        help_text=gettext_lazy("Một câu ngắn, không có tên hay số của ai: cả phòng cùng đọc."),
        error_messages={"required": gettext_lazy("Viết thông báo: người dân đọc câu này trên màn hình phòng chờ.")},
    )
    text_en = forms.CharField(label=gettext_lazy("Bằng tiếng Anh"), max_length=200, required=False)
    starts_on = _day(gettext_lazy("Từ ngày"))
    ends_on = _day(gettext_lazy("Đến hết ngày"))


def _shop(request: PostRequest) -> Agency:
    return one_stop_of(request.post.agency, on=request.at.date())


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk(*_KEEPERS)
def notices(request: PostRequest) -> HttpResponse:
    """Show what the hall is told and will be told; put another notice up."""
    today = request.at.date()
    form = NoticeForm(request.POST or None, initial={"starts_on": today, "ends_on": today})
    if request.method != "POST":
        return _draw(request, form)
    if form.is_valid():

        def do() -> None:
            commands.put_up(_shop(request), by=request.post, at=request.at, **form.cleaned_data)

        if denied := attempt(request, do, name="put_up_notice"):
            beside(form, denied)
        else:
            messages.success(request, _("Màn hình phòng chờ hiện thông báo trong những ngày ấy."))
            return redirect("manage:notices")
    return _draw(request, form, status=422)


def _draw(request: PostRequest, form: NoticeForm, *, status: int = 200) -> HttpResponse:
    shop = _shop(request)
    context = {
        "shop": shop,
        "form": form,
        "rows": Notice.objects.filter(shop=shop, ends_on__gte=request.at.date()),
        "today": request.at.date(),
        "speaks": voice.is_there(),
        "history": history.told("notice", key_of(shop)),
        "key": uuid.uuid4(),
    }
    return render(request, "manage/notices.html", context, status=status)


@require_POST
@at_desk(*_KEEPERS)
def take_down(request: PostRequest, pk: int) -> HttpResponse:
    """Take a notice down."""
    row = get_object_or_404(Notice, pk=pk, shop=_shop(request))
    try:
        commands.take_down(row, by=request.post, at=request.at)
    except Denied as denied:
        messages.error(request, denied.reason)
    return redirect("manage:notices")
