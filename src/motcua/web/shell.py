"""What every desk shares: who acts, in which post, what they may see, and the navigation."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_htmx.middleware import HtmxDetails

from motcua.accounts.models import Post, Role, User
from motcua.accounts.queries import posts_held
from motcua.dossiers.models import Dossier
from motcua.dossiers.models.dossier import DossierQuerySet
from motcua.dossiers.queries.visits import parked
from motcua.lib import clock, practice
from motcua.outreach.queries import sent_by
from motcua.people.models import Person, PersonQuerySet
from motcua.web.queue import Strip

SESSION_POST = "post"
SESSION_SECOND_FACTOR = "second_factor"
SESSION_PRACTICE = "practice"
OFFICE = (Role.CASE, Role.HEAD, Role.APPROVER, Role.RECORDS, Role.SUPERVISOR)
# Who has dossiers in hand after the counter, and is called when a promise will be missed.
IN_HAND = (Role.CASE, Role.HEAD, Role.APPROVER, Role.RECORDS)
# Who reads dossiers at all: everybody but the technical administrator.
READERS = (Role.INTAKE, Role.CASHIER, *OFFICE)


class PostRequest(HttpRequest):
    """A request of someone who sits at a desk: `post` is what they are, `at` the moment of the request.

    `several` tells whether they hold other posts, to change to.
    """

    post: Post
    several: bool
    at: dt.datetime
    htmx: HtmxDetails


@dataclass(frozen=True, slots=True)
class Door:
    """An entry of the navigation: for whom, where to, how it is called."""

    name: str
    label: str | Promise
    icon: str
    roles: tuple[Role, ...]


_DAY_READERS = (Role.INTAKE, Role.HEAD, Role.APPROVER, Role.SUPERVISOR)
DOORS = (
    Door("counter:start", gettext_lazy("Tiếp nhận"), "scan", (Role.INTAKE,)),
    Door("counter:board", gettext_lazy("Bảng trong ngày"), "board", (Role.INTAKE, Role.SUPERVISOR, Role.CASHIER)),
    Door("counter:results", gettext_lazy("Trả kết quả"), "hand", (Role.INTAKE, Role.CASHIER)),
    Door("office:inbox", gettext_lazy("Hộp việc"), "inbox", (Role.INTAKE, *OFFICE)),
    Door("counter:waiting", gettext_lazy("Chờ bổ sung"), "pause", (Role.INTAKE,)),
    Door("office:register", gettext_lazy("Sổ theo dõi"), "paper", (Role.INTAKE, Role.HEAD, Role.SUPERVISOR)),
    Door("office:service_day_today", gettext_lazy("Ngày đã làm được"), "chart", _DAY_READERS),
    Door("office:approvals", gettext_lazy("Chờ ký"), "pen", (Role.APPROVER, Role.HEAD)),
    Door("office:people", gettext_lazy("Người"), "users", (Role.INTAKE, Role.HEAD, Role.SUPERVISOR)),
    Door("manage:procedures", gettext_lazy("Thủ tục"), "book", tuple(Role)),
    Door("office:watch", gettext_lazy("Việc đứng yên"), "clock", (Role.INTAKE, Role.HEAD, Role.SUPERVISOR, Role.ADMIN)),
    Door("outreach:waiting", gettext_lazy("Lưu động"), "phone", (Role.INTAKE,)),
    Door(
        "counter:accounts",
        gettext_lazy("Tài khoản công dân"),
        "users",
        (Role.INTAKE, Role.HEAD, Role.SUPERVISOR, Role.ADMIN),
    ),
    Door("manage:devices", gettext_lazy("Máy lưu động"), "phone", (Role.ADMIN, Role.SUPERVISOR)),
    Door("manage:calendar", gettext_lazy("Lịch"), "calendar", (Role.ADMIN, Role.SUPERVISOR)),
    Door("manage:service_days", gettext_lazy("Ngày phục vụ"), "calendar", (Role.ADMIN, Role.SUPERVISOR)),
    Door("manage:lines", gettext_lazy("Hàng chờ"), "stack", (Role.ADMIN, Role.SUPERVISOR)),
    Door("manage:notices", gettext_lazy("Phòng chờ"), "board", (Role.ADMIN, Role.SUPERVISOR)),
    Door("manage:staff", gettext_lazy("Nhân sự"), "users", (Role.ADMIN, Role.SUPERVISOR)),
    Door(
        "manage:delegations", gettext_lazy("Ủy quyền"), "send", (Role.ADMIN, Role.SUPERVISOR, Role.HEAD, Role.APPROVER)
    ),
    Door("manage:units", gettext_lazy("Đơn vị"), "home", (Role.ADMIN, Role.SUPERVISOR)),
)


@dataclass(frozen=True, slots=True)
class Item:
    """An entry as it is drawn."""

    url: str
    label: str
    icon: str
    current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """What the frame of a page shows; `parked` is asked for only when it is drawn."""

    post: Post
    role_name: str
    several: bool
    navigation: list[Item]
    parked: Any
    finds: bool = False
    practising: bool = False
    queue: Any = None
    outreach: Any = ()
    in_hand: bool = False


def _held(request: HttpRequest) -> list[Post]:
    if not isinstance(request.user, User):
        return []
    return posts_held(request.user, on=clock.now().date())


def _chosen(request: HttpRequest, held: list[Post]) -> Post | None:
    chosen = request.session.get(SESSION_POST)
    return next((post for post in held if post.pk == chosen), None if chosen else next(iter(held), None))


def current_post(request: HttpRequest) -> Post | None:
    """Return the post the user acts in: the chosen one while it is held, or the first they hold; None without one."""
    return _chosen(request, _held(request))


def home_of(post: Post) -> str:
    """Return where a post begins its day."""
    door = next(door for door in DOORS if post.role in door.roles)
    return reverse(door.name)


def _owes_second_factor(request: HttpRequest, post: Post) -> bool:
    return post.role in settings.MOTCUA_TOTP_ROLES and not request.session.get(SESSION_SECOND_FACTOR)


type Seated[**P] = Callable[Concatenate[PostRequest, P], HttpResponse]
type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]


def at_desk[**P](*roles: Role) -> Callable[[Seated[P]], View[P]]:
    """Let a view be used by posts of these roles (none named: any post); others get a page that says why not."""

    def wrap(view: Seated[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            held = _held(request)
            post = _chosen(request, held)
            if post is None:
                logout(request)
                messages.error(request, _("Vị trí công tác đã hết hạn hoặc chưa được giao: hỏi quản trị của đơn vị."))
                return redirect_to_login(request.get_full_path())
            if _owes_second_factor(request, post):
                return redirect("second_factor")
            if roles and post.role not in roles:
                return _not_your_room(request, post)
            seated: Any = request
            seated.post, seated.several, seated.at = post, len(held) > 1, clock.now()
            with practice.practising(on=is_practising(request, post)):
                response = view(seated, *args, **kwargs)
            response.headers.setdefault("Cache-Control", "private, no-store")
            return response

        return cast("View[P]", guarded)

    return wrap


def is_practising(request: HttpRequest, post: Post) -> bool:
    """Whether this desk's switch stands at practice: for whoever reads dossiers, until they end it or sign out."""
    return post.role in READERS and bool(request.session.get(SESSION_PRACTICE))


