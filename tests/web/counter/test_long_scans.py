"""A long scan is checked at the door, read by the worker, and nothing is accepted or signed until that is done."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from motcua.documents import digitising
from motcua.documents.models import DamagedFile, StoredFile
from motcua.dossiers.commands.scan_readings import put_behind, read_scans
from motcua.dossiers.models import CopyStatus, DigitalCopy, Dossier, ScanReading, Visit
from motcua.dossiers.rules.copies import unread_of
from motcua.jobs import commands as jobs
from motcua.jobs.models import Job
from motcua.lib import clock
from tests.factories import scans
from tests.factories.dossiers import MORNING
from tests.web.counter import visiting
from tests.web.counter.scanning import PAPER, accept, address, copy_of, does, id_of, upload
from tests.web.desks import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_signing", "_three_at_once")]
READING = "«dai.pdf»: đang đọc 5 trang, chưa dùng được"
UNREAD = "Bản quét «dai.pdf» (5 trang) đang được đọc: chờ đọc xong, hoặc bỏ tệp ấy rồi quét sau khi tiếp nhận."


@pytest.fixture
def _three_at_once(settings: Any) -> None:
    settings.MOTCUA_SCAN_AT_ONCE = 3


def run_jobs() -> int:
    done = 0
    while job := jobs.claim(worker="thử", at=clock.now()):
        jobs.run(job, at=clock.now())
        done += 1
    return done


def readings() -> list[tuple[str, str, int, str]]:
    return [(row.name, row.state, row.pages, row.sentence) for row in ScanReading.objects.all()]


def send(lan: Client, owner: Visit | Dossier, *files: tuple[bytes, str]) -> Any:
    return does(lan, owner, "add", files=[upload(content, name) for content, name in files])


def test_a_long_scan_waits_is_read_by_the_worker_and_then_signed(lan: Client, visit: Visit) -> None:
    assert send(lan, visit, (scans.pdf(5), "dai.pdf")).status_code == 302

    page = text(lan.get(address(visit)))
    assert READING in page
    assert 'hx-trigger="every 4s"' in page
    assert (len(copy_of(visit).pages), readings()) == (0, [("dai.pdf", "WAITING", 5, "")])
    assert [(job.queue, job.args) for job in Job.objects.all()] == [("scans", [copy_of(visit).pk])]

    run_jobs()

    asked_again = text(lan.get(address(visit), {"waits": "1"}, headers={"hx-request": "true"}))
    assert ('hx-trigger="every 4s"' in asked_again, 'hx-trigger="load"' in asked_again) == (False, True)
    page = text(lan.get(address(visit)))
    assert 'hx-trigger="load"' not in page
    assert (len(copy_of(visit).pages), readings()) == (5, [("dai.pdf", "DONE", 5, "")])
    assert "«dai.pdf»: đã đọc 5 trang" in page
    assert 'hx-trigger="every 4s"' not in page
    assert ScanReading.objects.get().file is None
    does(lan, visit, "sign", paper_pages="5")
    assert copy_of(visit).status == CopyStatus.DIGITISED
    assert "«dai.pdf»: đã đọc" not in text(lan.get(address(visit)))


def test_a_short_scan_is_read_at_once_and_needs_no_job(lan: Client, visit: Visit) -> None:
    send(lan, visit, (scans.pdf(3), "ngan.pdf"))

    assert (len(copy_of(visit).pages), readings(), Job.objects.count()) == (3, [], 0)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (scans.encrypted(), "Tệp «dai.pdf» có đặt mật khẩu: xin bỏ mật khẩu, hoặc in ra rồi quét lại."),
        (scans.pdf(300), "Tệp «dai.pdf» có 300 trang, quá mức 200 trang: xin chia làm nhiều tệp."),
        (
            scans.pdf(5) + scans.archive(),
            "Tệp «dai.pdf» giấu một loại tệp khác bên trong: không nhận. Xin quét lại từ giấy.",
        ),
    ],
)
def test_what_a_look_finds_out_is_refused_at_once(lan: Client, visit: Visit, content: bytes, sentence: str) -> None:
    refused = send(lan, visit, (content, "dai.pdf"))

    assert (refused.status_code, sentence in text(refused)) == (422, True)
    assert (readings(), StoredFile.objects.count(), DigitalCopy.objects.count()) == ([], 0, 0)


def test_what_only_the_drawing_finds_out_is_refused_in_the_same_words(lan: Client, visit: Visit) -> None:
    send(lan, visit, (scans.pdf_with_a_giant(5), "dai.pdf"))

    run_jobs()

    sentence = "Tệp «dai.pdf» có trang quá lớn, không đọc được: xin quét lại ở 200–300 dpi, khổ A3 trở xuống."
    assert readings() == [("dai.pdf", "REFUSED", 5, sentence)]
    assert sentence in text(lan.get(address(visit)))
    assert (copy_of(visit).pages, ScanReading.objects.get().file) == ([], None)
    does(lan, visit, f"drop:{ScanReading.objects.get().pk}")
    assert readings() == []
    assert sentence not in text(lan.get(address(visit)))


def test_what_comes_behind_a_long_scan_keeps_its_place(lan: Client, visit: Visit) -> None:
    send(lan, visit, (scans.jpeg(1), "a.jpg"), (scans.tiff(4), "dai.tif"), (scans.jpeg(7), "c.jpg"))
    send(lan, visit, (scans.jpeg(8), "d.jpg"))

    assert (len(copy_of(visit).pages), [row[0] for row in readings()]) == (1, ["dai.tif", "c.jpg", "d.jpg"])
    run_jobs()
    behind = [page["picture"] for page in copy_of(visit).pages]

    DigitalCopy.objects.all().delete()
    for content in (scans.jpeg(1), scans.tiff(2)):
        send(lan, visit, (content, "x"))
    assert len(behind) == 7
    assert behind[:3] == [page["picture"] for page in copy_of(visit).pages]


def test_nothing_is_signed_reused_or_accepted_while_a_scan_is_unread(lan: Client, visit: Visit) -> None:
    send(lan, visit, (scans.jpeg(1), "a.jpg"), (scans.pdf(5), "dai.pdf"))
    waits = "Tệp «dai.pdf» (5 trang) đang được đọc: chờ đọc xong, hoặc bỏ tệp ấy."

    assert waits in text(does(lan, visit, "sign", paper_pages="1"))
    refused = accept(lan, visit)
    assert (refused.status_code, UNREAD in text(refused), Dossier.objects.count()) == (422, True, 0)
    assert unread_of(visit.items.get().form) == [UNREAD]

    run_jobs()

    assert unread_of(visit.items.get().form) == []
    assert accept(lan, visit).status_code == 302
    assert Dossier.objects.count() == 1


def test_who_will_not_wait_takes_the_file_out_and_accepts(lan: Client, visit: Visit) -> None:
    send(lan, visit, (scans.pdf(5), "dai.pdf"))
    row = ScanReading.objects.get()

    assert does(lan, visit, f"drop:{row.pk}").status_code == 302

    assert run_jobs() == 1
    assert (readings(), copy_of(visit).pages) == ([], [])
    again = does(lan, visit, f"drop:{row.pk}")
    assert "Tệp này đã đọc xong hoặc đã bỏ: xem lại các trang." in text(again)
    said = visiting.answers(visit, **visiting.COPY) | {"key": "nhận", "confirm.how": "IN_PERSON"}
    assert lan.post(f"/counter/visits/{visit.pk}/accept/", said).status_code == 302
    assert Dossier.objects.count() == 1


def test_a_scan_of_another_component_is_not_dropped_and_one_that_is_read_stays(lan: Client, visit: Visit) -> None:
    send(lan, visit, (scans.pdf(5), "dai.pdf"))
    row = ScanReading.objects.get()

    assert does(lan, visit, f"drop:{row.pk}", key="ban_chinh").status_code == 422
    run_jobs()
    assert does(lan, visit, f"drop:{row.pk}").status_code == 422
    assert [row[1] for row in readings()] == ["DONE"]


def test_the_job_may_run_again_and_the_same_request_twice_waits_once(lan: Client, visit: Visit) -> None:
    sent = {"component": id_of(visit, PAPER), "do": "add", "key": "một"}
    for _time in range(2):
        lan.post(address(visit, "act/"), sent | {"files": [upload(scans.pdf(5), "dai.pdf")]})
    assert len(readings()) == 1

    copy = copy_of(visit).pk
    assert [read_scans.func(copy), read_scans.func(copy)] == [1, 0]
    assert len(copy_of(visit).pages) == 5


def test_who_read_the_same_scan_or_one_that_is_gone_adds_nothing(lan: Client, visit: Visit) -> None:
    send(lan, visit, (scans.pdf(5), "dai.pdf"))
    slow = ScanReading.objects.get()
    run_jobs()

    assert put_behind(slow, digitising.from_data(copy_of(visit).pages)) == 0
    assert len(copy_of(visit).pages) == 5
    DigitalCopy.objects.all().delete()
    assert put_behind(slow, []) == 0
    assert read_scans.func(slow.copy_id) == 0


def test_a_failure_is_tried_again_and_the_panel_says_who_looks_after_it(lan: Client, visit: Visit) -> None:
    send(lan, visit, (scans.pdf(5), "dai.pdf"))
    file = ScanReading.objects.get().file
    assert file is not None
    whole = file.path.read_bytes()
    file.path.write_bytes(b"x")

    with pytest.raises(DamagedFile):
        read_scans.func(copy_of(visit).pk)
    run_jobs()
    job = Job.objects.get()
    assert (job.attempts, job.finished_at, readings()[0][1]) == (1, None, "WAITING")
    clock.begin_at(MORNING + dt.timedelta(minutes=11))
    assert "«dai.pdf»: lâu chưa đọc xong, máy đang thử lại" in text(lan.get(address(visit)))

    file.path.write_bytes(whole)
    run_jobs()
    assert len(copy_of(visit).pages) == 5


def test_a_copy_that_follows_into_its_dossier_is_read_there(lan: Client, dossier: Dossier) -> None:
    papers = dossier.documents.exclude(kind="PRESENT").values_list("key", flat=True)
    key = next(iter(papers))
    does(lan, dossier, "add", key=key, files=[upload(scans.pdf(5), "dai.pdf")])

    run_jobs()

    assert [len(copy.pages) for copy in DigitalCopy.objects.filter(document__dossier=dossier)] == [5]
