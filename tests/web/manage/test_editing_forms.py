"""Fields of a form are added, changed, moved and taken away; what needs one says so, and the paper shows them."""

from typing import Any

import pytest
from django.test import Client

from motcua.forms import editions
from motcua.procedures.models import ProcedureVersion
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES
from tests.web.desks import text
from tests.web.manage.drafting import DRAFT, begun, key, save, the_draft, words

pytestmark = pytest.mark.django_db
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
