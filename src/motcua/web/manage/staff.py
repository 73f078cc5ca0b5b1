"""Who works here: people who sign in, and the posts they hold from when to when."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.accounts import commands
from motcua.accounts.models import Post, Role, User
from motcua.agencies.models import Agency, Counter
from motcua.events.managed import history_of
from motcua.events.models import Event
from motcua.lib.outcomes import Denied
from motcua.web.manage.history import tell
from motcua.web.shell import PostRequest, at_desk


class PersonForm(forms.Form):
    """A person who will sign in."""

    full_name = forms.CharField(label=gettext_lazy("Họ và tên"), max_length=120)
    username = forms.RegexField(
        r"^[a-z0-9][a-z0-9.-]*$",
        label=gettext_lazy("Tên đăng nhập"),
        max_length=80,
        help_text=gettext_lazy("Chữ thường không dấu, số, dấu chấm, gạch ngang; không đổi được về sau."),
        error_messages={"invalid": gettext_lazy("Chỉ dùng chữ thường không dấu, số, dấu chấm, gạch ngang.")},
    )
    email = forms.EmailField(label=gettext_lazy("Thư điện tử"), required=False)


class PostForm(forms.Form):
    """A post: which role, where, from when to when."""

    role = forms.ChoiceField(label=gettext_lazy("Vai trò"), choices=Role.choices)
    agency = forms.ModelChoiceField(label=gettext_lazy("Đơn vị"), queryset=Agency.objects.none(), empty_label=None)
    counter = forms.ModelChoiceField(
        label=gettext_lazy("Quầy"),
        queryset=Counter.objects.none(),
        required=False,
        empty_label=gettext_lazy("Không ngồi quầy"),
    )
    title = forms.CharField(label=gettext_lazy("Chức danh ghi trên giấy tờ"), max_length=120)
    starts_on = forms.DateField(
        label=gettext_lazy("Từ ngày"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    ends_on = forms.DateField(
        label=gettext_lazy("Đến hết ngày"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Để trống khi chưa biết."),
    )

    def for_desk(self, request: PostRequest) -> "PostForm":
        """Offer the units and counters of the administrator's own authority."""
        units = Agency.objects.valid_on(request.at.date()).filter(authority=request.post.authority).order_by("code")
        agency, counter = self.fields["agency"], self.fields["counter"]
        if isinstance(agency, forms.ModelChoiceField) and isinstance(counter, forms.ModelChoiceField):
            agency.queryset = units
            counter.queryset = Counter.objects.filter(centre__in=units).select_related("centre")
        return self


@require_safe
@at_desk(Role.ADMIN, Role.SUPERVISOR)
def staff(request: PostRequest) -> HttpResponse:
    """List the people of the authority with their posts."""
    today = request.at.date()
    posts = Post.objects.filter(agency__authority=request.post.authority).select_related("user", "agency", "counter")
    people: dict[User, list[tuple[Post, bool]]] = {}
    for post in posts.order_by("user__full_name", "-starts_on"):
        people.setdefault(post.user, []).append((post, post.held_on(today)))
    context = {"people": list(people.items()), "may_edit": request.post.role == Role.ADMIN, "form": PersonForm()}
    return render(request, "manage/staff.html", context)


@require_http_methods(["GET", "POST"])
@at_desk(Role.ADMIN)
def new_person(request: PostRequest) -> HttpResponse:
    """Make a user; the password is shown once, on the next page."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user, password = commands.create_user(**form.cleaned_data, by=request.post, at=request.at)
        except Denied as denied:
            form.add_error("username", denied.reason)
        else:
            return _person(request, user, password=password)
    status = 422 if request.method == "POST" else 200
    return render(request, "manage/person_new.html", {"form": form}, status=status)


def _own(request: PostRequest, username: str) -> User:
    """Return a user of the authority, or one who has no post anywhere yet; any other does not exist here."""
    user = User.objects.filter(username=username).first()
    if user is None:
        raise Http404
    posts = user.posts.all()
    if posts.exists() and not posts.filter(agency__authority=request.post.authority).exists():
        raise Http404
    return user


@require_safe
@at_desk(Role.ADMIN)
def person(request: PostRequest, username: str) -> HttpResponse:
    """Show one person with their posts, and the form for another."""
    return _person(request, _own(request, username))


def _person(
    request: PostRequest, user: User, *, form: PostForm | None = None, password: str = "", status: int = 200
) -> HttpResponse:
    today = request.at.date()
    posts = user.posts.filter(agency__authority=request.post.authority).select_related("agency", "counter")
    context = {
        "person": user,
        "posts": [(post, post.held_on(today)) for post in posts.order_by("-starts_on")],
        "form": (form or PostForm(initial={"starts_on": today})).for_desk(request),
        "password": password,
        "history": tell(_ours(request, user)),
    }
    response = render(request, "manage/person.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _ours(request: PostRequest, user: User) -> list[Event]:
    """Return what was done here with this person; what the neighbour did is the neighbour's."""
    events = history_of("staff", user.pk)
    return [each for each in events if each.post is None or each.post.authority == request.post.authority]


@require_POST
@at_desk(Role.ADMIN)
def give_post(request: PostRequest, username: str) -> HttpResponse:
    """Give a post; duties that must stay apart are refused with the reason."""
    user = _own(request, username)
    form = PostForm(request.POST).for_desk(request)
    if not form.is_valid():
        return _person(request, user, form=form, status=422)
    said = form.cleaned_data
    try:
        commands.give_post(user=user, **{**said, "role": Role(said["role"])}, by=request.post, at=request.at)
    except Denied as denied:
        form.add_error(denied.about or "role", denied.reason)
        return _person(request, user, form=form, status=422)
    return redirect("manage:person", username)


@require_POST
@at_desk(Role.ADMIN)
def end_post(request: PostRequest, username: str, pk: int) -> HttpResponse:
    """Take a post away at once."""
    user = _own(request, username)
    post = user.posts.filter(pk=pk, agency__authority=request.post.authority).select_related("agency").first()
    if post is None:
        raise Http404
    try:
        commands.end_post(post, by=request.post, at=request.at)
    except Denied as denied:
        messages.error(request, denied.reason)
    return redirect("manage:person", username)


@require_POST
@at_desk(Role.ADMIN)
def reset_password(request: PostRequest, username: str) -> HttpResponse:
    """Give a new password, shown once."""
    user = _own(request, username)
    try:
        password = commands.reset_password(user, by=request.post, at=request.at)
    except Denied as denied:
        messages.error(request, denied.reason)
        return redirect("manage:person", username)
    messages.success(request, _("Đã đặt lại mật khẩu: đưa tận tay người dùng."))
    return _person(request, user, password=password)
