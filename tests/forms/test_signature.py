"""A signature drawn with a finger: read strictly, drawn anew, bound to the very values."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.forms.signature import HEIGHT, WIDTH, drawn, strokes_of
from motcua.lib.outcomes import Denied

LINE = [[x * 10, 200] for x in range(20)]
POINTS = st.tuples(st.integers(0, WIDTH), st.integers(0, HEIGHT)).map(list)


def test_what_was_drawn_is_drawn_anew_with_whole_numbers() -> None:
    picture = drawn(strokes_of([[[0, 0], [10.4, 20.6], *LINE]])).decode()

    assert picture.startswith("<svg ")
    assert 'd="M0 0 L10 21 L0 200 L10 200' in picture


@pytest.mark.parametrize(
    "said",
    [
        None,
        {},
        "<svg onload=alert(1)>",
        [LINE] * 101,
        [[[0, 0]] * 6_001],
        [[["0", 0]] * 9],
        [[[True, 0]] * 9],
        [[[0, 0, 0]] * 9],
        [[0] * 9],
        [[[-1, 0]] * 9],
        [[[0, HEIGHT + 1]] * 9],
        [[[float("nan"), 0]] * 9],
        [],
        [[[1, 1]]],
        ["M0 0"],
    ],
)
def test_what_is_no_drawing_or_too_little_of_one_is_refused_with_a_sentence(said: Any) -> None:
    with pytest.raises(Denied):
        strokes_of(said)


@given(st.lists(st.lists(POINTS, max_size=30), min_size=1, max_size=20))
def test_whatever_is_drawn_is_either_refused_or_a_small_harmless_picture(said: list[list[list[int]]]) -> None:
    try:
        picture = drawn(strokes_of(said))
    except Denied:
        assert sum(map(len, said)) < 8
        return
    assert len(picture) < 50_000
    assert set(picture.decode()) <= set('<>/="#:.- MLabcdefghijklmnopqrstuvwxyzVBT0123456789')
