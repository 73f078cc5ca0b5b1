"""A person sees what waits, sets right what was wrong, takes it in or refuses it; a neighbour sees nothing of it."""

import uuid
from typing import Any

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.dossiers.models import Dossier
from motcua.events.models import Access
from motcua.lib import clock
from motcua.outreach.commands import submit
from motcua.outreach.models import OfflineIntake
from tests.factories import dossiers as make
from tests.factories import outreach
from tests.factories.dossiers import COPIES, MORNING, SINGLE_STATUS, Commune, later
from tests.web.desks import desk, text

pytestmark = pytest.mark.django_db
BACK = later(MORNING, hours=2)


@pytest.fixture
def unit() -> Commune:
    make.version_of(COPIES)
    clock.begin_at(BACK)
    return make.gia_lam()


def waits(unit: Commune, **changes: Any) -> OfflineIntake:
    device = outreach.tablet(unit)
    return submit(device=device, said=outreach.said(device, **changes), by=unit[Role.INTAKE], at=BACK)


def decide(client: Client, row: OfflineIntake, verb: str, **said: Any) -> Any:
    return client.post(f"/luu-dong/xem/{row.pk}/{verb}/", {"key": str(uuid.uuid4())} | said)


def test_the_list_says_why_and_names_in_short(unit: Commune) -> None:
    row, lan = waits(unit, skew=900), desk(unit[Role.INTAKE])
    page = text(lan.get("/luu-dong/xem/"))
    assert [words in page for words in (row.code, "T. T. TÁM", "giờ của máy không đúng", "TRẦN THỊ TÁM")] == [
        True, True, True, False,
    ]  # fmt: skip


def test_looking_is_written_down(unit: Commune) -> None:
    row = waits(unit, skew=900)
    page = text(desk(unit[Role.INTAKE]).get(f"/luu-dong/xem/{row.pk}/"))
    assert ("TRẦN THỊ TÁM" in page, "<dd>Không</dd>" in page, '<details class="confirm" open>' in page) == (
        True,
        True,
        False,
    )
    assert list(Access.objects.values_list("subject", "purpose")) == [(row.code, "outreach")]


def test_a_neighbour_finds_nothing(unit: Commune) -> None:
    row, mai = waits(unit, skew=900), desk(make.bat_trang()[Role.INTAKE])
    assert row.code not in text(mai.get("/luu-dong/xem/"))
    assert mai.get(f"/luu-dong/xem/{row.pk}/").status_code == 404
    assert decide(mai, row, "nhan").status_code == 404
    assert Dossier.objects.count() == 0


def test_the_moment_is_set_right(unit: Commune) -> None:
    row, lan = waits(unit, skew=900), desk(unit[Role.INTAKE])
    wrong = decide(lan, row, "nhan", moment="lúc nãy")
    assert (wrong.status_code, "Ghi lúc tiếp nhận" in text(wrong)) == (422, True)
    late = decide(lan, row, "nhan", moment="2026-11-26T08:00")
    assert (late.status_code, "Lúc tiếp nhận phải từ" in text(late)) == (422, True)
    done = decide(lan, row, "nhan", moment="2026-11-25T09:10")
    assert done["location"] == f"/office/dossiers/{row.code}/"
    assert Dossier.objects.get().received_at == make.moment("2026-11-25 09:10")
    assert "Nhận tại điểm lưu động lúc 09:10 25/11/2026" in text(lan.get(done["location"]))


def test_how_the_result_is_wanted_is_shown_and_set_right(unit: Commune) -> None:
    wanted = {"return_way": "POST", "return_address": "Thôn 9"}
    device, version = outreach.tablet(unit), make.version_of(SINGLE_STATUS)
    papers = [each.key for each in version.definition.requirements]
    values = {"xn.tinh_trang": "1", "xn.muc_dich": "Vay vốn"}
    payload = {"version": version.pk, "values": values, "papers": papers, "entered": 0} | wanted
    said = outreach.said(device, skew=900, procedure_code=SINGLE_STATUS, payload=payload)
    row, lan = submit(device=device, said=said, by=unit[Role.INTAKE], at=BACK), desk(unit[Role.INTAKE])
    page = text(lan.get(f"/luu-dong/xem/{row.pk}/"))
    assert ("<dd>Bưu chính, Thôn 9</dd>" in page, '<option value="POST" selected>' in page) == (True, True)

    done = decide(lan, row, "nhan", moment="2026-11-25T09:10", **wanted | {"return_address": "Thôn 3"})

    assert done["location"] == f"/office/dossiers/{row.code}/"
    dossier = Dossier.objects.get()
    assert (dossier.return_way, dossier.return_address) == ("POST", "Thôn 3")


def test_the_moment_that_stands_there_is_left(unit: Commune) -> None:
    row, lan = waits(unit, skew=900), desk(unit[Role.INTAKE])
    decide(lan, row, "nhan", moment="2026-11-25T08:40")
    assert Dossier.objects.get().received_at == row.taken_at


