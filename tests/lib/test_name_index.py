"""Names by their words: any order, beginnings, slips of the finger."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.lib.name_index import NameIndex

TAM, BAY, HOA = "tran thi tam", "le van bay", "nguyen thi phuong hoa"


def best(index: NameIndex, text: str) -> list[str]:
    return sorted(next((names for names in index.readings(text) if names), []))


@pytest.fixture
def index() -> NameIndex:
    made = NameIndex()
    made.add([TAM, BAY, HOA, TAM])
    return made


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("tran thi tam", [TAM]),
        ("tam tran", [TAM]),
        ("thi", [HOA, TAM]),
        ("tr ta", [TAM]),
        ("phuong", [HOA]),
        ("phuogn hoa", [HOA]),
        ("nguyeen thi", [HOA]),
        ("tran tran tam", [TAM]),
        ("van tam", []),
        ("xyz", []),
        ("", []),
    ],
)
def test_the_strictest_reading_that_fits_is_taken(index: NameIndex, text: str, names: list[str]) -> None:
    assert best(index, text) == names


def test_what_is_written_right_is_not_mixed_with_what_is_nearly_so() -> None:
    index = NameIndex()
    index.add(["pham van tuan", "pham van tuyen"])

    assert best(index, "tuan") == ["pham van tuan"]


def test_names_added_later_are_found_and_a_name_is_kept_once(index: NameIndex) -> None:
    index.add([TAM, "vu thi tam"])

    assert len(index) == 4
    assert best(index, "tam") == [TAM, "vu thi tam"]


words = st.text(alphabet="abghinotuvy", min_size=1, max_size=6)
people = st.lists(st.lists(words, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=12)


@given(people, st.data())
def test_a_name_is_found_by_any_of_its_words_in_any_order(names: list[str], data: st.DataObject) -> None:
    index = NameIndex()
    index.add(names)
    name = data.draw(st.sampled_from(names))
    asked = data.draw(st.permutations(name.split()))

    found = best(index, " ".join(asked))

    assert name in found
    assert found == sorted(each for each in set(names) if set(name.split()) <= set(each.split()))


@given(people, st.data())
def test_one_wrong_letter_in_a_longer_word_still_finds_the_name(names: list[str], data: st.DataObject) -> None:
    index = NameIndex()
    index.add([*names, "duong xuan"])
    word = data.draw(st.sampled_from(["duong", "xuan"]))
    place = data.draw(st.integers(0, len(word) - 1))
    wrong = word[:place] + "z" + word[place + 1 :]

    assert "duong xuan" in best(index, wrong)
