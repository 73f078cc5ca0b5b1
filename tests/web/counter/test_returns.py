"""How the result is wanted, asked once at the counter; and how it is handed over at the result desk."""

from typing import Any

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.dossiers import returning
from motcua.dossiers.commands import change_return
from motcua.dossiers.models import Delivery, Dossier, Visit
from motcua.dossiers.returning import Wish
from motcua.forms.values import value_of
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, MORNING, SINGLE_STATUS, Commune, later
from tests.factories.people import TAM_TEXT
from tests.web.counter.visiting import look

pytestmark = pytest.mark.django_db
HOME = "Thôn 3, Xã Gia Lâm, Thành phố Hà Nội"
ASKED = "Nhận kết quả bằng cách nào?"
SAID = {"xn__tinh_trang": "1", "xn__muc_dich": "1"}
BUNDLE, DERIVED = "3.000722", "1.010041"


def begun(lan: Client, code: str) -> Visit:
    make.version_of(code)
    return look(lan, code, look(lan, TAM_TEXT))


def say(lan: Client, visit: Visit, **said: str) -> str:
    sent = {"version": str(visit.version)} | {name.replace("__", "."): value for name, value in said.items()}
    page = lan.post(f"/counter/visits/{visit.pk}/answer/", sent, follow=True).content.decode()
    visit.refresh_from_db()
    return page


def test_it_is_asked_of_who_comes_again_and_answered_from_the_start(lan: Client) -> None:
    visit = begun(lan, SINGLE_STATUS)
    page = lan.get(f"/counter/visits/{visit.pk}/").content.decode()

    assert ASKED in page
    assert 'name="return.way" value="DIRECT" checked data-digit="1"' in page
    assert "Gửi bưu chính đến địa chỉ nào?" not in page


def test_nothing_is_asked_of_who_waits_for_it(lan: Client) -> None:
    visit = begun(lan, COPIES)

    assert ASKED not in lan.get(f"/counter/visits/{visit.pk}/").content.decode()


def test_by_post_it_goes_where_the_card_says_unless_another_address_is_said(lan: Client) -> None:
    visit = begun(lan, SINGLE_STATUS)

    page = say(lan, visit, return__way="POST")
    assert f'name="return.address" value="{HOME}"' in page
    assert (returning.wish_of(visit), visit.return_address) == (Wish("POST", HOME), "")

    say(lan, visit, return__way="POST", return__address="Thôn 5, Xã Bát Tràng")
    assert returning.wish_of(visit) == Wish("POST", "Thôn 5, Xã Bát Tràng")

    say(lan, visit, return__way="DIRECT", return__address="Thôn 5, Xã Bát Tràng")
    assert returning.wish_of(visit) == Wish("DIRECT", "")


def test_a_way_nobody_knows_changes_nothing(lan: Client) -> None:
    visit = begun(lan, SINGLE_STATUS)

    say(lan, visit, return__way="PIGEON")

    assert (visit.return_way, returning.wish_of(visit)) == ("", Wish())


def test_without_an_address_the_page_asks_for_one_and_nothing_is_taken_in(lan: Client) -> None:
    visit = begun(lan, SINGLE_STATUS)
    visit.person_data |= {"address": "", "address_today": ""}
    visit.save()

    page = say(lan, visit, return__way="POST")

    assert 'data-next="return.address"' in page or "Ghi địa chỉ để gửi kết quả qua bưu chính." in page
    assert "Chưa có địa chỉ để gửi kết quả qua bưu chính" in page


@pytest.mark.parametrize(("code", "field"), [(DERIVED, "kq.nhan"), (BUNDLE, "nhan_kq")])
def test_a_form_that_says_it_too_says_the_same_from_either_side(lan: Client, code: str, field: str) -> None:
    visit = begun(lan, code)

    def written() -> Any:
        return value_of(visit.items.get().form.values, field)

    direct = written()
    say(lan, visit, return__way="POST")
    assert (written(), direct) == ("Bưu chính", "Tại quầy" if code == DERIVED else "Quầy")

    item = visit.items.get()
    say(lan, visit, **{f"f.{item.pk}.{field}": "3", "return.way": "POST", "confirm.how": "IN_PERSON"})
    assert (written(), visit.return_way) == ("Điện tử", "ONLINE")


def test_the_address_written_in_the_form_is_the_baskets(lan: Client) -> None:
    visit = begun(lan, DERIVED)
    item = visit.items.get()
    say(lan, visit, **{f"f.{item.pk}.kq.nhan": "2", f"f.{item.pk}.kq.dia_chi": "Thôn 5, Xã Bát Tràng"})
    visit.refresh_from_db()
    kept = value_of(visit.items.get().form.values, "kq.dia_chi")
    assert (visit.return_way, visit.return_address, kept) == ("POST", "Thôn 5, Xã Bát Tràng", "Thôn 5, Xã Bát Tràng")