def test_what_was_missing_is_filled_in(unit: Commune) -> None:
    row, lan = waits(unit, payload={"values": {"gt.ten": "2"}}), desk(unit[Role.INTAKE])
    assert 'name="f.gt.so_trang"' in text(lan.get(f"/luu-dong/xem/{row.pk}/"))
    said = {f"f.{name}": value for name, value in outreach.ANSWERS.items()}
    assert decide(lan, row, "nhan", **said).status_code == 302
    assert Dossier.objects.get().code == row.code


def test_two_things_wrong_at_once_are_both_set_right_and_what_was_typed_stays(unit: Commune) -> None:
    wrong = {"values": outreach.ANSWERS | {"gt.so_trang": "ba"}, "papers": ["ban_sao"]}
    row, lan = waits(unit, skew=900, payload=wrong), desk(unit[Role.INTAKE])
    said = {"moment": "2026-11-25T09:10", "papers": "shown", "paper": "ban_sao", "f.gt.so_trang": "bốn"}
    refused = decide(lan, row, "nhan", **said)
    page = text(refused)
    assert (refused.status_code, 'value="bốn"' in page, "<details open>" in page) == (422, True, True)
    still = decide(lan, row, "nhan", **said | {"f.gt.so_trang": "4"})
    assert (still.status_code, "Còn thiếu giấy tờ" in text(still)) == (422, True)
    right: dict[str, Any] = said | {"f.gt.so_trang": "4", "paper": ["ban_chinh", "ban_sao"], "entered": "0"}
    assert decide(lan, row, "nhan", **right).status_code == 302
    dossier = Dossier.objects.get()
    assert (dossier.code, set(dossier.documents.values_list("key", flat=True)) >= {"ban_chinh", "ban_sao"}) == (
        row.code, True,
    )  # fmt: skip


def test_who_it_was_is_filled_in(unit: Commune) -> None:
    row, lan = waits(unit, payload={"person": {}}), desk(unit[Role.INTAKE])
    nobody = decide(lan, row, "nhan")
    assert (nobody.status_code, "Xin ghi họ tên" in text(nobody)) == (422, True)
    assert decide(lan, row, "nhan", full_name="Lê Thị Mơ", date_of_birth="1950", sex="F").status_code == 302
    assert Dossier.objects.get().applicant_name == "LÊ THỊ MƠ"


def test_a_refusal_with_its_reason(unit: Commune) -> None:
    row, lan = waits(unit, procedure_code="9.999999"), desk(unit[Role.INTAKE])
    page = text(decide(lan, row, "tu-choi"))
    assert ("Ghi lý do không nhận" in page, '<details class="confirm" open>' in page) == (True, True)
    assert decide(lan, row, "tu-choi", reason="Thủ tục đã bãi bỏ.")["location"] == "/luu-dong/xem/"
    page = text(lan.get(f"/luu-dong/xem/{row.pk}/"))
    assert "Thủ tục đã bãi bỏ." in page
    assert "Hồ sơ này đã được giải quyết." in page
    assert row.code not in text(lan.get("/luu-dong/xem/")).replace(f"không nhận hồ sơ {row.code}", "")


def test_it_stands_still_with_who_owes_the_next_step(unit: Commune) -> None:
    waits(unit, skew=900)
    by_role = {role: text(desk(unit[role]).get("/office/watch/?f=outreach")) for role in (Role.INTAKE, Role.HEAD)}
    says = ("T. T. TÁM", "TRẦN THỊ TÁM", "giờ của máy không đúng", "bộ phận một cửa, ")
    for page in by_role.values():
        assert [words in page for words in says] == [True, False, True, True]
    link = f"/luu-dong/xem/{OfflineIntake.objects.get().pk}/"
    assert [link in page for page in by_role.values()] == [True, False]
    assert "xem và giải quyết." in by_role[Role.HEAD]
    neighbour = text(desk(make.bat_trang()[Role.HEAD]).get("/office/watch/?f=outreach"))
    assert "Không có hồ sơ lưu động nào chờ người xem" in neighbour


def test_what_went_back_to_the_tablet_is_owed_by_who_sent_it(unit: Commune) -> None:
    row, lan = waits(unit, payload={"values": {"gt.ten": "2"}}), unit[Role.INTAKE]
    page = text(desk(lan).get("/office/watch/?f=outreach"))
    assert f"{lan.user.full_name}, sửa trên máy «{row.device.name}»" in page


def test_the_strip_of_the_desk_names_it_until_it_is_settled(unit: Commune) -> None:
    row, lan = waits(unit, skew=900), desk(unit[Role.INTAKE])
    assert [row.code in text(lan.get("/counter/")), row.code in text(desk(unit[Role.CASE]).get("/office/"))] == [
        True,
        False,
    ]
    decide(lan, row, "tu-choi", reason="Người dân xin thôi.")
    lan.get("/luu-dong/xem/")
    assert row.code not in text(lan.get("/counter/"))
