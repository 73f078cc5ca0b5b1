"""«Bản quét»: files that a scanner drops into a folder."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.dossiers.models import (
    DigitalCopy,
    Dossier,
    Visit,
)
from tests.factories import scans
from tests.factories.dossiers import MORNING, Commune
from tests.web.counter.scanning import address, copy_of, does
from tests.web.desks import desk, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_signing")]


@pytest.fixture
def tray(settings: Any, tmp_path: Path, gia_lam: Commune) -> Path:
    """The folder in which the scanner of Lan's counter drops its files."""
    settings.MOTCUA_SCAN_FOLDER = str(tmp_path / "scans")
    folder = tmp_path / "scans" / gia_lam.centre.code / "quay-1"
    folder.mkdir(parents=True)
    return folder


def dropped(tray: Path, name: str, content: bytes, *, seconds_ago: int = 60) -> Path:
    file = tray / name
    file.write_bytes(content)
    when = MORNING.timestamp() - seconds_ago
    os.utime(file, (when, when))
    return file


def test_files_of_the_scan_folder_are_assigned_and_moved_when_they_are_stored(
    lan: Client, visit: Visit, tray: Path
) -> None:
    good = dropped(tray, "quet 1.jpg", scans.jpeg())
    bad = dropped(tray, "quet 2.pdf", scans.encrypted())

    page = text(lan.get(address(visit)))
    assert re.findall(r'<option value="(quet [^"]+)"', page) == ["quet 1.jpg", "quet 2.pdf"]
    does(lan, visit, "take", waiting="quet 1.jpg")
    refused = does(lan, visit, "take", waiting="quet 2.pdf")

    assert (len(copy_of(visit).pages), good.exists(), bad.exists()) == (1, False, True)
    assert [each.name.endswith("-quet 1.jpg") for each in (tray / "da-nhan").iterdir()] == [True]
    assert "Tệp «quet 2.pdf» có đặt mật khẩu" in text(refused)


@pytest.mark.parametrize("name", ["../../secret.jpg", "link.jpg", ".hidden.jpg", "new.jpg", "gone.jpg", ""])
def test_only_whole_files_of_the_own_folder_are_taken(lan: Client, visit: Visit, tray: Path, name: str) -> None:
    secret = dropped(tray.parent.parent, "secret.jpg", scans.jpeg())
    (tray / "link.jpg").symlink_to(secret)
    dropped(tray, ".hidden.jpg", scans.jpeg())
    dropped(tray, "new.jpg", scans.jpeg(), seconds_ago=-3600)  # still being written

    assert "không còn trong thư mục quét" in text(does(lan, visit, "take", waiting=name))
    assert DigitalCopy.objects.count() == 0


def test_without_a_folder_nothing_waits(lan: Client, visit: Visit, settings: Any, tmp_path: Path) -> None:
    assert "thư mục quét" not in text(lan.get(address(visit)))
    assert "không còn trong thư mục quét" in text(does(lan, visit, "take", waiting="a.jpg"))
    settings.MOTCUA_SCAN_FOLDER = str(tmp_path / "nowhere")
    assert "thư mục quét" not in text(lan.get(address(visit)))


def test_a_case_officer_has_a_folder_by_name(gia_lam: Commune, dossier: Dossier, tray: Path) -> None:
    minh = gia_lam[Role.CASE]
    folder = tray.parent.parent / gia_lam.department.code / minh.user.username
    folder.mkdir(parents=True)
    dropped(folder, "a.jpg", scans.jpeg())

    does(desk(minh), dossier, "take", key="gxn_cu", waiting="a.jpg")

    assert len(copy_of(dossier).pages) == 1
