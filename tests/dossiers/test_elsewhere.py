"""Taken in at one commune's centre, settled by another: whose clock, whose list, whose result (NĐ 309/2026/NĐ-CP)."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from motcua.accounts.models import Role
from motcua.agencies.commands import own_calendar
from motcua.agencies.models import Agency, AgencyKind
from motcua.dossiers import paper_parts, papers, rules
from motcua.dossiers.commands import (
    approve,
    confirm_handover,
    draft,
    hand_over,
    number,
    receive,
    submit,
    take_in,
)
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import board, inbox, results
from motcua.dossiers.queries.due_times import due_time_of, explained
from motcua.dossiers.queries.inbox import Which
from motcua.dossiers.rules import door
from motcua.dossiers.rules.elsewhere import authorities, reason_against
from motcua.dossiers.states import State
from motcua.events.models import Event
from motcua.lib.outcomes import Denied
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, EXTRACT, MORNING, SINGLE_STATUS, Commune, later, moment

pytestmark = pytest.mark.django_db
AT_CENTRE, ARRIVED = moment("2026-11-25 14:50"), moment("2026-11-25 15:20")


@pytest.fixture
def here() -> Commune:
    """Gia Lâm, whose centre takes in."""
    return make.gia_lam()


@pytest.fixture
def there() -> Commune:
    """Bát Tràng, which is competent."""
    return make.bat_trang()


@pytest.fixture
def neighbour() -> Commune:
    """Yên Viên, which is neither."""
    names = {Role.INTAKE: "Cao Thị Yến", Role.CASE: "Mai Văn Nam", Role.APPROVER: "Tạ Thị Thơm"}
    return make.commune("Yên Viên", 92, names)


def taken(here: Commune, there: Commune, at: dt.datetime = AT_CENTRE) -> Dossier:
    return make.received(here, EXTRACT, at, competent=there.authority)


def sent(here: Commune, there: Commune, at: dt.datetime = AT_CENTRE) -> Dossier:
    return hand_over(dossier=taken(here, there, at), by=here[Role.INTAKE], at=later(at, minutes=5))


def arrived(here: Commune, there: Commune, at: dt.datetime = AT_CENTRE, on: dt.datetime = ARRIVED) -> Dossier:
    return confirm_handover(dossier=sent(here, there, at), by=there[Role.CASE], at=on)


def settled(here: Commune, there: Commune) -> Dossier:
    """The result lies ready since the morning."""
    dossier = arrived(here, there, MORNING, later(MORNING, minutes=20))
    dossier = draft(dossier=dossier, content={"text": "…"}, by=there[Role.CASE], at=later(MORNING, minutes=30))
    dossier = hand_over(dossier=dossier, by=there[Role.CASE], at=later(MORNING, minutes=31))
    dossier = approve(dossier=dossier, by=there[Role.APPROVER], at=later(MORNING, minutes=40))
    return number(dossier=dossier, by=there[Role.RECORDS], at=later(MORNING, minutes=50))


def clock_of(dossier: Dossier) -> tuple[dt.datetime | None, ...]:
    dossier.refresh_from_db()
    return (dossier.counted_from, dossier.due_at, dossier.promised_at)


def codes(which: Which, unit: Commune, role: Role, at: dt.datetime) -> list[str]:
    rows = [row.code for row in inbox.page(which, post=unit[role], at=at)[0]]
    assert len(rows) == inbox.count(which, post=unit[role], at=at)
    return rows


def test_received_at_once_with_a_code_of_the_centre_and_without_a_clock(here: Commune, there: Commune) -> None:
    dossier = taken(here, there)

    assert clock_of(dossier) == (None, None, None)
    assert (dossier.received_at, dossier.state, dossier.elsewhere) == (AT_CENTRE, State.RECEIVED, True)
    assert dossier.code.startswith(f"{here.centre.code_qd20}-")
    assert (dossier.intake_agency, dossier.authority, dossier.competent_agency, dossier.handling_agency) == (
        here.centre,
        there.authority,
        there.authority,
        there.department,
    )
    assert dossier.slip_reason == "Nơi khác giải quyết: thời hạn tính từ khi cơ quan có thẩm quyền nhận hồ sơ."
    assert (due_time_of(dossier), explained(dossier)) == (None, None)


def test_the_own_authority_named_is_no_other(here: Commune) -> None:
    dossier = make.received(here, COPIES, competent=here.authority)

    assert (dossier.elsewhere, dossier.authority, dossier.counted_from) == (False, here.authority, MORNING)


def test_received_before_three_at_the_centre_and_after_three_there_counts_from_there(
    here: Commune, there: Commune
) -> None:
    next_day = moment("2026-11-26 17:00")

    dossier = arrived(here, there)

    assert clock_of(dossier) == (ARRIVED, next_day, next_day)
    assert (dossier.received_at, dossier.competent_received_at) == (AT_CENTRE, ARRIVED)
    assert due_time_of(dossier) == next_day
    events = Event.objects.filter(stream=dossier.stream).order_by("seq")
    assert [each.name for each in events] == [
        "dossier.received",
        "dossier.handed_over",
        "dossier.clock_began",
        "dossier.handover_confirmed",
    ]
    assert events[2].details["since"] == "15:20 25/11/2026"


@pytest.mark.parametrize(
    ("confirmed", "counted", "due"),
    [
        ("2026-11-25 14:59", "2026-11-25 14:59", "2026-11-25 17:00"),
        ("2026-11-25 15:00", "2026-11-25 15:00", "2026-11-26 17:00"),
        ("2026-11-25 17:00", "2026-11-26 08:00", "2026-11-26 17:00"),
        ("2026-11-27 18:30", "2026-11-30 08:00", "2026-11-30 17:00"),
    ],
)
def test_a_same_day_procedure_is_same_day_from_the_moment_it_arrives(
    here: Commune, there: Commune, confirmed: str, counted: str, due: str
) -> None:
    dossier = arrived(here, there, on=moment(confirmed))

    assert clock_of(dossier) == (moment(counted), moment(due), moment(due))
    assert due_time_of(dossier) == moment(due)


def test_acting_on_it_confirms_and_begins_the_clock_once(here: Commune, there: Commune) -> None:
    dossier = draft(dossier=sent(here, there), content={"text": "…"}, by=there[Role.CASE], at=ARRIVED)
    dossier = hand_over(dossier=dossier, by=there[Role.CASE], at=later(ARRIVED, minutes=5))

    dossier = confirm_handover(dossier=dossier, by=there[Role.APPROVER], at=later(ARRIVED, minutes=10))

    assert (clock_of(dossier)[0], dossier.competent_received_at) == (ARRIVED, ARRIVED)
    assert Event.objects.filter(stream=dossier.stream, name="dossier.clock_began").count() == 1


def test_why_says_where_it_was_handed_in_and_whose_receipt_counts(here: Commune, there: Commune) -> None:
    told = explained(arrived(here, there))

    assert told is not None
    assert told.start.startswith(
        "Nộp tại Trung tâm PVHCC xã Gia Lâm lúc 14:50 thứ Tư 25/11/2026. "
        "Thời hạn tính từ khi UBND xã Bát Tràng nhận hồ sơ: 15:20 thứ Tư 25/11/2026. "
    )


def test_it_is_counted_in_the_calendar_of_who_is_competent(here: Commune, there: Commune) -> None:
    """Bát Tràng has the next day off; Gia Lâm works."""
    own_calendar(there.authority).days.create(date="2026-11-26", kind="OFF", name="Nghỉ", source="Thông báo")

    dossier = arrived(here, there)

    assert clock_of(dossier)[1] == moment("2026-11-27 17:00")


def test_beyond_the_calendar_it_cannot_be_confirmed_and_nothing_changes(here: Commune, there: Commune) -> None:
    dossier = sent(here, there)

    with pytest.raises(Denied, match="Lịch làm việc mới có đến"):
        confirm_handover(dossier=dossier, by=there[Role.CASE], at=moment("2027-12-31 16:00"))

    assert clock_of(dossier) == (None, None, None)


def test_the_receipt_says_from_when_its_time_counts(here: Commune, there: Commune) -> None:
    dossier = taken(here, there)

    said = papers.receipt_data(dossier, by=here[Role.INTAKE], at=AT_CENTRE)

    assert (said["promised"], said["waits"]) == (
        None,
        "tính từ khi UBND xã Bát Tràng nhận hồ sơ (Nghị định 309/2026/NĐ-CP, Điều 17)",
    )
    assert (said["parent"], said["agency"], said["place"]) == (
        "UBND xã Gia Lâm",
        "Trung tâm PVHCC xã Gia Lâm",
        "UBND xã Gia Lâm",
    )
    assert paper_parts.waits_for(arrived(here, there)) == ""


def test_the_result_is_a_paper_of_who_settled_it(here: Commune, there: Commune) -> None:
    dossier = settled(here, there)

    said = papers.result_data(dossier, dossier.decisions.get())

    assert (said["agency"], said["place"]) == ("UBND xã Bát Tràng", "UBND xã Bát Tràng")


@pytest.mark.parametrize("code", [COPIES, SINGLE_STATUS])
def test_what_may_not_be_handed_in_anywhere_is_refused_at_the_door(here: Commune, there: Commune, code: str) -> None:
    why = "Thủ tục này nộp tại nơi giải quyết, không nộp ở nơi khác: hướng dẫn đến UBND xã Bát Tràng."
    intake = make.intake(code, competent=there.authority)

    assert door.reasons_against(intake, by=here[Role.INTAKE], at=MORNING) == [why]
    for act in (take_in, submit):
        with pytest.raises(Denied) as denied:
            act(intake=intake, by=here[Role.INTAKE], at=MORNING)
        assert denied.value.reason == why
    assert not Dossier.objects.exists()


def test_only_for_authorities_of_the_same_level_and_province_that_stand_today(here: Commune, there: Commune) -> None:
    province = make.agency("H26", "UBND thành phố Hà Nội", AgencyKind.PROVINCE, province_code="01")
    far = make.agency("H40.1", "UBND xã Xa", AgencyKind.COMMUNE, province_code="31")
    gone = make.agency("H26.99", "UBND xã Cũ", AgencyKind.COMMUNE, province_code="01", valid_to=dt.date(2026, 1, 1))
    definition = make.version_of(EXTRACT).definition

    def why(unit: Agency | None) -> str:
        return reason_against(definition, unit, own=here.authority, on=MORNING.date())

    other = "không cùng cấp, cùng tỉnh với nơi tiếp nhận: chọn lại nơi giải quyết."
    assert {unit: why(unit) for unit in (None, here.authority, there.authority)} == {
        None: "",
        here.authority: "",
        there.authority: "",
    }
    assert why(province) == f"UBND thành phố Hà Nội {other}"
    assert why(far) == f"UBND xã Xa {other}"
    assert why(there.department) == f"Văn phòng xã Bát Tràng {other}"
    assert why(gone) == "UBND xã Cũ không còn hoạt động: chọn lại nơi giải quyết."
    assert list(authorities(here.authority, on=MORNING.date())) == [there.authority]


def test_handed_in_incomplete_it_is_accepted_later_for_the_same_authority(here: Commune, there: Commune) -> None:
    dossier = make.submitted(here, EXTRACT, competent=there.authority, papers=make.intake(EXTRACT).papers)

    dossier = receive(dossier=dossier, by=here[Role.INTAKE], at=AT_CENTRE)

    assert (clock_of(dossier), dossier.elsewhere) == ((None, None, None), True)
    assert (dossier.authority, dossier.received_at) == (there.authority, AT_CENTRE)


def test_the_database_holds_no_clock_before_it_arrives(here: Commune, there: Commune) -> None:
    waiting, own = taken(here, there), make.received(here, COPIES)

    for pk, values in (
        (waiting.pk, {"counted_from": AT_CENTRE}),
        (waiting.pk, {"due_at": AT_CENTRE}),
        (waiting.pk, {"elsewhere": False}),
        (own.pk, {"elsewhere": True}),
        (own.pk, {"competent_received_at": AT_CENTRE}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Dossier.objects.filter(pk=pk).update(**values)


def test_it_comes_in_at_the_other_authoritys_handling_unit(here: Commune, there: Commune) -> None:
    dossier = sent(here, there)

    assert codes(Which.INCOMING, there, Role.CASE, AT_CENTRE) == [dossier.code]
    assert codes(Which.INCOMING, here, Role.CASE, AT_CENTRE) == []


def test_the_result_is_handed_back_where_it_was_taken_in(here: Commune, there: Commune) -> None:
    dossier = settled(here, there)
    noon = later(MORNING, hours=3)

    assert list(results.waiting(here[Role.INTAKE])) == [dossier]
    assert list(results.waiting(there[Role.INTAKE])) == []
    assert rules.can("deliver", dossier, by=there[Role.INTAKE], at=noon).reason == (
        "Việc này làm ở nơi đã tiếp nhận: Trung tâm PVHCC xã Gia Lâm."
    )
    Dossier.objects.filter(pk=dossier.pk).update(fee_due=0)
    dossier.refresh_from_db()
    assert make.handed_to_tam(dossier, here, noon).state == State.DELIVERED


def test_the_other_authoritys_counter_neither_cancels_nor_sends_it(here: Commune, there: Commune) -> None:
    dossier = taken(here, there)

    for verb in ("cancel", "hand_over"):
        assert rules.can(verb, dossier, by=there[Role.INTAKE], at=AT_CENTRE).reason == (
            "Việc này làm ở nơi đã tiếp nhận: Trung tâm PVHCC xã Gia Lâm."
        )
        assert rules.can(verb, dossier, by=here[Role.INTAKE], at=AT_CENTRE).allowed


def test_trap_23_what_another_authority_settles_is_never_the_intake_units_overdue(
    here: Commune, there: Commune
) -> None:
    own = make.received(here, COPIES, MORNING)
    dossier = arrived(here, there, MORNING, later(MORNING, minutes=20))
    next_day = moment("2026-11-26 09:00")
    assert (dossier.is_late(next_day), own.is_late(next_day)) == (True, True)

    assert codes(Which.LATE, here, Role.INTAKE, next_day) == [own.code]
    assert board.figures(here.centre, at=next_day).late == 1
    assert codes(Which.LATE, there, Role.CASE, next_day) == [dossier.code]


def test_trap_23_while_nobody_there_has_received_it_nothing_is_late(here: Commune, there: Commune) -> None:
    sent(here, there, MORNING)
    week = moment("2026-12-02 09:00")

    assert [codes(Which.LATE, unit, Role.INTAKE, week) for unit in (here, there)] == [[], []]
    assert board.figures(here.centre, at=week).late == 0


def test_both_authorities_see_it_and_no_other_does(here: Commune, there: Commune, neighbour: Commune) -> None:
    dossier = arrived(here, there)

    seen = {
        unit.authority.name: list(Dossier.objects.of_authority(unit.authority)) for unit in (here, there, neighbour)
    }
    assert seen == {"UBND xã Gia Lâm": [dossier], "UBND xã Bát Tràng": [dossier], "UBND xã Yên Viên": []}
    for which in Which:
        for role in (Role.INTAKE, Role.CASE, Role.APPROVER):
            assert codes(which, neighbour, role, later(ARRIVED, days=3)) == []


# Stage by stage: (who, at which commune) → what they may do; everybody else nothing.
TABLE = {
    "taken": (taken, {("here", Role.INTAKE): {"hand_over", "cancel"}}),
    "sent": (
        sent,
        {
            ("here", Role.INTAKE): {"cancel"},
            ("there", Role.CASE): {"confirm_handover", "draft", "ask_supplement"},
            ("there", Role.HEAD): {"assign", "ask_supplement"},
        },
    ),
    "arrived": (
        arrived,
        {
            ("here", Role.INTAKE): {"cancel"},
            ("there", Role.CASE): {"draft", "ask_supplement"},
            ("there", Role.HEAD): {"assign", "ask_supplement"},
        },
    ),
}
VERBS = ("hand_over", "cancel", "confirm_handover", "draft", "ask_supplement", "assign", "approve", "number", "deliver")


@pytest.mark.parametrize("stage", TABLE)
def test_who_may_do_what(here: Commune, there: Commune, neighbour: Commune, stage: str) -> None:
    make_it, expected = TABLE[stage]
    dossier = make_it(here, there)
    units = {"here": here, "there": there, "neighbour": neighbour}

    allowed = {
        (name, role): {
            verb for verb in VERBS if rules.can(verb, dossier, by=post, at=later(ARRIVED, minutes=5)).allowed
        }
        for name, unit in units.items()
        for role, post in unit.posts.items()
    }

    assert {key: verbs for key, verbs in allowed.items() if verbs} == expected
