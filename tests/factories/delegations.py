"""Lê Thị Hoa, the chairwoman of Gia Lâm, lends her signature."""

import datetime as dt
from typing import Any

from motcua.accounts.delegating import delegate
from motcua.accounts.models import Delegation, Role
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, Commune

DECISION = "Quyết định số 12/QĐ-UBND ngày 20/11/2026"
DAY = dt.timedelta(days=1)


def lent(unit: Commune, **changes: Any) -> Delegation:
    """From the approver to the head of the office, for everything, today until Friday."""
    fields: dict[str, Any] = {
        "from_post": unit[Role.APPROVER],
        "to_post": unit[Role.HEAD],
        "manner": "TUQ",
        "starts_on": MORNING.date(),
        "ends_on": MORNING.date() + 2 * DAY,
        "decision": DECISION,
        "by": unit[Role.APPROVER],
        "at": MORNING - DAY,
    }
    return delegate(**(fields | changes))


def deputy(unit: Commune) -> Any:
    """The deputy chairman: an approver in his own right, beside her."""
    return make.post(unit.authority, Role.APPROVER, "Phan Văn Phó")
