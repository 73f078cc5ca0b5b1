"""Signing in: whom it lets in, whom it locks out, what it says."""

import datetime as dt
from typing import Any, cast

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.hashers import make_password
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client

from motcua.accounts import second_factor
from motcua.accounts.models import Post, Role
from motcua.events.models import Event
from motcua.lib import clock
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING

pytestmark = pytest.mark.django_db

PASSWORD = "mot-cau-dai-de-nho"


@pytest.fixture
def lan() -> Post:
    post = make.gia_lam()[Role.INTAKE]
    post.user.username, post.user.password = "lan", make_password(PASSWORD)
    post.user.save()
    return post


def sign_in(client: Client, password: str = PASSWORD, username: str = "lan", **more: str) -> HttpResponse:
    form = {"username": username, "password": password, **more}
    return cast("HttpResponse", client.post("/accounts/login/", form))


def test_password_is_kept_as_argon2(lan: Post) -> None:
    assert lan.user.password.startswith("argon2$argon2id$")


def test_sign_in_leads_to_where_the_post_begins_its_day(client: Client, lan: Post) -> None:
    answer = sign_in(client)

    assert (answer.status_code, answer.headers["location"]) == (302, "/")
    assert client.get("/").headers["location"] == "/counter/"


def test_sign_in_goes_on_to_the_page_that_was_asked_for_and_never_to_another_site(client: Client, lan: Post) -> None:
    asked = client.get("/counter/board/")
    assert asked.headers["location"] == "/accounts/login/?next=/counter/board/"

    assert sign_in(client, next="/counter/board/").headers["location"] == "/counter/board/"
    client.logout()
    assert sign_in(client, next="https://example.org/").headers["location"] == "/"


def test_wrong_password_says_what_to_check_keeps_the_name_and_lets_nobody_in(client: Client, lan: Post) -> None:
    answer = sign_in(client, "sai")

    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in page
    assert 'value="lan"' in page
    assert "sai" not in page.split('<form method="post" class="panel')[1].split("</form>")[0].split("mật khẩu không")[0]
    assert client.get("/counter/").status_code == 302


def test_five_wrong_passwords_lock_the_name_even_for_the_right_one(client: Client, lan: Post) -> None:
    statuses = [sign_in(client, "sai").status_code for _ in range(5)]
    right = sign_in(client)

    assert statuses == [200, 200, 200, 200, 429]
    assert right.status_code == 429
    assert "tài khoản tạm khóa" in right.content.decode()


def test_lock_out_of_one_name_leaves_another_alone(client: Client, lan: Post) -> None:
    other = make.bat_trang()[Role.INTAKE]
    other.user.username, other.user.password = "yen", make_password(PASSWORD)
    other.user.save()
    for _ in range(5):
        sign_in(client, "sai")

    assert sign_in(client, username="yen").status_code == 302


def test_a_right_password_forgets_the_wrong_ones_before_it(client: Client, lan: Post) -> None:
    for _ in range(2):
        for _ in range(4):
            sign_in(client, "sai")
        assert sign_in(client).status_code == 302
        client.logout()


def test_someone_without_a_post_is_told_so_and_signed_out(client: Client, lan: Post) -> None:
    Post.objects.filter(pk=lan.pk).update(ends_on=clock.now().date() - dt.timedelta(days=1))
    sign_in(client)

    answer = client.get("/counter/")

    assert answer.headers["location"] == "/accounts/login/?next=/counter/"
    assert [str(each) for each in get_messages(answer.wsgi_request)] == [
        "Vị trí công tác đã hết hạn hoặc chưa được giao: hỏi quản trị của đơn vị."
    ]
    assert "_auth_user_id" not in client.session


def test_an_inactive_user_cannot_sign_in(client: Client, lan: Post) -> None:
    lan.user.is_active = False
    lan.user.save()

    assert sign_in(client).status_code == 200
    assert "_auth_user_id" not in client.session


def test_sign_out_takes_a_post_request_and_ends_the_session(client: Client, lan: Post) -> None:
    sign_in(client)

    assert client.get("/accounts/logout/").status_code == 405
    assert client.post("/accounts/logout/").status_code == 302
    assert client.get("/counter/").status_code == 302


def test_a_role_that_owes_a_second_factor_enters_only_with_its_code(client: Client, lan: Post, settings: Any) -> None:
    settings.MOTCUA_TOTP_ROLES = ["INTAKE"]
    sign_in(client)
    assert client.get("/counter/").headers["location"] == "/accounts/second-factor/"
    assert client.get("/accounts/second-factor/").status_code == 200
    secret = client.session["totp_secret"]

    wrong = client.post("/accounts/second-factor/", {"code": "000000"})
    assert (wrong.status_code, client.get("/counter/").status_code) == (422, 302)

    assert show(client, code_of(secret)).headers["location"] == "/counter/"
    assert client.get("/counter/").status_code == 200


