"""What a text in the one box may be: a card, a number on the list, an identity number, a code, or words."""

import re
from dataclasses import dataclass
from enum import StrEnum

from motcua.lib.vietnamese import nfc

_PROCEDURE = re.compile(r"\d\.\d{6}(?:\.\S+)?")
# The two lines of a passport, 44 signs each, however they are broken.
_PASSPORT = re.compile(r"[Pp].{4}.*<.{43,}")
_SEPARATORS = re.compile(r"[\s.\-]+")


class Kind(StrEnum):
    """Kinds of text, in the order in which they are tried."""

    NOTHING = "nothing"
    CARD = "card"
    PASSPORT = "passport"
    PLACE = "place"
    PROCEDURE = "procedure"
    ID_NUMBER = "id_number"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Reading:
    """The kind and the part of the text that matters."""

    kind: Kind
    text: str = ""


def read(text: str) -> Reading:
    """Tell what `text` is by its shape alone; nothing is looked up.

    A card keeps its text untouched; a place is one or two digits (the numbered list); an identity number has 9 or 12
    digits, written with or without spaces; everything else is words (a name, a code, what is to be done).
    """
    clean = nfc(text)
    if not clean:
        return Reading(Kind.NOTHING)
    if "|" in clean or _PASSPORT.fullmatch("".join(clean.split())):
        return Reading(Kind.CARD if "|" in clean else Kind.PASSPORT, text)
    if clean.isdigit() and len(clean) <= 2:
        return Reading(Kind.PLACE, clean)
    if match := _PROCEDURE.fullmatch(clean):
        return Reading(Kind.PROCEDURE, match.group())
    digits = _SEPARATORS.sub("", clean)
    if digits.isdigit() and digits.isascii() and len(digits) in {9, 12}:
        return Reading(Kind.ID_NUMBER, digits)
    return Reading(Kind.WORDS, clean)
