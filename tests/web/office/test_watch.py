"""«Việc đứng yên» as its users see it: lists with counts, acts with words, nothing of the neighbour."""

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.accounts.job_owners import set_job_owner
from motcua.accounts.models import Role
from motcua.dossiers.commands import hand_over, looking_after
from motcua.dossiers.models import Dossier
from motcua.dossiers.returning import Wish
from motcua.events.models import Event
from motcua.jobs.models import Job
from motcua.lib import clock
from motcua.outreach.commands import submit
from motcua.outreach.models import Device, OfflineIntake
from tests.factories import dossiers as make
from tests.factories import outreach
from tests.factories.dossiers import COPIES, MORNING, Commune, later, moment
from tests.web.desks import desk, text, url

pytestmark = pytest.mark.django_db
MONDAY = moment("2026-11-30 09:00")
WATCH = "/office/watch/"


@pytest.fixture
def unit() -> Any:
    clock.begin_at(MONDAY)
    yield make.gia_lam()
    clock.begin_at(None)


def job(**changes: Any) -> Job:
    fields = {"function": "motcua.events.sealing.seal_day", "enqueued_at": MORNING, "run_after": MORNING}
    return Job.objects.create(**(fields | changes))


def failed(**changes: Any) -> Job:
    return job(**{"finished_at": MORNING, "attempts": 8, "error": "OSError: send (mail.py:3)", **changes})


def send(client: Client, path: str, **said: str) -> Any:
    return client.post(path, {"key": str(uuid.uuid4()), **said})


def test_every_list_has_its_count_and_the_first_shows_who_owes_the_next_step(unit: Commune) -> None:
    make.submitted(unit)
    hand_over(dossier=make.received(unit, COPIES), by=unit[Role.INTAKE], at=MORNING)
    make.ready(unit)
    failed()

    page = desk(unit[Role.SUPERVISOR]).get(WATCH)

    assert [(each.label, each.count) for each in page.context["filters"]] == [
        ("Hồ sơ không động", 2), ("Kết quả chưa trả", 1), ("Bản chính đang giữ", 0), ("Hồ sơ có thể trùng", 1),
        ("Hồ sơ lưu động", 0), ("Số chưa vào hàng", 0), ("Việc máy làm nền", 1),
    ]  # fmt: skip
    assert [(row.owes, row.more) for row in page.context["rows"]] == [
        ("bộ phận một cửa, Trung tâm PVHCC xã Gia Lâm", "Đã nộp, chờ tiếp nhận"),
        ("cán bộ thụ lý, Văn phòng xã Gia Lâm", "chờ bên nhận xác nhận bàn giao"),
    ]


def test_whom_the_applicant_is_waited_for_is_said(unit: Commune) -> None:
    dossier = make.submitted(unit)
    Dossier.objects.filter(pk=dossier.pk).update(state="AWAITING_SUPPLEMENT")

    (row,) = desk(unit[Role.HEAD]).get(WATCH).context["rows"]

    assert (row.owes, row.more) == ("người nộp", "Chờ bổ sung")


def test_a_call_is_noted_with_the_phone_masked(unit: Commune) -> None:
    dossier = make.ready(unit)
    Dossier.objects.filter(pk=dossier.pk).update(applicant_phone="0199000471")
    lan = desk(unit[Role.INTAKE])
    (row,) = lan.get(f"{WATCH}?f=uncollected").context["rows"]
    assert (row.owes, row.more) == ("Số điện thoại: •••••••471", "chưa báo")

    refused = send(lan, row.act_url, words=" ")
    assert (refused.status_code, "Ghi đã báo cho ai" in text(refused)) == (409, True)
    answer = send(lan, row.act_url, words="Chiều mai đến.")

    assert answer.headers["location"] == f"{WATCH}?f=uncollected"
    (row,) = lan.get(answer.headers["location"]).context["rows"]
    assert row.more == "Đã báo 09:00: Chiều mai đến."
    assert "Báo người nộp đến nhận kết quả" in text(lan.get(url(dossier)))


@pytest.mark.parametrize(
    ("wish", "owes", "more", "acts"),
    [
        (Wish(), "không có số điện thoại", "chưa báo", True),
        (Wish("POST", "Thôn 3"), "Người dân đăng ký nhận qua bưu chính: gửi đi", "bộ phận một cửa chưa gửi", False),
        (Wish("ONLINE"), "Người dân đăng ký nhận trực tuyến: gửi bản điện tử", "bộ phận một cửa chưa gửi", False),
    ],
)
def test_nobody_is_called_to_fetch_what_is_to_be_sent(
    unit: Commune, wish: Wish, owes: str, more: str, acts: bool
) -> None:
    make.ready(unit, wish=wish)

    page = desk(unit[Role.INTAKE]).get(f"{WATCH}?f=uncollected")

    (row,) = page.context["rows"]
    assert (row.owes, row.more, bool(row.act_url), "Ghi đã báo" in text(page)) == (owes, more, acts, acts)


