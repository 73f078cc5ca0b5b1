"""The forms of deaths, residence, benefits and the birth bundle: what fills itself, and what is asked of whom."""

import datetime as dt
from typing import Any

import pytest

from motcua.forms import facts, validation
from motcua.forms.computed import Known, compute
from motcua.forms.editing import form_faults
from motcua.forms.prefill import prefill, registers_of
from motcua.forms.registers import Citizen, DeathCertificate, Relative
from motcua.forms.shipped import shipped_forms
from motcua.forms.values import Kept, open_questions, read, shown, value_of
from tests.factories import forms as make

DEATH, PERMANENT, TEMPORARY, BENEFIT, BUNDLE = "1.000656", "1.004222", "1.004194", "1.001776", "3.000722"
GONE = "005055004711"
SAU = Citizen(GONE, "NGUYỄN VĂN SÁU", "1955-02-03", sex="M", ethnicity="Kinh", address="Thôn 3, Xã Gia Lâm")
NOTICE = DeathCertificate(
    "01024.GBT.00031.26", GONE, "NGUYỄN VĂN SÁU", "2026-11-23", "Bệnh viện Gia Lâm", "Tuổi già", "2026-11-24"
)


def asked(**said: Any) -> Kept:
    return {
        name.replace("__", "."): {"value": value, "source": "asked", "at": "2026-11-25T08:29:00+07:00", "note": ""}
        for name, value in said.items()
    }


def fill(code: str, values: Kept | None = None, **changes: Any) -> Kept:
    return prefill(shipped_forms()[code], values or {}, make.given(**changes))


def said(kept: Kept, *names: str) -> list[Any]:
    return [value_of(kept, name) for name in names]


@pytest.mark.parametrize("code", sorted(shipped_forms()))
def test_a_shipped_form_has_no_fault(code: str) -> None:
    assert form_faults(shipped_forms()[code]) == []


def of_the_dead(*relatives: Relative, visitor: Citizen | None = None, sex: str = "F") -> Kept:
    people = {GONE: Citizen(**{**{name: getattr(SAU, name) for name in SAU.__slots__}, "relatives": relatives})}
    people |= {make.MOTHER: visitor} if visitor else {}
    card = make.card(id_number=GONE, full_name="NGUYỄN VĂN SÁU", sex="M", date_of_birth="1955-02-03")
    person = make.card(sex=sex) | {"others": {"nc": card}}
    return fill(DEATH, person=person, answers=make.answers(people=people, deaths=(NOTICE,), births=()))


def test_a_death_is_filled_from_the_card_of_the_deceased_and_the_signed_notice() -> None:
    kept = of_the_dead()

    assert said(kept, "nc.ho_ten", "nc.dan_toc", "nc.noi_cu_tru_cuoi") == ["NGUYỄN VĂN SÁU", "Kinh", SAU.address]
    assert said(kept, "tu.thoi_diem", "tu.noi_chet", "tu.nguyen_nhan", "tu.giay_bao_tu") == [
        "2026-11-23", "Bệnh viện Gia Lâm", "Tuổi già", "số 01024.GBT.00031.26, cấp ngày 24/11/2026",
    ]  # fmt: skip
    assert kept["tu.noi_chet"]["source"] == "health"
    assert "deaths" in registers_of(shipped_forms()[DEATH])
    assert [field.id for field in open_questions(shipped_forms()[DEATH], kept)] == ["ban_sao.co", "nyc.quan_he"]


def test_a_notice_of_somebody_else_fills_nothing() -> None:
    kept = fill(DEATH, answers=make.answers(deaths=(NOTICE,)))

    assert said(kept, "tu.thoi_diem", "nc.ho_ten", "nyc.quan_he") == [None, None, None]


