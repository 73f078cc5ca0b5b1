"""The same key at the same moment, from two threads with a connection each: one answer."""

import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from motcua.accounts.models import Role
from motcua.dossiers.commands.at_once import TakenAtOnce, take_in_at_once
from motcua.dossiers.commands.once import once
from motcua.dossiers.models import Dossier, Visit
from motcua.forms.models import ConfirmedHow, FilledForm
from motcua.people.models import Person
from tests.factories import dossiers as make
from tests.factories import people
from tests.factories.dossiers import COPIES, MORNING

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 20


def beside[T](act: Callable[[], T], meanwhile: Callable[[], object]) -> tuple[T, object]:
    """Act in a transaction; while it is open, let another thread begin `meanwhile`; return what both answered."""
    answers: list[object] = []

    def other() -> None:
        try:
            answers.append(meanwhile())
        finally:
            connection.close()

    thread = threading.Thread(target=other)
    with transaction.atomic():
        mine = act()
        thread.start()
        time.sleep(0.5)  # long enough to have asked whether the key is new, and to wait for this transaction's end
    thread.join(PATIENCE)
    return mine, answers[0]


def test_a_whole_intake_sent_twice_at_once_is_one_dossier() -> None:
    unit = make.gia_lam()
    what = TakenAtOnce(
        version=make.version_of(COPIES),
        person_data={**people.card().as_json(), "source": "card"},
        values={"gt.ten": "2", "gt.so_trang": "3", "gt.so_ban": "2", "gt.ban_dien_tu": "2"},
        confirmed_how=ConfirmedHow.PAPER,
    )

    def take() -> Dossier:
        return take_in_at_once(what=what, key="the same", by=unit[Role.INTAKE], at=MORNING)

    first, second = beside(take, take)
    assert first == second
    counts = [model.objects.count() for model in (Dossier, Visit, FilledForm, Person)]
    assert counts == [1, 1, 1, 1]


def test_an_act_sent_twice_at_once_is_done_once() -> None:
    unit = make.gia_lam()
    done: list[str] = []

    def press() -> bool:
        return once(lambda: done.append("done"), name="press", key="the same", by=unit[Role.INTAKE], at=MORNING)

    assert beside(press, press) == (True, False)
