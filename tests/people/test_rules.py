"""Who needs which paper to act for another (law.md 1.8.2); the reasons are sentences."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from motcua.lib.outcomes import Denied
from motcua.people.models import MandatePaper, Relation
from motcua.people.representation import read, table
from motcua.people.rules import Acting, can_represent, check_can_represent, is_minor, need

TODAY = dt.date(2026, 11, 25)
BIRTH, STATUS, HOUSEHOLD = ("1.001193", "Hộ tịch"), ("1.004873", "Hộ tịch"), ("1.001612", "Hộ kinh doanh")
ADULT, CHILD = "1990-05-01", "2015-05-01"


@pytest.mark.parametrize(
    ("procedure", "relation", "born", "organisation", "row"),
    [
        (BIRTH, "GRANDPARENT", ADULT, False, "birth"),
        (BIRTH, "PARENT", ADULT, False, "birth"),
        (BIRTH, "CHILD", ADULT, False, "birth"),
        (BIRTH, "SPOUSE", "", False, "birth"),
        (BIRTH, "SIBLING", ADULT, False, "birth"),
        (BIRTH, "RELATIVE", ADULT, False, "birth"),
        (BIRTH, "AUTHORISED", ADULT, False, "civil_status"),
        (STATUS, "PARENT", CHILD, False, "parent"),
        (STATUS, "PARENT", ADULT, False, "civil_status_relative"),
        (STATUS, "PARENT", "", False, "civil_status_relative"),
        (STATUS, "GUARDIAN", ADULT, False, "guardian"),
        (STATUS, "RELATIVE", ADULT, False, "civil_status"),
        (STATUS, "SIBLING", ADULT, False, "civil_status_relative"),
        (HOUSEHOLD, "PARENT", CHILD, False, "parent"),
        (HOUSEHOLD, "PARENT", ADULT, False, "otherwise"),
        (HOUSEHOLD, "AUTHORISED", ADULT, False, "otherwise"),
        (HOUSEHOLD, "LEGAL_REPRESENTATIVE", "", True, "legal_representative"),
        (HOUSEHOLD, "LEGAL_REPRESENTATIVE", ADULT, False, "otherwise"),
        (HOUSEHOLD, "AUTHORISED", "", True, "otherwise"),
        (BIRTH, "GRANDPARENT", "", True, "civil_status"),
    ],
)
def test_which_row_of_the_table_decides(
    procedure: tuple[str, str], relation: str, born: str, organisation: bool, row: str
) -> None:
    acting = Acting(relation, organisation=organisation, born=born)
    assert need(acting, procedure=procedure[0], sector=procedure[1], on=TODAY).key == row


def why(procedure: tuple[str, str], acting: Acting) -> str:
    with pytest.raises(Denied) as denied:
        check_can_represent(acting, procedure=procedure[0], sector=procedure[1], on=TODAY)
    return denied.value.reason


def test_a_grandmother_registers_a_birth_without_a_paper_and_answers_for_what_she_says() -> None:
    answer = can_represent(Acting("PARENT", born=ADULT), procedure=BIRTH[0], sector=BIRTH[1], on=TODAY)
    assert answer.allowed
    assert answer.reason == (
        "Người thân thích đi đăng ký khai sinh không cần giấy ủy quyền, nhưng chịu trách nhiệm về nội dung khai. "
        "(Luật Hộ tịch 2014, điều 15 khoản 1; Thông tư 04/2020/TT-BTP, điều 2)"
    )


def test_without_a_paper_the_sentence_says_which_one_and_by_which_law() -> None:
    missing = (
        "Người đi thay cần văn bản ủy quyền. Xin xem giấy và ghi số, ngày của giấy ủy quyền "
        "(Nghị định 118/2025/NĐ-CP, điều 6)."
    )
    assert why(HOUSEHOLD, Acting("AUTHORISED", organisation=True)) == missing
    assert why(HOUSEHOLD, Acting("AUTHORISED", organisation=True, paper="WRITTEN", paper_note="  ")) == missing
    assert why(HOUSEHOLD, Acting("AUTHORISED", organisation=True, paper="BY_LAW", paper_note="số 3")) == missing
    page = can_represent(Acting("AUTHORISED", organisation=True), procedure=HOUSEHOLD[0], sector=HOUSEHOLD[1], on=TODAY)
    assert (page.allowed, page.reason) == (False, missing)


@pytest.mark.parametrize("shown", [{"paper_note": "số 12 ngày 01/11/2026"}, {"has_file": True}])
def test_with_a_paper_or_its_scan_it_is_allowed_and_nothing_has_to_be_explained(shown: dict[str, object]) -> None:
    acting = Acting("AUTHORISED", organisation=True, paper="WRITTEN", **shown)  # type: ignore[arg-type]
    answer = can_represent(acting, procedure=HOUSEHOLD[0], sector=HOUSEHOLD[1], on=TODAY)
    assert (answer.allowed, answer.reason) == (True, "")


def test_a_paper_that_is_not_certified_does_not_do_where_a_certified_one_is_wanted() -> None:
    assert why(STATUS, Acting("AUTHORISED", born=ADULT, paper="WRITTEN", paper_note="số 12")) == (
        "Việc hộ tịch do người khác làm thay cần văn bản ủy quyền có chứng thực. "
        "Giấy này chưa chứng thực: mời chứng thực rồi nộp lại (Thông tư 04/2020/TT-BTP, điều 2)."
    )
    acting = Acting("AUTHORISED", born=ADULT, paper="CERTIFIED", paper_note="số 12")
    assert check_can_represent(acting, procedure=STATUS[0], sector=STATUS[1], on=TODAY).paper == MandatePaper.CERTIFIED


@pytest.mark.parametrize(
    ("dates", "sentence"),
    [
        (
            {"valid_to": dt.date(2026, 11, 24)},
            "Giấy ủy quyền đã hết hiệu lực ngày 24/11/2026: cần giấy mới, hoặc mời chính người đó.",
        ),
        ({"valid_from": dt.date(2026, 11, 26)}, "Giấy ủy quyền có hiệu lực từ 26/11/2026: đến ngày đó mới dùng được."),
    ],
)  # fmt: skip
def test_a_paper_out_of_date_is_refused_with_its_day(dates: dict[str, dt.date], sentence: str) -> None:
    assert why(HOUSEHOLD, Acting("AUTHORISED", paper="WRITTEN", paper_note="số 12", **dates)) == sentence  # type: ignore[arg-type]
    edge = {"valid_from": TODAY, "valid_to": TODAY}
    acting = Acting("AUTHORISED", paper="WRITTEN", paper_note="số 12", **edge)  # type: ignore[arg-type]
    assert can_represent(acting, procedure=HOUSEHOLD[0], sector=HOUSEHOLD[1], on=TODAY).allowed


def test_a_relation_that_does_not_exist_is_asked_for() -> None:
    assert why(BIRTH, Acting("")) == "Chọn người đến là gì của người hoặc tổ chức được đi thay."


@pytest.mark.parametrize(
    ("born", "minor"),
    [
        ("2008-11-25", False),
        ("2008-11-26", True),
        ("2008-12", True),
        ("2008-11", False),
        ("2008", False),
        ("2009", True),
        ("1945", False),
        ("", False),
    ],
)
def test_a_minor_is_one_beyond_doubt(born: str, minor: bool) -> None:
    assert is_minor(born, on=TODAY) is minor


@given(st.dates(dt.date(1900, 1, 1), dt.date(2026, 11, 25)))
def test_who_is_a_minor_by_the_year_alone_is_one_by_the_whole_date(born: dt.date) -> None:
    if is_minor(f"{born.year}", on=TODAY):
        assert is_minor(born.isoformat(), on=TODAY)


@given(st.sampled_from(Relation.values), st.booleans(), st.sampled_from([BIRTH, STATUS, HOUSEHOLD]))
def test_every_case_has_a_row_and_a_certified_paper_always_does(
    relation: str, organisation: bool, procedure: tuple[str, str]
) -> None:
    acting = Acting(relation, organisation=organisation, paper="CERTIFIED", paper_note="số 12")
    assert can_represent(acting, procedure=procedure[0], sector=procedure[1], on=TODAY).allowed


def test_every_row_names_known_relations_and_papers() -> None:
    for row in table().rows:
        assert row.relations <= set(Relation.values)
        assert row.paper in MandatePaper.values


def test_a_table_that_somebody_may_fall_through_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    row = "{key: a, relations: [PARENT], paper: WRITTEN, words: w, basis: b, certainty: M}"
    file.write_text(f"rows: [{row}]\n", encoding="utf-8")
    with pytest.raises(ValidationError, match="must fit everybody"):
        read(file)


def test_an_office_may_have_a_table_of_its_own(tmp_path: Path, settings: object) -> None:
    file = tmp_path / "own.yaml"
    file.write_text("rows: [{key: all, paper: CERTIFIED, words: w, basis: b, certainty: S}]\n", encoding="utf-8")
    settings.MOTCUA_REPRESENTATION = str(file)  # type: ignore[attr-defined]
    assert need(Acting("PARENT"), procedure=BIRTH[0], sector=BIRTH[1], on=TODAY).key == "all"
