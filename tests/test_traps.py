"""Twenty-eight things that are commonly got wrong, each a test named after it; those of one room stand in that room.

`test_every_trap_has_its_test` counts them all.
"""

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

import motcua
from motcua.accounts.models import Role
from motcua.agencies.models import Agency, AgencyKind, NumberSequence
from motcua.agencies.seed import load_agencies
from motcua.dossiers.commands import approve, deliver, number
from motcua.dossiers.legal_sets import Form, legal_set_on
from motcua.dossiers.models import Dossier, Proof
from motcua.dossiers.queries import finding
from motcua.dossiers.rules import can
from motcua.events.models import Event
from motcua.forms.commands import answer, fill
from motcua.lib.outcomes import Denied
from motcua.people.id_card import parse
from motcua.people.models import Person
from motcua.procedures.definition import FeeItem
from motcua.procedures.rules import check_can_take_in
from motcua.procedures.shipped import shipped_definitions
from motcua.worktime.deadlines import Limit, LimitKind, due_at, next_working_moment
from motcua.worktime.seed import load_calendars
from tests.factories import dossiers as make
from tests.factories import people
from tests.factories.dossiers import MORNING, Commune, later, moment
from tests.factories.forms import answers, birth, filled, given
from tests.web.desks import desk, text
from tests.worktime.test_deadlines import CALENDAR, at

pytestmark = pytest.mark.django_db
PACKAGE, TESTS = Path(motcua.__file__).parent, Path(__file__).parent
TODAY = dt.date(2026, 11, 25)
# Said nowhere: not on a page, not in a document, not in the data.
WRONG = {
    1: r"766[^.\n]{0,80}(chỉ có|gồm|has only) ?(năm|5|five|sáu|6|six) (nhóm|groups)",
    2: r"1383/QĐ-BNV[^.\n]{0,20}2022|SIPAS[^.\n]{0,60}1383/QĐ-BNV",
    3: r"(NĐ|Nghị định) ?(61/2018|42/2022|13/2023)(?![^\n]{0,120}(thay|hết hiệu lực|replaced|superseded|until))",
    11: r"> ?15[^\n]{0,40}(xuất sắc|excellent)",
    26: r"[45](/5)? tại chỗ",
}


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


def _texts() -> list[tuple[str, str]]:
    kinds = {".py", ".html", ".yaml", ".typ", ".md", ".po"}
    places = [path for path in sorted(PACKAGE.rglob("*")) if path.suffix in kinds]
    places += sorted((TESTS.parent / "docs").rglob("*.md"))
    return [(str(path.relative_to(TESTS.parent)), path.read_text(encoding="utf-8")) for path in places]


def _said(trap: int) -> list[str]:
    pattern = re.compile(WRONG[trap], re.IGNORECASE)
    return [f"{name}: {found.group()}" for name, words in _texts() for found in pattern.finditer(words)]


def test_trap_1_neither_five_nor_six_groups_of_index_766_are_called_the_only_ones() -> None:
    assert _said(1) == []


def test_trap_2_the_survey_of_satisfaction_is_not_that_of_2013() -> None:
    assert _said(2) == []


def test_trap_3_no_superseded_decree_is_cited_as_if_in_force() -> None:
    assert _said(3) == []


def test_trap_4_form_05_is_a_routing_slip_under_one_circular_and_a_stop_notice_under_the_other() -> None:
    old, new = legal_set_on(dt.date(2025, 9, 14)), legal_set_on(dt.date(2025, 9, 15))

    def called(number: str, papers: dict[str, Form]) -> list[str]:
        return [kind for kind, form in papers.items() if form.number == number]

    assert (called("05", old.papers), called("05", new.papers)) == (["ROUTING_SLIP"], ["STOP_NOTICE"])
    assert (called("06", new.papers), old.papers["APOLOGY"].title) != ([], new.papers["APOLOGY"].title)


