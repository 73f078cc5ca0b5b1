"""The official forms as PDF: every value stands there, what is not known is ruled, fonts are the project's own."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from motcua.forms import commands
from motcua.forms.definition import FieldDefinition
from motcua.forms.models import ConfirmedHow, FilledForm, FormVersion
from motcua.forms.papers import form_data, form_pdf
from motcua.forms.shipped import content_of, shipped_forms
from tests.factories import forms as make

pytestmark = pytest.mark.django_db
UNIT: dict[str, Any] = {"unit_name": "Ủy ban nhân dân xã Gia Lâm", "place": "Gia Lâm", "at": make.AT}
ANSWERS = {
    "1.001193": {"ban_sao.co": "1", "ban_sao.so_luong": "2"},
    "2.000815": {"gt.ten": "Bằng tốt nghiệp", "gt.so_trang": "3", "gt.so_ban": "2", "gt.ban_dien_tu": "2"},
    "2.000635": {"tl.loai": "Trích lục kết hôn", "tl.so_luong": "1"},
    "1.000894": {"ban_sao.co": "2", "ky_hai_ben": "1"},
    "1.004873": {"xn.muc_dich": "Vay vốn"},
    "1.001612": {
        "ch.email": "mai@vidu.vn", "hkd.ten": "Hộ kinh doanh Mai An", "hkd.nganh": "Bán lẻ tạp hóa (4711)",
        "hkd.von": "50000000", "hkd.chu_the": "1", "thue.so_lao_dong": "2",
    },
    "1.000656": {
        "nyc.quan_he": "Con", "nc.so_dinh_danh": "005055004711", "nc.ho_ten": "Nguyễn Văn Sáu", "nc.ngay_sinh": "1955",
        "nc.gioi_tinh": "1", "nc.noi_cu_tru_cuoi": "Thôn 3, Xã Gia Lâm, Thành phố Hà Nội", "ban_sao.co": "2",
        "tu.thoi_diem": "14h30 20/11/2026", "tu.noi_chet": "Tại nhà", "tu.nguyen_nhan": "Tuổi già",
    },
    "2.000884": {"vb.loai": "Sơ yếu lý lịch", "vb.so_ban": "2", "vb.cach": "1"},
    "1.004222": {
        "ch.quan_he": "Vợ", "ch.ho_ten": "Trần Văn Bình", "ch.so_dinh_danh": make.FATHER, "ct.y_kien_chu_ho": "1",
        "ct.dia_chi": "Số 12, tổ 4, Xã Gia Lâm, Thành phố Hà Nội",
    },
    "1.004194": {"ch.quan_he": "Chủ hộ", "ct.dia_chi": "Thôn 5, Xã Phù Đổng, Thành phố Hà Nội", "tt.thoi_han": "12"},
    "1.001776": {
        "nn.la_doi_tuong": "1", "tc.mau": "5", "tc.viec_lam": "Không có việc làm", "tc.tu_phuc_vu": "2",
        "tc.ho_ngheo": "2", "tc.chi_tra": "Điểm chi trả xã Gia Lâm",
    },
    "3.000722": {
        "tt.chu_ho": "TRẦN VĂN BÌNH", "bh.nhan": "1", "cc.dang_ky": "1", "ban_sao.co": "1", "ban_sao.so_luong": "2",
        "nhan_kq": "1",
    },
}  # fmt: skip


def filled(code: str) -> FilledForm:
    form = make.filled(code)
    person = make.card() | {"others": {"nam": make.father_card()}}
    commands.answer(form, answers=ANSWERS[code], at=make.AT)
    commands.fill(form, given=make.given(person=person, answers=make.answers(), fee=10_000))
    commands.confirm(form, how=ConfirmedHow.PAPER, by_name="NGUYỄN THỊ MAI", at=make.AT)
    return form


def text_of(pdf: bytes, tmp_path: Path) -> str:
    path = tmp_path / "form.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True, text=True).stdout


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("code", sorted(ANSWERS))
def test_every_value_of_the_form_stands_on_the_paper(code: str, tmp_path: Path) -> None:
    form = filled(code)
    printed = "".join(text_of(form_pdf(form, **UNIT), tmp_path).split())
    said = form_data(form, **UNIT)["values"]
    # Yes and no are boxes to tick; the declaration is the sentence above the signature.
    missing = {
        name: value
        for name, value in said.items()
        if value and value not in {"Có", "Không"} and "".join(value.split()) not in printed
    }
    assert missing.keys() <= MERGED[code]


# Columns side by side (the marriage form) mix the words of long cells; what else is not drawn has its reason.
MERGED = {
    "1.001193": {"me.giay_to", "cha.giay_to"},  # the statutory form asks for the parents' numbers only
    "2.000815": set(),
    "2.000635": set(),
    "1.000894": {
        "nu.giay_to", "nam.giay_to", "nu.noi_cu_tru", "nam.noi_cu_tru", "nu.tinh_trang", "nam.tinh_trang"
    },
    "1.004873": set(),
    "1.001612": set(),
    "1.000656": set(),
    "2.000884": set(),
    "1.004222": set(),
    "1.004194": set(),
    "1.001776": set(),
    "3.000722": set(),
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(shipped_forms()))
def test_an_empty_form_has_ruled_lines_and_no_dots(code: str, tmp_path: Path) -> None:
    pdf = form_pdf(make.filled(code), **UNIT)
    printed = text_of(pdf, tmp_path)
    assert ".." not in printed
    assert "…" not in printed
    to = {"1.001612": "", "1.004222": "Kính gửi: Công an xã Gia Lâm", "1.004194": "Kính gửi: Công an xã Gia Lâm"}
    assert to.get(code, "Kính gửi: Ủy ban nhân dân xã Gia Lâm") in words(printed)


@pytest.mark.parametrize("code", ["1.001193", "1.004222", "2.000884"])
def test_what_the_office_asks_beyond_the_form_stands_above_the_signature(code: str, tmp_path: Path) -> None:
    form = filled(code)
    shipped = shipped_forms()[code]
    asked = {"id": "nghe_nghiep", "label": "Nghề nghiệp hiện nay", "type": "TEXT", "group": shipped.groups[0].key}
    more = shipped.model_copy(update={"fields": (*shipped.fields, FieldDefinition.model_validate(asked))})
    content, digest = content_of(more)
    form.version = FormVersion.objects.create(
        procedure_code=code, number=2, valid_from=make.AT.date(), content=content, digest=digest
    )
    commands.answer(form, answers={"nghe_nghiep": "Làm gốm"}, at=make.AT)

    printed = words(text_of(form_pdf(form, **UNIT), tmp_path))

    assert printed.count("Nghề nghiệp hiện nay: Làm gốm") == 1
    assert printed.index("Làm gốm") < printed.rindex("Ký, ghi rõ")


def test_a_procedure_without_a_form_of_its_own_has_one_drawn_by_its_groups(tmp_path: Path) -> None:
    form = make.filled("9.000001", "Thủ tục thử")
    commands.fill(form, given=make.given())
    printed = words(text_of(form_pdf(form, **UNIT), tmp_path))
    assert "ĐƠN ĐỀ NGHỊ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH" in printed
    assert "NGUYỄN THỊ MAI" in printed


def test_only_the_projects_own_fonts_are_embedded(tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    path.write_bytes(form_pdf(filled("1.001193"), **UNIT))
    lines = subprocess.run(["pdffonts", path], capture_output=True, check=True, text=True).stdout.splitlines()[2:]
    assert lines
    assert {line.split()[0].split("+")[1].split("-")[0] for line in lines} == {"LiberationSerif"}
    assert all(" yes yes " in line for line in lines)
