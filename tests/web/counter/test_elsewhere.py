"""The quiet line «Nơi giải quyết»: own by default, changed where the procedure allows it, kept with the basket."""

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.dossiers.commands import confirm_handover, hand_over, turning
from motcua.dossiers.models import Dossier, Visit
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, EXTRACT, MORNING, SINGLE_STATUS, Commune, later
from tests.factories.people import TAM_TEXT
from tests.web.counter.visiting import answers, look
from tests.web.desks import desk, text, url

pytestmark = pytest.mark.django_db
SAID = {"tl__loai": "1", "tl__so_luong": "1", "tl__noi_dk": "UBND xã"}
WAITS = "Chưa hẹn: chờ cơ quan có thẩm quyền nhận hồ sơ"


@pytest.fixture
def bat_trang(gia_lam: Commune) -> Commune:
    return make.bat_trang()


def send(client: Client, visit: Visit, act: str, competent: str) -> str:
    item = visit.items.get()
    said = answers(visit, **SAID) | {f"competent.{item.pk}": competent, "confirm.how": "IN_PERSON", "key": "once"}
    return text(client.post(f"/counter/visits/{visit.pk}/{act}/", said, headers={"hx-request": "true"}))


def begun(lan: Client) -> Visit:
    return look(lan, EXTRACT, look(lan, TAM_TEXT))


def taken_in(lan: Client, bat_trang: Commune) -> Dossier:
    visit = begun(lan)
    send(lan, visit, "answer", bat_trang.authority.name)
    send(lan, visit, "accept", bat_trang.authority.name)
    return Dossier.objects.get()


def test_the_line_says_the_own_authority_and_offers_the_others(lan: Client, bat_trang: Commune) -> None:
    visit = begun(lan)

    page = text(lan.get(f"/counter/visits/{visit.pk}/"))

    assert "Nơi giải quyết: UBND xã Gia Lâm</summary>" in page
    assert '<option value="UBND xã Gia Lâm"></option><option value="UBND xã Bát Tràng"></option>' in page


@pytest.mark.parametrize("code", [COPIES, SINGLE_STATUS])
def test_where_it_may_not_be_changed_there_is_no_line(lan: Client, bat_trang: Commune, code: str) -> None:
    make.version_of(code)
    visit = look(lan, code, look(lan, TAM_TEXT))

    assert "Nơi giải quyết:" not in text(lan.get(f"/counter/visits/{visit.pk}/"))


def test_what_was_chosen_is_kept_and_the_promise_waits(lan: Client, bat_trang: Commune) -> None:
    visit = begun(lan)

    page = send(lan, visit, "answer", bat_trang.authority.name)

    assert visit.items.get().competent == bat_trang.authority
    assert "Nơi giải quyết: UBND xã Bát Tràng</summary>" in page
    assert WAITS in page
    assert "UBND xã Bát Tràng giải quyết: thời hạn tính từ khi nơi đó nhận hồ sơ. Kết quả trả tại đây." in page
    send(lan, visit, "answer", "")
    assert visit.items.get().competent is None


def test_a_place_that_may_not_be_chosen_is_said_and_nothing_changes(lan: Client, bat_trang: Commune) -> None:
    visit = begun(lan)
    send(lan, visit, "answer", bat_trang.authority.name)

    for unclear in ("Xã Không Có", bat_trang.department.name, "UBND xã"):
        said = f"Không rõ nơi giải quyết «{unclear}»: chọn một nơi trong danh sách."
        assert said in send(lan, visit, "answer", unclear)

    assert visit.items.get().competent == bat_trang.authority


def test_a_part_of_the_name_without_marks_is_enough(lan: Client, bat_trang: Commune) -> None:
    visit = begun(lan)

    send(lan, visit, "answer", "bat trang")
    assert visit.items.get().competent == bat_trang.authority
    send(lan, visit, "answer", "UBND xã Gia Lâm")
    assert visit.items.get().competent is None


