"""Each list by itself: delegations, synonyms, units, days of the calendar, competence between agencies."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from motcua.accounts.models import Delegation, Role
from motcua.agencies.models import Agency
from motcua.agencies.queries import agency_on
from motcua.agencies.seed import load_agencies
from motcua.dossiers.commands import take_in
from motcua.lib import clock
from motcua.procedures.models import CompetenceDelegation, Procedure, ProcedureVersion, Synonyms
from motcua.procedures.queries import find
from motcua.web.manage.sheet_kinds.catalogue import limit_of, said
from motcua.worktime.deadlines import Limit, LimitKind
from motcua.worktime.models import DayException
from motcua.worktime.seed import load_calendars
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, Commune, moment
from tests.web.desks import desk, text
from tests.web.manage.sheeting import apply, everything, filled, outcomes, send

pytestmark = pytest.mark.django_db

TODAY = MORNING.date()
IN_2023 = moment("2023-05-10 09:00")


def test_delegations_come_from_a_list_with_the_reason_for_what_is_not_taken(unit: Commune, admin: Client) -> None:
    hoa, head = unit[Role.APPROVER].user.username, unit[Role.HEAD].user.username
    good = [hoa, head, "TUQ.", "25/11/2026", "27/11/2026", "QĐ 12", "Hộ tịch", ""]

    page = send(
        admin,
        "delegations",
        good,
        good,
        [hoa, unit[Role.CASE].user.username, "KT.", "25/11/2026", "27/11/2026", "QĐ 12", "", ""],
        [hoa, head, "KT.", "25/11/2026", "27/11/2026", "QĐ 13", "Trồng trọt", "9.9"],
        [hoa, head, "KT.", "", "27/11/2026", "QĐ 13", "", ""],
    )
    apply(admin, page, "delegations")

    assert [(taken, why) for _number, taken, why in outcomes(page)] == [
        ("NEW", ""),
        ("SAME", ""),
        (
            "NOT_TAKEN",
            f"Cột «Người được ủy quyền»: {unit[Role.CASE].user.username} không giữ vị trí ký được vào ngày 25/11/2026.",
        ),
        ("NOT_TAKEN", "Không có trong danh mục: 9.9, Trồng trọt."),
        ("NOT_TAKEN", "Cột «Từ ngày» trống: ghi ngày, như 25/11/2026."),
    ]
    row = Delegation.objects.get()
    assert (row.from_post, row.to_post, row.manner, row.sectors) == (
        unit[Role.APPROVER], unit[Role.HEAD], "TUQ", ["Hộ tịch"],
    )  # fmt: skip


def test_synonyms_are_each_authoritys_own_and_search_knows_them(unit: Commune, admin: Client) -> None:
    bat_trang = make.bat_trang()
    assert "phô tô đỏ" not in text(admin.get("/manage/synonyms/"))

    apply(admin, send(admin, "synonyms", [make.COPIES, "", "phô tô đỏ;  phô tô đỏ ; dấu mộc son"]), "synonyms")

    assert Synonyms.objects.get().phrases == ["phô tô đỏ", "dấu mộc son"]
    assert find("dau moc son", on=TODAY, authority=unit.authority)[0].entry.code == make.COPIES
    assert find("dau moc son", on=TODAY, authority=bat_trang.authority) == find("dau moc son", on=TODAY)
    page: Any = admin.get("/manage/synonyms/")
    assert "phô tô đỏ; dấu mộc son" in text(page)
    assert page.context["history"][0].changes[0].after == "phô tô đỏ, dấu mộc son"
    assert outcomes(send(admin, "synonyms", ["9.9", "", "x"]))[0][2] == "Không có thủ tục mã 9.9 trong danh mục."
    long = admin.post(f"/manage/synonyms/{make.COPIES}/", {"phrases": "x" * 81})
    assert (long.status_code, "x" * 81 in text(long)) == (422, True)
    assert admin.post(f"/manage/synonyms/{make.COPIES}/", {"phrases": "sao y"}).status_code == 302
    assert Synonyms.objects.get().phrases == ["sao y"]


def test_units_are_added_and_changed_with_their_history(unit: Commune, admin: Client) -> None:
    office = unit.department
    row = [office.code, office.name, "VP", "Phòng, ban, sở", "Số 1", "0199", "Hộ tịch; Chứng thực", "01/07/2025", ""]
    new = ["H26.90.07", "Phòng mới", "Phòng mới", "Phòng, ban, sở", "", "", "Đất đai", "25/11/2026", ""]

    page = send(
        admin,
        "units",
        row,
        new,
        [*row[:3], "Chi nhánh", *row[4:]],
        [*row[:7], "02/07/2025", ""],
        [*new[:7], "25/11/2026", "24/11/2026"],
        ["H26.91", "x" * 201, *new[2:]],
    )
    apply(admin, page, "units")

    assert [(taken, why) for _number, taken, why in outcomes(page)] == [
        ("CHANGED", ""),
        ("NEW", ""),
        ("NOT_TAKEN", "Loại đơn vị không sửa được: đơn vị khác loại có mã khác."),
        ("NOT_TAKEN", "Đơn vị này có từ 01/07/2025: ngày ấy không sửa được."),
        ("NOT_TAKEN", "Ngày kết thúc phải sau ngày bắt đầu."),
        ("NOT_TAKEN", "Cột «Tên» dài quá 200 chữ."),
    ]
    office.refresh_from_db()
    assert (office.short_name, office.phone) == ("VP", "0199")
    assert Agency.objects.get(code="H26.90.07").authority == unit.authority
    history: Any = admin.get("/manage/units/").context["history"]
    assert {each.words for each in history} == {"Thêm đơn vị", "Sửa đơn vị"}


def test_the_neighbours_units_are_not_changed_from_here(unit: Commune, admin: Client) -> None:
    theirs = make.bat_trang().department
    row = [theirs.code, "Khác", "Khác", "Phòng, ban, sở", "", "", "", "01/07/2025", ""]

    assert outcomes(send(admin, "units", row))[0][1:] == ("NOT_TAKEN", "Đơn vị này không thuộc nơi bạn quản trị.")


def test_days_of_the_calendar_come_from_a_list(unit: Commune, admin: Client) -> None:
    apply(admin, send(admin, "calendar", ["27/11/2026", "Nghỉ", "Bão số 9", "CV 12"]), "calendar")
    page = send(
        admin,
        "calendar",
        ["27/11/2026", "Nghỉ", "Bão số 9", "CV 13"],
        ["27/11/2026", "Như thường lệ", "", ""],
        ["30/11/2026", "như thường lệ", "", ""],
        ["24/11/2026", "Nghỉ", "Hôm qua", "CV 1"],
        ["01/12/2026", "Nghỉ", "", "CV 1"],
    )

    assert [taken for _number, taken, _why in outcomes(page)] == [
        "CHANGED",
        "CHANGED",
        "SAME",
        "NOT_TAKEN",
        "NOT_TAKEN",
    ]
    assert DayException.objects.get(nature="local").source == "CV 12"


LIMITS = [
    Limit(LimitKind.SAME_DAY, 1),
    Limit(LimitKind.WORKING_HOURS, 8),
    Limit(LimitKind.WORKING_DAYS, 3),
    Limit(LimitKind.CALENDAR_DAYS, 30),
    None,
]


@pytest.mark.parametrize("limit", LIMITS)
def test_a_time_limit_is_written_as_it_is_said(limit: Limit | None) -> None:
    assert limit_of({"Thời hạn": said(limit).upper()}, "Thời hạn") == limit


def three_tiers() -> tuple[Agency, Agency]:
    """The city and the district of Gia Lâm as they stood in 2023."""
    clock.begin_at(IN_2023)
    load_calendars()
    load_agencies()
    district = agency_on("018", on=IN_2023.date())
    assert district is not None
    assert district.parent is not None
    return district.parent, district


def delegated(city: Agency, district: Agency) -> list[list[str]]:
    """The city's list: 176 procedures, one of them whole in the catalogue; and four rows that cannot be."""
    version = make.version_of(make.SINGLE_STATUS)
    ProcedureVersion.objects.filter(pk=version.pk).update(valid_from=dt.date(2022, 1, 1))
    others = [f"9.{number:06d}" for number in range(1, 176)]
    Procedure.objects.bulk_create(Procedure(code=code, name=code, short_name=code, sector="Hộ tịch") for code in others)
    rest = ["QĐ 1234/QĐ-UBND", "01/01/2023", "", "5 ngày làm việc", "TUQ. CHỦ TỊCH UBND THÀNH PHỐ"]
    rows = [[city.code, district.code, code, *rest] for code in (make.SINGLE_STATUS, *others)]
    first = rows[0]
    wrong = [
        [*first[:2], "9.999999", *first[3:]],
        [*first[:4], "02/01/2023", *first[5:]],
        ["00541", "00565", *first[2:]],
        [*first[:6], "năm ngày", first[7]],
    ]
    return rows + wrong


