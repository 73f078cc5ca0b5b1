"""A visit over HTTP: one scan, a basket, saved as typed, parked, taken over, accepted once."""

import logging

import pytest
from django.db import connection
from django.test import Client

from motcua.accounts.models import Role
from motcua.dossiers.models import Dossier, Visit
from motcua.people.models import Person
from motcua.procedures import scanner_codes
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, EXTRACT
from tests.factories.people import TAM_TEXT
from tests.web.counter.visiting import COPY, answers, look, ready, values_of
from tests.web.desks import desk

pytestmark = pytest.mark.django_db


def test_a_scan_a_procedure_and_a_confirmation_make_a_dossier(lan: Client) -> None:
    visit = look(lan, TAM_TEXT)
    visit = look(lan, scanner_codes.encode(COPIES), visit)
    lan.post(f"/counter/visits/{visit.pk}/save/", answers(visit, **COPY))
    lan.post("/counter/look/", {"text": scanner_codes.CONFIRM, "visit": visit.pk})
    dossier = Dossier.objects.get()
    assert (dossier.applicant_name, dossier.fee_due, dossier.quantities) == (
        "TRẦN THỊ TÁM",
        10_000,
        {"pages": 3, "copies": 2},
    )
    assert dossier.form is not None
    assert dossier.form.confirmed_how == "IN_PERSON"


def test_no_fee_stands_on_the_form_before_what_it_counts_is_said(lan: Client) -> None:
    visit = look(lan, COPIES, look(lan, TAM_TEXT))
    fees = [values_of(visit.items.get()).get("phi", {}).get("value")]
    for said in ({"gt__so_trang": "3"}, {"gt__so_ban": "2"}):
        lan.post(f"/counter/visits/{visit.pk}/answer/", answers(visit, **said))
        visit.refresh_from_db()
        fees.append(values_of(visit.items.get()).get("phi", {}).get("value"))

    assert fees == [None, None, 10_000]


def test_accepting_twice_with_one_key_makes_one_dossier(lan: Client) -> None:
    visit = ready(lan)
    sent = answers(visit, **COPY) | {"key": "the same", "confirm.how": "IN_PERSON"}
    first = lan.post(f"/counter/visits/{visit.pk}/accept/", sent)
    second = lan.post(f"/counter/visits/{visit.pk}/accept/", sent)
    assert (first.status_code, second.status_code, first.headers["location"]) == (302, 302, second.headers["location"])
    assert Dossier.objects.count() == 1


def test_a_basket_of_two_is_one_visit_two_dossiers_one_person(lan: Client) -> None:
    visit = ready(lan)
    look(lan, EXTRACT, visit)
    copies, extract = visit.items.order_by("position")
    sent = {
        "version": str(visit.version), "key": "basket", "confirm.how": "PAPER",
        f"f.{extract.pk}.tl.loai": "1", f"f.{extract.pk}.tl.so_luong": "1", f"f.{extract.pk}.tl.noi_dk": "UBND xã",
        f"f.{copies.pk}.gt.so_trang": "3",
    }  # fmt: skip
    lan.post(f"/counter/visits/{visit.pk}/answer/", sent)
    lan.post(f"/counter/visits/{visit.pk}/accept/", sent)
    assert sorted(Dossier.objects.values_list("procedure_code", flat=True)) == [EXTRACT, COPIES]
    assert Person.objects.count() == 1
    page = lan.get(f"/counter/visits/{visit.pk}/done/").content.decode()
    assert "18.000" in page  # one payment for both: 10.000 and 8.000


