"""Median, percentile and share: nearest rank, exact, never a number that was not there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.lib.statistics import mean, nearest_rank, share

NUMBERS = st.lists(st.integers(-(10**6), 10**6), min_size=1)


@given(NUMBERS, st.integers(1, 100))
def test_at_least_so_many_in_a_hundred_do_not_exceed_it_and_no_smaller_one_serves(values: list[int], p: int) -> None:
    found = nearest_rank(values, p)
    assert found in values
    assert 100 * sum(value <= found for value in values) >= p * len(values)
    assert all(100 * sum(other <= value for other in values) < p * len(values) for value in values if value < found)


@given(NUMBERS, st.integers(1, 100), st.randoms())
def test_the_order_says_nothing(values: list[int], p: int, random: object) -> None:
    mixed = sorted(values, key=lambda _value: random.random())  # type: ignore[attr-defined]  # Hypothesis' own Random
    assert nearest_rank(mixed, p) == nearest_rank(values, p)


@given(NUMBERS, st.integers(1, 99))
def test_a_higher_percentile_is_never_smaller(values: list[int], p: int) -> None:
    lower, higher = nearest_rank(values, p), nearest_rank(values, p + 1)
    assert lower is not None
    assert higher is not None
    assert lower <= higher


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [([], 50, None), ([7], 50, 7), ([1, 2], 50, 1), ([3, 1, 2], 50, 2), (range(1, 11), 90, 9), (range(1, 12), 90, 10)],
)
def test_known_percentiles(values: list[int], percent: int, expected: int | None) -> None:
    assert nearest_rank(values, percent) == expected


@pytest.mark.parametrize("percent", [0, 101])
def test_no_percentile_beyond_a_hundred(percent: int) -> None:
    with pytest.raises(ValueError, match="is none"):
        nearest_rank([1], percent)


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_share_is_off_by_half_a_point_at_most_save_that_all_and_none_are_said_only_of_all_and_none(
    part: int, rest: int
) -> None:
    whole = part + rest
    found = share(part, whole)
    assert found is not None
    assert abs(100 * part - found * whole) <= max(whole, 1)
    assert (found == 0) == (part == 0)
    assert found < 100
    assert share(whole, whole) == 100


@pytest.mark.parametrize(
    ("part", "whole", "expected"), [(0, 0, None), (1, 3, 33), (2, 3, 67), (1, 1000, 1), (1, 200, 1), (999, 1000, 99)]
)
def test_known_shares(part: int, whole: int, expected: int | None) -> None:
    assert share(part, whole) == expected


@pytest.mark.parametrize(("total", "number", "expected"), [(7, 2, "3,5"), (1, 3, "0,3"), (0, 4, "0,0"), (5, 0, "")])
def test_a_mean_has_one_decimal(total: int, number: int, expected: str) -> None:
    assert mean(total, number) == expected
