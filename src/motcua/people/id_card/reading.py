"""Read the QR text of chip cards and of the cards of 2024.

Seven fields between bars, UTF-8, no header:
number|old number|name|ddmmyyyy born|Nam or Nữ|residence|ddmmyyyy issued. Newer cards append fields. Some writers leave
out the slot of the old number; six fields are read when they can only mean that.
"""

import dataclasses
import datetime as dt
import re
import unicodedata

from motcua.lib.vietnamese import nfc
from motcua.people.id_card import dates, doubts, keyboard
from motcua.people.id_card.card import CardUnreadable, IdCard

_LONGEST = 2_000
_LONGEST_NAME = 120
_DIGITS = re.compile(r"[0-9]+")
_LOOKALIKES = str.maketrans({"｜": "|", "¦": "|", "’": "'", "‘": "'", "ʼ": "'"})

NOTHING = "Chưa có nội dung thẻ: xin đưa mã QR của thẻ lại gần máy quét, hoặc nhập số định danh."
NO_CARD = "Đây không phải mã QR của thẻ căn cước: xin quét lại mã QR trên thẻ, hoặc nhập số định danh."
MANGLED = (
    "Chữ trên thẻ bị bộ gõ tiếng Việt làm sai: xin chuyển bộ gõ sang E (tiếng Anh) rồi quét lại, "
    "hoặc dùng máy ảnh để đọc thẻ."
)
CUT = "Nội dung thẻ bị thiếu, có thể do nhấc thẻ ra sớm: xin giữ yên thẻ và quét lại."
TWO_CARDS = "Có hai thẻ được quét liền nhau: xin quét lại từng thẻ một."
BAD_NUMBER = "Số định danh đọc được không đủ 12 chữ số: xin quét lại thẻ, hoặc nhập số định danh bằng tay."
BAD_BIRTH = "Ngày sinh đọc được không phải là ngày có thật: xin quét lại thẻ, hoặc nhập bằng tay theo thẻ."
BAD_SEX = "Giới tính đọc được không phải Nam hay Nữ: xin quét lại thẻ, hoặc nhập bằng tay theo thẻ."
BAD_ISSUE = "Ngày cấp đọc được không phải là ngày có thật: xin quét lại thẻ, hoặc nhập bằng tay theo thẻ."
BAD_NAME = "Không đọc được họ tên trên thẻ: xin quét lại thẻ, hoặc nhập bằng tay theo thẻ."


def parse(text: str, today: dt.date, *, synthetic: bool = True) -> IdCard:
    """Return the card that `text` writes, with its doubts, or raise CardUnreadable with one sentence.

    `today` is the day in Vietnam. `synthetic` accepts the never-assigned place codes of the demo without a warning;
    an office passes False.
    """
    fields = _fields(_one_card(text))
    notes: list[str] = []
    born, sex = _birth(fields[3], notes), _sex(fields[4])
    card = IdCard(
        id_number=_number(fields[0], born=born, sex=sex, notes=notes),
        old_id_number=_old_number(fields[1], notes),
        full_name=_name(fields[2], address=fields[5]),
        date_of_birth=born,
        sex=sex,
        address=fields[5],
        issued_on=_issued(fields[6]),
        extra=tuple(fields[7:]),
    )
    return dataclasses.replace(card, warnings=(*notes, *doubts.doubts(card, today=today, synthetic=synthetic)))


def _one_card(text: str) -> str:
    """Return the text of the one card in `text`: cleaned, on one line; a card scanned twice counts once."""
    if len(text) > _LONGEST:
        raise CardUnreadable(NO_CARD)
    if any(unicodedata.category(letter) == "Cs" or letter == "\ufffd" for letter in text):
        raise CardUnreadable(MANGLED)
    lines = [line for raw in text.splitlines() if (line := _clean(raw))]
    if not lines:
        raise CardUnreadable(NOTHING)
    cards = {line for line in lines if line.count("|") >= 5 and _DIGITS.match(line)}
    if len(cards) > 1:
        raise CardUnreadable(TWO_CARDS)
    return cards.pop() if cards and len(set(lines)) == 1 else " ".join(lines)


def _clean(line: str) -> str:
    visible = "".join(
        letter for letter in line if letter.isspace() or unicodedata.category(letter) not in {"Cc", "Cf", "Co", "Cn"}
    )
    return nfc(visible.translate(_LOOKALIKES))


def _fields(line: str) -> list[str]:
    """Return seven fields or more; trailing empty ones are dropped, empty ones between are kept in their places."""
    fields = [field.strip() for field in line.split("|")]
    while len(fields) > 7 and not fields[-1]:
        fields.pop()
    if len(fields) == 1:
        raise CardUnreadable(MANGLED if keyboard.mangled_bars(line) else NO_CARD)
    if len(fields) == 6 and fields[1][:1].isalpha() and dates.read(fields[5]):
        fields.insert(1, "")
    if len(fields) < 7:
        raise CardUnreadable(CUT if re.match(r"[0-9]{10,12}$", fields[0]) else NO_CARD)
    return fields


def _number(text: str, *, born: str, sex: str, notes: list[str]) -> str:
    """Return the 12 digits. Zeros in front that a spreadsheet lost are put back: two only if all else then fits."""
    digits = text.replace(" ", "")
    if not _DIGITS.fullmatch(digits):
        raise CardUnreadable(BAD_NUMBER)
    number = digits.zfill(12)
    fits = f"{born[2:4]}" == number[4:6] and sex == "MF"[int(number[3]) % 2]
    if len(number) > 12 or len(digits) < (10 if fits else 11):
        raise CardUnreadable(BAD_NUMBER)
    if number != digits:
        notes.append("Số định danh thiếu số 0 ở đầu, đã thêm cho đủ 12 chữ số; xin đối chiếu với thẻ.")
    return number


def _old_number(text: str, notes: list[str]) -> str | None:
    digits = text.replace(" ", "")
    if not digits:
        return None
    if _DIGITS.fullmatch(digits) and len(digits) in {9, 12}:
        return digits
    if _DIGITS.fullmatch(digits) and len(digits) == 8:
        notes.append("Số chứng minh nhân dân cũ thiếu số 0 ở đầu, đã thêm cho đủ 9 chữ số.")
        return digits.zfill(9)
    notes.append("Số chứng minh nhân dân cũ trên thẻ không đúng 9 chữ số nên không dùng.")
    return None


def _name(text: str, *, address: str) -> str:
    if not text or len(text) > _LONGEST_NAME:
        raise CardUnreadable(BAD_NAME)
    if keyboard.mangled_name(text, address):
        raise CardUnreadable(MANGLED)
    return nfc(text.upper())


def _birth(text: str, notes: list[str]) -> str:
    born = dates.read(text.replace(" ", ""))
    if born is None:
        raise CardUnreadable(BAD_BIRTH)
    if len(born) < 10:
        notes.append("Thẻ chỉ ghi năm sinh." if len(born) == 4 else "Thẻ chỉ ghi tháng và năm sinh.")
    return born


def _sex(text: str) -> str:
    known = {"nam": "M", "nữ": "F", "nử": "F", "nu": "F", "m": "M", "f": "F", "": ""}
    word = text.lower()
    if word in known:
        return known[word]
    raise CardUnreadable(MANGLED if keyboard.mangled_sex(word) else BAD_SEX)


def _issued(text: str) -> str | None:
    if not text:
        return None
    issued = dates.read(text.replace(" ", ""))
    if issued is None or len(issued) < 10:
        raise CardUnreadable(BAD_ISSUE)
    return issued
