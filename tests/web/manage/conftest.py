"""A commune on the morning of the tests, and its administrators."""

from collections.abc import Iterator

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.forms.seed import load_forms
from motcua.lib import clock
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, Commune
from tests.web.desks import desk


@pytest.fixture
def unit() -> Iterator[Commune]:
    clock.begin_at(MORNING)
    yield make.gia_lam()
    clock.begin_at(None)


@pytest.fixture
def admin(unit: Commune) -> Client:
    make.version_of(make.SINGLE_STATUS)
    make.version_of(make.COPIES)
    return desk(unit[Role.ADMIN])


@pytest.fixture
def gia_lam(unit: Commune) -> Commune:
    """The same with two procedures and their forms."""
    for code in (make.COPIES, make.SINGLE_STATUS):
        make.version_of(code)
    load_forms(on=MORNING.date())
    return unit


@pytest.fixture
def kien(gia_lam: Commune) -> Client:
    return desk(gia_lam[Role.ADMIN])


@pytest.fixture
def oanh(gia_lam: Commune) -> Client:
    """A second administrator beside Kiên."""
    return desk(make.post(gia_lam[Role.ADMIN].agency, Role.ADMIN, "Tạ Kim Oanh"))
