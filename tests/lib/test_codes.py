from hypothesis import assume, given
from hypothesis import strategies as st

from motcua.lib import codes

BODIES = st.text(codes.ALPHABET, min_size=1, max_size=20)


@given(BODIES)
def test_with_check_is_valid_and_keeps_the_body(body: str) -> None:
    code = codes.with_check(body)

    assert codes.is_valid(code)
    assert code[:-1] == body


@given(BODIES, st.data())
def test_is_valid_one_wrong_letter_is_found(body: str, data: st.DataObject) -> None:
    code = codes.with_check(body)
    place = data.draw(st.integers(0, len(code) - 1))
    letter = data.draw(st.sampled_from(codes.ALPHABET))
    assume(letter != code[place])

    assert not codes.is_valid(code[:place] + letter + code[place + 1 :])


@given(BODIES)
def test_normalise_undoes_how_people_write_codes(body: str) -> None:
    assert codes.normalise("-".join(body.lower())) == body


def test_alphabet_has_nothing_that_vietnamese_keyboards_rewrite() -> None:
    assert set("AEIOUYDWSFRXJZ") & set(codes.ALPHABET) == set()


def test_is_valid_a_lone_letter_is_no_code() -> None:
    assert not codes.is_valid("1")
    assert not codes.is_valid("")
