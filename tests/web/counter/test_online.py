"""An officer helps; the citizen files under their own account and confirms on a page of their own."""

import re
from typing import Any

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.dossiers import checklist
from motcua.dossiers.commands import filing
from motcua.dossiers.models import Channel, Dossier, FilingLink, OnlineFiling, Visit
from motcua.dossiers.states import State
from motcua.events.models import Access
from motcua.lib import clock
from motcua.people.models import CitizenAccount
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, MORNING, Commune, later
from tests.factories.people import TAM_TEXT
from tests.web.counter.visiting import COPY, answers, look
from tests.web.desks import desk

pytestmark = pytest.mark.django_db
OTHER_TEXT = "005190000002||ĐỖ THỊ KHÁC|15081990|Nữ|Thôn 1, Xã Gia Lâm, Thành phố Hà Nội|01032021"
PHONE = {"phone": "0199 123 456", "consents": "yes"}


@pytest.fixture
def citizen() -> Client:
    """The citizen's own phone: nobody is signed in there."""
    return Client()


@pytest.fixture
def asked(lan: Client) -> Visit:
    """Bà Tám's copies, everything said."""
    visit = look(lan, COPIES, look(lan, TAM_TEXT))
    lan.post(f"/counter/visits/{visit.pk}/answer/", answers(visit, **COPY))
    return visit


@pytest.fixture
def begun(lan: Client, asked: Visit) -> Visit:
    post(lan, asked, "account/", **PHONE)
    return asked


def post(client: Client, visit: Visit, step: str, **said: str) -> Any:
    return client.post(f"/counter/visits/{visit.pk}/online/{step}", said)


def page(client: Client, visit: Visit) -> str:
    return client.get(f"/counter/visits/{visit.pk}/online/").content.decode()


def link(client: Client, visit: Visit) -> str:
    """The address that the QR code stands for."""
    shown = post(client, visit, "link/").content.decode()
    found = re.search(r'href="http://testserver(/xac-nhan/[^"]+/)"', shown)
    assert found is not None
    return found.group(1)


def seen(citizen: Client, url: str) -> str:
    found = re.search(r'name="seen" value="(\w+)"', citizen.get(url).content.decode())
    assert found is not None
    return found.group(1)


def filed(lan: Client, citizen: Client, visit: Visit) -> Dossier:
    url = link(lan, visit)
    citizen.post(f"{url}agree/", {"seen": seen(citizen, url)})
    return Dossier.objects.get()


def test_from_the_counter_to_the_account_to_the_phone_to_the_check_to_acceptance(
    lan: Client, citizen: Client, asked: Visit
) -> None:
    here = answers(asked, **COPY)
    assert lan.post(f"/counter/visits/{asked.pk}/online/come/", here).headers["location"].endswith("/online/")
    assert "Mở tài khoản và nộp trực tuyến" in page(lan, asked)
    post(lan, asked, "account/", **PHONE)
    assert "TRẦN THỊ TÁM" in page(lan, asked)
    url = link(lan, asked)
    shown = citizen.get(url)
    text = shown.content.decode()
    assert (shown.status_code, shown.headers["referrer-policy"]) == (200, "same-origin")
    assert "Người hỗ trợ: Nguyễn Thị Lan, Cán bộ tiếp nhận" in text
    assert lan.get(f"/counter/visits/{asked.pk}/online/said/").status_code == 204
    agreed = citizen.post(f"{url}agree/", {"seen": seen(citizen, url)}, follow=True)
    dossier = Dossier.objects.get()
    assert "Đã xác nhận và nộp" in agreed.content.decode()
    assert dossier.code in agreed.content.decode()
    assert "TRẦN THỊ TÁM" not in agreed.content.decode()
    moved = lan.get(f"/counter/visits/{asked.pk}/online/said/").headers["hx-redirect"]
    assert "đã nộp trực tuyến" in lan.get(moved, follow=True).content.decode()
    checks = lan.get(f"/counter/checks/{dossier.code}/").content.decode()
    assert "người hỗ trợ: Nguyễn Thị Lan, Cán bộ tiếp nhận." in checks
    said = {line.key: "yes" for line in checklist.lines_of(dossier)}
    done = lan.post(f"/counter/checks/{dossier.code}/", said | {"act": "receive", "key": "once"}, follow=True)
    dossier.refresh_from_db()
    assert (dossier.state, dossier.channel, done.status_code) == (State.RECEIVED, Channel.ONLINE, 200)
    assert dossier.code in done.content.decode()


