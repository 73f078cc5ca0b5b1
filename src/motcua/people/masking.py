"""Show the least of a person that still tells two apart: for lists, slips on a counter, strips on a screen."""

_DOT = "•"


def id_number(number: str | None) -> str:
    """Return an identity number as 00••••••4567."""
    if not number:
        return ""
    return f"{number[:2]}{_DOT * 6}{number[-4:]}" if len(number) >= 9 else _DOT * len(number)


def phone(number: str) -> str:
    """Return a telephone number as •••••••567."""
    return _DOT * max(0, len(number) - 3) + number[-3:] if len(number) > 3 else _DOT * len(number)


def name(full_name: str) -> str:
    """Return a name as N. T. HOA: the given name whole, the rest by their first letters."""
    *before, given = full_name.split() or [""]
    return " ".join([*(f"{word[0]}." for word in before), given])


def date_of_birth(iso: str) -> str:
    """Return only the year."""
    return iso[:4]
