"""Competence lent by another agency: who is competent, who handles, who signs, by when, and from when."""

import datetime as dt
from typing import Any

import pytest

from motcua.accounts.models import Role
from motcua.agencies.models import Agency, AgencyKind
from motcua.dossiers import notice_papers, papers
from motcua.dossiers.commands import receive
from motcua.dossiers.models import Dossier
from motcua.events.managed import history_of
from motcua.lib.outcomes import Denied
from motcua.procedures.delegating import Competence, end_competence, lend_competence
from motcua.procedures.models import CompetenceDelegation
from motcua.worktime.deadlines import Limit, LimitKind
from motcua.worktime.models import Calendar
from tests.factories import dossiers as make
from tests.factories import notices
from tests.factories.dossiers import MORNING, Commune, later

pytestmark = pytest.mark.django_db

TODAY = MORNING.date()
DAY = dt.timedelta(days=1)
DECISION = "Quyết định số 5000/QĐ-UBND ngày 01/11/2026"


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


@pytest.fixture
def city(unit: Commune) -> Agency:
    make.version_of(make.SINGLE_STATUS)
    calendar = Calendar.objects.get(code="VN-HN")
    return make.agency("01", "UBND thành phố Hà Nội", AgencyKind.PROVINCE, calendar=calendar, code_qd20="H26")


def lend(city: Agency, unit: Commune, **changes: Any) -> str:
    by, at = changes.pop("by", unit[Role.ADMIN]), changes.pop("at", MORNING - DAY)
    fields: dict[str, Any] = {
        "from_agency": city,
        "to_agency": unit.authority,
        "procedure_code": make.SINGLE_STATUS,
        "decision": DECISION,
        "starts_on": TODAY,
        "signature": "TUQ. CHỦ TỊCH UBND THÀNH PHỐ",
    }
    return lend_competence(Competence(**(fields | changes)), by=by, at=at)


def test_what_is_received_under_it_is_competent_there_and_handled_and_signed_here(unit: Commune, city: Agency) -> None:
    lend(city, unit)

    dossier = make.ready(unit)

    assert (dossier.competent_agency, dossier.handling_agency) == (city, unit.department)
    assert (dossier.authority, dossier.signing_agency) == (unit.authority, unit.authority)
    assert dossier.received_under == CompetenceDelegation.objects.get()
    assert dossier.units["competent"] == ["01", "UBND thành phố Hà Nội"]
    decision = dossier.decisions.get()
    assert decision.number == "1/2026/KQ-H26.90"
    said = papers.result_data(dossier, decision)
    assert (said["parent"], said["for_title"], said["signer"]) == (
        "UBND xã Gia Lâm", "TUQ. CHỦ TỊCH UBND THÀNH PHỐ", "Lê Thị Hoa",
    )  # fmt: skip
    assert said["by_delegation"] == f"Theo ủy quyền của UBND thành phố Hà Nội, {DECISION}"


def test_its_own_time_limit_holds_where_the_decision_sets_one(unit: Commune, city: Agency) -> None:
    before = make.received(unit, at=MORNING)
    lend(city, unit, limit=Limit(LimitKind.WORKING_DAYS, 1))

    dossier = make.received(unit, at=later(MORNING, minutes=1))

    assert (dossier.limit_kind, dossier.limit_value) == ("WORKING_DAYS", 1)
    assert before.limit != dossier.limit
    assert dossier.due_at is not None
    assert before.due_at is not None
    assert dossier.due_at < before.due_at


def test_what_was_received_before_keeps_its_own(unit: Commune, city: Agency) -> None:
    before = make.received(unit)
    lend(city, unit)
    during = make.received(unit, at=later(MORNING, minutes=1))
    end_competence(
        CompetenceDelegation.objects.get(), reason="Thành phố lấy lại.", by=unit[Role.ADMIN], at=later(MORNING, hours=1)
    )
    after = make.received(unit, at=later(MORNING, hours=2))

    kept = {row.pk: row.competent_agency for row in Dossier.objects.all()}
    assert kept == {before.pk: unit.authority, during.pk: city, after.pk: unit.authority}
    during.refresh_from_db()
    assert during.received_under is not None
    assert during.received_under.revoke_reason == "Thành phố lấy lại."


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [(0, None, True), (0, 0, True), (-5, -1, False), (1, None, False), (-5, 0, True)],
)
def test_it_holds_on_its_days_and_both_ends_are_included(
    unit: Commune, city: Agency, starts: int, ends: int | None, *, holds: bool
) -> None:
    lend(city, unit, starts_on=TODAY + starts * DAY, ends_on=None if ends is None else TODAY + ends * DAY)

    assert (make.received(unit).competent_agency == city) is holds


