"""The card's text: every writing that offices meet, and none that ends in a traceback."""

import datetime as dt
import json
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from motcua.people.id_card import CardUnreadable, IdCard, parse, reading
from motcua.people.id_card.doubts import PLACE_CODES

TODAY = dt.date(2026, 11, 23)
TEXT = "005190123456||NGUYỄN THỊ HOA|15081990|Nữ|Thôn 3, Xã Cổ Bi, Huyện Gia Lâm, Hà Nội|01032021"
CARD = IdCard(
    id_number="005190123456",
    old_id_number=None,
    full_name="NGUYỄN THỊ HOA",
    date_of_birth="1990-08-15",
    sex="F",
    address="Thôn 3, Xã Cổ Bi, Huyện Gia Lâm, Hà Nội",
    issued_on="2021-03-01",
)


def with_fields(**changes: str) -> str:
    names = ("number", "old", "name", "born", "sex", "address", "issued")
    values = dict(zip(names, TEXT.split("|"), strict=True)) | changes
    return "|".join(values[name] for name in names)


def sentence(text: str) -> str:
    with pytest.raises(CardUnreadable) as caught:
        parse(text, TODAY)
    return caught.value.sentence


def test_parse_seven_fields_gives_the_card_without_a_doubt() -> None:
    assert parse(TEXT, TODAY) == CARD


@pytest.mark.parametrize(
    "text",
    [
        unicodedata.normalize("NFD", TEXT),
        f"\ufeff  {TEXT}  \r\n",
        TEXT.replace("|", " | "),
        TEXT.replace(" ", "\u00a0 "),
        TEXT.replace("|", "｜"),
        f"{TEXT}\n{TEXT}\n",
        f"{TEXT}\x00\x1d",
        f"{TEXT}|||",
        with_fields(name="nguyễn thị hoa", sex="nữ"),
        with_fields(name="Nguyễn  Thị\tHoa", sex="NỮ"),
        with_fields(number="005 190 123 456"),
        with_fields(born="15/08/1990", issued="2021-03-01"),
    ],
)
def test_parse_other_writings_of_the_same_card_gives_the_same_card(text: str) -> None:
    assert parse(text, TODAY) == CARD


def test_parse_fields_after_the_seventh_are_kept_in_their_places() -> None:
    card = parse(f"{TEXT}|| LÊ VĂN CHA|PHẠM THỊ MẸ|", TODAY)
    assert card.extra == ("", "LÊ VĂN CHA", "PHẠM THỊ MẸ")
    assert card.warnings == ()


def test_parse_old_number_is_kept_when_it_is_one() -> None:
    assert parse(with_fields(old="012345678"), TODAY).old_id_number == "012345678"
    assert parse(with_fields(old="012345678901"), TODAY).old_id_number == "012345678901"


@pytest.mark.parametrize(
    ("written", "number", "warnings"),
    [
        ("12345678", "012345678", ("Số chứng minh nhân dân cũ thiếu số 0 ở đầu, đã thêm cho đủ 9 chữ số.",)),
        ("không", None, ("Số chứng minh nhân dân cũ trên thẻ không đúng 9 chữ số nên không dùng.",)),
    ],
)
def test_parse_old_number_of_wrong_length_is_doubted(written: str, number: str | None, warnings: object) -> None:
    card = parse(with_fields(old=written), TODAY)
    assert (card.old_id_number, card.warnings) == (number, warnings)


def test_parse_six_fields_without_the_old_numbers_slot_gives_the_card() -> None:
    assert parse(TEXT.replace("||", "|"), TODAY) == CARD


@pytest.mark.parametrize(
    ("written", "read", "note"),
    [
        ("00001990", "1990", "Thẻ chỉ ghi năm sinh."),
        ("1990", "1990", "Thẻ chỉ ghi năm sinh."),
        ("15001990", "1990", "Thẻ chỉ ghi năm sinh."),
        ("00081990", "1990-08", "Thẻ chỉ ghi tháng và năm sinh."),
    ],
)
def test_parse_partial_birth_is_as_precise_as_the_card(written: str, read: str, note: str) -> None:
    card = parse(with_fields(born=written), TODAY)
    assert (card.date_of_birth, card.warnings) == (read, (note,))


def test_parse_birth_with_a_lost_zero_is_read() -> None:
    card = parse("005190123456||NGUYỄN THỊ HOA|5081990|Nữ|Hà Nội|1032021", TODAY)
    assert (card.date_of_birth, card.issued_on) == ("1990-08-05", "2021-03-01")


LOST_ZERO = "Số định danh thiếu số 0 ở đầu, đã thêm cho đủ 12 chữ số; xin đối chiếu với thẻ."


