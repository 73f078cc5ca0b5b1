"""At the office's desks: two officers in one dossier, a day's drafts signed from the keyboard, why this day."""

import re

import pytest
from playwright.sync_api import expect

from motcua.accounts.models import Post
from motcua.dossiers.commands import confirm_handover, draft, hand_over, take_in
from motcua.dossiers.models import Decision, Dossier
from motcua.procedures.models import ProcedureVersion
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, later
from tests.journeys.conftest import Office

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def post(username: str) -> Post:
    return Post.objects.get(user__username=username)


def with_minh() -> Dossier:
    """A single-status dossier that lies before Minh."""
    version = ProcedureVersion.objects.get(procedure__code=make.SINGLE_STATUS, valid_to=None)
    dossier = take_in(intake=make.intake(version=version), by=post("lan"), at=MORNING)
    dossier = hand_over(dossier=dossier, by=post("lan"), at=later(MORNING, minutes=1))
    return confirm_handover(dossier=dossier, by=post("minh"), at=later(MORNING, minutes=2))


def drafted(words: str) -> Dossier:
    """One that waits to be signed."""
    dossier = draft(dossier=with_minh(), content={"text": words}, by=post("minh"), at=later(MORNING, minutes=3))
    return hand_over(dossier=dossier, by=post("minh"), at=later(MORNING, minutes=4))


def test_two_officers_in_one_dossier_do_not_overwrite_each_other(office: Office) -> None:
    dossier = with_minh()
    path = f"/office/dossiers/{dossier.code}/"
    minh, tuan = office.sit_down("minh"), office.sit_down("tuan")
    minh.opens(path)
    minh.page.locator("summary", has_text="Soạn dự thảo kết quả").click()
    minh.page.get_by_label("Nội dung kết quả").fill("Chưa đăng ký kết hôn với ai.")

    tuan.opens(path)
    tuan.page.locator("summary", has_text="Phân công").click()
    tuan.page.get_by_label("Hoàng Ánh Tuyết").check()
    tuan.page.locator(".confirm-body button", has_text="Phân công").click()
    tuan.sees("Phân công Hoàng Ánh Tuyết thụ lý")
    minh.page.locator(".confirm-body button", has_text="Soạn dự thảo kết quả").click()

    minh.sees("Hồ sơ vừa được Bùi Anh Tuấn")
    minh.sees("Chưa đăng ký kết hôn với ai.")
    minh.sees("Hồ sơ đang do Hoàng Ánh Tuyết giữ.")
    assert Decision.objects.count() == 0


def test_drafts_are_signed_one_after_the_other_with_one_key(office: Office) -> None:
    for words in ("Một.", "Hai."):
        drafted(words)
    ha = office.sit_down("ha")
    ha.opens("/office/approvals/")

    for left in (1, 0):
        ha.page.wait_for_timeout(300)  # keys wait a moment after a page is drawn
        ha.presses("Alt+k")
        expect(ha.page.locator(".approval")).to_have_count(left)

    ha.sees("Không có gì chờ ký")
    assert list(Decision.objects.values_list("outcome", flat=True)) == ["APPROVED", "APPROVED"]


def test_a_draft_is_returned_with_words_and_nothing_is_lost_when_they_are_missing(office: Office) -> None:
    dossier = drafted("Một.")
    ha = office.sit_down("ha")
    ha.opens("/office/approvals/")
    ha.page.locator("summary", has_text="Trả lại để sửa").click()
    ha.page.locator(".confirm-body button", has_text="Trả lại để sửa").click()

    expect(ha.page.locator(".error-summary")).to_be_focused()
    ha.sees("Xin ghi lý do bằng một câu.")
    ha.page.locator("details[open]").get_by_label("Lý do").fill("Ghi rõ thời gian cư trú.")
    ha.page.locator("details[open] .confirm-body button").click()

    ha.sees("Trả dự thảo lại để sửa")
    assert dossier.decisions.get().return_reason == "Ghi rõ thời gian cư trú."


def test_why_this_day_is_one_click_away_and_stays_on_the_page(office: Office) -> None:
    dossier = with_minh()
    minh = office.sit_down("minh")
    minh.opens("/office/")
    minh.page.get_by_role("link", name=re.compile("TÁM")).click()

    minh.page.locator("summary", has_text="Vì sao?").click()

    minh.sees("ngày làm việc thứ 3")
    expect(minh.page).to_have_url(re.compile(f"/office/dossiers/{dossier.code}/$"))
