"""Draw a paper from a template below templates/ (papers/… or forms/…).

The data reach the template as JSON in `sys.inputs.data` and are printed literally: a name cannot become markup.
Pictures are SVG text, drawn by the template with `image(bytes(sys.inputs.qr), alt: "…")`.
"""

import io
import json
import shutil
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import segno
import typst

TEMPLATES = Path(__file__).parents[1] / "templates"
FONTS = Path(__file__).parent / "fonts"
# Archivable, and readable by a screen reader: typst refuses a picture without a description, a paper without a title.
STANDARDS = ["a-2a", "ua-1"]
PRACTICE = "papers/practice.typ"


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _compile(
    template: str,
    data: Mapping[str, Any],
    pictures: Mapping[str, bytes] | None,
    *,
    root: Path = TEMPLATES,
    **options: Any,
) -> Any:
    source = root / template
    if not source.is_file():
        raise FileNotFoundError(f"no paper template {template}")
    inputs = {name: svg.decode() for name, svg in (pictures or {}).items()}
    inputs["data"] = json.dumps(data, ensure_ascii=False, default=str)
    return typst.compile(str(source), root=str(root), sys_inputs=inputs, font_paths=_fonts(), **options)


def render(
    template: str,
    data: Mapping[str, Any],
    pictures: Mapping[str, bytes] | None = None,
    *,
    beside: Path | None = None,
    practice: bool = False,
) -> bytes:
    """Return the paper as PDF/A-2a, tagged; `practice` puts its mark on every page.

    Templates in the folder `beside` stand in place of those that come along.
    """
    pdf: bytes
    if practice:
        pictures = dict(pictures or {}) | {"template": template.encode()}
        template = PRACTICE
    if beside is None:
        pdf = _compile(template, data, pictures, pdf_standards=STANDARDS)
        return pdf
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for origin in (TEMPLATES, beside):
            shutil.copytree(origin, root, ignore=_no_papers, dirs_exist_ok=True)
        pdf = _compile(template, data, pictures, root=root, pdf_standards=STANDARDS)
    return pdf


def _no_papers(folder: str, names: list[str]) -> list[str]:
    """Name what is not copied: whatever typst does not read."""
    return [name for name in names if not name.endswith(".typ") and not (Path(folder) / name).is_dir()]


def render_pictures(template: str, data: Mapping[str, Any], pictures: Sequence[bytes]) -> bytes:
    """Return JPEG pictures, one a page (1.jpg, 2.jpg … to the template), as PDF/A-2b: a picture has no text to tag."""
    with TemporaryDirectory(prefix="motcua-draw-") as place:
        for number, jpeg in enumerate(pictures, start=1):
            (Path(place) / f"{number}.jpg").write_bytes(jpeg)
        source = Path(place) / "pictures.typ"
        source.write_bytes((TEMPLATES / template).read_bytes())
        inputs = {"data": json.dumps(data, ensure_ascii=False, default=str)}
        pdf: bytes = typst.compile(
            str(source), root=place, sys_inputs=inputs, font_paths=_fonts(), pdf_standards=["a-2b"]
        )
        return pdf


def png(template: str, data: Mapping[str, Any], pictures: Mapping[str, bytes] | None = None) -> list[bytes]:
    """Return the paper's pages as pictures, for a preview."""
    pages = _compile(template, data, pictures, format="png", ppi=110)
    return pages if isinstance(pages, list) else [pages]


def qr_svg(text: str, *, border: int = 0) -> bytes:
    """Return a QR code (error correction M) as an SVG picture."""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="svg", border=border, scale=4, xmldecl=False)
    return drawn.getvalue()


def qr_data(text: str, *, border: int = 2, scale: int = 1, many: bool = False) -> str:
    """Return a QR code as a data: address of a tiny picture, `scale` dots a module; one of 1 is enlarged by the page.

    `many` leaves out the choice among eight masks (any is read): a tenth of the time, for hundreds in one answer.
    """
    code = segno.make(text, error="m", micro=False, mask=3 if many else None)
    address: str = code.png_data_uri(scale=scale, border=border)
    return address
