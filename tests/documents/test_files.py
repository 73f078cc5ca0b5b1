"""Stored files: whole before they are known, stored once, and never given out damaged."""

from pathlib import Path

import pytest

from motcua.documents.commands import store
from motcua.documents.models import DamagedFile, StoredFile
from tests.factories.dossiers import MORNING

pytestmark = pytest.mark.django_db


def test_what_is_stored_is_read_back_to_the_byte(tmp_path: Path) -> None:
    file = store(b"%PDF-1.7 gi\xe1\xba\xa5y", media_type="application/pdf", at=MORNING)
    assert (file.read(), file.size, file.media_type) == (b"%PDF-1.7 gi\xe1\xba\xa5y", 15, "application/pdf")
    assert file.path.is_relative_to(tmp_path)


def test_the_same_content_is_stored_once() -> None:
    first, second = (store(b"the same", media_type="application/pdf", at=MORNING) for _time in range(2))
    assert (first, StoredFile.objects.count()) == (second, 1)
    assert [path.name for path in first.path.parent.iterdir()] == [first.sha256]


def test_content_that_changed_on_disk_is_not_given_out() -> None:
    file = store(b"a receipt", media_type="application/pdf", at=MORNING)
    file.path.write_bytes(b"a forged receipt")
    with pytest.raises(DamagedFile):
        file.read()


def test_content_that_is_gone_from_disk_is_told_as_damaged() -> None:
    file = store(b"a receipt", media_type="application/pdf", at=MORNING)
    file.path.unlink()
    with pytest.raises(DamagedFile):
        file.read()
