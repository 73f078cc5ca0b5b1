"""What a voice says when a number is called: numbers as Vietnamese says them, at a counter of any name. No Django."""

import re

from motcua.lib.vietnamese import nfc, number_in_words

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NUMBER = re.compile(r"(?i:\bsố\s+)?([0-9]{1,12})")


def digits_in_words(digits: str) -> str:
    """Return digits as they are read from a ticket, the zeros before a number one by one: 012 → không mười hai."""
    number = digits.lstrip("0")
    zeros = ["không"] * (len(digits) - len(number))
    return " ".join([*zeros, number_in_words(int(number))] if number else zeros)


def label_in_words(label: str) -> str:
    """Return a ticket's label in words: A012 → A không mười hai."""
    digits = label.lstrip(_LETTERS)
    letters = label[: len(label) - len(digits)]
    said = digits_in_words(digits) if digits.isascii() and digits.isdigit() else digits
    return " ".join([*letters, said]).strip()


def place_in_words(name: str) -> str:
    """Return a counter's name as it stands in a sentence: Quầy 3 → quầy số ba; a name without a number as it is."""
    name = nfc(name)
    said = _NUMBER.sub(lambda found: f"số {digits_in_words(found[1])} ", name)
    return nfc(said[:1].lower() + said[1:])


def call(label: str, counter: str) -> str:
    """Return the call: Mời số A không mười hai đến quầy số ba."""
    return f"Mời số {label_in_words(label)} đến {place_in_words(counter)}"


def call_in_english(label: str, number: int) -> str:
    """Return the call in English: Number A 0 1 2, please come to counter 3."""
    return f"Number {' '.join(label)}, please come to counter {number}"
