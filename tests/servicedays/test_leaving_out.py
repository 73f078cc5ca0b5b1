"""What leaves a matter out of the day's promise: known of its case, or said by the officer who sees it."""

from typing import Any

import pytest

from motcua.accounts.models import Role
from motcua.dossiers.commands import accepting, visit_answers, visits
from motcua.dossiers.commands.visit_answers import Said, SaidOfItem
from motcua.dossiers.models import VisitItem
from motcua.lib.outcomes import Denied
from motcua.servicedays.commands import exclude, include, leave_out, offer
from motcua.servicedays.models import Exclusion, ExclusionKind, LeftOut, Programme, Promise
from motcua.servicedays.queries.estimates import Matter, say, scene_at
from tests.factories import dossiers as make
from tests.factories import people
from tests.factories.dossiers import COPIES, MORNING, SINGLE_STATUS, Commune
from tests.factories.servicedays import SUNDAY, service_day

pytestmark = pytest.mark.django_db
# A procedure that has a case of its own.
CHANGE = "1.004859"
ELSEWHERE = "phải xác minh ở nơi cư trú trước đây"
COPY = {"gt.ten": "2", "gt.so_trang": "3", "gt.so_ban": "2", "gt.ban_dien_tu": "2"}


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


@pytest.fixture
def day(unit: Commune) -> Programme:
    return service_day(unit)


def excluded(unit: Commune, day: Programme, **said: Any) -> Exclusion:
    about: dict[str, Any] = {"kind": ExclusionKind.VERIFICATION, "words": ELSEWHERE, "procedure_code": COPIES} | said
    return exclude(programme=day, by=unit[Role.SUPERVISOR], at=SUNDAY, **about)


def wanted(unit: Commune) -> VisitItem:
    """Two copies that bà Tám wants at Lan's counter."""
    lan = unit[Role.INTAKE]
    visit = visits.start(person_data=people.card().as_json(), by=lan, at=MORNING)
    visits.add_item(visit, procedure_version=make.version_of(COPIES), by=lan, at=MORNING)
    item = visit.items.get()
    said = Said(items={item.pk: SaidOfItem(values=COPY)}, confirmed_how="IN_PERSON")
    visit_answers.answer(visit, said=said, by=lan, at=MORNING)
    return visit.items.select_related("visit", "procedure_version__procedure").get()


def promised(unit: Commune, item: VisitItem) -> Promise:
    (dossier,) = accepting.accept(item.visit, key="k", by=unit[Role.INTAKE], at=MORNING)
    return Promise.objects.get(dossier=dossier)


def test_what_the_officer_leaves_out_is_told_why_and_recorded(unit: Commune, day: Programme) -> None:
    reason, item = excluded(unit, day), wanted(unit)
    leave_out(item, reason, by=unit[Role.INTAKE], at=MORNING)
    promise = promised(unit, item)
    assert (promise.state, promise.reason_code, promise.reason, promise.promised_at) == (
        "NONE", "EXCLUDED", ELSEWHERE, None,
    )  # fmt: skip


def test_nobody_left_it_out_or_they_took_it_back_and_it_is_promised(unit: Commune, day: Programme) -> None:
    reason, item = excluded(unit, day), wanted(unit)
    for said in (reason, reason, None, None):
        leave_out(item, said, by=unit[Role.INTAKE], at=MORNING)
    assert promised(unit, item).state == "OPEN"


def test_a_reason_that_the_planner_took_away_leaves_nothing_out(unit: Commune, day: Programme) -> None:
    reason, item = excluded(unit, day), wanted(unit)
    leave_out(item, reason, by=unit[Role.INTAKE], at=MORNING)
    include(exclusion=reason, by=unit[Role.SUPERVISOR], at=MORNING)
    assert promised(unit, item).state == "OPEN"


@pytest.mark.parametrize(
    "said",
    [{"kind": ExclusionKind.OTHER_AGENCY}, {"kind": ExclusionKind.MANY, "limit": 9}, {"procedure_code": SINGLE_STATUS}],
)
def test_only_what_one_sees_at_the_counter_is_said_and_only_of_its_procedure(
    unit: Commune, day: Programme, said: dict[str, Any]
) -> None:
    reason, item = excluded(unit, day, **said), wanted(unit)
    with pytest.raises(Denied, match="không có trong chương trình hôm nay"):
        leave_out(item, reason, by=unit[Role.INTAKE], at=MORNING)
    assert not LeftOut.objects.exists()


def test_another_desk_leaves_nothing_out(unit: Commune, day: Programme) -> None:
    reason, item = excluded(unit, day), wanted(unit)
    with pytest.raises(Denied, match="đã được mở ở quầy khác"):
        leave_out(item, reason, by=make.post(unit.centre, Role.INTAKE, "Trần Thu Hoa"), at=MORNING)


def test_a_case_is_left_out_by_itself_and_no_other_case_nor_what_another_authority_settles(
    unit: Commune, day: Programme
) -> None:
    definition = make.version_of(CHANGE).definition
    offer(programme=day, code=CHANGE, minutes=120, by=unit[Role.SUPERVISOR], at=SUNDAY)
    case = definition.cases[0].key
    excluded(unit, day, procedure_code=CHANGE, cases=[case])
    excluded(unit, day, procedure_code="", kind=ExclusionKind.OTHER_AGENCY, words="cơ quan khác giải quyết")
    scene = scene_at(unit.centre, at=MORNING)
    assert scene is not None
    matters = (Matter(definition, case), Matter(definition), Matter(definition, elsewhere=True))
    assert [say(scene, each).reason for each in matters] == [ELSEWHERE, "", "cơ quan khác giải quyết"]


@pytest.mark.parametrize(
    ("said", "about", "sentence"),
    [
        ({"procedure_code": "9.999999"}, "procedure_code", "Không có thủ tục 9.999999"),
        ({"procedure_code": "", "cases": ["case_1"]}, "procedure_code", "Ghi mã thủ tục"),
        ({"cases": ["case_1"]}, "cases", "không có trường hợp nào"),
        ({"procedure_code": CHANGE, "cases": ["case_x"]}, "cases", "Không có trường hợp «case_x».*có: case_1"),
        ({"kind": ExclusionKind.MANY, "limit": 0}, "limit", "Ghi từ quá mấy trang"),
        ({"words": " "}, "words", "Ghi lời nói"),
    ],
)  # fmt: skip
def test_what_would_leave_out_nothing_or_everything_is_refused_at_its_field(
    unit: Commune, day: Programme, said: dict[str, Any], about: str, sentence: str
) -> None:
    make.version_of(CHANGE)
    with pytest.raises(Denied, match=sentence) as denied:
        excluded(unit, day, **said)
    assert (denied.value.about, day.exclusions.count()) == (about, 0)


def test_many_of_one_procedure_says_nothing_of_another(unit: Commune, day: Programme) -> None:
    excluded(unit, day, kind=ExclusionKind.MANY, limit=2, procedure_code=COPIES)
    scene = scene_at(unit.centre, at=MORNING)
    assert scene is not None
    many = {"pages": 3, "copies": 9}
    said = [
        say(scene, Matter(make.version_of(code).definition, quantities=many)).why for code in (COPIES, SINGLE_STATUS)
    ]
    assert said == ["EXCLUDED", None]