def test_trap_5_fifteen_o_clock_is_not_fifteen_hours() -> None:
    hours = {each.code: each.time_limit for each in shipped_definitions() if each.time_limit.value == 15}
    birth = next(each for each in shipped_definitions() if each.code == "1.001193")

    assert [code for code, limit in hours.items() if limit.kind is LimitKind.WORKING_HOURS] == []
    assert birth.time_limit.limit() == Limit(LimitKind.SAME_DAY)
    assert due_at(CALENDAR, at("2026-11-25 09:00"), Limit(LimitKind.SAME_DAY)) == at("2026-11-25 17:00")


def test_trap_11_exactly_fifteen_points_are_in_a_band_of_their_own_nowhere() -> None:
    assert _said(11) == []


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2026-11-24", False),
        ("2026-01-10", True),
        ("2026-08-22", True),
        ("2026-04-27", False),
        ("2025-11-24", True),
    ],
)
def test_trap_12_the_calendar_knows_the_new_holiday_and_the_swapped_saturdays(day: str, worked: bool) -> None:
    assert CALENDAR.is_working_day(dt.date.fromisoformat(day)) is worked


def test_trap_13_a_saturday_of_service_is_no_legal_working_day(unit: Commune) -> None:
    saturday = moment("2026-11-28 08:30")

    dossier = make.received(unit, at=saturday)

    assert dossier.counted_from == next_working_moment(CALENDAR, saturday) == moment("2026-11-30 08:00")
    assert dossier.received_at == saturday


def test_trap_14_two_codes_of_a_unit_are_two_facts_and_neither_is_the_other_read_backwards() -> None:
    load_calendars()
    load_agencies()
    both = [each for each in Agency.objects.all() if each.code_qd20 and each.code_qcvn102]

    backwards = [each for each in both if each.code_qcvn102 == ".".join(reversed(each.code_qd20.split(".")))]

    assert (len(both) > 20, backwards) == (True, [])


def test_trap_15_the_serial_of_a_code_grows_beyond_four_digits_and_is_found_again(unit: Commune) -> None:
    make.received(unit)
    NumberSequence.objects.filter(scope__startswith="dossier:").update(last=9_999)

    dossier = make.received(unit)

    assert dossier.code == "H26.90-261125-10000"
    assert list(finding.find(dossier.code, post=unit[Role.CASE])) == [dossier]


def test_trap_16_a_card_has_seven_fields_and_may_have_more_and_proves_nothing() -> None:
    seven = "005158004710||TRẦN THỊ TÁM|15081958|Nữ|Thôn 3, Xã Gia Lâm, Thành phố Hà Nội|01032021"

    old, new = parse(seven, TODAY), parse(f"{seven}||TRẦN VĂN CHA|LÊ THỊ MẸ|", TODAY)

    assert (old.old_id_number, old.full_name) == (None, "TRẦN THỊ TÁM")
    assert (new.full_name, new.issued_on) == (old.full_name, old.issued_on)
    assert new.extra != ()


def test_trap_17_the_first_three_digits_say_nothing_of_where_somebody_lives(unit: Commune) -> None:
    elsewhere = people.person(id_number="003158004710", address="Thôn 3, Xã Gia Lâm, Thành phố Hà Nội")

    make.received(unit, submitter=elsewhere)
    elsewhere.refresh_from_db()

    assert elsewhere.address == "Thôn 3, Xã Gia Lâm, Thành phố Hà Nội"
    assert Person.objects.filter(unit_code__startswith="003").count() == 0


def test_trap_18_what_a_register_says_can_be_put_right_and_is_not_asked_for_again() -> None:
    form = filled("1.001193")
    fill(form, given=given(answers=answers(births=(birth(),))))
    place = next(name for name, kept in form.values.items() if "Phụ sản" in str(kept["value"]))
    assert form.values[place]["source"] == "health"

    answer(form, answers={place: "Trạm y tế xã Gia Lâm"}, at=MORNING)
    fill(form, given=given(answers=answers(births=(birth(),))))

    assert (form.values[place]["value"], form.values[place]["source"]) == ("Trạm y tế xã Gia Lâm", "corrected")


