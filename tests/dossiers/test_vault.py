"""The vault: offered the next time with source and validity; superseded, revoked, expired or another's never."""

import datetime as dt
from typing import Any

import pytest

from motcua.accounts.models import Role
from motcua.documents.commands import store
from motcua.dossiers import issuing, keeping, papers
from motcua.dossiers.commands import copies, vault
from motcua.dossiers.commands.scan_readings import LongScan, take_in
from motcua.dossiers.models import (
    CopyStatus,
    DigitalCopy,
    Dossier,
    PaperKind,
    VaultItem,
    VaultKind,
    VaultSource,
    VaultUse,
    Visit,
)
from motcua.dossiers.queries.vault import fitting, held_by, owner_person
from motcua.dossiers.rules.vault import can_revoke
from motcua.events.models import Access, Event
from motcua.lib.outcomes import Denied
from motcua.people.models import Person
from tests.factories import dossiers as make
from tests.factories import people, procedures
from tests.factories.copies import OLD_CERTIFICATE, component, pages, signed
from tests.factories.dossiers import MORNING, SINGLE_STATUS, Commune

pytestmark = pytest.mark.django_db
TODAY = MORNING.date()
HANDED_IN = frozenset({"to_khai", "giay_to_tuy_than", "giay_to_cu_tru", OLD_CERTIFICATE})
CERTIFICATE = "Giấy xác nhận tình trạng hôn nhân"


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
def tam() -> Person:
    return people.person()


def item(person: Person, **changes: Any) -> VaultItem:
    """A certificate that the office issued to a person."""
    fields: dict[str, Any] = {
        "kind": VaultKind.RESULT,
        "key": "KQ.G15.000038",
        "title": CERTIFICATE,
        "procedure_code": SINGLE_STATUS,
        "file": store(b"%PDF-1.7 certificate", media_type="application/pdf", at=MORNING),
        "source": VaultSource.ISSUED,
        "issued_on": dt.date(2026, 10, 1),
        "created_at": MORNING,
    }
    return VaultItem.objects.create(person=person, **(fields | changes))


def offered_for(dossier: Dossier, key: str = OLD_CERTIFICATE) -> list[VaultItem]:
    return fitting(held_by(owner_person(dossier), on=TODAY), component(dossier, key).requirement)


def test_only_what_still_holds_and_is_the_persons_own_is_offered(gia_lam: Commune, tam: Person) -> None:
    good = item(tam)
    until_today = item(tam, valid_to=TODAY)
    item(tam, valid_to=TODAY - dt.timedelta(days=1))
    item(tam, superseded_by=good)
    item(tam, revoked_at=MORNING, revoke_reason="cấp sai")
    item(people.person(id_number="005099000001", full_name="TRẦN VĂN KHÁC"))
    item(tam, key="KQ.G15.000031", title="Giấy khai sinh", procedure_code="1.001193")

    dossier = make.received(gia_lam, papers=HANDED_IN, submitter=tam)

    assert offered_for(dossier) == [until_today, good]


def test_two_rows_that_are_one_person_have_one_vault(gia_lam: Commune, tam: Person) -> None:
    second = people.person(id_number=None, full_name="TRẦN THỊ TÁM")
    kept, other = item(tam), item(second)
    second.merged_into = tam
    second.save()

    assert held_by(tam, on=TODAY) == held_by(second, on=TODAY) == [other, kept]


def test_what_is_not_offered_cannot_be_used_either(gia_lam: Commune, tam: Person, lan: dict[str, Any]) -> None:
    others = item(people.person(id_number="005099000001", full_name="TRẦN VĂN KHÁC"))
    gone = item(tam, revoked_at=MORNING, revoke_reason="cấp sai")
    dossier = make.received(gia_lam, papers=HANDED_IN, submitter=tam)

    for wrong in (others.pk, gone.pk, 0):
        with pytest.raises(Denied, match="không dùng lại được"):
            copies.reuse(dossier, component(dossier, OLD_CERTIFICATE), item_id=wrong, **lan)
    assert (DigitalCopy.objects.count(), VaultUse.objects.count()) == (0, 0)


