"""Which circular's papers hold on which day, and how an office puts its own in their place."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from motcua.accounts.models import Role
from motcua.dossiers import issuing, legal_sets, papers
from motcua.dossiers.legal_sets import form_on, legal_set_on
from motcua.dossiers.models import OfficeForm, PaperKind
from motcua.lib.outcomes import Denied
from tests.dossiers.test_papers import text_of
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, moment

OLD, NEW = "TT 01/2018/TT-VPCP", "TT 03/2025/TT-VPCP"


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (dt.date(2018, 11, 23), OLD),  # before any set held: the earliest
        (dt.date(2019, 1, 6), OLD),
        (dt.date(2025, 9, 14), OLD),
        (dt.date(2025, 9, 15), NEW),
        (dt.date(2026, 11, 25), NEW),
    ],
)
def test_set_is_chosen_by_the_day(day: dt.date, name: str) -> None:
    assert legal_set_on(day).name == name


def test_sets_know_their_forms_by_number_title_and_page() -> None:
    told = {
        name: [(form.number, form.title, form.page) for kind, form in held.papers.items() if kind != "BASKET_RECEIPT"]
        for name, held in ((held.name, held) for held in legal_sets.all_sets().sets)
    }
    assert told == {
        OLD: [
            ("01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "a5"),
            ("02", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "a5"),
            ("03", "Phiếu từ chối tiếp nhận giải quyết hồ sơ", "a5"),
            ("04", "Phiếu xin lỗi và hẹn lại ngày trả kết quả", "a5"),
            ("05", "Phiếu kiểm soát quá trình giải quyết hồ sơ", "a5"),
            ("06", "Sổ theo dõi hồ sơ", "a4"),
        ],
        NEW: [
            ("01", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả", "a5"),
            ("02", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ", "a5"),
            ("03", "Phiếu từ chối tiếp nhận giải quyết hồ sơ", "a5"),
            ("04", "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết", "a4"),
            ("05", "Thông báo dừng giải quyết hồ sơ", "a5"),
            ("06", "Phiếu kiểm soát quá trình giải quyết hồ sơ", "a4"),
            ("07", "Sổ theo dõi hồ sơ", "a4"),
        ],
    }


def test_old_set_has_no_stop_notice_and_says_so() -> None:
    """Trap 4 of law.md 9: form 05 means a routing slip in 2018, a stop notice in 2025."""
    before, after = dt.date(2025, 9, 14), dt.date(2025, 9, 15)

    with pytest.raises(Denied, match=f"{OLD}, theo đó hồ sơ được nộp, không có Thông báo dừng"):
        form_on(PaperKind.STOP_NOTICE, before)

    assert form_on(PaperKind.STOP_NOTICE, after)[1].number == "05"
    assert [form_on(PaperKind.ROUTING_SLIP, day)[1].number for day in (before, after)] == ["05", "06"]


def test_papers_of_no_circular_have_no_number_and_hold_under_each() -> None:
    held, form = form_on(PaperKind.DELIVERY_NOTE, dt.date(2020, 1, 1))

    assert (held, form.number, form.title) == (None, "", "Giấy biên nhận trả kết quả")


def own(folder: Path, settings: Any, **said: Any) -> Path:
    """An office's own folder with its sets."""
    folder = folder / "giay-to"
    (folder / "papers").mkdir(parents=True)
    (folder / "legal_sets.yaml").write_text(yaml.safe_dump(said, allow_unicode=True), encoding="utf-8")
    settings.MOTCUA_PAPERS_DIR = str(folder)
    return folder


A_NEW_SET = {
    "name": "TT 01/2027/TT-BTP",
    "valid_from": dt.date(2027, 1, 1),
    "papers": {"RECEIPT": {"number": "1A", "title": "Biên nhận", "sign": "BN", "template": "papers/bien_nhan.typ"}},
}
ITS_TEMPLATE = """#import "/papers/common.typ": sheet
#let d = json(bytes(sys.inputs.data))
#show: sheet.with(d)
Biên nhận mới của #d.applicant.name, mẫu #d.form.number
"""