def test_trap_19_a_dossier_without_a_slip_is_a_dossier_like_any_other(unit: Commune) -> None:
    dossier = make.received(unit, make.EXTRACT)

    assert (dossier.in_visit, dossier.slip_owed) == (True, False)
    assert dossier.code != ""
    assert Event.objects.filter(stream=dossier.stream, name="dossier.received").count() == 1


def test_trap_20_who_helps_and_who_files_are_two_people_in_the_record(unit: Commune) -> None:
    dossier = make.received(unit)

    assert dossier.created_by == unit[Role.INTAKE]
    assert dossier.submitter.full_name == "TRẦN THỊ TÁM"
    assert dossier.submitter.full_name != dossier.created_by.user.full_name


def test_trap_21_no_fee_is_shown_without_who_is_exempt(unit: Commune) -> None:
    priced = [each for each in shipped_definitions() if any(item.amount for item in each.fees.items)]
    exempting = next(each for each in priced if each.fees.exemptions)
    make.version_of(exempting.code)

    page = text(desk(unit[Role.INTAKE]).get(f"/manage/procedures/{exempting.code}/"))

    assert isinstance(exempting.fees.items[0], FeeItem)
    assert [words for words in exempting.fees.exemptions if words not in page] == []


def test_trap_22_late_work_is_handed_over_all_the_same_and_signed_is_not_delivered(unit: Commune) -> None:
    days_late = later(MORNING, days=20)
    signed = approve(dossier=make.drafted(unit), by=unit[Role.APPROVER], at=days_late)
    ready = number(dossier=signed, by=unit[Role.RECORDS], at=days_late)

    assert (ready.state, ready.deliveries.count()) == ("RESULT_READY", 0)
    assert can("deliver", ready, by=unit[Role.INTAKE], at=days_late).allowed
    given = deliver(
        dossier=ready, to_name="TRẦN THỊ TÁM", proof=Proof.CODE, shown=ready.pickup_code, by=unit[Role.INTAKE],
        at=days_late,
    )  # fmt: skip
    assert (given.state, given.deliveries.count()) == ("DELIVERED", 1)


def test_trap_24_districts_stay_in_the_past_they_belong_to() -> None:
    load_calendars()
    load_agencies()
    districts = Agency.objects.filter(kind=AgencyKind.DISTRICT)

    assert districts.valid_on(dt.date(2025, 6, 30)).count() == districts.count() > 0
    assert districts.valid_on(dt.date(2025, 7, 1)).count() == 0


def test_trap_26_four_on_the_spot_is_said_of_disasters_and_not_here() -> None:
    assert _said(26) == []


def test_trap_27_an_abolished_procedure_is_not_taken_in_and_what_replaces_one_is_named() -> None:
    abolished = make.repealed_version()

    with pytest.raises(Denied) as denied:
        check_can_take_in(abolished, on=TODAY)

    assert "đã bị bãi bỏ" in denied.value.reason
    assert Dossier.objects.count() == 0


def test_trap_28_a_new_circular_is_a_file_and_a_template(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "slip.typ").write_text('#import "/papers/common.typ": serif\n= Phiếu', encoding="utf-8")
    form = {"title": "Phiếu mới", "number": "01", "template": "papers/slip.typ"}
    sets = {"sets": [{"name": "TT 99/2027/TT-BTP", "valid_from": "2027-01-01", "papers": {"RECEIPT": form}}]}
    (tmp_path / "legal_sets.yaml").write_text(yaml.safe_dump(sets), encoding="utf-8")

    settings.MOTCUA_PAPERS_DIR = str(tmp_path)

    assert legal_set_on(dt.date(2026, 12, 31)).name == "TT 03/2025/TT-VPCP"
    assert legal_set_on(dt.date(2027, 1, 1)).name == "TT 99/2027/TT-BTP"


def test_every_trap_has_its_test() -> None:
    names = re.compile(r"def test_trap_(\d+)_")
    found = {int(each) for path in TESTS.rglob("*.py") for each in names.findall(path.read_text(encoding="utf-8"))}

    assert sorted(set(range(1, 29)) - found) == []
