"""The printed sheet of cards can be scanned."""

import base64
import io

import zxingcpp
from django.test import RequestFactory
from PIL import Image

from motcua import printing
from motcua.people.demo import demo_cards
from motcua.web.display import cards


def test_card_sheet_every_code_on_paper_reads_as_its_card() -> None:
    pictures = {f"qr{place}": printing.qr_svg(card.text) for place, card in enumerate(demo_cards())}

    pages = printing.png("papers/card_sheet.typ", {"cards": cards._cards()}, pictures)

    read = [code.text for page in pages for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(page)))]
    assert sorted(read) == sorted(card.text for card in demo_cards())


def test_card_sheet_pdf_opens_in_the_browser() -> None:
    answer = cards.sheet_pdf(RequestFactory().get("/the-mau/the-mau.pdf"))

    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["content-type"] == "application/pdf"


def test_qr_data_is_a_tiny_picture_that_reads_back() -> None:
    text = demo_cards()[0].text

    picture = Image.open(io.BytesIO(_bytes(printing.qr_data(text)))).convert("L")

    enlarged = picture.resize((picture.width * 4, picture.height * 4), Image.Resampling.NEAREST)
    assert [code.text for code in zxingcpp.read_barcodes(enlarged)] == [text]


def _bytes(address: str) -> bytes:
    return base64.b64decode(address.partition("base64,")[2])
