"""Digitising: pages against paper, the officer's own signature, status 0 and 1, and who may."""

import hashlib
from typing import Any

import pytest

from motcua.accounts.models import Role
from motcua.documents import digitising
from motcua.documents.models import StoredFile
from motcua.dossiers.commands import copies
from motcua.dossiers.intakes import as_it_stands
from motcua.dossiers.models import Channel, CopyStatus, DigitalCopy, Dossier, VaultItem
from motcua.dossiers.queries.copies import components_of
from motcua.dossiers.requirements import no_scan
from motcua.dossiers.rules import door
from motcua.dossiers.rules.copies import can_digitise, can_sign, unreadable, unreadable_of
from motcua.events.models import Event
from motcua.exchange.models import SigningRequest
from motcua.exchange.signing.copies import can_sign_here, sign_copy
from motcua.exchange.signing.service import order_for
from motcua.exchange.signing.standin import StandIn
from motcua.forms.models import FilledForm
from motcua.lib.outcomes import Denied
from tests.factories import dossiers as make
from tests.factories import forms
from tests.factories.copies import OLD_CERTIFICATE, component, fresh, pages, scanned, signed
from tests.factories.dossiers import MORNING, SINGLE_STATUS, Commune

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signing(settings: Any) -> None:
    settings.MOTCUA_SIGNING = "standin"


@pytest.fixture
def gia_lam() -> Commune:
    return make.gia_lam()


@pytest.fixture
def lan(gia_lam: Commune) -> dict[str, Any]:
    return {"by": gia_lam[Role.INTAKE], "at": MORNING}


@pytest.fixture
def dossier(gia_lam: Commune) -> Dossier:
    """Bà Tám's single-status certificate; she handed the earlier one in and showed her card."""
    return make.received(gia_lam, papers=frozenset({"to_khai", "giay_to_tuy_than", "giay_to_cu_tru", OLD_CERTIFICATE}))


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"kind": "SUBMIT", "replaced": False}, ""),
        ({"kind": "FORM", "replaced": False}, ""),
        ({"kind": "FORM", "replaced": False, "on_paper": False}, "tờ khai điện tử, không có bản giấy"),
        ({"kind": "PRESENT", "replaced": False}, "chỉ xuất trình, xem rồi trả lại, không quét"),
        ({"kind": "SUBMIT", "replaced": True}, "đã có dữ liệu thay giấy, không phải quét"),
        ({"kind": "SUBMIT", "replaced": False, "online": True}, "nộp trực tuyến, đã là bản điện tử"),
        ({"kind": "SUBMIT", "replaced": False, "secret": True}, "tài liệu mật, không quét"),
    ],
)
def test_which_components_need_no_scan_and_why(facts: dict[str, Any], why: str) -> None:
    assert no_scan(**facts) == why


def test_the_components_of_a_dossier_say_what_is_owed(dossier: Dossier) -> None:
    assert {each.requirement.key: (each.status, each.owed) for each in components_of(dossier)} == {
        "to_khai": (0, True),
        OLD_CERTIFICATE: (0, True),
        "giay_to_tuy_than": (0, False),
        "giay_to_cu_tru": (0, False),
    }


def test_nothing_of_an_online_dossier_is_scanned(gia_lam: Commune, lan: dict[str, Any]) -> None:
    online = make.received(gia_lam, channel=Channel.ONLINE)

    assert {each.no_scan for each in components_of(online)} == {"nộp trực tuyến, đã là bản điện tử"}
    with pytest.raises(Denied, match="đã là bản điện tử"):
        copies.add_pages(online, components_of(online)[0], pages=pages(), **lan)