def test_the_visit_page_offers_no_confirmation_while_the_citizen_files(lan: Client, begun: Visit) -> None:
    shown = lan.get(f"/counter/visits/{begun.pk}/").content.decode()
    assert "cán bộ không xác nhận thay" in shown
    assert "confirm.how" not in shown
    assert "Công dân đang nộp trực tuyến" in shown


def test_an_officer_who_sends_a_confirmation_nevertheless_changes_nothing(lan: Client, begun: Visit) -> None:
    said = answers(begun, **COPY) | {"confirm.how": "IN_PERSON"}
    refused = lan.post(f"/counter/visits/{begun.pk}/answer/", said)
    assert (refused.status_code, "không xác nhận thay" in refused.content.decode()) == (409, True)
    lan.post(f"/counter/visits/{begun.pk}/accept/", said | {"key": "k"})
    assert not Dossier.objects.exists()


def test_the_officers_own_browser_confirms_nothing_on_the_citizens_page(lan: Client, begun: Visit) -> None:
    url = link(lan, begun)
    refused = lan.post(f"{url}agree/", {"seen": seen(lan, url)})
    assert (refused.status_code, "cán bộ đăng nhập" in refused.content.decode()) == (422, True)
    assert not Dossier.objects.exists()


def test_a_link_used_twice_files_once_and_says_so(lan: Client, citizen: Client, begun: Visit) -> None:
    url = link(lan, begun)
    said = {"seen": seen(citizen, url)}
    for _again in range(2):
        citizen.post(f"{url}agree/", said)
    assert "Đã xác nhận và nộp" in citizen.get(url).content.decode()
    assert Dossier.objects.count() == 1


def test_an_old_link_or_none_shows_nothing_of_anybody(lan: Client, citizen: Client, begun: Visit) -> None:
    old = link(lan, begun)
    link(lan, begun)
    for url in (old, "/xac-nhan/khong-co/"):
        shown = citizen.get(url)
        assert (shown.status_code, "TRẦN THỊ TÁM" in shown.content.decode()) == (410, False)
        assert citizen.post(f"{url}agree/", {"seen": "x"}).status_code == 410
    new = link(lan, begun)
    said = {"seen": seen(citizen, new)}
    clock.begin_at(later(MORNING, minutes=40))
    late = citizen.post(f"{new}agree/", said)
    assert (late.status_code, "hết hạn" in late.content.decode()) == (410, True)
    assert not Dossier.objects.exists()


def test_what_stands_on_one_link_is_not_confirmed_by_another(
    lan: Client, hoa: Client, citizen: Client, begun: Visit
) -> None:
    hoa.post("/counter/look/", {"text": OTHER_TEXT})
    other = Visit.objects.exclude(pk=begun.pk).get()
    hoa.post("/counter/look/", {"text": COPIES, "visit": other.pk})
    hoa.post(f"/counter/visits/{other.pk}/answer/", answers(other, **COPY))
    post(hoa, other, "account/", phone="0199000222", consents="yes")
    mine, theirs = link(lan, begun), link(hoa, other)
    refused = citizen.post(f"{theirs}agree/", {"seen": seen(citizen, mine)})
    assert (refused.status_code, "vừa được sửa" in refused.content.decode()) == (422, True)
    assert not Dossier.objects.exists()


def test_no_token_is_kept_and_the_page_says_it_only_once(lan: Client, begun: Visit) -> None:
    token = link(lan, begun).split("/")[-2]
    assert token not in str(list(FilingLink.objects.values()))
    assert token not in page(lan, begun)


def test_what_is_wrong_with_an_account_is_said_and_what_was_typed_stays(lan: Client, asked: Visit) -> None:
    refused = post(lan, asked, "account/", phone="12", consents="yes")
    text = refused.content.decode()
    assert (refused.status_code, "Ghi số điện thoại" in text, 'value="12"' in text) == (409, True, True)
    assert not CitizenAccount.objects.exists()


def test_an_account_that_is_there_is_used_and_the_way_can_be_left(lan: Client, asked: Visit, begun: Visit) -> None:
    post(lan, begun, "give-up/")
    assert not OnlineFiling.objects.exists()
    assert "Nộp trực tuyến bằng tài khoản này" in page(lan, asked)
    post(lan, asked, "begin/")
    assert OnlineFiling.objects.get().visit == asked
    assert post(lan, asked, "begin/").status_code == 409


