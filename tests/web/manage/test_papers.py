"""«Mẫu giấy tờ»: an office's own signs and titles, a new circular as a list of rows; what was issued stays."""

from typing import Any

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.dossiers import issuing
from motcua.dossiers.models import Dossier, OfficeForm, Paper, PaperKind
from motcua.dossiers.papers import issue, offers
from motcua.lib import clock
from tests.factories import dossiers as make
from tests.factories.dossiers import Commune, moment
from tests.web.desks import desk, text
from tests.web.manage.sheeting import apply, everything, outcomes, send

pytestmark = pytest.mark.django_db

TODAY, RECEIPT = "TT 03/2025/TT-VPCP", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
OURS = [TODAY, "15/09/2025", RECEIPT, "01", RECEIPT, "TTPVHCC-GL", "A4"]
NEW = "TT 99/2027/TT-BTP"


def receipt(unit: Commune, dossier: Dossier) -> Paper:
    return issue(dossier=dossier, kind=PaperKind.RECEIPT, by=unit[Role.INTAKE], at=clock.now())


def test_an_office_says_its_own_sign_and_page_and_what_was_issued_stays(unit: Commune, admin: Client) -> None:
    there, first, second = make.bat_trang(), make.received(unit), make.received(unit)
    before = receipt(unit, first)

    page = send(admin, "papers", OURS)
    assert outcomes(page) == [(2, "CHANGED", "")]
    assert OfficeForm.objects.count() == 0
    apply(admin, page, "papers")

    after = receipt(unit, second)
    assert (before.number, after.number) == ("1/TTPVHCC", "2/TTPVHCC-GL")
    assert (before.data["form"]["page"], after.data["form"]["page"]) == ("a5", "a4")
    again = receipt(unit, first)
    assert (again.pk, issuing.file_of(again).sha256) == (before.pk, issuing.file_of(before).sha256)
    assert receipt(there, make.received(there)).number == "1/TTPVHCC"


def test_a_new_circular_is_a_list_of_rows_and_holds_from_its_day(unit: Commune, admin: Client) -> None:
    old = make.received(unit)
    row = [NEW, "01/01/2027", RECEIPT, "1a", "Phiếu tiếp nhận", "PTN", "A5"]

    apply(admin, send(admin, "papers", row), "papers")
    clock.begin_at(moment("2027-01-04 08:30"))
    new = make.received(unit, at=clock.now())

    assert [each.title for each in offers(old) if each.kind == PaperKind.RECEIPT] == [f"{RECEIPT} (mẫu 01)"]
    assert [each.title for each in offers(new) if each.kind == PaperKind.RECEIPT] == ["Phiếu tiếp nhận (mẫu 1a)"]
    assert (receipt(unit, new).legal_set, receipt(unit, new).number) == (NEW, "1/PTN")
    assert PaperKind.ROUTING_SLIP not in {each.kind for each in offers(new)}


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({0: NEW, 1: ""}, f"«{NEW}» là bộ mẫu mới: ghi ngày bắt đầu có hiệu lực."),
        ({1: "16/09/2025"}, f"{TODAY} có hiệu lực từ 15/09/2025: ngày ấy không sửa được."),
        ({4: ""}, "Cột «Tên in trên giấy» trống."),
        ({6: "A3"}, "Cột «Khổ giấy» phải là một trong: A4, A5."),
        ({5: "x" * 41}, "Cột «Ký hiệu» dài quá 40 chữ."),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_a_sentence(
    unit: Commune, admin: Client, changes: dict[int, str], why: str
) -> None:
    before = everything()

    page = send(admin, "papers", [changes.get(place, cell) for place, cell in enumerate(OURS)])

    assert outcomes(page) == [(2, "NOT_TAKEN", why)]
    assert everything() == before


def test_the_page_shows_every_circular_what_is_ones_own_and_who_changed_it(unit: Commune, admin: Client) -> None:
    apply(admin, send(admin, "papers", OURS), "papers")

    page: Any = admin.get("/manage/papers/")

    groups = page.context["groups"]
    assert [(each["name"], each["held"], len(each["rows"])) for each in groups] == [
        (TODAY, True, 8), ("TT 01/2018/TT-VPCP", False, 7), ("Không theo thông tư nào", False, 5),
    ]  # fmt: skip
    assert [kind for each in groups for kind, _form, ours in each["rows"] if ours] == [RECEIPT]
    latest = page.context["history"][0]
    assert latest.words == f"Sửa mẫu {RECEIPT} {TODAY}"
    assert {each.label: (each.before, each.after) for each in latest.changes} == {
        "Ký hiệu": ("TTPVHCC", "TTPVHCC-GL"),
        "Khổ giấy": ("a5", "a4"),
    }
    assert "Mẫu giấy tờ" in text(admin.get("/manage/procedures/"))
    assert desk(unit[Role.INTAKE]).get("/manage/papers/").status_code == 403