def test_a_signed_copy_is_status_1_and_told_in_the_story(dossier: Dossier, gia_lam: Commune) -> None:
    copy = signed(dossier, OLD_CERTIFICATE, gia_lam, count=2)

    assert (copy.status, copy.signed_by, copy.signature["valid"], copy.signature["signer"]) == (
        CopyStatus.DIGITISED,
        gia_lam[Role.INTAKE],
        True,
        "Nguyễn Thị Lan",
    )
    assert component(dossier, OLD_CERTIFICATE).status == CopyStatus.DIGITISED
    told = Event.objects.get(stream=dossier.stream, name="dossier.copy_signed").details
    assert (told["component"], told["pages"], told["sha256"]) == (OLD_CERTIFICATE, 2, copy.signed.sha256)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("paper", "why", "sentence"),
    [
        (None, "", "Chưa đếm số trang giấy: ghi số trang để đối chiếu."),
        (3, "", "Quét 2 trang, giấy có 3 trang: quét thêm, bỏ bớt, hoặc ghi vì sao."),
        (3, "trang 3 trắng", ""),
        (2, "", ""),
    ],
)
def test_pages_are_counted_against_the_paper(
    dossier: Dossier, lan: dict[str, Any], paper: int | None, why: str, sentence: str
) -> None:
    copies.add_pages(dossier, component(dossier, OLD_CERTIFICATE), pages=pages(2), **lan)
    copy = copies.count(dossier, component(dossier, OLD_CERTIFICATE), paper_pages=paper, difference=why, **lan)

    assert can_sign(copy).reason == sentence
    if sentence:
        with pytest.raises(Denied):
            sign_copy(dossier, component(dossier, OLD_CERTIFICATE), **lan)
        assert SigningRequest.objects.count() == 0


def test_another_page_asks_for_the_reason_again(dossier: Dossier, lan: dict[str, Any]) -> None:
    here = component(dossier, OLD_CERTIFICATE)
    copies.add_pages(dossier, here, pages=pages(1), **lan)
    copies.count(dossier, here, paper_pages=3, difference="hai trang trắng", **lan)

    assert copies.add_pages(dossier, here, pages=pages(1), **lan).difference == ""


def test_a_number_of_pages_that_cannot_be_is_refused(dossier: Dossier, lan: dict[str, Any]) -> None:
    here = component(dossier, OLD_CERTIFICATE)
    with pytest.raises(Denied, match="Chưa có trang nào"):
        copies.count(dossier, here, paper_pages=1, difference="", **lan)
    copies.add_pages(dossier, here, pages=pages(1), **lan)
    with pytest.raises(Denied, match="từ 1 đến 2000"):
        copies.count(dossier, here, paper_pages=0, difference="", **lan)


def test_a_copy_without_pages_is_not_signed(dossier: Dossier, lan: dict[str, Any]) -> None:
    here = component(dossier, OLD_CERTIFICATE)
    copies.add_pages(dossier, here, pages=pages(1), **lan)
    copy = copies.arrange(dossier, here, how=lambda held: digitising.without(held, 0), **lan)

    assert can_sign(copy).reason == "Chưa có trang nào: quét hoặc chọn tệp trước."


def test_what_was_arranged_is_drawn_anew(dossier: Dossier, gia_lam: Commune, lan: dict[str, Any]) -> None:
    scanned(dossier, OLD_CERTIFICATE, gia_lam)
    here = component(dossier, OLD_CERTIFICATE)
    first = copies.drawn(dossier, here, **lan)
    again = copies.drawn(dossier, here, **lan)
    turned = copies.arrange(dossier, here, how=lambda held: digitising.turned(held, 0, 90), **lan)

    assert (first.file, turned.file) == (again.file, None)
    assert copies.drawn(dossier, here, **lan).file != first.file


def test_signed_is_not_changed_any_more_but_made_anew(dossier: Dossier, gia_lam: Commune, lan: dict[str, Any]) -> None:
    first = signed(dossier, OLD_CERTIFICATE, gia_lam)
    here = component(dossier, OLD_CERTIFICATE)
    with pytest.raises(Denied, match="Quét lại"):
        copies.add_pages(dossier, here, pages=pages(), **lan)

    copies.again(dossier, here, **lan)
    with pytest.raises(Denied, match="chưa xong"):
        copies.again(dossier, here, **lan)
    copies.add_pages(dossier, component(dossier, OLD_CERTIFICATE), pages=pages(), **lan)
    copies.count(dossier, here, paper_pages=2, difference="", **lan)
    second = sign_copy(dossier, component(dossier, OLD_CERTIFICATE), **lan)

    kept = DigitalCopy.objects.order_by("version")
    assert [(each.version, each.signed, each.replaced_at) for each in kept] == [
        (1, first.signed, MORNING),
        (2, second.signed, None),
    ]
    old, new = VaultItem.objects.order_by("id")
    assert (old.superseded_by, new.superseded_by, new.file) == (new, None, second.signed)


def test_a_replaced_version_cannot_be_changed(dossier: Dossier, gia_lam: Commune) -> None:
    copy = signed(dossier, OLD_CERTIFICATE, gia_lam)
    copy.replaced_at = MORNING

    assert can_sign(copy).reason == "Bản quét này đã có bản mới: xem lại trang rồi làm tiếp."


