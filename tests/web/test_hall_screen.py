"""The screen of the waiting room over the wire: whole states, what they cost, and never a name."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import F
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from motcua.accounts.models import Role
from motcua.agencies.models import Counter
from motcua.dossiers.models import Dossier, Screen, ScreenKind
from motcua.lib import clock
from motcua.queues import commands, voice
from motcua.queues.models import Notice
from tests.factories import dossiers as make
from tests.factories import queues, servicedays
from tests.factories.dossiers import MORNING
from tests.factories.people import person
from tests.factories.queues import Hall
from tests.web.desks import desk, text

pytestmark = pytest.mark.django_db
NAME = queues.KNOWN["full_name"]


@pytest.fixture
def hall(tmp_path: Any, settings: Any) -> Iterator[Hall]:
    settings.MOTCUA_DATA_DIR = tmp_path
    clock.begin_at(MORNING)
    yield queues.hall()
    clock.begin_at(None)


@pytest.fixture
def screen(hall: Hall) -> Client:
    """A device paired with the shop by Lan."""
    device = Client()
    device.get("/man-hinh-cho/")
    desk(hall.lan).post("/counter/screen/pair/", {"code": Screen.objects.get().code})
    return device


def now(screen: Client, tag: str = "") -> Any:
    return screen.get("/man-hinh-cho/now/", headers={"if-none-match": tag} if tag else {})


def parts(page: str) -> tuple[str, str]:
    """What stands under «now» and under «next»."""
    calls, _sep, rest = page.partition('class="hall-next"')
    return calls, rest.partition("<footer")[0]


def test_a_new_device_shows_a_code_and_once_it_is_typed_the_hall(hall: Hall) -> None:
    device = Client()
    page = text(device.get("/man-hinh-cho/", headers={"accept-language": "en"}))
    row = Screen.objects.get()
    assert f"{row.code[:3]} {row.code[3:]}" in page
    assert (row.kind, 'lang="vi"' in page, "chưa nối với phòng chờ" in page) == (ScreenKind.HALL, True, True)
    answer = now(device)
    assert f"{row.code[:3]} {row.code[3:]}" in text(answer)

    desk(hall.lan).post("/counter/screen/pair/", {"code": row.code})
    row.refresh_from_db()
    assert (row.shop, row.counter) == (hall.unit.centre, None)
    page = text(now(device, answer.headers["etag"]))
    assert (hall.unit.centre.name in page, "Chưa gọi số nào" in page) == (True, True)


def test_a_device_that_is_unknown_or_was_cut_off_begins_anew(hall: Hall, screen: Client) -> None:
    assert now(Client()).status_code == 410
    lan = desk(hall.lan)
    lan.post(f"/counter/screen/{Screen.objects.get().pk}/revoke/")
    assert now(screen).status_code == 410


def test_too_many_devices_that_wait_are_told_to_come_later(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.dossiers.commands.screens._MOST_WAITING", 0)
    answer = Client().get("/man-hinh-cho/")
    assert (answer.status_code, "mười phút" in text(answer)) == (503, True)


def test_it_says_who_is_called_where_and_who_comes_next_by_line_without_a_name(hall: Hall, screen: Client) -> None:
    row = person(full_name=NAME)
    for minute in range(3):
        hall.take(minute=minute, person=row)
    hall.take(hall.b, minute=3)
    hall.serve(hall.lan, minute=4)
    commands.call_next(by=hall.hoa, at=hall.at(5))
    page = text(now(screen))
    calls, following = parts(page)
    signs = ["A002", "Quầy <b>2</b>", "A001", "Quầy <b>1</b>"]
    assert sorted(signs, key=calls.index) == signs
    assert [label in following for label in ("A001", "A002", "A003", "B001")] == [False, False, True, True]
    assert ("A003" in calls, NAME in page, NAME.title() in page) == (False, False, False)


def test_a_long_name_of_a_counter_is_written_smaller_and_whole(hall: Hall, screen: Client) -> None:
    name = "Bàn hướng dẫn và hỗ trợ nộp hồ sơ trực tuyến"
    assert hall.lan.counter is not None
    Counter.objects.filter(pk=hall.lan.counter.pk).update(name=name)
    hall.take()
    commands.call_next(by=hall.lan, at=hall.at(1))
    hall.take()
    commands.call_next(by=hall.hoa, at=hall.at(2))

    calls, _following = parts(text(now(screen)))
    assert (f'hall-counter long">{name}<' in calls, 'hall-counter">Quầy <b>2</b>' in calls) == (True, True)


def test_an_answer_that_has_not_changed_costs_two_queries(
    hall: Hall, screen: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    hall.take()
    tag = now(screen).headers["etag"]
    with django_assert_num_queries(2):
        assert now(screen, tag).status_code == 304
    assert now(screen, f"W/{tag}").status_code == 304
    commands.call_next(by=hall.lan, at=hall.at(1))
    answer = now(screen, tag)
    assert (answer.status_code, "A001" in text(answer), answer.headers["etag"] != tag) == (200, True, True)


def test_a_recall_a_skip_and_a_no_show_are_seen(hall: Hall, screen: Client) -> None:
    hall.take()
    ticket = commands.call_next(by=hall.lan, at=hall.at(1))
    assert ticket is not None
    tags = [now(screen).headers["etag"]]
    key = text(now(screen)).partition('data-call="')[2].partition('"')[0]
    commands.recall(ticket, by=hall.lan, at=hall.at(2))
    assert f'data-call="{key}"' not in text(now(screen))
    tags.append(now(screen).headers["etag"])
    commands.no_show(ticket, by=hall.lan, at=hall.at(3))
    tags.append(now(screen).headers["etag"])
    assert ("data-call" in text(now(screen)), len(set(tags))) == (False, 3)


def test_the_hall_costs_the_same_for_two_tickets_and_for_sixty(
    hall: Hall, screen: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    hall.take()
    commands.call_next(by=hall.lan, at=hall.at(0))
    hall.take(minute=1)
    now(screen)
    with django_assert_num_queries(11):
        now(screen)
    for minute in range(60):
        hall.take(hall.a if minute % 2 else hall.b, minute=minute)
    commands.call_next(by=hall.hoa, at=hall.at(61))
    with django_assert_num_queries(11):
        now(screen)


def test_the_service_day_stands_below_with_what_it_achieved(hall: Hall, screen: Client) -> None:
    page = text(now(screen))
    assert ("Hôm nay" in page, servicedays.SAID["slogan"] in page) == (True, False)
    servicedays.programme(hall.unit)
    make.version_of(make.COPIES)
    make.received(hall.unit)
    clock.begin_at(hall.at(10))
    page = text(now(screen))
    assert servicedays.SAID["name"] in page
    assert servicedays.SAID["slogan"] in page
    assert "<b>1</b>" in page.partition('class="hall-figures"')[2].partition("</li>")[0]


def test_what_is_in_time_is_told_of_what_this_house_settles_as_the_board_tells_it(hall: Hall, screen: Client) -> None:
    there, _here = (make.handed_to_tam(make.ready(hall.unit), hall.unit, hall.at(9)) for _ in range(2))
    Dossier.objects.filter(pk=there.pk).update(elsewhere=True, competent_received_at=F("received_at"))
    clock.begin_at(hall.at(10))

    figures = text(now(screen)).partition('class="hall-figures"')[2].partition("</ul>")[0]

    assert re.findall("<b>(.*?)</b>", figures) == ["2", "2", "1/1"]
    assert "1/1" in text(desk(hall.lan).get("/counter/board/"))


def test_a_screen_paired_while_practising_shows_no_real_number_and_says_what_to_do(hall: Hall) -> None:
    hall.take()
    commands.call_next(by=hall.lan, at=hall.at(1))
    lan, device = desk(hall.lan), Client()
    lan.post("/accounts/practice/", {"on": "1"})
    device.get("/man-hinh-cho/")
    lan.post("/counter/screen/pair/", {"code": Screen.objects.get().code})
    page = text(now(device))
    assert ("LUYỆN TẬP" in page, "A001" in page) == (True, False)


# --- The voice --------------------------------------------------------------------------------------------------------


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    """A program that writes down what it is to say."""
    program = tmp_path / "espeak-ng"
    program.write_text('#!/bin/sh\necho "$2" > "$6"; cat >> "$6"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")


def heard(answer: Any) -> str:
    return b"".join(answer.streaming_content).decode()


@pytest.mark.usefixtures("spoken")
def test_a_call_can_be_heard_while_nobody_came_and_only_in_its_own_hall(
    hall: Hall, screen: Client, settings: Any
) -> None:
    settings.MOTCUA_VOICE_ENGLISH = True
    ticket = hall.take()
    assert screen.get(f"/man-hinh-cho/goi/{ticket.pk}-vi.wav").status_code == 404
    commands.call_next(by=hall.lan, at=hall.at(1))
    addresses = [f"/man-hinh-cho/goi/{ticket.pk}-{language}.wav" for language in ("vi", "en")]
    assert f'data-say="{" ".join(addresses)}"' in text(now(screen))
    answers = [screen.get(address) for address in addresses]
    assert [answer.headers["content-type"] for answer in answers] == ["audio/wav"] * 2
    assert [heard(answer) for answer in answers] == [
        "vi\nMời số A không không một đến quầy số một",
        "en\nNumber A 0 0 1, please come to counter 1",
    ]
    assert Client().get(addresses[0]).status_code == 404
    assert heard(screen.get("/man-hinh-cho/chao.wav")) == "vi\nKính chào ông bà"

    ticket.refresh_from_db()
    commands.begin_serving(ticket, by=hall.lan, at=hall.at(2))
    assert ("data-say" in text(now(screen)), screen.get(addresses[0]).status_code) == (False, 404)


def test_without_a_voice_the_numbers_are_shown_all_the_same(
    hall: Hall, screen: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    ticket = hall.take()
    commands.call_next(by=hall.lan, at=hall.at(1))
    page = text(now(screen))
    assert ("A001" in page, "data-say" in page, "data-voice" in page) == (True, False, False)
    assert screen.get(f"/man-hinh-cho/goi/{ticket.pk}-vi.wav").status_code == 404
    assert "không đọc số" in text(desk(hall.unit[Role.ADMIN]).get("/manage/waiting-room/"))
    assert not voice.is_there()


# --- Notices ----------------------------------------------------------------------------------------------------------

SAID = {"text": "Chiều nay quầy 2 nghỉ", "text_en": "Counter 2 is closed this afternoon", "key": "1"}
TODAY = {"starts_on": "2026-11-25", "ends_on": "2026-11-25"}


def test_a_notice_stands_on_the_screen_on_its_days_and_until_it_is_taken_down(hall: Hall, screen: Client) -> None:
    supervisor = desk(hall.unit[Role.SUPERVISOR])
    tag = now(screen).headers["etag"]
    for _twice in range(2):
        assert supervisor.post("/manage/waiting-room/", SAID | TODAY).status_code == 302
    answer = now(screen, tag)
    assert [SAID["text"] in text(answer), SAID["text_en"] in text(answer)] == [True, True]
    row = Notice.objects.get()
    assert SAID["text"] in text(supervisor.get("/manage/waiting-room/"))

    clock.begin_at(MORNING + dt.timedelta(days=1))
    assert SAID["text"] not in text(now(screen))
    clock.begin_at(MORNING)
    assert SAID["text"] in text(now(screen))
    supervisor.post(f"/manage/waiting-room/{row.pk}/take-down/")
    assert SAID["text"] not in text(now(screen))
    page = text(supervisor.get("/manage/waiting-room/"))
    assert ("Gỡ thông báo" in page, "Hiện thông báo" in page) == (True, True)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": ""}, "Viết thông báo"),
        ({"ends_on": "2026-11-24"}, "Ngày cuối phải từ ngày đầu trở đi"),
        ({"starts_on": "2026-11-01", "ends_on": "2026-11-24"}, "Ngày cuối đã qua"),
        ({"starts_on": "hôm nay"}, "Ngày chưa đúng"),
    ],
)
def test_what_cannot_be_put_up_is_said_and_keeps_what_was_typed(
    hall: Hall, changes: dict[str, str], sentence: str
) -> None:
    answer = desk(hall.unit[Role.ADMIN]).post("/manage/waiting-room/", SAID | TODAY | changes)
    page = text(answer)
    assert (answer.status_code, sentence in page, SAID["text_en"] in page) == (422, True, True)
    assert not Notice.objects.exists()


def test_a_fourth_notice_on_one_day_has_no_room(hall: Hall) -> None:
    admin = desk(hall.unit[Role.ADMIN])
    answers = [admin.post("/manage/waiting-room/", SAID | TODAY | {"key": str(n)}) for n in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 422]
    assert "đã có 3 thông báo" in text(answers[3])


def test_only_those_who_keep_the_hall_write_notices(hall: Hall) -> None:
    assert desk(hall.lan).post("/manage/waiting-room/", SAID | TODAY).status_code == 403
    row = commands.put_up(
        hall.unit.centre, text="Chào", starts_on=MORNING.date(), ends_on=MORNING.date(), by=hall.unit[Role.ADMIN],
        at=MORNING,
    )  # fmt: skip
    assert desk(hall.lan).post(f"/manage/waiting-room/{row.pk}/take-down/").status_code == 403
