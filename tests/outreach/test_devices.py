"""A tablet is enrolled with a code that counts once and not for long."""

from typing import Any

import pytest

from motcua.accounts.models import Role
from motcua.lib.outcomes import Denied
from motcua.outreach.commands import devices, enrol, join, revoke, see
from motcua.outreach.models import Device
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, Commune, later

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


def enrolled(unit: Commune, **changes: Any) -> Device:
    fields: dict[str, Any] = {
        "name": " Máy 1 ",
        "agency": unit.centre,
        "block_size": 5,
        "by": unit[Role.ADMIN],
        "at": MORNING,
    }
    return enrol(**(fields | changes))


def test_a_code_counts_once(unit: Commune) -> None:
    made = enrolled(unit)
    device, token = join(code=made.code.lower(), by=unit[Role.INTAKE], at=later(MORNING, minutes=14))
    assert (device.name, device.code, device.token_digest) == ("Máy 1", "", devices.digest_of(token))
    with pytest.raises(Denied, match="Không có máy nào"):
        join(code=made.code, by=unit[Role.INTAKE], at=later(MORNING, minutes=14))
    see(device=device, at=later(MORNING, hours=1))
    assert Device.objects.get().seen_at == later(MORNING, hours=1)


def test_a_code_is_over_after_a_quarter_of_an_hour(unit: Commune) -> None:
    made = enrolled(unit)
    for code, minutes in ((made.code, 15), ("", 1), ("0000", 1)):
        with pytest.raises(Denied, match="Không có máy nào"):
            join(code=code, by=unit[Role.INTAKE], at=later(MORNING, minutes=minutes))


def test_another_centre_cannot_join(unit: Commune) -> None:
    made, neighbour = enrolled(unit), make.bat_trang()
    with pytest.raises(Denied, match="Máy này thuộc"):
        join(code=made.code, by=neighbour[Role.INTAKE], at=MORNING)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [({"name": " "}, "Ghi tên máy"), ({"block_size": 0}, "từ 1 đến 200"), ({"block_size": 201}, "từ 1 đến 200")],
)
def test_what_is_said_of_it_is_looked_at(unit: Commune, changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Denied, match=sentence):
        enrolled(unit, **changes)


def test_only_the_administrator_of_the_own_authority_manages(unit: Commune) -> None:
    device, neighbour = enrolled(unit), make.bat_trang()
    with pytest.raises(Denied, match="Chỉ quản trị"):
        enrolled(unit, by=unit[Role.INTAKE])
    with pytest.raises(Denied, match="đơn vị khác"):
        enrolled(unit, agency=neighbour.centre)
    with pytest.raises(Denied, match="Chỉ quản trị"):
        revoke(device=device, by=unit[Role.HEAD], at=MORNING)