def test_signing_twice_is_one_signature(dossier: Dossier, gia_lam: Commune, lan: dict[str, Any]) -> None:
    scanned(dossier, OLD_CERTIFICATE, gia_lam)
    here = component(dossier, OLD_CERTIFICATE)
    drawn = copies.drawn(dossier, here, **lan)
    copy = sign_copy(dossier, here, **lan)

    again = copies.keep_signed(
        dossier,
        here,
        drawn_file=drawn.file,  # type: ignore[arg-type]
        signed=copy.signed,  # type: ignore[arg-type]
        signature={},
        **lan,
    )
    assert (again.signature, SigningRequest.objects.count()) == (copy.signature, 1)


def correlation(copy: DigitalCopy, unit: Commune) -> str:
    return hashlib.sha256(f"{copy.file.sha256}:{unit[Role.INTAKE].user_id}".encode()).hexdigest()  # type: ignore[union-attr]


def test_a_lost_answer_is_no_second_signature(
    dossier: Dossier, gia_lam: Commune, lan: dict[str, Any], settings: Any
) -> None:
    scanned(dossier, OLD_CERTIFICATE, gia_lam)
    here = component(dossier, OLD_CERTIFICATE)
    drawn = copies.drawn(dossier, here, **lan)
    folder = settings.MOTCUA_DATA_DIR / "signing"
    order = order_for(drawn.file.read(), correlation(drawn, gia_lam), **lan)  # type: ignore[union-attr]
    signed_and_lost = StandIn(folder).sign(order)

    copy = sign_copy(dossier, here, **lan)

    assert copy.signed.read() == signed_and_lost  # type: ignore[union-attr]
    assert len(list((folder / "answers").iterdir())) == 1


def test_a_service_that_does_not_answer_is_said_and_asked_again(
    dossier: Dossier, gia_lam: Commune, lan: dict[str, Any], settings: Any
) -> None:
    scanned(dossier, OLD_CERTIFICATE, gia_lam)
    here = component(dossier, OLD_CERTIFICATE)
    folder = settings.MOTCUA_DATA_DIR / "signing"
    folder.write_text("no folder")

    with pytest.raises(Denied, match="không ký hai lần"):
        sign_copy(dossier, here, **lan)
    assert SigningRequest.objects.get().failure == "FileExistsError"
    folder.unlink()
    sign_copy(dossier, here, **lan)

    assert (DigitalCopy.objects.get().status, SigningRequest.objects.get().failure) == (CopyStatus.DIGITISED, "")


def test_a_false_answer_is_not_kept(dossier: Dossier, gia_lam: Commune, lan: dict[str, Any], settings: Any) -> None:
    scanned(dossier, OLD_CERTIFICATE, gia_lam)
    here = component(dossier, OLD_CERTIFICATE)
    drawn = copies.drawn(dossier, here, **lan)
    answers = settings.MOTCUA_DATA_DIR / "signing" / "answers"
    answers.mkdir(parents=True)
    (answers / f"{correlation(drawn, gia_lam)}.pdf").write_bytes(drawn.file.read())  # type: ignore[union-attr]

    with pytest.raises(Denied, match="không hợp lệ"):
        sign_copy(dossier, here, **lan)

    assert (DigitalCopy.objects.get().signed, SigningRequest.objects.get().failure) == (None, "INVALID")


def test_without_a_signing_service_the_copy_waits(
    dossier: Dossier, gia_lam: Commune, lan: dict[str, Any], settings: Any
) -> None:
    settings.MOTCUA_SIGNING = ""
    scanned(dossier, OLD_CERTIFICATE, gia_lam)

    assert not can_sign_here().allowed
    with pytest.raises(Denied, match="Chưa nối dịch vụ ký số"):
        sign_copy(dossier, component(dossier, OLD_CERTIFICATE), **lan)


def test_a_copy_changed_while_it_was_being_signed_is_not_taken_for_signed(
    dossier: Dossier, gia_lam: Commune, lan: dict[str, Any]
) -> None:
    scanned(dossier, OLD_CERTIFICATE, gia_lam)
    here = component(dossier, OLD_CERTIFICATE)
    drawn = copies.drawn(dossier, here, **lan)
    copies.arrange(dossier, here, how=lambda held: digitising.turned(held, 0, 90), **lan)

    with pytest.raises(Denied, match="vừa thay đổi"):
        copies.keep_signed(
            dossier,
            here,
            drawn_file=drawn.file,  # type: ignore[arg-type]
            signed=drawn.file,  # type: ignore[arg-type]
            signature={},
            **lan,
        )