@pytest.mark.parametrize(
    ("relation", "sex", "words"),
    [
        ("spouse", "F", "Vợ"),
        ("spouse", "M", "Chồng"),
        ("mother", "F", "Mẹ"),
        ("father", "F", None),
    ],
)
def test_what_the_visitor_is_to_the_deceased_comes_from_the_register(
    relation: str, sex: str, words: str | None
) -> None:
    kept = of_the_dead(Relative(relation, make.MOTHER, "NGUYỄN THỊ MAI"), sex=sex)

    assert value_of(kept, "nyc.quan_he") == words


def test_a_child_of_the_deceased_is_known_by_their_own_entry() -> None:
    child = Citizen(
        make.MOTHER, "NGUYỄN THỊ MAI", "1995-04-12", relatives=(Relative("father", GONE, "NGUYỄN VĂN SÁU"),)
    )

    assert value_of(of_the_dead(visitor=child), "nyc.quan_he") == "Con"


def test_a_notice_without_the_day_of_issue_is_cited_by_its_number() -> None:
    assert facts.of_death(DeathCertificate("7", GONE, "X", "2026-11-23", "Nhà"))["giay_bao_tu"] == "số 7"


@pytest.mark.parametrize(
    ("typed", "kept", "read_out"),
    [
        ("14h30 20/11/2026", "2026-11-20T14:30", "14:30 20/11/2026"),
        ("14:30, ngày 20/11/2026", "2026-11-20T14:30", "14:30 20/11/2026"),
        ("9h 20112026", "2026-11-20T09:00", "09:00 20/11/2026"),
        ("20/11/2026", "2026-11-20", "20/11/2026"),
        ("11/2026", "2026-11", "11/2026"),
        ("2026-11-20T14:30", "2026-11-20T14:30", "14:30 20/11/2026"),
    ],
)
def test_a_moment_is_read_with_or_without_its_hour(typed: str, kept: str, read_out: str) -> None:
    field = shipped_forms()[DEATH].field("tu.thoi_diem")

    assert read(field, typed) == (kept, True)
    assert shown(field, kept) == read_out


@pytest.mark.parametrize("typed", ["25:00 20/11/2026", "14:75 20/11/2026", "14:30 11/2026", "hôm qua"])
def test_a_moment_that_cannot_be_is_kept_and_said(typed: str) -> None:
    form = shipped_forms()[DEATH]

    assert read(form.field("tu.thoi_diem"), typed) == (typed, False)
    errors = validation.errors(form, asked(tu__thoi_diem=typed), today=make.AT.date())
    assert errors["tu.thoi_diem"] == "Ghi như 14:30 20/11/2026; không rõ giờ thì chỉ ghi ngày."


def test_a_death_is_neither_in_the_future_nor_before_the_birth() -> None:
    form = shipped_forms()[DEATH]

    def error(moment: str, born: str = "1955-02-03") -> str:
        values = asked(tu__thoi_diem=moment, nc__ngay_sinh=born)
        return validation.errors(form, values, today=make.AT.date()).get("tu.thoi_diem", "")

    assert error("2026-11-25T08:00") == ""
    assert error("2026-11-26") == "Ngày này ở tương lai. Xem lại."
    assert error("1955-02-02T10:00") == "Sớm hơn ngày sinh. Xem lại."


def test_who_is_the_head_of_the_household_is_not_asked_for_the_head() -> None:
    kept = fill(PERMANENT, asked(ch__quan_he="Chủ hộ", ct__dia_chi="Thôn 5, Xã Phù Đổng"))

    assert said(kept, "ch.ho_ten", "ch.so_dinh_danh") == ["NGUYỄN THỊ MAI", make.MOTHER]
    assert value_of(kept, "ct.noi_dung") == "Đăng ký thường trú tại Thôn 5, Xã Phù Đổng"
    assert open_questions(shipped_forms()[PERMANENT], kept) == []