def test_the_neighbour_and_other_procedures_are_not_touched(unit: Commune, city: Agency) -> None:
    lend(city, unit)

    assert make.received(make.bat_trang()).received_under is None
    assert make.received(unit, make.COPIES).received_under is None


def test_what_was_lent_to_one_department_is_handled_there(unit: Commune, city: Agency) -> None:
    other = make.agency(
        "H26.90.03", "Phòng Kinh tế", AgencyKind.DEPARTMENT, parent=unit.authority, authority=unit.authority
    )
    lend(city, unit, to_agency=other)

    dossier = make.received(unit)

    assert (dossier.handling_agency, dossier.authority) == (other, unit.authority)


def test_taken_in_again_it_is_the_same_and_another_last_day_is_a_change_with_its_history(
    unit: Commune, city: Agency
) -> None:
    said = [lend(city, unit), lend(city, unit), lend(city, unit, ends_on=TODAY + 30 * DAY, at=MORNING)]

    assert said == ["new", "same", "changed"]
    changes = [event.details["changes"] for event in history_of("competence", CompetenceDelegation.objects.get().pk)]
    assert changes[0] == {"ends_on": [None, "2026-12-25"]}


def test_what_has_begun_changes_its_last_day_only(unit: Commune, city: Agency) -> None:
    lend(city, unit)

    with pytest.raises(Denied, match="chỉ sửa được ngày kết thúc"):
        lend(city, unit, decision="Quyết định khác", at=MORNING)
    assert lend(city, unit, decision="Quyết định khác", at=MORNING - DAY) == "changed"


def test_two_decisions_of_one_procedure_do_not_hold_on_one_day(unit: Commune, city: Agency) -> None:
    lend(city, unit, ends_on=TODAY + 9 * DAY)
    department = make.agency("01.9", "Sở Tư pháp", AgencyKind.DEPARTMENT, parent=city, authority=city)

    with pytest.raises(Denied) as denied:
        lend(city, unit, from_agency=department, starts_on=TODAY + 9 * DAY)

    assert denied.value.reason == f"Trùng với ủy quyền của UBND thành phố Hà Nội từ 25/11/2026 ({DECISION})."
    assert lend(city, unit, from_agency=department, starts_on=TODAY + 10 * DAY) == "new"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"procedure_code": "9.999999"}, "Không có thủ tục mã 9.999999 trong danh mục."),
        ({"decision": " "}, "Ghi số, ngày của quyết định ủy quyền."),
        ({"ends_on": TODAY - DAY}, "Ngày kết thúc phải sau ngày bắt đầu."),
        (
            {"starts_on": dt.date(2025, 1, 1)},
            "UBND thành phố Hà Nội chưa có hoặc không còn vào ngày 01/01/2025.",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    unit: Commune, city: Agency, changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Denied) as denied:
        lend(city, unit, **changes)

    assert denied.value.reason == sentence
    assert not CompetenceDelegation.objects.exists()


def test_only_an_administrator_of_one_of_the_two_sides_writes_it_down(unit: Commune, city: Agency) -> None:
    theirs = make.post(make.bat_trang().authority, Role.ADMIN, "Quản trị Bát Tràng")
    citys = make.post(city, Role.ADMIN, "Quản trị thành phố")

    with pytest.raises(Denied, match="Cả hai đơn vị đều không thuộc"):
        lend(city, unit, by=theirs)
    with pytest.raises(Denied, match="quản trị kỹ thuật"):
        lend(city, unit, by=unit[Role.HEAD])
    with pytest.raises(Denied, match="cho chính mình"):
        lend(city, unit, from_agency=unit.authority)
    assert lend(city, unit, by=citys) == "new"


