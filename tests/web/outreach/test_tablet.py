"""What the tablet is answered: a stranger nothing, a device its forms and numbers, an intake its acknowledgement."""

import json
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.accounts.models import Post, Role
from motcua.dossiers.models import DigitalCopy, Dossier
from motcua.lib import clock
from motcua.outreach.commands import enrol, revoke
from motcua.outreach.models import Device, NumberBlock, OfflineIntake
from motcua.procedures.queries import version_in_force
from tests.factories import dossiers as make
from tests.factories import people, scans
from tests.factories.dossiers import COPIES, EXTRACT, MORNING, SINGLE_STATUS, Commune, later
from tests.factories.outreach import ANSWERS, STROKES
from tests.web.desks import desk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _morning() -> None:
    clock.begin_at(MORNING)


@pytest.fixture
def unit() -> Commune:
    for code in (COPIES, SINGLE_STATUS, EXTRACT):
        make.version_of(code)
    return make.gia_lam()


def tablet(unit: Commune, post: Post | None = None) -> Client:
    """Lan's browser on a device that the administrator put down."""
    made = enrol(name="Máy thôn 3", agency=unit.centre, block_size=3, by=unit[Role.ADMIN], at=clock.now())
    client = desk(post or unit[Role.INTAKE])
    assert client.post("/luu-dong/may/", {"code": made.code}).status_code == 200
    return client


def fields(client: Client, **changes: Any) -> dict[str, Any]:
    """What the tablet sends of bà Tám's intake."""
    numbers = client.post("/luu-dong/so/").json()["numbers"]
    version, session = version_in_force(COPIES, on=MORNING.date()), client.get("/luu-dong/phien/").json()
    assert version is not None
    said = {
        "owner": session["post"]["id"], "key": str(uuid.uuid4()), "code": numbers[0]["code"], "procedure": COPIES,
        "version": version.pk, "taken_at": clock.now().isoformat(), "sent_at": clock.now().isoformat(),
        "card": people.TAM_TEXT, "papers": "ban_chinh ban_sao", "strokes": json.dumps(STROKES),
        **{f"f.{name}": value for name, value in ANSWERS.items()},
    }  # fmt: skip
    return said | changes


def test_a_stranger_gets_the_page_and_nothing_else(unit: Commune) -> None:
    stranger = Client()
    page = stranger.get("/luu-dong/")
    assert (page.status_code, "Lan" in page.content.decode()) == (200, False)
    session = stranger.get("/luu-dong/phien/").json()
    assert (session["post"], session["device"]) == (None, None)
    for path in ("thu-tuc/", "xem/"):
        assert stranger.get(f"/luu-dong/{path}").status_code == 302, path
    for path in ("may/", "so/", "tra-so/", "gui/"):
        assert stranger.post(f"/luu-dong/{path}").status_code == 302, path


def test_an_officer_on_an_unknown_device_gets_no_form_and_no_number(unit: Commune) -> None:
    lan = desk(unit[Role.INTAKE])
    lan.cookies["motcua_device"] = "made up"
    answers = [lan.get("/luu-dong/thu-tuc/"), lan.post("/luu-dong/so/"), lan.post("/luu-dong/gui/")]
    assert [answer.status_code for answer in answers] == [422] * 3
    assert all("chưa được ghi là máy lưu động" in answer.json()["sentence"] for answer in answers)
    assert "Không có máy nào" in lan.post("/luu-dong/may/", {"code": "0000"}).json()["sentence"]
    assert NumberBlock.objects.count() == 0


def test_who_takes_nothing_in_is_nobody_on_a_tablet(unit: Commune) -> None:
    assert desk(unit[Role.CASE]).get("/luu-dong/phien/").json()["post"] is None


def test_the_worker_keeps_the_page_and_its_own_files_alone(client: Client) -> None:
    worker = client.get("/luu-dong/sw.js")
    version, kept = worker.content.decode().splitlines()[:2]
    addresses = json.loads(kept.removeprefix("const KEPT = ").removesuffix(";"))
    assert [each for each in addresses if not each.startswith("/static/")] == ["/luu-dong/"]
    assert (worker["content-type"], version.startswith('const VERSION = "')) == ("text/javascript; charset=utf-8", True)
    manifest = client.get("/luu-dong/app.webmanifest").json()
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == ("/luu-dong/", "/luu-dong/", "standalone")


def test_every_module_that_a_page_names_is_kept(client: Client) -> None:
    kept = client.get("/luu-dong/sw.js").content.decode().splitlines()[1]
    page = client.get("/luu-dong/").content.decode()
    named = [part.split('"')[0] for part in page.split('="/static/')[1:]]
    assert named != []
    assert [name for name in named if f"/static/{name.split('#')[0]}" not in kept] == []