def test_a_procedure_that_may_not_be_handed_in_anywhere_keeps_its_own(lan: Client, bat_trang: Commune) -> None:
    visit = look(lan, COPIES, look(lan, TAM_TEXT))

    assert "nộp tại nơi giải quyết, không nộp ở nơi khác" in send(lan, visit, "answer", "bat trang")
    assert visit.items.get().competent is None


def test_a_name_half_typed_is_not_taken_and_the_rest_is_kept(lan: Client, bat_trang: Commune) -> None:
    visit = begun(lan)
    said = answers(visit, **SAID) | {f"competent.{visit.items.get().pk}": "UBN"}

    saved = lan.post(f"/counter/visits/{visit.pk}/save/", said)

    item = visit.items.get()
    assert (saved.status_code, item.competent, item.quantities) == (200, None, {"copies": 1})


def test_accepted_it_has_its_code_and_says_what_it_waits_for(lan: Client, gia_lam: Commune, bat_trang: Commune) -> None:
    dossier = taken_in(lan, bat_trang)

    assert (dossier.authority, dossier.intake_agency, dossier.promised_at) == (
        bat_trang.authority,
        gia_lam.centre,
        None,
    )
    done = text(lan.get(f"/counter/visits/{dossier.visit_id}/done/"))
    assert dossier.code in done
    assert WAITS in done
    assert WAITS in text(lan.get(url(dossier)))
    why = text(lan.get(url(dossier, "why/")))
    assert "Nơi khác giải quyết: thời hạn tính từ khi cơ quan có thẩm quyền nhận hồ sơ." in why


def test_the_story_says_from_when_it_counts(lan: Client, gia_lam: Commune, bat_trang: Commune) -> None:
    dossier = hand_over(dossier=taken_in(lan, bat_trang), by=gia_lam[Role.INTAKE], at=later(MORNING, minutes=5))
    confirm_handover(dossier=dossier, by=bat_trang[Role.CASE], at=later(MORNING, minutes=50))

    page = text(desk(bat_trang[Role.CASE]).get(url(dossier)))

    assert "Cơ quan có thẩm quyền nhận: tính hạn từ 09:20 25/11/2026" in page
    assert "Hẹn 17:00" in page
    assert "Thời hạn tính từ khi UBND xã Bát Tràng nhận hồ sơ: 09:20" in text(lan.get(url(dossier, "why/")))


def test_the_form_and_the_page_are_not_for_who_is_neither(lan: Client, bat_trang: Commune) -> None:
    neighbour = make.commune("Yên Viên", 92, {Role.INTAKE: "Cao Thị Yến", Role.CASE: "Mai Văn Nam"})
    dossier = taken_in(lan, bat_trang)

    answers_of = {
        unit.authority.name: desk(unit[Role.CASE]).get(url(dossier)).status_code for unit in (bat_trang, neighbour)
    }

    assert answers_of == {"UBND xã Bát Tràng": 200, "UBND xã Yên Viên": 404}


def test_taken_up_again_it_is_still_for_the_same_authority(lan: Client, gia_lam: Commune, bat_trang: Commune) -> None:
    dossier = make.submitted(gia_lam, EXTRACT, competent=bat_trang.authority)

    visit = turning.take_up(dossier=dossier, person_data={}, by=gia_lam[Role.INTAKE], at=later(MORNING, minutes=9))

    assert visit.items.get().competent == bat_trang.authority


def test_an_open_one_taken_in_here_for_the_same_authority_is_named(lan: Client, bat_trang: Commune) -> None:
    first = taken_in(lan, bat_trang)
    visit = begun(lan)

    page = send(lan, visit, "answer", bat_trang.authority.name)

    assert first.code in page


def test_an_open_one_that_was_taken_in_there_is_not_told_here(lan: Client, bat_trang: Commune) -> None:
    theirs = make.received(bat_trang, EXTRACT)
    visit = begun(lan)

    page = send(lan, visit, "answer", bat_trang.authority.name)

    assert theirs.code not in page
