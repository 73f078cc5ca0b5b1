"""Synthetic photographs of a synthetic card: rotated, blurred, noisy, tilted, pale; the same ones for the same seed."""

import io
import random
from dataclasses import dataclass
from statistics import NormalDist

import segno
from PIL import Image, ImageChops, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1280, 960


@dataclass(frozen=True)
class Conditions:
    """How a photograph was taken; `module` is the size of one module of the code in pixels."""

    module: int = 6
    angle: float = 0
    tilt: float = 0
    blur: float = 0
    noise: float = 0
    contrast: float = 1
    quality: int = 85


CONDITIONS = (
    Conditions(),
    Conditions(angle=90, blur=0.6),
    Conditions(angle=17, blur=1),
    Conditions(angle=45, blur=0.8, noise=6),
    Conditions(angle=-33, blur=1, noise=10),
    Conditions(angle=271, blur=1.2),
    Conditions(angle=180, blur=1.5, noise=15, quality=50),
    Conditions(angle=-12, blur=1.6, noise=12, quality=45),
    Conditions(tilt=0.06, noise=20),
    Conditions(tilt=0.12, contrast=0.35, noise=4),
    Conditions(tilt=0.12, angle=-9, contrast=0.3, blur=0.8, noise=4),
    Conditions(tilt=0.15, blur=1.2, noise=6),
    Conditions(module=7, tilt=0.2, blur=2, noise=4),
    Conditions(contrast=0.25, angle=120, noise=4, quality=60),
    Conditions(module=5, angle=7, blur=1.5, noise=7.5, contrast=0.3, quality=60),
    Conditions(angle=7, blur=2.2, noise=30, quality=60),
    Conditions(angle=7, blur=1.5, noise=7.5, tilt=0.15, contrast=0.3, quality=60),
    Conditions(angle=7, blur=2.2, noise=7.5, contrast=0.3, quality=60),
    Conditions(angle=7, blur=2.4, noise=10, quality=60),
    Conditions(module=5, angle=7, blur=1.5, noise=26, tilt=0.12, quality=60),
)
"""From a good photograph to what a tired old webcam gives; the last six need the ladder."""


def photograph(text: str, how: Conditions, *, seed: int) -> bytes:
    """Return a JPEG of a card with `text` in its code, photographed like that."""
    chance = random.Random(seed)
    card = _card(text, how.module)
    desk = Image.new("L", (WIDTH, HEIGHT), 150)
    place = ((WIDTH - card.width) // 2, (HEIGHT - card.height) // 2)
    desk.paste(card, place)
    desk = desk.rotate(how.angle, Image.Resampling.BICUBIC, fillcolor=150)
    desk = _tilted(desk, how.tilt)
    desk = desk.point(lambda grey: int(90 + grey * how.contrast * 0.6) if how.contrast < 1 else grey)
    desk = desk.filter(ImageFilter.GaussianBlur(how.blur))
    return _jpeg(_noisy(desk, how.noise, chance), how.quality)


def _card(text: str, module: int) -> Image.Image:
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="png", scale=module, border=4)
    code = Image.open(drawn).convert("L")
    card = Image.new("L", (code.width * 2, code.height + 40), 225)
    draw = ImageDraw.Draw(card)
    for line in range(8):
        top = 30 + line * code.height // 9
        draw.rectangle((code.width + 30, top, code.width + 30 + 30 * (1 + line * 5 % 9), top + 12), fill=70)
    card.paste(code, (16, 20))
    return card


def _tilted(picture: Image.Image, tilt: float) -> Image.Image:
    """The far edge is shorter than the near one."""
    if not tilt:
        return picture
    far, low = WIDTH * tilt, HEIGHT * tilt / 2
    near = [(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)]
    seen = [(far, low), (WIDTH - far * 0.6, 0), (WIDTH, HEIGHT), (0, HEIGHT - low)]
    return picture.transform(
        picture.size, Image.Transform.PERSPECTIVE, _coefficients(seen, near), Image.Resampling.BICUBIC, fillcolor=150
    )


def _coefficients(seen: list[tuple[float, float]], near: list[tuple[int, int]]) -> list[float]:
    """Solve the eight equations of a perspective by elimination."""
    rows = []
    for (x, y), (u, v) in zip(seen, near, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    matrix = [[float(cell) for cell in row] for row in rows]
    for column in range(8):
        pivot = max(range(column, 8), key=lambda row: abs(matrix[row][column]))
        matrix[column], matrix[pivot] = matrix[pivot], matrix[column]
        matrix[column] = [cell / matrix[column][column] for cell in matrix[column]]
        for row in range(8):
            if row != column:
                factor = matrix[row][column]
                matrix[row] = [a - factor * b for a, b in zip(matrix[row], matrix[column], strict=True)]
    return [row[8] for row in matrix]


def _noisy(picture: Image.Image, noise: float, chance: random.Random) -> Image.Image:
    if not noise:
        return picture
    size = (WIDTH // 2, HEIGHT // 2)
    bell = [round(NormalDist(128, noise).inv_cdf((grey + 0.5) / 256)) for grey in range(256)]
    grain = Image.frombytes("L", size, chance.randbytes(size[0] * size[1])).point(bell)
    return ImageChops.add(picture, grain.resize(picture.size, Image.Resampling.NEAREST), offset=-128)


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    kept = io.BytesIO()
    picture.convert("RGB").save(kept, "JPEG", quality=quality)
    return kept.getvalue()