@pytest.mark.django_db
def test_a_new_circular_is_a_file_and_a_template_no_code(settings: Any, tmp_path: Path) -> None:
    folder = own(tmp_path, settings, sets=[A_NEW_SET])
    (folder / "papers" / "bien_nhan.typ").write_text(ITS_TEMPLATE, encoding="utf-8")
    unit = make.gia_lam()
    at = moment("2027-01-04 08:30")
    new, old = make.received(unit, at=at), make.received(unit)

    issued = [papers.issue(dossier=each, kind=PaperKind.RECEIPT, by=unit[Role.INTAKE], at=at) for each in (new, old)]

    assert [(each.legal_set, each.number) for each in issued] == [(A_NEW_SET["name"], "1/BN"), (NEW, "2/TTPVHCC")]
    printed = text_of(issuing.file_of(issued[0]).read(), tmp_path)
    assert "Biên nhận mới của TRẦN THỊ TÁM, mẫu 1A" in printed
    assert legal_sets.faults() == []


def test_own_set_of_the_same_name_takes_the_place_of_the_one_that_comes_along(settings: Any, tmp_path: Path) -> None:
    own(tmp_path, settings, sets=[A_NEW_SET | {"name": NEW, "valid_from": dt.date(2025, 9, 15)}])

    assert [held.name for held in legal_sets.all_sets().sets] == [OLD, NEW]
    assert form_on(PaperKind.RECEIPT, MORNING.date())[1].title == "Biên nhận"


def test_folder_with_templates_alone_leaves_the_sets_as_they_are(settings: Any, tmp_path: Path) -> None:
    settings.MOTCUA_PAPERS_DIR = str(tmp_path)

    assert [held.name for held in legal_sets.all_sets().sets] == [OLD, NEW]


def test_what_comes_along_has_no_fault() -> None:
    assert legal_sets.faults() == []


def test_faults_name_the_folder_the_kind_and_the_template(settings: Any, tmp_path: Path) -> None:
    wrong = {"RECEIPTS": {"title": "x"}, "RECEIPT": {"title": "x", "template": "papers/none.typ"}}
    own(tmp_path, settings, sets=[A_NEW_SET | {"papers": wrong}])

    assert legal_sets.faults() == [
        "TT 01/2027/TT-BTP: không có loại giấy «RECEIPTS»: sửa tên.",
        "TT 01/2027/TT-BTP: thiếu mẫu papers/none.typ: đặt tệp vào thư mục giấy tờ của đơn vị.",
    ]
    settings.MOTCUA_PAPERS_DIR = str(tmp_path / "nowhere")
    assert legal_sets.faults() == [f"Không có thư mục {tmp_path / 'nowhere'}: tạo thư mục hoặc bỏ MOTCUA_PAPERS_DIR."]


def test_sets_that_cannot_be_read_are_a_fault(settings: Any, tmp_path: Path) -> None:
    own(tmp_path, settings, sets=[{"name": "thiếu ngày"}])

    found = legal_sets.faults()

    assert len(found) == 1
    assert found[0].startswith("Không đọc được bộ mẫu giấy tờ của đơn vị (legal_sets.yaml): ")


@pytest.mark.django_db
def test_an_authority_says_its_own_of_a_paper_of_no_circular_and_nothing_of_a_circular_that_is_gone() -> None:
    unit, neighbour, shipped = make.gia_lam(), make.bat_trang(), legal_sets.all_sets()
    kind = next(iter(shipped.others))
    for circular in ("", "TT 00/1999/TT-BTP"):
        OfficeForm.objects.create(
            authority=unit.authority, legal_set=circular, kind=kind, title="Giấy của xã", sign="GL", page="a5"
        )

    ours, theirs = legal_sets.sets_of(unit.centre), legal_sets.sets_of(neighbour.centre)

    assert (ours.others[kind].title, ours.others[kind].sign) == ("Giấy của xã", "GL")
    assert ours.others.keys() == shipped.others.keys()
    assert ours.sets == shipped.sets
    assert theirs == shipped
