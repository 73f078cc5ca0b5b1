"""The administrator puts tablets down and takes them out of use."""

import uuid

import pytest

from motcua.accounts.models import Role
from motcua.lib import clock
from motcua.outreach.models import Device
from tests.factories import dossiers as make
from tests.factories import outreach
from tests.factories.dossiers import MORNING, Commune
from tests.web.desks import desk, text

pytestmark = pytest.mark.django_db
URL = "/manage/devices/"


@pytest.fixture
def unit() -> Commune:
    clock.begin_at(MORNING)
    return make.gia_lam()


def said(unit: Commune, **changes: str) -> dict[str, str]:
    return {"name": "Máy 1", "agency": str(unit.centre.pk), "block_size": "5", "key": str(uuid.uuid4())} | changes


def test_a_tablet_is_put_down_with_a_code(unit: Commune) -> None:
    admin, sent = desk(unit[Role.ADMIN]), said(unit)
    for _twice in range(2):
        assert admin.post(URL, sent)["location"] == URL
    device = Device.objects.get()
    page = text(admin.get(URL))
    assert [words in page for words in (f"{device.code[:4]} {device.code[4:]}", "chờ gõ mã", "chưa lần nào")] == [
        True
    ] * 3
    clock.begin_at(make.later(MORNING, minutes=16))
    page = text(admin.get(URL))
    assert ("mã đã hết hạn" in page, device.code[:4] in page) == (True, False)


def test_what_is_wrong_is_said_beside_it(unit: Commune) -> None:
    admin = desk(unit[Role.ADMIN])
    for changes in ({"name": ""}, {"name": "  ", "key": "a"}, {"block_size": "0"}, {"agency": "0"}):
        assert admin.post(URL, said(unit, **changes)).status_code == 422
    assert Device.objects.count() == 0


def test_a_tablet_is_taken_out_of_use_by_its_own_administrator(unit: Commune) -> None:
    device = outreach.tablet(unit)
    outsider = make.post(make.bat_trang().authority, Role.ADMIN, "Người khác")
    assert desk(outsider).post(f"{URL}{device.pk}/revoke/", {"key": "a"}).status_code == 404
    assert device.name not in text(desk(outsider).get(URL))
    assert desk(unit[Role.SUPERVISOR]).post(f"{URL}{device.pk}/revoke/", {"key": "b"}).status_code == 403
    admin = desk(unit[Role.ADMIN])
    assert "đang dùng" in text(admin.get(URL))
    assert admin.post(f"{URL}{device.pk}/revoke/", {"key": "c"}).status_code == 302
    page = text(admin.get(URL))
    for words in ("đã thu hồi", "Thu hồi máy", "Cấp trước 4 số, từ H26.90-261125-0001", "Hủy số chưa dùng: H26.90"):
        assert words in page, words
    assert "Ghi một máy" not in text(desk(unit[Role.SUPERVISOR]).get(URL))
