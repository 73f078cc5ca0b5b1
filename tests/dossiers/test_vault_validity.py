"""Until when what the vault keeps holds: by the law's months, by what is written on it; what stands in its place."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.accounts.models import Role
from motcua.dossiers import papers
from motcua.dossiers.commands import copies, vault
from motcua.dossiers.models import Dossier, PaperKind, VaultItem
from motcua.dossiers.queries.vault import ended_of, fitting, held_by
from motcua.dossiers.validity import last_day, valid_to
from motcua.events.models import Event
from motcua.exchange.signing.copies import sign_copy
from motcua.lib.outcomes import Denied
from motcua.people.models import Person
from tests.dossiers.test_vault import HANDED_IN, TODAY, item
from tests.factories import dossiers as make
from tests.factories import people
from tests.factories.copies import OLD_CERTIFICATE, component, scanned
from tests.factories.dossiers import MORNING, Commune

pytestmark = pytest.mark.django_db
IN_SIX_MONTHS = dt.date(2027, 5, 25)


@pytest.fixture(autouse=True)
def _signing(settings: Any) -> None:
    settings.MOTCUA_SIGNING = "standin"


@pytest.fixture
def gia_lam() -> Commune:
    return make.gia_lam()


@pytest.fixture
def tam() -> Person:
    return people.person()


@pytest.mark.parametrize(
    ("issued_on", "months", "ends"),
    [
        (dt.date(2026, 11, 25), 6, IN_SIX_MONTHS),
        (dt.date(2026, 8, 31), 6, dt.date(2027, 2, 28)),
        (dt.date(2027, 8, 31), 6, dt.date(2028, 2, 29)),
        (dt.date(2026, 6, 30), 6, dt.date(2026, 12, 30)),
        (dt.date(2026, 12, 1), 1, dt.date(2027, 1, 1)),
    ],
)
def test_months_end_on_the_same_day_or_the_months_last(issued_on: dt.date, months: int, ends: dt.date) -> None:
    assert last_day(issued_on, months) == ends


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)), st.integers(1, 120))
def test_a_month_more_never_ends_earlier_nor_in_another_month(day: dt.date, months: int) -> None:
    ends = last_day(day, months)

    assert day < ends < last_day(day, months + 1)
    assert (ends.year - day.year) * 12 + ends.month - day.month == months
    assert ends.day == day.day or (ends + dt.timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("months", "typed", "ends"),
    [
        (None, None, None),
        (6, None, IN_SIX_MONTHS),
        (None, dt.date(2030, 1, 1), dt.date(2030, 1, 1)),
        (6, dt.date(2030, 1, 1), IN_SIX_MONTHS),
        (6, dt.date(2026, 12, 1), dt.date(2026, 12, 1)),
    ],
)
def test_the_earlier_of_the_law_and_the_paper_holds(
    months: int | None, typed: dt.date | None, ends: dt.date | None
) -> None:
    assert valid_to(TODAY, months=months, typed=typed) == ends


def test_a_single_status_certificate_is_kept_for_its_six_months(gia_lam: Commune, tam: Person) -> None:
    dossier = make.ready(gia_lam, submitter=tam)

    papers.issue(dossier=dossier, kind=PaperKind.RESULT, by=gia_lam[Role.INTAKE], at=MORNING)

    assert VaultItem.objects.get().valid_to == IN_SIX_MONTHS
    assert held_by(tam, on=IN_SIX_MONTHS) == [VaultItem.objects.get()]
    assert held_by(tam, on=IN_SIX_MONTHS + dt.timedelta(days=1)) == []


def _signed(dossier: Dossier, key: str, unit: Commune, *, until: dt.date | None) -> VaultItem:
    scanned(dossier, key, unit)
    lan: dict[str, Any] = {"by": unit[Role.INTAKE], "at": MORNING}
    copies.count(dossier, component(dossier, key), paper_pages=1, difference="", valid_to=until, **lan)
    sign_copy(dossier, component(dossier, key), **lan)
    return VaultItem.objects.get(dossier=dossier, superseded_by=None)


@pytest.mark.parametrize(
    ("until", "kept"), [(None, IN_SIX_MONTHS), (dt.date(2027, 1, 5), dt.date(2027, 1, 5)), (TODAY, TODAY)]
)
def test_a_scanned_paper_holds_until_the_day_the_officer_reads_on_it(
    gia_lam: Commune, tam: Person, until: dt.date | None, kept: dt.date
) -> None:
    dossier = make.received(gia_lam, papers=HANDED_IN, submitter=tam)

    assert _signed(dossier, OLD_CERTIFICATE, gia_lam, until=until).valid_to == kept


def test_a_paper_scanned_again_keeps_the_day_that_was_read(gia_lam: Commune, tam: Person) -> None:
    dossier = make.received(gia_lam, papers=HANDED_IN, submitter=tam)
    _signed(dossier, OLD_CERTIFICATE, gia_lam, until=dt.date(2027, 1, 5))

    fresh = copies.again(dossier, component(dossier, OLD_CERTIFICATE), by=gia_lam[Role.INTAKE], at=MORNING)

    assert fresh.valid_to == dt.date(2027, 1, 5)


def test_what_ran_out_or_was_revoked_is_known_and_what_was_replaced_is_not_told(gia_lam: Commune, tam: Person) -> None:
    good = item(tam)
    expired = item(tam, valid_to=TODAY - dt.timedelta(days=1))
    gone = item(tam, revoked_at=MORNING, revoke_reason="cấp sai")
    replaced = item(tam, revoked_at=MORNING, revoke_reason="cấp sai", superseded_by=good)
    item(tam, superseded_by=good)
    item(people.person(id_number="005099000001", full_name="TRẦN VĂN KHÁC"), valid_to=dt.date(2026, 1, 1))
    dossier = make.received(gia_lam, papers=HANDED_IN, submitter=tam)

    assert ended_of(tam, on=TODAY) == [replaced, gone, expired]
    assert fitting(ended_of(tam, on=TODAY), component(dossier, OLD_CERTIFICATE).requirement) == [
        replaced,
        gone,
        expired,
    ]
    assert ended_of(None, on=TODAY) == []


def test_who_revokes_names_what_stands_in_its_place(gia_lam: Commune, tam: Person) -> None:
    dossier = make.received(gia_lam, submitter=tam)
    wrong, right = item(tam, dossier=dossier), item(tam, title="Giấy cấp lại")
    hoa = gia_lam[Role.APPROVER]

    revoked = vault.revoke(item=wrong, reason="sai tên", instead=right, by=hoa, at=MORNING)

    assert (revoked.superseded_by, held_by(tam, on=TODAY)) == (right, [right])
    told = Event.objects.get(name="dossier.vault_revoked")
    assert told.details == {"title": wrong.title, "reason": "sai tên", "instead": "Giấy cấp lại"}


def test_only_another_document_of_the_person_that_holds_stands_in_its_place(gia_lam: Commune, tam: Person) -> None:
    dossier = make.received(gia_lam, submitter=tam)
    wrong = item(tam, dossier=dossier)
    others = (
        wrong,
        item(people.person(id_number="005099000001", full_name="TRẦN VĂN KHÁC")),
        item(tam, valid_to=TODAY - dt.timedelta(days=1)),
        item(tam, revoked_at=MORNING, revoke_reason="cấp sai"),
    )

    for instead in others:
        with pytest.raises(Denied, match="còn giá trị: chọn lại"):
            vault.revoke(item=wrong, reason="sai", instead=instead, by=gia_lam[Role.APPROVER], at=MORNING)
    wrong.refresh_from_db()
    assert (wrong.revoked_at, wrong.superseded_by) == (None, None)


def test_rows_that_are_one_person_stand_for_one_another(gia_lam: Commune, tam: Person) -> None:
    second = people.person(id_number=None, full_name="TRẦN THỊ TÁM")
    second.merged_into = tam
    second.save()
    dossier = make.received(gia_lam, submitter=tam)
    wrong, right = item(tam, dossier=dossier), item(second)

    revoked = vault.revoke(item=wrong, reason="sai", instead=right, by=gia_lam[Role.APPROVER], at=MORNING)

    assert revoked.superseded_by == right
