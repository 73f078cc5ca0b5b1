"""Lists from spreadsheets: the dry run writes nothing, applying takes what it can, out and in again is no change."""

import datetime as dt
import io
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from openpyxl import load_workbook

from motcua.accounts.models import Delegation, Post, Role, User
from motcua.agencies.models import Agency, AgencyKind
from motcua.agencies.queries import agency_on
from motcua.agencies.seed import load_agencies
from motcua.dossiers.commands import take_in
from motcua.events.models import Event
from motcua.lib import clock
from motcua.lib.sheets import as_text, as_workbook
from motcua.procedures.models import CompetenceDelegation, Procedure, ProcedureVersion, Synonyms
from motcua.procedures.queries import find
from motcua.web.manage.sheet_kinds import SHEETS
from motcua.web.manage.sheet_kinds.competences import limit_of, said
from motcua.web.manage.sheet_kinds.staff import ROLES
from motcua.worktime.deadlines import Limit, LimitKind
from motcua.worktime.models import DayException
from motcua.worktime.seed import load_calendars
from tests.factories import delegations
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, Commune, moment
from tests.web.desks import desk, text

pytestmark = pytest.mark.django_db

TODAY = MORNING.date()
APART = (
    "Một người không được vừa là người ký duyệt vừa là cán bộ thụ lý ở cùng nơi: tách người, hoặc kết thúc vị trí kia."
)
IN_2023 = moment("2023-05-10 09:00")


@pytest.fixture
def unit() -> Iterator[Commune]:
    clock.begin_at(MORNING)
    yield make.gia_lam()
    clock.begin_at(None)


@pytest.fixture
def admin(unit: Commune) -> Client:
    make.version_of(make.SINGLE_STATUS)
    make.version_of(make.COPIES)
    return desk(unit[Role.ADMIN])


def send(client: Client, name: str, *rows: list[str], kind: str = "xlsx", content: bytes | None = None) -> Any:
    heads = SHEETS[name].heads
    if content is None:
        content = as_workbook(heads, rows, name) if kind == "xlsx" else as_text(heads, rows)
    file = SimpleUploadedFile(f"list.{kind}", content)
    return client.post(f"/manage/sheets/{name}/dry-run/", {"file": file})


def outcomes(page: Any) -> list[tuple[int, str, str]]:
    return [(line.number, line.taken.value, line.reason) for line in page.context["report"].lines]


def apply(client: Client, page: Any, name: str) -> Any:
    return client.post(
        f"/manage/sheets/{name}/apply/", {"rows": page.context["token"], "key": str(page.context["key"])}
    )


def everything() -> dict[str, int]:
    """How many rows every table holds, but for the post's own sessions."""
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if "session" not in name]
        counts = {}
        for table in tables:
            cursor.execute(f'SELECT COUNT(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
    return counts


def staff_row(place: Commune, /, **changes: str) -> list[str]:
    row = {
        "username": "thao", "name": "Lý Thị Thảo", "email": "", "role": "Cán bộ thụ lý", "unit": place.department.code,
        "title": "Chuyên viên", "counter": "", "starts": "25/11/2026", "ends": "",
    } | changes  # fmt: skip
    return list(row.values())


def test_the_dry_run_says_of_every_row_what_would_become_of_it_and_writes_nothing(unit: Commune, admin: Client) -> None:
    before = everything()

    page = send(
        admin,
        "staff",
        staff_row(unit),
        staff_row(unit, role="Người ký duyệt", title="Phó Chủ tịch", unit=unit.authority.code),
        staff_row(unit, username="bình an", name="Bình"),
        staff_row(unit, username="binh", name="Bình", role="Giám đốc"),
        staff_row(unit, username="binh", name="Bình", starts="mai"),
        staff_row(unit, username="binh", name="Bình", unit="H26.91"),
    )

    assert outcomes(page) == [
        (2, "NEW", ""),
        (
            3, "NOT_TAKEN",
            APART,
        ),
        (4, "NOT_TAKEN", "Tên đăng nhập chỉ dùng chữ thường không dấu, số, dấu chấm, gạch ngang."),
        (
            5, "NOT_TAKEN",
            f"Cột «Vai trò» phải là một trong: {', '.join(ROLES.values())}.",
        ),
        (6, "NOT_TAKEN", "Cột «Từ ngày»: «mai» không phải ngày, ghi như 25/11/2026."),
        (7, "NOT_TAKEN", "Cột «Mã đơn vị»: ngày 25/11/2026 không có đơn vị mã H26.91."),
    ]  # fmt: skip
    assert page.context["report"].summary == "1 dòng thêm, 0 dòng sửa, 0 dòng không đổi, 5 dòng không nhận."
    assert everything() == before


def test_applying_takes_what_can_be_taken_once(unit: Commune, admin: Client) -> None:
    dry = send(admin, "staff", staff_row(unit), staff_row(unit, username="x", starts=""))

    page = apply(admin, dry, "staff")
    again = apply(admin, dry, "staff")

    assert [(number, taken) for number, taken, _why in outcomes(page)] == [(2, "NEW"), (3, "NOT_TAKEN")]
    assert "Tệp này đã được nhập rồi" in text(again)
    post = Post.objects.get(user__username="thao")
    assert (post.role, post.agency, post.title) == (Role.CASE, unit.department, "Chuyên viên")
    assert not post.user.has_usable_password()
    assert [event.name for event in Event.objects.filter(stream=f"manage:staff:{post.user_id}")] == [
        "staff.user_created",
        "staff.post_given",
    ]


def test_a_post_that_stands_gets_another_last_day_and_title(unit: Commune, admin: Client) -> None:
    minh = unit[Role.CASE]
    row = staff_row(
        unit, username=minh.user.username, name=minh.user.full_name, starts="01/07/2025", ends="31/12/2026", counter=""
    )

    apply(admin, send(admin, "staff", row), "staff")

    minh.refresh_from_db()
    assert (minh.ends_on, minh.title) == (dt.date(2026, 12, 31), "Chuyên viên")
    wrong = [*row[:8], "01/01/2026"]
    assert "không lùi về trước hôm nay" in outcomes(send(admin, "staff", wrong))[0][2]
    other_name = [row[0], "Người khác", *row[2:]]
    assert "sửa tên cho khớp" in outcomes(send(admin, "staff", other_name))[0][2]
    desk_row = staff_row(unit, role="Cán bộ tiếp nhận", unit=unit.centre.code, counter="9")
    assert outcomes(send(admin, "staff", desk_row))[0][2] == "Trung tâm PVHCC xã Gia Lâm không có quầy số 9."


def test_what_was_touched_or_is_somebody_elses_is_not_applied(unit: Commune, admin: Client) -> None:
    dry = send(admin, "staff", staff_row(unit))
    other = desk(make.post(unit.authority, Role.ADMIN, "Quản trị khác"))

    for client, token in ((admin, dry.context["token"] + "x"), (other, dry.context["token"]), (admin, "")):
        answer = client.post("/manage/sheets/staff/apply/", {"rows": token, "key": str(uuid.uuid4())})
        assert (answer.status_code, "gửi lại tệp" in text(answer)) == (409, True)
    assert admin.post("/manage/sheets/units/apply/", {"rows": dry.context["token"]}).status_code == 409
    assert not User.objects.filter(username="thao").exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Tệp trống"),
        (b"   ", "Tệp trống"),
        (b"\x89PNG\x00", "không phải bảng tính"),
        (b"a,b\n1,2", "Dòng đầu thiếu cột: Tên đăng nhập, Họ và tên"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "có mật khẩu hoặc là dạng .xls cũ"),
        (b"x" * (6 * 1024 * 1024), "lớn hơn 5 MB"),
        (as_text(SHEETS["staff"].heads, []), "chỉ có dòng tên cột"),
    ],
)
def test_a_file_that_is_not_taken_is_answered_with_a_sentence(admin: Client, content: bytes, sentence: str) -> None:
    page = send(admin, "staff", content=content)

    assert page.status_code == 422
    assert sentence in text(page)


