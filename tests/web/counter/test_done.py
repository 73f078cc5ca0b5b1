"""After acceptance: what is owed, paid once, exempt or free; and another matter of the same person."""

import pytest
from django.test import Client

from motcua import printing
from motcua.accounts.models import Role
from motcua.dossiers.models import Dossier, Visit
from motcua.lib import practice
from motcua.payments.models import Payment
from motcua.surveys.models import Place, Rating
from motcua.web import rated
from tests.factories import dossiers as make
from tests.factories.dossiers import EXTRACT, SINGLE_STATUS, Commune
from tests.factories.people import TAM_TEXT
from tests.web.counter.visiting import look, taken_in
from tests.web.desks import desk

pytestmark = pytest.mark.django_db
POOR = "người thuộc hộ nghèo"
ASKED = {
    EXTRACT: {"tl.loai": "1", "tl.so_luong": "1", "tl.noi_dk": "UBND xã"},
    SINGLE_STATUS: {"xn.muc_dich": "Mua nhà", "xn.tinh_trang": "Chưa đăng ký kết hôn với ai"},
}


def done(client: Client, visit: Visit) -> str:
    return str(client.get(f"/counter/visits/{visit.pk}/done/").content.decode())


def pay(client: Client, visit: Visit, method: str) -> int:
    return int(client.post(f"/counter/visits/{visit.pk}/pay/", {"method": method}).status_code)


def test_paid_once_in_cash_or_by_transfer(lan: Client) -> None:
    visit = taken_in(lan)
    assert "mười nghìn đồng" in done(lan, visit).lower()
    assert pay(lan, visit, "TRANSFER") == 302
    page = done(lan, visit)
    assert "Đã thu 10.000\u00a0đ, chuyển khoản" in page
    assert "mười nghìn đồng" not in page.lower()


def test_paid_with_nothing_chosen_asks_to_choose_and_takes_nothing(lan: Client) -> None:
    visit = taken_in(lan)
    answer = lan.post(f"/counter/visits/{visit.pk}/pay/", {})
    assert (answer.status_code, "Xin chọn tiền mặt hay chuyển khoản." in answer.content.decode()) == (422, True)
    assert not Payment.objects.exists()


def test_the_person_rates_by_the_picture_with_a_phone_and_the_officer_does_not(lan: Client) -> None:
    visit = taken_in(lan)
    ref = rated.of_visit(Visit.objects.get(pk=visit.pk)).ref
    picture = printing.qr_data(f"http://testserver/danh-gia/{ref}/", scale=4)
    assert picture in done(lan, visit)
    sent = {"score": "5"}
    assert [who.post(f"/danh-gia/{ref}/", sent).status_code for who in (lan, Client())] == [422, 302]
    assert (Rating.objects.get().place, picture in done(lan, visit)) == (Place.PHONE, False)


def test_what_is_practised_has_no_picture_to_rate_by(lan: Client) -> None:
    lan.post("/accounts/practice/", {"on": "1"})
    with practice.practising(on=True):
        visit = taken_in(lan)
    page = done(lan, visit)
    assert ("Mã hồ sơ" in page, "data:image/png" in page) == (True, False)


def test_pressed_twice_the_money_is_taken_once(lan: Client) -> None:
    visit = taken_in(lan)
    assert [pay(lan, visit, "CASH"), pay(lan, visit, "CASH")] == [302, 409]
    assert Payment.objects.count() == 1


def test_the_cashier_beside_takes_the_money_and_takes_nothing_in(lan: Client, gia_lam: Commune) -> None:
    visit = taken_in(lan)
    cashier = desk(gia_lam[Role.CASHIER])
    assert "Việc khác cho người này" in done(lan, visit)
    assert "Việc khác cho người này" not in done(cashier, visit)
    assert pay(cashier, visit, "CASH") == 302
    assert Payment.objects.get().by == gia_lam[Role.CASHIER]


def accept(lan: Client, code: str, **said: str) -> tuple[Visit, str]:
    """Accept bà Tám's other matter with what the page says of fees; return the visit and the page that answers."""
    visit = look(lan, code, look(lan, TAM_TEXT))
    item = visit.items.get()
    asked = ASKED[code]
    sent = {f"f.{item.pk}.{name}": value for name, value in asked.items()}
    sent |= {f"{name}.{item.pk}": value for name, value in said.items()} | {"version": str(visit.version)}
    lan.post(f"/counter/visits/{visit.pk}/answer/", sent | {"confirm.how": "PAPER"})
    sent = {"key": "accepted", "version": str(visit.version)}
    answer = lan.post(f"/counter/visits/{visit.pk}/accept/", sent, follow=True)
    return visit, str(answer.content.decode())


