"""Take a file in or refuse it with a sentence: it is read by a confined child process (see reading.py)."""

import json
import os
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from motcua.documents.reading import Drawn, Limits, Long, Refused, Why
from motcua.lib.outcomes import Denied
from motcua.lib.turns import others_pass


def limits() -> Limits:
    """Return how much one file may be, as this office set it."""
    return Limits(**settings.MOTCUA_SCAN_LIMITS)


def at_the_door(content: bytes, *, name: str = "") -> list[Drawn] | int:
    """Return every page drawn anew, or of a long file how many it has: size, kind, encryption and length are in order.

    Denied with the same sentences as `pages_of`; what only the drawing finds out is said when it is drawn.
    """
    try:
        return _drawn(content, name, replace(limits(), at_once=settings.MOTCUA_SCAN_AT_ONCE))
    except Long as long:
        return long.pages


def pages_of(content: bytes, *, name: str = "") -> list[Drawn]:
    """Return every page drawn anew; Denied with a sentence that says what to do. `name` is only for the sentence."""
    return _drawn(content, name, limits())


def _drawn(content: bytes, name: str, allowed: Limits) -> list[Drawn]:
    if len(content) > allowed.megabytes * 1_000_000:
        raise Denied(sentence(Refused(Why.TOO_BIG, len(content) // 1_000_000), name, allowed))
    with TemporaryDirectory(prefix="motcua-scan-") as place, others_pass():
        folder = Path(place)
        try:
            return _read(folder, content, allowed)
        except Refused as refused:
            raise Denied(sentence(refused, name, allowed)) from None


def _read(folder: Path, content: bytes, allowed: Limits) -> list[Drawn]:
    (folder / "file").write_bytes(content)
    (folder / "limits.json").write_text(json.dumps(asdict(allowed)), encoding="utf-8")
    # The child gets where our code lies and nothing else: no key, no address of a database.
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PATH": os.defpath}
    command = [sys.executable, "-m", "motcua.documents.reading", str(folder)]
    try:
        subprocess.run(  # noqa: S603 - our own program, the path is ours
            command, env=environment, timeout=allowed.seconds, check=True, capture_output=True
        )
    except subprocess.TimeoutExpired:
        raise Refused(Why.TOO_SLOW) from None
    except subprocess.CalledProcessError:
        raise Refused(Why.DAMAGED) from None
    answer: dict[str, Any] = json.loads((folder / "answer.json").read_text(encoding="utf-8"))
    if "long" in answer:
        raise Long(answer["long"])
    if "why" in answer:
        raise Refused(Why(answer["why"]), answer["found"])
    return [_page(folder, number, said) for number, said in enumerate(answer["pages"], start=1)]


def _page(folder: Path, number: int, said: dict[str, int]) -> Drawn:
    jpeg, small = ((folder / f"{number:04d}.{ending}").read_bytes() for ending in ("jpg", "png"))
    return Drawn(jpeg, small, said["width"], said["height"], said["dpi"])


def sentence(refused: Refused, name: str, allowed: Limits) -> str:
    """Return why the file is refused and what to do instead."""
    file = _("Tệp «%s»") % name if name else _("Tệp này")
    said = {"file": file, "found": refused.found, "most": 0}
    if refused.why is Why.TOO_BIG:
        said["most"] = allowed.megabytes
        return _("%(file)s nặng %(found)d MB, quá mức %(most)d MB: xin quét nhẹ hơn hoặc chia làm nhiều tệp.") % said
    if refused.why is Why.TOO_MANY_PAGES:
        said["most"] = allowed.pages
        return _("%(file)s có %(found)d trang, quá mức %(most)d trang: xin chia làm nhiều tệp.") % said
    words = {
        Why.EMPTY: _("%(file)s trống: xin quét lại."),
        Why.NOT_A_SCAN: _("%(file)s không phải ảnh hay PDF: xin gửi tệp JPEG, PNG, TIFF, WebP hoặc PDF."),
        Why.ACTIVE: _("%(file)s là trang web, chương trình hoặc tệp nén, không phải bản quét: không nhận."),
        Why.TWO_IN_ONE: _("%(file)s giấu một loại tệp khác bên trong: không nhận. Xin quét lại từ giấy."),
        Why.ENCRYPTED: _("%(file)s có đặt mật khẩu: xin bỏ mật khẩu, hoặc in ra rồi quét lại."),
        Why.DAMAGED: _("%(file)s bị hỏng hoặc thiếu, không đọc được: xin quét lại."),
        Why.TOO_LARGE: _("%(file)s có trang quá lớn, không đọc được: xin quét lại ở 200–300 dpi, khổ A3 trở xuống."),
        Why.TOO_SLOW: _("%(file)s đọc quá lâu: xin chia làm nhiều tệp hoặc quét lại."),
    }
    return words[refused.why] % said
