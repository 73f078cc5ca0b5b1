"""Read the two machine-readable lines of a passport (ICAO 9303 part 4, TD3), as a scanner or a tired hand types them.

Its check digits find a slip of the finger; like a card's text it fills a form and proves nothing. No database.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from motcua.people.countries import nationality_of

LINE = 44
_WEIGHTS = (7, 3, 1)
_FILLER = "<"
_SIGNS = re.compile(r"[0-9A-Z<]*")
_OWN_NUMBER = re.compile(r"[0-9]{12}")
_CENTURY = 100

NOTHING = "Chưa có hai dòng mã ở cuối trang ảnh hộ chiếu: xin quét hoặc gõ, hoặc nhập bằng tay."
NO_PASSPORT = "Đây không phải hai dòng mã của hộ chiếu (mỗi dòng 44 ký tự, dòng đầu bắt đầu bằng P): xin xem lại."
MANGLED = "Có ký tự lạ trong hai dòng mã: xin chuyển bộ gõ sang E (tiếng Anh) rồi quét lại, hoặc nhập bằng tay."
BAD_NUMBER = "Số hộ chiếu không khớp chữ số kiểm tra: xin quét lại, hoặc nhập bằng tay."
BAD_BIRTH = "Ngày sinh trong hai dòng mã không khớp chữ số kiểm tra: xin quét lại, hoặc nhập bằng tay."
BAD_EXPIRY = "Ngày hết hạn trong hai dòng mã không khớp chữ số kiểm tra: xin quét lại, hoặc nhập bằng tay."
BAD_WHOLE = "Hai dòng mã không khớp chữ số kiểm tra cuối: xin quét lại, hoặc nhập bằng tay."
BAD_NAME = "Không đọc được họ tên trong hai dòng mã: xin nhập bằng tay."
EXPIRED = "Hộ chiếu đã hết hạn ngày {day}; xin hỏi hộ chiếu còn hạn."


class MrzUnreadable(ValueError):  # noqa: N818 - it reads as what happened
    """The lines cannot be read; `sentence` says what to do."""

    def __init__(self, sentence: str, /) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Passport:
    """What the lines say. `country` issued it, `nationality` is the holder's: codes of three letters or fewer.

    `date_of_birth` is as precise as the passport; `own_number` is a Vietnamese holder's identity number or "".
    """

    number: str
    country: str
    nationality: str
    full_name: str
    date_of_birth: str
    sex: str
    expires_on: str
    own_number: str = ""
    warnings: tuple[str, ...] = ()

    def person_data(self) -> dict[str, Any]:
        """Return what a visit keeps: the shape of a card, with the passport."""
        return {
            "id_number": self.own_number,
            "old_id_number": "",
            "full_name": self.full_name,
            "date_of_birth": self.date_of_birth,
            "sex": self.sex,
            "address": "",
            "issued_on": None,
            "nationality": nationality_of(self.nationality),
            "passport": {"number": self.number, "country": self.country, "expires_on": self.expires_on},
            "extra": [],
            "warnings": list(self.warnings),
            "source": "passport",
        }


def parse(text: str, today: dt.date) -> Passport:
    """Return what two lines of 44 signs say, or raise MrzUnreadable; `today` tells the centuries apart."""
    first, second = _lines(text)
    number, born, expires = second[0:9], second[13:19], second[21:27]
    for signs, digit, sentence in (
        (number, second[9], BAD_NUMBER),
        (born, second[19], BAD_BIRTH),
        (expires, second[27], BAD_EXPIRY),
        (second[0:10] + second[13:20] + second[21:43], second[43], BAD_WHOLE),
    ):
        if digit != check_digit(signs):
            raise MrzUnreadable(sentence)
    nationality = second[10:13].strip(_FILLER)
    own = second[28:42].strip(_FILLER)
    expires_on = _checked(f"20{expires[0:2]}-{expires[2:4]}-{expires[4:6]}", BAD_EXPIRY)
    past = expires_on < today.isoformat()
    return Passport(
        number=number.strip(_FILLER),
        country=first[2:5].strip(_FILLER),
        nationality=nationality,
        full_name=_name(first[5:]),
        date_of_birth=_birth(born, today),
        sex=second[20] if second[20] in {"M", "F"} else "",
        expires_on=expires_on,
        own_number=own if nationality == "VNM" and _OWN_NUMBER.fullmatch(own) else "",
        warnings=(expired(expires_on),) if past else (),
    )


def expired(iso: str) -> str:
    """Return the sentence about a passport that is out of date; it blocks nothing."""
    return EXPIRED.format(day="/".join(reversed(iso.split("-"))))


def check_digit(signs: str) -> str:
    """Return the check digit of ICAO 9303: weights 7, 3, 1; letters count from 10, the filler nothing."""
    values = (0 if sign == _FILLER else int(sign, 36) for sign in signs)
    return str(sum(value * _WEIGHTS[place % 3] for place, value in enumerate(values)) % 10)


def _lines(text: str) -> tuple[str, str]:
    signs = "".join(text.upper().split())
    if not signs:
        raise MrzUnreadable(NOTHING)
    if not _SIGNS.fullmatch(signs):
        raise MrzUnreadable(MANGLED)
    if len(signs) != 2 * LINE or signs[0] != "P":
        raise MrzUnreadable(NO_PASSPORT)
    return signs[:LINE], signs[LINE:]


def _name(signs: str) -> str:
    """Return the names, the family's first; somebody may have one name only."""
    name = " ".join(signs.replace(_FILLER, " ").split())
    if not name or any(letter.isdigit() for letter in name):
        raise MrzUnreadable(BAD_NAME)
    return name


def _birth(signs: str, today: dt.date) -> str:
    """Return a birth as precise as it is written: month and day may be fillers."""
    year, month, day = (signs[place : place + 2].strip(_FILLER) for place in (0, 2, 4))
    if not re.fullmatch(r"[0-9]{2}", year):
        raise MrzUnreadable(BAD_BIRTH)
    century = today.year // _CENTURY - (int(year) > today.year % _CENTURY)
    parts = [f"{century}{year}", *([month] if month else []), *([day] if month and day else [])]
    return _checked("-".join(parts), BAD_BIRTH)


def _checked(iso: str, sentence: str) -> str:
    """Return the date when the calendar has it; what is missing of it counts as the first."""
    try:
        dt.date.fromisoformat(f"{iso}-01-01"[:10])
    except ValueError:
        raise MrzUnreadable(sentence) from None
    return iso
