"""A Tuesday of a district and 22 communes, from the first ticket to the last result, beside the day itself."""

import argparse
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.timing import Line
from tests.serving import Installation

AIM = 200
SAID = re.compile(
    r"(?P<hours>[\d,]+) giờ của ngày, (?P<acts>\d+) việc, chạy trong (?P<seconds>\d+) giây .*?"
    r"nhanh hơn ngày thật (?P<times>\d+) lần",
    re.DOTALL,
)


def measure(_options: argparse.Namespace) -> Iterator[Line]:
    """Play the day once, as the command line does it."""
    installation = Installation(Path(tempfile.mkdtemp(prefix="replay")))
    try:
        said = SAID.search(installation.run("replay", "service-day"))
    finally:
        installation.remove()
    if said is None:
        raise RuntimeError("the replay did not say how fast it was")
    times = int(said["times"])
    yield Line(
        f"Chạy lại một ngày của huyện và 22 xã ({said['acts']} việc), cạnh chính ngày ấy",
        f"{said['seconds']} giây",
        f"{said['hours']} giờ",
        times,
        f"≥ {AIM} lần",
        times >= AIM,
    )
