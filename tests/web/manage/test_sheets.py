"""Lists from spreadsheets: the dry run writes nothing, applying takes what it can, out and in again is no change."""

import datetime as dt
import io
import uuid
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from motcua.accounts.models import Post, Role, User
from motcua.events.models import Event
from motcua.lib.sheets import as_text
from motcua.web.manage.sheet_kinds import SHEETS
from motcua.web.manage.sheet_kinds.staff import ROLES
from tests.factories import dossiers as make
from tests.factories.dossiers import Commune
from tests.web.desks import desk, text
from tests.web.manage.sheeting import apply, everything, filled, outcomes, send, staff_row

pytestmark = pytest.mark.django_db

APART = (
    "Một người không được vừa là người ký duyệt vừa là cán bộ thụ lý ở cùng nơi: tách người, hoặc kết thúc vị trí kia."
)


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
