"""What about a card makes an officer look twice. Each doubt is one sentence; none of them blocks.

The number: 3 digits place of birth registration, 1 digit century and sex, 2 digits year of birth, 6 random digits,
no check digit (TT 59/2021/TT-BCA). Place codes did not change with the mergers of 2025.
"""

import datetime as dt

from motcua.people.id_card.card import IdCard
from motcua.people.id_card.keyboard import has_diacritics

# The 63 provinces that gave numbers; the gaps were never assigned.
_PLACES: tuple[int, ...] = (
    *(1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37, 38),
    *(40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79),
    *(80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96),
)
PLACE_CODES = frozenset(f"{number:03d}" for number in _PLACES)
SYNTHETIC_CODES = frozenset(("003", "005", "007", "009"))
"""Never assigned (gaps of QĐ 124/2004/QĐ-TTg): people of the demo, who can be nobody real."""


def doubts(card: IdCard, *, today: dt.date, synthetic: bool) -> list[str]:
    """Return what does not fit together on `card`; `synthetic` says whether the demo's numbers are at home here."""
    return [*_number(card, synthetic=synthetic), *_dates(card, today), *_words(card)]


def _number(card: IdCard, *, synthetic: bool) -> list[str]:
    found = []
    place, century_and_sex, year = card.id_number[:3], int(card.id_number[3]), card.id_number[4:6]
    born = int(card.date_of_birth[:4])
    if place not in PLACE_CODES and not (synthetic and place in SYNTHETIC_CODES):
        found.append(
            f"Ba số đầu {place} không phải mã của tỉnh, thành nào đã cấp số định danh; "
            "nếu khai sinh ở nước ngoài thì bỏ qua."
        )
    if born // 100 != 19 + century_and_sex // 2:
        found.append("Số định danh và ngày sinh không cùng thế kỷ; xin đối chiếu với thẻ.")
    if f"{born % 100:02d}" != year:
        found.append("Hai số cuối của năm sinh không khớp số định danh; xin đối chiếu với thẻ.")
    if card.sex and card.sex != "MF"[century_and_sex % 2]:
        found.append("Giới tính không khớp số định danh; xin đối chiếu với thẻ hoặc hỏi việc xác định lại giới tính.")
    return found


def _dates(card: IdCard, today: dt.date) -> list[str]:
    found = []
    now, born, issued = today.isoformat(), card.date_of_birth, card.issued_on
    if born > now[: len(born)]:
        found.append("Ngày sinh ở tương lai; xin xem lại thẻ và ngày giờ của máy.")
    if issued is None:
        found.append("Thẻ không ghi ngày cấp.")
        return found
    if issued[: len(born)] < born:
        found.append("Ngày cấp thẻ trước ngày sinh; xin xem lại thẻ.")
    if issued > now:
        found.append("Ngày cấp thẻ ở tương lai; xin xem lại thẻ và ngày giờ của máy.")
    return found


def _words(card: IdCard) -> list[str]:
    found = []
    if not card.sex:
        found.append("Thẻ không ghi giới tính.")
    if not card.address:
        found.append("Thẻ không ghi nơi thường trú.")
    if " " not in card.full_name:
        found.append("Họ tên chỉ có một chữ; xin đối chiếu với thẻ.")
    if not has_diacritics(card.full_name):
        found.append("Họ tên không có dấu; nếu trên thẻ có dấu, xin chuyển bộ gõ sang E rồi quét lại.")
    return found