def test_a_device_takes_forms_along_that_ask_only_what_a_card_does_not_say(unit: Commune) -> None:
    offer = tablet(unit).get("/luu-dong/thu-tuc/").json()
    named = {each["code"]: each for each in offer["procedures"]}
    assert (offer["office"], offer["device"], set(named)) == (
        unit.centre.name, "Máy thôn 3", {COPIES, SINGLE_STATUS, EXTRACT},
    )  # fmt: skip
    asked = [field["id"] for field in named[COPIES]["fields"] if field["asked"]]
    assert asked == ["gt.ten", "gt.so_trang", "gt.so_ban", "gt.ban_dien_tu"]
    papers = {paper["key"]: (paper["required"], paper["scan"]) for paper in named[COPIES]["papers"]}
    assert papers == {"ban_chinh": (True, False), "ban_sao": (True, True)}
    assert [named[code]["entered"] for code in (COPIES, SINGLE_STATUS)] == [False, True]


def test_an_intake_is_acknowledged_and_its_photograph_follows(unit: Commune) -> None:
    client = tablet(unit)
    said = fields(client)
    photo = SimpleUploadedFile("ban_sao.jpg", scans.jpeg(), content_type="image/jpeg")
    answer = client.post("/luu-dong/gui/", said | {"photo.ban_sao": photo})
    again = client.post("/luu-dong/gui/", said | {"sent_at": "never"})
    dossier = Dossier.objects.get()
    assert answer.json() == again.json() == {
        "state": "TAKEN_IN", "code": dossier.code, "sentence": f"{dossier.code}: đã tiếp nhận ở cơ quan.",
    }  # fmt: skip
    copy = DigitalCopy.objects.get()
    assert (copy.key, len(copy.pages), copy.created_by) == ("ban_sao", 1, unit[Role.INTAKE])
    assert client.post("/luu-dong/so/").json()["numbers"][0]["code"] != dossier.code


def test_a_card_that_cannot_be_read_loses_nothing(unit: Commune) -> None:
    client = tablet(unit)
    answer = client.post("/luu-dong/gui/", fields(client, card="001|rubbish")).json()
    row = OfflineIntake.objects.get()
    assert (answer["state"], row.reason, row.payload["values"]["gt.so_trang"]) == ("CONFLICT", "CONTENT", "3")
    assert "cần cán bộ xem" in answer["sentence"]


def test_a_person_typed_by_hand(unit: Commune) -> None:
    client = tablet(unit)
    by_hand = {
        "card": "",
        "full_name": "Lê Thị Mơ",
        "date_of_birth": "1950",
        "sex": "F",
        "id_number": "",
        "address": "",
    }
    assert client.post("/luu-dong/gui/", fields(client, **by_hand)).json()["state"] == "TAKEN_IN"
    assert Dossier.objects.get().applicant_name == "LÊ THỊ MƠ"
    answer = client.post("/luu-dong/gui/", fields(client, **by_hand | {"full_name": ""})).json()
    assert (answer["state"], "Xin ghi họ tên" in answer["sentence"]) == ("CONFLICT", True)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"owner": "0"}, "vị trí khác"),
        ({"key": "no key"}, "chưa đọc được hồ sơ này"),
        ({"code": "<b>"}, "chưa đọc được hồ sơ này"),
        ({"taken_at": "yesterday"}, "chưa đọc được hồ sơ này"),
        ({"taken_at": "2026-02-30T08:00:00+07:00"}, "chưa đọc được hồ sơ này"),
        ({"sent_at": "2026-11-25T08:00:00"}, "chưa đọc được hồ sơ này"),
        ({"strokes": "{"}, "chưa đọc được hồ sơ này"),
        ({"strokes": "[[[1,2]]]"}, "Chưa có chữ ký"),
    ],
)
def test_what_no_tablet_sends_is_refused_and_stays_there(unit: Commune, changes: dict[str, str], sentence: str) -> None:
    client = tablet(unit)
    answer = client.post("/luu-dong/gui/", fields(client, **changes))
    assert (answer.status_code, sentence in answer.json()["sentence"]) == (422, True)
    assert OfflineIntake.objects.count() == 0


def test_too_many_photographs_and_what_is_none(unit: Commune) -> None:
    client = tablet(unit)
    rubbish = SimpleUploadedFile("a.jpg", b"no picture", content_type="image/jpeg")
    assert "không phải ảnh" in client.post("/luu-dong/gui/", fields(client) | {"photo.a": rubbish}).json()["sentence"]
    many = [SimpleUploadedFile(f"{n}.jpg", b"x") for n in range(41)]
    assert "quá nhiều ảnh" in client.post("/luu-dong/gui/", fields(client) | {"photo.a": many}).json()["sentence"]


def test_numbers_given_back_are_gone(unit: Commune) -> None:
    client = tablet(unit)
    numbers = [each["code"] for each in client.post("/luu-dong/so/").json()["numbers"]]
    assert client.post("/luu-dong/tra-so/", {"code": numbers}).json() == {"count": 3}
    assert not set(numbers) & {each["code"] for each in client.post("/luu-dong/so/").json()["numbers"]}


def test_a_device_out_of_use_still_brings_its_intakes_home(unit: Commune) -> None:
    client = tablet(unit)
    said = fields(client)
    revoke(device=Device.objects.get(), by=unit[Role.ADMIN], at=later(clock.now(), minutes=1))
    assert "đã bị thu hồi" in client.get("/luu-dong/thu-tuc/").json()["sentence"]
    assert client.post("/luu-dong/gui/", said).json()["state"] == "CONFLICT"
