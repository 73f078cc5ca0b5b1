"""«Bản quét»: files in, pages arranged, counted, signed, used again; files out, safely."""

import io
import os
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from motcua.accounts.models import Role
from motcua.documents.models import StoredFile
from motcua.dossiers.commands import turning
from motcua.dossiers.models import (
    CopyStatus,
    DigitalCopy,
    Dossier,
    VaultItem,
    VaultKind,
    VaultSource,
    VaultUse,
    Visit,
)
from motcua.events.models import Access, Event
from motcua.people.models import Person
from tests.factories import dossiers as make
from tests.factories import scans
from tests.factories.dossiers import MORNING, SINGLE_STATUS, Commune
from tests.web.counter import visiting
from tests.web.desks import desk, text
from tests.web.desks import url as dossier_url

pytestmark = pytest.mark.django_db
PAPER = "ban_sao"
CERTIFICATE = "Giấy xác nhận tình trạng hôn nhân"


@pytest.fixture(autouse=True)
def _signing(settings: Any) -> None:
    settings.MOTCUA_SIGNING = "standin"


@pytest.fixture
def visit(lan: Client) -> Visit:
    """Bà Tám's copies, ready to be taken in."""
    return visiting.ready(lan)


@pytest.fixture
def dossier(gia_lam: Commune) -> Dossier:
    """Bà Tám's single-status certificate; the earlier one lies on the table."""
    return make.received(gia_lam, papers=frozenset({"to_khai", "giay_to_tuy_than", "giay_to_cu_tru", "gxn_cu"}))


def address(owner: Visit | Dossier, rest: str = "") -> str:
    return f"/scans/visit/{owner.pk}/{rest}" if isinstance(owner, Visit) else f"/scans/dossier/{owner.code}/{rest}"


def id_of(owner: Visit | Dossier, key: str) -> str:
    if isinstance(owner, Visit):
        return f"{owner.items.get().pk}.{key}"
    return str(owner.documents.get(key=key).pk)


