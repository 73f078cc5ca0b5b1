"""The same key at the same moment, on two connections: one answer, whoever waits for whom."""

import re
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from motcua.accounts.models import Role
from motcua.dossiers.commands.at_once import TakenAtOnce, take_in_at_once
from motcua.dossiers.commands.once import once
from motcua.dossiers.models import Dossier, Visit
from motcua.events.models import Access
from motcua.events.record import note_access
from motcua.forms.models import ConfirmedHow, FilledForm
from motcua.forms.seed import load_form
from motcua.people.models import Person
from tests.factories import dossiers as make
from tests.factories import people
from tests.factories.dossiers import COPIES, MORNING

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 60
# What the second does first of all that writes, and how it looks for open dossiers of the same person.
WRITES, LOOKS = r"^(BEGIN|INSERT)", r'FROM "dossiers_dossier"'


def beside[T](act: Callable[[], T], *, comes_to: str, waits: bool = False) -> tuple[T, T]:
    """Act in a transaction that is open until a second one, who does the same, comes to such a statement.

    From there the second waits for what the transaction has locked; with `waits`, for its end whatever it has locked.
    """
    answers: list[T] = []
    came, over = threading.Event(), threading.Event()

    def watched(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if re.search(comes_to, sql):
            came.set()
            assert not waits or over.wait(PATIENCE)
        return execute(sql, *rest)

    def second() -> None:
        try:
            with connection.execute_wrapper(watched):
                answers.append(act())
        finally:
            connection.close()

    thread = threading.Thread(target=second)
    with transaction.atomic():
        mine = act()
        thread.start()
        assert came.wait(PATIENCE), "the second never came so far"
    over.set()
    thread.join(PATIENCE)
    return mine, answers[0]


@pytest.mark.parametrize(("comes_to", "waits"), [(WRITES, False), (LOOKS, True)])
def test_a_whole_intake_sent_twice_at_once_is_one_dossier(comes_to: str, waits: bool) -> None:
    unit, version = make.gia_lam(), make.version_of(COPIES)
    load_form(version, on=MORNING.date())
    what = TakenAtOnce(
        version=version,
        person_data={**people.card().as_json(), "source": "card"},
        values={"gt.ten": "2", "gt.so_trang": "3", "gt.so_ban": "2", "gt.ban_dien_tu": "2"},
        confirmed_how=ConfirmedHow.PAPER,
    )

    def take() -> Dossier:
        return take_in_at_once(what=what, key="the same", by=unit[Role.INTAKE], at=MORNING)

    first, second = beside(take, comes_to=comes_to, waits=waits)

    assert first == second
    counts = [model.objects.count() for model in (Dossier, Visit, FilledForm, Person)]
    assert counts == [1, 1, 1, 1]


def test_an_act_sent_twice_at_once_is_done_once() -> None:
    lan = make.gia_lam()[Role.INTAKE]

    def act() -> None:
        note_access(subjects=["person:1"], purpose="look", by=lan, at=MORNING)

    def press() -> bool:
        return once(act, name="press", key="the same", by=lan, at=MORNING)

    assert beside(press, comes_to=WRITES) == (True, False)
    assert Access.objects.count() == 1
