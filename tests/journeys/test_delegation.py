"""The chairwoman is away: her deputy signs in her place, both names stand on it; the day after he sees why not."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from motcua.accounts.models import Post, Role
from motcua.dossiers import papers
from motcua.dossiers.commands import confirm_handover, draft, hand_over, number, take_in
from motcua.dossiers.models import Dossier, PaperKind
from motcua.lib import clock
from motcua.procedures.models import ProcedureVersion
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, later
from tests.journeys.conftest import Office

pytestmark = [pytest.mark.browser, pytest.mark.slow]
DECISION = "Giấy ủy quyền số 07/GUQ-UBND"


def post(username: str) -> Post:
    return Post.objects.get(user__username=username)


def for_her(chairwoman: Post, at: dt.datetime) -> Dossier:
    """A drafted dossier, handed to the chairwoman and nobody else."""
    version = ProcedureVersion.objects.get(procedure__code=make.SINGLE_STATUS, valid_to=None)
    dossier = take_in(intake=make.intake(version=version), by=post("lan"), at=at)
    dossier = hand_over(dossier=dossier, by=post("lan"), at=later(at, minutes=1))
    dossier = confirm_handover(dossier=dossier, by=post("minh"), at=later(at, minutes=2))
    dossier = draft(dossier=dossier, content={"text": "Xác nhận."}, by=post("minh"), at=later(at, minutes=3))
    return hand_over(dossier=dossier, by=post("minh"), at=later(at, minutes=4), to=chairwoman)


def test_her_deputy_signs_while_she_is_away_and_not_a_day_longer(office: Office) -> None:
    chairwoman = make.post(post("ha").agency, Role.APPROVER, "Trịnh Thị Chi")
    Post.objects.filter(pk=chairwoman.pk).update(title="Chủ tịch UBND xã")
    first, second = for_her(chairwoman, MORNING), for_her(chairwoman, later(MORNING, minutes=5))
    kien = office.sit_down("kien")
    kien.opens("/manage/delegations/")
    kien.page.get_by_label("Người ủy quyền").select_option(label="Trịnh Thị Chi, Chủ tịch UBND xã")
    kien.page.get_by_label("Người được ủy quyền").select_option(label="Nguyễn Thanh Hà, Phó Chủ tịch UBND xã")
    kien.page.get_by_label("Chữ ghi trước chức danh").select_option("KT")
    kien.page.get_by_label("Đến hết ngày").fill("2026-11-25")
    kien.page.get_by_label("Văn bản ủy quyền").fill(DECISION)
    kien.clicks("Ghi ủy quyền")
    kien.sees("đang có hiệu lực")

    ha = office.sit_down("ha")
    ha.opens("/office/approvals/")
    ha.sees(f"thay Trịnh Thị Chi ({DECISION})")
    ha.page.wait_for_timeout(300)  # keys wait a moment after a page is drawn
    ha.presses("Alt+k")
    expect(ha.page.locator(".approval")).to_have_count(1)

    ha.opens(f"/office/dossiers/{first.code}/")
    ha.sees("Nguyễn Thanh Hà, Phó Chủ tịch UBND xã")
    ha.sees("thay Trịnh Thị Chi, Chủ tịch UBND xã")
    first = number(dossier=first, by=post("thu"), at=later(MORNING, minutes=30))
    paper = papers.issue(dossier=first, kind=PaperKind.RESULT, by=post("thu"), at=later(MORNING, minutes=31))
    assert (paper.data["for_title"], paper.data["signer"]) == ("KT. Chủ tịch UBND xã", "Nguyễn Thanh Hà")
    assert "Trịnh Thị Chi" in paper.data["by_delegation"]

    clock.begin_at(later(MORNING, days=1))
    ha.opens("/office/approvals/")
    ha.sees("Không có gì chờ ký")
    ha.opens(f"/office/dossiers/{second.code}/")
    ha.sees(f"Ủy quyền của Trịnh Thị Chi ({DECISION}) đã hết hiệu lực sau ngày 25/11/2026.")
    expect(ha.page.get_by_role("button", name="Ký duyệt")).to_have_attribute("aria-disabled", "true")