def test_an_exemption_is_named_and_nothing_is_paid(lan: Client) -> None:
    visit, page = accept(lan, EXTRACT, exemption=POOR)
    dossier = Dossier.objects.get()
    assert (dossier.fee_due, dossier.fee_exemption) == (0, POOR)
    assert f"Miễn phí: {POOR}" in page
    assert f"/counter/visits/{visit.pk}/pay/" not in page


def test_an_exemption_the_procedure_does_not_have_is_refused_on_the_page(lan: Client) -> None:
    visit = look(lan, EXTRACT, look(lan, TAM_TEXT))
    item = visit.items.get()
    said = {f"exemption.{item.pk}": "người nhà", "version": str(visit.version)}
    answer = lan.post(f"/counter/visits/{visit.pk}/answer/", said)
    assert (answer.status_code, "Thủ tục này không có diện miễn đã chọn." in answer.content.decode()) == (409, True)
    item.refresh_from_db()
    assert item.exemption == ""


def test_a_fee_the_province_sets_is_typed_and_its_field_goes_when_exempt(lan: Client) -> None:
    make.version_of(SINGLE_STATUS)
    visit = look(lan, SINGLE_STATUS, look(lan, TAM_TEXT))
    item = visit.items.get()
    page = f"/counter/visits/{visit.pk}/"
    assert f'name="entered.{item.pk}"' in lan.get(page).content.decode()
    lan.post(f"{page}answer/", {f"entered.{item.pk}": "8.000", "version": str(visit.version)})
    item.refresh_from_db()
    assert item.quantities["entered"] == 8_000
    lan.post(f"{page}answer/", {f"exemption.{item.pk}": POOR, "version": str(visit.version)})
    assert f'name="entered.{item.pk}"' not in lan.get(page).content.decode()


def test_a_fee_nobody_typed_is_asked_for_before_acceptance(lan: Client) -> None:
    make.version_of(SINGLE_STATUS)
    _visit, page = accept(lan, SINGLE_STATUS)
    assert not Dossier.objects.exists()
    assert "Chưa nhập mức thu do HĐND tỉnh quy định" in page


def test_another_matter_of_the_same_person_needs_no_second_scan(lan: Client) -> None:
    visit = taken_in(lan)
    where = lan.post(f"/counter/visits/{visit.pk}/again/").headers["location"]
    new = Visit.objects.get(ended_at=None)
    assert where == f"/counter/visits/{new.pk}/"
    assert (new.person_data["full_name"], new.items.count()) == ("TRẦN THỊ TÁM", 0)


def test_a_visit_without_dossiers_has_no_such_page(lan: Client) -> None:
    visit = look(lan, TAM_TEXT)
    lan.post(f"/counter/visits/{visit.pk}/drop/")
    assert lan.get(f"/counter/visits/{visit.pk}/done/").status_code == 404


def test_the_form_can_be_printed_before_it_is_signed(lan: Client) -> None:
    visit = look(lan, EXTRACT, look(lan, TAM_TEXT))
    item = visit.items.get()
    pdf = lan.get(f"/counter/visits/{visit.pk}/items/{item.pk}/form.pdf")
    assert (pdf.headers["content-type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert lan.get(f"/counter/visits/{visit.pk}/items/{item.pk + 1}/form.pdf").status_code == 404


def test_a_case_of_the_procedure_is_chosen_and_another_is_refused(lan: Client) -> None:
    make.version_of("1.004859")
    visit = look(lan, "1.004859", look(lan, TAM_TEXT))
    item = visit.items.get()
    case = item.procedure_version.definition.cases[0]
    url = f"/counter/visits/{visit.pk}/"
    before = lan.get(url).content.decode()
    assert f'name="case.{item.pk}"' in before
    lan.post(f"{url}answer/", {f"case.{item.pk}": case.key, "version": str(visit.version)})
    item.refresh_from_db()
    assert item.case == case.key
    answer = lan.post(f"{url}answer/", {f"case.{item.pk}": "không có", "version": str(visit.version)})
    item.refresh_from_db()
    assert (answer.status_code, item.case) == (409, case.key)


def test_papers_say_by_whom_and_when_they_were_printed_once_they_were(lan: Client) -> None:
    visit = taken_in(lan)
    dossier = Dossier.objects.get()
    before = done(lan, visit)
    assert "Giấy tiếp nhận hồ sơ và hẹn trả kết quả (mẫu 01)" in before
    assert "Nguyễn Thị Lan</span></li>" not in before

    lan.get(f"/office/dossiers/{dossier.code}/papers/receipt/")

    after = done(lan, visit)
    assert "/TTPVHCC, " in after
    assert after.count("Nguyễn Thị Lan</span></li>") == 1