def test_nothing_sent_and_nothing_typed_is_said(admin: Client) -> None:
    assert "Chưa chọn tệp" in text(admin.post("/manage/sheets/staff/dry-run/"))
    assert "Chưa gõ gì" in text(admin.post("/manage/sheets/staff/dry-run/", {"typed": "1"}))


def test_one_row_can_be_typed_and_stays_typed_when_it_is_not_taken(unit: Commune, admin: Client) -> None:
    cells = {f"cell-{place}": cell for place, cell in enumerate(staff_row(unit, starts="mai"))}

    page: Any = admin.post("/manage/sheets/staff/dry-run/", cells | {"typed": "1"})

    assert outcomes(page) == [(1, "NOT_TAKEN", "Cột «Từ ngày»: «mai» không phải ngày, ghi như 25/11/2026.")]
    assert 'value="Lý Thị Thảo"' in text(page)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
def test_nobody_but_the_administrator_loads_or_saves_a_list(unit: Commune, role: Role) -> None:
    client = desk(unit[role])

    for name in SHEETS:
        assert client.get(f"/manage/sheets/{name}/").status_code == 403
        assert client.get(f"/manage/sheets/{name}/list.csv").status_code == 403
        assert send(client, name, content=b"x").status_code == 403


def test_a_list_that_does_not_exist_is_not_found(admin: Client) -> None:
    assert admin.get("/manage/sheets/people/").status_code == 404
    assert admin.get("/manage/sheets/staff/list.exe").status_code == 404


def filled(unit: Commune, admin: Client) -> None:
    """Something in every list."""
    make.bat_trang()
    delegations.lent(unit, sectors=["Hộ tịch"])
    city = make.agency("01", "UBND thành phố Hà Nội", AgencyKind.PROVINCE, calendar=unit.authority.calendar)
    CompetenceDelegation.objects.create(
        from_agency=city, to_agency=unit.authority, procedure_code=make.COPIES, decision="=QĐ 1", starts_on=TODAY,
        limit_kind="WORKING_DAYS", limit_value=2,
    )  # fmt: skip
    apply(admin, send(admin, "synonyms", [make.COPIES, "", "phô tô có dấu; @sao"]), "synonyms")
    apply(admin, send(admin, "calendar", ["27/11/2026", "Nghỉ", "Bão số 9", "+CV 12"]), "calendar")
    unit[Role.CASE].user.full_name = "-Minh"
    unit[Role.CASE].user.save()


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("name", SHEETS)
def test_out_and_in_again_changes_nothing(unit: Commune, admin: Client, name: str, kind: str) -> None:
    filled(unit, admin)

    exported = admin.get(f"/manage/sheets/{name}/list.{kind}")
    page = send(admin, name, kind=kind, content=exported.content)

    assert {taken for _number, taken, _why in outcomes(page)} == {"SAME"}, outcomes(page)


def test_what_goes_out_is_harmless_and_ours_alone(unit: Commune, admin: Client) -> None:
    filled(unit, admin)

    book = load_workbook(io.BytesIO(admin.get("/manage/sheets/staff/list.xlsx").content))
    cells = [str(cell.value) for row in book.worksheets[0] for cell in row if cell.value is not None]

    assert "'-Minh" in cells
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    assert not any("Hoàng Văn Hùng" in cell for cell in cells)


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
    assert limit_of(said(limit).upper()) == limit


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
