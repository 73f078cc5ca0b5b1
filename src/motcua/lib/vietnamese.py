"""Vietnamese text: one normal form, folding for search, numbers and dates in words."""

import datetime as dt
import re
import unicodedata

_NOT_WORD = re.compile(r"[^0-9a-z]+")
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", " nghìn", " triệu", " tỷ")


def nfc(text: str) -> str:
    """Return `text` in Unicode NFC with single spaces and no edges: the only form that is stored."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """Return `text` without diacritics, lower case, words parted by single spaces: what search compares."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", letters.lower()).strip()


def _hundreds(number: int, *, full: bool) -> str:
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    words: list[str] = []
    if hundreds or full:
        words += [_DIGITS[hundreds], "trăm"]
    if tens == 0 and units and words:
        words.append("linh")
    elif tens == 1:
        words.append("mười")
    elif tens > 1:
        words += [_DIGITS[tens], "mươi"]
    if units == 1 and tens > 1:
        words.append("mốt")
    elif units == 5 and tens:
        words.append("lăm")
    elif units:
        words.append(_DIGITS[units])
    return " ".join(words)


def number_in_words(number: int) -> str:
    """Return a whole number from 0 to 999 999 999 999 as it is spoken: 1205 → một nghìn hai trăm linh năm."""
    if not 0 <= number < 10**12:
        raise ValueError(f"{number} is outside 0 … 999 999 999 999")
    if number == 0:
        return _DIGITS[0]
    groups = [number // 1000**i % 1000 for i in range(4)]
    top = max(i for i, group in enumerate(groups) if group)
    spoken = [_hundreds(groups[i], full=i < top) + _GROUPS[i] for i in range(top, -1, -1) if groups[i]]
    return " ".join(spoken)


def date_in_words(day: dt.date) -> str:
    """Return a date as a civil-status form writes it out in full."""
    ordinal = number_in_words(day.day)
    day_words = f"mùng {ordinal}" if day.day <= 10 else ordinal
    month = {1: "một", 4: "tư"}.get(day.month, number_in_words(day.month))
    return f"Ngày {day_words} tháng {month} năm {number_in_words(day.year)}"