NEW = "sông Đuống chảy qua"


def change(client: Client, **said: str) -> HttpResponse:
    form = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW} | said
    return cast("HttpResponse", client.post("/accounts/password/", form))


def test_a_password_one_chose_ends_the_other_sessions_and_keeps_this_one(client: Client, lan: Post) -> None:
    elsewhere = Client()
    sign_in(elsewhere)
    sign_in(client)
    assert "Đổi mật khẩu" in client.get("/counter/").content.decode()

    assert change(client).headers["location"] == "/counter/"

    assert (client.get("/counter/").status_code, elsewhere.get("/counter/").status_code) == (200, 302)
    assert (sign_in(Client()).status_code, sign_in(Client(), NEW).status_code) == (200, 302)
    event = Event.objects.latest("pk")
    assert (event.name, event.details) == ("staff.password_changed", {"changes": {}})


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"old_password": "sai"}, "Mật khẩu đang dùng không đúng: nhập lại, xem chữ hoa và bộ gõ."),
        ({"new_password2": "khác hẳn thế này"}, "Hai lần gõ không giống nhau: gõ lại mật khẩu mới."),
        (
            {"new_password1": "ngắn", "new_password2": "ngắn"},
            "Mật khẩu ngắn quá: cần ít nhất 10 ký tự, chẳng hạn ba, bốn từ ghép lại.",
        ),
        ({"new_password1": "password1234", "new_password2": "password1234"}, "Mật khẩu này quá phổ biến."),
        ({"old_password": ""}, "Xin nhập mật khẩu đang dùng."),
    ],
)
def test_a_password_that_cannot_be_is_refused_beside_its_field(
    client: Client, lan: Post, said: dict[str, str], sentence: str
) -> None:
    sign_in(client)
    answer = change(client, **said)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert NEW not in answer.content.decode()
    assert sign_in(Client()).status_code == 302


def code_of(secret: str, *, away: int = 0) -> str:
    """The six digits on the app now, or `away` from them."""
    value = totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time())))
    return str(totp.format_hotp_value((value + away) % 1_000_000))


def show(client: Client, code: str) -> HttpResponse:
    return cast("HttpResponse", client.post("/accounts/second-factor/", {"code": code}))


@pytest.fixture
def app(lan: Post, settings: Any) -> str:
    """The secret in the app of Lan, whose role owes a second factor."""
    settings.MOTCUA_TOTP_ROLES = ["INTAKE"]
    secret = second_factor.new_secret()
    totp.TOTP.activate(lan.user, secret)
    return secret


def test_who_has_an_app_is_asked_for_its_code_and_shown_no_new_secret(client: Client, app: str) -> None:
    sign_in(client)

    page = client.get("/accounts/second-factor/").content.decode()

    assert ('class="qr"' in page, "totp_secret" in client.session) == (False, False)
    assert show(client, code_of(app, away=1)).status_code == 422
    assert show(client, code_of(app)).headers["location"] == "/counter/"


def test_a_code_is_taken_once(client: Client, app: str) -> None:
    sign_in(client)
    code = code_of(app)
    show(client, code)
    client.logout()
    sign_in(client)

    assert (show(client, code).status_code, client.get("/counter/").status_code) == (422, 302)


def test_five_wrong_codes_lock_the_user_even_after_the_right_password(client: Client, app: str) -> None:
    clock.begin_at(MORNING)
    sign_in(client)
    statuses = [show(client, code_of(app, away=place)).status_code for place in range(1, 6)]
    assert statuses == [422, 422, 422, 422, 429]
    assert "_auth_user_id" not in client.session

    sign_in(client)
    assert show(client, code_of(app)).status_code == 429

    clock.begin_at(MORNING + dt.timedelta(hours=1, minutes=1))
    sign_in(client)
    assert show(client, code_of(app)).status_code == 302


def test_a_right_code_forgets_the_wrong_ones_before_it(client: Client, app: str) -> None:
    for _ in range(2):
        sign_in(client)
        for place in range(1, 5):
            show(client, code_of(app, away=place))
        Authenticator.objects.update(data=Authenticator.objects.get().data | {"used": ""})
        assert show(client, code_of(app)).status_code == 302
        client.logout()


def test_nobody_shows_a_code_before_a_password(client: Client, app: str) -> None:
    assert show(client, code_of(app)).headers["location"] == "/accounts/login/"
