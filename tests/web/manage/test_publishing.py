"""Who edited a draft does not publish it, a second person does; it is withdrawn, and what was shipped comes back."""

from typing import Any

import pytest
from django.test import Client

from motcua.procedures.models import ProcedureVersion
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES
from tests.web.manage.drafting import DRAFT, begun, key, save, the_draft, words

pytestmark = pytest.mark.django_db


def test_a_fault_stands_beside_its_row_and_keeps_the_draft_from_being_published(kien: Client, oanh: Client) -> None:
    begun(kien)
    save(kien, "steps", **{"row-1-who": "", "row-1-name": "ký"})

    part, whole = words(kien.get(f"{DRAFT}steps/")), words(oanh.get(DRAFT))

    assert "Bước 2 «ký» chưa có người làm: ghi ai chịu trách nhiệm." in part
    assert "người thụ lý không được ký kết quả" in part
    assert "Còn 2 chỗ sai: sửa hết rồi công bố." in whole
    refused: Any = oanh.post(f"{DRAFT}publish/", key())
    assert refused.status_code == 409
    assert "Chưa công bố được: Bước 2 «ký» chưa có người làm" in words(refused)
    assert the_draft().status == "DRAFT"


def test_an_administrator_who_edits_is_refused_and_a_second_one_publishes(kien: Client, oanh: Client) -> None:
    begun(kien)
    save(kien, "fees", **{"row-0-amount": "2500"})
    assert "Chờ công bố 1" in words(kien.get("/manage/procedures/"))
    assert "bạn xem lại và công bố được" in words(oanh.get("/manage/procedures/drafts/"))
    assert "Bạn đã soạn hoặc sửa bản này" in words(kien.get("/manage/procedures/drafts/"))

    refused: Any = kien.post(f"{DRAFT}publish/", key())
    said = key()
    published: Any = oanh.post(f"{DRAFT}publish/", said)
    again: Any = oanh.post(f"{DRAFT}publish/", said)

    assert (refused.status_code, published.status_code, again.status_code) == (409, 302, 404)
    assert "Bạn đã soạn hoặc sửa bản này" in words(refused)
    page = words(oanh.get(f"/manage/procedures/{COPIES}/"))
    assert "2.500 đ" in page
    assert "Công bố bản 2, hiệu lực từ 25/11/2026" in page
    assert "Phí · khoản 1" in page
    assert "Không có bản nào chờ công bố" in words(oanh.get("/manage/procedures/drafts/"))


def test_a_draft_is_withdrawn_and_what_came_with_the_project_is_proposed_again(kien: Client, oanh: Client) -> None:
    begun(kien)
    save(kien, "fees", **{"row-0-amount": "2500"})
    oanh.post(f"{DRAFT}publish/", key())
    begun(kien)
    assert kien.post(f"{DRAFT}withdraw/", key()).status_code == 302
    assert kien.get(DRAFT).status_code == 404

    assert "Dùng lại bản đi kèm phần mềm" in words(kien.get(f"/manage/procedures/{COPIES}/"))
    back: Any = kien.post(f"/manage/procedures/{COPIES}/propose/", key() | {"of": "shipped"})
    assert back["Location"] == f"{DRAFT}?of=shipped"
    assert "Phí · khoản 1" in words(kien.get(back["Location"]))
    refused: Any = kien.post(f"{DRAFT}publish/", key() | {"of": "shipped"})
    assert refused.status_code == 409
    assert oanh.post(f"{DRAFT}publish/", key() | {"of": "shipped"}).status_code == 302
    held = ProcedureVersion.objects.settled().filter(procedure__code=COPIES).latest("number")
    assert (held.origin, held.definition.fees.items[0].amount) == ("SHIPPED", 2000)


def test_a_repealed_code_says_why_it_is_not_edited(kien: Client) -> None:
    code = make.repealed_version().procedure.code

    answer: Any = kien.post(f"/manage/procedures/{code}/propose/", key(), follow=True)

    assert "Mã này đã bị bãi bỏ: không sửa được, hãy sửa thủ tục thay nó." in words(answer)
