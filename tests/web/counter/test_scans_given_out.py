"""«Bản quét»: who sees a copy, and how its files leave: as pictures of our own or as an attachment."""

import io
import re

import pytest
from django.test import Client
from PIL import Image

from motcua.accounts.models import Role
from motcua.documents.models import StoredFile
from motcua.dossiers.models import (
    Dossier,
    Visit,
)
from motcua.events.models import Access
from tests.factories import dossiers as make
from tests.factories import scans
from tests.factories.dossiers import SINGLE_STATUS, Commune
from tests.web.counter.scanning import address, copy_of, does, upload
from tests.web.desks import desk, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_signing")]


def test_another_centre_another_role_and_nonsense_see_nothing(gia_lam: Commune, lan: Client, visit: Visit) -> None:
    make.version_of(SINGLE_STATUS)
    mai, minh = desk(make.bat_trang()[Role.INTAKE]), desk(gia_lam[Role.CASE])

    for client, path in (
        (mai, address(visit)),
        (minh, address(visit)),
        (lan, "/scans/visit/nonsense/"),
        (lan, "/scans/elsewhere/x/"),
        (lan, "/scans/dossier/H26.90-000000-0000/"),
    ):
        assert client.get(path).status_code == 404


def test_the_neighbour_sees_no_copy_of_a_dossier(gia_lam: Commune, lan: Client, dossier: Dossier) -> None:
    does(lan, dossier, "add", key="gxn_cu", files=[upload(scans.jpeg())])
    does(lan, dossier, "sign", key="gxn_cu", paper_pages="1")
    hung = desk(make.bat_trang()[Role.CASE])
    copy = copy_of(dossier)

    for rest in ("", f"{copy.pk}/0.png", f"{copy.pk}.pdf"):
        assert (lan.get(address(dossier, rest)).status_code, hung.get(address(dossier, rest)).status_code) == (200, 404)
    assert Access.objects.filter(subject=dossier.stream, purpose="Xem bản quét").count() == 1


def test_a_signed_copy_leaves_as_an_attachment_only(lan: Client, dossier: Dossier) -> None:
    does(lan, dossier, "add", key="gxn_cu", files=[upload(scans.pdf(2), "a.pdf")])
    copy = copy_of(dossier)
    assert lan.get(address(dossier, f"{copy.pk}.pdf")).status_code == 404
    does(lan, dossier, "sign", key="gxn_cu", paper_pages="2")

    answer = lan.get(address(dossier, f"{copy.pk}.pdf"))

    assert answer.content == copy_of(dossier).signed.read()  # type: ignore[union-attr]
    wanted = {
        "Content-Disposition": f'attachment; filename="ban-quet-{copy.pk}.pdf"',
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    assert {name: answer.headers[name] for name in wanted} == wanted


def test_a_copy_damaged_on_disk_is_not_given_out(lan: Client, dossier: Dossier) -> None:
    does(lan, dossier, "add", key="gxn_cu", files=[upload(scans.jpeg())])
    does(lan, dossier, "sign", key="gxn_cu", paper_pages="1")
    copy = copy_of(dossier)
    copy.signed.path.write_bytes(b"forged")  # type: ignore[union-attr]
    StoredFile.objects.get(sha256=copy.pages[0]["thumbnail"]).path.unlink()

    answer = lan.get(address(dossier, f"{copy.pk}.pdf"))

    assert (answer.status_code, "bị hỏng hoặc mất" in text(answer)) == (500, True)
    assert lan.get(address(dossier, f"{copy.pk}/0.png")).status_code == 404


def test_pages_are_shown_as_pictures_of_our_own(lan: Client, visit: Visit) -> None:
    does(lan, visit, "add", files=[upload(scans.jpeg())])
    does(lan, visit, "right:0")
    copy = copy_of(visit)

    small = lan.get(address(visit, f"{copy.pk}/0.png"))
    large = lan.get(address(visit, f"{copy.pk}/0.png"), {"large": "1"})

    sizes = [Image.open(io.BytesIO(each.content), formats=["PNG"]).size for each in (small, large)]
    assert (sizes[0][0] > sizes[0][1], sizes[1]) == (True, (1169, 827))
    assert small.headers["X-Content-Type-Options"] == "nosniff"
    assert lan.get(address(visit, f"{copy.pk}/7.png")).status_code == 404
    assert lan.get(address(visit, "99999/0.png")).status_code == 404


def test_who_only_reads_a_dossier_gets_no_buttons(gia_lam: Commune, lan: Client, dossier: Dossier) -> None:
    does(lan, dossier, "add", key="gxn_cu", files=[upload(scans.jpeg())])
    hoa = desk(gia_lam[Role.APPROVER])

    page = text(hoa.get(address(dossier)))

    assert "Việc này của" in page
    assert re.findall(r'type="file"|value="sign"|value="remove', page) == []
    assert does(hoa, dossier, "remove:0", key="gxn_cu").status_code == 422
    assert len(copy_of(dossier).pages) == 1
