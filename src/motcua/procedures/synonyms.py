"""What people call a procedure: the shipped list is the seed; from there each authority owns its own, with history."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.models import Post
from motcua.accounts.rules import check_can_manage
from motcua.agencies.models import Agency
from motcua.events.managed import record_change
from motcua.lib.clock import local
from motcua.lib.outcomes import Denied
from motcua.procedures.models import Procedure, Synonyms
from motcua.procedures.queries import phrases_of

_MOST, _LONGEST = 30, 80


def key_of(authority: Agency) -> str:
    """Return the key of an authority's history of synonyms."""
    return f"{authority.code}@{authority.valid_from}"


@transaction.atomic
def say_synonyms(code: str, phrases: Sequence[str], *, by: Post, at: dt.datetime) -> bool:
    """Say what people call a procedure here; tell whether anything changed."""
    check_can_manage(by.agency, by=by, on=local(at).date())
    procedure = Procedure.objects.filter(code=code).first()
    if procedure is None:
        raise Denied(_("Không có thủ tục mã %(code)s trong danh mục.") % {"code": code})
    said = list(dict.fromkeys(" ".join(phrase.split()) for phrase in phrases if phrase.strip()))
    if len(said) > _MOST or any(len(phrase) > _LONGEST for phrase in said):
        limits = {"most": _MOST, "longest": _LONGEST}
        raise Denied(_("Nhiều nhất %(most)d cách gọi, mỗi cách không quá %(longest)d chữ.") % limits)
    authority = Agency.objects.select_for_update(of=("self",)).get(pk=by.authority.pk)
    before = phrases_of(authority).get(code, [])
    if before == said:
        return False
    row, _new = Synonyms.objects.get_or_create(authority=authority, procedure_code=code)
    row.phrases, row.version = said, row.version + 1
    row.save(update_fields=["phrases", "version"])
    record_change(
        "said",
        kind="synonyms",
        key=key_of(authority),
        by=by,
        at=at,
        before={"phrases": before},
        after={"phrases": said},
        procedure=procedure.short_name,
    )
    return True
