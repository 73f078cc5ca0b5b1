"""Staff pages: people, posts, passwords; the neighbour's people do not exist here."""

from collections.abc import Iterator

import pytest
from django.test import Client

from motcua.accounts.models import Post, Role, User
from motcua.lib import clock
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, Commune

pytestmark = pytest.mark.django_db


@pytest.fixture
def gia_lam() -> Iterator[Commune]:
    clock.begin_at(MORNING)
    yield make.gia_lam()
    clock.begin_at(None)


@pytest.fixture
def desk(client: Client, gia_lam: Commune) -> Client:
    client.force_login(gia_lam[Role.ADMIN].user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_list_names_the_authoritys_people_and_nobody_else(desk: Client) -> None:
    make.bat_trang()
    page = desk.get("/manage/staff/").content.decode()
    assert "Nguyễn Thị Lan" in page
    assert "Hoàng Văn Hùng" not in page


def test_a_person_is_added_with_a_password_shown_once(desk: Client) -> None:
    answer = desk.post("/manage/staff/new/", {"full_name": "Lý Thị Thảo", "username": "thao.ly"})
    password = answer.context["password"]
    assert password in answer.content.decode()
    assert User.objects.get(username="thao.ly").check_password(password)
    assert password not in desk.get("/manage/staff/thao.ly/").content.decode()


@pytest.mark.parametrize("username", ["Thảo", "có dấu", "-dau", ""])
def test_a_user_name_that_cannot_be_is_refused_and_what_was_typed_stays(desk: Client, username: str) -> None:
    answer = desk.post("/manage/staff/new/", {"full_name": "Lý Thị Thảo", "username": username})
    assert answer.status_code == 422
    assert 'value="Lý Thị Thảo"' in answer.content.decode()
    assert not User.objects.filter(full_name="Lý Thị Thảo").exists()


def test_a_post_is_given_and_taken_away(desk: Client, gia_lam: Commune) -> None:
    desk.post("/manage/staff/new/", {"full_name": "Lý Thị Thảo", "username": "thao"})
    said = {"role": "CASE", "agency": gia_lam.department.pk, "title": "Chuyên viên", "starts_on": "2026-11-25"}
    assert desk.post("/manage/staff/thao/post/", said).status_code == 302
    post = Post.objects.get(user__username="thao")
    assert (post.role, post.agency_id) == ("CASE", gia_lam.department.pk)
    desk.post(f"/manage/staff/thao/posts/{post.pk}/end/")
    post.refresh_from_db()
    assert post.revoked_at is not None


def test_duties_that_must_stay_apart_are_refused_beside_the_field(desk: Client, gia_lam: Commune) -> None:
    username = gia_lam[Role.INTAKE].user.username
    said = {"role": "APPROVER", "agency": gia_lam.authority.pk, "title": "Chủ tịch", "starts_on": "2026-11-25"}
    answer = desk.post(f"/manage/staff/{username}/post/", said)
    assert answer.status_code == 422
    assert "Một người không được vừa là người ký duyệt vừa là cán bộ tiếp nhận" in answer.content.decode()


def test_a_unit_of_the_commune_beside_cannot_be_chosen(desk: Client) -> None:
    bat_trang = make.bat_trang()
    desk.post("/manage/staff/new/", {"full_name": "Lý Thị Thảo", "username": "thao"})
    said = {"role": "CASE", "agency": bat_trang.department.pk, "title": "Chuyên viên", "starts_on": "2026-11-25"}
    assert desk.post("/manage/staff/thao/post/", said).status_code == 422
    assert not Post.objects.filter(user__username="thao").exists()


def test_the_neighbours_people_do_not_exist_here(desk: Client) -> None:
    username = make.bat_trang()[Role.CASE].user.username
    assert desk.get(f"/manage/staff/{username}/").status_code == 404
    assert desk.post(f"/manage/staff/{username}/password/").status_code == 404


def test_units_of_today_and_of_a_former_day(desk: Client) -> None:
    assert "UBND xã Gia Lâm" in desk.get("/manage/units/").content.decode()
    assert "Ngày ấy chưa có đơn vị nào" in desk.get("/manage/units/?on=2020-01-01").content.decode()
