"""Bà Tám takes a number at the kiosk with her card, follows it on her phone, is served and touches a face."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import product
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from motcua.accounts.models import Post
from motcua.dossiers.models import Visit
from motcua.lib import clock
from motcua.procedures import scanner_codes
from motcua.queues import commands
from motcua.queues.models import Line, Origin, Ticket, TicketBlock
from motcua.surveys.models import Rating
from motcua.web import rated, tickets
from tests.factories.people import card_of
from tests.journeys.conftest import Office
from tests.journeys.desk import TAM
from tests.journeys.scanner import scan
from tests.journeys.test_pages import PICTURES, problems, sideways

pytestmark = pytest.mark.browser
UPRIGHT, TABLET, LYING = {"width": 1080, "height": 1920}, {"width": 800, "height": 1280}, {"width": 1024, "height": 768}
PHONE = {"width": 360, "height": 740}
# How many rows lie in a store of the kiosk; a database that is not there yet is not made here.
_COUNT = """async () => {
  const done = (asked) => new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
  if (!(await indexedDB.databases()).some((each) => each.name === "motcua-kiosk")) return false;
  const database = await done(indexedDB.open("motcua-kiosk"));
  const rows = await done(database.transaction("%s").objectStore("%s").count());
  database.close();
  return rows %s;
}"""
HOLDS, SENT = _COUNT % ("blocks", "blocks", "> 0"), _COUNT % ("taken", "taken", "=== 0")


@pytest.fixture
def lines(office: Office) -> None:
    """Two lines of Gia Lâm's shop, both called at Lan's counter."""
    kien, lan = Post.objects.get(user__username="kien"), Post.objects.get(user__username="lan")
    assert lan.counter is not None
    for letter, name in (("A", "Hộ tịch, chứng thực"), ("B", "Đất đai, xây dựng")):
        said = commands.LineSaid(letter, name, sectors=[name], counters=[lan.counter.number])
        commands.say_line(lan.agency, said, by=kien, at=clock.now())


@pytest.fixture
def kiosk(office: Office, lines: None, browser: Browser) -> Iterator[Page]:
    """A kiosk tied to Lan's shop by its code."""
    with ExitStack() as devices:
        device = _device(browser, devices, viewport=UPRIGHT)
        page = device.new_page()
        page.goto(f"{office.url}/kiosk/")
        lan = office.sit_down("lan")
        lan.opens("/counter/screen/")
        lan.page.get_by_label("Mã trên màn hình").fill(page.locator(".kiosk-number").inner_text())
        lan.presses("Enter")
        lan.sees("Máy lấy số")
        page.get_by_role("link", name="Đã gõ mã").click()
        expect(page.get_by_role("heading", name="Ông bà cần gì ạ?")).to_be_visible()
        comes_true(page, HOLDS)
        yield page


def _device(browser: Browser, devices: ExitStack, **options: object) -> BrowserContext:
    device = browser.new_context(locale="vi-VN", has_touch=True, **options)  # type: ignore[arg-type]
    devices.callback(device.close)
    device.set_default_timeout(20_000)
    return device


def touches(kiosk: Page, *words: str) -> None:
    for word in words:
        kiosk.locator(".kiosk-choice", has_text=word).tap()


def test_a_card_a_ticket_a_call_and_one_touch(office: Office, kiosk: Page, browser: Browser) -> None:
    touches(kiosk, "Lấy số")
    expect(kiosk.get_by_role("heading", name="Ông bà đến làm việc gì?")).to_be_visible()
    kiosk.wait_for_load_state()
    with kiosk.expect_navigation():
        scan(kiosk, card_of(TAM))
    expect(kiosk.locator("body")).to_contain_text("Đã nhận thẻ, xin chào ông/bà.")
    touches(kiosk, "Hộ tịch", "Không thuộc diện nào")
    expect(kiosk.locator(".kiosk-number")).to_have_text("A001")
    expect(kiosk.locator("body")).not_to_contain_text("TÁM")

    ticket = Ticket.objects.get()
    with ExitStack() as devices:
        phone = _device(browser, devices, viewport=PHONE).new_page()
        phone.goto(f"{office.url}/s/{ticket.token}/")
        expect(phone.locator("main")).to_contain_text("Sắp đến lượt ông bà")

        lan = Post.objects.get(user__username="lan")
        commands.call_next(by=lan, at=clock.now())
        expect(phone.get_by_role("alert")).to_contain_text("Mời ông bà đến", timeout=20_000)
        commands.begin_serving(Ticket.objects.get(), person_data=None, by=lan, at=clock.now())
        commands.finish(Ticket.objects.get(), by=lan, at=clock.now())
        expect(phone.locator(".face")).to_have_count(5, timeout=20_000)
        reason = phone.get_by_label("Thời gian đợi")
        reason.check()
        phone.evaluate("document.querySelector('[data-state]').dataset.old = 'drawn before'")
        commands.take(Line.objects.get(letter="B"), origin=Origin.KIOSK, at=clock.now())
        expect(phone.locator("[data-old]")).to_have_count(0, timeout=20_000)
        expect(reason).to_be_checked()  # drawn anew, and what was ticked is ticked

    touches_away(kiosk)
    touches(kiosk, "Đánh giá")
    for digit in tickets.code_of(ticket.token):
        kiosk.locator(f"[data-digit='{digit}']").tap()
    kiosk.get_by_role("button", name="Xong").tap()
    kiosk.locator(".face", has_text=re.compile("^Hài lòng")).tap()
    expect(kiosk.get_by_role("heading", name="Xin cảm ơn ông bà.")).to_be_visible()
    assert Rating.objects.get().score == 4