def test_a_form_with_something_left_to_ask_gets_no_code(lan: Client, begun: Visit) -> None:
    lan.post(f"/counter/visits/{begun.pk}/answer/", answers(begun, gt__so_trang=""))
    assert "Còn 1 chỗ" in page(lan, begun)
    assert post(lan, begun, "link/").status_code == 409


def test_an_empty_counter_is_told_what_to_do_first(lan: Client) -> None:
    visit = look(lan, TAM_TEXT)
    assert page(lan, visit)
    assert post(lan, visit, "begin/").status_code == 409


def test_a_neighbour_sees_nothing_of_it(lan: Client, citizen: Client, begun: Visit) -> None:
    dossier = filed(lan, citizen, begun)
    mai = desk(make.bat_trang()[Role.INTAKE])
    for url in (f"/counter/visits/{begun.pk}/online/", f"/counter/visits/{begun.pk}/filed/"):
        assert mai.get(url).status_code == 404
    assert mai.get(f"/counter/checks/{dossier.code}/").status_code == 404


def test_what_did_not_pass_is_kept_and_asked_for_with_its_reason_filled_in(
    lan: Client, citizen: Client, begun: Visit
) -> None:
    dossier = filed(lan, citizen, begun)
    url = f"/counter/checks/{dossier.code}/"
    refused = lan.post(url, {"place": "no", "key": "a"})
    assert (refused.status_code, "Ghi vì sao chưa đạt" in refused.content.decode()) == (409, True)
    lan.post(url, {"place": "no", "place.why": "Thuộc xã Bát Tràng", "key": "b"})
    assert "lý do đã điền sẵn" in lan.get(url).content.decode()
    shown = lan.get(f"/office/dossiers/{dossier.code}/").content.decode()
    assert "Kiểm tra chưa đạt: Đúng thủ tục, đúng cơ quan có thẩm quyền: Thuộc xã Bát Tràng" in shown
    assert "Kiểm tra hợp lệ, đầy đủ" in shown
    refused = lan.post(url, {"act": "receive", "key": "c", "version": "junk"})
    assert (refused.status_code, "Chưa kiểm tra xong" in refused.content.decode()) == (409, True)


def test_a_page_that_is_old_checks_nothing(lan: Client, citizen: Client, begun: Visit) -> None:
    dossier = filed(lan, citizen, begun)
    refused = lan.post(f"/counter/checks/{dossier.code}/", {"place": "yes", "key": "a", "version": "99"})
    assert (refused.status_code, checklist.lines_of(dossier)[0].answer) == (409, None)


def test_the_board_counts_helped_and_unhelped_apart_with_the_list_behind(
    lan: Client, citizen: Client, begun: Visit, gia_lam: Commune
) -> None:
    helped = filed(lan, citizen, begun)
    alone = make.submitted(gia_lam, channel=Channel.ONLINE)
    assert "/counter/online/helped/day/" in lan.get("/counter/board/").content.decode()
    for which, mine, other in (("helped", helped, alone), ("alone", alone, helped)):
        for span in ("day", "month"):
            text = lan.get(f"/counter/online/{which}/{span}/").content.decode()
            assert (mine.code in text, other.code in text, "T. T. TÁM" in text) == (True, False, True)
    assert [lan.get(f"/counter/online/{wrong}/").status_code for wrong in ("x/day", "helped/x")] == [404, 404]


def test_what_was_filed_is_shown_until_it_is_accepted_and_a_visit_without_it_goes_back(
    lan: Client, citizen: Client, begun: Visit
) -> None:
    assert lan.get(f"/counter/visits/{begun.pk}/filed/").status_code == 302
    dossier = filed(lan, citizen, begun)
    assert lan.get(f"/counter/visits/{begun.pk}/online/").status_code == 302
    shown = lan.get(f"/counter/visits/{begun.pk}/filed/").content.decode()
    assert f"/counter/checks/{dossier.code}/" in shown
    assert filing.LINK_LASTS.total_seconds() == 900


def test_an_account_is_closed_at_the_citizens_wish_with_a_reason(lan: Client, asked: Visit, begun: Visit) -> None:
    post(lan, begun, "give-up/")
    assert post(lan, asked, "close-account/").status_code == 409
    post(lan, asked, "close-account/", reason="Công dân yêu cầu")
    assert not CitizenAccount.objects.get().is_active
    assert "Công dân yêu cầu. Mở lại bằng thẻ căn cước" in page(lan, asked)
    CitizenAccount.objects.all().delete()
    assert post(lan, asked, "close-account/", reason="x").status_code == 409


