"""A commune on the morning of the tests, and its administrator."""

from collections.abc import Iterator

import pytest
from django.test import Client

from motcua.accounts.models import Role
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
