"""What the tablet is answered: a stranger nothing, a device its forms and numbers, an intake its acknowledgement."""

import datetime as dt
import json
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.accounts.models import Post, Role
from motcua.dossiers.models import DigitalCopy, Dossier
from motcua.lib import clock
from motcua.outreach import queries
from motcua.outreach.commands import enrol, refuse, revoke
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
    for path in ("may/", "so/", "tra-so/", "gui/", "ket-cuc/"):
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
    assert ["sao y" in named[code]["said"] for code in (COPIES, SINGLE_STATUS)] == [True, False]


def looked_up(steps: list[list[int]], moment: dt.datetime) -> dt.datetime:
    """Look a due time up as the tablet does (static/js/outreach/due.js)."""
    minute = int(moment.timestamp()) // 60
    since, due, moves = [step for step in steps if step[0] <= minute][-1]
    return dt.datetime.fromtimestamp((due + (minute - since if moves else 0)) * 60, tz=clock.TZ)


@pytest.mark.parametrize("taken", ["2026-11-25 09:07", "2026-11-25 12:30", "2026-11-25 16:59", "2026-11-26 20:00"])
def test_the_due_time_on_the_receipt_is_that_of_the_dossier(unit: Commune, taken: str) -> None:
    client, at = tablet(unit), make.moment(taken)
    offer = client.get("/luu-dong/thu-tuc/").json()
    copies = next(each for each in offer["procedures"] if each["code"] == COPIES)
    due = looked_up(copies["due"][""], at)
    said = fields(client, taken_at=at.isoformat(), sent_at=at.isoformat(), due=due.isoformat())
    clock.begin_at(later(at, minutes=1))
    answer = client.post("/luu-dong/gui/", said | {"sent_at": clock.now().isoformat()}).json()
    assert (answer["state"], Dossier.objects.get().due_at) == ("TAKEN_IN", due)


def test_due_times_end_with_the_numbers(unit: Commune) -> None:
    offer = tablet(unit).get("/luu-dong/thu-tuc/").json()
    ends = {each["due"][""][-1][0] for each in offer["procedures"]}
    assert ends == {int(make.moment("2026-11-28 00:00").timestamp()) // 60}
    assert {each["due"][""][-1][1] for each in offer["procedures"]} == {0}


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


SINGLE = {"procedure": SINGLE_STATUS, "papers": "", "entered": "0", "f.xn.tinh_trang": "1", "f.xn.muc_dich": "Vay vốn"}


def of_single_status(client: Client, **changes: Any) -> dict[str, Any]:
    version = version_in_force(SINGLE_STATUS, on=MORNING.date())
    assert version is not None
    papers = " ".join(each.key for each in version.definition.requirements)
    said = fields(client, version=version.pk, **SINGLE | {"papers": papers})
    return {name: value for name, value in said.items() if not name.startswith("f.gt.")} | changes


def test_how_the_result_is_wanted_is_asked_once_and_not_of_who_waits_for_it(unit: Commune) -> None:
    residence = make.version_of("1.010041")  # its form, made from the catalogue, asks for it too
    offer = {each["code"]: each for each in tablet(unit).get("/luu-dong/thu-tuc/").json()["procedures"]}
    ways = [["DIRECT", "Trực tiếp"], ["POST", "Bưu chính"], ["ONLINE", "Trực tuyến"]]
    waited_for = version_in_force(COPIES, on=MORNING.date())
    assert waited_for is not None
    assert waited_for.definition.settled_at_once
    assert [offer[code]["ways"] for code in (COPIES, SINGLE_STATUS)] == [[], ways]
    asked_by_forms = {field["id"] for field in offer[residence.procedure.code]["fields"]}
    assert asked_by_forms & {"kq.nhan", "kq.dia_chi", "noi_dung"} == {"noi_dung"}


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ({}, ("DIRECT", "")),
        ({"return_way": "ONLINE", "return_address": "Thôn 9"}, ("ONLINE", "")),
        ({"return_way": "POST", "return_address": " Thôn 9, Xã Gia Lâm "}, ("POST", "Thôn 9, Xã Gia Lâm")),
        ({"return_way": "POST"}, ("POST", people.card().address)),
    ],
)
def test_the_dossier_keeps_how_the_result_is_wanted(unit: Commune, said: dict[str, str], wish: tuple[str, str]) -> None:
    client = tablet(unit)
    answer = client.post("/luu-dong/gui/", of_single_status(client, **said)).json()
    dossier = Dossier.objects.get()
    assert (answer["state"], dossier.return_way, dossier.return_address) == ("TAKEN_IN", *wish)


