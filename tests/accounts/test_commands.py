"""Staff and posts: who may manage whom, which duties stay apart, and what is on record."""

import datetime as dt

import pytest

from motcua.accounts import commands
from motcua.accounts.models import Post, Role, User
from motcua.accounts.rules import conflicting
from motcua.agencies.models import Agency
from motcua.events.models import Event
from motcua.lib.outcomes import Denied
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, Commune

pytestmark = pytest.mark.django_db
TODAY = MORNING.date()


@pytest.fixture
def gia_lam() -> Commune:
    return make.gia_lam()


def new_user(unit: Commune, username: str = "thao") -> User:
    user, _password = commands.create_user(username=username, full_name="Lý Thị Thảo", by=unit[Role.ADMIN], at=MORNING)
    return user


def give(unit: Commune, user: User, role: Role, agency: Agency | None = None, **changes: object) -> Post:
    fields = {"title": "Chuyên viên", "starts_on": TODAY, "by": unit[Role.ADMIN], "at": MORNING} | changes
    return commands.give_post(user=user, agency=agency or unit.centre, role=role, **fields)  # type: ignore[arg-type]


def test_a_new_user_signs_in_with_the_password_that_is_shown_once(gia_lam: Commune) -> None:
    user, password = commands.create_user(username="thao", full_name="Lý Thị Thảo", by=gia_lam[Role.ADMIN], at=MORNING)
    assert User.objects.get(username="thao").check_password(password)
    assert len(password) == 12
    event = Event.objects.get()
    assert (event.name, event.details) == (
        "staff.user_created",
        {"changes": {"username": [None, "thao"], "full_name": [None, "Lý Thị Thảo"]}},
    )
    assert password not in str(event.details)
    assert user.posts.count() == 0


def test_a_user_name_is_given_once(gia_lam: Commune) -> None:
    new_user(gia_lam)
    with pytest.raises(Denied, match="đã có người dùng"):
        new_user(gia_lam)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
def test_only_the_administrator_manages_staff(gia_lam: Commune, role: Role) -> None:
    with pytest.raises(Denied, match="quản trị kỹ thuật"):
        commands.create_user(username="thao", full_name="Lý Thị Thảo", by=gia_lam[role], at=MORNING)
    assert not User.objects.filter(username="thao").exists()


def test_an_administrator_has_no_say_in_the_commune_beside(gia_lam: Commune) -> None:
    bat_trang = make.bat_trang()
    user = new_user(gia_lam)
    with pytest.raises(Denied, match="không thuộc nơi bạn quản trị"):
        give(gia_lam, user, Role.CASE, bat_trang.department)
    neighbour = bat_trang[Role.CASE]
    with pytest.raises(Denied, match="không thuộc nơi bạn quản trị"):
        commands.end_post(neighbour, by=gia_lam[Role.ADMIN], at=MORNING)
    with pytest.raises(Denied, match="không thuộc nơi bạn quản trị"):
        commands.reset_password(neighbour.user, by=gia_lam[Role.ADMIN], at=MORNING)
    neighbour.refresh_from_db()
    assert neighbour.revoked_at is None


@pytest.mark.parametrize(
    ("held", "wanted"),
    [
        (Role.INTAKE, Role.APPROVER),
        (Role.APPROVER, Role.INTAKE),
        (Role.CASE, Role.APPROVER),
        (Role.ADMIN, Role.CASE),
        (Role.SUPERVISOR, Role.ADMIN),
    ],
)
def test_duties_that_must_stay_apart_are_not_given_to_one_person(gia_lam: Commune, held: Role, wanted: Role) -> None:
    user = new_user(gia_lam)
    give(gia_lam, user, held)
    with pytest.raises(Denied, match="Một người không được vừa là"):
        give(gia_lam, user, wanted)
    assert [post.role for post in user.posts.all()] == [held]


def test_duties_may_follow_one_another(gia_lam: Commune) -> None:
    user = new_user(gia_lam)
    give(gia_lam, user, Role.CASE, ends_on=TODAY + dt.timedelta(days=30))
    give(gia_lam, user, Role.APPROVER, starts_on=TODAY + dt.timedelta(days=31))
    assert user.posts.count() == 2


def test_intake_and_cash_may_be_one_desk(gia_lam: Commune) -> None:
    user = new_user(gia_lam)
    give(gia_lam, user, Role.INTAKE)
    give(gia_lam, user, Role.CASHIER)
    assert user.posts.count() == 2


def test_keeping_duties_apart_goes_both_ways() -> None:
    pairs = {(one, other) for one in Role for other in conflicting(one)}
    assert pairs == {(other, one) for one, other in pairs}
    assert conflicting(Role.ADMIN) == frozenset(Role) - {Role.ADMIN}


def test_a_post_that_is_ended_is_over_at_once(gia_lam: Commune) -> None:
    post = give(gia_lam, new_user(gia_lam), Role.CASHIER)
    commands.end_post(post, by=gia_lam[Role.ADMIN], at=MORNING)
    assert not Post.objects.current(TODAY).filter(pk=post.pk).exists()
    with pytest.raises(Denied, match="đã kết thúc"):
        commands.end_post(post, by=gia_lam[Role.ADMIN], at=MORNING)


def test_nobody_ends_the_post_they_sit_in(gia_lam: Commune) -> None:
    with pytest.raises(Denied, match="Không tự kết thúc"):
        commands.end_post(gia_lam[Role.ADMIN], by=gia_lam[Role.ADMIN], at=MORNING)


def test_a_post_ends_after_it_begins(gia_lam: Commune) -> None:
    with pytest.raises(Denied, match="Ngày kết thúc"):
        give(gia_lam, new_user(gia_lam), Role.CASHIER, ends_on=TODAY - dt.timedelta(days=1))


def test_a_new_password_takes_the_old_one_away(gia_lam: Commune) -> None:
    user = new_user(gia_lam)
    password = commands.reset_password(user, by=gia_lam[Role.ADMIN], at=MORNING)
    user.refresh_from_db()
    assert user.check_password(password)
    assert [event.name for event in Event.objects.order_by("seq")] == ["staff.user_created", "staff.password_reset"]
