"""«Giấy tờ trong kho»: what this authority keeps of a person, what for it was used, and what holds no more."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from motcua.accounts.models import Role
from motcua.documents.commands import store
from motcua.dossiers.models import Dossier, VaultItem, VaultKind, VaultSource, VaultUse
from motcua.dossiers.models.copies import DigitalCopy
from motcua.lib import clock
from tests.factories import dossiers as make
from tests.factories import people
from tests.factories.dossiers import MORNING, Commune
from tests.web.desks import desk, text
from tests.web.desks import url as dossier_url

pytestmark = pytest.mark.django_db
TODAY = MORNING.date()


@pytest.fixture
def unit() -> Iterator[Commune]:
    clock.begin_at(MORNING)
    yield make.gia_lam()
    clock.begin_at(None)


@pytest.fixture
def dossier(unit: Commune) -> Dossier:
    return make.received(unit, submitter=people.person())


def url(dossier: Dossier, rest: str = "") -> str:
    return f"{dossier_url(dossier)}vault/{rest}"


def item(dossier: Dossier, title: str, /, **changes: Any) -> VaultItem:
    fields: dict[str, Any] = {
        "person": dossier.submitter,
        "kind": VaultKind.PAPER,
        "key": title,
        "title": title,
        "file": store(title.encode(), media_type="application/pdf", at=MORNING),
        "source": VaultSource.SIGNED,
        "issued_on": dt.date(2026, 10, 1),
        "dossier": dossier,
        "created_at": MORNING,
    }
    return VaultItem.objects.create(**(fields | changes))


def test_everything_kept_here_is_shown_with_source_validity_and_its_uses(unit: Commune, dossier: Dossier) -> None:
    good = item(dossier, "Giấy A", valid_to=TODAY)
    item(dossier, "Giấy B", valid_to=TODAY - dt.timedelta(days=1))
    item(dossier, "Giấy C", superseded_by=good)
    item(dossier, "Giấy D", source=VaultSource.UPLOADED, dossier=None)
    copy = DigitalCopy.objects.create(
        document=dossier.documents.first(), key="x", name="Bản", created_by=unit[Role.INTAKE], created_at=MORNING
    )
    VaultUse.objects.create(item=good, copy=copy, purpose="Dùng lại cho: Khai sinh", by=unit[Role.INTAKE], at=MORNING)
    item(dossier, "Giấy người khác", person=people.person(id_number="005099000001", full_name="TRẦN VĂN KHÁC"))
    item(make.received(make.bat_trang()), "Giấy nơi khác", person=dossier.submitter)

    shown = text(desk(unit[Role.INTAKE]).get(url(dossier)))

    for words in (
        "bản quét do cán bộ ký, 01/10/2026",
        "còn giá trị đến 25/11/2026",
        "hết giá trị từ sau ngày 24/11/2026",
        "có bản mới thay từ 01/10/2026",
        "Dùng lại cho: Khai sinh",
        "công dân tự tải lên",
    ):
        assert words in shown
    assert shown.count("chưa được cơ quan kiểm tra") == 1
    assert ("Giấy người khác" in shown, "Giấy nơi khác" in shown) == (False, False)
    assert url(dossier) in text(desk(unit[Role.INTAKE]).get(dossier_url(dossier)))


def test_the_signer_revokes_with_a_reason_and_others_read_why_not(unit: Commune, dossier: Dossier) -> None:
    kept = item(dossier, "Giấy A")
    hoa, lan = desk(unit[Role.APPROVER]), desk(unit[Role.INTAKE])
    act = url(dossier, f"{kept.pk}/revoke/")
    assert "Việc này của" in text(lan.get(url(dossier)))
    assert lan.post(act, {"reason": "cấp sai", "key": "l"}).status_code == 409
    refused = hoa.post(act, {"reason": " ", "key": "h"})
    assert (refused.status_code, "Ghi vì sao thu hồi" in text(refused)) == (409, True)

    for _time in range(2):
        assert hoa.post(act, {"reason": "cấp sai", "key": "h"}).status_code == 302

    kept.refresh_from_db()
    assert (kept.revoke_reason, kept.revoked_by) == ("cấp sai", unit[Role.APPROVER])
    shown = text(hoa.get(url(dossier)))
    assert "thu hồi ngày 25/11/2026: cấp sai" in shown
    assert act not in shown
    assert "Thu hồi giấy tờ trong kho: Giấy A" in text(hoa.get(dossier_url(dossier)))


def test_the_document_in_place_of_a_revoked_one_is_chosen_and_named(unit: Commune, dossier: Dossier) -> None:
    wrong, right = item(dossier, "Giấy A"), item(dossier, "Giấy B")
    gone = item(dossier, "Giấy C", valid_to=TODAY - dt.timedelta(days=1))
    act, hoa = url(dossier, f"{wrong.pk}/revoke/"), desk(unit[Role.APPROVER])
    refused = text(hoa.post(act, {"reason": "sai tên", "instead": gone.pk, "key": "c"}))
    assert "còn giá trị: chọn lại" in refused
    assert 'value="sai tên"' in refused
    assert f'<option value="{gone.pk}"' not in refused

    assert hoa.post(act, {"reason": "sai tên", "instead": right.pk, "key": "b"}).status_code == 302

    wrong.refresh_from_db()
    assert wrong.superseded_by == right
    assert "thu hồi ngày 25/11/2026: sai tên; thay bằng Giấy B, 01/10/2026" in text(hoa.get(url(dossier)))


def test_anothers_document_and_another_authority_are_not_found(unit: Commune, dossier: Dossier) -> None:
    theirs = item(dossier, "Giấy A", person=people.person(id_number="005099000001", full_name="TRẦN VĂN KHÁC"))

    hoa, neighbour = desk(unit[Role.APPROVER]), desk(make.bat_trang()[Role.APPROVER])

    assert hoa.post(url(dossier, f"{theirs.pk}/revoke/"), {"reason": "x", "key": "k"}).status_code == 404
    assert neighbour.get(url(dossier)).status_code == 404


def test_an_empty_vault_says_so(unit: Commune, dossier: Dossier) -> None:
    assert "Kho chưa có giấy tờ nào của người này" in text(desk(unit[Role.HEAD]).get(url(dossier)))
