"""Staff pages: people, posts, passwords; the neighbour's people do not exist here."""

import datetime as dt
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


def test_units_and_counters_are_offered_by_their_names(desk: Client, gia_lam: Commune) -> None:
    page = desk.get(f"/manage/staff/{gia_lam[Role.CASE].user.username}/").content.decode()
    offered = [part.split("</option>")[0].split(">")[1] for part in page.split("<option")[1:]]
    assert "Văn phòng xã Gia Lâm" in offered
    assert "Quầy 1, Trung tâm PVHCC xã Gia Lâm" in offered
    assert "Không ngồi quầy" in offered
    assert [words for words in (" object (", "Select an option") if words in page] == []


def test_a_counter_of_another_centre_is_refused(desk: Client, gia_lam: Commune) -> None:
    desk.post("/manage/staff/new/", {"full_name": "Lý Thị Thảo", "username": "thao"})
    said = {
        "role": "CASE", "agency": gia_lam.department.pk, "title": "Chuyên viên", "starts_on": "2026-11-25",
        "counter": gia_lam[Role.INTAKE].counter_id,
    }  # fmt: skip
    answer = desk.post("/manage/staff/thao/post/", said)
    assert answer.status_code == 422
    assert dict(answer.context["form"].errors) == {
        "counter": ["Quầy 1, Trung tâm PVHCC xã Gia Lâm không thuộc đơn vị đã chọn: chọn lại quầy."]
    }
    said |= {"counter": "", "ends_on": "2026-11-24"}
    answer = desk.post("/manage/staff/thao/post/", said)
    assert dict(answer.context["form"].errors) == {"ends_on": ["Ngày kết thúc phải sau ngày bắt đầu."]}
    assert not Post.objects.filter(user__username="thao").exists()


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


def new_password(page: str) -> str:
    """The password that a page shows once."""
    return page.split('class="big-code">')[1].split("<", maxsplit=1)[0]


def test_a_new_password_ends_the_session_and_lifts_the_lock(desk: Client, gia_lam: Commune) -> None:
    minh = gia_lam[Role.CASE].user
    his = Client()
    his.force_login(minh, backend="django.contrib.auth.backends.ModelBackend")
    elsewhere = Client()
    for _ in range(5):
        locked = elsewhere.post("/accounts/login/", {"username": minh.username, "password": "sai"})
    assert locked.status_code == 429

    answer = desk.post(f"/manage/staff/{minh.username}/password/")

    assert answer.headers["cache-control"] == "no-store"
    assert his.get("/office/").status_code == 302
    said = {"username": minh.username, "password": new_password(answer.content.decode())}
    assert elsewhere.post("/accounts/login/", said).status_code == 302
    assert new_password(answer.content.decode()) not in desk.get(f"/manage/staff/{minh.username}/").content.decode()


def test_a_name_that_is_taken_is_refused_beside_its_field_and_kept(desk: Client, gia_lam: Commune) -> None:
    gia_lam[Role.CASE].user.username = taken = "minh"
    gia_lam[Role.CASE].user.save()
    users = User.objects.count()
    answer = desk.post("/manage/staff/new/", {"full_name": "Lý Thị Thảo", "username": taken})
    page = answer.content.decode()
    assert (answer.status_code, User.objects.count()) == (422, users)
    assert "Tên đăng nhập này đã có người dùng: chọn tên khác." in page
    assert 'value="Lý Thị Thảo"' in page


def test_nobody_and_a_post_elsewhere_do_not_exist(desk: Client, gia_lam: Commune) -> None:
    username = gia_lam[Role.CASE].user.username
    theirs = make.bat_trang()[Role.CASE]
    assert desk.get("/manage/staff/khong-co/").status_code == 404
    assert desk.post(f"/manage/staff/{username}/post/{theirs.pk}/end/").status_code == 404
    theirs.refresh_from_db()
    assert theirs.revoked_at is None


def test_who_also_works_next_door_keeps_the_password_from_next_door(desk: Client, gia_lam: Commune) -> None:
    minh = gia_lam[Role.CASE].user
    before_that = make.SINCE - dt.timedelta(days=1)
    make.post(make.bat_trang().department, Role.CASE, "Trần Văn Minh", user=minh, starts_on=before_that)
    before = minh.password
    page = desk.post(f"/manage/staff/{minh.username}/password/", follow=True).content.decode()
    minh.refresh_from_db()
    assert minh.password == before
    assert "big-code" not in page
    assert "Người này làm việc trước ở UBND xã Bát Tràng: quản trị nơi đó đặt lại mật khẩu." in page
