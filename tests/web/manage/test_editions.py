"""An administrator edits a procedure part by part; a second one publishes; the counter works by the new version."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags

from motcua.accounts.models import Role
from motcua.forms import editions
from motcua.forms.seed import load_forms
from motcua.lib import clock
from motcua.procedures.models import ProcedureVersion
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, MORNING, SINGLE_STATUS
from tests.web.desks import desk, text

pytestmark = pytest.mark.django_db
DRAFT = f"/manage/procedures/{COPIES}/draft/"


@pytest.fixture
def gia_lam() -> Iterator[make.Commune]:
    clock.begin_at(MORNING)
    commune = make.gia_lam()
    for code in (COPIES, SINGLE_STATUS):
        make.version_of(code)
    load_forms(on=MORNING.date())
    yield commune
    clock.begin_at(None)


@pytest.fixture
def kien(gia_lam: make.Commune) -> Client:
    return desk(gia_lam[Role.ADMIN])


@pytest.fixture
def oanh(gia_lam: make.Commune) -> Client:
    return desk(make.post(gia_lam[Role.ADMIN].agency, Role.ADMIN, "Tạ Kim Oanh"))


def key() -> dict[str, str]:
    return {"key": str(uuid.uuid4())}


def begun(client: Client, code: str = COPIES) -> str:
    """Begin a draft as the button does; its address."""
    response: Any = client.post(f"/manage/procedures/{code}/propose/", key())
    assert response.status_code == 302
    return str(response["Location"])


def drawn(client: Client, part: str, draft: str = DRAFT) -> dict[str, Any]:
    """What the page of a part would send if nothing were changed."""
    context: Any = client.get(f"{draft}{part}/").context
    forms, sent = context["forms"], {"seen": context["seen"], **key()}
    rows = (forms.rows.management_form, *forms.rows) if forms.rows else ()
    for form in (forms.plain or (), *rows):
        for field in form:
            value = field.value()
            sent[field.html_name] = "" if value is None or value is False else "on" if value is True else str(value)
    return {
        name: value
        for name, value in sent.items()
        if not (value == "" and name.endswith(("required", "ask", "DELETE", "gives_result", "settled_at_once")))
    }


def save(client: Client, part: str, draft: str = DRAFT, **changes: str) -> Any:
    return client.post(f"{draft}{part}/", drawn(client, part, draft) | changes)


def words(response: Any) -> str:
    return " ".join(strip_tags(text(response)).split())


def the_draft() -> ProcedureVersion:
    return ProcedureVersion.objects.drafts().get()


@pytest.mark.parametrize("part", ["time", "fees", "papers", "checks", "steps", "form"])
@pytest.mark.parametrize("code", [COPIES, SINGLE_STATUS])
def test_a_part_saved_as_it_is_changes_nothing(kien: Client, part: str, code: str) -> None:
    draft = begun(kien, code)
    before = the_draft().definition, editions.form_of(the_draft())

    assert save(kien, part, draft).status_code == 302
    assert (the_draft().definition, editions.form_of(the_draft())) == before
    assert the_draft().form_draft is None


def test_a_draft_is_edited_part_by_part_and_the_whole_shows_what_differs(kien: Client) -> None:
    begun(kien)
    save(kien, "time", decision="12/QĐ-UBND", value="2", kind="WORKING_DAYS")
    save(kien, "fees", **{"row-0-amount": "2500", "exemptions": "hộ nghèo\nngười có công"})
    save(kien, "papers", **{"row-0-name": "Bản chính giấy tờ"})
    save(kien, "steps", **{"row-1-hours": "1"})
    save(kien, "checks", checks="Bản chính không bị tẩy xóa\n\n Bản chính do cơ quan có thẩm quyền cấp ")
    save(kien, "form", **{"row-4-label": "Bản chính có mấy trang"})

    page = words(kien.get(DRAFT))

    definition = the_draft().definition
    assert (definition.decision, definition.time_limit.value) == ("12/QĐ-UBND", 2)
    assert definition.fees.items[0].amount == 2500
    assert definition.fees.exemptions == ("hộ nghèo", "người có công")
    assert definition.requirements[0].name == "Bản chính giấy tờ"
    assert definition.steps[1].hours == 1
    assert definition.checks == ("Bản chính không bị tẩy xóa", "Bản chính do cơ quan có thẩm quyền cấp")
    assert "Không có chỗ sai." in page
    assert "Phí · khoản 1 «" in page
    assert "Trường gt.so_trang «Bản chính có mấy trang» · nhãnSố trang bản chínhBản chính có mấy trang" in page
    assert "Bạn đã soạn hoặc sửa bản này: một quản trị khác xem lại rồi công bố." in page
    assert "NGUYỄN THỊ MẪU" in page


def test_rows_are_added_taken_away_and_put_in_another_order(kien: Client) -> None:
    begun(kien)
    total = len(the_draft().definition.steps)
    save(kien, "steps", **{
        f"row-{total}-number": "2", f"row-{total}-role": "HEAD", f"row-{total}-name": "soát xét",
        f"row-{total}-who": "trưởng phòng", f"row-{total}-hours": "0", "row-1-number": "3", "row-2-number": "4",
        "row-3-number": "5",
    })  # fmt: skip
    save(kien, "papers", **{"row-0-DELETE": "on"})
    save(kien, "time", **{"row-0-name": "Hồ sơ nhiều trang", "row-0-kind": "WORKING_DAYS", "row-0-value": "2"})

    definition = the_draft().definition
    assert [step.number for step in definition.steps] == list(range(1, total + 2))
    assert definition.steps[1].name == "soát xét"
    assert (
        len(definition.requirements)
        == len(ProcedureVersion.objects.get(number=1, procedure__code=COPIES).definition.requirements) - 1
    )
    assert [(case.key, case.time_limit.value) for case in definition.cases] == [("ho_so_nhieu_trang", 2)]


def test_a_case_says_how_long_its_own_steps_take(kien: Client) -> None:
    begun(kien)
    case = {"row-0-name": "Một bản", "row-0-kind": "WORKING_HOURS", "row-0-value": "2"}

    refused = save(kien, "time", **case, **{"row-0-hours": "nửa giờ; 1"})
    assert refused.status_code == 422
    assert "như 1; 4; 2; 1." in words(refused)
    assert 'value="nửa giờ; 1"' in text(refused)
    save(kien, "time", **case, **{"row-0-hours": "0,5; 1"})
    assert "Trường hợp «Một bản» ghi giờ của 2 bước, quy trình có 4: ghi đủ từng bước." in words(kien.get(DRAFT))
    save(kien, "time", **{"row-0-hours": "0,5; 0,5; 0,5; 0.5"})

    assert the_draft().definition.cases[0].hours == (0.5, 0.5, 0.5, 0.5)
    assert 'value="0.5; 0.5; 0.5; 0.5"' in text(kien.get(f"{DRAFT}time/"))
    assert "Không có chỗ sai." in words(kien.get(DRAFT))


def test_what_is_wrong_is_said_beside_its_field_and_everything_typed_stays(kien: Client) -> None:
    begun(kien)
    before = the_draft().definition

    refused = save(kien, "fees", **{"row-0-amount": "hai nghìn", "set_by": "NQ của HĐND"})

    page = text(refused)
    assert refused.status_code == 422
    assert 'value="hai nghìn"' in page
    assert 'value="NQ của HĐND"' in page
    assert 'href="#id_row-0-amount"' in page
    assert the_draft().definition == before


def test_a_fault_stands_beside_its_row_and_keeps_the_draft_from_being_published(kien: Client, oanh: Client) -> None:
    begun(kien)
    save(kien, "steps", **{"row-1-who": "", "row-1-name": "ký"})

    part, whole = words(kien.get(f"{DRAFT}steps/")), words(oanh.get(DRAFT))

    assert "Bước 2 «ký» chưa có người làm: ghi ai chịu trách nhiệm." in part
    assert "người thụ lý không được ký kết quả" in part
    assert "Còn 2 chỗ sai: sửa hết rồi công bố." in whole
    refused: Any = oanh.post(f"{DRAFT}publish/", key())
    assert refused.status_code == 409
    assert "Chưa công bố được: Bước 2 «ký» chưa có người làm" in words(refused)
    assert the_draft().status == "DRAFT"


def test_an_administrator_who_edits_is_refused_and_a_second_one_publishes(kien: Client, oanh: Client) -> None:
    begun(kien)
    save(kien, "fees", **{"row-0-amount": "2500"})
    assert "Chờ công bố 1" in words(kien.get("/manage/procedures/"))
    assert "bạn xem lại và công bố được" in words(oanh.get("/manage/procedures/drafts/"))
    assert "Bạn đã soạn hoặc sửa bản này" in words(kien.get("/manage/procedures/drafts/"))

    refused: Any = kien.post(f"{DRAFT}publish/", key())
    said = key()
    published: Any = oanh.post(f"{DRAFT}publish/", said)
    again: Any = oanh.post(f"{DRAFT}publish/", said)

    assert (refused.status_code, published.status_code, again.status_code) == (409, 302, 404)
    assert "Bạn đã soạn hoặc sửa bản này" in words(refused)
    page = words(oanh.get(f"/manage/procedures/{COPIES}/"))
    assert "2.500 đ" in page
    assert "Công bố bản 2, hiệu lực từ 25/11/2026" in page
    assert "Phí · khoản 1" in page
    assert "Không có bản nào chờ công bố" in words(oanh.get("/manage/procedures/drafts/"))


def test_two_administrators_do_not_undo_each_others_work(kien: Client, oanh: Client) -> None:
    begun(kien)
    old = drawn(kien, "fees")
    save(oanh, "fees", **{"row-0-amount": "2500"})

    refused: Any = kien.post(f"{DRAFT}fees/", old | {"row-0-amount": "9000"})

    assert refused.status_code == 422
    assert "Bản nháp vừa được sửa ở nơi khác: mở lại phần này, xem rồi sửa tiếp." in words(refused)
    assert the_draft().definition.fees.items[0].amount == 2500


def test_a_draft_is_withdrawn_and_what_came_with_the_project_is_proposed_again(kien: Client, oanh: Client) -> None:
    begun(kien)
    save(kien, "fees", **{"row-0-amount": "2500"})
    oanh.post(f"{DRAFT}publish/", key())
    begun(kien)
    assert kien.post(f"{DRAFT}withdraw/", key()).status_code == 302
    assert kien.get(DRAFT).status_code == 404

    assert "Dùng lại bản đi kèm phần mềm" in words(kien.get(f"/manage/procedures/{COPIES}/"))
    back: Any = kien.post(f"/manage/procedures/{COPIES}/propose/", key() | {"of": "shipped"})
    assert back["Location"] == f"{DRAFT}?of=shipped"
    assert "Phí · khoản 1" in words(kien.get(back["Location"]))
    refused: Any = kien.post(f"{DRAFT}publish/", key() | {"of": "shipped"})
    assert refused.status_code == 409
    assert oanh.post(f"{DRAFT}publish/", key() | {"of": "shipped"}).status_code == 302
    held = ProcedureVersion.objects.settled().filter(procedure__code=COPIES).latest("number")
    assert (held.origin, held.definition.fees.items[0].amount) == ("SHIPPED", 2000)


SIGNATURE = "2.000884"
NEW = {
    "label": "Nghề nghiệp", "type": "TEXT", "group": "nguoi_yeu_cau", "required": "on",
    "sources": "earlier\r\ndefault:Nông dân, thợ",
}  # fmt: skip


def added(client: Client, **changes: str) -> Any:
    """Add a field in the empty row at the end of the form."""
    total = len(editions.form_of(the_draft()).fields)
    return save(client, "form", **{f"row-{total}-{name}": said for name, said in (NEW | changes).items()})


def test_a_field_is_added_to_a_form_and_stands_on_the_counter_and_on_paper_once_published(
    kien: Client, oanh: Client, gia_lam: make.Commune
) -> None:
    before = make.received(gia_lam, COPIES)
    begun(kien)

    assert added(kien).status_code == 302
    new = editions.form_of(the_draft()).fields[-1]
    assert (new.id, new.label, new.required, new.ask) == ("nyc.nghe_nghiep", "Nghề nghiệp", True, False)
    assert new.sources == ("earlier", "default:Nông dân, thợ")
    assert "<dt>Nghề nghiệp</dt><dd>Nông dân, thợ</dd>" in text(kien.get(DRAFT))
    changes = kien.get(DRAFT).context["changes"]
    assert {each.label.rpartition(" · ")[2]: each.after for each in changes if "nghe_nghiep" in each.label} == {
        "khóa": "nyc.nghe_nghiep", "nhãn": "Nghề nghiệp", "loại": "chữ, một dòng", "nhóm": "nguoi_yeu_cau",
        "bắt buộc": "có",
        "nguồn điền": "earlier; default:Nông dân, thợ", "luôn hỏi": "không",
    }  # fmt: skip
    assert oanh.post(f"{DRAFT}publish/", key()).status_code == 302

    after = make.received(gia_lam, COPIES, version=ProcedureVersion.objects.get(procedure__code=COPIES, number=2))
    assert [each.procedure_version.number for each in (before, after)] == [1, 2]
    assert "Trường nyc.nghe_nghiep «Nghề nghiệp»" in words(oanh.get(f"/manage/procedures/{COPIES}/"))


def test_the_type_of_a_field_changes_where_it_may_and_says_why_where_not(kien: Client, oanh: Client) -> None:
    begun(kien)
    added(kien, sources="")
    oanh.post(f"{DRAFT}publish/", key())
    begun(kien)
    page: Any = kien.get(f"{DRAFT}form/")
    rows = {row.initial["id"]: row.fields["type"] for row in page.context["forms"].rows if row.initial}

    assert [name for name, said in rows.items() if not said.disabled] == ["nyc.nghe_nghiep"]
    assert [value for value, _words in rows["nyc.nghe_nghiep"].choices] == [
        "TEXT", "LONG_TEXT", "CHOICE", "CHOICE_OR_TEXT", "ADDRESS",
    ]  # fmt: skip
    assert rows["gt.so_ban"].help_text == "Không đổi loại được: phí tính theo số bản ghi ở trường này."
    at = list(rows).index("nyc.nghe_nghiep")
    assert save(kien, "form", **{f"row-{at}-type": "CHOICE"}).status_code == 302
    assert "là lựa chọn mà chưa có mục nào" in words(kien.get(DRAFT))
    save(kien, "form", **{f"row-{at}-type": "CHOICE", f"row-{at}-options": "Làm ruộng\nBuôn bán"})
    page = words(kien.get(DRAFT))
    assert "Không có chỗ sai." in page
    assert "Trường nyc.nghe_nghiep «Nghề nghiệp» · loạichữ, một dòngchọn một mục" in page


def test_a_field_that_is_always_asked_comes_into_the_conversation(kien: Client) -> None:
    begun(kien)

    added(kien, ask="on", type="CHOICE", options="Làm ruộng\nBuôn bán", number="1")

    form = editions.form_of(the_draft())
    assert (form.fields[0].id, form.fields[0].options) == ("nyc.nghe_nghiep", ("Làm ruộng", "Buôn bán"))
    assert form.conversation[-1] == "nyc.nghe_nghiep"


def test_a_new_field_without_words_is_refused_and_what_was_typed_stays(kien: Client) -> None:
    begun(kien)

    refused = added(kien, label=" ")

    assert refused.status_code == 422
    assert "ghi lời hỏi của trường mới" in words(refused)
    assert "default:Nông dân, thợ" in text(refused)
    assert the_draft().form_draft is None


def test_a_field_is_taken_away_unless_something_needs_it(kien: Client) -> None:
    make.version_of(SIGNATURE)
    begun(kien, SIGNATURE)
    draft = DRAFT.replace(COPIES, SIGNATURE)
    form = editions.form_of(the_draft())
    names = [field.id for field in form.fields]
    page: Any = kien.get(f"{draft}form/")
    rows = {row.initial.get("id"): row["DELETE"].field for row in page.context["forms"].rows if row.initial}
    needed = [name for name, field in rows.items() if field.widget.attrs["disabled"]]
    free = next(name for name in names if name not in needed)
    why = rows[needed[0]].help_text

    refused = save(kien, "form", draft, **{f"row-{names.index(needed[0])}-DELETE": "on"})
    taken = save(kien, "form", draft, **{f"row-{names.index(free)}-DELETE": "on"})

    assert (refused.status_code, taken.status_code) == (422, 302)
    assert f"«{form.field(needed[0]).label}»: {why}" in words(refused)
    assert [field.id for field in editions.form_of(the_draft()).fields] == [name for name in names if name != free]
    assert free not in editions.form_of(the_draft()).conversation


def test_a_field_is_moved_by_its_buttons_and_what_was_typed_is_kept(kien: Client) -> None:
    begun(kien)
    names = [field.id for field in editions.form_of(the_draft()).fields]

    down = save(kien, "form", move=f"down:{names[0]}", **{"row-2-label": "Điện thoại"})
    assert down["Location"] == f"{DRAFT}form/#row-2"
    assert [field.id for field in editions.form_of(the_draft()).fields] == [names[1], names[0], *names[2:]]
    assert editions.form_of(the_draft()).field(names[2]).label == "Điện thoại"
    up = save(kien, "form", move=f"up:{names[1]}")
    assert up["Location"] == f"{DRAFT}form/#row-1"
    save(kien, "form", move=f"up:{names[0]}")
    assert [field.id for field in editions.form_of(the_draft()).fields] == names


def test_a_source_that_cannot_be_computed_is_a_fault_and_the_preview_still_stands(kien: Client) -> None:
    begun(kien)

    added(kien, sources="computed:same\ncomputed:magic:x\ncomputed:same:khong_co", required="")

    page = words(kien.get(DRAFT))
    assert "không có cách tính «same»" in page
    assert "không có cách tính «magic:x»" in page
    assert "Biểu mẫu nhắc đến trường «khong_co» mà không có" in page


def test_the_form_of_a_draft_is_seen_on_paper(kien: Client) -> None:
    begun(kien)

    paper = kien.get(f"{DRAFT}bieu-mau.pdf")

    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")


def test_a_draft_that_promises_past_the_end_of_the_calendar_is_still_shown(kien: Client) -> None:
    begun(kien)
    save(kien, "time", kind="CALENDAR_DAYS", value="900")
    assert "Chưa tính được hạn" in words(kien.get(DRAFT))


def test_only_administrators_come_in_and_what_is_not_there_is_not_there(kien: Client, gia_lam: make.Commune) -> None:
    minh = desk(gia_lam[Role.CASE])
    begun(kien)

    for address in (DRAFT, f"{DRAFT}fees/", "/manage/procedures/drafts/", f"{DRAFT}bieu-mau.pdf"):
        assert minh.get(address).status_code == 403
    for address in ("publish", "withdraw"):
        assert minh.post(f"{DRAFT}{address}/", key()).status_code == 403
    assert minh.post(f"/manage/procedures/{COPIES}/propose/", key()).status_code == 403
    assert "Sửa" not in words(minh.get(f"/manage/procedures/{COPIES}/")).split()
    assert kien.get(f"{DRAFT}khac/").status_code == 404
    assert kien.post("/manage/procedures/9.999999/propose/", key()).status_code == 404


def test_a_repealed_code_says_why_it_is_not_edited(kien: Client) -> None:
    code = make.repealed_version().procedure.code

    answer: Any = kien.post(f"/manage/procedures/{code}/propose/", key(), follow=True)

    assert "Mã này đã bị bãi bỏ: không sửa được, hãy sửa thủ tục thay nó." in words(answer)