def test_nothing_is_used_instead_of_a_scan_that_is_being_read(
    gia_lam: Commune, tam: Person, lan: dict[str, Any]
) -> None:
    kept = item(tam)
    dossier = make.received(gia_lam, papers=HANDED_IN, submitter=tam)
    long = [LongScan("dai.pdf", store(b"%PDF-", media_type="application/pdf", at=MORNING), 40)]
    take_in(dossier, component(dossier, OLD_CERTIFICATE), pages=[], long=long, **lan)

    with pytest.raises(Denied) as denied:
        copies.reuse(dossier, component(dossier, OLD_CERTIFICATE), item_id=kept.pk, **lan)

    assert denied.value.reason == "Tệp «dai.pdf» (40 trang) đang được đọc: chờ đọc xong, hoặc bỏ tệp ấy."
    assert VaultUse.objects.count() == 0


def test_a_use_records_its_purpose_and_sets_status_3_for_a_result(
    gia_lam: Commune, tam: Person, lan: dict[str, Any]
) -> None:
    kept = item(tam)
    dossier = make.received(gia_lam, papers=HANDED_IN, submitter=tam)

    copy = copies.reuse(dossier, component(dossier, OLD_CERTIFICATE), item_id=kept.pk, **lan)

    assert (copy.status, copy.reused, copy.file) == (CopyStatus.FROM_RESULT, kept, kept.file)
    use = VaultUse.objects.get()
    purpose = f"Dùng lại cho: {dossier.procedure_name}"
    assert (use.item, use.purpose, use.by) == (kept, purpose, gia_lam[Role.INTAKE])
    assert Access.objects.get(subject=f"vault:{kept.pk}").purpose == purpose
    assert Event.objects.get(name="dossier.copy_reused").stream == dossier.stream


def test_what_was_handed_in_once_is_status_2_the_next_time(gia_lam: Commune, tam: Person, lan: dict[str, Any]) -> None:
    first = make.received(gia_lam, papers=HANDED_IN, submitter=tam)
    signed(first, OLD_CERTIFICATE, gia_lam)
    again = make.received(gia_lam, papers=HANDED_IN, submitter=tam)

    [kept] = offered_for(again)
    copy = copies.reuse(again, component(again, OLD_CERTIFICATE), item_id=kept.pk, **lan)

    assert (kept.source, kept.verified, copy.status) == (VaultSource.SIGNED, True, CopyStatus.FROM_COMPONENT)
    assert VaultItem.objects.count() == 1


def test_a_component_that_has_a_copy_is_not_filled_from_the_vault(
    gia_lam: Commune, tam: Person, lan: dict[str, Any]
) -> None:
    kept = item(tam)
    dossier = make.received(gia_lam, papers=HANDED_IN, submitter=tam)
    copies.add_pages(dossier, component(dossier, OLD_CERTIFICATE), pages=pages(), **lan)

    with pytest.raises(Denied, match="Đã có bản quét"):
        copies.reuse(dossier, component(dossier, OLD_CERTIFICATE), item_id=kept.pk, **lan)


def test_what_only_the_citizen_uploaded_is_not_verified(tam: Person) -> None:
    assert [item(tam, source=source).verified for source in VaultSource] == [True, True, False]


def test_a_result_goes_into_the_vault_when_its_paper_is_issued(gia_lam: Commune, tam: Person) -> None:
    dossier = make.ready(gia_lam, submitter=tam)

    paper = papers.issue(dossier=dossier, kind=PaperKind.RESULT, by=gia_lam[Role.INTAKE], at=MORNING)
    papers.issue(dossier=dossier, kind=PaperKind.RESULT, by=gia_lam[Role.INTAKE], at=MORNING)

    kept = VaultItem.objects.get()
    assert (kept.person, kept.kind, kept.key, kept.title, kept.source, kept.file, kept.issued_on) == (
        tam,
        VaultKind.RESULT,
        "KQ.G15.000038",
        CERTIFICATE,
        VaultSource.ISSUED,
        paper.file,
        TODAY,
    )
    assert keeping.keep_result(dossier, issuing.file_of(paper), at=MORNING) == kept


def test_a_rejection_is_no_document_to_be_used_again(gia_lam: Commune, tam: Person) -> None:
    dossier = make.drafted(gia_lam, submitter=tam)
    file = store(b"a rejection", media_type="application/pdf", at=MORNING)

    assert keeping.keep_result(dossier, file, at=MORNING) is None