def test_a_page_damaged_on_disk_is_said(dossier: Dossier, gia_lam: Commune, lan: dict[str, Any]) -> None:
    copy = scanned(dossier, OLD_CERTIFICATE, gia_lam)
    StoredFile.objects.get(sha256=copy.pages[0]["picture"]).path.unlink()

    with pytest.raises(Denied, match="không đọc được nữa"):
        sign_copy(dossier, component(dossier, OLD_CERTIFICATE), **lan)


def test_a_drawn_copy_damaged_on_disk_is_said(dossier: Dossier, gia_lam: Commune, lan: dict[str, Any]) -> None:
    scanned(dossier, OLD_CERTIFICATE, gia_lam)
    drawn = copies.drawn(dossier, component(dossier, OLD_CERTIFICATE), **lan)
    drawn.file.path.write_bytes(b"something else")  # type: ignore[union-attr]

    with pytest.raises(Denied, match="không đọc được nữa"):
        sign_copy(dossier, component(dossier, OLD_CERTIFICATE), **lan)


def with_a_form(unit: Commune) -> tuple[Dossier, FilledForm]:
    papers = frozenset({"to_khai", "giay_to_tuy_than", "giay_to_cu_tru", OLD_CERTIFICATE})
    dossier, form = make.received(unit, papers=papers), forms.filled(SINGLE_STATUS)
    dossier.form = form
    dossier.save(update_fields=["form"])
    return dossier, form


@pytest.mark.parametrize("how", ["whole", "cut", "gone", "no row", "signed cut"])
def test_every_file_of_a_copy_is_looked_at_at_the_door(gia_lam: Commune, how: str) -> None:
    dossier, form = with_a_form(gia_lam)
    copy = signed(dossier, OLD_CERTIFICATE, gia_lam)
    picture = StoredFile.objects.get(sha256=copy.pages[0]["picture"])
    assert unreadable_of(form) == []
    match how:
        case "cut":
            picture.path.write_bytes(b"cut")
        case "gone":
            picture.path.unlink()
        case "no row":
            picture.delete()
        case "signed cut":
            copy.signed.path.write_bytes(b"cut")  # type: ignore[union-attr]

    said = [] if how == "whole" else [unreadable(copy.name)]
    assert unreadable_of(form) == said
    reasons = door.reasons_against(as_it_stands(fresh(dossier)), by=gia_lam[Role.INTAKE], at=MORNING)
    assert [each for each in reasons if "Bản quét" in each] == said


def test_a_copy_made_anew_or_of_another_dossier_keeps_nobody_at_the_door(gia_lam: Commune, lan: dict[str, Any]) -> None:
    dossier, form = with_a_form(gia_lam)
    other, others_form = with_a_form(gia_lam)
    old = signed(dossier, OLD_CERTIFICATE, gia_lam)
    copies.again(dossier, component(dossier, OLD_CERTIFICATE), **lan)
    theirs = signed(other, OLD_CERTIFICATE, gia_lam, count=2)
    for copy in (old, theirs):
        copy.signed.path.unlink()  # type: ignore[union-attr]

    assert (unreadable_of(form), unreadable_of(others_form)) == ([], [unreadable(theirs.name)])


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        (Role.INTAKE, ""),
        (Role.CASE, ""),
        (Role.HEAD, ""),
        (Role.APPROVER, "Việc này của"),
        (Role.RECORDS, "Việc này của"),
        (Role.ADMIN, "Việc này của"),
    ],
)
def test_who_may_digitise(dossier: Dossier, gia_lam: Commune, role: Role, sentence: str) -> None:
    assert can_digitise(dossier, by=gia_lam[role], at=MORNING).reason.startswith(sentence)
    assert can_digitise(dossier, by=gia_lam[role], at=MORNING).allowed is not bool(sentence)


def test_the_neighbour_may_not_and_an_ended_dossier_is_left_alone(dossier: Dossier, gia_lam: Commune) -> None:
    hung = make.bat_trang()[Role.CASE]
    assert can_digitise(dossier, by=hung, at=MORNING).reason == "Hồ sơ này thuộc đơn vị khác."
    dossier.state = "CANCELLED"
    assert "đã kết thúc" in can_digitise(dossier, by=gia_lam[Role.INTAKE], at=MORNING).reason
