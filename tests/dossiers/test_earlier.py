"""A hospital's certificate that an earlier dossier used: no child is registered twice."""

import pytest

from motcua.accounts.models import Role
from motcua.dossiers.commands import cancel
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.earlier import births_taken_in
from motcua.forms.models import ConfirmedHow
from tests.factories import dossiers as make
from tests.factories import forms
from tests.factories.dossiers import MORNING, Commune, later

pytestmark = pytest.mark.django_db
BIRTH = "1.001193"


def registered(unit: Commune) -> Dossier:
    """The daughter's birth, taken in with her certificate."""
    form = forms.filled(BIRTH)
    form.values = {"tre.gcs_so": {"value": forms.birth().number, "source": "health"}}
    form.confirmed_how = ConfirmedHow.PAPER
    form.save()
    return make.received(unit, BIRTH, form=form)


def test_a_certificate_in_an_earlier_dossier_is_named_with_its_code() -> None:
    unit = make.gia_lam()
    dossier = registered(unit)
    twin = forms.birth(number="01024.GCS.00118.26")

    found = births_taken_in((forms.birth(), twin), authority=unit.authority)

    assert found == {"01024.GCS.00117.26": dossier.code}


def test_a_cancelled_dossier_and_another_commune_leave_the_certificate_free() -> None:
    gia_lam, bat_trang = make.gia_lam(), make.bat_trang()
    dossier = registered(gia_lam)

    assert births_taken_in((forms.birth(),), authority=bat_trang.authority) == {}

    cancel(dossier=dossier, reason="Nhầm người.", by=gia_lam[Role.INTAKE], at=later(MORNING, minutes=5))
    assert births_taken_in((forms.birth(),), authority=gia_lam.authority) == {}


def test_no_certificate_is_taken_in_where_there_is_none() -> None:
    assert births_taken_in([], authority=make.gia_lam().authority) == {}
