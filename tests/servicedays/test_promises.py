"""From acceptance on a service day to what became of the promise; the law's clock stays where it was."""

import datetime as dt
from typing import Any

import pytest

from motcua.accounts.delegating import delegate
from motcua.accounts.models import Role
from motcua.dossiers import commands
from motcua.dossiers.models import Dossier
from motcua.events.models import Event
from motcua.servicedays.commands import exclude, set_away
from motcua.servicedays.models import ExclusionKind, Promise, PromiseState
from motcua.servicedays.queries import estimates, risks
from motcua.servicedays.queries.staffing import gaps_on
from motcua.servicedays.sentences import gap
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, EXTRACT, MORNING, SINGLE_STATUS, Commune, later, moment
from tests.factories.servicedays import SUNDAY, WEDNESDAY, put_down, service_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


def said_of(dossier: Dossier) -> Promise:
    return Promise.objects.get(dossier=dossier)


def names(dossier: Dossier) -> list[str]:
    return list(Event.objects.filter(stream=dossier.stream).order_by("seq").values_list("name", flat=True))


def test_three_days_by_law_are_two_hours_by_promise_and_both_are_kept(unit: Commune) -> None:
    service_day(unit)
    dossier = make.received(unit)
    promise = said_of(dossier)
    # The norm of the steps is three days: on this day their share of the announced two hours.
    assert (promise.state, promise.promised_at, promise.target_at) == (
        "OPEN", moment("2026-11-25 10:30"), moment("2026-11-25 10:30"),
    )  # fmt: skip
    assert [each["source"] for each in promise.basis] == ["norm"] * 4
    assert (promise.law_at, dossier.due_at, dossier.promised_at) == (moment("2026-11-30 08:30"),) * 3
    assert (dossier.in_visit, dossier.slip_owed) == (False, True)
    assert names(dossier) == ["dossier.received", "dossier.service_promised"]


def test_a_result_in_time_keeps_it(unit: Commune) -> None:
    service_day(unit)
    dossier = make.ready(unit)
    promise = said_of(dossier)
    assert (promise.state, promise.ended_at, promise.why) == ("KEPT", later(MORNING, minutes=50), "")
    assert names(dossier)[-2:] == ["dossier.result_ready", "dossier.service_kept"]


def test_a_late_result_breaks_it_and_says_where_the_time_went(unit: Commune) -> None:
    service_day(unit)
    dossier = make.drafted(unit)
    dossier = commands.approve(dossier=dossier, by=unit[Role.APPROVER], at=moment("2026-11-25 10:50"))
    commands.number(dossier=dossier, by=unit[Role.RECORDS], at=moment("2026-11-25 11:00"))
    promise = said_of(dossier)
    assert promise.state == "BROKEN"
    assert promise.why.startswith("Muộn 30 phút. Lâu nhất ở bước «ký")
    assert promise.why.endswith(": 109 phút, dự tính 20 phút.")


def test_taken_back_by_the_person_it_is_nobodys_failure(unit: Commune) -> None:
    service_day(unit)
    dossier = make.received(unit)
    commands.cancel(dossier=dossier, reason="Nhầm người.", by=unit[Role.INTAKE], at=later(MORNING, minutes=5))
    assert said_of(dossier).state == "VOID"


def test_on_any_other_day_nothing_is_promised(unit: Commune) -> None:
    service_day(unit)
    thursday = make.received(unit, at=moment("2026-11-26 08:30"))
    neighbour = make.bat_trang()
    elsewhere = make.received(neighbour)
    assert not Promise.objects.exists()
    assert names(thursday) == names(elsewhere) == ["dossier.received"]


def test_outside_the_offers_the_law_alone_speaks(unit: Commune) -> None:
    service_day(unit)
    promise = said_of(make.received(unit, EXTRACT))
    assert (promise.state, promise.promised_at, promise.reason_code) == ("NONE", None, "OUTSIDE")


def test_many_copies_are_left_out_by_the_programmes_own_words(unit: Commune) -> None:
    row = service_day(unit)
    words = "nhiều bản: trên 20 bản trả ngày hôm sau"
    exclude(
        programme=row, kind=ExclusionKind.MANY, words=words, limit=20, procedure_code=COPIES,
        by=unit[Role.SUPERVISOR], at=SUNDAY,
    )  # fmt: skip
    few = said_of(make.received(unit, COPIES))
    many = said_of(make.received(unit, COPIES, quantities={"pages": 1, "copies": 21}))
    assert (few.state, many.state, many.reason) == ("OPEN", "NONE", words)


def test_a_full_day_promises_no_more(unit: Commune) -> None:
    service_day(unit, capacity=1)
    first, second = said_of(make.received(unit)), said_of(make.received(unit))
    assert (first.state, second.reason_code) == ("OPEN", "FULL")