def test_it_is_taken_back_once_with_a_reason(unit: Commune, city: Agency) -> None:
    lend(city, unit)
    row = CompetenceDelegation.objects.get()

    with pytest.raises(Denied, match="vì sao"):
        end_competence(row, reason="", by=unit[Role.ADMIN], at=MORNING)
    end_competence(row, reason="Hết nhiệm vụ.", by=unit[Role.ADMIN], at=MORNING)
    with pytest.raises(Denied, match="đã được thu hồi"):
        end_competence(row, reason="Lần nữa.", by=unit[Role.ADMIN], at=MORNING)
    assert str(row) == "1.004873, UBND thành phố Hà Nội → UBND xã Gia Lâm"


def test_a_procedure_of_another_level_is_taken_in_where_its_competence_was_lent(unit: Commune, city: Agency) -> None:
    version = make.version_of(make.SINGLE_STATUS)
    version.content = {**version.content, "levels": ["Cấp tỉnh"]}
    version.digest = "of the city alone"
    version.save()
    with pytest.raises(Denied, match="không có thẩm quyền"):
        make.received(unit, version=version)

    lend(city, unit)

    assert make.received(unit, version=version).competent_agency == city


@pytest.mark.parametrize(
    ("accepted", "holds"),
    [
        ("2026-11-25 23:59", False),
        ("2026-11-26 00:00", True),
        ("2026-11-27 23:59", True),
        ("2026-11-28 00:00", False),
    ],
)
def test_whose_it_is_is_looked_at_when_it_is_accepted_not_when_it_was_handed_in(
    unit: Commune, city: Agency, accepted: str, *, holds: bool
) -> None:
    lend(city, unit, starts_on=TODAY + DAY, ends_on=TODAY + 2 * DAY, limit=Limit(LimitKind.WORKING_DAYS, 1))
    before = make.submitted(unit)
    assert (before.competent_agency, before.received_under) == (unit.authority, None)

    dossier = receive(dossier=before, intake=make.intake(), by=unit[Role.INTAKE], at=make.moment(accepted))

    kept = Dossier.objects.get(pk=dossier.pk)
    assert kept.code == before.code
    assert (kept.received_under == CompetenceDelegation.objects.get()) is holds
    assert (kept.competent_agency, kept.signing_agency) == (city if holds else unit.authority, unit.authority)
    assert (kept.limit_value == 1) is holds
    assert ("signing" in kept.units) is holds
    assert kept.units["competent"][1] == ("UBND thành phố Hà Nội" if holds else "UBND xã Gia Lâm")


def test_what_was_handed_in_under_it_and_accepted_after_it_was_taken_back_is_our_own_again(
    unit: Commune, city: Agency
) -> None:
    lend(city, unit)
    before = make.submitted(unit)
    assert before.competent_agency == city
    row = CompetenceDelegation.objects.get()
    end_competence(row, reason="Thành phố lấy lại.", by=unit[Role.ADMIN], at=later(MORNING, hours=1))

    dossier = receive(dossier=before, intake=make.intake(), by=unit[Role.INTAKE], at=later(MORNING, hours=2))

    assert (dossier.competent_agency, dossier.received_under) == (unit.authority, None)
    assert "signing" not in dossier.units


def test_what_the_neighbours_centre_takes_in_for_us_is_ours_to_sign_under_it(unit: Commune, city: Agency) -> None:
    make.version_of(make.EXTRACT)
    lend(city, unit, procedure_code=make.EXTRACT)

    dossier = make.received(make.bat_trang(), make.EXTRACT, competent=unit.authority)

    assert (dossier.competent_agency, dossier.authority, dossier.signing_agency) == (
        city, unit.authority, unit.authority,
    )  # fmt: skip
    assert dossier.units["signing"][1] == "UBND xã Gia Lâm"


def test_an_apology_under_it_is_signed_under_the_citys_title(unit: Commune, city: Agency) -> None:
    lend(city, unit)

    dossier = make.received(unit)

    said = notice_papers.apology_data(dossier, notices.apology(dossier, unit))
    assert (said["agency"], said["for_title"], said["signer"]) == (
        "UBND xã Gia Lâm", "TUQ. CHỦ TỊCH UBND THÀNH PHỐ", "Lê Thị Hoa",
    )  # fmt: skip
