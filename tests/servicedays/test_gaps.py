"""Gaps are found before the day and said in a sentence."""

import datetime as dt

from hypothesis import given

from motcua.accounts.models import Role
from motcua.servicedays import sentences
from motcua.servicedays.gaps import Cover, Gap, gaps
from motcua.servicedays.spans import Span, merged
from tests.servicedays.test_promising import DAY, span, spans


def test_no_signer_at_ten_is_said_in_words() -> None:
    here = Cover("2.000815", Role.APPROVER, (span("07:30", "10:00"), span("10:30", "17:00")))
    found = gaps(DAY, [here, Cover("2.000815", Role.CASE, DAY)])
    assert [sentences.gap(each) for each in found] == [
        "Không có người ký 2.000815 từ 10:00 đến 10:30 thứ Ba 01/12",
    ]


def test_many_procedures_are_named_in_full_or_in_brief() -> None:
    codes = ("1.000656", "1.000894", "1.001193", "1.004873", "2.000815")
    said = Gap(codes, Role.APPROVER, span("07:30", "10:00"))
    assert sentences.gap(said) == f"Không có người ký {', '.join(codes)} từ 07:30 đến 10:00 thứ Ba 01/12"
    assert sentences.gap(said, brief=True) == (
        "Không có người ký 1.000656, 1.000894, 1.001193 và 2 thủ tục khác từ 07:30 đến 10:00 thứ Ba 01/12"
    )


def test_procedures_that_lack_the_same_stand_together_in_the_order_of_the_day() -> None:
    morning, noon = span("07:30", "09:00"), span("13:30", "14:00")
    covers = [
        Cover("2.000908", Role.APPROVER, (span("09:00", "17:00"),)),
        Cover("2.000815", Role.APPROVER, (span("09:00", "17:00"),)),
        Cover("2.000815", Role.CASE, (span("07:30", "11:30"), span("14:00", "17:00"))),
    ]
    found = gaps(DAY, covers)
    assert found == (
        Gap(("2.000815", "2.000908"), Role.APPROVER, morning),
        Gap(("2.000815",), Role.CASE, noon),
    )
    assert [sentences.gap(each, offered=["2.000908", "2.000815"]) for each in found] == [
        "Không có người ký từ 07:30 đến 09:00 thứ Ba 01/12, cho mọi thủ tục",
        "Không có người thụ lý 2.000815 từ 13:30 đến 14:00 thứ Ba 01/12",
    ]


@given(windows=spans, covers=spans)
def test_gaps_and_covers_fill_the_windows_and_nothing_else(windows: list[Span], covers: list[Span]) -> None:
    found = [each.span for each in gaps(windows, [Cover("1", Role.CASE, tuple(covers))])]
    length = sum((end - start for start, end in merged(windows)), dt.timedelta(0))
    covered = sum(
        (
            end - start
            for one in merged(windows)
            for start, end in merged([(max(one[0], c[0]), min(one[1], c[1])) for c in covers])
        ),
        dt.timedelta(0),
    )
    assert sum((end - start for start, end in found), dt.timedelta(0)) == length - covered