def test_without_a_signer_nothing_is_promised_and_the_planner_knew(unit: Commune) -> None:
    row = service_day(unit, without=(Role.APPROVER,))
    put_down(unit, row, Role.APPROVER, "07:30", "08:00")
    promise = said_of(make.received(unit))
    assert promise.reason == "không còn người ký trong ngày hôm nay"
    assert [gap(each) for each in gaps_on(row, unit.centre, WEDNESDAY)] == [
        "Không có người ký 1.004873, 2.000815 từ 08:00 đến 11:30 thứ Tư 25/11",
        "Không có người ký 1.004873, 2.000815 từ 13:30 đến 17:00 thứ Tư 25/11",
    ]


def lend_copies(unit: Commune) -> None:
    delegate(
        from_post=unit[Role.APPROVER], to_post=unit[Role.HEAD], manner="TUQ", starts_on=WEDNESDAY, ends_on=WEDNESDAY,
        decision="Giấy ủy quyền số 3", procedures=[COPIES], by=unit[Role.APPROVER], at=SUNDAY,
    )  # fmt: skip


def test_a_head_signs_only_what_was_lent(unit: Commune) -> None:
    row = service_day(unit, without=(Role.APPROVER,))
    put_down(unit, row, Role.HEAD, part="SIGNS")
    assert len(gaps_on(row, unit.centre, WEDNESDAY)) == 2
    lend_copies(unit)
    assert {each.procedures for each in gaps_on(row, unit.centre, WEDNESDAY)} == {(SINGLE_STATUS,)}


def test_a_head_who_was_put_down_to_handle_is_no_signer_although_it_was_lent(unit: Commune) -> None:
    row = service_day(unit, without=(Role.APPROVER,))
    put_down(unit, row, Role.HEAD, part="HANDLES")
    lend_copies(unit)
    assert {each.procedures for each in gaps_on(row, unit.centre, WEDNESDAY)} == {(SINGLE_STATUS, COPIES)}


def test_a_stand_in_takes_over_when_someone_is_away(unit: Commune) -> None:
    row = service_day(unit, without=(Role.CASE,))
    other = make.post(unit.department, Role.CASE, "Ngô Thị Sáu")
    put_down(unit, row, Role.CASE, stand_in=other)
    assert gaps_on(row, unit.centre, WEDNESDAY) == ()
    away: dict[str, Any] = {
        "starts_on": WEDNESDAY,
        "ends_on": WEDNESDAY,
        "reason": "Đi học",
        "by": unit[Role.SUPERVISOR],
        "at": SUNDAY,
    }
    set_away(post=unit[Role.CASE], **away)
    assert gaps_on(row, unit.centre, WEDNESDAY) == ()
    set_away(post=other, **away)
    assert {each.role for each in gaps_on(row, unit.centre, WEDNESDAY)} == {Role.CASE}


def test_what_lies_before_a_desk_and_in_the_queue_comes_later(unit: Commune) -> None:
    service_day(unit)
    definition = make.version_of(COPIES).definition

    def first() -> dt.datetime | None:
        scene = estimates.scene_at(unit.centre, at=MORNING)
        assert scene is not None
        return estimates.say(scene, estimates.Matter(definition)).at

    alone = first()
    make.received(unit, COPIES)
    behind = first()
    scene = estimates.scene_at(unit.centre, at=MORNING)
    assert scene is not None
    queued = estimates.say(scene, estimates.Matter(definition), queue=dt.timedelta(minutes=30)).at
    assert alone is not None
    assert behind is not None
    assert queued is not None
    assert alone < behind < queued


def test_a_promise_at_risk_is_seen_while_it_can_be_saved(unit: Commune) -> None:
    service_day(unit)
    dossier = make.drafted(unit)
    assert risks.at_risk(unit.centre, at=later(MORNING, minutes=35)) == []
    (risk,) = risks.at_risk(unit.centre, at=moment("2026-11-25 10:22"))
    assert risk.words == (f"{dossier.procedure_name} ({dossier.code}) hẹn 10:30: đang chờ UBND xã Gia Lâm ký từ 09:01")
    assert risks.at_risk(make.bat_trang().centre, at=moment("2026-11-25 10:22")) == []
    (late,) = risks.at_risk(unit.centre, at=moment("2026-11-25 11:00"))
    assert late.code == dossier.code
    assert risks.at_risk(unit.centre, at=moment("2026-11-26 08:00")) == []


def test_states_say_what_became_of_it() -> None:
    assert list(PromiseState) == ["OPEN", "KEPT", "BROKEN", "NONE", "VOID"]
