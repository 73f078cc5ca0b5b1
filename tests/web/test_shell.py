"""At a desk: the post decides what is seen, and the session ends with it."""

import datetime as dt
import shutil
import subprocess
from pathlib import Path

import pytest
import zxingcpp
from django.test import Client
from django.urls import reverse
from PIL import Image

from motcua.accounts.models import Post, Role
from motcua.lib import clock
from motcua.procedures import scanner_codes
from motcua.procedures.load import load_definition
from motcua.procedures.shipped import shipped_definitions
from motcua.web.shell import DOORS, scoped_dossiers
from tests.factories import dossiers as make
from tests.factories.dossiers import Commune

pytestmark = pytest.mark.django_db


@pytest.fixture
def gia_lam() -> Commune:
    return make.gia_lam()


def at_desk_of(client: Client, post: Post) -> Client:
    client.force_login(post.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_every_role_begins_its_day_on_a_page_that_opens(client: Client, gia_lam: Commune) -> None:
    for role in Role:
        at_desk_of(client, gia_lam[role])
        home = client.get("/").headers["location"]
        assert (role, client.get(home).status_code) == (role, 200)


def test_navigation_shows_only_doors_that_open_and_every_other_is_shut(client: Client, gia_lam: Commune) -> None:
    for role in Role:
        at_desk_of(client, gia_lam[role])
        page = client.get(client.get("/").headers["location"])
        shown = {item.url for item in page.context["desk"].navigation}
        statuses = {
            reverse(door.name): (role in door.roles, client.get(reverse(door.name), follow=True).status_code)
            for door in DOORS
        }
        assert shown == {url for url, (is_shown, _status) in statuses.items() if is_shown}
        assert {url for url, (_is_shown, status) in statuses.items() if status == 200} == shown


def test_a_page_of_another_role_says_whom_it_is_not_for(client: Client, gia_lam: Commune) -> None:
    answer = at_desk_of(client, gia_lam[Role.ADMIN]).get("/counter/")

    assert answer.status_code == 403
    assert "Trang này không dành cho quản trị kỹ thuật." in answer.content.decode()


def test_the_neighbour_and_the_administrator_see_no_dossier(gia_lam: Commune) -> None:
    dossier = make.received(gia_lam)
    neighbour = make.bat_trang()

    assert list(scoped_dossiers(gia_lam[Role.CASE])) == [dossier]
    assert list(scoped_dossiers(gia_lam[Role.ADMIN])) == []
    assert [list(scoped_dossiers(post)) for post in neighbour.posts.values()] == [[]] * len(neighbour.posts)


def test_the_neighbour_meets_the_dossier_on_no_page(client: Client, gia_lam: Commune) -> None:
    dossier = make.ready(gia_lam)
    neighbour = make.bat_trang()
    for role, pages in (
        (Role.INTAKE, ("/counter/", "/counter/board/", "/counter/results/", f"/counter/results/?q={dossier.code}")),
        (Role.CASE, ("/office/",)),
        (Role.APPROVER, ("/office/approvals/",)),
    ):
        at_desk_of(client, neighbour[role])
        for page in pages:
            answer = client.get(page)
            # The code was typed by the neighbour; the name can only come from the dossier.
            assert (page, answer.status_code, "TÁM" in answer.content.decode().upper()) == (page, 200, False)
        assert client.get(f"/office/dossiers/{dossier.code}/").status_code == 404
        if role != Role.APPROVER:
            assert dossier.code not in client.post("/office/find/", {"q": "trần thị tám"}).content.decode()
    at_desk_of(client, gia_lam[Role.INTAKE])
    assert "TÁM" in client.get("/counter/results/").content.decode().upper()
    assert dossier.code in client.post("/office/find/", {"q": "trần thị tám"}).content.decode()


def test_the_session_ends_when_the_post_ends(client: Client, gia_lam: Commune) -> None:
    lan = gia_lam[Role.INTAKE]
    at_desk_of(client, lan)
    assert client.get("/counter/").status_code == 200

    Post.objects.filter(pk=lan.pk).update(ends_on=clock.now().date() - dt.timedelta(days=1))

    assert client.get("/counter/").headers["location"] == "/accounts/login/?next=/counter/"
    assert "_auth_user_id" not in client.session


def test_the_session_ends_when_the_post_is_taken_away(client: Client, gia_lam: Commune) -> None:
    lan = gia_lam[Role.INTAKE]
    at_desk_of(client, lan).get("/counter/")

    Post.objects.filter(pk=lan.pk).update(revoked_at=clock.now())

    assert client.get("/counter/").status_code == 302


def test_the_chosen_post_ending_ends_the_session_even_when_another_is_held(client: Client, gia_lam: Commune) -> None:
    lan = gia_lam[Role.INTAKE]
    second = make.post(gia_lam.centre, Role.CASHIER, "Nguyễn Thị Lan", user=lan.user)
    at_desk_of(client, lan)
    client.post("/accounts/post/", {"post": second.pk})

    Post.objects.filter(pk=second.pk).update(revoked_at=clock.now())

    assert client.get("/counter/board/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_who_holds_several_posts_changes_between_them(client: Client, gia_lam: Commune) -> None:
    lan = gia_lam[Role.INTAKE]
    second = make.post(gia_lam.department, Role.CASE, "Nguyễn Thị Lan", user=lan.user)
    at_desk_of(client, lan)
    assert 'href="/accounts/post/"' in client.get("/counter/").content.decode()

    answer = client.post("/accounts/post/", {"post": second.pk})

    assert answer.headers["location"] == "/office/"
    assert client.get("/counter/").status_code == 403


def test_who_holds_one_post_is_not_offered_another(client: Client, gia_lam: Commune) -> None:
    page = at_desk_of(client, gia_lam[Role.INTAKE]).get("/counter/")

    assert 'href="/accounts/post/"' not in page.content.decode()


def test_a_post_of_someone_else_cannot_be_chosen(client: Client, gia_lam: Commune) -> None:
    at_desk_of(client, gia_lam[Role.INTAKE])

    answer = client.post("/accounts/post/", {"post": gia_lam[Role.APPROVER].pk})

    assert answer.status_code == 200
    assert client.get("/office/approvals/").status_code == 403


def test_pages_of_a_desk_are_kept_by_no_cache(client: Client, gia_lam: Commune) -> None:
    assert at_desk_of(client, gia_lam[Role.INTAKE]).get("/counter/").headers["cache-control"] == "private, no-store"


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler-utils is not installed")
def test_every_code_of_the_printed_sheet_is_scanned_as_its_procedure(
    client: Client, gia_lam: Commune, tmp_path: Path
) -> None:
    wanted = {each.code for each in shipped_definitions() if each.sector == "Hộ tịch"}
    for definition in shipped_definitions():
        load_definition(definition, on=make.SINCE)
    at_desk_of(client, gia_lam[Role.INTAKE])

    answer = client.get("/manage/procedures/to-ma-thu-tuc.pdf?sector=Hộ tịch")

    assert answer.headers["content-type"] == "application/pdf"
    texts = {code.text for page in _pages(answer.content, tmp_path) for code in zxingcpp.read_barcodes(page)}
    assert {scanner_codes.decode(text) for text in texts} - {None} == wanted
    assert {scanner_codes.command(text) for text in texts} - {None} == {"confirm", "park"}


def _pages(pdf: bytes, folder: Path) -> list[Image.Image]:
    (folder / "sheet.pdf").write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "150", "-png", folder / "sheet.pdf", folder / "page"], check=True)
    return [Image.open(path) for path in sorted(folder.glob("page*.png"))]
