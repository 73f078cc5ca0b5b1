"""The catalogue that comes with the project: whole, true to its sources, and loaded by one command."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from motcua.config.cli import app
from motcua.procedures.definition import Definition, RequirementKind, SlipRule, Supplement, SupplementClock
from motcua.procedures.models import Procedure, ProcedureVersion
from motcua.procedures.shipped import DATA, definition_files, problems, repealed_codes, shipped_definitions
from motcua.worktime.deadlines import Limit, LimitKind
from tests.factories.procedures import content, shipped, step

run = CliRunner().invoke
DAY = Limit(LimitKind.SAME_DAY)
THREE_DAYS = Limit(LimitKind.WORKING_DAYS, 3)


def test_the_catalogue_has_all_77_procedures_and_243_papers_without_a_fault() -> None:
    assert [problem for path in definition_files() for problem in problems(path)] == []
    assert len(shipped_definitions()) == 77
    assert sum(len(each.requirements) for each in shipped_definitions()) == 243


@pytest.mark.parametrize(
    ("code", "limit", "slip", "results", "hours"),
    [
        ("1.001193", DAY, SlipRule.AFTER_CUTOFF, ["KQ.G15.000031"], 8),
        ("2.000815", DAY, SlipRule.AFTER_CUTOFF, ["KQ.G15.000021"], 2),
        ("2.000635", DAY, SlipRule.AFTER_CUTOFF, ["KQ.G15.000342"], 8),
        ("1.000894", DAY, SlipRule.ALWAYS, ["KQ.G15.000032"], 8),
        ("1.004873", THREE_DAYS, SlipRule.ALWAYS, ["KQ.G15.000038"], 24),
        ("1.001612", THREE_DAYS, SlipRule.ALWAYS, ["KQ.G12.001041", "KQ.G12.001009"], 24),
    ],
)
def test_the_main_procedures_say_what_their_sources_say(
    code: str, limit: Limit, slip: SlipRule, results: list[str], hours: float
) -> None:
    found = shipped(code)

    assert (found.limit_for(), found.slip_rule) == (limit, slip)
    assert [result.code for result in found.results] == results
    assert sum(each.hours for each in found.steps) == hours


def test_birth_registration_asks_for_these_papers() -> None:
    papers = [(paper.key, paper.kind, paper.required) for paper in shipped("1.001193").requirements]

    assert papers == [
        ("to_khai", RequirementKind.FORM, True),
        ("giay_chung_sinh", RequirementKind.SUBMIT, True),
        ("bien_ban_bo_roi", RequirementKind.SUBMIT, False),
        ("mang_thai_ho", RequirementKind.SUBMIT, False),
        ("giay_to_tuy_than", RequirementKind.PRESENT, True),
        ("giay_to_cu_tru", RequirementKind.PRESENT, False),
        ("uy_quyen", RequirementKind.SUBMIT, False),
    ]


def test_what_a_wait_does_to_the_clock_is_said_by_the_procedures_whose_sources_say_it() -> None:
    every = shipped_definitions()

    assert [each.code for each in every if each.supplement.close_after and not each.supplement.legal_basis] == []
    assert {each.code for each in every if each.supplement.clock is not SupplementClock.NONE} == set()
    assert {each.code for each in every if each.financial_pause} == {"1.013978"}


def test_whoever_lets_the_clock_stand_still_names_its_text_and_says_what_is_not_certain() -> None:
    for each in shipped_definitions():
        if each.supplement.clock is not SupplementClock.NONE:
            assert named_in(each, each.supplement.legal_basis), each.code
        if each.financial_pause:
            assert named_in(each, each.financial_pause), each.code
        doubts = {doubt.split(":")[0] for doubt in each.uncertain}
        said = {"supplement": each.supplement != Supplement(), "financial_pause": bool(each.financial_pause)}
        assert {name for name, is_said in said.items() if is_said} <= doubts, each.code


def named_in(definition: Definition, words: str) -> bool:
    """Whether the words name one of the texts that the procedure is built on."""
    return any(text in words for text in definition.legal_basis)


def test_limit_for_a_case_is_that_case_s_own() -> None:
    correction = shipped("1.004859")

    assert (correction.limit_for(), correction.limit_for("case_1")) == (THREE_DAYS, DAY)


def test_limit_for_an_unknown_case_is_refused() -> None:
    with pytest.raises(KeyError, match="no case 'khac'"):
        shipped("1.004859").limit_for("khac")


def test_limit_for_a_periodic_procedure_is_none() -> None:
    assert shipped("1.011606").limit_for() is None


def test_every_source_mark_is_explained() -> None:
    known = set(yaml.safe_load((DATA / "sources.yaml").read_text(encoding="utf-8")))
    used = {source.split()[0].rstrip(",") for each in shipped_definitions() for source in each.sources}

    assert used - known == set()


def test_every_step_hours_are_marked_as_an_estimate() -> None:
    assert [each.code for each in shipped_definitions() if not any("steps" in fact for fact in each.uncertain)] == []


def test_five_repealed_codes_name_what_replaces_them() -> None:
    assert {each.code: each.replaced_by for each in repealed_codes()} == {
        "2.000986": "3.000722",
        "2.001023": "3.000722",
        "2.002621": "3.000722",
        "2.002622": "2.002913",
        "2.001009": "",
    }


@pytest.mark.django_db
def test_catalogue_load_twice_loads_once() -> None:
    first, second = run(app, ["catalogue", "load"]), run(app, ["catalogue", "load"])

    assert first.stdout == "Thủ tục mới: 77, có bản mới: 0, không đổi: 0, mã bãi bỏ mới: 5, biểu mẫu mới: 77.\n"
    assert second.stdout == "Thủ tục mới: 0, có bản mới: 0, không đổi: 77, mã bãi bỏ mới: 0, biểu mẫu mới: 0.\n"
    assert (Procedure.objects.count(), ProcedureVersion.objects.count()) == (82, 82)


def folder_with(tmp_path: Path, **changes: Any) -> str:
    (tmp_path / "9.000001.yaml").write_text(yaml.safe_dump(content(**changes), allow_unicode=True), encoding="utf-8")
    return str(tmp_path)


@pytest.mark.django_db
def test_catalogue_load_of_a_changed_file_adds_a_version(tmp_path: Path) -> None:
    run(app, ["catalogue", "load", folder_with(tmp_path)])

    again = run(app, ["catalogue", "load", folder_with(tmp_path, note="sửa")])

    assert again.stdout == "Thủ tục mới: 0, có bản mới: 1, không đổi: 0, mã bãi bỏ mới: 0, biểu mẫu mới: 0.\n"
    assert ProcedureVersion.objects.count() == 2


@pytest.mark.django_db
def test_catalogue_load_of_a_folder_with_one_wrong_file_loads_nothing(tmp_path: Path) -> None:
    (tmp_path / "9.000002.yaml").write_text("code: '9.000002'\n", encoding="utf-8")

    refused = run(app, ["catalogue", "load", folder_with(tmp_path)])

    assert (refused.exit_code, Procedure.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"nmae": "x"}, "khóa «nmae»: không có trong mẫu, hãy bỏ đi hoặc sửa tên khóa (đang ghi: x)."),
        ({"name": None}, "khóa «name»: phải là chữ, đặt trong dấu nháy (đang ghi: None)."),
        ({"code": 1.001193}, "khóa «code»: phải là chữ, đặt trong dấu nháy (đang ghi: 1.001193)."),
        ({"code": "9.000002"}, "mã bên trong là 9.000002; tên tệp phải là mã thủ tục."),
        (
            {"slip_rule": "SOMETIMES"},
            "khóa «slip_rule»: phải là một trong: AFTER_CUTOFF, ALWAYS, NEVER (đang ghi: SOMETIMES).",
        ),
        (
            {"steps": [step(1, "INTAKE"), step(2, "CASE") | {"hours": -1}]},
            "khóa «steps.2.hours»: không được nhỏ hơn 0.0 (đang ghi: -1).",
        ),
        ({"steps": [step(1, "INTAKE")]}, "Quy trình kết thúc ở bước 1 mà không trả kết quả: thêm bước trả kết quả."),
    ],
)
def test_catalogue_check_names_the_file_the_key_and_what_to_do(
    tmp_path: Path, changes: dict[str, Any], sentence: str
) -> None:
    refused = run(app, ["catalogue", "check", folder_with(tmp_path, **changes)])

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert [line for line in refused.stderr.splitlines() if line.startswith("9.0")] == [f"9.000001.yaml: {sentence}"]


def test_catalogue_check_of_a_file_that_is_no_yaml_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "9.000001.yaml").write_text("code: a: b\n", encoding="utf-8")

    refused = run(app, ["catalogue", "check", str(tmp_path)])

    assert "9.000001.yaml, dòng 1: không phải YAML đúng cú pháp." in refused.stderr


def test_catalogue_check_of_an_empty_folder_says_so(tmp_path: Path) -> None:
    refused = run(app, ["catalogue", "check", str(tmp_path)])

    assert refused.exit_code == 1
    assert refused.stderr == f"Thư mục {tmp_path} không có tệp thủ tục nào (tên tệp như 1.001193.yaml).\n"


@pytest.mark.django_db
def test_find_prints_five_codes_and_names_from_the_packaged_catalogue() -> None:
    lines = run(app, ["find", "lam giay khai sinh cho con"]).stdout.splitlines()

    assert lines[0] == "1.001193  Đăng ký khai sinh"
    assert len(lines) == 5


@pytest.mark.django_db
def test_find_a_repealed_code_prints_what_replaces_it() -> None:
    assert run(app, ["find", "2.002621"]).stdout == (
        "3.000722  Liên thông khai sinh, thường trú, thẻ BHYT, căn cước trẻ em (thay mã 2.002621 đã bãi bỏ)\n"
    )


@pytest.mark.django_db
def test_find_nothing_says_so_and_fails() -> None:
    refused = run(app, ["find", "zzzzqqqq"])

    assert (refused.exit_code, refused.stdout) == (1, "")


def test_the_first_result_of_every_procedure_is_what_a_granted_request_gets() -> None:
    no_grant = ("Phiếu từ chối", "Thông báo bằng văn bản nội dung cần sửa đổi", "Cập nhật thông tin")

    first = {each.code: each.results[0].name for each in shipped_definitions() if len(each.results) > 1}
    assert {code: name for code, name in first.items() if name.startswith(no_grant)} == {}