def test_parse_number_without_its_leading_zero_is_completed_and_doubted() -> None:
    card = parse(with_fields(number="5190123456"), TODAY)
    assert (card.id_number, card.warnings) == ("005190123456", (LOST_ZERO,))
    card = parse("38190123456||NGUYỄN THỊ HOA|15081990|Nữ|Thanh Hóa|01032021", TODAY)
    assert (card.id_number, card.warnings) == ("038190123456", (LOST_ZERO,))


CENTURY = "Số định danh và ngày sinh không cùng thế kỷ; xin đối chiếu với thẻ."
YEAR = "Hai số cuối của năm sinh không khớp số định danh; xin đối chiếu với thẻ."
SEX = "Giới tính không khớp số định danh; xin đối chiếu với thẻ hoặc hỏi việc xác định lại giới tính."


STRANGE_PLACE = (
    "Ba số đầu 013 không phải mã của tỉnh, thành nào đã cấp số định danh; nếu khai sinh ở nước ngoài thì bỏ qua."
)


@pytest.mark.parametrize(
    ("changes", "warnings"),
    [
        ({"number": "005390123456"}, (CENTURY,)),
        ({"born": "15081991"}, (YEAR,)),
        ({"sex": "Nam"}, (SEX,)),
        ({"number": "005201123456"}, (CENTURY, YEAR, SEX)),
        ({"issued": "01031989"}, ("Ngày cấp thẻ trước ngày sinh; xin xem lại thẻ.",)),
        ({"issued": "24112026"}, ("Ngày cấp thẻ ở tương lai; xin xem lại thẻ và ngày giờ của máy.",)),
        ({"issued": ""}, ("Thẻ không ghi ngày cấp.",)),
        ({"sex": ""}, ("Thẻ không ghi giới tính.",)),
        ({"address": ""}, ("Thẻ không ghi nơi thường trú.",)),
        ({"name": "HƯỜNG"}, ("Họ tên chỉ có một chữ; xin đối chiếu với thẻ.",)),
        (
            {"name": "LAN ANH"},
            ("Họ tên không có dấu; nếu trên thẻ có dấu, xin chuyển bộ gõ sang E rồi quét lại.",),
        ),
        (
            {"number": "013190123456"},
            (STRANGE_PLACE,),
        ),
    ],
)
def test_parse_what_does_not_fit_together_is_doubted_and_not_blocked(
    changes: dict[str, str], warnings: tuple[str, ...]
) -> None:
    assert parse(with_fields(**changes), TODAY).warnings == warnings


def test_parse_birth_in_the_future_is_doubted() -> None:
    warnings = parse(with_fields(number="005326123456", born="24112026", issued="24112026"), TODAY).warnings
    assert warnings == (
        "Ngày sinh ở tương lai; xin xem lại thẻ và ngày giờ của máy.",
        "Ngày cấp thẻ ở tương lai; xin xem lại thẻ và ngày giờ của máy.",
    )


def test_parse_synthetic_number_is_doubted_in_an_office_but_not_in_the_demo() -> None:
    assert parse(TEXT, TODAY, synthetic=True).warnings == ()
    assert len(parse(TEXT, TODAY, synthetic=False).warnings) == 1


def test_place_codes_are_sixty_three() -> None:
    assert len(PLACE_CODES) == 63


@pytest.mark.parametrize(
    "name", ["H'MAI NIÊ KĐĂM", "NGUYỄN ANNA-MARIE", "CÔNG TẰNG TÔN NỮ THỊ MINH PHƯƠNG THẢO", "LÝ SEN"]
)
def test_parse_unusual_names_are_kept_without_a_doubt(name: str) -> None:
    card = parse(with_fields(name=name.title() if "'" not in name else name), TODAY)
    assert (card.full_name, card.warnings) == (name, ())


@pytest.mark.parametrize("name", ["BRUCE LEE", "MAX HALE", "ALEX ROSS", "NGUYEN THI HOA", "Y MOAN"])
def test_parse_names_without_diacritics_are_names_when_the_address_has_them(name: str) -> None:
    assert parse(with_fields(name=name), TODAY).full_name == name


