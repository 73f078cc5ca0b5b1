"""A real office from nothing: units, an administrator, officers, the first dossier. No demonstration about it."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from typer.testing import CliRunner, Result

from motcua.accounts.models import Post, Role, User
from motcua.agencies.models import Agency, AgencyKind
from motcua.config.cli import app
from motcua.dossiers.models import Dossier
from motcua.events.models import Event
from motcua.lib import clock
from motcua.queues.models import Line
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, MORNING
from tests.factories.people import TAM_TEXT

pytestmark = pytest.mark.django_db
MY_COMMUNE = """
from: 2025-07-01
provinces:
  - {code: "01", name: Ủy ban nhân dân thành phố Hà Nội, short_name: Hà Nội, code_qd20: H26,
     code_qcvn102: 000.00.00.H26, calendar: VN-HN}
communes:
  - {code: "00640", of: xã Đông Anh, short_name: Đông Anh, province: "01", serial: "61", counters: 2}
organs:
  - {serial: "01", kind: CENTRE, name: "Trung tâm Phục vụ hành chính công {of}", short_name: "Một cửa {short}"}
  - {serial: "02", kind: DEPARTMENT, name: "Văn phòng {of}", short_name: "VP {short}", sectors: [Chứng thực]}
"""


def office(*words: str) -> Result:
    return CliRunner().invoke(app, ["office", *words])


@pytest.fixture
def units(tmp_path: Path) -> Path:
    path = tmp_path / "units.yaml"
    path.write_text(MY_COMMUNE, encoding="utf-8")
    return path


def sign_in(username: str, password: str) -> Client:
    client = Client()
    answer: Any = client.post("/accounts/login/", {"username": username, "password": password})
    assert answer.status_code == 302
    return client


def test_from_an_empty_base_to_the_first_dossier(units: Path) -> None:
    clock.begin_at(MORNING)
    assert office("load", str(units)).stdout == "Đã thêm 4 đơn vị.\n"
    begun = office("administrator", "00640", "kien", "Ngô Văn Kiên")
    assert begun.stdout.splitlines()[0] == "Ngô Văn Kiên, quản trị kỹ thuật, Ủy ban nhân dân xã Đông Anh"
    kien = sign_in("kien", begun.stdout.split("Mật khẩu: ")[1].strip())

    centre = Agency.objects.get(kind=AgencyKind.CENTRE)
    line = Line.objects.get(shop=centre)
    assert (str(line), line.counters.count()) == ("A · Tiếp nhận, trả kết quả", centre.counters.count())
    page = kien.post("/manage/staff/new/", {"full_name": "Nguyễn Thị Lan", "username": "lan"}).content.decode()
    said = {
        "role": "INTAKE", "agency": centre.pk, "title": "Cán bộ tiếp nhận", "starts_on": "2026-11-25",
        "counter": centre.counters.get(number=2).pk,
    }  # fmt: skip
    assert kien.post("/manage/staff/lan/post/", said).status_code == 302

    make.version_of(COPIES)
    lan = sign_in("lan", page.split('class="big-code">')[1].split("<")[0])
    sent = {
        "card": TAM_TEXT, "procedure": COPIES, "confirmed_how": "PAPER", "key": "first",
        "f.gt.ten": "2", "f.gt.so_trang": "3", "f.gt.so_ban": "2", "f.gt.ban_dien_tu": "2",
    }  # fmt: skip
    assert lan.post("/counter/intake/", sent).status_code == 302
    dossier = Dossier.objects.get()
    assert (dossier.intake_agency, dossier.handling_agency.short_name) == (centre, "VP Đông Anh")


def test_loading_again_adds_nothing(units: Path) -> None:
    assert [office("load", str(units)).stdout for _time in range(2)] == ["Đã thêm 4 đơn vị.\n", "Đã thêm 0 đơn vị.\n"]
    office("administrator", "00640", "kien", "Ngô Văn Kiên")
    office("load", str(units))
    assert Line.objects.count() == 1


def test_a_unit_that_stands_with_another_first_day_is_named(units: Path) -> None:
    office("load", str(units))
    before = Agency.objects.count()
    refused = office("load")
    assert (refused.exit_code, refused.stderr) == (
        1,
        "Mã 01 đang là Ủy ban nhân dân thành phố Hà Nội, từ 01/07/2025: sửa «since» hay «from» cho khớp.\n",
    )
    assert Agency.objects.count() == before


def test_without_a_file_the_shipped_units_are_loaded() -> None:
    assert office("load").exit_code == 0
    assert Agency.objects.filter(short_name="Gia Lâm").exists()


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('serial: "61", ', "", "units.yaml: khóa «communes.0.serial»: Field required. Sửa tệp rồi nạp lại."),
        ("calendar: VN-HN", "calendar: VN-XX", "Không có lịch «VN-XX»; các lịch đã nạp: "),
        ('province: "01"', 'province: "82"', "Xã, phường thuộc tỉnh «82», mà tệp không có tỉnh này"),
        ("from: 2025-07-01", "", "units.yaml: không đọc được như một tệp đơn vị"),
        ("provinces:", "provinces: [", "units.yaml: không đọc được như một tệp đơn vị"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_and_makes_nothing(
    units: Path, old: str, new: str, sentence: str
) -> None:
    assert old in MY_COMMUNE
    units.write_text(MY_COMMUNE.replace(old, new, 1), encoding="utf-8")
    result = office("load", str(units))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(sentence)
    assert not Agency.objects.exists()


def test_there_is_one_first_administrator_and_only_of_a_committee(units: Path) -> None:
    office("load", str(units))
    centre = Agency.objects.get(kind=AgencyKind.CENTRE)
    for unit in ("00999", centre.code):
        refused = office("administrator", unit, "kien", "Ngô Văn Kiên")
        assert (refused.exit_code, f"không có Ủy ban nhân dân nào mang mã {unit}" in refused.stderr) == (1, True)
    assert office("administrator", "00640", "kien", "Ngô Văn Kiên").exit_code == 0
    again = office("administrator", "00640", "ky", "Ngô Văn Kỹ")
    taken = office("administrator", "01", "kien", "Ngô Văn Kiên")
    assert (again.exit_code, again.stderr) == (1, "Nơi này đã có quản trị: thêm người ở Quản trị → Nhân sự.\n")
    assert (taken.exit_code, taken.stderr) == (1, "Tên đăng nhập này đã có người dùng: chọn tên khác.\n")
    assert (User.objects.count(), Post.objects.get().role) == (1, Role.ADMIN)
    assert sorted(event.name for event in Event.objects.all()) == ["line.made", "staff.office_begun"]
