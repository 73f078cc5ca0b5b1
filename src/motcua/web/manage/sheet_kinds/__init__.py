"""Every list that can be loaded from a spreadsheet, by the name that stands in its address."""

from motcua.web.manage.sheet_kinds import (
    calendar,
    competences,
    counters,
    delegations,
    fees,
    hours,
    limits,
    papers,
    staff,
    steps,
    synonyms,
    units,
)
from motcua.web.manage.sheets import Sheet

_KINDS = (delegations, competences, fees, limits, steps, staff, units, counters, synonyms, calendar, hours, papers)
SHEETS: dict[str, Sheet] = {each.SHEET.name: each.SHEET for each in _KINDS}
