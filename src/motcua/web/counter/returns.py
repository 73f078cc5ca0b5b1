"""How the results of a visit are wanted: asked once for the basket, answered from the start, changed with a digit."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from motcua.dossiers import returning
from motcua.dossiers.models import ReturnWay, Visit, VisitItem
from motcua.web.counter.looks import Option, Question

WAY, ADDRESS = "return.way", "return.address"


def questions(visit: Visit, rows: Sequence[VisitItem]) -> tuple[Question, ...]:
    """Return what is asked; nothing of somebody who waits for every result. The address only where it is posted."""
    if not rows or not returning.is_asked(visit, rows):
        return ()
    wish = returning.wish_of(visit)
    options = tuple(
        Option(value, str(label), value == wish.way, str(place))
        for place, (value, label) in enumerate(ReturnWay.choices, start=1)
    )
    way = Question(name=WAY, label=_("Nhận kết quả bằng cách nào?"), kind="choice", answered=True, options=options)
    if wish.way != ReturnWay.POST:
        return (way,)
    missing = "" if wish.address else _("Ghi địa chỉ để gửi kết quả qua bưu chính.")
    where = Question(
        name=ADDRESS,
        label=_("Gửi bưu chính đến địa chỉ nào?"),
        kind="text",
        value=wish.address,
        answered=bool(wish.address),
        error=missing,
    )
    return (way, where)