def test_a_new_result_of_a_dossier_supersedes_the_one_before(gia_lam: Commune, tam: Person) -> None:
    dossier = make.ready(gia_lam, submitter=tam)
    first, second = (
        keeping.keep_result(dossier, store(text, media_type="application/pdf", at=MORNING), at=MORNING)
        for text in (b"first", b"corrected")
    )
    assert first is not None
    first.refresh_from_db()

    assert (first.superseded_by, held_by(tam, on=TODAY)) == (second, [second])


@pytest.mark.parametrize(
    ("named", "fits"),
    [
        ({"name": CERTIFICATE}, True),
        ({"name": "GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN đã cấp trước đó"}, True),
        ({"name": "Bản sao Giấy xác nhận tình trạng hôn nhân"}, False),
        ({"name": "Giấy khác", "replaceable_by": ["KQ.G15.000038"]}, True),
        ({"name": "Giấy khác", "replaceable_by": [f"ho_so_truoc:{SINGLE_STATUS}"]}, True),
        ({"name": "Giấy khác", "replaceable_by": ["ho_so_truoc:1.001193", "KQ.G15.000031"]}, False),
    ],
)
def test_a_result_stands_in_where_the_catalogue_or_its_name_says_so(
    tam: Person, named: dict[str, Any], fits: bool
) -> None:
    requirement = procedures.definition(requirements=[{"key": "x", "kind": "SUBMIT", **named}]).requirements[0]

    assert bool(fitting([item(tam)], requirement)) is fits


def test_a_short_title_is_found_in_no_other_name(tam: Person) -> None:
    requirement = procedures.definition(
        requirements=[{"key": "x", "kind": "SUBMIT", "name": "Giấy phép xây dựng"}]
    ).requirements[0]

    assert fitting([item(tam, title="Giấy phép")], requirement) == []


def test_whose_vault_is_opened_at_the_counter(tam: Person) -> None:
    assert owner_person(Visit(person_data={"id_number": tam.id_number})) == tam
    assert owner_person(Visit(person_data={"id_number": "005000000000"})) is None
    assert held_by(owner_person(Visit(person_data={})), on=TODAY) == []


def test_a_document_is_revoked_with_a_reason_by_who_answers_for_it(gia_lam: Commune, tam: Person) -> None:
    dossier = make.ready(gia_lam, submitter=tam)
    papers.issue(dossier=dossier, kind=PaperKind.RESULT, by=gia_lam[Role.INTAKE], at=MORNING)
    kept = VaultItem.objects.get()
    hoa = gia_lam[Role.APPROVER]

    with pytest.raises(Denied, match="Ghi vì sao"):
        vault.revoke(item=kept, reason=" ", by=hoa, at=MORNING)
    with pytest.raises(Denied, match="Việc này của"):
        vault.revoke(item=kept, reason="cấp sai", by=gia_lam[Role.INTAKE], at=MORNING)
    with pytest.raises(Denied, match="đơn vị khác"):
        vault.revoke(item=kept, reason="cấp sai", by=make.bat_trang()[Role.APPROVER], at=MORNING)
    assert kept.holds_on(TODAY)
    revoked = vault.revoke(item=kept, reason="cấp sai", by=hoa, at=MORNING)
    assert not revoked.holds_on(TODAY)
    told = Event.objects.get(name="dossier.vault_revoked")
    assert (told.stream, told.details) == (dossier.stream, {"title": CERTIFICATE, "reason": "cấp sai"})
    with pytest.raises(Denied, match="đã thu hồi rồi"):
        vault.revoke(item=kept, reason="lần nữa", by=hoa, at=MORNING)

    assert (revoked.revoke_reason, revoked.revoked_by, held_by(tam, on=TODAY)) == ("cấp sai", hoa, [])


def test_a_superseded_document_and_one_of_nobody_are_not_revoked(gia_lam: Commune, tam: Person) -> None:
    good = item(tam)
    old = item(tam, superseded_by=good)

    assert "bản mới thay" in can_revoke(old, by=gia_lam[Role.APPROVER], at=MORNING).reason
    assert "đơn vị khác giữ" in can_revoke(good, by=gia_lam[Role.APPROVER], at=MORNING).reason


@pytest.mark.parametrize(("until", "holds"), [(None, True), (0, True), (1, True), (-1, False)])
def test_a_document_holds_to_the_end_of_its_last_day(tam: Person, until: int | None, holds: bool) -> None:
    kept = item(tam, valid_to=None if until is None else TODAY + dt.timedelta(days=until))

    assert (kept.holds_on(TODAY), held_by(tam, on=TODAY) == [kept]) == (holds, holds)
