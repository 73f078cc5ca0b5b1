"""A million cards of nobody: numbers of a province that was never given a code."""


def number_of(place: int) -> str:
    """Return an identity number."""
    return f"005190{place:06d}"


def card(place: int) -> str:
    """Return the text of a card."""
    return f"{number_of(place)}||TRẦN THỊ THỬ|15081990|Nữ|Số 5, Phường Tây Hồ, Thành phố Hà Nội|01032021"
