"""One browser for all journeys; every test has a page of its own."""

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from motcua.accounts.demo import load_staff
from motcua.agencies.seed import load_agencies
from motcua.config.cli import catalogue
from motcua.exchange.standin.server import StandIn
from motcua.lib import clock
from motcua.worktime.seed import load_calendars
from tests.journeys.desk import Desk, desk_of
from tests.journeys.loaded import Loaded
from tests.journeys.tablet import opened

MORNING = dt.datetime(2026, 11, 25, 8, 30, tzinfo=clock.TZ)

CHROMIUM = os.environ.get("MOTCUA_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--force-color-profile=srgb"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(
        locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", viewport={"width": 1366, "height": 768}
    )
    opened.set_default_timeout(10_000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@dataclass
class Office:
    """Gia Lâm and its neighbours on a Wednesday morning, served."""

    url: str
    standin: StandIn
    sit_down: Callable[..., Desk] = field(repr=False)


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    return Loaded(tmp_path_factory.mktemp("loaded"))


def _load() -> None:
    load_calendars()
    load_agencies()
    catalogue.load_folder()
    load_staff()


@pytest.fixture
def office(
    live_server: LiveServer, transactional_db: None, settings: Any, standin: StandIn, browser: Browser, loaded: Loaded
) -> Iterator[Office]:
    """The demonstration's units, procedures and staff, without dossiers; the clock stands at 8:30 on 25 November."""
    settings.MOTCUA_DEMO, settings.MOTCUA_CATALOGUE_OWNER = True, "00565"
    clock.begin_at(MORNING)
    loaded.again(_load)
    with ExitStack() as desks:

        def sit_down(username: str, **options: object) -> Desk:
            return desks.enter_context(desk_of(browser, live_server.url, username, **options))

        yield Office(live_server.url, standin, sit_down)
    clock.begin_at(None)


type Bring = Callable[[dict[str, int]], tuple[BrowserContext, Page]]


@pytest.fixture
def tablet(office: Office, browser: Browser) -> Iterator[Bring]:
    """Lan's tablet, put down by the administrator, as large as is asked for."""
    with ExitStack() as devices:

        def bring(viewport: dict[str, int]) -> tuple[BrowserContext, Page]:
            admin = office.sit_down("kien")
            admin.opens("/manage/devices/")
            admin.page.get_by_label("Tên máy").fill("Máy thôn 3")
            admin.page.get_by_label("Số hồ sơ cấp trước mỗi lần").fill("5")
            admin.clicks("Ghi máy, lấy mã")
            code = admin.page.locator("[data-device-code]").inner_text()
            device, page = opened(browser, office.url, code, viewport)
            devices.callback(device.close)
            return device, page

        yield bring


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A photograph of a paper."""
    path = tmp_path / "paper.jpg"
    Image.effect_noise((2400, 1700), 60).convert("RGB").save(path)
    return path
