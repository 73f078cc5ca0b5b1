"""What is owed, line by line, with the text it rests on; pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from motcua.procedures.definition import Definition, FeeBasis, FeeChannel, FeeItem


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One line of what is owed; `amount` None must be entered at the counter."""

    name: str
    amount: int | None


@dataclass(frozen=True, slots=True)
class FeeDue:
    """What is owed in đồng; `open_lines` names what the province's council sets and the counter must enter."""

    amount: int
    lines: tuple[FeeLine, ...]
    exemption_text: str
    basis: str

    @property
    def open_lines(self) -> tuple[str, ...]:
        """Lines whose amount is not in the catalogue."""
        return tuple(line.name for line in self.lines if line.amount is None)

    @property
    def free(self) -> bool:
        """Whether nothing is owed, so that no payment is asked for."""
        return self.amount == 0 and not self.open_lines


def _pages_of(item: FeeItem, pages: int) -> int:
    last = pages if item.to_page is None else min(pages, item.to_page)
    return max(last - item.from_page + 1, 0)


def _certification(definition: Definition, pages: int, copies: int) -> FeeLine:
    """So much a page, less from a page on, at most so much a copy (TT 226/2016/TT-BTC art. 4)."""
    items = [item for item in definition.fees.items if item.basis is FeeBasis.PAGE]
    one = sum((item.amount or 0) * _pages_of(item, pages) for item in items)
    if definition.fees.cap_per_copy is not None:
        one = min(one, definition.fees.cap_per_copy)
    return FeeLine(f"{copies} bản × {pages} trang", one * copies)


def _applies(item: FeeItem, channel: FeeChannel) -> bool:
    return item.channel in {FeeChannel.ALL, channel}


def _lines(
    definition: Definition, channel: FeeChannel, quantities: Mapping[str, int], entered: int | None
) -> list[FeeLine]:
    lines: list[FeeLine] = []
    copies = quantities.get("copies", 0)
    if any(item.basis is FeeBasis.PAGE for item in definition.fees.items):
        lines.append(_certification(definition, quantities.get("pages", 0), copies))
    for item in definition.fees.items:
        if not _applies(item, channel) or item.basis is FeeBasis.PAGE:
            continue
        if item.basis is FeeBasis.COPY:
            if copies and item.amount is not None:
                lines.append(FeeLine(f"{copies} {item.name}", item.amount * copies))
        else:
            lines.append(FeeLine(item.name, entered if item.amount is None else item.amount))
    return lines


def fee_due(
    definition: Definition,
    *,
    channel: FeeChannel = FeeChannel.DIRECT,
    quantities: Mapping[str, int],
    exemption: str = "",
    entered: int | None = None,
) -> FeeDue:
    """Return what is owed for one dossier.

    `quantities` knows `pages` and `copies`; `exemption` is one of the schedule's exemption texts and makes it free;
    `entered` is the amount of a line that the province's council sets.
    """
    if any(number < 0 for number in quantities.values()) or (entered is not None and entered < 0):
        raise ValueError("quantities and amounts are not negative")
    fees = definition.fees
    if exemption:
        if exemption not in fees.exemptions:
            raise ValueError(f"{definition.code} has no exemption {exemption!r}")
        return FeeDue(0, (), exemption, fees.set_by)
    lines = tuple(_lines(definition, channel, quantities, entered))
    return FeeDue(sum(line.amount or 0 for line in lines), lines, "; ".join(fees.exemptions), fees.set_by)
