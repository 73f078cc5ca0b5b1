"""The main way of a dossier, from the counter and back."""

import pytest

from motcua.accounts.models import Role
from motcua.dossiers.commands import deliver
from motcua.dossiers.models import Proof
from motcua.dossiers.states import State
from tests.factories import dossiers as make

pytestmark = pytest.mark.django_db


def test_single_status_goes_from_the_counter_to_the_citizens_hand() -> None:
    unit = make.gia_lam()
    dossier = make.ready(unit)

    dossier = deliver(
        dossier=dossier,
        to_name="TRẦN THỊ TÁM",
        proof=Proof.CODE,
        shown=dossier.pickup_code,
        by=unit[Role.INTAKE],
        at=make.later(make.MORNING, minutes=60),
    )

    assert dossier.state == State.DELIVERED
