"""Loading the catalogue: once, again, changed, repealed; and what may be taken in."""

import datetime as dt
from typing import Any

import pytest

from motcua.lib.outcomes import Denied
from motcua.procedures import queries
from motcua.procedures.load import load_definition, load_repealed
from motcua.procedures.models import Procedure, ProcedureVersion
from motcua.procedures.rules import check_can_take_in
from motcua.procedures.shipped import Repealed
from tests.factories.procedures import definition, repealed_version, version

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 2, 13)
OLD = Repealed("9.000001", "Thủ tục thử", "3.000722", "S:thu")


def spans(code: str = "9.000001") -> list[tuple[int, dt.date, dt.date | None, str]]:
    rows = ProcedureVersion.objects.filter(procedure__code=code).order_by("number")
    return [(row.number, row.valid_from, row.valid_to, row.status) for row in rows]


def in_force(code: str, *, on: dt.date) -> ProcedureVersion:
    version = queries.version_in_force(code, on=on)
    assert version is not None
    return version


def test_load_again_changes_nothing() -> None:
    first = load_definition(definition(), on=TODAY)
    again = load_definition(definition(), on=TODAY + dt.timedelta(days=9))

    assert (first, again) == ("new", "same")
    assert spans() == [(1, dt.date(2025, 7, 1), None, "PUBLISHED")]


def test_load_a_changed_definition_begins_a_version_and_ends_the_one_before() -> None:
    load_definition(definition(), on=TODAY)

    assert load_definition(definition(short_name="Tên mới"), on=TODAY) == "changed"
    assert spans() == [
        (1, dt.date(2025, 7, 1), dt.date(2026, 2, 12), "PUBLISHED"),
        (2, TODAY, None, "PUBLISHED"),
    ]
    assert Procedure.objects.get(code="9.000001").short_name == "Tên mới"


def test_load_a_definition_of_a_later_day_leaves_today_as_it_is() -> None:
    load_definition(definition(), on=TODAY)
    load_definition(definition(note="luật mới", valid_from="2027-03-01"), on=TODAY)

    assert in_force("9.000001", on=dt.date(2027, 2, 28)).number == 1
    assert in_force("9.000001", on=dt.date(2027, 3, 1)).number == 2


def test_load_two_changes_on_one_day_the_last_one_holds() -> None:
    for note in ("một", "hai", "ba"):
        load_definition(definition(note=note), on=TODAY)

    assert in_force("9.000001", on=TODAY).definition.note == "ba"
    assert in_force("9.000001", on=TODAY + dt.timedelta(days=1)).number == 3


def test_load_a_repealed_code_ends_what_was_in_force() -> None:
    load_definition(definition(), on=TODAY)

    assert load_repealed(OLD, on=TODAY) is True
    assert load_repealed(OLD, on=TODAY) is False
    assert queries.version_in_force("9.000001", on=TODAY) is None
    assert in_force("9.000001", on=TODAY - dt.timedelta(days=1)).number == 1


def test_version_definition_is_what_was_loaded() -> None:
    load_definition(definition(), on=TODAY)

    assert ProcedureVersion.objects.get().definition == definition()


def test_check_can_take_in_a_version_in_force_is_allowed() -> None:
    check_can_take_in(version("1.001193"), on=TODAY)


def test_check_can_take_in_a_repealed_code_names_what_replaces_it() -> None:
    version("3.000722")

    with pytest.raises(Denied) as refused:
        check_can_take_in(repealed_version(), on=TODAY)

    assert str(refused.value) == (
        "Thủ tục 2.002621 đã bị bãi bỏ; "
        "thay bằng 3.000722 «Liên thông khai sinh, thường trú, thẻ BHYT, căn cước trẻ em»."
    )


def test_check_can_take_in_a_repealed_code_without_successor_says_so() -> None:
    with pytest.raises(Denied) as refused:
        check_can_take_in(repealed_version("2.001009", ""), on=TODAY)

    assert str(refused.value) == "Thủ tục 2.001009 đã bị bãi bỏ, không còn tiếp nhận."


@pytest.mark.parametrize(
    ("change", "day", "reason"),
    [
        ({"status": "DRAFT"}, TODAY, "Bản này của thủ tục 1.001193 chưa được công bố."),
        (
            {"valid_from": dt.date(2027, 3, 1)},
            TODAY,
            "Thủ tục 1.001193 có hiệu lực từ 01/03/2027, chưa tiếp nhận được.",
        ),
        (
            {"valid_to": dt.date(2025, 12, 31)},
            TODAY,
            "Bản này của thủ tục 1.001193 hết hiệu lực sau ngày 31/12/2025: chọn lại thủ tục.",
        ),
    ],
)
def test_check_can_take_in_outside_its_time_gives_the_reason(change: dict[str, Any], day: dt.date, reason: str) -> None:
    held = version("1.001193")
    for name, value in change.items():
        setattr(held, name, value)

    with pytest.raises(Denied) as refused:
        check_can_take_in(held, on=day)

    assert str(refused.value) == reason


def test_find_searches_what_is_in_force_that_day_only() -> None:
    load_definition(definition(short_name="Nuôi voi", name="Đăng ký nuôi voi", valid_from="2026-03-01"), on=TODAY)

    assert queries.find("nuoi voi", on=dt.date(2026, 2, 28)) == []
    assert [hit.entry.code for hit in queries.find("nuoi voi", on=dt.date(2026, 3, 1))] == ["9.000001"]


def test_find_after_a_load_knows_the_new_procedure() -> None:
    assert queries.find("nuoi voi", on=TODAY) == []
    load_definition(definition(short_name="Nuôi voi", name="Đăng ký nuôi voi"), on=TODAY)

    assert [hit.entry.code for hit in queries.find("nuoi voi", on=TODAY)] == ["9.000001"]


def test_find_a_repealed_code_gives_its_successor() -> None:
    version("3.000722")
    repealed_version()

    assert [(hit.entry.code, hit.instead_of) for hit in queries.find("2.002621", on=TODAY)] == [
        ("3.000722", "2.002621")
    ]


def test_most_used_begins_with_what_is_taken_in_most() -> None:
    for code in ("1.001193", "2.000815"):
        version(code)
    Procedure.objects.filter(code="2.000815").update(uses=7)
    queries.forget()

    assert [entry.code for entry in queries.most_used(on=TODAY)] == ["2.000815", "1.001193"]
