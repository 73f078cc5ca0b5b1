"""The paper of a mandate, scanned at the counter: taken in as any scan, hung on the mandate, given back as a file."""

from typing import Any

import pytest
from django.test import Client
from pypdfium2 import PdfDocument

from motcua.accounts.models import Role
from motcua.documents.models import StoredFile
from motcua.dossiers.models import Dossier, Visit
from tests.factories import dossiers as make
from tests.factories import scans
from tests.factories.dossiers import COPIES, Commune
from tests.factories.people import TAM_TEXT
from tests.web.counter.scanning import upload
from tests.web.counter.test_behalf import COMPANY, MISSING, accept, page
from tests.web.counter.visiting import look
from tests.web.desks import desk, text

pytestmark = pytest.mark.django_db
WRITTEN = COMPANY | {"paper": "WRITTEN"}


@pytest.fixture
def visit(lan: Client) -> Visit:
    return look(lan, COPIES, look(lan, TAM_TEXT))


def say(client: Client, visit: Visit, *files: Any, **said: str) -> Any:
    answer = client.post(f"/counter/visits/{visit.pk}/behalf/", said | ({"scan": list(files)} if files else {}))
    visit.refresh_from_db()
    return answer


def test_a_scanned_mandate_is_enough_and_is_found_on_the_dossier(lan: Client, visit: Visit, gia_lam: Commune) -> None:
    say(lan, visit, **WRITTEN)
    assert MISSING in page(lan, visit)

    assert say(lan, visit, upload(scans.jpeg(1), "1.jpg"), upload(scans.tiff(2), "2.tif"), **WRITTEN).status_code == 302

    assert MISSING not in page(lan, visit)
    kept = lan.get(f"/counter/visits/{visit.pk}/behalf.pdf")
    assert len(PdfDocument(kept.content)) == 3
    assert kept.headers["content-disposition"] == 'attachment; filename="giay-uy-quyen.pdf"'
    assert accept(lan, visit).status_code == 302
    dossier = Dossier.objects.get()
    assert dossier.mandate is not None
    assert dossier.mandate.file is not None
    assert dossier.mandate.file.read() == kept.content
    address = f"/office/dossiers/{dossier.code}/mandate.pdf"
    assert address in text(lan.get(f"/office/dossiers/{dossier.code}/"))
    given = desk(gia_lam[Role.CASE]).get(address)
    assert (given.content, given.headers["content-security-policy"]) == (kept.content, "sandbox; default-src 'none'")
    assert desk(make.bat_trang()[Role.INTAKE]).get(address).status_code == 404


def test_the_scan_stays_when_only_words_are_changed_and_goes_with_its_paper(lan: Client, visit: Visit) -> None:
    say(lan, visit, upload(scans.jpeg()), **WRITTEN)
    first = visit.person_data["behalf"]["file"]
    assert "Đã có bản quét" in text(lan.get(f"/counter/visits/{visit.pk}/behalf/"))

    say(lan, visit, **WRITTEN | {"paper_note": "số 12"})
    assert visit.person_data["behalf"]["file"] == first
    say(lan, visit, upload(scans.jpeg(2)), **WRITTEN)
    assert visit.person_data["behalf"]["file"] != first
    say(lan, visit, **COMPANY)
    assert "file" not in visit.person_data["behalf"]
    assert lan.get(f"/counter/visits/{visit.pk}/behalf.pdf").status_code == 404


@pytest.mark.parametrize(
    ("content", "said", "sentence"),
    [
        (b"<script>", WRITTEN, "không nhận"),
        (scans.jpeg(), COMPANY, "chưa chọn đó là giấy nào"),
    ],
)
def test_what_is_not_taken_is_said_and_what_was_typed_stays(
    lan: Client, visit: Visit, content: bytes, said: dict[str, str], sentence: str
) -> None:
    answer = say(lan, visit, upload(content), **said)

    assert (answer.status_code, sentence in text(answer)) == (409, True)
    assert 'value="Công ty TNHH Gốm Việt"' in text(answer)
    assert ("behalf" in visit.person_data, StoredFile.objects.count()) == (False, 0)


@pytest.mark.parametrize("files", [[scans.pdf(4)], [scans.tiff(2), scans.tiff(2)]], ids=["one long", "together"])
def test_a_mandate_has_no_more_pages_than_are_read_while_somebody_waits(
    lan: Client, visit: Visit, settings: Any, files: list[bytes]
) -> None:
    settings.MOTCUA_SCAN_AT_ONCE = 3

    answer = say(lan, visit, *(upload(each, f"{place}.pdf") for place, each in enumerate(files)), **WRITTEN)

    assert "Giấy ủy quyền: nhận đến 3 trang, xin chỉ quét những trang của giấy này." in text(answer)
    assert (answer.status_code, "behalf" in visit.person_data, StoredFile.objects.count()) == (409, False, 0)
    assert say(lan, visit, upload(scans.tiff(3)), **WRITTEN).status_code == 302


def test_a_dossier_without_a_scanned_mandate_has_none_to_give(lan: Client, visit: Visit) -> None:
    say(lan, visit, **WRITTEN | {"paper_note": "số 12 ngày 02/11/2026"})
    accept(lan, visit)
    dossier = Dossier.objects.get()

    assert "mandate.pdf" not in text(lan.get(f"/office/dossiers/{dossier.code}/"))
    assert lan.get(f"/office/dossiers/{dossier.code}/mandate.pdf").status_code == 404
