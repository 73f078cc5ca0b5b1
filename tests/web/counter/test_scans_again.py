"""«Bản quét»: copies follow into the dossier, and what the vault holds is used again."""

import re
from typing import Any

import pytest
from django.test import Client

from motcua.documents.models import StoredFile
from motcua.dossiers.commands import turning
from motcua.dossiers.models import (
    CopyStatus,
    Dossier,
    VaultItem,
    VaultKind,
    VaultSource,
    VaultUse,
    Visit,
)
from motcua.events.models import Event
from motcua.people.models import Person
from tests.factories import scans
from tests.factories.dossiers import MORNING, SINGLE_STATUS, Commune
from tests.web.counter import visiting
from tests.web.counter.scanning import PAPER, accept, address, copy_of, does, officer, upload
from tests.web.desks import text
from tests.web.desks import url as dossier_url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_signing")]
CERTIFICATE = "Giấy xác nhận tình trạng hôn nhân"


def test_the_copy_follows_into_the_dossier_at_acceptance(lan: Client, visit: Visit) -> None:
    does(lan, visit, "add", files=[upload(scans.jpeg())])
    does(lan, visit, "sign", paper_pages="1")
    copy = copy_of(visit)

    accept(lan, visit)

    taken = Dossier.objects.get(visit=visit)
    copy.refresh_from_db()
    assert copy.document == taken.documents.get(key=PAPER)
    assert Event.objects.filter(stream=taken.stream, name="dossier.copy_signed").count() == 1
    kept = VaultItem.objects.get()
    assert (kept.person, kept.source, kept.file, kept.dossier) == (
        taken.submitter,
        VaultSource.SIGNED,
        copy.signed,
        taken,
    )
    assert "Đã ký bởi Nguyễn Thị Lan" in text(lan.get(address(taken)))


def test_an_unsigned_copy_follows_too_and_a_replaced_one_is_not_told_again(lan: Client, visit: Visit) -> None:
    does(lan, visit, "add", files=[upload(scans.jpeg())])
    does(lan, visit, "sign", paper_pages="1")
    does(lan, visit, "again")

    accept(lan, visit)

    taken = Dossier.objects.get(visit=visit)
    assert [(each.version, each.status) for each in taken.documents.get(key=PAPER).digital_copies.all()] == [
        (1, CopyStatus.DIGITISED),
        (2, CopyStatus.NONE),
    ]
    assert (VaultItem.objects.count(), Event.objects.filter(name="dossier.copy_signed").count()) == (0, 0)


def test_a_copy_that_cannot_be_read_is_refused_before_a_code_is_given(lan: Client, visit: Visit) -> None:
    does(lan, visit, "add", files=[upload(scans.jpeg())])
    StoredFile.objects.get(sha256=copy_of(visit).pages[0]["picture"]).path.write_bytes(b"cut")
    # Beside what the page itself says already, before anybody presses anything.
    assert "đã lưu không đọc được nữa" in text(lan.get(f"/counter/visits/{visit.pk}/"))

    answer = accept(lan, visit)

    assert "đã lưu không đọc được nữa: bỏ các trang đó và quét lại." in text(answer)
    assert (answer.status_code, Dossier.objects.count()) == (422, 0)


def test_what_a_second_visit_brings_is_the_next_version(lan: Client, visit: Visit, gia_lam: Commune) -> None:
    does(lan, visit, "add", files=[upload(scans.jpeg())])
    item = visit.items.get()
    turning.ask_for_more(visit, item_id=item.pk, items=["Bản chính"], reason="thiếu", guidance="", **officer(gia_lam))
    waiting = Dossier.objects.get(visit=visit)
    second = turning.take_up(dossier=waiting, person_data=visit.person_data, **officer(gia_lam))
    does(lan, second, "add", files=[upload(scans.jpeg(2))])
    turning.ask_for_more(
        second, item_id=second.items.get().pk, items=["Bản chính"], reason="thiếu", guidance="", **officer(gia_lam)
    )

    kept = waiting.documents.get(key=PAPER).digital_copies.order_by("version")
    assert [(each.version, each.replaced_at) for each in kept] == [(1, MORNING), (2, None)]


