"""Codes that people copy and scanners type.

A hand-held scanner types like a keyboard, and Vietnamese input methods rewrite what is typed: vowels, d, w and most
letters change. Digits and the twelve letters of ALPHABET pass Telex and VNI unharmed, so our own codes use no others.
"""

ALPHABET = "0123456789BCGHKLMNPQTV"
_INDEX = {letter: i for i, letter in enumerate(ALPHABET)}


def normalise(text: str) -> str:
    """Upper-case `text` and keep only letters of the alphabet: what a person or a scanner meant."""
    return "".join(letter for letter in text.upper() if letter in _INDEX)


def check_character(body: str) -> str:
    """Return the Luhn mod N check character of `body`; finds every single wrong letter and most swaps."""
    total = 0
    for place, letter in enumerate(reversed(normalise(body))):
        value = _INDEX[letter] * (2 if place % 2 == 0 else 1)
        total += value // len(ALPHABET) + value % len(ALPHABET)
    return ALPHABET[-total % len(ALPHABET)]


def with_check(body: str) -> str:
    """Return `body`, normalised, followed by its check character."""
    clean = normalise(body)
    return clean + check_character(clean)


def is_valid(code: str) -> bool:
    """Tell whether `code` ends with the right check character."""
    clean = normalise(code)
    return len(clean) > 1 and check_character(clean[:-1]) == clean[-1]
