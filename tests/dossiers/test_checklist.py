"""A dossier filed online is checked line by line before it is accepted; what does not pass is asked for or refused."""

import datetime as dt

import pytest

from motcua.accounts.models import Post, Role
from motcua.dossiers import checklist, papers, rules
from motcua.dossiers.commands import receive, refuse, supplement
from motcua.dossiers.commands.checking import Answered, answer_checks
from motcua.dossiers.models import Channel, Dossier, IntakeCheck
from motcua.dossiers.queries import filings
from motcua.dossiers.queries.filings import Counted, Help
from motcua.dossiers.states import State
from motcua.events.models import Event
from motcua.lib.outcomes import Denied
from motcua.procedures.models import ProcedureVersion
from tests.dossiers.test_filing import SENTENCE, confirmed
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, SINGLE_STATUS, Commune, later

pytestmark = pytest.mark.django_db
OWN = "Thời gian xin xác nhận khớp với nơi cư trú đã khai"
GOOD = Answered(passed=True)


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


@pytest.fixture
def lan(unit: Commune) -> Post:
    return unit[Role.INTAKE]


@pytest.fixture
def version() -> ProcedureVersion:
    return make.version_with(SINGLE_STATUS, checks=[OWN])


@pytest.fixture
def online(unit: Commune, version: ProcedureVersion) -> Dossier:
    """What bà Tám filed online, with every required paper."""
    papers = frozenset(each.key for each in version.definition.requirements if each.required)
    return make.submitted(unit, version=version, papers=papers, channel=Channel.ONLINE)


def all_good(dossier: Dossier, by: Post) -> Dossier:
    said = {line.key: GOOD for line in checklist.lines_of(dossier)}
    return answer_checks(dossier=dossier, said=said, by=by, at=later(MORNING, minutes=10))


def test_the_list_is_what_the_procedure_asks_for_what_was_handed_in_and_its_own_lines(
    online: Dossier, version: ProcedureVersion
) -> None:
    required = [f"paper.{each.key}" for each in version.definition.requirements if each.required]
    assert [line.key for line in checklist.lines_of(online)] == ["place", *required, "own.1"]
    words = [line.words for line in checklist.lines_of(online)]
    form = next(each.name for each in version.definition.requirements if each.key == "to_khai")
    assert (words[0], words[1], words[-1]) == (
        "Đúng thủ tục, đúng cơ quan có thẩm quyền",
        f"{form}: khai đủ, khớp với giấy tờ và dữ liệu",
        OWN,
    )


def test_a_paper_that_was_handed_in_is_checked_also_where_it_is_not_required(
    unit: Commune, version: ProcedureVersion
) -> None:
    optional = next(each.key for each in version.definition.requirements if not each.required)
    dossier = make.submitted(unit, version=version, papers=frozenset({optional}), channel=Channel.ONLINE)
    assert f"paper.{optional}" in [line.key for line in checklist.lines_of(dossier)]


def test_nothing_is_accepted_before_every_line_is_answered_well(online: Dossier, lan: Post) -> None:
    first, *rest = checklist.lines_of(online)
    assert f"còn {len(rest) + 1} mục" in rules.can("receive", online, by=lan, at=MORNING).reason
    online = answer_checks(dossier=online, said={first.key: GOOD}, by=lan, at=MORNING)
    assert [line.key for line in checklist.open_lines(online)] == [line.key for line in rest]
    assert f"còn {len(rest)} mục" in rules.can("receive", online, by=lan, at=MORNING).reason
    said = {line.key: GOOD for line in rest[:-1]} | {rest[-1].key: Answered(passed=False, why=" Thiếu năm 2020 ")}
    online = answer_checks(dossier=online, said=said, by=lan, at=MORNING)
    with pytest.raises(Denied, match=f"Kiểm tra chưa đạt: {OWN}"):
        receive(dossier=online, by=lan, at=MORNING)
    assert [checklist.reason_of(line) for line in checklist.failed_lines(online)] == [f"{OWN}: Thiếu năm 2020"]
    assert checklist.reason_of(first) == first.words


def test_checked_well_it_is_accepted_and_the_clock_starts(online: Dossier, lan: Post) -> None:
    online.quantities = {"entered": 0}
    online.save(update_fields=["quantities"])
    dossier = receive(dossier=all_good(online, lan), by=lan, at=later(MORNING, minutes=20))
    assert (dossier.state, dossier.received_at, dossier.channel) == (
        State.RECEIVED,
        later(MORNING, minutes=20),
        Channel.ONLINE,
    )


