"""A commune and its two administrators."""

import pytest

from motcua.accounts.models import Post, Role
from tests.factories import dossiers as make


@pytest.fixture
def gia_lam() -> make.Commune:
    return make.gia_lam()


@pytest.fixture
def kien(gia_lam: make.Commune) -> Post:
    return gia_lam[Role.ADMIN]


@pytest.fixture
def oanh(kien: Post) -> Post:
    return make.post(kien.agency, Role.ADMIN, "Tạ Kim Oanh")
