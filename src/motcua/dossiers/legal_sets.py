"""Which circular's papers hold on a day: data, because the forms will change again (law.md 1.1, trap 28)."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LegalSet:
    """A circular's set of papers; `numbers` gives each kind its form number."""

    name: str
    valid_from: dt.date
    receipt_template: str
    routing_template: str
    numbers: dict[str, str]


SETS = (
    LegalSet(
        name="TT 01/2018/TT-VPCP",
        valid_from=dt.date(2019, 1, 6),
        receipt_template="papers/receipt.typ",
        routing_template="papers/routing_slip.typ",
        numbers={"RECEIPT": "01", "ROUTING_SLIP": "05"},
    ),
    LegalSet(
        name="TT 03/2025/TT-VPCP",
        valid_from=dt.date(2025, 9, 15),
        receipt_template="papers/receipt.typ",
        routing_template="papers/routing_slip.typ",
        numbers={"RECEIPT": "01", "ROUTING_SLIP": "06"},
    ),
)


def legal_set_on(day: dt.date) -> LegalSet:
    """Return the set that holds on a day; the earliest one for days before it."""
    held = [each for each in SETS if each.valid_from <= day]
    return held[-1] if held else SETS[0]