def test_the_code_of_a_procedure_scanned_at_the_look_up_finds_it(office: Office, kiosk: Page) -> None:
    touches(kiosk, "Tra cứu thủ tục")
    expect(kiosk.get_by_role("heading", name="Ông bà muốn làm việc gì?")).to_be_visible()
    kiosk.wait_for_load_state()
    with kiosk.expect_navigation():
        scan(kiosk, scanner_codes.encode("1.001193"))
    expect(kiosk.locator(".kiosk-choice")).to_have_text(["Đăng ký khai sinh"])


def touches_away(kiosk: Page) -> None:
    kiosk.get_by_role("link", name="Xong").tap()
    expect(kiosk.get_by_role("heading", name="Ông bà cần gì ạ?")).to_be_visible()


def test_it_warns_at_fifty_seconds_forgets_at_sixty_and_leads_nobody_back(kiosk: Page) -> None:
    kiosk.clock.install()
    touches(kiosk, "Lấy số", "Hộ tịch", "Không thuộc diện nào")
    expect(kiosk.locator(".kiosk-number")).to_have_text("A001")
    kiosk.clock.fast_forward(51_000)
    expect(kiosk.get_by_role("button", name="Tôi còn ở đây")).to_be_visible()
    kiosk.get_by_role("button", name="Tôi còn ở đây").tap()
    expect(kiosk.get_by_role("button", name="Tôi còn ở đây")).to_be_hidden()
    expect(kiosk.locator(".kiosk-number")).to_have_text("A001")

    kiosk.clock.fast_forward(61_000)
    expect(kiosk.get_by_role("heading", name="Ông bà cần gì ạ?")).to_be_visible()
    kiosk.go_back()
    expect(kiosk.locator("body")).not_to_contain_text("A001")


def comes_true(kiosk: Page, script: str) -> None:
    for _time in range(100):
        if kiosk.evaluate(script):
            return
        kiosk.wait_for_timeout(200)
    pytest.fail(script)


def without_a_network(kiosk: Page) -> None:
    """The kiosk holds its numbers and its worker stands; then the network is gone."""
    kiosk.evaluate("navigator.serviceWorker.ready.then(() => true)")
    kiosk.wait_for_function("navigator.serviceWorker.controller !== null")
    comes_true(kiosk, HOLDS)
    kiosk.context.set_offline(True)


def takes_offline(kiosk: Page, line: str, ground: str = "Không thuộc diện nào") -> str:
    touches(kiosk, "Lấy số", line, ground)
    number = kiosk.locator(".kiosk-number:visible").inner_text()
    expect(kiosk.locator("body")).to_contain_text("Lấy khi mất mạng: ông bà giữ số này")
    kiosk.get_by_role("button", name="Xong").locator("visible=true").tap()
    expect(kiosk.get_by_role("heading", name="Ông bà cần gì ạ?")).to_be_visible()
    return number


