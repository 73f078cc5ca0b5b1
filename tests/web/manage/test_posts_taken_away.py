"""A post is taken away once, never one's own, never the neighbour's; what may not be is said and changes nothing."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from motcua.accounts.models import Post, Role
from motcua.lib import clock
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, Commune
from tests.web.desks import desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def gia_lam() -> Commune:
    clock.begin_at(MORNING)
    return make.gia_lam()


def taken_away(client: Client, post: Post, username: str = "") -> tuple[int, list[str]]:
    answer = client.post(f"/manage/staff/{username or post.user.username}/posts/{post.pk}/end/")
    return answer.status_code, [str(each) for each in get_messages(answer.wsgi_request)]


def test_an_administrator_keeps_the_post_they_sit_at(gia_lam: Commune) -> None:
    ky = gia_lam[Role.ADMIN]

    assert taken_away(desk(ky), ky) == (302, ["Không tự kết thúc vị trí mình đang ngồi: nhờ quản trị khác."])
    assert not Post.objects.exclude(revoked_at=None).exists()


def test_what_has_ended_keeps_the_moment_at_which_it_ended(gia_lam: Commune) -> None:
    ky, minh = desk(gia_lam[Role.ADMIN]), gia_lam[Role.CASE]
    taken_away(ky, minh)
    ended = Post.objects.get(pk=minh.pk).revoked_at

    assert taken_away(ky, minh) == (302, ["Vị trí này đã kết thúc."])
    assert ended is not None
    assert Post.objects.get(pk=minh.pk).revoked_at == ended


def test_a_post_of_the_neighbour_or_of_somebody_else_is_not_found(gia_lam: Commune) -> None:
    ky, hung = desk(gia_lam[Role.ADMIN]), make.bat_trang()[Role.CASE]
    lan = gia_lam[Role.INTAKE].user.username

    statuses = [taken_away(ky, hung)[0], taken_away(ky, hung, lan)[0], taken_away(ky, gia_lam[Role.CASE], lan)[0]]

    assert statuses == [404, 404, 404]
    assert not Post.objects.exclude(revoked_at=None).exists()