def test_the_dossier_that_one_may_double_is_opened_from_its_line(unit: Commune) -> None:
    first, second = make.received(unit), make.received(unit)

    page = desk(unit[Role.HEAD]).get(f"{WATCH}?f=doubles")

    (row,) = page.context["rows"]
    assert (row.url, row.owes_url, row.owes) == (url(second), url(first), f"hồ sơ trước: {first.code}")
    assert f'<a href="{url(first)}">' in text(page)


def test_words_of_a_refused_act_are_kept(unit: Commune) -> None:
    dossier = make.ready(unit)
    make.ready(unit, at=moment("2026-11-25 10:00"))
    lan = desk(unit[Role.INTAKE])
    path = f"{WATCH}{dossier.code}/call/"
    make.handed_to_tam(dossier, unit, MONDAY)

    answer = send(lan, path, words="Đã hẹn chiều mai")

    assert (answer.status_code, "không còn kết quả chờ trả" in text(answer)) == (409, True)
    assert answer.context["typed"] == "Đã hẹn chiều mai"


def test_a_double_is_settled_with_a_word(unit: Commune) -> None:
    make.received(unit)
    make.received(unit)
    head = desk(unit[Role.HEAD])
    (row,) = head.get(f"{WATCH}?f=doubles").context["rows"]

    send(head, row.act_url, words="Hai mục đích.")

    assert head.get(f"{WATCH}?f=doubles").context["rows"] == []


def test_an_original_is_kept_shown_on_the_list_warned_of_at_delivery_and_returned(unit: Commune) -> None:
    dossier = make.ready(unit)
    lan = desk(unit[Role.INTAKE])
    document = dossier.documents.order_by("-id")[0]
    place = url(dossier, "originals/")
    assert document.name in text(lan.get(place))

    nowhere = send(lan, f"{place}{document.pk}/keep/", words="")
    assert (nowhere.status_code, "cất ở đâu" in text(nowhere)) == (409, True)
    send(lan, f"{place}{document.pk}/keep/", words="Tủ 3")

    assert "Còn giữ bản chính" in text(lan.get(f"/counter/results/{dossier.code}/"))
    (row,) = lan.get(f"{WATCH}?f=originals").context["rows"]
    assert (row.title, row.owes) == (document.name, "cất ở: Tủ 3")
    back = send(lan, row.act_url, words="TRẦN THỊ TÁM", back="originals")
    assert back.headers["location"] == f"{WATCH}?f=originals"
    assert "Còn giữ bản chính" not in text(lan.get(f"/counter/results/{dossier.code}/"))
    assert "Trả bản chính" in text(lan.get(url(dossier)))
    send(lan, f"{place}{document.pk}/keep/", words="Tủ 4")
    again = send(lan, f"{place}{document.pk}/return/", words="LÊ VĂN CHÍN")
    assert again.headers["location"] == place


def test_a_job_that_was_given_up_is_tried_again_by_who_may_and_that_is_on_record(unit: Commune) -> None:
    row = failed(args=["bí mật"])
    job(attempts=2, run_after=MONDAY)
    job(leased_until=moment("2026-11-30 10:00"), attempts=1)
    job()
    ky, head = desk(unit[Role.ADMIN]), desk(unit[Role.HEAD])

    page = ky.get(WATCH)
    assert [row.title for row in page.context["rows"]] == ["Đã bỏ cuộc", "Đang chạy", "Đang đợi", "Sẽ thử lại"]
    assert [each.label for each in page.context["filters"]] == ["Việc máy làm nền"]
    assert "bí mật" not in text(page)
    assert "Giám sát hoặc quản trị cho chạy lại." in text(head.get(f"{WATCH}?f=jobs"))
    assert send(head, f"{WATCH}jobs/{row.pk}/retry/").status_code == 403

    send(ky, f"{WATCH}jobs/{row.pk}/retry/")

    row.refresh_from_db()
    assert (row.finished_at, row.attempts, row.run_after >= MONDAY) == (None, 0, True)
    assert Event.objects.get(stream=f"job:{row.pk}").name == "job.retried"
    assert send(ky, f"{WATCH}jobs/{row.pk}/retry/").status_code == 404