def vault_item(person: Person, **changes: Any) -> VaultItem:
    fields: dict[str, Any] = {
        "kind": VaultKind.RESULT,
        "key": "KQ.G15.000038",
        "title": CERTIFICATE,
        "procedure_code": SINGLE_STATUS,
        "file": StoredFile.objects.create(sha256=f"{VaultItem.objects.count():064d}", size=1, created_at=MORNING),
        "source": VaultSource.ISSUED,
        "issued_on": MORNING.date(),
        "created_at": MORNING,
    }
    return VaultItem.objects.create(person=person, **(fields | changes))


def test_the_vault_offers_what_holds_with_source_validity_and_mark(lan: Client, dossier: Dossier) -> None:
    tam = dossier.submitter
    issued = vault_item(tam, valid_to=MORNING.date().replace(month=12), dossier=dossier)
    uploaded = vault_item(tam, source=VaultSource.UPLOADED)
    vault_item(tam, revoked_at=MORNING, revoke_reason="cấp sai", title=CERTIFICATE)

    page = text(lan.get(address(dossier)))

    assert f"kết quả cấp ngày 25/11/2026, hồ sơ {dossier.code} · còn giá trị đến 25/12/2026" in page
    assert re.findall(r'value="reuse:(\d+)"', page) == [str(uploaded.pk), str(issued.pk)]
    assert page.count("chưa được cơ quan kiểm tra") == 1

    does(lan, dossier, f"reuse:{uploaded.pk}", key="gxn_cu")

    after = text(lan.get(address(dossier)))
    assert (copy_of(dossier).status, VaultUse.objects.get().item) == (CopyStatus.FROM_RESULT, uploaded)
    assert "Dùng lại: công dân tự tải lên ngày 25/11/2026" in after
    assert "chưa được cơ quan kiểm tra" in after
    assert "Dùng lại giấy tờ trong kho" in text(lan.get(dossier_url(dossier)))


def test_what_the_vault_does_not_offer_says_why(lan: Client, dossier: Dossier) -> None:
    tam = dossier.submitter
    vault_item(tam, valid_to=MORNING.date().replace(day=24), dossier=dossier)
    vault_item(tam, revoked_at=MORNING, revoke_reason="cấp sai", dossier=dossier, key="1")

    page = text(lan.get(address(dossier)))

    source = f"Giấy xác nhận tình trạng hôn nhân (kết quả cấp ngày 25/11/2026, hồ sơ {dossier.code})"
    assert f"{source} hết giá trị từ sau ngày 24/11/2026, không dùng lại được" in page
    assert f"{source} đã thu hồi, không dùng lại được: cấp sai" in page
    assert "reuse:" not in page


def test_what_was_signed_once_is_offered_at_the_next_visit(lan: Client, visit: Visit) -> None:
    does(lan, visit, "add", files=[upload(scans.jpeg())])
    does(lan, visit, "sign", paper_pages="1")
    accept(lan, visit)
    first = Dossier.objects.get(visit=visit)

    again = visiting.ready(lan)
    again.items.update(duplicate_why="bản khác")
    page = text(lan.get(address(again)))
    assert f"bản quét cán bộ ký ngày 25/11/2026, hồ sơ {first.code} · còn giá trị" in page
    does(lan, again, f"reuse:{VaultItem.objects.get().pk}")
    assert lan.get(address(again, f"{copy_of(again).pk}.pdf")).status_code == 200
    accept(lan, again)

    taken = Dossier.objects.get(visit=again)
    assert taken.documents.get(key=PAPER).digital_copies.get().status == CopyStatus.FROM_COMPONENT
    assert (VaultItem.objects.count(), VaultUse.objects.count()) == (1, 1)
    assert Event.objects.filter(stream=taken.stream, name="dossier.copy_reused").count() == 1
