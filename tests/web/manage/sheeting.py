"""What an administrator does with a list: send it, read what would become of each row, apply it."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from motcua.accounts.models import Role
from motcua.agencies.models import AgencyKind
from motcua.lib.sheets import as_text, as_workbook
from motcua.procedures.models import CompetenceDelegation
from motcua.web.manage.sheet_kinds import SHEETS
from tests.factories import delegations
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, Commune


def send(client: Client, name: str, *rows: list[str], kind: str = "xlsx", content: bytes | None = None) -> Any:
    heads = SHEETS[name].heads
    if content is None:
        content = as_workbook(heads, rows, name) if kind == "xlsx" else as_text(heads, rows)
    file = SimpleUploadedFile(f"list.{kind}", content)
    return client.post(f"/manage/sheets/{name}/dry-run/", {"file": file})


def outcomes(page: Any) -> list[tuple[int, str, str]]:
    return [(line.number, line.taken.value, line.reason) for line in page.context["report"].lines]


def apply(client: Client, page: Any, name: str) -> Any:
    return client.post(
        f"/manage/sheets/{name}/apply/", {"rows": page.context["token"], "key": str(page.context["key"])}
    )


def everything() -> dict[str, int]:
    """How many rows every table holds, but for the post's own sessions."""
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if "session" not in name]
        counts = {}
        for table in tables:
            cursor.execute(f'SELECT COUNT(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
    return counts


def staff_row(place: Commune, /, **changes: str) -> list[str]:
    row = {
        "username": "thao", "name": "Lý Thị Thảo", "email": "", "role": "Cán bộ thụ lý", "unit": place.department.code,
        "title": "Chuyên viên", "counter": "", "starts": "25/11/2026", "ends": "",
    } | changes  # fmt: skip
    return list(row.values())


def filled(unit: Commune, admin: Client) -> None:
    """Something in every list."""
    make.bat_trang()
    delegations.lent(unit, sectors=["Hộ tịch"])
    city = make.agency("01", "UBND thành phố Hà Nội", AgencyKind.PROVINCE, calendar=unit.authority.calendar)
    CompetenceDelegation.objects.create(
        from_agency=city, to_agency=unit.authority, procedure_code=make.COPIES, decision="=QĐ 1",
        starts_on=MORNING.date(), limit_kind="WORKING_DAYS", limit_value=2,
    )  # fmt: skip
    apply(admin, send(admin, "synonyms", [make.COPIES, "", "phô tô có dấu; @sao"]), "synonyms")
    apply(admin, send(admin, "calendar", ["27/11/2026", "Nghỉ", "Bão số 9", "+CV 12"]), "calendar")
    unit[Role.CASE].user.full_name = "-Minh"
    unit[Role.CASE].user.save()