def upload(content: bytes, name: str = "quet.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def does(client: Client, owner: Visit | Dossier, do: str, key: str = PAPER, **said: Any) -> Any:
    """Press a button of a component."""
    return client.post(address(owner, "act/"), {"component": id_of(owner, key), "do": do} | said)


def copy_of(owner: Visit | Dossier) -> DigitalCopy:
    rows = DigitalCopy.objects.filter(replaced_at=None)
    return rows.get(item__visit=owner) if isinstance(owner, Visit) else rows.get(document__dossier=owner)


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


def test_the_copy_follows_into_the_dossier_at_acceptance(lan: Client, visit: Visit) -> None:
    does(lan, visit, "add", files=[upload(scans.jpeg())])
    does(lan, visit, "sign", paper_pages="1")
    copy = copy_of(visit)

    accept(lan, visit)

    taken = Dossier.objects.get(visit=visit)
    copy.refresh_from_db()
    assert copy.document == taken.documents.get(key=PAPER)
    assert Event.objects.filter(stream=taken.stream, name="dossier.copy_signed").count() == 1
    kept = VaultItem.objects.get()
    assert (kept.person, kept.source, kept.file, kept.dossier) == (
        taken.submitter,
        VaultSource.SIGNED,
        copy.signed,
        taken,
    )
    assert "Đã ký bởi Nguyễn Thị Lan" in text(lan.get(address(taken)))


def accept(client: Client, visit: Visit) -> Any:
    said = visiting.answers(visit, **visiting.COPY) | {"key": f"taken {visit.pk}", "confirm.how": "IN_PERSON"}
    # As the page sends it when every tick was taken away again.
    said |= {"papers_shown": str(visit.items.get().pk)}
    said |= {f"paper.{visit.items.get().pk}": "ban_chinh"}
    return client.post(f"/counter/visits/{visit.pk}/accept/", said)


def test_an_unsigned_copy_follows_too_and_a_replaced_one_is_not_told_again(lan: Client, visit: Visit) -> None:
    does(lan, visit, "add", files=[upload(scans.jpeg())])
    does(lan, visit, "sign", paper_pages="1")
    does(lan, visit, "again")

    accept(lan, visit)

    taken = Dossier.objects.get(visit=visit)
    assert [(each.version, each.status) for each in taken.documents.get(key=PAPER).digital_copies.all()] == [
        (1, CopyStatus.DIGITISED),
        (2, CopyStatus.NONE),
    ]
    assert (VaultItem.objects.count(), Event.objects.filter(name="dossier.copy_signed").count()) == (0, 0)


def test_a_copy_that_cannot_be_read_is_refused_before_a_code_is_given(lan: Client, visit: Visit) -> None:
    does(lan, visit, "add", files=[upload(scans.jpeg())])
    StoredFile.objects.get(sha256=copy_of(visit).pages[0]["picture"]).path.write_bytes(b"cut")

    answer = accept(lan, visit)

    assert "đã lưu không đọc được nữa: bỏ các trang đó và quét lại." in text(answer)
    assert (answer.status_code, Dossier.objects.count()) == (422, 0)


def test_what_was_unticked_is_ticked_again_by_its_scan(lan: Client, visit: Visit) -> None:
    visit.items.update(papers={"ban_chinh": True})
    does(lan, visit, "add", files=[upload(scans.jpeg())])

    assert visit.items.get().papers == {"ban_chinh": True, PAPER: True}


def test_what_a_second_visit_brings_is_the_next_version(lan: Client, visit: Visit, gia_lam: Commune) -> None:
    does(lan, visit, "add", files=[upload(scans.jpeg())])
    item = visit.items.get()
    turning.ask_for_more(visit, item_id=item.pk, items=["Bản chính"], reason="thiếu", guidance="", **officer(gia_lam))
    waiting = Dossier.objects.get(visit=visit)
    second = turning.take_up(dossier=waiting, person_data=visit.person_data, **officer(gia_lam))
    does(lan, second, "add", files=[upload(scans.jpeg(2))])
    turning.ask_for_more(
        second, item_id=second.items.get().pk, items=["Bản chính"], reason="thiếu", guidance="", **officer(gia_lam)
    )

    kept = waiting.documents.get(key=PAPER).digital_copies.order_by("version")
    assert [(each.version, each.replaced_at) for each in kept] == [(1, MORNING), (2, None)]


def officer(unit: Commune) -> dict[str, Any]:
    return {"by": unit[Role.INTAKE], "at": MORNING}


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


def test_another_centre_another_role_and_nonsense_see_nothing(gia_lam: Commune, lan: Client, visit: Visit) -> None:
    make.version_of(SINGLE_STATUS)
    mai, minh = desk(make.bat_trang()[Role.INTAKE]), desk(gia_lam[Role.CASE])

    for client, path in (
        (mai, address(visit)),
        (minh, address(visit)),
        (lan, "/scans/visit/nonsense/"),
        (lan, "/scans/elsewhere/x/"),
        (lan, "/scans/dossier/H26.90-000000-0000/"),
    ):
        assert client.get(path).status_code == 404


def test_the_neighbour_sees_no_copy_of_a_dossier(gia_lam: Commune, lan: Client, dossier: Dossier) -> None:
    does(lan, dossier, "add", key="gxn_cu", files=[upload(scans.jpeg())])
    does(lan, dossier, "sign", key="gxn_cu", paper_pages="1")
    hung = desk(make.bat_trang()[Role.CASE])
    copy = copy_of(dossier)

    for rest in ("", f"{copy.pk}/0.png", f"{copy.pk}.pdf"):
        assert (lan.get(address(dossier, rest)).status_code, hung.get(address(dossier, rest)).status_code) == (200, 404)
    assert Access.objects.filter(subject=dossier.stream, purpose="Xem bản quét").count() == 1


def test_a_signed_copy_leaves_as_an_attachment_only(lan: Client, dossier: Dossier) -> None:
    does(lan, dossier, "add", key="gxn_cu", files=[upload(scans.pdf(2), "a.pdf")])
    copy = copy_of(dossier)
    assert lan.get(address(dossier, f"{copy.pk}.pdf")).status_code == 404
    does(lan, dossier, "sign", key="gxn_cu", paper_pages="2")

    answer = lan.get(address(dossier, f"{copy.pk}.pdf"))

    assert answer.content == copy_of(dossier).signed.read()  # type: ignore[union-attr]
    wanted = {
        "Content-Disposition": f'attachment; filename="ban-quet-{copy.pk}.pdf"',
        "Content-Type": "application/pdf",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    assert {name: answer.headers[name] for name in wanted} == wanted


def test_a_copy_damaged_on_disk_is_not_given_out(lan: Client, dossier: Dossier) -> None:
    does(lan, dossier, "add", key="gxn_cu", files=[upload(scans.jpeg())])
    does(lan, dossier, "sign", key="gxn_cu", paper_pages="1")
    copy = copy_of(dossier)
    copy.signed.path.write_bytes(b"forged")  # type: ignore[union-attr]
    StoredFile.objects.get(sha256=copy.pages[0]["thumbnail"]).path.unlink()

    answer = lan.get(address(dossier, f"{copy.pk}.pdf"))

    assert (answer.status_code, "bị hỏng hoặc mất" in text(answer)) == (500, True)
    assert lan.get(address(dossier, f"{copy.pk}/0.png")).status_code == 404


def test_pages_are_shown_as_pictures_of_our_own(lan: Client, visit: Visit) -> None:
    does(lan, visit, "add", files=[upload(scans.jpeg())])
    does(lan, visit, "right:0")
    copy = copy_of(visit)

    small = lan.get(address(visit, f"{copy.pk}/0.png"))
    large = lan.get(address(visit, f"{copy.pk}/0.png"), {"large": "1"})

    sizes = [Image.open(io.BytesIO(each.content), formats=["PNG"]).size for each in (small, large)]
    assert (sizes[0][0] > sizes[0][1], sizes[1]) == (True, (1169, 827))
    assert small.headers["X-Content-Type-Options"] == "nosniff"
    assert lan.get(address(visit, f"{copy.pk}/7.png")).status_code == 404
    assert lan.get(address(visit, "99999/0.png")).status_code == 404


def test_who_only_reads_a_dossier_gets_no_buttons(gia_lam: Commune, lan: Client, dossier: Dossier) -> None:
    does(lan, dossier, "add", key="gxn_cu", files=[upload(scans.jpeg())])
    hoa = desk(gia_lam[Role.APPROVER])

    page = text(hoa.get(address(dossier)))

    assert "Việc này của" in page
    assert re.findall(r'type="file"|value="sign"|value="remove', page) == []
    assert does(hoa, dossier, "remove:0", key="gxn_cu").status_code == 422
    assert len(copy_of(dossier).pages) == 1


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


def vault_item(person: Person, **changes: Any) -> VaultItem:
    fields: dict[str, Any] = {
        "kind": VaultKind.RESULT,
        "key": "KQ.G15.000038",
        "title": CERTIFICATE,
        "procedure_code": SINGLE_STATUS,
        "file": StoredFile.objects.create(sha256=f"{VaultItem.objects.count():064d}", size=1, created_at=MORNING),
        "source": VaultSource.ISSUED,
        "issued_on": MORNING.date(),
        "created_at": MORNING,
    }
    return VaultItem.objects.create(person=person, **(fields | changes))


def test_the_vault_offers_what_holds_with_source_validity_and_mark(lan: Client, dossier: Dossier) -> None:
    tam = dossier.submitter
    issued = vault_item(tam, valid_to=MORNING.date().replace(month=12), dossier=dossier)
    uploaded = vault_item(tam, source=VaultSource.UPLOADED)
    vault_item(tam, revoked_at=MORNING, revoke_reason="cấp sai", title=CERTIFICATE)

    page = text(lan.get(address(dossier)))

    assert f"kết quả cấp ngày 25/11/2026, hồ sơ {dossier.code} · còn giá trị đến 25/12/2026" in page
    assert re.findall(r'value="reuse:(\d+)"', page) == [str(uploaded.pk), str(issued.pk)]
    assert page.count("chưa được cơ quan kiểm tra") == 1

    does(lan, dossier, f"reuse:{uploaded.pk}", key="gxn_cu")

    after = text(lan.get(address(dossier)))
    assert (copy_of(dossier).status, VaultUse.objects.get().item) == (CopyStatus.FROM_RESULT, uploaded)
    assert "Dùng lại: công dân tự tải lên ngày 25/11/2026" in after
    assert "chưa được cơ quan kiểm tra" in after
    assert "Dùng lại giấy tờ trong kho" in text(lan.get(dossier_url(dossier)))


def test_what_was_signed_once_is_offered_at_the_next_visit(lan: Client, visit: Visit) -> None:
    does(lan, visit, "add", files=[upload(scans.jpeg())])
    does(lan, visit, "sign", paper_pages="1")
    accept(lan, visit)
    first = Dossier.objects.get(visit=visit)

    again = visiting.ready(lan)
    again.items.update(duplicate_why="bản khác")
    page = text(lan.get(address(again)))
    assert f"bản quét cán bộ ký ngày 25/11/2026, hồ sơ {first.code} · còn giá trị" in page
    does(lan, again, f"reuse:{VaultItem.objects.get().pk}")
    assert lan.get(address(again, f"{copy_of(again).pk}.pdf")).status_code == 200
    accept(lan, again)

    taken = Dossier.objects.get(visit=again)
    assert taken.documents.get(key=PAPER).digital_copies.get().status == CopyStatus.FROM_COMPONENT
    assert (VaultItem.objects.count(), VaultUse.objects.count()) == (1, 1)
    assert Event.objects.filter(stream=taken.stream, name="dossier.copy_reused").count() == 1


@pytest.fixture
def tray(settings: Any, tmp_path: Path, gia_lam: Commune) -> Path:
    """The folder in which the scanner of Lan's counter drops its files."""
    settings.MOTCUA_SCAN_FOLDER = str(tmp_path / "scans")
    folder = tmp_path / "scans" / gia_lam.centre.code / "quay-1"
    folder.mkdir(parents=True)
    return folder


def dropped(tray: Path, name: str, content: bytes, *, seconds_ago: int = 60) -> Path:
    file = tray / name
    file.write_bytes(content)
    when = MORNING.timestamp() - seconds_ago
    os.utime(file, (when, when))
    return file


def test_files_of_the_scan_folder_are_assigned_and_moved_when_they_are_stored(
    lan: Client, visit: Visit, tray: Path
) -> None:
    good = dropped(tray, "quet 1.jpg", scans.jpeg())
    bad = dropped(tray, "quet 2.pdf", scans.encrypted())

    page = text(lan.get(address(visit)))
    assert re.findall(r'<option value="(quet [^"]+)"', page) == ["quet 1.jpg", "quet 2.pdf"]
    does(lan, visit, "take", waiting="quet 1.jpg")
    refused = does(lan, visit, "take", waiting="quet 2.pdf")

    assert (len(copy_of(visit).pages), good.exists(), bad.exists()) == (1, False, True)
    assert [each.name.endswith("-quet 1.jpg") for each in (tray / "da-nhan").iterdir()] == [True]
    assert "Tệp «quet 2.pdf» có đặt mật khẩu" in text(refused)


@pytest.mark.parametrize("name", ["../../secret.jpg", "link.jpg", ".hidden.jpg", "new.jpg", "gone.jpg", ""])
def test_only_whole_files_of_the_own_folder_are_taken(lan: Client, visit: Visit, tray: Path, name: str) -> None:
    secret = dropped(tray.parent.parent, "secret.jpg", scans.jpeg())
    (tray / "link.jpg").symlink_to(secret)
    dropped(tray, ".hidden.jpg", scans.jpeg())
    dropped(tray, "new.jpg", scans.jpeg(), seconds_ago=-3600)  # still being written

    assert "không còn trong thư mục quét" in text(does(lan, visit, "take", waiting=name))
    assert DigitalCopy.objects.count() == 0


def test_without_a_folder_nothing_waits(lan: Client, visit: Visit, settings: Any, tmp_path: Path) -> None:
    assert "thư mục quét" not in text(lan.get(address(visit)))
    assert "không còn trong thư mục quét" in text(does(lan, visit, "take", waiting="a.jpg"))
    settings.MOTCUA_SCAN_FOLDER = str(tmp_path / "nowhere")
    assert "thư mục quét" not in text(lan.get(address(visit)))


def test_a_case_officer_has_a_folder_by_name(gia_lam: Commune, dossier: Dossier, tray: Path) -> None:
    minh = gia_lam[Role.CASE]
    folder = tray.parent.parent / gia_lam.department.code / minh.user.username
    folder.mkdir(parents=True)
    dropped(folder, "a.jpg", scans.jpeg())

    does(desk(minh), dossier, "take", key="gxn_cu", waiting="a.jpg")

    assert len(copy_of(dossier).pages) == 1
