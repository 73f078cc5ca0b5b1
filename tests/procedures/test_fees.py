"""What is owed: by the page, by the copy, by the case; exempt with its text; set by the province."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.procedures.definition import FeeChannel
from motcua.procedures.fees import FeeLine, fee_due
from tests.factories.procedures import definition, shipped

COPIES = shipped("2.000815")


@pytest.mark.parametrize(
    ("pages", "copies", "amount"),
    [
        (1, 1, 2_000),
        (2, 1, 4_000),
        (3, 1, 5_000),
        (10, 1, 12_000),
        (3, 4, 20_000),
        (198, 1, 200_000),
        (500, 2, 400_000),
    ],
)
def test_fee_due_certified_copies_follow_circular_226(pages: int, copies: int, amount: int) -> None:
    due = fee_due(COPIES, quantities={"pages": pages, "copies": copies})

    assert (due.amount, due.lines) == (amount, (FeeLine(f"{copies} bản × {pages} trang", amount),))
    assert due.basis == "TT 226/2016/TT-BTC"


@given(pages=st.integers(1, 3_000), copies=st.integers(1, 500))
def test_fee_due_certified_copies_is_the_formula_of_the_circular(pages: int, copies: int) -> None:
    one = min(200_000, 2_000 * min(pages, 2) + 1_000 * max(pages - 2, 0))

    assert fee_due(COPIES, quantities={"pages": pages, "copies": copies}).amount == one * copies


@given(pages=st.integers(1, 400), copies=st.integers(1, 40))
def test_fee_due_never_falls_with_more_pages_or_copies(pages: int, copies: int) -> None:
    here = fee_due(COPIES, quantities={"pages": pages, "copies": copies}).amount

    assert here <= fee_due(COPIES, quantities={"pages": pages + 1, "copies": copies}).amount
    assert here < fee_due(COPIES, quantities={"pages": pages, "copies": copies + 1}).amount


def test_fee_due_extracts_cost_by_the_copy() -> None:
    due = fee_due(shipped("2.000635"), quantities={"copies": 3})

    assert (due.amount, due.free) == (24_000, False)


def test_fee_due_without_copies_asks_nothing_for_them() -> None:
    due = fee_due(shipped("1.000894"), quantities={})

    assert (due.amount, due.free, [line.name for line in due.lines]) == (0, True, ["Lệ phí mỗi lần"])


@pytest.mark.parametrize(("channel", "amount"), [(FeeChannel.DIRECT, 20_000), (FeeChannel.ONLINE, 10_000)])
def test_fee_due_differs_by_channel(channel: FeeChannel, amount: int) -> None:
    assert fee_due(shipped("1.004222"), channel=channel, quantities={}).amount == amount


def test_fee_due_set_by_the_province_stays_open_until_it_is_entered() -> None:
    single = shipped("1.004873")

    asked = fee_due(single, quantities={})
    entered = fee_due(single, quantities={}, entered=15_000)

    assert (asked.amount, asked.open_lines, asked.free) == (0, ("Lệ phí mỗi lần",), False)
    assert (entered.amount, entered.open_lines, entered.free) == (15_000, (), False)


def test_fee_due_with_an_exemption_is_free_and_says_which() -> None:
    due = fee_due(shipped("2.000635"), quantities={"copies": 3}, exemption="người thuộc hộ nghèo")

    assert (due.amount, due.free, due.exemption_text) == (0, True, "người thuộc hộ nghèo")


def test_fee_due_is_never_said_without_its_exemptions() -> None:
    due = fee_due(shipped("1.004873"), quantities={})

    assert due.exemption_text == "người thuộc gia đình có công với cách mạng; người thuộc hộ nghèo; người khuyết tật"


def test_fee_due_with_an_exemption_of_another_procedure_is_refused() -> None:
    with pytest.raises(ValueError, match=r"2\.000815 has no exemption"):
        fee_due(COPIES, quantities={"pages": 1, "copies": 1}, exemption="người thuộc hộ nghèo")


@pytest.mark.parametrize("wrong", [{"quantities": {"pages": -1, "copies": 1}}, {"quantities": {}, "entered": -5}])
def test_fee_due_of_less_than_nothing_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="not negative"):
        fee_due(COPIES, **wrong)


def test_fee_due_without_a_schedule_is_free() -> None:
    assert fee_due(definition(), quantities={}).free