@pytest.mark.parametrize(
    ("relation", "opinions"),
    [
        ("Chủ hộ", []),
        ("Vợ", ["ct.y_kien_chu_ho"]),
        ("Ở thuê", ["ct.y_kien_chu_ho", "ct.y_kien_csh"]),
    ],
)
def test_whose_opinion_is_asked_follows_from_the_relation(relation: str, opinions: list[str]) -> None:
    kept = fill(TEMPORARY, asked(ch__quan_he=relation))
    open_now = [field.id for field in open_questions(shipped_forms()[TEMPORARY], kept)]

    assert [name for name in open_now if "y_kien" in name] == opinions


@pytest.mark.parametrize(
    ("born", "of_age"),
    [
        ("2008-11-25", True),
        ("2008-11-26", False),
        ("2008-10", True),
        ("2008-11", False),
        ("2007", True),
        ("2008", False),
    ],
)
def test_the_parents_of_a_minor_are_asked_and_nobody_else(born: str, of_age: bool) -> None:
    kept = fill(PERMANENT, person=make.card(date_of_birth=born))

    assert value_of(kept, "ct.y_kien_cha_me") == ("Không cần, đã đủ 18 tuổi" if of_age else None)


def test_a_request_without_an_address_says_what_is_asked() -> None:
    assert value_of(fill(PERMANENT), "ct.noi_dung") == "Đăng ký thường trú"


def test_a_refused_opinion_stops_the_registration() -> None:
    values = asked(ch__quan_he="Vợ", ct__y_kien_chu_ho="Không đồng ý")
    errors = validation.errors(shipped_forms()[PERMANENT], values, today=make.AT.date())

    assert errors["ct.y_kien_chu_ho"] == "Không làm được thủ tục này khi: Không đồng ý."


def test_the_visitor_is_the_beneficiary_until_they_say_otherwise() -> None:
    assert value_of(fill(BENEFIT), "dt.ho_ten") == "NGUYỄN THỊ MAI"
    assert value_of(fill(BENEFIT, asked(nn__la_doi_tuong=True)), "dt.ho_ten") == "NGUYỄN THỊ MAI"
    assert value_of(fill(BENEFIT, asked(nn__la_doi_tuong=False)), "dt.ho_ten") is None
    scanned = make.card() | {"others": {"dt": make.father_card()}}
    assert value_of(fill(BENEFIT, asked(nn__la_doi_tuong=False), person=scanned), "dt.ho_ten") == "TRẦN VĂN BÌNH"


def test_the_birth_bundle_knows_where_the_child_will_live_and_be_treated() -> None:
    kept = fill(BUNDLE, asked(tt__chu_ho="Trần Văn Bình, 003092002102"), answers=make.answers())

    assert said(kept, "tt.noi", "tt.quan_he", "bh.kcb") == ["Theo mẹ", "Con đẻ", "Trạm Y tế xã Gia Lâm"]
    open_now = [field.id for field in open_questions(shipped_forms()[BUNDLE], kept)]
    assert open_now == ["bh.nhan", "cc.dang_ky", "ban_sao.co"]


@pytest.mark.parametrize(
    ("mother", "father", "where"),
    [("A", "A", "Theo mẹ"), ("A", "B", None), ("", "B", "Theo cha"), ("A", "", "Theo mẹ"), ("", "", None)],
)
def test_parents_who_live_apart_are_asked_with_whom_the_child_lives(
    mother: str, father: str, where: str | None
) -> None:
    values = asked(me__noi_cu_tru=mother, cha__noi_cu_tru=father)

    assert compute("computed:lives_with", values, Known(today=dt.date(2026, 11, 25))) == where


def test_a_head_of_the_household_who_is_no_parent_says_nothing_of_the_child() -> None:
    known = Known(today=dt.date(2026, 11, 25))

    assert compute("computed:child_of_head:tt.chu_ho", asked(tt__chu_ho="ÔNG BA"), known) is None
    assert compute("computed:health_station", {}, known) is None


def test_a_number_by_default_is_a_number() -> None:
    assert value_of(fill("2.000884"), "vb.so_nguoi_ky") == 1