def test_a_paper_given_without_a_network_is_followed_and_rates_once_the_line_is_back(
    office: Office, kiosk: Page, browser: Browser
) -> None:
    without_a_network(kiosk)
    touches(kiosk, "Lấy số", "Hộ tịch", "Không thuộc diện nào")
    expect(kiosk.locator(".kiosk-number:visible")).to_have_text("A501")
    expect(kiosk.locator("[data-slot-picture]")).to_be_visible()
    assert kiosk.locator("[data-slot-picture]").evaluate("(image) => image.complete && image.naturalWidth > 20")
    token = TicketBlock.objects.get(line__letter="A").token_of(501)
    code = tickets.code_of(token)
    expect(kiosk.locator("[data-slot-code]")).to_have_text(f"{code[:3]} {code[3:]}")
    with ExitStack() as devices:
        phone = _device(browser, devices, viewport=PHONE).new_page()
        phone.goto(f"{office.url}/s/{token}/")
        expect(phone.locator("main")).to_contain_text("Máy lấy số đang mất mạng")
        assert (problems(phone), sideways(phone)) == ([], 0)
        kiosk.get_by_role("button", name="Xong").locator("visible=true").tap()
        kiosk.context.set_offline(False)
        expect(phone.locator("main")).to_contain_text("Sắp đến lượt ông bà", timeout=40_000)
        expect(phone.locator(".kiosk-number")).to_have_text("A501")

    comes_true(kiosk, SENT)
    expect(kiosk.get_by_role("link", name="Theo dõi hồ sơ")).to_be_visible(timeout=20_000)
    without_a_network(kiosk)
    touches(kiosk, "Lấy số", "Hộ tịch", "Không thuộc diện nào")
    expect(kiosk.locator(".kiosk-number:visible")).to_have_text("A502")
    expect(kiosk.locator("[data-slot-picture]")).to_be_visible()


def test_without_a_network_it_gives_numbers_that_are_called_in_their_turn(office: Office, kiosk: Page) -> None:
    without_a_network(kiosk)
    touches(kiosk, "Lấy số")
    expect(kiosk.locator("body")).to_contain_text("Đang mất mạng. Máy vẫn phát số")
    touches(kiosk, "Đất đai", "Không thuộc diện nào")
    expect(kiosk.locator(".kiosk-number:visible")).to_have_text("B501")
    kiosk.get_by_role("button", name="Xong").locator("visible=true").tap()
    expect(kiosk.get_by_role("heading", name="Ông bà cần gì ạ?")).to_be_visible()
    kiosk.wait_for_load_state()
    kiosk.reload()
    expect(kiosk.get_by_role("heading", name="Ông bà cần gì ạ?")).to_be_visible()
    assert [takes_offline(kiosk, "Hộ tịch"), takes_offline(kiosk, "Đất đai")] == ["A501", "B502"]
    assert kiosk.locator(".kiosk-choice:disabled").count() == 3
    assert (problems(kiosk), sideways(kiosk), Ticket.objects.count()) == ([], 0, 0)

    lan = Post.objects.get(user__username="lan")
    late = commands.take(Line.objects.get(letter="A"), origin=Origin.KIOSK, at=clock.now())
    kiosk.context.set_offline(False)
    expect(kiosk.get_by_role("link", name="Theo dõi hồ sơ")).to_be_visible(timeout=20_000)
    assert sorted(Ticket.objects.values_list("label", flat=True)) == ["A001", "A501", "B501", "B502"]
    comes_true(kiosk, SENT)
    called = [commands.call_next(by=lan, at=clock.now())]
    assert [each and each.label for each in called] == ["B501"]
    assert late.place > Ticket.objects.get(label="B502").place


def test_without_a_network_it_forgets_too_and_speaks_other_languages(kiosk: Page) -> None:
    without_a_network(kiosk)
    kiosk.reload()
    kiosk.get_by_role("button", name="English").tap()
    expect(kiosk.locator("html")).to_have_attribute("lang", "en")
    kiosk.wait_for_load_state()
    kiosk.locator("[data-take]").tap()
    kiosk.locator("[data-lines] [data-choice]").first.tap()
    kiosk.locator("[data-grounds] [data-choice]").first.tap()
    expect(kiosk.locator(".kiosk-number:visible")).to_have_text("A501")
    kiosk.clock.install()
    kiosk.clock.fast_forward(61_000)
    expect(kiosk.get_by_role("heading", name="Ông bà cần gì ạ?")).to_be_visible()
    expect(kiosk.locator("body")).not_to_contain_text("A501")


def test_the_picture_on_the_second_screen_rates_on_a_phone_by_one_touch(office: Office, browser: Browser) -> None:
    lan, at = Post.objects.get(user__username="lan"), clock.now()
    visit = Visit.objects.create(centre=lan.agency, counter=lan.counter, officer=lan, started_at=at, ended_at=at)
    with ExitStack() as devices:
        phone = _device(browser, devices, viewport=PHONE).new_page()
        phone.goto(f"{office.url}/danh-gia/{rated.of_visit(visit).ref}/")
        assert (problems(phone), sideways(phone)) == ([], 0)
        phone.locator(".face", has_text=re.compile("^Rất hài lòng")).tap()
        expect(phone.locator("main")).to_contain_text("Ông bà đã đánh giá. Xin cảm ơn.")
    assert (Rating.objects.get().score, Rating.objects.get().place) == (5, "PHONE")


