"""Gia Lâm's counter on a Wednesday morning: Lan, and her colleague beside her."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.agencies.models import Counter
from motcua.dossiers.models import Dossier, Visit
from motcua.lib import clock
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, EXTRACT, MORNING, Commune
from tests.web.counter import visiting
from tests.web.desks import desk


@pytest.fixture
def gia_lam() -> Iterator[Commune]:
    clock.begin_at(MORNING)
    unit = make.gia_lam()
    make.version_of(COPIES)
    make.version_of(EXTRACT)
    yield unit
    clock.begin_at(None)


@pytest.fixture
def lan(gia_lam: Commune) -> Client:
    return desk(gia_lam[Role.INTAKE])


@pytest.fixture
def hoa(gia_lam: Commune) -> Client:
    """Lan's colleague at the counter beside hers."""
    counter = Counter.objects.create(centre=gia_lam.centre, number=2, name="Quầy 2")
    return desk(make.post(gia_lam.centre, Role.INTAKE, "Trần Thu Hoa", counter=counter))


@pytest.fixture
def _signing(settings: Any) -> None:
    settings.MOTCUA_SIGNING = "standin"


@pytest.fixture
def visit(lan: Client) -> Visit:
    """Bà Tám's copies, ready to be taken in."""
    return visiting.ready(lan)


@pytest.fixture
def dossier(gia_lam: Commune) -> Dossier:
    """Bà Tám's single-status certificate; the earlier one lies on the table."""
    return make.received(gia_lam, papers=frozenset({"to_khai", "giay_to_tuy_than", "giay_to_cu_tru", "gxn_cu"}))