def test_what_was_confirmed_with_another_way_is_confirmed_anew(lan: Client) -> None:
    visit = begun(lan, DERIVED)
    say(lan, visit, confirm__how="IN_PERSON")
    assert visit.items.get().form.confirmed_how == "IN_PERSON"

    say(lan, visit, return__way="ONLINE", confirm__how="IN_PERSON")

    assert visit.items.get().form.confirmed_how == ""


def test_taken_in_the_dossier_keeps_it_and_the_page_after_says_it(lan: Client) -> None:
    visit = begun(lan, SINGLE_STATUS)
    item = visit.items.get()
    said = {f"f.{item.pk}.xn.tinh_trang": "1", f"f.{item.pk}.xn.muc_dich": "Vay vốn", f"entered.{item.pk}": "0"}
    said |= {"return.way": "POST", "return.address": HOME, "confirm.how": "IN_PERSON", "key": "k"}
    lan.post(f"/counter/visits/{visit.pk}/answer/", {"version": str(visit.version)} | said)
    answer = lan.post(f"/counter/visits/{visit.pk}/accept/", {"version": str(visit.version)} | said, follow=True)

    assert returning.of_dossier(Dossier.objects.get()) == Wish("POST", HOME)
    page = answer.content.decode()
    assert f"Nhận kết quả: Bưu chính, đến {HOME}" in page
    assert HOME in lan.get(f"/office/dossiers/{Dossier.objects.get().code}/").content.decode()


@pytest.fixture
def posted(gia_lam: Commune) -> Dossier:
    return make.ready(gia_lam, at=later(MORNING, days=-1), wish=Wish("POST", HOME))


def hand(client: Client, dossier: Dossier, **said: str) -> Any:
    return client.post(f"/counter/results/{dossier.code}/", {"key": "k"} | said)


def test_what_is_to_be_posted_asks_for_the_number_of_the_item(lan: Client, posted: Dossier) -> None:
    page = lan.get(f"/counter/results/{posted.code}/").content.decode()
    assert "Số hiệu bưu gửi" in page
    assert f"Bưu chính, đến {HOME}" in page

    missing = hand(lan, posted, way="POST", to_name="TRẦN THỊ TÁM")
    assert (missing.status_code, "Xin ghi số hiệu bưu gửi." in missing.content.decode()) == (422, True)

    assert hand(lan, posted, way="POST", to_name="TRẦN THỊ TÁM", reference="EB1").status_code == 302
    assert Delivery.objects.values_list("way", "reference", "to_name").get() == ("POST", "EB1", "TRẦN THỊ TÁM")


def test_who_comes_for_it_all_the_same_proves_it(lan: Client, posted: Dossier) -> None:
    refused = hand(lan, posted, way="DIRECT", to_name="TRẦN THỊ TÁM", proof="CODE", shown="SAI", reference="")
    assert (refused.status_code, 'id="id_shown_error"' in refused.content.decode()) == (422, True)

    said = {"proof": "CODE", "shown": posted.pickup_code, "to_name": "TRẦN THỊ TÁM"}
    assert hand(lan, posted, way="DIRECT", **said).status_code == 302
    assert Delivery.objects.values_list("way", "proof").get() == ("DIRECT", "CODE")


def test_a_way_that_was_changed_meanwhile_is_said_beside_the_number(
    lan: Client, posted: Dossier, gia_lam: Commune
) -> None:
    change_return(dossier=posted, way="ONLINE", by=gia_lam[Role.INTAKE], at=MORNING)

    answer = hand(lan, posted, way="POST", to_name="TRẦN THỊ TÁM", reference="EB1")

    assert (answer.status_code, Delivery.objects.count()) == (422, 0)


def test_the_office_changes_it_with_a_form_that_begins_with_what_stands(lan: Client, posted: Dossier) -> None:
    page = lan.get(f"/office/dossiers/{posted.code}/").content.decode()
    assert "Đổi cách nhận kết quả" in page

    url = f"/office/dossiers/{posted.code}/change_return/"
    lan.post(url, {"way": "DIRECT", "address": HOME, "reason": "Bà lên lấy.", "key": "k", "version": posted.version})

    assert returning.of_dossier(Dossier.objects.get()) == Wish("DIRECT", "")
    assert "sang «Trực tiếp»" in lan.get(f"/office/dossiers/{posted.code}/").content.decode()