def test_what_is_missing_is_said_and_nothing_is_accepted(lan: Client) -> None:
    visit = look(lan, COPIES, look(lan, TAM_TEXT))
    answer = lan.post(f"/counter/visits/{visit.pk}/accept/", answers(visit, gt__so_trang="ba") | {"key": "k"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Xin nhập một số, chỉ gồm chữ số." in page
    assert 'value="ba"' in page
    assert not Dossier.objects.exists()
    assert values_of(visit.items.get())["gt.so_trang"]["value"] == "ba"


def test_what_is_ticked_of_the_papers_is_kept_and_what_is_not_is_missing(lan: Client) -> None:
    visit = ready(lan)
    item = visit.items.get()
    url = f"/counter/visits/{visit.pk}/"
    lan.post(f"{url}answer/", {"version": str(visit.version), "papers_shown": str(item.pk)})
    item.refresh_from_db()
    assert not any(item.papers.values())
    answer = lan.post(f"{url}accept/", answers(visit, **COPY) | {"key": "k"})
    assert (answer.status_code, "Còn thiếu giấy tờ" in answer.content.decode()) == (422, True)
    every = [requirement.key for requirement in item.procedure_version.definition.requirements]
    lan.post(f"{url}answer/", {"version": "1", "papers_shown": [str(item.pk), "x"], f"paper.{item.pk}": every})
    item.refresh_from_db()
    assert item.papers == dict.fromkeys(every, True)


def test_an_answer_for_somebody_elses_basket_changes_nothing(lan: Client, hoa: Client) -> None:
    theirs = ready(lan)
    lan.post(f"/counter/visits/{theirs.pk}/park/", {})
    item = theirs.items.get()
    visit = look(hoa, COPIES, look(hoa, TAM_TEXT))
    hoa.post(f"/counter/visits/{visit.pk}/answer/", {f"f.{item.pk}.gt.so_trang": "99", "version": "1"})
    assert values_of(theirs.items.get())["gt.so_trang"]["value"] == 3


def test_a_telephone_number_that_was_said_is_kept_with_the_person(lan: Client) -> None:
    visit = ready(lan)
    said = answers(visit, nyc__sdt="0199 000 471")
    lan.post(f"/counter/visits/{visit.pk}/answer/", said)
    lan.post(f"/counter/visits/{visit.pk}/answer/", {"version": str(visit.version), "confirm.how": "IN_PERSON"})
    lan.post(f"/counter/visits/{visit.pk}/accept/", {"key": "k", "version": str(visit.version)})
    assert Person.objects.get().phone == "0199000471"


def test_with_nobody_at_the_counter_nothing_is_confirmed_or_accepted(lan: Client) -> None:
    visit = look(lan, COPIES)
    lan.post(f"/counter/visits/{visit.pk}/answer/", answers(visit, **COPY))
    for sent in (answers(visit) | {"confirm.how": "IN_PERSON"}, {"key": "k", "version": str(visit.version)}):
        path = "answer" if "confirm.how" in sent else "accept"
        answer = lan.post(f"/counter/visits/{visit.pk}/{path}/", sent)
        assert "Chưa biết ai đến: quét thẻ hoặc nhập tay." in answer.content.decode()
    assert not Dossier.objects.exists()


def test_confirmed_in_a_way_that_does_not_exist_is_refused(lan: Client) -> None:
    visit = look(lan, COPIES, look(lan, TAM_TEXT))
    sent = answers(visit, **COPY) | {"confirm.how": "BY_LAN"}
    answer = lan.post(f"/counter/visits/{visit.pk}/answer/", sent)
    assert (answer.status_code, "Xin chọn: ký trên giấy" in answer.content.decode()) == (409, True)
    assert visit.items.get().form.confirmed_how == ""


def test_nobody_confirms_in_the_citizens_place(lan: Client) -> None:
    visit = look(lan, COPIES, look(lan, TAM_TEXT))
    answer = lan.post(f"/counter/visits/{visit.pk}/accept/", answers(visit, **COPY) | {"key": "k"})
    assert "Người dân chưa xác nhận." in answer.content.decode()
    assert not Dossier.objects.exists()


def test_a_correction_after_the_confirmation_asks_for_it_anew(lan: Client) -> None:
    visit = ready(lan)
    sent = answers(visit, gt__so_trang="4") | {"confirm.how": "IN_PERSON", "key": "k"}
    answer = lan.post(f"/counter/visits/{visit.pk}/accept/", sent)
    assert "Người dân chưa xác nhận." in answer.content.decode()
    assert not Dossier.objects.exists()


def test_parked_work_is_a_strip_on_every_desk_and_no_dossier(lan: Client, hoa: Client) -> None:
    visit = ready(lan)
    lan.post(f"/counter/visits/{visit.pk}/park/", answers(visit, gt__so_ban="3"))
    page = hoa.get("/counter/").content.decode()
    # Many share a name: the year of birth stands beside it.
    assert '<b>TRẦN THỊ TÁM</b><span class="soft">(1958)</span>' in page
    assert "Đang gác" in page
    assert not Dossier.objects.exists()
    assert values_of(visit.items.get())["gt.so_ban"]["value"] == 3


def test_a_desk_that_lost_a_visit_to_another_cannot_write_over_it(lan: Client, hoa: Client) -> None:
    visit = ready(lan)
    old_page = answers(visit, gt__so_trang="9")
    lan.post(f"/counter/visits/{visit.pk}/park/", {})
    hoa.post(f"/counter/visits/{visit.pk}/resume/")
    answer = lan.post(f"/counter/visits/{visit.pk}/save/", old_page)
    assert answer.status_code == 409
    assert "đã được mở ở quầy khác" in answer.json()["sentence"]
    assert values_of(visit.items.get())["gt.so_trang"]["value"] == 3


def test_the_commune_beside_does_not_see_the_visit(lan: Client) -> None:
    visit = ready(lan)
    mai = desk(make.bat_trang()[Role.INTAKE])
    assert mai.get(f"/counter/visits/{visit.pk}/").status_code == 404
    assert mai.post(f"/counter/visits/{visit.pk}/accept/", {"key": "k"}).status_code == 404
    assert "TÁM" not in mai.get("/counter/").content.decode()


def test_the_commune_beside_learns_nothing_from_a_number(lan: Client) -> None:
    visit = ready(lan)
    lan.post(f"/counter/visits/{visit.pk}/accept/", answers(visit, **COPY) | {"key": "k", "confirm.how": "IN_PERSON"})
    mai = desk(make.bat_trang()[Role.INTAKE])
    page = mai.post("/counter/look/", {"text": "005158004710"}).content.decode()
    assert "TÁM" not in page
    assert "005158004710" in page  # only what was typed, in the form to go on by hand


def test_the_text_of_a_card_is_neither_stored_nor_logged(lan: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        ready(lan)
    assert "TRẦN THỊ TÁM|" not in caplog.text
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            assert "TÁM|15081958" not in str(cursor.fetchall()), table


def test_an_unreadable_card_is_answered_with_a_sentence_and_not_shown_again(lan: Client) -> None:
    answer = lan.post("/counter/look/", {"text": "005158004710|TRẦN THỊ TÁM|hỏng"})
    assert answer.status_code == 422
    assert "TRẦN THỊ TÁM" not in answer.content.decode()
    assert not Visit.objects.exists()


def test_a_repealed_procedure_is_refused_with_what_replaces_it(lan: Client) -> None:
    gone = make.repealed_version()
    make.version_of(gone.replaced_by_code)
    answer = lan.post("/counter/look/", {"text": gone.procedure.code})
    assert answer.status_code == 422
    assert f"thay bằng {gone.replaced_by_code}" in answer.content.decode()


def test_the_whole_intake_in_one_request(lan: Client) -> None:
    sent = {
        "card": TAM_TEXT, "procedure": COPIES, "confirmed_how": "PAPER", "key": "at once",
        "f.gt.ten": "2", "f.gt.so_trang": "3", "f.gt.so_ban": "2", "f.gt.ban_dien_tu": "2",
    }  # fmt: skip
    first = lan.post("/counter/intake/", sent, headers={"accept": "application/json"})
    second = lan.post("/counter/intake/", sent, headers={"accept": "application/json"})
    assert first.json() == second.json()
    assert first.json()["fee_due"] == 10_000
    assert Dossier.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"confirmed_how": ""}, "Người dân chưa xác nhận tờ khai: mời xem và ký, hoặc xác nhận trực tiếp."),
        ({"procedure": "9.999999"}, "Không có thủ tục mã 9.999999 đang có hiệu lực."),
        ({"f.gt.so_trang": "0"}, "Tờ khai còn chỗ phải hỏi hoặc sửa."),
    ],
)
def test_an_intake_in_one_request_that_cannot_be_changes_nothing(
    lan: Client, changes: dict[str, str], sentence: str
) -> None:
    sent = {
        "card": TAM_TEXT, "procedure": COPIES, "confirmed_how": "PAPER", "key": "at once",
        "f.gt.ten": "2", "f.gt.so_trang": "3", "f.gt.so_ban": "2", "f.gt.ban_dien_tu": "2",
    }  # fmt: skip
    answer = lan.post("/counter/intake/", sent | changes, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["sentence"]) == (422, sentence)
    assert (Dossier.objects.count(), Person.objects.count(), Visit.objects.count()) == (0, 0, 0)
