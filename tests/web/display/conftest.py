"""A hall on a Wednesday morning, and a kiosk that an officer of its shop has paired."""

from collections.abc import Iterator

import pytest
from django.test import Client

from motcua.dossiers.models import Screen
from motcua.lib import clock
from tests.factories.dossiers import MORNING
from tests.factories.queues import Hall, hall
from tests.web.desks import desk


@pytest.fixture
def here() -> Iterator[Hall]:
    clock.begin_at(MORNING)
    yield hall()
    clock.begin_at(None)


@pytest.fixture
def lan(here: Hall) -> Client:
    return desk(here.lan)


@pytest.fixture
def kiosk(lan: Client) -> Client:
    return paired(lan)


def paired(officer: Client) -> Client:
    """A device whose code the officer has typed."""
    device = Client()
    device.get("/kiosk/")
    officer.post("/counter/screen/pair/", {"code": Screen.objects.exclude(code="").get().code})
    return device
