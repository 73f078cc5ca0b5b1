"""The catalogue as it is read: what one gets, brings, pays, waits for; what is not certain; what is repealed."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils.html import strip_tags

from motcua.accounts.models import Role
from motcua.config.cli import catalogue
from motcua.lib import clock
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Iterator[Client]:
    clock.begin_at(MORNING)
    catalogue.load_folder()
    client.force_login(make.gia_lam()[Role.ADMIN].user, backend="django.contrib.auth.backends.ModelBackend")
    yield client
    clock.begin_at(None)


def words_of(desk: Client, path: str) -> str:
    """Return what one reads on a page, in one line."""
    return " ".join(strip_tags(desk.get(path).content.decode()).split())


def codes_of(desk: Client, path: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/manage/procedures/([\d.]+)/"', desk.get(path).content.decode())


def test_all_procedures_are_listed_then_the_repealed_ones(desk: Client) -> None:
    codes = codes_of(desk, "/manage/procedures/")
    assert len(set(codes)) == 82
    assert set(codes[77:]) == {"2.000986", "2.001023", "2.002621", "2.002622", "2.001009"}


def test_a_procedure_is_found_in_everyday_words(desk: Client) -> None:
    assert codes_of(desk, "/manage/procedures/?q=giay+doc+than")[0] == "1.004873"


def test_a_sector_lists_its_own_procedures_and_no_others(desk: Client) -> None:
    listed = codes_of(desk, "/manage/procedures/?sector=Chứng thực")
    assert "2.000815" in listed
    assert "1.001193" not in listed


def test_a_page_says_what_one_gets_brings_pays_and_waits_for(desk: Client) -> None:
    page = words_of(desk, "/manage/procedures/2.000815/")
    said = ["Nhận được gì", "Mang gì theo", "Trả bao nhiêu", "Mỗi bản nhiều nhất 200.000 đ", "Chờ bao lâu"]
    assert [each for each in said if each not in page] == []


def test_what_is_not_certain_stays_marked_and_sources_are_said_in_words(desk: Client) -> None:
    page = words_of(desk, "/manage/procedures/1.001193/")
    assert "Giờ của từng bước" in page
    assert "Bản chụp Cổng Dịch vụ công quốc gia" in page
    assert "S:" not in page


def test_each_policy_stands_with_its_text_and_how_sure_it_is(desk: Client) -> None:
    page = words_of(desk, "/manage/procedures/1.013978/")

    assert "Theo văn bản nào, chắc đến đâu" in page
    assert "Thời hạn dừng trong khi chờ nộp." in page
    assert "Văn bản: Luật Đất đai 31/2024/QH15" in page
    assert "chưa dẫn được điều khoản" in page


def test_a_repealed_code_says_what_replaces_it(desk: Client) -> None:
    answer = desk.get("/manage/procedures/2.000986/")
    assert 'href="/manage/procedures/3.000722/"' in answer.content.decode()
    page = " ".join(strip_tags(answer.content.decode()).split())
    assert "không tiếp nhận được nữa" in page
    assert "bảng niêm yết thủ tục của xã Vĩnh Bảo" in page


def test_a_code_that_does_not_exist_is_answered_in_a_sentence(desk: Client) -> None:
    answer = desk.get("/manage/procedures/9.999999/")
    assert answer.status_code == 404
    assert "Không có thủ tục mã 9.999999 trong danh mục. Thử tìm bằng lời." in answer.content.decode()
