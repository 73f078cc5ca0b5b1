"""Whatever is edited: a draft has faults, or it is published and comes back from its JSON."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.accounts.models import Post
from motcua.forms import editions
from motcua.forms.models import FormVersion
from motcua.procedures import commands
from motcua.procedures.definition import Definition
from motcua.procedures.models import ProcedureVersion
from motcua.procedures.shipped import content_of
from tests.factories.dossiers import MORNING
from tests.procedures.editing import FEE, TODAY, proposed, refusal

pytestmark = pytest.mark.django_db


_STEPS = st.lists(
    st.builds(
        lambda role, hours, then, who, name: {
            "role": role, "hours": hours, "then": then, "who": who, "name": name,
        },
        st.sampled_from(["INTAKE", "CASE", "APPROVER", "RECORDS"]),
        st.integers(0, 9),
        st.none() | st.integers(1, 4),
        st.sampled_from(["công chức", ""]),
        st.sampled_from(["thẩm tra", "ký", "trả"]),
    ),
    max_size=4,
)  # fmt: skip
_EDITS = st.fixed_dictionaries(
    {},
    optional={
        "steps": _STEPS,
        "slip_rule": st.sampled_from(["ALWAYS", "NEVER", "AFTER_CUTOFF"]),
        "note": st.text(max_size=5),
        "time_limit": st.fixed_dictionaries(
            {"kind": st.sampled_from(["WORKING_DAYS", "SAME_DAY", None]), "value": st.none() | st.integers(-1, 3)}
        ),
        "supplement": st.fixed_dictionaries(
            {"clock": st.sampled_from(["none", "subtract"]), "close_after": st.none() | st.integers(1, 9)}
        ),
        "fees": st.just(FEE),
    },
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_EDITS, min_size=1, max_size=3))
def test_any_edits_either_have_faults_or_publish_what_comes_back_from_its_json(
    kien: Post, oanh: Post, sequence: list[dict[str, Any]]
) -> None:
    ProcedureVersion.objects.all().delete()
    FormVersion.objects.all().delete()
    draft = proposed(kien)
    for each in sequence:
        steps = [
            row | {"number": place, "gives_result": row["name"] == "trả"}
            for place, row in enumerate(each.get("steps", []), 1)
        ]
        draft = commands.edit(draft, changes=each | ({"steps": steps} if "steps" in each else {}), by=kien, at=MORNING)
    found = editions.faults_of(draft)
    unchanged = draft.definition == ProcedureVersion.objects.get(number=1).definition.model_copy(
        update={"valid_from": TODAY}
    )

    if found or unchanged:
        reason = f"Chưa công bố được: {found[0]}" if found else "Bản nháp chưa đổi gì so với bản đang hiệu lực."
        assert refusal(editions.publish, draft, by=oanh) == reason
    else:
        kept = ProcedureVersion.objects.get(pk=editions.publish(draft, by=oanh, at=MORNING).pk)
        assert Definition.model_validate(kept.content) == draft.definition
        assert content_of(kept.definition) == (kept.content, kept.digest)
