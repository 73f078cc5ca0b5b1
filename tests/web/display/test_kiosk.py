"""The kiosk over the wire: tied to a shop by a code, a ticket in three touches, a card, nothing for the next person."""

import io
import re
from itertools import count
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from motcua.accounts.models import Role
from motcua.documents.models import StoredFile
from motcua.dossiers.models import Screen
from motcua.lib import clock
from motcua.people.models import Person
from motcua.queues import commands
from motcua.queues.models import Line, Origin, Ticket
from motcua.queues.states import TicketState
from motcua.surveys.models import Place, Rating
from motcua.web import tickets
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, later
from tests.factories.people import TAM_TEXT
from tests.factories.queues import Hall
from tests.people.photos import CONDITIONS, photograph
from tests.web.desks import desk, text
from tests.web.display.conftest import paired

pytestmark = pytest.mark.django_db


def touch(kiosk: Client, here: Hall, **said: str) -> Any:
    return kiosk.post(f"/kiosk/take/{here.a.pk}/", {"key": "k1", "choice": ""} | said, follow=True)


def choices(page: str) -> int:
    return page.count('class="kiosk-choice"')


def test_a_new_kiosk_shows_a_code_and_after_pairing_its_shop(here: Hall, lan: Client) -> None:
    device = Client()
    page = text(device.get("/kiosk/"))
    code = Screen.objects.get().code
    assert (f"{code[:3]} {code[3:]}" in page, choices(page)) == (True, 0)
    assert device.get("/kiosk/take/").headers["location"] == "/kiosk/"

    lan.post("/counter/screen/pair/", {"code": code})
    row = Screen.objects.get()
    page = text(device.get("/kiosk/"))
    assert (row.kind, row.shop, row.counter) == ("KIOSK", here.unit.centre, None)
    assert (here.unit.centre.name in page, "Lấy số" in page) == (True, True)


def test_the_device_of_one_kind_is_not_one_of_another(kiosk: Client) -> None:
    thief = Client()
    thief.cookies["motcua_screen"] = kiosk.cookies["motcua_kiosk"].value
    assert "chưa nối với quầy" in text(thief.get("/man-hinh/"))
    assert thief.get("/kiosk/take/").headers["location"] == "/kiosk/"


def test_the_officer_sees_the_kiosk_beside_the_second_screen_and_cuts_it_off(here: Hall, lan: Client) -> None:
    kiosk = paired(lan)
    page = text(lan.get("/counter/screen/"))
    assert "Máy lấy số" in page
    lan.post(f"/counter/screen/{Screen.objects.get().pk}/revoke/")
    assert kiosk.get("/kiosk/take/").headers["location"] == "/kiosk/"
    assert "Lấy số" not in text(kiosk.get("/kiosk/"))


def test_an_officer_of_another_shop_does_not_see_it(here: Hall, kiosk: Client) -> None:
    from_elsewhere = desk(make.bat_trang()[Role.INTAKE])
    cut_off = f"/counter/screen/{Screen.objects.get().pk}/revoke/"
    seen = [cut_off in text(who.get("/counter/screen/")) for who in (desk(here.lan), from_elsewhere)]
    assert seen == [True, False]
    assert from_elsewhere.post(cut_off).status_code == 404


def test_a_ticket_takes_three_touches_and_says_what_one_needs(here: Hall, kiosk: Client) -> None:
    here.take()
    lines = text(kiosk.get("/kiosk/take/"))
    assert (choices(lines), "Hộ tịch, chứng thực" in lines, "1 người đang đợi" in lines) == (2, True, True)
    assert choices(text(kiosk.get(f"/kiosk/take/{here.a.pk}/"))) == 4

    page = text(touch(kiosk, here, choice="ELDERLY"))
    ticket = Ticket.objects.get(label="A002")
    assert (ticket.origin, ticket.ground, ticket.person) == (Origin.KIOSK, "ELDERLY", None)
    code = tickets.code_of(ticket.token)
    said = [ticket.label in page, "được ưu tiên" in page, f"{code[:3]} {code[3:]}" in page, "data:image/" in page]
    assert said == [True] * 4


def test_no_page_has_more_than_four_choices_and_every_ground_is_reached(here: Hall, kiosk: Client) -> None:
    seen: set[str] = set()
    for number in range(2):
        page = text(kiosk.get(f"/kiosk/take/{here.a.pk}/?more={number}"))
        assert choices(page) <= 4
        seen |= set(re.findall(r'name="choice" value="(\w*)"', page))
    assert seen == {"", "ELDERLY", "DISABLED", "PREGNANT", "INVALID", "SMALL_CHILD"}


def test_touched_twice_it_is_one_ticket(here: Hall, kiosk: Client) -> None:
    first, second = text(touch(kiosk, here)), text(touch(kiosk, here))
    assert ("A001" in first, "A001" in second, Ticket.objects.count()) == (True, True, 1)


