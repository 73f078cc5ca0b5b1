"""A kiosk without a network, as the office sees it: what it is given, what it brings, what its worker keeps."""

import base64
import io
import json
from typing import Any

import pytest
import zxingcpp
from django.test import Client
from PIL import Image

from motcua.dossiers.models import Screen
from motcua.lib import clock
from motcua.lib.clock import local
from motcua.queues import commands
from motcua.queues.models import Line, Origin, Ticket, TicketBlock
from tests.factories import dossiers as make
from tests.factories.dossiers import later
from tests.factories.queues import Hall
from tests.web.desks import desk, text
from tests.web.display.conftest import paired

pytestmark = pytest.mark.django_db
NUMBERS = "/kiosk/numbers/"


def exchange(kiosk: Client, *taken: dict[str, Any], held: dict[int, int] | None = None) -> dict[str, Any]:
    said = json.dumps({"held": held or {}, "taken": taken})
    return dict(kiosk.post(NUMBERS, {"said": said}).json())


def given_out(
    block: dict[str, Any], number: int, *, minutes: int = 0, key: str = "k" * 8, **said: Any
) -> dict[str, Any]:
    at = later(clock.now(), minutes=minutes).isoformat()
    return {"block": block["id"], "key": "k" * 8, "number": number, "at": at} | said


def test_a_paired_kiosk_is_given_numbers_for_every_line_in_every_language(here: Hall, kiosk: Client) -> None:
    said = exchange(kiosk)
    assert (said["office"], said["settled"]) == (here.unit.centre.name, [])
    assert [(each["line"], each["following"], each["last"]) for each in said["blocks"]] == [
        (here.a.pk, 501, 540), (here.b.pk, 501, 540),
    ]  # fmt: skip
    assert [(each["letter"], each["picture"]) for each in said["lines"]] == [("A", "family"), ("B", "paper")]
    assert said["lines"][0]["names"]["vi"] == "Hộ tịch, chứng thực"
    assert set(said["lines"][0]["names"]) >= {"vi", "en", "zh-hans"}
    assert said["from"] <= said["now"] < said["until"] == said["from"] + 24 * 60 * 60 * 1000
    assert kiosk.get(NUMBERS).json()["csrf"]


def test_what_it_gave_out_becomes_a_ticket_once_and_is_settled_each_time(here: Hall, kiosk: Client) -> None:
    block, other = exchange(kiosk)["blocks"]
    taken = given_out(block, 501, minutes=-3, ground="ELDERLY")
    answers = [exchange(kiosk, taken, held={block["id"]: 502, other["id"]: 501}) for _time in range(2)]
    ticket = Ticket.objects.get()
    assert [answer["settled"] for answer in answers] == [["k" * 8]] * 2
    assert (ticket.label, ticket.origin, ticket.ground) == ("A501", Origin.OFFLINE, "ELDERLY")
    assert (local(ticket.place).isoformat(), ticket.person) == (taken["at"], None)
    assert [each["following"] for each in answers[1]["blocks"]] == [502, 501]


def test_its_paper_has_a_picture_and_a_code_that_hold_once_the_ticket_is_there(here: Hall, kiosk: Client) -> None:
    first = exchange(kiosk)["blocks"]
    again = exchange(kiosk, held={each["id"]: each["following"] for each in first})["blocks"]
    assert ([len(each["papers"]) for each in first], ["papers" in each for each in again]) == ([40, 40], [False] * 2)
    block = TicketBlock.objects.get(pk=first[0]["id"])
    paper, token = first[0]["papers"][502 - first[0]["first"]], block.token_of(502)
    phone, address = Client(), f"/s/{token}/"
    assert f"http://testserver{address}" == read_of(paper["picture"])

    before = phone.get(address)
    assert [words in text(before) for words in ("A502", "mất mạng", "giữ phiếu", here.a.name)] == [True] * 4
    asked = phone.get(f"{address}now/")
    assert 'data-state="NOT_YET"' in text(asked)
    assert phone.get(f"{address}now/", headers={"if-none-match": asked.headers["etag"]}).status_code == 304
    assert [phone.post(f"{address}{act}/").status_code for act in ("cancel", "rate")] == [404, 404]

    exchange(kiosk, given_out(first[0], 502, minutes=-3))
    now = phone.get(f"{address}now/", headers={"if-none-match": asked.headers["etag"]})
    assert (now.status_code, 'data-state="WAITING"' in text(now)) == (200, True)
    rating = kiosk.post("/kiosk/rate/", {"code": paper["code"]})
    assert rating.headers["location"] == "/kiosk/rate/faces/"


