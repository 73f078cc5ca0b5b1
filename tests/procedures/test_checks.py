"""What is refused before a version is published, and in which words."""

from typing import Any

import pytest

from motcua.procedures.checks import faults
from motcua.procedures.definition import Definition
from tests.factories.procedures import definition, step


def test_faults_the_smallest_definition_has_none() -> None:
    assert faults(definition()) == []


def test_faults_without_steps_are_named() -> None:
    assert faults(definition(steps=[])) == [
        "Quy trình chưa có bước nào: thêm ít nhất bước tiếp nhận và bước trả kết quả."
    ]


def test_faults_a_step_without_an_actor_is_named() -> None:
    steps = [step(1, "INTAKE"), step(2, "CASE", who="  "), step(3, "RECORDS", gives_result=True)]

    assert faults(definition(steps=steps)) == ["Bước 2 «bước 2» chưa có người làm: ghi ai chịu trách nhiệm."]


def test_faults_an_endless_loop_is_named() -> None:
    steps = [step(1, "INTAKE"), step(2, "CASE"), step(3, "APPROVER", then=2), step(4, "RECORDS", gives_result=True)]

    assert faults(definition(steps=steps)) == [
        "Quy trình quay vòng không dứt qua các bước 1, 2, 3: cho một bước đi tới cuối."
    ]


def test_faults_a_lost_result_is_named() -> None:
    steps = [step(1, "INTAKE"), step(2, "CASE")]

    assert faults(definition(steps=steps)) == [
        "Quy trình kết thúc ở bước 2 mà không trả kết quả: thêm bước trả kết quả."
    ]


def test_faults_a_step_nobody_reaches_is_named() -> None:
    steps = [step(1, "INTAKE", then=3), step(2, "CASE"), step(3, "RECORDS", gives_result=True)]

    assert faults(definition(steps=steps)) == ["Không bao giờ đến được bước 2: nối lại hoặc bỏ đi."]


def test_faults_a_step_that_leads_nowhere_is_named() -> None:
    steps = [step(1, "INTAKE", then=9), step(2, "RECORDS", gives_result=True)]

    assert faults(definition(steps=steps)) == ["Bước 1 «bước 1» chuyển đến bước 9 không có trong quy trình."]


def test_faults_steps_numbered_with_a_gap_are_named() -> None:
    steps = [step(1, "INTAKE"), step(3, "RECORDS", gives_result=True)]

    assert faults(definition(steps=steps)) == ["Các bước phải đánh số liền nhau từ 1, không phải 1, 3."]


@pytest.mark.parametrize(
    ("limit", "allowed"),
    [
        ({"kind": "WORKING_DAYS", "value": 2}, 16),
        ({"kind": "CALENDAR_DAYS", "value": 2}, 16),
        ({"kind": "WORKING_HOURS", "value": 4}, 4),
        ({"kind": "SAME_DAY"}, 8),
    ],
)
def test_faults_steps_as_long_as_the_limit_pass_and_longer_ones_do_not(limit: dict[str, Any], allowed: float) -> None:
    def of(hours: float) -> Definition:
        return definition(time_limit=limit, steps=[step(1, "INTAKE", hours=hours, gives_result=True)])

    assert faults(of(allowed)) == []
    assert faults(of(allowed + 1)) == [
        f"Tổng thời gian các bước là {allowed + 1} giờ, quá thời hạn {allowed} giờ: rút ngắn các bước."
    ]


def test_faults_the_steps_of_a_case_are_held_against_its_own_limit() -> None:
    def of(**case: Any) -> list[str]:
        steps = [step(1, "INTAKE", hours=4), step(2, "CASE", hours=12, gives_result=True)]
        cases = [{"key": "mat", "name": "cấp lại do mất", "time_limit": {"kind": "SAME_DAY"}, **case}]
        return [*faults(definition(time_limit={"kind": "WORKING_DAYS", "value": 2}, steps=steps, cases=cases))]

    long = (
        "Trường hợp «cấp lại do mất»: các bước mất {} giờ, quá thời hạn 8 giờ: "
        "ghi giờ từng bước của riêng trường hợp này."
    )
    short = "Trường hợp «cấp lại do mất» ghi giờ của 1 bước, quy trình có 2: ghi đủ từng bước."
    assert of() == [long.format(16)]
    assert of(hours=[2, 6.5]) == [long.format("8.5")]
    assert of(hours=[2, 6]) == []
    assert of(hours=[2]) == [short]
    assert of(time_limit={"kind": "WORKING_DAYS", "value": 2}) == []


