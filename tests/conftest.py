"""What every test may use: the database of MOTCUA_DATABASE_URL, and a quiet data folder of its own."""

import os
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

hypothesis_settings.register_profile("default", deadline=None, print_blob=True)
hypothesis_settings.register_profile("ci", deadline=None, print_blob=True, derandomize=True)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "default"))

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop runs in the thread of the test


@pytest.fixture(autouse=True)
def _data_folder(settings: object, tmp_path: Path) -> None:
    """Every test writes its files into a folder of its own."""
    settings.MOTCUA_DATA_DIR = tmp_path  # type: ignore[attr-defined]
