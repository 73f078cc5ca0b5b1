"""Every page: nothing for axe to find, no sideways scrolling on a phone, light over the wire, quiet in the console."""

import os
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import URLPattern, get_resolver, resolve
from playwright.sync_api import Browser, Page, expect

from motcua.accounts.models import Post, Role
from motcua.config.demo.dossiers import load_dossiers
from motcua.config.demo.stories import COMMUNES
from motcua.dossiers.models import Dossier, VisitItem
from motcua.forms.models import FormOffer
from motcua.forms.shipped import content_of, shipped_forms
from motcua.lib import clock
from motcua.lib.clock import local
from motcua.procedures.commands import propose
from motcua.procedures.models import Procedure
from motcua.queues.models import Line
from motcua.queues.seed import open_first_lines
from motcua.web.manage.editions.forms import PARTS
from tests.conftest import Install
from tests.factories.people import card_of
from tests.journeys.conftest import Office
from tests.journeys.desk import BINH, MAI, Desk, desk_of
from tests.serving import Served

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Who opens what. Each page is looked at by somebody who works with it.
PAGES = {
    "lan": (
        "/counter/", "/counter/board/", "/counter/results/", "/counter/sheet/", "/counter/person/", "/office/",
        "/counter/screen/", "/man-hinh/",
        "/counter/components/", "/accounts/post/", "/counter/waiting/", "/office/watch/",
        "/counter/queue/", "/counter/appointments/", "/counter/online/helped/day/", "/luu-dong/xem/",
        "/counter/accounts/",
    ),
    "minh": ("/office/", "/office/?f=unit", "/manage/procedures/", "/manage/procedures/1.001193/"),
    "ha": ("/office/approvals/", "/accounts/password/"),
    "ngan": ("/counter/board/", "/counter/results/"),
    "son": (
        "/counter/board/", "/office/?f=late", "/manage/calendar/", "/office/people/", "/office/watch/",
        "/office/register/",
    ),
    "kien": (
        "/manage/calendar/", "/manage/staff/", "/manage/staff/lan/", "/manage/staff/new/", "/manage/units/",
        "/manage/procedures/drafts/", "/office/watch/?f=jobs", "/manage/delegations/", "/manage/competences/",
        "/manage/synonyms/", "/manage/sheets/staff/", "/manage/papers/", "/manage/devices/", "/manage/service-days/",
        "/manage/service-days/new/", "/manage/waiting-room/", "/manage/lines/",
    ),
}  # fmt: skip
HEAVIEST = 60 * 1024
# What a framework says for want of our words.
UNSAID = (" object (", "Select an option", "---------")
# What is left to ask of a birth where no register is connected.
ASKED_BY_HAND = (
    ("Họ, chữ đệm, tên của trẻ", "Trần Mai An"),
    ("Ngày, tháng, năm sinh", "20112026"),
    ("Giới tính", "2"),
    ("Dân tộc", "Kinh"),
    ("Nơi sinh", "Bệnh viện"),
    ("Quê quán", "Gia Lâm"),
)
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1366, "height": 768}
# A page is laid out by its width and coloured by its scheme: two screens see all of both.
SCREENS = (("phone", PHONE, "dark"), ("desktop", DESKTOP, "light"))
# With MOTCUA_SCREENSHOTS=docs/screenshots the pictures of the README are made anew.
PICTURES = os.environ.get("MOTCUA_SCREENSHOTS", "")