def test_step_hours_are_those_of_the_case_where_it_has_its_own() -> None:
    steps = [step(1, "INTAKE", hours=4), step(2, "CASE", hours=12, gives_result=True)]
    mat = {"key": "mat", "name": "mất", "time_limit": {"kind": "SAME_DAY"}, "hours": [2, 6]}
    doi = {"key": "doi", "name": "đổi", "time_limit": {"kind": "WORKING_DAYS", "value": 3}}
    of = definition(steps=steps, cases=[mat, doi]).step_hours

    assert (of(), of("mat"), of("doi")) == ({1: 4, 2: 12}, {1: 2, 2: 6}, {1: 4, 2: 12})


def test_faults_a_periodic_procedure_sets_no_bound() -> None:
    assert faults(definition(time_limit={"kind": None}, steps=[step(1, "CASE", hours=900, gives_result=True)])) == []


def test_faults_an_undefined_time_is_named_for_each_case() -> None:
    limit = {"kind": "WORKING_DAYS"}
    cases = [{"key": "xac_minh", "name": "phải xác minh", "time_limit": limit}]

    assert faults(definition(time_limit=limit, cases=cases)) == [
        "Thời hạn chưa có số: ghi bao nhiêu ngày hoặc giờ.",
        "Thời hạn của trường hợp «phải xác minh» chưa có số: ghi bao nhiêu ngày hoặc giờ.",
    ]


def test_faults_no_result_paper_is_named() -> None:
    assert faults(definition(results=[])) == ["Chưa ghi kết quả giải quyết là giấy tờ gì."]


def test_faults_two_papers_of_one_key_are_named() -> None:
    paper = {"key": "to_khai", "name": "Tờ khai", "kind": "FORM"}

    assert faults(definition(requirements=[paper, paper])) == [
        "Có hai giấy tờ cùng khóa «to_khai»: đặt khóa khác cho một trong hai."
    ]


def test_faults_a_case_officer_who_signs_is_named() -> None:
    steps = [step(1, "INTAKE"), step(2, "CASE", name="ký kết quả"), step(3, "RECORDS", gives_result=True)]
    named_alike = [
        step(1, "INTAKE", name="đăng ký, lấy chữ ký"),
        step(2, "RECORDS", name="ký số tổ chức", gives_result=True),
    ]

    assert faults(definition(steps=steps)) == [
        "Bước 2 «ký kết quả» do cán bộ thụ lý ký: người thụ lý không được ký kết quả, giao cho người ký duyệt."
    ]
    assert faults(definition(steps=named_alike)) == []


def test_faults_a_signature_before_anybody_has_examined_is_named() -> None:
    steps = [step(1, "INTAKE"), step(2, "APPROVER"), step(3, "CASE"), step(4, "RECORDS", gives_result=True)]

    assert faults(definition(steps=steps)) == ["Bước 2 ký trước khi có người thẩm tra: đưa bước thẩm tra lên trước."]


def test_faults_a_pause_without_an_end_is_named() -> None:
    assert faults(definition(supplement={"clock": "subtract"})) == [
        "Chờ bổ sung làm dừng thời hạn mà không ghi bao nhiêu ngày thì kết thúc: hồ sơ có thể treo mãi."
    ]
    assert faults(definition(supplement={"clock": "subtract", "close_after": 5})) == []


def test_faults_of_fees_are_named_beside_their_line() -> None:
    items = [
        {"name": " ", "amount": 1},
        {"name": "trang", "basis": "PAGE", "amount": 1, "from_page": 3, "to_page": 2},
        {"name": "trang", "basis": "PAGE"},
    ]
    found = faults(definition(fees={"set_by": " ", "items": items, "exemptions": ["hộ nghèo", "hộ nghèo"]}))

    assert [(str(fault), fault.place) for fault in found] == [
        ("Chưa ghi mức thu do ai đặt: ghi văn bản hoặc cơ quan.", "fees"),
        ("Khoản thu 1 chưa có tên: ghi tên khoản.", "fees.1"),
        ("Khoản «trang» tính đến trang 2, trước trang 3.", "fees.2"),
        ("Khoản «trang» tính theo trang phải có mức thu.", "fees.3"),
        ("Diện miễn «hộ nghèo» ghi hai lần: bỏ một.", "fees"),
    ]


def test_faults_of_papers_are_named_beside_their_row() -> None:
    papers = [
        {"key": "a", "name": "", "kind": "SUBMIT"},
        {"key": "b", "name": "Sổ", "kind": "SUBMIT", "replaceable_by": ["ho_so_truoc:1.001699", "mang_xa_hoi"]},
    ]
    found = faults(definition(requirements=papers))

    assert [fault.place for fault in found] == ["papers.1", "papers.2"]
    assert found[1].startswith("Giấy tờ «Sổ» thay bằng «mang_xa_hoi» không ai biết; chọn trong: eform, cccd_qr, vneid,")
