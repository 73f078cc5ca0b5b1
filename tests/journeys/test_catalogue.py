"""One administrator edits a fee and a step, a second one publishes; the next intake pays the new fee."""

import pytest

from motcua.accounts.models import Post
from motcua.dossiers.commands import hand_over, take_in
from motcua.dossiers.models import Dossier
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.queries import version_in_force
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, MORNING, later
from tests.journeys.conftest import Office

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PAGE = f"/manage/procedures/{COPIES}/"


def lan() -> Post:
    return Post.objects.get(user__username="lan")


def taken_in() -> Dossier:
    version = version_in_force(COPIES, on=MORNING.date())
    return take_in(intake=make.intake(version=version, quantities={"pages": 2, "copies": 1}), by=lan(), at=MORNING)


def test_a_fee_and_a_step_are_edited_by_one_published_by_another_and_hold_from_then_on(office: Office) -> None:
    old = taken_in()
    kien, oanh = office.sit_down("kien"), office.sit_down("oanh")

    kien.opens(PAGE)
    kien.page.get_by_role("button", name="Sửa").click()
    kien.sees("Đây là bản nháp")
    kien.page.get_by_role("link", name="Phí và diện miễn").click()
    kien.page.locator("#id_row-0-amount").fill("2500")
    kien.presses("Control+Enter")
    kien.sees("Đã ghi vào bản nháp")
    kien.page.get_by_role("link", name="Quy trình: ai làm gì").click()
    kien.page.locator("#id_row-1-who").fill("công chức một cửa")
    kien.presses("Control+Enter")
    kien.sees("công chức một cửa")
    kien.sees("Bạn đã soạn hoặc sửa bản này: một quản trị khác xem lại rồi công bố.")
    assert ProcedureVersion.objects.drafts().count() == 1

    oanh.opens("/manage/procedures/drafts/")
    oanh.page.get_by_role("link", name="Chứng thực bản sao từ bản chính").click()
    oanh.page.get_by_role("button", name="Công bố").click()
    oanh.sees("Đã công bố, hiệu lực từ 25/11/2026.")
    oanh.sees("2.500 đ")

    new = taken_in()
    hand_over(dossier=old, by=lan(), at=later(MORNING, minutes=5))
    old.refresh_from_db()
    fees = [each.procedure_version.definition.fees.items[0].amount for each in (old, new)]
    assert fees == [2000, 2500]
    assert (old.fee_due, new.fee_due) == (4000, 5000)
    assert new.procedure_version.definition.steps[1].who == "công chức một cửa"
