"""Files that nothing refers to go after their grace; one that anything refers to, in whichever way, never."""

import datetime as dt
import os
from collections.abc import Iterator
from typing import Any

import pytest

from motcua.accounts.models import Role
from motcua.documents import digitising
from motcua.documents.commands import store
from motcua.documents.models import StoredFile
from motcua.documents.sweeping import sweep_files
from motcua.documents.turns import root, storing, throwing_away
from motcua.dossiers import papers
from motcua.dossiers.commands import copies
from motcua.dossiers.models import PaperKind, Visit
from motcua.events.models import Event
from motcua.exchange.models import SigningRequest
from motcua.lib.clock import local
from tests.dossiers.test_vault import HANDED_IN
from tests.factories import dossiers as make
from tests.factories.copies import OLD_CERTIFICATE, component, pages, signed
from tests.factories.dossiers import MORNING, Commune

pytestmark = pytest.mark.django_db
PDF = "application/pdf"


@pytest.fixture(autouse=True)
def _signing(settings: Any) -> None:
    settings.MOTCUA_SIGNING = "standin"


@pytest.fixture
def gia_lam() -> Commune:
    return make.gia_lam()


def aged() -> None:
    """Let everything that lies there have been stored when it was made: the morning of the tests."""
    for path in root().rglob("*"):
        os.utime(path, (MORNING.timestamp(), MORNING.timestamp()))


def days(first: int = 31) -> Iterator[str]:
    """Sixteen days in a row, after which every file was looked at once."""
    return ((local(MORNING).date() + dt.timedelta(days=first + n)).isoformat() for n in range(16))


def swept(first: int = 31) -> int:
    return sum(sweep_files.call(day) for day in days(first))


def test_what_nothing_refers_to_goes_after_its_grace_with_an_event_that_names_it() -> None:
    gone = store(b"nobody's", media_type=PDF, at=MORNING)
    aged()

    assert swept(first=13) == 0
    assert (swept(), swept()) == (1, 0)

    assert (StoredFile.objects.count(), gone.path.exists()) == (0, False)
    told = Event.objects.get(name="files.swept")
    assert told.details == {"files": [gone.sha256], "strays": 0}


def test_everything_that_is_used_stays(gia_lam: Commune) -> None:
    lan: dict[str, Any] = {"by": gia_lam[Role.INTAKE], "at": MORNING}
    dossier = make.ready(gia_lam, papers=HANDED_IN)
    papers.issue(dossier=dossier, kind=PaperKind.RESULT, **lan)
    signed(make.received(gia_lam, papers=HANDED_IN), OLD_CERTIFICATE, gia_lam)
    waits = make.received(gia_lam, papers=HANDED_IN)
    copies.add_pages(waits, component(waits, OLD_CERTIFICATE), pages=pages(3), **lan)
    asked = store(b"asked to be signed", media_type=PDF, at=MORNING)
    SigningRequest.objects.create(correlation="c", content=asked.sha256, post=gia_lam[Role.INTAKE], asked_at=MORNING)
    mandate = store(b"a mandate", media_type=PDF, at=MORNING)
    Visit.objects.create(
        centre=gia_lam[Role.INTAKE].agency, officer=gia_lam[Role.INTAKE], started_at=MORNING,
        person_data={"behalf": {"file": mandate.pk}},
    )  # fmt: skip
    aged()
    before = StoredFile.objects.count()
    assert before > 6

    assert swept() == 0

    assert StoredFile.objects.count() == before
    assert all(file.is_whole for file in StoredFile.objects.all())


def test_a_page_that_was_taken_out_goes_and_its_neighbour_stays(gia_lam: Commune) -> None:
    lan: dict[str, Any] = {"by": gia_lam[Role.INTAKE], "at": MORNING}
    dossier = make.received(gia_lam, papers=HANDED_IN)
    copies.add_pages(dossier, component(dossier, OLD_CERTIFICATE), pages=pages(2), **lan)
    copies.arrange(dossier, component(dossier, OLD_CERTIFICATE), how=lambda some: digitising.without(some, 0), **lan)
    aged()

    assert swept() == 2

    kept = component(dossier, OLD_CERTIFICATE).copy
    assert kept is not None
    (page,) = digitising.from_data(kept.pages)
    assert set(StoredFile.objects.values_list("sha256", flat=True)) == {page.picture, page.thumbnail}


def test_what_was_stored_again_has_its_grace_again() -> None:
    store(b"twice", media_type=PDF, at=MORNING)
    aged()
    again = store(b"twice", media_type=PDF, at=MORNING)
    late = MORNING + dt.timedelta(days=25)
    os.utime(again.path, (late.timestamp(), late.timestamp()))

    assert (swept(), again.is_whole) == (0, True)
    assert swept(first=60) == 1


def test_while_somebody_stores_nothing_goes_and_nobody_waits() -> None:
    store(b"nobody's", media_type=PDF, at=MORNING)
    aged()

    with storing():
        assert swept() == 0
        with throwing_away() as alone:
            assert not alone
    with throwing_away() as alone:
        assert alone
    assert swept() == 1


def test_content_without_a_row_goes_and_what_was_just_written_stays() -> None:
    folder = store(b"nobody's", media_type=PDF, at=MORNING).path.parent
    StoredFile.objects.all().delete()
    (folder / "tmphalf").write_bytes(b"ha")
    aged()
    fresh = folder / "tmpfresh"
    fresh.write_bytes(b"fr")
    later = MORNING + dt.timedelta(days=60)
    os.utime(fresh, (later.timestamp(), later.timestamp()))

    assert swept() == 2

    assert list(folder.iterdir()) == [fresh]
