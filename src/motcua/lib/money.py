"""Vietnamese đồng: whole numbers, no decimals."""

from motcua.lib.vietnamese import number_in_words


def vnd(amount: int) -> str:
    """Return the amount as it is written: 50.000 đ (with a no-break space)."""
    return f"{amount:,}".replace(",", ".") + "\u00a0đ"


def in_words(amount: int) -> str:
    """Return the amount as a receipt says it: Năm mươi nghìn đồng."""
    words = number_in_words(amount)
    return f"{words[0].upper()}{words[1:]} đồng"
