"""Time limits and steps of the whole catalogue come as lists, into drafts that a second person publishes."""

from collections.abc import Iterator

import pytest
from django.test import Client

from motcua.accounts.models import Role
from motcua.forms.seed import load_forms
from motcua.lib import clock
from motcua.lib.sheets import read
from motcua.procedures.definition import Definition
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.shipped import shipped_definitions
from motcua.web.manage.sheet_kinds import SHEETS
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, SINGLE_STATUS
from tests.factories.procedures import shipped
from tests.web.desks import desk, text
from tests.web.manage.sheeting import apply, everything, outcomes, send

pytestmark = pytest.mark.django_db
SEVERAL = next(each for each in shipped_definitions() if len(each.cases) > 1)
CASE = SEVERAL.cases[0]
STEP = shipped(SINGLE_STATUS).steps[1]


@pytest.fixture
def kien() -> Iterator[Client]:
    clock.begin_at(MORNING)
    commune = make.gia_lam()
    for code in (SINGLE_STATUS, SEVERAL.code):
        make.version_of(code)
    load_forms(on=MORNING.date())
    yield desk(commune[Role.ADMIN])
    clock.begin_at(None)


def drafted() -> Definition:
    return ProcedureVersion.objects.drafts().get().definition


def limit(said: str, *, code: str = SINGLE_STATUS, case: str = "", starts: str = "") -> list[str]:
    return [code, "", case, said, starts]


def step(**said: str) -> list[str]:
    cells = {
        "code": SINGLE_STATUS, "name": "", "step": "2", "role": str(STEP.role.label), "what": STEP.name,
        "who": STEP.who, "hours": f"{STEP.hours:g}", "starts": "",
    } | said  # fmt: skip
    return list(cells.values())


@pytest.mark.parametrize("name", ["limits", "steps"])
def test_what_was_saved_as_a_list_comes_back_without_a_change(kien: Client, name: str) -> None:
    saved = kien.get(f"/manage/sheets/{name}/list.xlsx").content
    lines = read(saved, SHEETS[name].heads)

    page = send(kien, name, content=saved)

    assert {taken for _number, taken, _why in outcomes(page)} == {"SAME"}
    assert len(outcomes(page)) == len(lines) > len(SEVERAL.cases)
    assert not ProcedureVersion.objects.drafts().exists()


def test_a_shorter_limit_comes_into_the_draft_and_the_dry_run_writes_nothing(kien: Client) -> None:
    before = everything()

    page = send(kien, "limits", limit("2 ngày làm việc", starts="01/12/2026"))

    assert (outcomes(page), everything()) == ([(2, "CHANGED", "")], before)
    apply(kien, page, "limits")
    found, stood = drafted(), shipped(SINGLE_STATUS)
    assert (found.time_limit.kind, found.time_limit.value, str(found.valid_from)) == ("WORKING_DAYS", 2, "2026-12-01")
    assert found == stood.model_copy(
        update={
            "time_limit": stood.time_limit.model_copy(update={"value": 2}),
            "valid_from": found.valid_from,
            "decision": found.decision,
        }
    )


def test_the_limit_of_a_case_is_changed_by_its_name_and_no_other(kien: Client) -> None:
    apply(kien, send(kien, "limits", limit("9 ngày làm việc", code=SEVERAL.code, case=CASE.name.upper())), "limits")

    kept = [(each.time_limit.kind, each.time_limit.value) for each in SEVERAL.cases[1:]]
    assert [(each.time_limit.kind, each.time_limit.value) for each in drafted().cases] == [("WORKING_DAYS", 9), *kept]
    assert drafted().time_limit == SEVERAL.time_limit


def test_a_step_gets_its_role_its_work_and_its_hours(kien: Client) -> None:
    apply(kien, send(kien, "steps", step(hours="1,5", what="Xem lại", role="người ký duyệt")), "steps")

    steps = drafted().steps
    changed = STEP.model_copy(update={"hours": 1.5, "name": "Xem lại", "role": Role.APPROVER})
    assert steps == tuple(changed if each.number == 2 else each for each in shipped(SINGLE_STATUS).steps)


def test_what_cannot_be_taken_is_said_row_by_row(kien: Client) -> None:
    n = len(shipped(SINGLE_STATUS).steps)
    rows = [limit("ba hôm"), limit("2 ngày", case="gì đó"), limit("2 ngày", code="9.999999")]
    assert outcomes(send(kien, "limits", *rows)) == [
        (2, "NOT_TAKEN", "Cột «Thời hạn»: «ba hôm» không hiểu được, ghi như «3 ngày làm việc»."),
        (
            3,
            "NOT_TAKEN",
            f"Thủ tục {SINGLE_STATUS} không có đúng một trường hợp «gì đó»: "
            + ("; ".join(each.name for each in shipped(SINGLE_STATUS).cases) or "không có trường hợp nào")
            + ".",
        ),
        (4, "NOT_TAKEN", "Không có thủ tục mã 9.999999 trong danh mục."),
    ]
    said = outcomes(send(kien, "steps", step(step="99"), step(hours="vài"), step(role="thợ"), step(what="")))
    assert [(taken, why) for _number, taken, why in said[:2]] == [
        ("NOT_TAKEN", f"Thủ tục {SINGLE_STATUS} có {n} bước, không có bước «99»: thêm bước ở trang thủ tục."),
        ("NOT_TAKEN", "Cột «Giờ làm việc»: «vài» không phải số giờ, ghi như 1,5."),
    ]
    assert [taken for _number, taken, _why in said[2:]] == ["NOT_TAKEN", "NOT_TAKEN"]
    assert not ProcedureVersion.objects.drafts().exists()


def test_both_lists_are_reached_from_the_page_of_drafts(kien: Client) -> None:
    page = text(kien.get("/manage/procedures/drafts/"))
    assert ("/manage/sheets/limits/" in page, "/manage/sheets/steps/" in page) == (True, True)