def test_a_way_that_is_none_comes_back(unit: Commune) -> None:
    client = tablet(unit)
    answer = client.post("/luu-dong/gui/", of_single_status(client, return_way="PIGEON")).json()
    assert (answer["state"], "Không rõ cách nhận kết quả" in answer["sentence"]) == ("RETURNED", True)


def test_a_card_that_cannot_be_read_loses_nothing(unit: Commune) -> None:
    client = tablet(unit)
    answer = client.post("/luu-dong/gui/", fields(client, card="001|rubbish")).json()
    row = OfflineIntake.objects.get()
    assert (answer["state"], row.reason, row.payload["values"]["gt.so_trang"]) == ("RETURNED", "CONTENT", "3")


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
    assert (answer["state"], "Xin ghi họ tên" in answer["sentence"]) == ("RETURNED", True)


def test_what_another_post_took_in_waits_for_that_post(unit: Commune) -> None:
    client = tablet(unit)
    answer = client.post("/luu-dong/gui/", fields(client, owner="0"))
    assert (answer.status_code, "vị trí khác" in answer.json()["sentence"]) == (422, True)
    assert OfflineIntake.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "reason", "words"),
    [
        ({"strokes": "{"}, "CONTENT", "Chưa đọc được chữ ký"),
        ({"strokes": "[" * 100_000}, "CONTENT", "Chưa đọc được chữ ký"),
        ({"strokes": "[[[1,2]]]"}, "CONTENT", "Chưa có chữ ký"),
        ({"card": "001|rubbish"}, "CONTENT", "thẻ"),
        ({"f.gt.so_trang": ""}, "CONTENT", "«Số trang bản chính»: "),
        ({"f.gt.so_trang": "ba"}, "CONTENT", "«Số trang bản chính»: "),
        ({"case": "no such case"}, "CONTENT", "trường hợp"),
        ({"exemption": "no such exemption"}, "CONTENT", "miễn"),
    ],
)
def test_wrong_content_comes_back_as_a_sentence_and_is_sent_again_under_the_same_number(
    unit: Commune, changes: dict[str, str], reason: str, words: str
) -> None:
    client = tablet(unit)
    right = fields(client)
    answer = client.post("/luu-dong/gui/", right | changes).json()
    row = OfflineIntake.objects.get()
    assert (answer["state"], row.state, row.reason) == ("RETURNED", "RETURNED", reason)
    assert words in answer["sentence"]
    assert list(queries.waiting(unit.centre)) == [row]

    again = client.post("/luu-dong/gui/", right).json()

    assert (again["state"], Dossier.objects.get().code) == ("TAKEN_IN", right["code"])
    assert OfflineIntake.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "reason", "words"),
    [
        ({"key": "no key"}, None, ""),
        ({"code": "<b>"}, "NUMBER", "<b>"),
        ({"code": "\0" * 60}, "NUMBER", "không được cấp"),
        ({"taken_at": "yesterday"}, "CLOCK", "Không đọc được giờ"),
        ({"taken_at": "2026-02-30T08:00:00+07:00"}, "CLOCK", "Không đọc được giờ"),
        ({"taken_at": "9999-12-31T23:59:59+00:00"}, "CLOCK", "Không đọc được giờ"),
        ({"sent_at": "2026-11-25T08:00:00"}, "CLOCK", "Không đọc được giờ"),
        ({"procedure": "?" * 90}, "PROCEDURE", "không còn hiệu lực"),
        ({"version": "mới"}, "PROCEDURE", "đã có bản mới"),
        ({"card": "\0"}, "CONTENT", "Xin ghi họ tên"),
        ({"f.gt.ten": "\0"}, "CONTENT", "Tờ khai"),
    ],
)
def test_nothing_is_too_strange_to_be_kept(
    unit: Commune, changes: dict[str, str], reason: str | None, words: str
) -> None:
    client = tablet(unit)
    said = fields(client, **changes) | {"handed": "1"}
    first, second = (client.post("/luu-dong/gui/", said).json() for _twice in range(2))
    row = OfflineIntake.objects.get()
    assert first == second
    assert (row.state, row.reason or None) == ("CONFLICT" if reason else "TAKEN_IN", reason)
    assert words in row.words


