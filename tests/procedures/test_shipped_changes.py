"""What comes with the project never overwrites what the office has edited: it waits, or is given back to."""

import pytest

from motcua.accounts.models import Post
from motcua.forms import editions
from motcua.forms.definition import FormDefinition
from motcua.forms.models import FormVersion
from motcua.forms.seed import load_form, load_forms
from motcua.procedures import commands, queries
from motcua.procedures.load import load_definition
from motcua.procedures.models import ProcedureVersion
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING
from tests.factories.procedures import definition
from tests.procedures.editing import CODE, FEE, TODAY, edits, proposed, refusal

pytestmark = pytest.mark.django_db


def test_loading_again_never_overwrites_what_the_office_has_edited(kien: Post, oanh: Post) -> None:
    draft = proposed(kien, fees=FEE)
    editions.publish(draft, by=oanh, at=MORNING)

    assert load_definition(definition(), on=TODAY) == "same"
    assert load_definition(definition(note="luật mới"), on=TODAY) == "offered"
    assert load_definition(definition(note="luật mới"), on=TODAY) == "same"
    assert load_definition(definition(note="luật mới hơn"), on=TODAY) == "offered"

    held = queries.version_in_force(CODE, on=TODAY)
    assert held is not None
    assert held.definition.fees.items[0].amount == 15_000
    offered = ProcedureVersion.objects.drafts().get()
    assert (offered.origin, offered.definition.note, offered.proposed_by) == ("SHIPPED", "luật mới hơn", None)
    assert refusal(commands.edit, offered, changes={"note": "x"}, by=kien) == (
        "Bản đi kèm phần mềm không sửa ở đây: công bố hoặc rút, rồi sửa bản của đơn vị."
    )


def test_a_shipped_change_is_published_or_put_aside_and_not_offered_again(kien: Post, oanh: Post) -> None:
    editions.publish(proposed(kien, fees=FEE), by=oanh, at=MORNING)
    load_definition(definition(note="luật mới"), on=TODAY)
    commands.withdraw(ProcedureVersion.objects.drafts().get(), by=kien, at=MORNING)
    assert load_definition(definition(note="luật mới"), on=TODAY) == "same"

    load_definition(definition(note="luật mới hơn"), on=TODAY)
    editions.publish(ProcedureVersion.objects.drafts().get(), by=kien, at=MORNING)

    assert load_definition(definition(note="luật mới hơn"), on=TODAY) == "same"
    assert load_definition(definition(note="luật mới nhất"), on=TODAY) == "changed"


def test_what_is_given_back_follows_the_files_again_form_included(kien: Post, oanh: Post) -> None:
    version = make.version_of("2.000815")
    load_form(version, on=TODAY)
    draft = commands.propose(procedure=version.procedure, by=kien, at=MORNING)
    draft = editions.edit_form(draft, edits=edits(editions.form_of(draft), so_trang="Mấy trang"), by=kien, at=MORNING)
    draft = commands.edit(draft, changes={"note": "của xã"}, by=kien, at=MORNING)
    editions.publish(draft, by=oanh, at=MORNING)
    assert load_forms(on=TODAY) == 0

    back = editions.give_back(procedure=version.procedure, by=kien, at=MORNING)
    published = editions.publish(back, by=oanh, at=MORNING)

    assert (published.origin, published.definition.note) == ("SHIPPED", version.definition.note)
    newest = FormVersion.objects.latest("number")
    assert (newest.origin, FormDefinition.model_validate(newest.content).field("gt.so_trang").label) == (
        "SHIPPED", "Số trang bản chính",
    )  # fmt: skip
    assert load_definition(version.definition, on=TODAY) == "same"
