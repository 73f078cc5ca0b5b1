"""«Bản quét»: files in, pages arranged, counted, signed."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from motcua.documents.models import StoredFile
from motcua.dossiers.models import (
    CopyStatus,
    DigitalCopy,
    Dossier,
    Visit,
)
from tests.factories import scans
from tests.web.counter.scanning import PAPER, address, copy_of, does, id_of, upload
from tests.web.desks import text
from tests.web.desks import url as dossier_url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_signing")]


def test_a_component_is_scanned_counted_and_signed_at_the_counter(lan: Client, visit: Visit) -> None:
    assert "0 giấy đã số hóa, 1 giấy chưa" in text(lan.get(address(visit)))

    answer = does(lan, visit, "add", files=[upload(scans.jpeg(1), "a.jpg"), upload(scans.tiff(2), "b.tif")])
    assert (answer.status_code, answer.url) == (302, address(visit))
    assert len(copy_of(visit).pages) == 3
    does(lan, visit, "sign", paper_pages="3")

    page = text(lan.get(address(visit)))
    assert copy_of(visit).status == CopyStatus.DIGITISED
    assert "1 giấy đã số hóa, 0 giấy chưa" in page
    assert "Đã ký bởi Nguyễn Thị Lan, 08:30 25/11/2026 (chứng thư thử)" in page


def test_what_need_not_be_scanned_says_why_and_offers_no_file(lan: Client, visit: Visit) -> None:
    page = text(lan.get(address(visit)))

    assert "chỉ xuất trình, xem rồi trả lại, không quét" in page
    assert page.count('type="file"') == 1
    refused = does(lan, visit, "add", key="ban_chinh", files=[upload(scans.jpeg())])
    assert (refused.status_code, DigitalCopy.objects.count()) == (422, 0)


def test_a_bad_file_is_refused_beside_its_component_and_the_good_one_is_kept(lan: Client, visit: Visit) -> None:
    answer = does(lan, visit, "add", files=[upload(b"<script>alert(1)</script>", "a.pdf"), upload(scans.jpeg())])

    assert answer.status_code == 422
    assert "Tệp «a.pdf» là trang web, chương trình hoặc tệp nén, không phải bản quét: không nhận." in text(answer)
    assert len(copy_of(visit).pages) == 1


def test_a_file_that_is_far_too_big_is_not_even_read(lan: Client, visit: Visit, settings: Any) -> None:
    settings.MOTCUA_SCAN_LIMITS = {"megabytes": 1}
    answer = does(lan, visit, "add", files=[upload(b"%PDF-" + b"0" * 3_000_000, "a.pdf")])

    assert "nặng 1 MB, quá mức 1 MB" in text(answer)
    assert (StoredFile.objects.count(), DigitalCopy.objects.count()) == (0, 0)


def test_differing_counts_are_said_and_explained(lan: Client, visit: Visit) -> None:
    does(lan, visit, "add", files=[upload(scans.jpeg())])
    refused = does(lan, visit, "sign", paper_pages="2")
    assert "Quét 1 trang, giấy có 2 trang: quét thêm, bỏ bớt, hoặc ghi vì sao." in text(refused)
    assert 'name="difference"' in text(refused)

    does(lan, visit, "sign", paper_pages="2", difference="mặt sau trắng")

    copy = copy_of(visit)
    assert (copy.status, copy.paper_pages, copy.difference) == (CopyStatus.DIGITISED, 2, "mặt sau trắng")


@pytest.mark.parametrize("said", ["hai", "-1", "999999", "²"])
def test_a_count_that_is_no_number_is_refused(lan: Client, visit: Visit, said: str) -> None:
    does(lan, visit, "add", files=[upload(scans.jpeg())])

    assert "Số trang giấy phải là một số" in text(does(lan, visit, "count", paper_pages=said))


def test_the_day_until_which_the_paper_holds_is_typed_and_stays(lan: Client, visit: Visit) -> None:
    does(lan, visit, "add", files=[upload(scans.jpeg())])
    refused = does(lan, visit, "count", paper_pages="1", valid_to="31/13/2027")
    assert "Ngày hết giá trị của giấy chưa đúng" in text(refused)

    does(lan, visit, "count", paper_pages="1", valid_to="2027-01-05")

    assert copy_of(visit).valid_to == dt.date(2027, 1, 5)
    assert 'name="valid_to" value="2027-01-05"' in text(lan.get(address(visit)))


def test_pages_are_turned_moved_and_taken_out(lan: Client, visit: Visit) -> None:
    does(lan, visit, "add", files=[upload(scans.tiff(3), "a.tif")])
    first, second, third = (page["picture"] for page in copy_of(visit).pages)

    for button in ("right:0", "left:2", "later:0", "earlier:2", "remove:0"):
        does(lan, visit, button)

    assert [(page["picture"], page["turn"]) for page in copy_of(visit).pages] == [(third, 270), (first, 90)]
    assert second not in str(copy_of(visit).pages)


def test_the_same_request_twice_adds_once(lan: Client, visit: Visit) -> None:
    sent = {"component": id_of(visit, PAPER), "do": "add", "key": "once"}
    for _time in range(2):
        lan.post(address(visit, "act/"), sent | {"files": [upload(scans.jpeg())]})

    assert len(copy_of(visit).pages) == 1


def test_no_file_is_said(lan: Client, visit: Visit) -> None:
    assert "Chưa chọn tệp nào" in text(does(lan, visit, "add"))


@pytest.mark.parametrize("do", ["burn", "right:x", "right:²", ""])
def test_a_button_that_does_not_exist_does_nothing(lan: Client, visit: Visit, do: str) -> None:
    assert does(lan, visit, do).status_code == 404


def test_with_htmx_only_the_part_is_drawn(lan: Client, visit: Visit) -> None:
    answer = lan.get(address(visit), headers={"hx-request": "true"})
    assert text(answer).lstrip().startswith('<section class="panel scans"')
    posted = lan.post(
        address(visit, "act/"),
        {"component": id_of(visit, PAPER), "do": "add", "files": [upload(scans.jpeg())]},
        headers={"hx-request": "true"},
    )
    assert text(posted).lstrip().startswith('<section class="panel scans"')


def test_what_was_unticked_is_ticked_again_by_its_scan(lan: Client, visit: Visit) -> None:
    visit.items.update(papers={"ban_chinh": True})
    does(lan, visit, "add", files=[upload(scans.jpeg())])

    assert visit.items.get().papers == {"ban_chinh": True, PAPER: True}


def test_a_signature_of_a_real_service_is_not_called_a_trial(lan: Client, visit: Visit) -> None:
    does(lan, visit, "add", files=[upload(scans.jpeg())])
    does(lan, visit, "sign", paper_pages="1")
    copy = copy_of(visit)
    copy.signature = copy.signature | {"for_show": False}
    copy.save()
    does(lan, visit, "sign", paper_pages="1")

    page = text(lan.get(address(visit)))
    assert "Đã ký bởi Nguyễn Thị Lan, 08:30 25/11/2026" in page
    assert "chứng thư thử" not in page


def test_a_basket_of_papers_only_shown_owes_no_scan(lan: Client, visit: Visit) -> None:
    visit.items.update(papers={PAPER: False})

    assert "không giấy nào phải quét" in text(lan.get(address(visit)))


def test_a_procedure_taken_out_of_the_basket_takes_its_scans_along(lan: Client, visit: Visit) -> None:
    does(lan, visit, "add", files=[upload(scans.jpeg())])

    lan.post(f"/counter/visits/{visit.pk}/items/{visit.items.get().pk}/remove/")

    assert DigitalCopy.objects.count() == 0


def test_the_visit_and_the_dossier_show_the_part(lan: Client, visit: Visit, dossier: Dossier) -> None:
    assert f'hx-get="{address(visit)}"' in text(lan.get(f"/counter/visits/{visit.pk}/"))
    assert f'hx-get="{address(dossier)}"' in text(lan.get(dossier_url(dossier)))
    for page in (f"/counter/visits/{visit.pk}/", dossier_url(dossier)):
        assert text(lan.get(page)).count("js/scans.js") == 1


def test_without_a_signing_service_the_page_says_so(lan: Client, visit: Visit, settings: Any) -> None:
    settings.MOTCUA_SIGNING = ""
    does(lan, visit, "add", files=[upload(scans.jpeg())])
    does(lan, visit, "count", paper_pages="1")

    assert "Chưa nối dịch vụ ký số" in text(lan.get(address(visit)))
    assert copy_of(visit).paper_pages == 1
    assert "Chưa nối dịch vụ ký số" in text(does(lan, visit, "sign", paper_pages="1"))