def test_the_officer_on_the_tablet_leaves_it_to_the_office(unit: Commune) -> None:
    client = tablet(unit)
    said = fields(client, **{"f.gt.so_trang": ""})
    client.post("/luu-dong/gui/", said)
    answer = client.post("/luu-dong/gui/", said | {"handed": "1"}).json()
    row = OfflineIntake.objects.get()
    assert (answer["state"], row.state, row.payload["values"]["gt.ten"]) == ("CONFLICT", "CONFLICT", ANSWERS["gt.ten"])
    assert "cần cán bộ xem" in answer["sentence"]
    assert client.post("/luu-dong/gui/", fields(client, key=said["key"])).json()["state"] == "CONFLICT"


def test_what_the_office_has_settled_meanwhile_is_said(unit: Commune) -> None:
    client = tablet(unit)
    said = fields(client, **{"f.gt.so_trang": ""})
    client.post("/luu-dong/gui/", said)
    refuse(row=OfflineIntake.objects.get(), why="Người dân xin thôi.", by=unit[Role.INTAKE], at=clock.now())
    answer = client.post("/luu-dong/gui/", said | {"f.gt.so_trang": "3"}).json()
    assert (answer["state"], "không nhận. Người dân xin thôi." in answer["sentence"]) == ("SETTLED", True)
    assert Dossier.objects.count() == 0


def test_the_tablet_asks_what_became_of_what_came_back_and_learns_of_its_own_alone(unit: Commune) -> None:
    hoa = tablet(unit, make.post(unit.centre, Role.INTAKE, "Trần Thu Hoa"))
    client = tablet(unit)
    back, open_still, others = (fields(each, **{"f.gt.so_trang": ""}) for each in (client, client, hoa))
    open_still["code"] = client.post("/luu-dong/so/").json()["numbers"][1]["code"]
    for each, said in ((client, back), (client, open_still), (hoa, others)):
        assert each.post("/luu-dong/gui/", said).json()["state"] == "RETURNED"
    for key in (back["key"], others["key"]):
        refuse(row=OfflineIntake.objects.get(key=key), why="Xin thôi.", by=unit[Role.INTAKE], at=clock.now())
    asked = {"key": [back["key"], open_still["key"], others["key"], "none"]}
    told = client.post("/luu-dong/ket-cuc/", asked).json()["answers"]
    assert told == [
        {
            "key": back["key"], "state": "SETTLED", "code": back["code"],
            "sentence": f"{back['code']}: cơ quan đã xem và không nhận. Xin thôi.",
        }
    ]  # fmt: skip


def test_too_many_photographs_and_what_is_none_come_back(unit: Commune) -> None:
    client = tablet(unit)
    said = fields(client)

    def sent(**more: Any) -> str:
        return str(client.post("/luu-dong/gui/", said | more).json()["sentence"])

    rubbish = SimpleUploadedFile("a.jpg", b"no picture", content_type="image/jpeg")
    assert "không phải ảnh" in sent(**{"photo.ban_sao": rubbish})
    assert "quá nhiều ảnh" in sent(**{"photo.a": [SimpleUploadedFile(f"{n}.jpg", b"") for n in range(41)]})
    assert "5 ảnh của hồ sơ này không gửi được" in sent(left_out="5", handed="1")
    assert OfflineIntake.objects.get().state == "CONFLICT"


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