def test_a_card_makes_the_person_known_to_the_ticket_and_never_to_the_screen(here: Hall, kiosk: Client) -> None:
    page = text(kiosk.post("/kiosk/card/", {"text": TAM_TEXT, "line": here.a.pk}, follow=True))
    person = Person.objects.get()
    assert "Đã nhận thẻ, xin chào ông/bà" in page
    shown = page + text(touch(kiosk, here))
    assert Ticket.objects.get().person == person
    assert [part for part in (person.full_name, person.id_number, "TÁM", person.address) if str(part) in shown] == []


def before_the_camera(kiosk: Client, content: bytes, **said: Any) -> Any:
    picture = SimpleUploadedFile("picture.jpg", content, "image/jpeg")
    return kiosk.post("/kiosk/camera/", {"picture": picture} | said)


def test_a_card_before_the_camera_counts_as_scanned_and_its_picture_is_forgotten(here: Hall, kiosk: Client) -> None:
    answer = before_the_camera(kiosk, photograph(TAM_TEXT, CONDITIONS[0], seed=1), line=here.a.pk)
    assert answer.json() == {"go": f"/kiosk/take/{here.a.pk}/"}
    touch(kiosk, here)
    assert Ticket.objects.get().person == Person.objects.get()
    assert StoredFile.objects.count() == 0
    assert before_the_camera(kiosk, photograph(TAM_TEXT, CONDITIONS[0], seed=1)).json() == {"go": "/kiosk/take/"}


def test_a_picture_without_a_card_is_silence_or_a_sentence_and_nobody_is_known(here: Hall, kiosk: Client) -> None:
    answers = [
        before_the_camera(kiosk, blank()),
        before_the_camera(kiosk, photograph("https://example.org/", CONDITIONS[0], seed=1)),
        before_the_camera(kiosk, b"<svg/>"),
        before_the_camera(Client(), photograph(TAM_TEXT, CONDITIONS[0], seed=1)),
    ]
    assert [answer.status_code for answer in answers] == [204, 422, 422, 302]
    assert ("không phải của thẻ" in answers[1].json()["sentence"], Person.objects.count()) == (True, 0)


def blank() -> bytes:
    drawn = io.BytesIO()
    Image.new("L", (640, 480), 200).save(drawn, "JPEG")
    return drawn.getvalue()


def test_the_age_of_the_card_offers_its_ground_first(here: Hall, kiosk: Client) -> None:
    old = TAM_TEXT.split("|")
    old[3] = "01011940"
    page = text(kiosk.post("/kiosk/card/", {"text": "|".join(old), "line": here.a.pk}, follow=True))
    assert re.findall(r'name="choice" value="(\w*)"', page)[0] == "ELDERLY"


def test_what_is_no_card_is_a_sentence_and_leaves_the_way_open(here: Hall, kiosk: Client) -> None:
    page = text(kiosk.post("/kiosk/card/", {"text": "milk"}, follow=True))
    assert ("Chưa đọc được thẻ" in page, choices(page), Person.objects.count()) == (True, 2, 0)


def test_the_next_person_inherits_nothing(here: Hall, kiosk: Client) -> None:
    kiosk.post("/kiosk/card/", {"text": TAM_TEXT})
    kiosk.get("/kiosk/")
    touch(kiosk, here)
    assert Ticket.objects.get().person is None

    kiosk.get("/kiosk/")
    assert kiosk.get("/kiosk/ticket/").headers["location"] == "/kiosk/"


def test_a_second_number_taken_without_going_home_is_nobodys(here: Hall, kiosk: Client) -> None:
    kiosk.post("/kiosk/card/", {"text": TAM_TEXT})
    for key in ("first", "second"):
        touch(kiosk, here, key=key)
    assert list(Ticket.objects.order_by("pk").values_list("person", flat=True)) == [Person.objects.get().pk, None]


def test_a_card_left_behind_is_forgotten_after_two_minutes(here: Hall, kiosk: Client) -> None:
    kiosk.post("/kiosk/card/", {"text": TAM_TEXT})
    clock.begin_at(later(MORNING, minutes=3))
    touch(kiosk, here)
    assert Ticket.objects.get().person is None


def test_no_page_is_kept_by_the_browser(here: Hall, kiosk: Client) -> None:
    touch(kiosk, here)
    for address in ("/kiosk/ticket/", "/kiosk/", "/kiosk/take/", f"/kiosk/take/{here.a.pk}/", "/kiosk/rate/"):
        assert "no-store" in kiosk.get(address).headers["cache-control"], address


