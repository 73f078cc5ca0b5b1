"""How the result is wanted: kept at intake, changed until it is handed over, and how it was handed over in the end."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from motcua.accounts.models import Role
from motcua.agencies.models import AgencyKind
from motcua.dossiers import papers, returning, rules
from motcua.dossiers.commands import change_return, deliver, receive
from motcua.dossiers.commands.at_once import TakenAtOnce, take_in_at_once
from motcua.dossiers.models import Delivery, Dossier, Paper, PaperKind, Proof
from motcua.dossiers.notice_papers import delivery_data
from motcua.dossiers.returning import Wish
from motcua.dossiers.states import State
from motcua.events.models import Event
from motcua.lib.outcomes import Denied
from motcua.people.models import Person
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, EXTRACT, MORNING, SINGLE_STATUS, Commune, later
from tests.factories.people import card

pytestmark = pytest.mark.django_db
NOON = later(MORNING, hours=3)
HOME = "Thôn 3, Xã Gia Lâm, Thành phố Hà Nội"
CARD = {**card().as_json(), "source": "card"}
POSTED = Wish("POST", HOME)
WANTS = "Người dân đăng ký nhận %s: đổi cách nhận kết quả theo ý họ trước."
NO_MATCH = "Không khớp với hồ sơ này: xem lại giấy tờ người nhận đưa, hoặc chọn cách xác nhận khác."


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


def sent(dossier: Dossier, unit: Commune, **said: str) -> Dossier:
    how: dict[str, Any] = {"to_name": "TRẦN THỊ TÁM"} | said
    return deliver(dossier=dossier, by=unit[Role.INTAKE], at=NOON, **how)


def changed(dossier: Dossier, unit: Commune, way: str, address: str = "", reason: str = "") -> Dossier:
    return change_return(
        dossier=dossier, way=way, address=address, reason=reason, by=unit[Role.INTAKE], at=later(MORNING, hours=2)
    )


def told(dossier: Dossier, name: str) -> dict[str, Any]:
    details: dict[str, Any] = Event.objects.get(stream=dossier.stream, name=name).details
    return details


def test_who_says_nothing_comes_to_the_counter(unit: Commune) -> None:
    assert returning.of_dossier(make.received(unit)) == Wish("DIRECT", "")


def test_it_stands_with_what_is_handed_in_and_stays_when_that_is_accepted(unit: Commune) -> None:
    dossier = make.submitted(unit, wish=POSTED)
    dossier.documents.create(key="x", name="x", kind="FORM")
    for need in dossier.procedure_version.definition.requirements:
        dossier.documents.create(key=need.key, name=need.name[:400], kind=need.kind)

    dossier = receive(dossier=dossier, by=unit[Role.INTAKE], at=NOON)

    assert (dossier.state, returning.of_dossier(dossier)) == (State.RECEIVED, POSTED)


def test_nothing_is_taken_in_to_be_posted_nowhere(unit: Commune) -> None:
    with pytest.raises(Denied) as denied:
        make.received(unit, wish=Wish("POST", " "))

    assert denied.value.reason == (
        "Chưa có địa chỉ để gửi kết quả qua bưu chính: ghi địa chỉ, hoặc chọn cách nhận khác."
    )
    assert not Dossier.objects.exists()


def test_an_address_is_kept_only_to_post_to(unit: Commune) -> None:
    dossier = make.received(unit)

    with pytest.raises(IntegrityError), transaction.atomic():
        Dossier.objects.filter(pk=dossier.pk).update(return_address=HOME)


@pytest.mark.parametrize(("code", "wish"), [(SINGLE_STATUS, Wish("POST", HOME)), (EXTRACT, Wish()), (COPIES, Wish())])
def test_taken_in_at_once_it_is_as_said_but_for_who_waits_for_the_result(unit: Commune, code: str, wish: Wish) -> None:
    answers = {
        SINGLE_STATUS: {"xn.tinh_trang": "1", "xn.muc_dich": "Vay vốn"},
        EXTRACT: {"tl.loai": "1", "tl.so_luong": "1", "tl.noi_dk": "UBND xã"},
        COPIES: {"gt.ten": "2", "gt.so_trang": "3", "gt.so_ban": "2", "gt.ban_dien_tu": "2"},
    }
    what = TakenAtOnce(
        make.version_of(code), CARD, values=answers[code], entered=0, confirmed_how="IN_PERSON",
        return_way="POST",
    )  # fmt: skip

    dossier = take_in_at_once(what=what, key="k", by=unit[Role.INTAKE], at=MORNING)

    assert returning.of_dossier(dossier) == wish


def test_taken_in_at_once_in_no_known_way_is_refused(unit: Commune) -> None:
    what = TakenAtOnce(make.version_of(COPIES), CARD, confirmed_how="IN_PERSON", return_way="PIGEON")

    with pytest.raises(Denied, match="Không rõ cách nhận kết quả"):
        take_in_at_once(what=what, key="k", by=unit[Role.INTAKE], at=MORNING)


def test_it_is_changed_with_an_event_that_says_from_what_to_what_and_why(unit: Commune) -> None:
    dossier = changed(make.received(unit), unit, "POST", f" {HOME} ", "Bà Tám gọi điện.")

    assert returning.of_dossier(Dossier.objects.get()) == POSTED
    assert told(dossier, "dossier.return_changed") == {
        "before": "Trực tiếp",
        "to": f"Bưu chính, đến {HOME}",
        "reason": "Bà Tám gọi điện.",
    }
    back = changed(dossier, unit, "ONLINE", HOME)
    assert returning.of_dossier(back) == Wish("ONLINE", "")


@pytest.mark.parametrize(
    ("way", "address", "sentence"),
    [
        ("PIGEON", "", "Chọn cách nhận kết quả: trực tiếp, bưu chính hay trực tuyến."),
        ("POST", "  ", "Ghi địa chỉ để gửi kết quả qua bưu chính."),
        ("DIRECT", "", "Hồ sơ đã đăng ký cách nhận này rồi."),
        ("DIRECT", HOME, "Hồ sơ đã đăng ký cách nhận này rồi."),
    ],
)
def test_a_change_that_says_nothing_is_refused(unit: Commune, way: str, address: str, sentence: str) -> None:
    dossier = make.received(unit)

    with pytest.raises(Denied) as denied:
        changed(dossier, unit, way, address)

    assert (denied.value.reason, Dossier.objects.get().version) == (sentence, dossier.version)


def test_it_is_changed_where_it_was_handed_in_until_it_is_handed_over(unit: Commune) -> None:
    ready = make.ready(unit)
    beside = make.agency("H26.90.09", "Điểm tiếp nhận thôn 5", AgencyKind.CENTRE, parent=unit.authority,
                         authority=unit.authority)  # fmt: skip
    elsewhere = make.post(beside, Role.INTAKE, "Vũ Thị Na")

    assert rules.can("change_return", ready, by=elsewhere, at=NOON).reason == (
        "Việc này làm ở nơi đã tiếp nhận: Trung tâm PVHCC xã Gia Lâm."
    )
    assert rules.can("change_return", ready, by=unit[Role.INTAKE], at=NOON).allowed
    delivered = make.handed_to_tam(ready, unit, NOON)
    assert rules.can("change_return", delivered, by=unit[Role.INTAKE], at=NOON).reason == (
        "Hồ sơ đã kết thúc, không làm thêm được việc này."
    )


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (Wish(), "Trung tâm PVHCC xã Gia Lâm (trực tiếp)"),
        (POSTED, f"Bưu chính, đến {HOME}"),
        (Wish("ONLINE"), "Trực tuyến"),
    ],
)
def test_receipt_says_it_and_stays_as_it_was_printed(unit: Commune, wish: Wish, words: str) -> None:
    dossier = make.received(unit, wish=wish)
    assert papers.receipt_data(dossier, by=unit[Role.INTAKE], at=NOON)["return_at"] == words

    first = papers.issue(dossier=dossier, kind=PaperKind.RECEIPT, by=unit[Role.INTAKE], at=NOON)
    other = changed(dossier, unit, "POST" if wish.way != "POST" else "DIRECT", HOME)
    again = papers.issue(dossier=other, kind=PaperKind.RECEIPT, by=unit[Role.INTAKE], at=NOON)

    assert (first, Paper.objects.count()) == (again, 1)


def test_a_result_that_is_posted_has_its_number_and_no_receiver_to_prove_anything(unit: Commune) -> None:
    dossier = make.ready(unit, wish=POSTED)

    dossier = sent(dossier, unit, way="POST", reference=" EB123456789VN ")

    row = Delivery.objects.get()
    assert (dossier.state, row.way, row.to_name, row.reference, row.proof) == (
        State.DELIVERED, "POST", "TRẦN THỊ TÁM", "EB123456789VN", "",
    )  # fmt: skip
    assert told(dossier, "dossier.delivered")["how"] == ("Gửi bưu chính cho TRẦN THỊ TÁM, số hiệu EB123456789VN")
    said = delivery_data(dossier, row)
    assert [said[name] for name in ("way", "direct", "address", "reference", "proof")] == [
        "Bưu chính", False, HOME, "EB123456789VN", "",
    ]  # fmt: skip


def test_a_result_that_is_sent_as_a_file_says_where_it_went(unit: Commune) -> None:
    dossier = make.ready(unit, wish=Wish("ONLINE"))

    dossier = sent(dossier, unit, way="ONLINE", reference="tài khoản của bà Tám")

    assert told(dossier, "dossier.delivered")["how"] == "Gửi bản điện tử cho TRẦN THỊ TÁM: tài khoản của bà Tám"
    assert delivery_data(dossier, Delivery.objects.get())["address"] == ""


@pytest.mark.parametrize(
    ("wish", "said", "sentence"),
    [
        (Wish(), {"way": "POST", "reference": "1"}, WANTS % "trực tiếp"),
        (POSTED, {"way": "ONLINE", "reference": "1"}, WANTS % "bưu chính"),
        (POSTED, {"way": "POST", "reference": " "}, "Ghi số hiệu bưu gửi."),
        (Wish("ONLINE"), {"way": "ONLINE"}, "Ghi bản điện tử được gửi đến đâu."),
        (POSTED, {"way": "POST", "reference": "1", "to_name": " "}, "Ghi tên người nhận kết quả."),
        (Wish(), {"proof": "", "shown": "x"}, NO_MATCH),
    ],
)  # fmt: skip
def test_what_may_not_be_handed_over_so_is_not(unit: Commune, wish: Wish, said: dict[str, str], sentence: str) -> None:
    dossier = make.ready(unit, wish=wish)

    with pytest.raises(Denied) as denied:
        sent(dossier, unit, **said)

    assert (denied.value.reason, Delivery.objects.count()) == (sentence, 0)
    assert Dossier.objects.get().state == State.RESULT_READY


def test_whoever_comes_has_it_at_the_counter_whatever_was_asked_for(unit: Commune) -> None:
    dossier = make.ready(unit, wish=POSTED)

    sent(dossier, unit, proof=Proof.CODE, shown=dossier.pickup_code)

    assert Delivery.objects.values_list("way", "proof", "reference").get() == ("DIRECT", "CODE", "")


def test_somebody_else_who_brings_the_code_says_what_they_are_to_the_applicant(unit: Commune) -> None:
    dossier = make.ready(unit)
    nam = {"to_name": "LÊ VĂN NAM", "proof": Proof.CODE, "shown": dossier.pickup_code}

    with pytest.raises(Denied) as denied:
        sent(dossier, unit, **nam)
    assert denied.value.reason == "Người nhận không phải người nộp: ghi họ là gì của người nộp."

    dossier = sent(dossier, unit, **nam, relation=" con trai ")
    assert told(dossier, "dossier.delivered")["how"] == (
        "Trao tận tay LÊ VĂN NAM (con trai), nhận biết bằng mã nhận kết quả"
    )
    assert Person.objects.count() == 1
