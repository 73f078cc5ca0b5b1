"""How a rule answers."""

from dataclasses import dataclass


class Denied(Exception):  # noqa: N818 - it reads as the answer it is: Denied("lý do")
    """The act may not happen; the reason is a sentence for the person who tried, `about` the field it concerns."""

    def __init__(self, reason: str, /, *, about: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.about = about


@dataclass(frozen=True, slots=True)
class Answer:
    """A rule's answer for a page: the button is shown either way, with its reason when it is refused."""

    allowed: bool
    reason: str = ""
