"""The camera at the counter: a picture of a card counts as the card scanned, and is forgotten."""

import io
import logging
from pathlib import Path
from typing import Any

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from motcua.accounts.models import Role
from motcua.documents.models import StoredFile
from motcua.dossiers.models import Visit
from motcua.people import card_camera
from motcua.people.id_card.reading import CUT, NO_CARD
from motcua.procedures import scanner_codes
from tests.factories.dossiers import COPIES, Commune
from tests.factories.people import TAM_TEXT
from tests.people.photos import CONDITIONS, photograph
from tests.web.counter.visiting import look
from tests.web.desks import desk, text

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}


def photo_of(words: str) -> bytes:
    return photograph(words, CONDITIONS[0], seed=1)


def empty() -> bytes:
    drawn = io.BytesIO()
    Image.new("L", (640, 480), 200).save(drawn, "JPEG")
    return drawn.getvalue()


def sends(client: Client, content: bytes | None, visit: Visit | None = None, **more: Any) -> Any:
    said: dict[str, Any] = {"visit": visit.pk} if visit else {}
    if content is not None:
        said["picture"] = SimpleUploadedFile("picture.jpg", content, "image/jpeg")
    return client.post("/counter/camera/", said, **more)


def test_a_frame_of_a_card_brings_the_person_as_a_scan_does(lan: Client) -> None:
    answer = sends(lan, photo_of(TAM_TEXT), headers=JSON)

    visit = Visit.objects.get()
    scanned = look(lan, TAM_TEXT)
    assert answer.json() == {"go": f"/counter/visits/{visit.pk}/"}
    assert visit.person_data == scanned.person_data


def test_a_card_shown_to_the_camera_during_a_visit_is_the_visits(lan: Client) -> None:
    visit = look(lan, COPIES)
    sends(lan, photo_of(TAM_TEXT), visit, headers=JSON)

    visit.refresh_from_db()
    assert (visit.person_data["full_name"], Visit.objects.count()) == ("TRẦN THỊ TÁM", 1)


def test_the_code_of_a_procedure_is_read_too(lan: Client) -> None:
    sends(lan, photo_of(scanner_codes.encode(COPIES)), headers=JSON)

    assert Visit.objects.get().items.get().procedure_version.procedure.code == COPIES


def test_a_frame_without_a_code_changes_nothing_and_says_nothing(lan: Client) -> None:
    answer = sends(lan, empty(), headers=JSON)

    assert (answer.status_code, answer.content, Visit.objects.count()) == (204, b"", 0)


@pytest.mark.parametrize(("words", "sentence"), [("https://vi.wikipedia.org", NO_CARD), (TAM_TEXT[:40], CUT)])
def test_a_code_that_is_no_card_is_said_in_a_sentence(lan: Client, words: str, sentence: str) -> None:
    answer = sends(lan, photo_of(words), headers=JSON)

    assert (answer.status_code, answer.json(), Visit.objects.count()) == (422, {"sentence": sentence}, 0)


@pytest.mark.parametrize("content", [None, b"<svg/>", empty() + b"\0" * card_camera.LARGEST_FILE])
def test_what_is_no_picture_is_refused_with_a_sentence(lan: Client, content: bytes | None) -> None:
    answer = sends(lan, content, headers=JSON)

    assert (answer.status_code, "xin" in answer.json()["sentence"]) == (422, True)


def test_without_a_script_a_chosen_picture_leads_to_the_same_page(lan: Client) -> None:
    answer = sends(lan, photo_of(TAM_TEXT))

    assert answer.headers["location"] == f"/counter/visits/{Visit.objects.get().pk}/"


def test_without_a_script_a_picture_that_cannot_be_read_is_said_on_the_page_and_the_visit_stands(lan: Client) -> None:
    visit = look(lan, COPIES)
    answer = sends(lan, empty(), visit)

    assert (answer.status_code, "một phần ba khung hình" in text(answer)) == (422, True)
    assert f"/counter/visits/{visit.pk}/" in text(answer)


def test_no_picture_is_kept_and_none_of_its_text_is_logged(
    lan: Client, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    sends(lan, photo_of(TAM_TEXT), headers=JSON)
    sends(lan, photo_of(TAM_TEXT[:40]), headers=JSON)

    assert (list(tmp_path.rglob("*.jpg")), StoredFile.objects.count()) == ([], 0)
    assert not [
        record
        for record in caplog.records
        if "005158004710" in record.getMessage() and "sql" not in str(record.__dict__)
    ]


def test_only_who_takes_in_may_show_cards_to_the_camera(gia_lam: Commune) -> None:
    assert sends(desk(gia_lam[Role.CASE]), photo_of(TAM_TEXT), headers=JSON).status_code == 403
    assert Visit.objects.count() == 0


def test_the_button_stands_beside_the_box_before_and_during_a_visit(lan: Client) -> None:
    visit = look(lan, COPIES)
    for address in ("/counter/", f"/counter/visits/{visit.pk}/"):
        page = text(lan.get(address))
        assert (page.count('data-key="Alt+M"'), page.count("js/camera.js")) == (1, 1)


def test_a_code_the_camera_reads_is_what_segno_wrote() -> None:
    drawn = io.BytesIO()
    segno.make(TAM_TEXT, error="m").save(drawn, kind="png", scale=4, border=4)

    assert card_camera.text_in(drawn.getvalue()) == TAM_TEXT