@pytest.mark.parametrize(
    "text",
    [
        with_fields(name="NGUYEEXN THIJ HOA"),
        with_fields(name="NGUYEEXN HOA"),
        with_fields(name="PHAMJ THIJ HOA"),
        with_fields(name="NGUYE6N4 THI5 HOA"),
        with_fields(name="NGUY?N TH? HOA"),
        with_fields(name="NGUYá»„N THá»Š HOA"),
        with_fields(name="NGUY\ufffdN THỊ HOA"),
        with_fields(name="NGUYN TH HNG", address="X Gia Lm, H Ni"),
        with_fields(name="NGUYEEXN THIJ HOA", sex="Nuwx", address="Xax Gia Laam, Haf Nooij"),
        with_fields(sex="Nuwx"),
        with_fields(sex="Nu74"),
        with_fields(sex="N?"),
        with_fields(sex="N"),
        TEXT.replace("|", "\\"),
        TEXT.replace("|", "~"),
        TEXT.replace("|", "\t"),
        f"{TEXT}\ud800",
    ],
)
def test_parse_text_rewritten_by_a_keyboard_asks_for_e_or_the_camera(text: str) -> None:
    assert sentence(text) == reading.MANGLED


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", reading.NOTHING),
        (" \r\n\u200b", reading.NOTHING),
        ("xin chào", reading.NO_CARD),
        ("005190123456", reading.NO_CARD),
        ("https://example.test/?a=1|b", reading.NO_CARD),
        ("x" * 5000, reading.NO_CARD),
        (TEXT.rsplit("|", 1)[0], reading.CUT),
        (TEXT.rsplit("|", 3)[0], reading.CUT),
        (f"{TEXT}\n{TEXT.replace('5190', '5191')}", reading.TWO_CARDS),
        (with_fields(number="5190123"), reading.BAD_NUMBER),
        (with_fields(number="0051901234567"), reading.BAD_NUMBER),
        (with_fields(number="00519012345O"), reading.BAD_NUMBER),
        (with_fields(number="٠٠٥١٩٠١٢٣٤٥٦"), reading.BAD_NUMBER),
        (with_fields(number="5191123456"), reading.BAD_NUMBER),
        (with_fields(born="31021990"), reading.BAD_BIRTH),
        (with_fields(born="15131990"), reading.BAD_BIRTH),
        (with_fields(born="00000000"), reading.BAD_BIRTH),
        (with_fields(born=""), reading.BAD_BIRTH),
        (with_fields(sex="Khác"), reading.BAD_SEX),
        (with_fields(issued="00002021"), reading.BAD_ISSUE),
        (with_fields(name=""), reading.BAD_NAME),
        (with_fields(name="A " * 100), reading.BAD_NAME),
    ],
)
def test_parse_what_is_no_card_says_what_to_do(text: str, said: str) -> None:
    assert sentence(text) == said


def test_sentences_do_not_repeat_what_was_on_the_card() -> None:
    said = sentence(with_fields(born="31021990"))
    assert not set(said.split()) & {"005190123456", "HOA", "31021990"}


CARD_LIKE = st.lists(
    st.one_of(
        st.sampled_from(
            ["005190123456", "", "NGUYỄN THỊ HOA", "00001990", "15081990", "Nữ", "nam", "Hà Nội", "01032021"]
        ),
        st.text(max_size=20),
        st.from_regex(r"[0-9]{0,13}", fullmatch=True),
    ),
    max_size=12,
).map("|".join)


@given(st.one_of(st.text(), CARD_LIKE), st.dates())
@example("|||||||", TODAY)
@example("\ud800|\udfff", TODAY)
@example("0" * 12 + "||İ|2|Nam||", TODAY)
def test_parse_any_text_gives_a_card_or_a_sentence(text: str, today: dt.date) -> None:
    try:
        card = parse(text, today)
    except CardUnreadable as unreadable:
        said = unreadable.sentence
    else:
        said = "."
        assert len(card.id_number) == 12
        assert card.full_name == unicodedata.normalize("NFC", card.full_name)
        json.dumps(card.as_json(), ensure_ascii=False).encode()
    assert said.endswith(".")


NAMES = st.sampled_from(["TRẦN THỊ THỬ", "LÊ VĂN MẪU", "H'MAI NIÊ KĐĂM", "LÝ SEN", "ĐẶNG QUỐC ĐẠT"])


@given(
    name=NAMES,
    born=st.dates(dt.date(1900, 1, 1), dt.date(2026, 1, 1)),
    sex=st.sampled_from("MF"),
    place=st.sampled_from(sorted(PLACE_CODES)),
    serial=st.integers(0, 999_999),
    data=st.data(),
)
def test_parse_a_well_made_card_comes_back_as_it_was_written(
    name: str, born: dt.date, sex: str, place: str, serial: int, data: st.DataObject
) -> None:
    issued = data.draw(st.dates(born, TODAY))
    digit = (born.year // 100 - 19) * 2 + "MF".index(sex)
    number = f"{place}{digit}{born.year % 100:02d}{serial:06d}"
    text = f"{number}||{name}|{born:%d%m%Y}|{'Nam' if sex == 'M' else 'Nữ'}|Thôn Mẫu, Hà Nội|{issued:%d%m%Y}"
    assert parse(text, TODAY) == IdCard(
        number, None, name, born.isoformat(), sex, "Thôn Mẫu, Hà Nội", issued.isoformat()
    )
