"""Old and new addresses lead to today's commune, or to a question."""

import csv
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.people.addresses import ResolvedAddress, resolve
from motcua.people.gazetteer import Unit, bare, gazetteer

HA_NOI = "Thành phố Hà Nội"


@pytest.mark.parametrize(
    ("text", "code", "detail"),
    [
        ("Thôn 3, Xã Gia Lâm, Thành phố Hà Nội", "00565", "Thôn 3"),
        ("Thôn 3, Xã Gia Lâm, TP. Hà Nội, Việt Nam", "00565", "Thôn 3"),
        ("Xã Dương Xá, Huyện Gia Lâm, Hà Nội", "00565", ""),
        ("12 ngõ 5, Dương Xá, Gia Lâm, Hà Nội", "00565", "12 ngõ 5"),
        ("thon 2, x. kieu ky, h. gia lam, tp ha noi", "00565", "thon 2"),
        ("xom 2 xa kieu ky huyen gia lam ha noi", "00565", "xom 2"),
        ("Hà Nội, Gia Lâm, Kiêu Kỵ", "00565", ""),
        ("Kiêu Kỵ, Gia Lâm", "00565", ""),
        ("Xã Gia Lâm, Huyện Gia Lâm, Hà Nội", "00565", ""),
        ("Xã Kiêu Kỵ, Hà Nội", "00565", ""),
        ("Xã Đình Xuyên, Huyện Gia Lâm, Hà Nội", "00541", ""),
        ("P.12, Q.10, TP.HCM", "27163", ""),
        ("Phường 12 Quận 10 TPHCM", "27163", ""),
        ("Xã Tân Công Sính, Huyện Tam Nông, Tỉnh Đồng Tháp", "30001", ""),
        ("Xã Hải An, Nam Định", "14281", ""),
        ("Số 5 phố Huế, phường Ba Đình, quận Ba Đình, Hà Nội", "00004", "Số 5 phố Huế"),
    ],
)
def test_resolve_one_unit_of_today_is_found(text: str, code: str, detail: str) -> None:
    found = resolve(text)
    assert (found.unit_code, found.detail, found.ambiguous, found.raw) == (code, detail, False, text)


def test_resolve_gives_the_address_in_todays_words() -> None:
    found = resolve("Thôn 1, Xã Ninh Hiệp, Huyện Gia Lâm, Hà Nội")
    assert (found.unit_name, found.province_name) == ("Xã Phù Đổng", HA_NOI)
    assert found.today == "Thôn 1, Xã Phù Đổng, Thành phố Hà Nội"


def test_resolve_split_commune_asks_with_the_likeliest_first() -> None:
    text = "Thôn Vàng, Xã Cổ Bi, Huyện Gia Lâm, Hà Nội"
    assert resolve(text) == ResolvedAddress(
        text,
        candidates=(
            Unit("00136", "Phường Phúc Lợi", HA_NOI),
            Unit("00541", "Xã Phù Đổng", HA_NOI),
            Unit("00565", "Xã Gia Lâm", HA_NOI),
        ),
        ambiguous=True,
    )
    assert resolve(text).today == text


def test_resolve_name_of_both_worlds_is_read_by_what_stands_beside_it() -> None:
    split_before = resolve("Xã Bát Tràng, Huyện Gia Lâm, Hà Nội")
    assert [unit.code for unit in split_before.candidates] == ["00577", "00145", "00565"]
    assert resolve("Xã Bát Tràng, Hà Nội").unit_code == "00577"
    assert resolve("Thôn Cổ Bi, Xã Gia Lâm, Hà Nội").unit_code == "00565"


def test_resolve_a_kind_word_is_not_mistaken_for_a_name() -> None:
    assert resolve("12 Dương Xá, Xã Phù Đổng, Hà Nội").unit_code == "00541"


@pytest.mark.parametrize(
    "text", ["", "abc", "Hà Nội", "Xã Không Có, Huyện Gia Lâm, Hà Nội", "Đường số 7, Việt Nam", ",,,"]
)
def test_resolve_unknown_place_is_left_to_the_officer(text: str) -> None:
    assert resolve(text) == ResolvedAddress(text)


@given(
    st.text()
    | st.lists(st.sampled_from(["xã", "Gia Lâm", "huyện", ",", "Hà Nội", "TP", "P", "12", "Cổ Bi"])).map(" ".join)
)
def test_resolve_any_text_keeps_it_and_never_fails(text: str) -> None:
    found = resolve(text)
    assert found.ambiguous == (len(found.candidates) > 1)
    assert bool(found.unit_code) == (len(found.candidates) == 1)


def rows(name: str) -> list[dict[str, str]]:
    with resources.files("motcua.people").joinpath("data", name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def test_gazetteer_holds_the_country_and_every_heir_exists() -> None:
    book = gazetteer()
    assert len(book.units) == 3321
    assert len({unit.province_name for unit in book.units.values()}) == 34
    heirs = {code for row in rows("former_units.tsv") for code in row["today"].split()}
    assert heirs - set(book.units) == set()
    districts = {row["code"] for row in rows("former_districts.tsv")}
    assert {row["district_code"] for row in rows("former_units.tsv")} == districts


def test_resolve_every_unit_of_today_written_in_full_finds_itself() -> None:
    wrong = [
        unit
        for unit in gazetteer().units.values()
        if resolve(f"Số 1, {unit.name}, {unit.province_name}").unit_code != unit.code
    ]
    assert wrong == []


def test_resolve_every_former_commune_written_in_full_finds_its_heirs() -> None:
    districts = {row["code"]: row for row in rows("former_districts.tsv")}
    wrong = []
    for row in rows("former_units.tsv"):
        district = districts[row["district_code"]]
        found = resolve(f"{row['name']}, {district['name']}, {district['province']}")
        if [unit.code for unit in found.candidates] != row["today"].split():
            wrong.append((row, found))
    assert wrong == []


def test_bare_parts_a_name_from_its_kind() -> None:
    assert bare("Thị trấn Trâu Quỳ") == ("thi tran", "trau quy")
    assert bare("Phường 01") == ("phuong", "1")
    assert bare("Kim Lan") == ("", "kim lan")
