"""An administrator edits a draft part by part; what is wrong is said beside its field, and nothing is lost."""

from typing import Any

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.forms import editions
from motcua.procedures.models import ProcedureVersion
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, SINGLE_STATUS
from tests.web.desks import desk, text
from tests.web.manage.drafting import DRAFT, begun, drawn, key, save, the_draft, words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("part", ["time", "fees", "papers", "checks", "steps", "form"])
@pytest.mark.parametrize("code", [COPIES, SINGLE_STATUS])
def test_a_part_saved_as_it_is_changes_nothing(kien: Client, part: str, code: str) -> None:
    draft = begun(kien, code)
    before = the_draft().definition, editions.form_of(the_draft())

    assert save(kien, part, draft).status_code == 302
    assert (the_draft().definition, editions.form_of(the_draft())) == before
    assert the_draft().form_draft is None


def test_a_draft_is_edited_part_by_part_and_the_whole_shows_what_differs(kien: Client) -> None:
    begun(kien)
    save(kien, "time", decision="12/QĐ-UBND", value="2", kind="WORKING_DAYS")
    save(kien, "fees", **{"row-0-amount": "2500", "exemptions": "hộ nghèo\nngười có công"})
    save(kien, "papers", **{"row-0-name": "Bản chính giấy tờ"})
    save(kien, "steps", **{"row-1-hours": "1"})
    save(kien, "checks", checks="Bản chính không bị tẩy xóa\n\n Bản chính do cơ quan có thẩm quyền cấp ")
    save(kien, "form", **{"row-4-label": "Bản chính có mấy trang"})

    page = words(kien.get(DRAFT))

    definition = the_draft().definition
    assert (definition.decision, definition.time_limit.value) == ("12/QĐ-UBND", 2)
    assert definition.fees.items[0].amount == 2500
    assert definition.fees.exemptions == ("hộ nghèo", "người có công")
    assert definition.requirements[0].name == "Bản chính giấy tờ"
    assert definition.steps[1].hours == 1
    assert definition.checks == ("Bản chính không bị tẩy xóa", "Bản chính do cơ quan có thẩm quyền cấp")
    assert "Không có chỗ sai." in page
    assert "Phí · khoản 1 «" in page
    assert "Trường gt.so_trang «Bản chính có mấy trang» · nhãnSố trang bản chínhBản chính có mấy trang" in page
    assert "Bạn đã soạn hoặc sửa bản này: một quản trị khác xem lại rồi công bố." in page
    assert "NGUYỄN THỊ MẪU" in page


def test_rows_are_added_taken_away_and_put_in_another_order(kien: Client) -> None:
    begun(kien)
    total = len(the_draft().definition.steps)
    save(kien, "steps", **{
        f"row-{total}-number": "2", f"row-{total}-role": "HEAD", f"row-{total}-name": "soát xét",
        f"row-{total}-who": "trưởng phòng", f"row-{total}-hours": "0", "row-1-number": "3", "row-2-number": "4",
        "row-3-number": "5",
    })  # fmt: skip
    save(kien, "papers", **{"row-0-DELETE": "on"})
    save(kien, "time", **{"row-0-name": "Hồ sơ nhiều trang", "row-0-kind": "WORKING_DAYS", "row-0-value": "2"})

    definition = the_draft().definition
    assert [step.number for step in definition.steps] == list(range(1, total + 2))
    assert definition.steps[1].name == "soát xét"
    assert (
        len(definition.requirements)
        == len(ProcedureVersion.objects.get(number=1, procedure__code=COPIES).definition.requirements) - 1
    )
    assert [(case.key, case.time_limit.value) for case in definition.cases] == [("ho_so_nhieu_trang", 2)]


def test_a_case_says_how_long_its_own_steps_take(kien: Client) -> None:
    begun(kien)
    case = {"row-0-name": "Một bản", "row-0-kind": "WORKING_HOURS", "row-0-value": "2"}

    refused = save(kien, "time", **case, **{"row-0-hours": "nửa giờ; 1"})
    assert refused.status_code == 422
    assert "như 1; 4; 2; 1." in words(refused)
    assert 'value="nửa giờ; 1"' in text(refused)
    save(kien, "time", **case, **{"row-0-hours": "0,5; 1"})
    assert "Trường hợp «Một bản» ghi giờ của 2 bước, quy trình có 4: ghi đủ từng bước." in words(kien.get(DRAFT))
    save(kien, "time", **{"row-0-hours": "0,5; 0,5; 0,5; 0.5"})

    assert the_draft().definition.cases[0].hours == (0.5, 0.5, 0.5, 0.5)
    assert 'value="0.5; 0.5; 0.5; 0.5"' in text(kien.get(f"{DRAFT}time/"))
    assert "Không có chỗ sai." in words(kien.get(DRAFT))


def test_what_is_wrong_is_said_beside_its_field_and_everything_typed_stays(kien: Client) -> None:
    begun(kien)
    before = the_draft().definition

    refused = save(kien, "fees", **{"row-0-amount": "hai nghìn", "set_by": "NQ của HĐND"})

    page = text(refused)
    assert refused.status_code == 422
    assert 'value="hai nghìn"' in page
    assert 'value="NQ của HĐND"' in page
    assert 'href="#id_row-0-amount"' in page
    assert the_draft().definition == before


def test_two_administrators_do_not_undo_each_others_work(kien: Client, oanh: Client) -> None:
    begun(kien)
    old = drawn(kien, "fees")
    save(oanh, "fees", **{"row-0-amount": "2500"})

    refused: Any = kien.post(f"{DRAFT}fees/", old | {"row-0-amount": "9000"})

    assert refused.status_code == 422
    assert "Bản nháp vừa được sửa ở nơi khác: mở lại phần này, xem rồi sửa tiếp." in words(refused)
    assert the_draft().definition.fees.items[0].amount == 2500


def test_a_draft_that_promises_past_the_end_of_the_calendar_is_still_shown(kien: Client) -> None:
    begun(kien)
    save(kien, "time", kind="CALENDAR_DAYS", value="900")
    assert "Chưa tính được hạn" in words(kien.get(DRAFT))


def test_only_administrators_come_in_and_what_is_not_there_is_not_there(kien: Client, gia_lam: make.Commune) -> None:
    minh = desk(gia_lam[Role.CASE])
    begun(kien)

    for address in (DRAFT, f"{DRAFT}fees/", "/manage/procedures/drafts/", f"{DRAFT}bieu-mau.pdf"):
        assert minh.get(address).status_code == 403
    for address in ("publish", "withdraw"):
        assert minh.post(f"{DRAFT}{address}/", key()).status_code == 403
    assert minh.post(f"/manage/procedures/{COPIES}/propose/", key()).status_code == 403
    assert "Sửa" not in words(minh.get(f"/manage/procedures/{COPIES}/")).split()
    assert kien.get(f"{DRAFT}khac/").status_code == 404
    assert kien.post("/manage/procedures/9.999999/propose/", key()).status_code == 404