def problems(page: Page) -> list[str]:
    """What axe finds, one line each."""
    found = Axe().run(page).response["violations"]
    unsaid = [words for words in UNSAID if words in page.content()]
    return unsaid + [f"{page.url} {each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the screen."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def bring_what_comes_into_view(page: Page) -> None:
    """Scroll to the parts that are fetched only then."""
    if page.locator("[data-brings][hx-get]").count():
        page.locator("[data-brings][hx-get]").scroll_into_view_if_needed()
        expect(page.locator("[hx-trigger='intersect once']")).to_have_count(0)
        page.evaluate("scrollTo(0, 0)")


# Every key that can be seen, what stands in the page before what stands around it: a key means one thing in each.
KEYS = """() => ["main", ".queue-strip", ".shell-head"].map((name) => document.querySelector(name)).map((room) =>
  [...room?.querySelectorAll("[data-key]") ?? []].filter((element) => element.checkVisibility())
    .flatMap((element) => element.dataset.key.split(" ")))"""
HELP = """() => [...document.querySelectorAll("dialog[data-hotkeys][open] dt kbd")]
  .map((key) => key.textContent.replace("Esc", "Escape"))"""


def keys(page: Page) -> list[str]:
    """What is wrong with the keys: two things answer to one, or «?» does not name one, or names it twice."""
    rooms = page.evaluate(KEYS)
    twice = [f"{page.url}: {key} twice" for room in rooms for key in sorted(set(room)) if room.count(key) > 1]
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    page.wait_for_timeout(250)  # a scanner would have gone on by now
    named = page.evaluate(HELP)
    page.evaluate("document.querySelector('dialog[data-hotkeys]').close()")
    meant = sorted({key for room in rooms for key in room})
    return twice + ([] if sorted(named) == meant else [f"{page.url}: ? names {named}, the page has {meant}"])


def picture(page: Page, name: str) -> None:
    if PICTURES:
        folder = Path(PICTURES)
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png")


def begins_a_birth(desk: Desk) -> None:
    desk.opens("/counter/")
    desk.scans(card_of(MAI))
    desk.picks("3")
    desk.registers_answered()


@pytest.fixture
def busy(office: Office) -> Office:
    """The office and its neighbour with two weeks of dossiers behind them."""
    list(load_dossiers(now=clock.now(), communes=COMMUNES[:2]))
    return office


class Looker:
    """One officer's desk on one screen; what is wrong with a page is noted, and which page it was."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.seen: set[str] = set()
        self.wrong: list[str] = []
        desk.page.on("console", lambda message: self.wrong.append(message.text) if message.type == "error" else None)

    def opens(self, *paths: str) -> None:
        for path in paths:
            self.desk.opens(path)
            self.looks()

    def looks(self) -> None:
        page = self.desk.page
        bring_what_comes_into_view(page)
        # A part that is still loading when the page is left would be noted as broken off.
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        path = page.url.removeprefix(self.desk.url)
        self.seen.add(resolve(path.split("?")[0]).view_name)
        wide = sideways(page)
        self.wrong += problems(page) + ([f"{path}: {wide} px sideways"] if wide > 0 else []) + keys(page)

    def is_refused(self, path: str) -> None:
        """The page that says why not; the browser notes the status, and that alone is no error."""
        self.desk.opens(path)
        self.wrong = [said for said in self.wrong if "the server responded with a status of 40" not in said]
        self.wrong += problems(self.desk.page)


def one_in_each_state() -> list[Dossier]:
    """A dossier of Gia Lâm in every state that the demonstration knows."""
    own = Dossier.objects.filter(intake_agency__posts__user__username="lan").order_by("state", "-id")
    return [own.filter(state=state)[0] for state in own.values_list("state", flat=True).distinct().order_by("state")]


def turned_away() -> list[str]:
    """Who was sent home with form 02, and who with form 03."""
    own = Dossier.objects.filter(intake_agency__posts__user__username="lan", received_at=None)
    return [own.filter(state=state)[0].code for state in ("AWAITING_SUPPLEMENT", "REFUSED")]


def looks_at_the_counter(lan: Looker) -> None:
    ready = next(dossier for dossier in one_in_each_state() if dossier.state == "RESULT_READY")
    lan.opens(f"/counter/results/{ready.code}/", f"/counter/visits/{ready.visit_id}/done/")
    lan.opens(*(f"/counter/turned/{code}/" for code in turned_away()))
    begins_a_birth(lan.desk)
    lan.looks()
    visit = lan.desk.page.url.removeprefix(lan.desk.url)
    item = VisitItem.objects.get(visit=UUID(visit.split("/")[3]))
    lan.opens(
        f"{visit}person/", f"{visit}behalf/", f"/scans{visit.removeprefix('/counter').replace('visits', 'visit')}"
    )
    lan.opens(*(f"{visit}items/{item.pk}/{page}/" for page in ("why", "supplement", "refusal")))
    lan.desk.opens(visit)
    lan.desk.scans(card_of(BINH))  # whose is the second card?
    lan.looks()
    lan.desk.clicks("Người khác đến")  # the birth is parked: a strip on every page
    lan.looks()
    lan.opens(visit)


def looks_at_dossiers(minh: Looker) -> None:
    every = one_in_each_state()
    minh.opens(*(f"/office/dossiers/{dossier.code}/" for dossier in every))
    minh.opens(*(f"/office/dossiers/{every[0].code}/{page}/" for page in ("why", "originals", "vault")))
    minh.opens(f"/scans/dossier/{every[0].code}/")


def looks_at_what_is_edited(kien: Looker) -> None:
    looks_at_a_change_of_the_calendar(kien)
    post = Post.objects.get(user__username="kien")
    propose(procedure=Procedure.objects.get(code="1.001193"), by=post, at=clock.now())
    draft = "/manage/procedures/1.001193/draft/"
    open_first_lines(at=clock.now())
    line = Line.objects.filter(shop__authority=post.authority)[0]
    kien.opens(*(f"/manage/lines/{rest}/" for rest in (line.pk, f"new/{line.shop_id}", f"{line.pk}/slots")))
    form = shipped_forms()["1.001193"]
    content = {"content": content_of(form)[0], "digest": "as it came", "offered_on": clock.now().date()}
    FormOffer.objects.get_or_create(procedure_code=form.code, defaults=content)
    kien.opens("/manage/job-owners/", "/manage/procedures/1.001193/new-form/")
    kien.opens(draft, *(f"{draft}{part}/" for part in PARTS), "/manage/procedures/drafts/")


def looks_at_a_change_of_the_calendar(kien: Looker) -> None:
    kien.opens("/manage/procedures/2.000986/")  # repealed
    kien.is_refused("/office/")
    kien.is_refused("/manage/procedures/9.999999/")
    kien.desk.opens("/manage/calendar/")
    kien.desk.clicks("Xem trước")  # nothing was filled in: every field says so
    kien.looks()
    kien.wrong = [said for said in kien.wrong if "the server responded with a status of 422" not in said]
    kien.desk.page.get_by_label("Ngày", exact=True).fill("2026-11-27")
    kien.desk.page.get_by_label("Vì sao").fill("Mất điện cả ngày")
    kien.desk.page.get_by_label("Theo văn bản nào").fill("TB 12/TB-UBND")
    kien.desk.clicks("Xem trước")
    kien.looks()


def looks_at_what_a_day_achieved(son: Looker) -> None:
    ended = Dossier.objects.filter(intake_agency__posts__user__username="lan", state="DELIVERED")
    day = f"/office/ngay/{local(ended[0].received_at or clock.now()).date()}/"
    son.opens(day, f"{day}so-sanh/", f"{day}ho-so/?list=taken-in")


FURTHER = {
    "lan": looks_at_the_counter,
    "minh": looks_at_dossiers,
    "kien": looks_at_what_is_edited,
    "son": looks_at_what_a_day_achieved,
}
# The sheet of cards is served in a demonstration only: it is looked at where it is weighed. The others have journeys of
# their own, on the devices they are made for, or a thing of their own to open.
ELSEWHERE = {
    "display:cards",
    "citizen:confirm", "counter:account", "counter:checks", "counter:filed", "counter:online", "hall:show",
    "kiosk:faces", "kiosk:find", "kiosk:follow", "kiosk:home", "kiosk:lines", "kiosk:offline", "kiosk:procedure",
    "kiosk:rate", "kiosk:ticket",
    "manage:edit_service_day", "manage:service_day", "outreach:conflict", "outreach:tablet",
    "ticket:door", "ticket:show", "ticket:appointment", "ticket:book", "ticket:rate_visit",
    "counter:queue_ticket", "counter:ticket_story", "counter:appointment_story", "kiosk:appointment",
}  # fmt: skip
# Written to, drawn on paper, or a piece of a page that is looked at: no page of their own.
NO_PAGES = {
    "counter:pair_screen", "counter:revoke_screen", "counter:screen_said", "screen:now", "screen:confirm",
    "screen:change",
    "home", "logout", "set_language", "practice", "counter:suggest", "counter:camera", "counter:look", "counter:intake",
    "counter:unit", "counter:other_card", "counter:answer", "counter:save", "counter:registers", "counter:remove_item",
    "counter:form_pdf", "counter:resume", "counter:park", "counter:drop", "counter:accept", "counter:pay",
    "counter:again", "manage:procedure_sheet", "manage:calendar_apply", "manage:give_post", "manage:end_post",
    "manage:reset_password", "office:find", "office:called", "office:confirm_many", "office:paper", "office:act",
    "display:cards_pdf",
    "counter:begin_supplement", "counter:begin_refusal", "counter:take_up", "office:retry_job", "office:call",
    "office:settle_duplicate", "office:keep_original", "office:return_original", "office:people_propose",
    "office:people_answer", "manage:propose", "manage:draft_pdf", "manage:publish_draft", "manage:withdraw_draft",
    "counter:visit_paper", "office:register_pdf", "office:register_xlsx",
    "office:service_day_today", "office:service_day_pdf", "office:service_day_xlsx",
    "scans:act", "scans:picture", "scans:download", "manage:revoke_delegation", "manage:end_competence",
    "manage:say_synonyms", "manage:sheet_dry_run", "manage:sheet_apply", "manage:sheet_export",
    "citizen:agree", "counter:begin_online", "counter:behalf_scan", "counter:end_account", "counter:close_account",
    "counter:come_online",
    "counter:give_up_online", "counter:online_link", "counter:online_said", "counter:open_account",
    "counter:queue_act", "counter:queue_next", "counter:queue_strip", "counter:board_now",
    "counter:queue_take", "counter:queue_stray", "hall:greet",
    "hall:now", "hall:speak", "kiosk:card", "kiosk:clear", "kiosk:ground", "kiosk:look", "manage:revoke_device",
    "manage:put_aside_form", "manage:set_job_owner", "manage:take_over_form",
    "kiosk:camera", "kiosk:numbers", "kiosk:worker", "screen:rate",
    "manage:close_slots", "counter:appointment_act", "counter:appointment_book", "counter:appointment_check_in",
    "ticket:cancel_appointment",
    "manage:join_service_day", "manage:leave_service_day",
    "manage:service_day_act", "manage:service_day_remove", "manage:take_down_notice", "office:mandate_scan",
    "office:vault_revoke", "outreach:give_back", "outreach:join", "outreach:manifest", "outreach:numbers",
    "outreach:became", "outreach:offer", "outreach:refuse", "outreach:session", "outreach:settle", "outreach:submit",
    "outreach:worker", "ticket:cancel", "ticket:now", "ticket:poster", "ticket:rate",
}  # fmt: skip


def every_name() -> set[str]:
    """The names of all addresses."""
    names = set()
    for entry in get_resolver().url_patterns:
        if isinstance(entry, URLPattern):
            names.add(str(entry.name))
        else:
            prefix = f"{entry.namespace}:" if entry.namespace else ""
            names |= {f"{prefix}{door.name}" for door in entry.url_patterns if isinstance(door, URLPattern)}
    return names


def test_every_page_is_accessible_and_fits_the_screen(busy: Office, browser: Browser, settings: Any) -> None:
    wrong: dict[tuple[str, str], list[str]] = {}
    seen: set[str] = set()
    for (screen, size, scheme), username in product(SCREENS, PAGES):
        looker = Looker(busy.sit_down(username, viewport=size, color_scheme=scheme))
        looker.opens(*PAGES[username])
        if further := FURTHER.get(username):
            further(looker)
        seen |= looker.seen
        wrong[screen, username] = looker.wrong
    settings.MOTCUA_TOTP_ROLES = (Role.RECORDS,)
    for username in ("nobody", "thu"):
        looker = Looker(Desk(browser.new_page(), busy.url) if username == "nobody" else busy.sit_down(username))
        looker.opens("/accounts/login/" if username == "nobody" else "/office/")
        seen |= looker.seen
        wrong["desktop", username] = looker.wrong
    assert {where: what for where, what in wrong.items() if what} == {}
    assert every_name() - NO_PAGES - ELSEWHERE - seen == set()


@pytest.fixture
def served(tmp_path: Path, browser: Browser, install: Install) -> Iterator[tuple[str, Desk]]:
    """An installation of its own, served as an office serves it: hashed, compressed."""
    server = Served(install(tmp_path)).start()
    with desk_of(browser, server.url, "lan") as desk:
        yield server.url, desk
    server.stop()


def weight(page: Page, url: str) -> int:
    """Bytes that travel when a page is opened for the first time, headers included."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.clearBrowserCache")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: list[int] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    page.goto(url)
    page.wait_for_load_state("networkidle")
    session.detach()
    return sum(sizes)


