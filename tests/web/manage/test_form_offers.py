"""What came with the project for a form of the office's own: named beside the procedure, compared, settled."""

from typing import Any

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.forms.models import FormOffer, FormOrigin, FormVersion
from motcua.forms.seed import load_forms
from motcua.procedures.models import ProcedureVersion
from tests.factories.dossiers import COPIES, MORNING, SINGLE_STATUS, Commune
from tests.web.desks import desk, text
from tests.web.manage.drafting import words

pytestmark = pytest.mark.django_db
PROCEDURE = f"/manage/procedures/{COPIES}/"
PAGE = f"{PROCEDURE}new-form/"


@pytest.fixture
def gia_lam(gia_lam: Commune) -> Commune:
    """With a form of the office's own, and another that came with the project since."""
    own = FormVersion.objects.get(procedure_code=COPIES)
    own.content["fields"][5]["label"] = "Câu hỏi của xã"
    own.origin, own.digest = FormOrigin.OFFICE, "as the office wrote it"
    own.save()
    load_forms(on=MORNING.date())
    return gia_lam


def test_it_is_named_beside_its_procedure_and_in_the_list_and_beside_no_other(kien: Client) -> None:
    named = "Biểu mẫu mới đi kèm phần mềm, chờ xem"

    assert named in words(kien.get(PROCEDURE))
    assert named not in words(kien.get(f"/manage/procedures/{SINGLE_STATUS}/"))
    assert f'href="{PAGE}"' in text(kien.get("/manage/procedures/drafts/"))
    assert "Chờ công bố 1" in words(kien.get("/manage/procedures/"))


def test_who_edits_compares_and_sees_it_filled(kien: Client) -> None:
    page = words(kien.get(PAGE))

    assert "Câu hỏi của xã" in page
    assert "NGUYỄN THỊ MẪU" in page
    assert "có từ 25/11/2026" in page


def test_it_is_taken_into_a_draft_once(kien: Client) -> None:
    sent = {"key": "một"}

    assert kien.post(f"{PAGE}take-over/", sent)["Location"] == f"{PROCEDURE}draft/"
    assert kien.post(f"{PAGE}take-over/", sent)["Location"] == f"{PROCEDURE}draft/"

    assert ProcedureVersion.objects.drafts().count() == 1
    assert kien.get(PAGE).status_code == 404
    assert "Đưa biểu mẫu mới đi kèm phần mềm (25/11/2026) vào bản nháp" in words(kien.get(f"{PROCEDURE}draft/"))
    kien.post(f"{PROCEDURE}draft/withdraw/", {"key": "hai"})
    assert kien.get(PAGE).status_code == 200


def test_it_is_put_aside_with_a_reason_and_what_was_typed_stays(kien: Client) -> None:
    refused: Any = kien.post(f"{PAGE}put-aside/", {"key": "một", "reason": " "})
    assert (refused.status_code, "Ghi vì sao giữ biểu mẫu của đơn vị, để người sau biết." in words(refused)) == (
        422, True,
    )  # fmt: skip

    kien.post(f"{PAGE}put-aside/", {"key": "một", "reason": "Xã hỏi kỹ hơn"})

    assert [(each.status, each.reason) for each in FormOffer.objects.all()] == [("ASIDE", "Xã hỏi kỹ hơn")]
    page = words(kien.get(PROCEDURE))
    assert "Không dùng biểu mẫu mới đi kèm phần mềm (25/11/2026)" in page
    assert "Xã hỏi kỹ hơn" in page
    assert "Biểu mẫu mới đi kèm phần mềm, chờ xem" not in page


def test_what_an_open_draft_would_lose_is_not_taken_over(kien: Client) -> None:
    kien.post(f"{PROCEDURE}propose/", {"key": "một"})
    ProcedureVersion.objects.drafts().update(form_draft=FormVersion.objects.get(procedure_code=COPIES).content)

    refused: Any = kien.post(f"{PAGE}take-over/", {"key": "hai"})

    assert refused.status_code == 422
    assert "Bản nháp đang mở đã sửa biểu mẫu: công bố hoặc rút bản ấy, rồi đưa biểu mẫu mới vào." in words(refused)
    assert [each.status for each in FormOffer.objects.all()] == ["WAITING"]


def test_nobody_else_opens_it(gia_lam: Commune, kien: Client) -> None:
    assert kien.get(f"/manage/procedures/{SINGLE_STATUS}/new-form/").status_code == 404
    assert desk(gia_lam[Role.CASE]).get(PAGE).status_code == 403
    assert desk(gia_lam[Role.CASE]).post(f"{PAGE}take-over/", {"key": "một"}).status_code == 403