def test_gia_lam_runs_176_procedures_that_the_city_delegated_in_the_three_tier_world() -> None:
    """The list as the district had it (law.md 1.8 and 6): 176 rows taken, the others named, and a dossier follows."""
    city, district = three_tiers()
    since = dt.date(2022, 1, 1)
    admin = desk(make.post(district, Role.ADMIN, "Quản trị huyện", starts_on=since))
    before_the_first_row = everything()["procedures_competencedelegation"]

    page = send(admin, "competences", *delegated(city, district))
    assert everything()["procedures_competencedelegation"] == before_the_first_row
    apply(admin, page, "competences")

    assert page.context["report"].summary == "176 dòng thêm, 0 dòng sửa, 0 dòng không đổi, 4 dòng không nhận."
    assert [(number, why) for number, taken, why in outcomes(page) if taken == "NOT_TAKEN"] == [
        (178, "Không có thủ tục mã 9.999999 trong danh mục."),
        (179, "Trùng với ủy quyền của Hà Nội từ 01/01/2023 (QĐ 1234/QĐ-UBND)."),
        (180, "Cả hai đơn vị đều không thuộc nơi bạn quản trị."),
        (181, "Cột «Thời hạn riêng»: «năm ngày» không hiểu được, ghi như «3 ngày làm việc»."),
    ]
    assert CompetenceDelegation.objects.filter(to_agency=district).count() == 176
    assert "176 thủ tục" in text(admin.get("/manage/competences/"))
    reception = Agency.objects.get(code=f"{district.code_qd20}.01", valid_to__isnull=False)
    lan = make.post(reception, Role.INTAKE, "Lan năm 2023", starts_on=since)
    dossier = take_in(intake=make.intake(version=version_in_2023()), by=lan, at=IN_2023)
    assert (dossier.competent_agency, dossier.authority) == (city, district)
    assert dossier.handling_agency.name == "Phòng Tư pháp huyện Gia Lâm"
    assert (dossier.limit_kind, dossier.limit_value) == ("WORKING_DAYS", 5)
    clock.begin_at(None)


def version_in_2023() -> ProcedureVersion:
    return ProcedureVersion.objects.select_related("procedure").get(procedure__code=make.SINGLE_STATUS)


def test_competence_is_taken_back_on_its_page_with_a_reason(unit: Commune, admin: Client) -> None:
    filled(unit, admin)
    row = CompetenceDelegation.objects.get()
    theirs = desk(make.post(make.commune("Khác", 92, {}).authority, Role.ADMIN, "Quản trị nơi khác"))

    assert theirs.post(f"/manage/competences/{row.pk}/end/", {"reason": "x"}).status_code == 404
    assert "Ghi vì sao" in text(admin.post(f"/manage/competences/{row.pk}/end/", {"reason": ""}, follow=True))
    answer = admin.post(f"/manage/competences/{row.pk}/end/", {"reason": "Hết nhiệm vụ.", "key": "k"}, follow=True)

    assert "Hết nhiệm vụ." in text(answer)
    row.refresh_from_db()
    assert row.revoked_at is not None
