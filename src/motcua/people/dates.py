"""Partial dates as a person reads them."""


def shown(iso: str) -> str:
    """Return "1950-03-02" as 02/03/1950, "1950-03" as 03/1950, "1950" as 1950, "" as ""."""
    return "/".join(reversed(iso.split("-")))