def _not_your_room(request: HttpRequest, post: Post) -> HttpResponse:
    sentence = _("Trang này không dành cho %(role)s.") % {"role": str(Role(post.role).label).lower()}
    return render(request, "403.html", {"sentence": sentence, "home": home_of(post)}, status=403)


def scoped_dossiers(post: Post) -> DossierQuerySet:
    """Return the dossiers that a post may see at all: its own authority's; the technical administrator sees none."""
    if post.role == Role.ADMIN:
        return Dossier.objects.none()
    return Dossier.objects.of_authority(post.agency.authority)


def scoped_persons(post: Post) -> PersonQuerySet:
    """Return the persons of those dossiers: who handed in, and for whom; of merged rows the kept one."""
    mine = scoped_dossiers(post)
    met = Q(pk__in=mine.values("submitter")) | Q(pk__in=mine.exclude(mandate=None).values("mandate__principal"))
    kept = Person.objects.filter(met).exclude(merged_into=None).values("merged_into")
    return Person.objects.today().filter(met | Q(pk__in=kept))


def _queue(request: HttpRequest, post: Post) -> Any:
    """Return the strip of the waiting room on the pages of a counter; asked for only when it is drawn."""
    if post.role != Role.INTAKE or not request.path.startswith(reverse("counter:start")):
        return None
    return SimpleLazyObject(lambda: Strip.of(post, getattr(request, "at", None) or clock.now()))


def desk(request: HttpRequest) -> dict[str, Desk | None]:
    """Give every page its frame (context processor)."""
    post = getattr(request, "post", None)
    if post is None:
        return {"desk": None}
    items = []
    for door in DOORS:
        if post.role in door.roles:
            url = reverse(door.name)
            items.append(Item(url, str(door.label), door.icon, current=request.path == url))
    strips = SimpleLazyObject(lambda: parked(post.agency)) if post.role == Role.INTAKE else ()
    return {
        "desk": Desk(
            post,
            str(Role(post.role).label),
            getattr(request, "several", False),
            items,
            strips,
            post.role in READERS,
            is_practising(request, post),
            _queue(request, post),
            SimpleLazyObject(lambda: sent_by(post)) if post.role == Role.INTAKE else (),
            post.role in IN_HAND,
        )
    }