def test_who_answered_what_stays_with_the_dossier_and_the_latest_counts(online: Dossier, lan: Post) -> None:
    line = checklist.lines_of(online)[0]
    answer_checks(dossier=online, said={line.key: Answered(passed=False, why="Nơi khác")}, by=lan, at=MORNING)
    answer_checks(dossier=online, said={line.key: Answered(passed=False, why="Nơi khác")}, by=lan, at=MORNING)
    answer_checks(dossier=online, said={line.key: GOOD}, by=lan, at=MORNING)
    assert [(each.passed, each.why, each.by) for each in IntakeCheck.objects.all()] == [
        (False, "Nơi khác", lan),
        (True, "", lan),
    ]
    now = checklist.lines_of(online)[0]
    assert (now.passed, now.failed) == (True, False)
    told = [event.details for event in Event.objects.filter(stream=online.stream, name="dossier.checked")]
    assert told == [
        {"passed": 0, "failed": [f"{line.words}: Nơi khác"]},
        {"passed": 1, "failed": []},
    ]


def test_what_did_not_pass_says_why_and_a_line_that_is_not_there_is_refused(online: Dossier, lan: Post) -> None:
    for said, sentence in (
        ({"place": Answered(passed=False, why="  ")}, "Ghi vì sao chưa đạt: Đúng thủ tục"),
        ({"nothing": GOOD}, "không còn trong danh sách"),
    ):
        with pytest.raises(Denied, match=sentence):
            answer_checks(dossier=online, said=said, by=lan, at=MORNING)
    assert not IntakeCheck.objects.exists()


def test_it_is_checked_by_the_intake_desk_where_it_was_filed_before_acceptance(
    online: Dossier, lan: Post, unit: Commune
) -> None:
    neighbour = make.bat_trang()[Role.INTAKE]
    for post in (*(unit[role] for role in set(unit.posts) - {Role.INTAKE}), neighbour):
        with pytest.raises(Denied):
            answer_checks(dossier=online, said={"place": GOOD}, by=post, at=MORNING)
    dossier = make.received(unit, version=online.procedure_version)
    with pytest.raises(Denied):
        answer_checks(dossier=dossier, said={"place": GOOD}, by=lan, at=MORNING)


def test_what_failed_is_answered_anew_after_the_supplement_came(online: Dossier, lan: Post) -> None:
    online = all_good(online, lan)
    online = answer_checks(
        dossier=online, said={"own.1": Answered(passed=False, why="Thiếu năm 2020")}, by=lan, at=MORNING
    )
    online = make.asked(online, lan, later(MORNING, minutes=30))
    online = supplement(dossier=online, answer="Bổ sung năm 2020", by=lan, at=later(MORNING, hours=1))
    assert "Kiểm tra chưa đạt" in rules.can("receive", online, by=lan, at=later(MORNING, hours=1)).reason
    online = answer_checks(dossier=online, said={"own.1": GOOD}, by=lan, at=later(MORNING, hours=1))
    assert "Kiểm tra" not in rules.can("receive", online, by=lan, at=later(MORNING, hours=1)).reason


def test_what_did_not_pass_may_be_refused(online: Dossier, lan: Post) -> None:
    online = answer_checks(
        dossier=online, said={"place": Answered(passed=False, why="Thuộc xã khác")}, by=lan, at=MORNING
    )
    reasons = "; ".join(checklist.reason_of(line) for line in checklist.failed_lines(online))
    assert refuse(dossier=online, reason=reasons, by=lan, at=MORNING).state == State.REFUSED


def test_what_was_handed_in_at_the_counter_has_no_list_to_pass(unit: Commune, lan: Post) -> None:
    assert "kiểm tra" not in rules.can("receive", make.submitted(unit), by=lan, at=MORNING).reason


def test_helped_and_unhelped_are_counted_apart_in_their_own_centre_and_time(unit: Commune, lan: Post) -> None:
    helped = confirmed(lan)
    alone = make.submitted(unit, channel=Channel.ONLINE)
    make.submitted(unit)
    make.submitted(unit, at=later(MORNING, days=1), channel=Channel.ONLINE)
    make.submitted(make.bat_trang(), channel=Channel.ONLINE)
    day = {"since": MORNING.replace(hour=0), "until": MORNING.replace(hour=0) + dt.timedelta(days=1)}
    assert filings.counted(unit.centre, **day) == Counted(helped=1, alone=1)
    assert filings.listed(unit.centre, Help.HELPED, **day) == [helped]
    assert filings.listed(unit.centre, Help.ALONE, **day) == [alone]
    month = day | {"until": day["until"] + dt.timedelta(days=5)}
    assert filings.counted(unit.centre, **month) == Counted(helped=1, alone=2)


def test_the_receipt_names_who_filed_and_who_helped(lan: Post) -> None:
    dossier = receive(dossier=all_good(confirmed(lan), lan), by=lan, at=later(MORNING, minutes=20))
    said = papers.receipt_data(dossier, by=lan, at=later(MORNING, minutes=20))
    assert said["filed"] == SENTENCE
