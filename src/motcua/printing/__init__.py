"""Data in, PDF out: typst, with fonts of our own and nothing from the machine."""

from motcua.printing.render import png, qr_data, qr_svg, render, render_pictures

__all__ = ["png", "qr_data", "qr_svg", "render", "render_pictures"]