def read_of(picture: str) -> str:
    """What a phone reads in a picture, as small as the kiosk keeps it."""
    image = Image.open(io.BytesIO(base64.b64decode(picture.partition(",")[2])))
    (found,) = zxingcpp.read_barcodes(image.convert("L").resize((400, 400), Image.Resampling.NEAREST))
    return found.text


def test_a_paper_whose_number_cannot_take_its_place_sends_its_holder_to_the_counter(here: Hall, kiosk: Client) -> None:
    block = exchange(kiosk)["blocks"][0]
    token = TicketBlock.objects.get(pk=block["id"]).token_of(501)
    exchange(kiosk, given_out(block, 501, minutes=-24 * 60))
    said = text(Client().get(f"/s/{token}/"))
    assert ("xin đưa phiếu cho cán bộ ở quầy" in said, "quầy chưa nhận" in said) == (True, False)
    clock.begin_at(later(clock.now(), days=1))
    assert "của ngày khác" in text(Client().get(f"/s/{token}/"))


def test_a_clock_that_runs_ahead_takes_nobodys_place(here: Hall, kiosk: Client) -> None:
    block = exchange(kiosk)["blocks"][0]
    exchange(kiosk, given_out(block, 501, minutes=30))
    assert Ticket.objects.get().taken_at <= clock.now()


def test_a_number_of_another_shop_is_left_on_the_kiosk(here: Hall, kiosk: Client) -> None:
    line = Line.objects.create(shop=make.bat_trang().centre, letter="A", name="Mọi việc")
    foreign = commands.reserve_block(line, count=5, device="kiosk:9", at=clock.now())
    said = exchange(kiosk, given_out({"id": foreign.pk}, 501))
    assert (said["settled"], Ticket.objects.count()) == ([], 0)


def test_who_is_no_kiosk_is_given_nothing(here: Hall, lan: Client) -> None:
    kiosk, stranger = paired(lan), Client()
    stranger.get("/kiosk/")
    desk(here.lan).post(f"/counter/screen/{Screen.objects.exclude(shop=None).get().pk}/revoke/")
    for device in (Client(), stranger, kiosk):
        assert [device.get(NUMBERS).status_code, device.post(NUMBERS).status_code] == [410, 410]
    assert TicketBlock.objects.count() == 0


def test_a_kiosk_for_practice_is_kept_no_numbers(here: Hall, kiosk: Client) -> None:
    Screen.objects.update(training=True)
    assert kiosk.post(NUMBERS, {"said": "{}"}).status_code == 410


@pytest.mark.parametrize("said", ["", "milk", '{"taken": [{"block": 1}]}', '{"held": {"1": 0}}'])
def test_what_no_kiosk_of_ours_says_changes_nothing(here: Hall, kiosk: Client, said: str) -> None:
    assert kiosk.post(NUMBERS, {"said": said}).status_code == 422
    assert TicketBlock.objects.count() == 0


def test_the_page_for_no_network_is_the_same_for_everybody_in_every_language(here: Hall, kiosk: Client) -> None:
    pages = [text(who.get("/kiosk/offline/?lang=en")) for who in (kiosk, Client())]
    assert pages[0] == pages[1]
    assert ('lang="en"' in pages[0], "csrfmiddlewaretoken" in pages[0]) == (True, False)
    assert "Máy vẫn phát số" in text(Client().get("/kiosk/offline/"))


def test_the_worker_keeps_that_page_in_every_language_and_all_that_it_names(here: Hall, client: Client) -> None:
    worker = client.get("/kiosk/sw.js")
    told = dict(
        line.removeprefix("const ").rstrip(";").split(" = ") for line in worker.content.decode().splitlines()[:4]
    )
    kept = json.loads(told["KEPT"])
    assert [each for each in kept if not each.startswith("/static/")] == [
        "/kiosk/offline/", "/kiosk/offline/?lang=en", "/kiosk/offline/?lang=vi", "/kiosk/offline/?lang=zh-hans",
    ]  # fmt: skip
    assert (told["PLACE"], told["INSTEAD"], worker["cache-control"]) == ('"kiosk"', '"/kiosk/offline/"', "no-cache")
    named = [part.split('"')[0].split("#")[0] for part in text(client.get("/kiosk/offline/")).split('="/static/')[1:]]
    assert named != []
    assert [name for name in named if f"/static/{name}" not in kept] == []