def test_the_list_names_who_looks_after_each_queue_here(unit: Commune) -> None:
    failed()
    Job.objects.create(
        function="motcua.scans", queue="scans", enqueued_at=MORNING, run_after=MORNING, finished_at=MORNING, attempts=8
    )
    set_job_owner("scans", Role.SUPERVISOR, by=unit[Role.ADMIN], at=MORNING)

    page = desk(unit[Role.ADMIN]).get(WATCH)

    assert {row.procedure: row.owes for row in page.context["rows"]} == {
        "events.sealing.seal_day": "quản trị kỹ thuật", "scans": "giám sát",
    }  # fmt: skip
    assert "/manage/job-owners/" in text(page)


def test_a_list_of_more_than_a_page_goes_on_and_says_how_many_there_are(unit: Commune) -> None:
    kien = desk(unit[Role.ADMIN])
    Job.objects.bulk_create(
        Job(function="motcua.x", enqueued_at=MORNING, run_after=MORNING, finished_at=MORNING) for _time in range(99)
    )
    first = kien.get(WATCH)
    assert (len(first.context["rows"]), "tất cả 99 dòng" in text(first)) == (50, True)
    assert first.context["filters"][0].count == 99
    Job.objects.bulk_create(Job(function="motcua.y", enqueued_at=MORNING, run_after=MORNING) for _time in range(2))
    failed()

    second = kien.get(first.context["later_url"])
    third = kien.get(second.context["later_url"])

    assert [len(page.context["rows"]) for page in (second, third)] == [50, 2]
    assert (second.context["filters"][0].count, "tất cả 102 dòng" in text(second)) == ("99+", True)
    assert (third.context["later_url"], third.context["earlier_url"]) == ("", f"{WATCH}?f=jobs")


def test_an_act_on_a_later_page_comes_back_to_it(unit: Commune) -> None:
    kien = desk(unit[Role.ADMIN])
    Job.objects.bulk_create(
        Job(function="motcua.x", enqueued_at=MORNING, run_after=MORNING, finished_at=MORNING) for _time in range(51)
    )
    later = kien.get(WATCH).context["later_url"]
    page = kien.get(later)
    (row,) = page.context["rows"]
    assert page.context["after"] != ""
    assert f'name="after" value="{page.context["after"]}"' in text(page)

    answer = send(kien, row.act_url, after=str(page.context["after"]))

    assert answer.headers["location"] == later


def test_the_neighbour_and_case_officers_see_nothing_here(unit: Commune) -> None:
    dossier = make.ready(unit)
    make.submitted(unit)
    mai = desk(make.bat_trang()[Role.INTAKE])

    for which in ("still", "uncollected", "originals", "doubles", "outreach"):
        assert "TÁM" not in text(mai.get(f"{WATCH}?f={which}"))
    assert send(mai, f"{WATCH}{dossier.code}/call/", words="x").status_code == 404
    assert desk(unit[Role.CASE]).get(WATCH).status_code == 403


@pytest.mark.parametrize("which", ["still", "uncollected", "originals", "doubles", "outreach", "jobs"])
def test_page_takes_as_many_queries_for_one_row_as_for_three(unit: Commune, which: str) -> None:
    client = desk(unit[Role.SUPERVISOR])

    def one_more() -> None:
        if which == "jobs":
            failed()
        elif which == "uncollected":
            make.ready(unit)
        elif which == "outreach":
            at, place = later(MORNING, hours=2), OfflineIntake.objects.count()
            device = Device.objects.first() or outreach.tablet(unit)
            said = outreach.said(device, key=f"k-{place}", place=place, skew=900)
            submit(device=device, said=said, by=unit[Role.INTAKE], at=at)
        else:
            dossier = make.received(unit)
            if which == "originals":
                lan = unit[Role.INTAKE]
                document = dossier.documents.order_by("-id")[0]
                looking_after.keep_original(document=document, where="x", by=lan, at=MORNING)

    def ask() -> tuple[int, int]:
        client.get(f"{WATCH}?f={which}")
        with CaptureQueriesContext(connection) as counted:
            page = client.get(f"{WATCH}?f={which}")
        return len(page.context["rows"]), len(counted)

    if which in {"doubles", "outreach"}:
        make.version_of(COPIES)
    if which == "doubles":
        make.received(unit)
    one_more()
    first = ask()
    one_more()
    one_more()
    assert (first[0], ask()) == (1, (3, first[1]))