def test_a_closed_account_is_opened_again_at_the_counter_by_the_card(lan: Client, asked: Visit, begun: Visit) -> None:
    post(lan, begun, "give-up/")
    post(lan, asked, "close-account/", reason="Công dân yêu cầu")
    assert "Mở lại tài khoản và nộp trực tuyến" in page(lan, asked)
    Visit.objects.filter(pk=asked.pk).update(person_data=asked.person_data | {"source": "typed"})
    refused = post(lan, asked, "account/", **PHONE)
    assert (refused.status_code, "chỉ mở lại bằng thẻ" in refused.content.decode()) == (409, True)
    Visit.objects.filter(pk=asked.pk).update(person_data=asked.person_data | {"source": "card"})
    assert post(lan, asked, "account/", **PHONE).status_code == 302
    account = CitizenAccount.objects.get()
    assert (account.is_active, Visit.objects.get().filing.account) == (True, account)


def test_nothing_is_accepted_while_a_line_is_open(lan: Client, citizen: Client, begun: Visit) -> None:
    dossier = filed(lan, citizen, begun)
    url = f"/counter/checks/{dossier.code}/"
    said = {line.key: "yes" for line in checklist.lines_of(dossier)}
    left = said.popitem()[0]
    before = lan.get(url).content.decode()
    assert ('value="receive"' in before, f"còn {len(said) + 1} mục" in before) == (False, True)
    refused = lan.post(url, said | {"act": "receive", "key": "a"})
    assert (refused.status_code, "còn 1 mục" in refused.content.decode()) == (409, True)
    assert checklist.open_lines(dossier) != ()
    lan.post(url, {**said, left: "yes", "act": "save", "key": "b"})
    assert 'value="receive"' in lan.get(url).content.decode()
    lan.post(url, {"act": "receive", "key": "c"})
    dossier.refresh_from_db()
    assert dossier.state == State.RECEIVED


def test_accounts_are_listed_in_short_and_found_by_a_number_that_stands_in_no_address(
    lan: Client, begun: Visit, gia_lam: Commune
) -> None:
    account, number = CitizenAccount.objects.get(), begun.person_data["id_number"]
    for role in (Role.INTAKE, Role.ADMIN):
        page = desk(gia_lam[role]).get("/counter/accounts/").content.decode()
        assert [said in page for said in ("T. T. TÁM", "TRẦN THỊ TÁM", number, account.phone)] == [
            True, False, False, False,
        ]  # fmt: skip
    assert Access.objects.filter(subject=account.person.stream, purpose="accounts").count() == 2
    found = lan.post("/counter/accounts/", {"number": f" {number} "}).content.decode()
    other = lan.post("/counter/accounts/", {"number": "007158004711"}).content.decode()
    assert ["T. T. TÁM" in found, "T. T. TÁM" in other, "chưa mở tài khoản nào cho số" in other] == [True, False, True]
    mai = desk(make.bat_trang()[Role.INTAKE])
    assert "T. T. TÁM" not in mai.post("/counter/accounts/", {"number": number}).content.decode()
    assert mai.get(f"/counter/accounts/{account.pk}/").status_code == 404
    assert desk(gia_lam[Role.CASE]).get("/counter/accounts/").status_code == 403


def test_an_account_has_its_history_and_is_closed_there_by_whom_the_rule_lets(
    lan: Client, begun: Visit, gia_lam: Commune
) -> None:
    url = f"/counter/accounts/{CitizenAccount.objects.get().pk}/"
    post(lan, begun, "give-up/")
    admin = desk(gia_lam[Role.ADMIN])
    page = admin.get(url).content.decode()
    assert ["Mở tài khoản" in page, "trưởng đơn vị hoặc người giám sát" in page, "TRẦN" in page] == [True, True, False]
    assert admin.post(f"{url}close/", {"reason": "x", "key": "a"}).status_code == 409
    head = desk(gia_lam[Role.HEAD])
    assert head.post(f"{url}close/", {"reason": " ", "key": "b"}).status_code == 409
    assert head.post(f"{url}close/", {"reason": "Công dân yêu cầu", "key": "c"}).status_code == 302
    page = lan.get(url).content.decode()
    assert ["Đóng tài khoản</b><span>Công dân yêu cầu</span>" in page, "Tài khoản đang đóng" in page] == [True, True]
