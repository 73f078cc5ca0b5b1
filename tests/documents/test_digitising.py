"""A digital copy: the pages that were kept, in their order, turned, as PDF/A with nothing else in it."""

import io

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from motcua.documents import digitising
from motcua.documents.checking import pages_of
from motcua.documents.digitising import Page
from motcua.documents.models import DamagedFile, StoredFile
from motcua.lib.outcomes import Denied
from tests.factories import scans
from tests.factories.dossiers import MORNING

pytestmark = pytest.mark.django_db


def kept(content: bytes) -> list[Page]:
    return digitising.keep(pages_of(content), at=MORNING)


def drawn(pages: list[Page]) -> bytes:
    return digitising.draw(pages, title="Giấy chứng sinh", at=MORNING)


def pictures(pdf: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=1).to_pil() for page in document]


def top_is_dark(picture: Image.Image) -> bool:
    red, _green, blue = picture.convert("RGB").getpixel((picture.width // 2, picture.height // 30))  # type: ignore[misc]
    return int(red) < 120 and int(blue) < 60


def test_a_copy_is_pdf_a_2b_with_a_title_and_a_page_for_every_sheet() -> None:
    pdf = pikepdf.open(io.BytesIO(drawn(kept(scans.tiff(3)))))

    with pdf.open_metadata() as metadata:
        assert metadata.pdfa_status == "2B"
        assert metadata["dc:title"] == "Giấy chứng sinh"
    assert len(pdf.pages) == 3
    assert [round(float(side)) for side in pdf.pages[0].mediabox] == [0, 0, 595, 842]


def test_nothing_of_a_hostile_pdf_survives() -> None:
    content = drawn(kept(scans.armed()))

    pdf = pikepdf.open(io.BytesIO(content))
    root = set(pdf.Root.keys())
    assert root.isdisjoint({"/OpenAction", "/AA", "/AcroForm", "/Names"})
    assert len(pdf.attachments) == 0
    assert [name for name in (b"JavaScript", b"trojan", b"XFA") if name in content] == []


def test_the_resolution_of_a_scan_is_kept() -> None:
    pdf = pikepdf.open(io.BytesIO(drawn(kept(scans.written(scans.sheet(size=(2480, 3507)), dpi=(300, 300))))))

    [image] = pdf.pages[0].get_images().values()
    assert [str(image.get(name)) for name in ("/Width", "/Height", "/Filter")] == ["2480", "3507", "/DCTDecode"]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_is_drawn_and_shown_as_it_is_turned(turn: int) -> None:
    [page] = digitising.turned(kept(scans.jpeg()), 0, turn)

    [shown] = pictures(drawn([page]))
    small = Image.open(io.BytesIO(digitising.thumbnail(page)))
    upright = shown.rotate(turn, expand=True)
    assert top_is_dark(upright)
    assert top_is_dark(small.rotate(turn, expand=True))
    assert (shown.width > shown.height) is (turn in {90, 270})
    assert page.size_mm == ((297, 210) if turn in {90, 270} else (210, 297))


def test_a_photo_taken_sideways_stands_upright() -> None:
    [shown] = pictures(drawn(kept(scans.lying())))

    assert top_is_dark(shown)


def test_a_copy_whose_picture_was_damaged_on_disk_is_not_drawn() -> None:
    [page] = kept(scans.jpeg())
    StoredFile.objects.get(sha256=page.picture).path.write_bytes(b"something else")

    with pytest.raises(DamagedFile):
        drawn([page])


PAGES = st.lists(st.integers(0, 10_000), min_size=1, max_size=12, unique=True).map(
    lambda names: [Page(str(name), "", 827, 1169, 100) for name in names]
)


@given(PAGES, st.data())
def test_moving_a_page_keeps_every_page_and_the_order_of_the_others(pages: list[Page], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(pages) - 1))
    to = data.draw(st.integers(-2, len(pages) + 2))

    after = digitising.moved(pages, place, to)

    assert after.index(pages[place]) == min(max(to, 0), len(pages) - 1)
    assert [each for each in after if each != pages[place]] == [each for each in pages if each != pages[place]]


@given(PAGES, st.data())
def test_four_quarter_turns_are_no_turn_and_touch_no_other_page(pages: list[Page], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(pages) - 1))
    turns = data.draw(st.lists(st.sampled_from([-90, 90, 180, 270]), max_size=8))

    after = pages
    for by in turns:
        after = digitising.turned(after, place, by)

    assert after[place].turn == sum(turns) % 360
    assert [each for at, each in enumerate(after) if at != place] == [e for at, e in enumerate(pages) if at != place]
    assert digitising.from_data(digitising.as_data(after)) == after


@given(PAGES, st.data())
def test_what_is_taken_out_is_the_only_thing_gone(pages: list[Page], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(pages) - 1))

    assert digitising.without(pages, place) == pages[:place] + pages[place + 1 :]


@pytest.mark.parametrize("place", [-1, 1])
def test_a_page_that_is_gone_is_said_to_be_gone(place: int) -> None:
    pages = [Page("a", "", 827, 1169, 100)]

    with pytest.raises(Denied, match="không còn"):
        digitising.without(pages, place)
    with pytest.raises(Denied, match="không còn"):
        digitising.turned(pages, place, 90)
    with pytest.raises(Denied, match="không còn"):
        digitising.moved(pages, place, 0)
