"""How a rule answers."""

from dataclasses import dataclass


class Denied(Exception):  # noqa: N818 - it reads as the answer it is: Denied("lý do")
    """The act may not happen; the reason is a Vietnamese sentence for the person who tried."""

    def __init__(self, reason: str, /) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Answer:
    """A rule's answer for a page: the button is shown either way, with its reason when it is refused."""

    allowed: bool
    reason: str = ""
