"""Sign in, sign out, choose a post or a password, show the second factor."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from motcua.accounts import commands, second_factor
from motcua.accounts.models import User
from motcua.accounts.queries import posts_held
from motcua.lib import clock
from motcua.printing import qr_svg
from motcua.web.shell import (
    READERS,
    SESSION_POST,
    SESSION_PRACTICE,
    SESSION_SECOND_FACTOR,
    PostRequest,
    at_desk,
    current_post,
    home_of,
)


class Login(LoginView):
    """The sign-in page."""

    template_name = "accounts/login.html"
    redirect_authenticated_user = True


class Logout(LogoutView):
    """Sign out (POST)."""


def locked_out(request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
    """Say that too many passwords or codes were wrong, and what to do."""
    sentence = _("Sai mật khẩu hoặc mã quá nhiều lần, tài khoản tạm khóa: chờ một giờ hoặc nhờ quản trị mở khóa.")
    return render(request, "accounts/locked.html", {"sentence": sentence}, status=429)


@at_desk()
def home(request: PostRequest) -> HttpResponse:
    """Go where the post begins its day."""
    return redirect(home_of(request.post))


@at_desk()
def posts(request: PostRequest) -> HttpResponse:
    """Choose between the posts that one holds."""
    assert isinstance(request.user, User)
    held = posts_held(request.user, on=request.at.date())
    if request.method == "POST":
        chosen = next((post for post in held if str(post.pk) == request.POST.get("post")), None)
        if chosen is not None:
            request.session[SESSION_POST] = chosen.pk
            return redirect(home_of(chosen))
        messages.error(request, _("Bạn không giữ vị trí này: chọn một vị trí trong danh sách."))
    return render(request, "accounts/posts.html", {"posts": held})


_PASSWORD_FIELDS = {
    "old_password": (gettext_lazy("Mật khẩu đang dùng"), gettext_lazy("Xin nhập mật khẩu đang dùng.")),
    "new_password1": (gettext_lazy("Mật khẩu mới"), gettext_lazy("Xin nhập mật khẩu mới.")),
    "new_password2": (gettext_lazy("Gõ lại mật khẩu mới"), gettext_lazy("Xin gõ lại mật khẩu mới.")),
}
_PASSWORD_ERRORS = {
    "password_incorrect": gettext_lazy("Mật khẩu đang dùng không đúng: nhập lại, xem chữ hoa và bộ gõ."),
    "password_mismatch": gettext_lazy("Hai lần gõ không giống nhau: gõ lại mật khẩu mới."),
}


class PasswordForm(PasswordChangeForm):
    """The password in use, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_messages = {**self.error_messages, **_PASSWORD_ERRORS}
        for name, (label, missing) in _PASSWORD_FIELDS.items():
            self.fields[name].label, self.fields[name].help_text = label, ""
            self.fields[name].error_messages["required"] = missing


@require_POST
@at_desk(*READERS)
def switch_practice(request: PostRequest) -> HttpResponse:
    """Turn practice on or off for this desk; work that stands open waits where it was left."""
    request.session[SESSION_PRACTICE] = request.POST.get("on") == "1"
    return redirect(home_of(request.post))


@require_http_methods(["GET", "POST"])
@at_desk()
def change_password(request: PostRequest) -> HttpResponse:
    """Let somebody choose their own password; every other session of theirs ends."""
    assert isinstance(request.user, User)
    form = PasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = commands.change_password(form.cleaned_data["new_password1"], by=request.post, at=request.at)
        update_session_auth_hash(request, user)
        messages.success(request, _("Đã đổi mật khẩu. Nơi khác đang đăng nhập bằng mật khẩu cũ đã thoát."))
        return redirect(home_of(request.post))
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/password.html", {"form": form}, status=status)


def show_second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the authenticator app; the first time, show the QR that sets it up."""
    if not isinstance(request.user, User):
        return redirect("login")
    user, post = request.user, current_post(request)
    enrolled = second_factor.is_enrolled(user)
    secret = "" if enrolled else request.session.setdefault("totp_secret", second_factor.new_secret())
    wrong, at = "", clock.now()
    if request.method == "POST":
        if second_factor.accept(user, request.POST.get("code", "").strip(), at=at, new=secret):
            request.session.pop("totp_secret", None)
            request.session[SESSION_SECOND_FACTOR] = True
            return redirect(home_of(post) if post else "login")
        if second_factor.is_locked(user, at=at):
            logout(request)
            return locked_out(request)
        wrong = _("Mã không đúng hoặc đã hết hạn: nhập sáu chữ số đang hiện trên ứng dụng.")
    context = {"enrolled": enrolled, "wrong": wrong, "secret": secret}
    if not enrolled:
        context["qr"] = qr_svg(second_factor.address(user, secret), border=2).decode()
    return render(request, "accounts/second_factor.html", context, status=422 if wrong else 200)
