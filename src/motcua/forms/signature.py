"""A signature drawn with a finger: points from a browser in, a picture of our own drawing out."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from motcua.lib.outcomes import Denied

WIDTH, HEIGHT = 1_000, 400
_MOST_STROKES, _MOST_POINTS, _FEWEST_POINTS = 100, 6_000, 8
Stroke = Sequence[tuple[int, int]]


def strokes_of(said: Any) -> list[Stroke]:
    """Read [[[x, y], …], …] as a browser sends it; Denied for what is no drawing, or too little of one."""
    if not isinstance(said, list) or len(said) > _MOST_STROKES:
        raise Denied(_("Chưa đọc được chữ ký: xin xóa và ký lại."))
    strokes: list[Stroke] = [[_point(point) for point in stroke] for stroke in said if isinstance(stroke, list)]
    count = sum(map(len, strokes))
    if count > _MOST_POINTS:
        raise Denied(_("Chữ ký dài quá: xin xóa và ký lại."))
    if count < _FEWEST_POINTS:
        raise Denied(_("Chưa có chữ ký: xin ký vào ô trống bằng ngón tay hoặc bút."))
    return strokes


def _point(said: Any) -> tuple[int, int]:
    if not isinstance(said, list) or len(said) != 2 or not all(type(each) in {int, float} for each in said):
        raise Denied(_("Chưa đọc được chữ ký: xin xóa và ký lại."))
    x, y = said
    if not (0 <= x <= WIDTH and 0 <= y <= HEIGHT):
        raise Denied(_("Chữ ký ra ngoài ô: xin xóa và ký lại."))
    return round(x), round(y)


def drawn(strokes: Sequence[Stroke]) -> bytes:
    """Return the signature as SVG: whole numbers only, nothing of what the browser wrote."""
    lines = " ".join("M" + " L".join(f"{x} {y}" for x, y in stroke) for stroke in strokes if stroke)
    pen = 'fill="none" stroke="#10204a" stroke-width="7" stroke-linecap="round" stroke-linejoin="round"'
    box = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}><path d="{lines}" {pen}/></svg>'.encode()