def test_no_page_weighs_more_than_sixty_kilobytes(served: tuple[str, Desk], browser: Browser) -> None:
    url, lan = served
    begins_a_birth(lan)
    visit = lan.page.url.removeprefix(url)
    weights = {visit: weight(lan.page, url + visit)}
    for question, answer in (("Đề nghị cấp bản sao", "2"), *ASKED_BY_HAND, ("Người dân đã xem", "1")):
        lan.answers(question, answer)
    code = lan.accepts()
    done, dossier = lan.page.url.removeprefix(url), f"/office/dossiers/{code}/"
    weights |= {path: weight(lan.page, url + path) for path in (*PAGES["lan"], done, dossier)}
    for username in PAGES.keys() - {"lan"}:
        with desk_of(browser, url, username) as desk:
            weights |= {path: weight(desk.page, url + path) for path in PAGES[username]}
    weights["/the-mau/"] = weight(lan.page, url + "/the-mau/")
    assert problems(lan.page) == []
    assert {path: size for path, size in weights.items() if size > HEAVIEST} == {}


def test_pages_speak_english_when_asked(office: Office) -> None:
    desk = office.sit_down("lan")
    desk.page.locator(".shell-tools details[data-menu] > summary").last.click()
    desk.page.get_by_role("button", name="English").click()
    expect(desk.page.locator("html")).to_have_attribute("lang", "en")
    expect(desk.page.get_by_role("navigation").first).to_contain_text("Intake")


def test_screens_for_the_readme(busy: Office) -> None:
    lan = busy.sit_down("lan", viewport=DESKTOP)
    begins_a_birth(lan)
    lan.page.evaluate("scrollTo(0, 0)")
    picture(lan.page, "counter")
    expect(lan.page.get_by_role("main")).to_contain_text("TRẦN MAI AN")
    lan.opens("/counter/board/")
    picture(lan.page, "board")
    minh = busy.sit_down("minh", viewport=DESKTOP)
    minh.opens("/office/")
    picture(minh.page, "inbox")
    minh.page.locator("table th a").first.click()
    minh.page.wait_for_url("**/dossiers/**")
    picture(minh.page, "dossier")
    phone = busy.sit_down("lan", viewport=PHONE, color_scheme="dark")
    phone.opens("/counter/")
    picture(phone.page, "phone")
