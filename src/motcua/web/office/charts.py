"""Where the pieces of a chart stand: widths in hundredths, heights in pixels, so that letters keep their size."""

from dataclasses import dataclass

from motcua.reports.charts import Bar, Chart

# A row of lying bars: its name, then each bar.
_NAME, _BAR, _GAP, _ROOM = 22, 22, 4, 14
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
    """One group: its name, where it stands, its bars."""

    name: str
    x: str
    y: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as it is drawn."""

    chart: Chart
    height: int
    groups: tuple[Drawn, ...]
    base: int = 0


def lying(chart: Chart) -> Picture:
    """Return bars that lie, each group's name above them."""
    drawn, y = [], 0
    for group in chart.groups:
        top = y + _NAME
        pieces = tuple(_lying(bar, top + place * (_BAR + _GAP)) for place, bar in enumerate(group.bars))
        drawn.append(Drawn(group.name, "0", y + 15, pieces))
        y = top + len(group.bars) * (_BAR + _GAP) + _ROOM
    return Picture(chart, y - _ROOM, tuple(drawn))


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
        drawn.append(Drawn(group.name, f"{slot * (place + 0.5):.2f}%", base + 18, pieces))
    return Picture(chart, base + _BELOW, tuple(drawn), base)


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
