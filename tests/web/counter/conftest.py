"""Gia Lâm's counter on a Wednesday morning: Lan, and her colleague beside her."""

from collections.abc import Iterator

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.agencies.models import Counter
from motcua.lib import clock
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, EXTRACT, MORNING, Commune
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
