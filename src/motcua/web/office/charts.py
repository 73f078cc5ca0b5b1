"""Where the pieces of a chart stand: widths in hundredths, heights in pixels, so that letters keep their size."""

from dataclasses import dataclass

from motcua.reports.charts import Bar, Chart

# Lying bars, beneath the name of their group.
_BAR, _GAP = 22, 4
# Standing bars: how high the longest is, what stands above and below it.
_HIGH, _ABOVE, _BELOW = 150, 20, 24
# A bar of a day with one hour is no wall: there is room for so many groups at least.
_FEWEST = 6
# Beyond this length the label stands inside the bar.
_INSIDE = 0.6


@dataclass(frozen=True, slots=True)
class Piece:
    """One bar with its label; `x` and `width` in hundredths, `y` and `height` in pixels."""

    x: str
    y: int
    width: str
    height: int
    label: str
    label_x: str
    label_y: int
    hollow: bool
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """One group: its name and its bars; lying ones are so high together, the name of standing ones has its place."""

    name: str
    pieces: tuple[Piece, ...]
    height: int = 0
    x: str = ""
    y: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as it is drawn; bars that stand have a height in all, and a line that ends with the last of them."""

    chart: Chart
    groups: tuple[Drawn, ...]
    height: int = 0
    base: int = 0
    width: str = ""


def lying(chart: Chart) -> Picture:
    """Return bars that lie, each group's name above them: a name that is long takes a second line on a phone."""
    groups = []
    for group in chart.groups:
        pieces = tuple(_lying(bar, place * (_BAR + _GAP) + 1) for place, bar in enumerate(group.bars))
        groups.append(Drawn(group.name, pieces, height=len(pieces) * (_BAR + _GAP)))
    return Picture(chart, tuple(groups))


def _lying(bar: Bar, y: int) -> Piece:
    return Piece(
        x="0",
        y=y,
        width=f"{bar.share * 100:.2f}%",
        height=_BAR,
        label=bar.label,
        label_x=f"{bar.share * 100:.2f}%",
        label_y=y + 16,
        hollow=bar.hollow,
        inside=bar.share > _INSIDE,
    )


def standing(chart: Chart) -> Picture:
    """Return bars that stand, each group's name beneath them."""
    slot = 100 / max(len(chart.groups), _FEWEST)
    base = _ABOVE + _HIGH
    drawn = []
    for place, group in enumerate(chart.groups):
        each = slot * 0.86 / len(group.bars)
        left = slot * (place + 0.07)
        pieces = tuple(_standing(bar, left + number * each, each, base) for number, bar in enumerate(group.bars))
        drawn.append(Drawn(group.name, pieces, x=f"{slot * (place + 0.5):.2f}%", y=base + 18))
    return Picture(chart, tuple(drawn), base + _BELOW, base, f"{slot * len(chart.groups):.2f}%")


def _standing(bar: Bar, left: float, width: float, base: int) -> Piece:
    high = round(bar.share * _HIGH)
    return Piece(
        x=f"{left:.2f}%",
        y=base - high,
        width=f"{width:.2f}%",
        height=high,
        label=bar.label if high else "",
        label_x=f"{left + width / 2:.2f}%",
        label_y=base - high - 5,
        hollow=bar.hollow,
    )