def test_language_and_letters_stay_until_cleared_and_lead_nowhere_else(here: Hall, kiosk: Client) -> None:
    answer = kiosk.post("/kiosk/look/", {"larger": "1", "next": "https://elsewhere.example/"})
    assert (answer.headers["location"], "data-larger" in text(kiosk.get("/kiosk/"))) == ("/kiosk/", True)
    kiosk.post("/kiosk/look/", {"language": "xx", "larger": "7", "next": "/kiosk/take/"})
    kiosk.post("/kiosk/look/", {"language": "en", "next": "/kiosk/take/"})
    assert 'lang="en"' in text(kiosk.get("/kiosk/"))

    kiosk.get("/kiosk/clear/")
    page = text(kiosk.get("/kiosk/"))
    assert ("data-larger" in page, '<html lang="vi"' in page) == (False, True)


def test_a_shop_without_lines_says_so_and_a_closed_line_is_no_choice(here: Hall, kiosk: Client) -> None:
    Line.objects.filter(pk=here.a.pk).update(active=False)
    assert choices(text(kiosk.get("/kiosk/take/"))) == 1
    assert kiosk.get(f"/kiosk/take/{here.a.pk}/").status_code == 404
    Line.objects.update(active=False)
    assert "chưa mở hàng nào" in text(kiosk.get("/kiosk/take/"))


def test_an_unknown_ground_is_a_sentence_and_no_ticket(here: Hall, kiosk: Client) -> None:
    answer = touch(kiosk, here, choice="KING")
    assert (answer.status_code, "diện ưu tiên" in text(answer), Ticket.objects.count()) == (422, True, 0)


def served(here: Hall) -> Ticket:
    here.take()
    ticket = here.serve(here.lan, minute=1)
    return commands.finish(ticket, by=here.lan, at=here.at(2))


def test_one_touch_with_the_digits_of_the_ticket_rates_once(here: Hall, kiosk: Client) -> None:
    ticket = served(here)
    wrong = kiosk.post("/kiosk/rate/", {"code": "000001"})
    assert (wrong.status_code, "xem sáu chữ số" in text(wrong)) == (422, True)
    faces = text(kiosk.post("/kiosk/rate/", {"code": tickets.code_of(ticket.token)}, follow=True))
    assert faces.count('name="score"') == 5
    assert "Xin cảm ơn" in text(kiosk.post("/kiosk/rate/faces/", {"score": "4", "reasons": ["WAIT"]}))

    kiosk.post("/kiosk/rate/", {"code": f"http://x/s/{ticket.token}/"})
    again = kiosk.post("/kiosk/rate/faces/", {"score": "1"})
    row = Rating.objects.get()
    assert (again.status_code, row.score, row.reasons, row.place) == (422, 4, ["WAIT"], Place.KIOSK)


def alike() -> tuple[str, str]:
    """Two secrets with the same six digits."""
    seen: dict[str, str] = {}
    tokens = (f"ticket-{number}" for number in count())
    return next(
        (other, token) for token in tokens if (other := seen.setdefault(tickets.code_of(token), token)) != token
    )


def test_two_tickets_with_the_same_digits_are_rated_each_once(here: Hall, kiosk: Client) -> None:
    for minute, token in enumerate(alike()):
        Ticket.objects.filter(pk=here.take(minute=minute).pk).update(token=token, state=TicketState.DONE)
    for score in ("5", "2"):
        kiosk.post("/kiosk/rate/", {"code": tickets.code_of(token)})
        assert kiosk.post("/kiosk/rate/faces/", {"score": score}).status_code == 200
    kiosk.post("/kiosk/rate/", {"code": tickets.code_of(token)})
    assert kiosk.post("/kiosk/rate/faces/", {"score": "1"}).status_code == 422
    assert sorted(Rating.objects.values_list("score", flat=True)) == [2, 5]


def test_who_still_waits_and_who_is_staff_cannot_rate(here: Hall, kiosk: Client) -> None:
    waits = here.take()
    kiosk.post("/kiosk/rate/", {"code": tickets.code_of(waits.token)})
    assert kiosk.post("/kiosk/rate/faces/", {"score": "5"}).status_code == 422

    done = served(here)
    kiosk.post("/kiosk/rate/", {"code": tickets.code_of(done.token)})
    kiosk.force_login(here.lan.user, backend="django.contrib.auth.backends.ModelBackend")
    kiosk.post("/kiosk/rate/", {"code": tickets.code_of(done.token)})
    answer = kiosk.post("/kiosk/rate/faces/", {"score": "5"})
    assert (answer.status_code, "cán bộ đăng nhập" in text(answer)) == (422, True)
    assert not Rating.objects.exists()


def test_without_digits_the_faces_lead_back(kiosk: Client) -> None:
    assert kiosk.get("/kiosk/rate/faces/").headers["location"] == "/kiosk/rate/"