ROLL = 80 * 72 / 25.4  # the width of the paper, in points


def test_a_ticket_is_one_page_as_wide_as_the_roll_wherever_it_is_printed(office: Office, kiosk: Page) -> None:
    touches(kiosk, "Lấy số", "Hộ tịch")
    kiosk.locator(".kiosk-choice[value=ELDERLY]").tap()
    expect(kiosk.locator(".kiosk-number")).to_have_text("A001")
    lan = office.sit_down("lan")
    lan.opens(f"/counter/queue/{Ticket.objects.get().pk}/ticket/")
    assert (problems(lan.page), sideways(lan.page)) == ([], 0)
    printed = [on_paper(page, name) for page, name in ((kiosk, "kiosk"), (lan.page, "counter"))]
    touches_away(kiosk)
    without_a_network(kiosk)
    touches(kiosk, "Lấy số", "Hộ tịch", "Không thuộc diện nào")
    expect(kiosk.locator(".kiosk-number:visible")).to_have_text("A501")
    printed.append(on_paper(kiosk, "offline"))
    assert printed == [(1, round(ROLL))] * 3


def on_paper(page: Page, name: str) -> tuple[int, int]:
    """Return how many pages come out of the printer, and how wide the first is."""
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    if PICTURES:
        Path(PICTURES, f"ticket-{name}.pdf").write_bytes(pdf)
    document = pypdfium2.PdfDocument(pdf)
    return len(document), round(document[0].get_width())


def test_a_number_given_twice_is_let_in_under_another_and_its_story_read(office: Office, lines: None) -> None:
    at = clock.now()
    block = commands.reserve_block(Line.objects.get(letter="A"), count=5, device="kiosk:1", at=at)
    twice = [commands.TakenOffline(f"key {each}", 501, at) for each in range(2)]
    commands.reconcile(block, twice, at=at)
    for size, scheme in ((PHONE, "dark"), ({"width": 1366, "height": 768}, "light")):
        lan = office.sit_down("lan", viewport=size, color_scheme=scheme)
        for path in ("/counter/queue/", f"/counter/queue/{Ticket.objects.order_by('pk')[0].pk}/story/"):
            lan.opens(path)
            assert (problems(lan.page), sideways(lan.page)) == ([], 0)
    lan.opens("/counter/queue/")
    lan.page.get_by_role("button", name="Cấp số mới").click()
    lan.sees("Số của ông bà")
    lan.sees("A001")
    lan.opens("/counter/queue/")
    lan.page.get_by_label("Số hôm nay").fill("a001")
    lan.page.keyboard.press("Enter")
    lan.sees("Cấp thay số A501 của máy lấy số")


PAGES = ("", "take/", "take/{line}/", "find/?q=khai+sinh", "find/1.001193/", "follow/", "rate/")


@pytest.mark.slow
def test_every_page_is_clear_at_every_size(office: Office, kiosk: Page, browser: Browser) -> None:
    found: list[str] = []
    line = Line.objects.order_by("letter")[0]
    for size, larger in product((UPRIGHT, TABLET, LYING), (False, True)):
        kiosk.set_viewport_size(size)  # type: ignore[arg-type]
        for path in PAGES:
            kiosk.goto(f"{office.url}/kiosk/{path.format(line=line.pk)}")
            if larger and not path:
                with kiosk.expect_navigation():
                    kiosk.get_by_role("button", name="Chữ to hơn").tap()
            found += [*problems(kiosk), *_cramped(kiosk, least=88 if size == UPRIGHT else 44)]
        kiosk.goto(f"{office.url}/kiosk/clear/")
    assert found == []


def _cramped(page: Page, *, least: int) -> list[str]:
    """What is too wide for the screen, or too small for a finger."""
    small: list[str] = page.eval_on_selector_all(
        "a, button",
        "(all, least) => all.filter(each => each.checkVisibility()"
        " && Math.min(each.offsetHeight, each.offsetWidth) < least).map(each => each.outerHTML.slice(0, 80))",
        least,
    )
    return [f"{page.url} sideways {sideways(page)}"] * bool(sideways(page)) + small
