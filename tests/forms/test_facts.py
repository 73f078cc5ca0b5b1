"""What a register says, in the words of a form."""

import pytest

from motcua.forms import facts
from motcua.forms.registers import CivilStatusEntry


@pytest.mark.parametrize(
    ("number", "issued_on", "words"),
    [
        ("", "2021-06-20", ""),
        ("003195002101", "", "Căn cước số 003195002101"),
        (
            "003195002101",
            "2021-06-20",
            "Căn cước số 003195002101, cấp ngày 20/06/2021, Cục Cảnh sát QLHC về TTXH cấp",
        ),
        # Since the Identity Law of 2023 the ministry issues.
        ("003195002101", "2024-08-01", "Căn cước số 003195002101, cấp ngày 01/08/2024, Bộ Công an cấp"),
    ],
)
def test_an_identity_paper_is_named_as_far_as_it_is_known(number: str, issued_on: str, words: str) -> None:
    assert facts.identity_paper(number, issued_on) == words


def test_an_act_with_a_day_nobody_can_read_is_cited_as_it_was_written() -> None:
    act = CivilStatusEntry("marriage", "12/1975", "1975", "UBND xã Gia Lâm")
    assert facts.act_in_words(act) == "số 12/1975, ngày 1975, UBND xã Gia Lâm"
