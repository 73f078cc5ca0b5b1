"""Sign in, sign out, choose a post, show the second factor."""

from django.contrib import messages
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from motcua.accounts import second_factor
from motcua.accounts.models import User
from motcua.accounts.queries import posts_held
from motcua.printing import qr_svg
from motcua.web.shell import SESSION_POST, SESSION_SECOND_FACTOR, PostRequest, at_desk, current_post, home_of


class Login(LoginView):
    """The sign-in page."""

    template_name = "accounts/login.html"
    redirect_authenticated_user = True


class Logout(LogoutView):
    """Sign out (POST)."""


def locked_out(request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
    """Say that too many passwords were wrong, and what to do."""
    sentence = _("Sai mật khẩu quá nhiều lần, tài khoản tạm khóa: chờ một giờ hoặc nhờ quản trị mở khóa.")
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


def show_second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the authenticator app; the first time, show the QR that sets it up."""
    if not isinstance(request.user, User):
        return redirect("login")
    user, post = request.user, current_post(request)
    enrolled = second_factor.is_enrolled(user)
    secret = "" if enrolled else request.session.setdefault("totp_secret", second_factor.new_secret())
    wrong = ""
    if request.method == "POST":
        if second_factor.accept(user, request.POST.get("code", ""), new=secret):
            request.session.pop("totp_secret", None)
            request.session[SESSION_SECOND_FACTOR] = True
            return redirect(home_of(post) if post else "login")
        wrong = _("Mã không đúng hoặc đã hết hạn: nhập sáu chữ số đang hiện trên ứng dụng.")
    context = {"enrolled": enrolled, "wrong": wrong, "secret": secret}
    if not enrolled:
        context["qr"] = qr_svg(second_factor.address(user, secret), border=2).decode()
    return render(request, "accounts/second_factor.html", context, status=422 if wrong else 200)
