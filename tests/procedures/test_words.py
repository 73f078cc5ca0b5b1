"""Each policy of a procedure is said with its text and with what is not certain of it."""

from motcua.procedures.words import SLIP_RULES, SUPPLEMENT_CLOCKS, Policy, policies
from tests.factories.procedures import definition, shipped

CLOSES = "Quá 7 ngày làm việc không bổ sung thì kết thúc hồ sơ."


def by_name(*said: Policy) -> dict[str, tuple[str, str, str]]:
    return {each.name: (each.said, each.text, each.doubts) for each in said}


def test_every_policy_has_its_text_and_its_doubts() -> None:
    made = definition(
        decision="163/QĐ-BTP",
        supplement={"clock": "subtract", "close_after": 7, "legal_basis": "60/2014/QH13, điều 5"},
        financial_pause="31/2024/QH15: không tính vào thời hạn",
        fees={"set_by": "NQ 12/2026/NQ-HĐND", "items": [{"name": "Lệ phí", "amount": 8000}]},
        uncertain=["supplement: chưa đọc được (M:medium)", "supplement", "financial_pause", "steps.hours", "feed"],
    )

    assert by_name(*policies(made)) == {
        "Thời hạn": ("1 ngày làm việc", "163/QĐ-BTP", ""),
        "Giấy hẹn": (SLIP_RULES[made.slip_rule], "", ""),
        "Yêu cầu bổ sung": (
            f"{SUPPLEMENT_CLOCKS[made.supplement.clock]} {CLOSES}",
            "60/2014/QH13, điều 5",
            "chưa đọc được (theo trí nhớ, chưa đối chiếu)",
        ),
        "Chờ nghĩa vụ tài chính": (
            "Thời hạn dừng trong khi chờ nộp.", "31/2024/QH15: không tính vào thời hạn", "chưa chắc"
        ),
        "Phí, lệ phí": ("Thu theo mức ghi ở bảng phí.", "NQ 12/2026/NQ-HĐND", ""),
    }  # fmt: skip


def test_what_nobody_doubts_and_nothing_stops_says_so() -> None:
    said = by_name(*policies(definition()))

    assert said["Chờ nghĩa vụ tài chính"] == ("Thời hạn vẫn chạy.", "", "")
    assert said["Phí, lệ phí"] == ("Không thu.", "trung ương", "")
    assert {doubts for _said, _text, doubts in said.values()} == {""}


def test_the_first_land_certificate_names_the_text_that_lets_its_clock_stand_still() -> None:
    said, text, doubts = by_name(*policies(shipped("1.013978")))["Chờ nghĩa vụ tài chính"]

    assert said == "Thời hạn dừng trong khi chờ nộp."
    assert text.startswith("Luật Đất đai 31/2024/QH15")
    assert "chưa dẫn được điều khoản" in doubts
