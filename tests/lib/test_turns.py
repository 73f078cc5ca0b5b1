"""Requests of a process take turns; who waits for a register lets the next one in and gets the turn back."""

import threading

import pytest

from motcua.lib import turns

PATIENCE = 10


def test_the_second_comes_in_while_the_first_waits_elsewhere_and_not_before() -> None:
    order: list[str] = []
    inside, waiting, answered = threading.Event(), threading.Event(), threading.Event()

    def first() -> None:
        with turns.taken():
            order.append("first begins")
            inside.set()
            with turns.others_pass():
                waiting.set()
                assert answered.wait(PATIENCE)
            order.append("first ends")

    def second() -> None:
        assert waiting.wait(PATIENCE)
        with turns.taken():
            order.append("second begins")
            answered.set()
            order.append("second ends")

    threads = [threading.Thread(target=work) for work in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert order == ["first begins", "second begins", "second ends", "first ends"]


def test_a_turn_is_given_back_after_an_error() -> None:
    for _time in range(2):
        with pytest.raises(ZeroDivisionError), turns.taken(), turns.others_pass():
            _ = 1 / 0
    with turns.taken():
        pass


def test_without_a_turn_nothing_is_let_go() -> None:
    with turns.others_pass():
        pass
    with turns.taken():
        pass
