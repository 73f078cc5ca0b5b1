"""A dossier found among very many, over HTTP, by one officer: code, number, telephone, name, name mistyped."""

import argparse
import os
import random
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import quote

from benchmarks.house import House, house
from benchmarks.load import Request, hammer
from benchmarks.timing import Line

AIM_MS = 1000
# The more common a name, the further in front it stands.
_FAMILY = """nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dao doan lam trinh"""
_MIDDLE = """thi van huu duc minh ngoc thanh quoc xuan thu kim hong bao gia tuan phuong anh hai duy nhat"""
_GIVEN = """
    anh huong linh ha hung tuan minh hoa lan nga mai thao trang tam an binh chau chi cuong dung duong dat dieu giang hai
    hanh hien hieu hoai huy khanh khoa kien lien loan long manh my nam ngan nghia ngoc nhan nhi nhung oanh phong phuc
    phuong quan quang quyen quynh son tai thang thanh thinh thu thuy tien toan tri trinh truc trung tu tung tuyet uyen
    van viet vinh vy xuan yen
"""
_PARTS = [
    (text.split(), [1 / (place + 1) for place in range(len(text.split()))]) for text in (_FAMILY, _MIDDLE, _GIVEN)
]


def _name(chance: random.Random) -> str:
    parts = [chance.choices(words, weights)[0] for words, weights in (*_PARTS, _PARTS[-1])]
    return " ".join(parts[: 4 if chance.random() < 0.6 else 3])


def _people(number: int) -> Iterator[tuple[str, str, str, str]]:
    chance = random.Random(2026)
    for place in range(1, number + 1):
        yield _name(chance), f"0051{place:08d}", f"0199{place:07d}"[:11], f"BENCH-{place}"


def name_people(made: House, number: int) -> None:
    """Give each dossier of the base an applicant of its own."""
    columns = "SET applicant_name = {0}, applicant_folded = {0}, applicant_id_number = {1}, applicant_phone = {2}"
    with closing(made.connect()) as bare:
        if made.vendor == "sqlite":
            bare.execute("BEGIN")
            statement = "UPDATE dossiers_dossier " + columns.format("?1", "?2", "?3") + " WHERE code = ?4"
            bare.executemany(statement, _people(number))  # type: ignore[union-attr] # SQLite's own
            bare.execute("COMMIT")
            bare.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # so that the start need not wait for it
        else:
            _copy_people(bare, columns, number)
        bare.execute("ANALYZE")


def _copy_people(bare: object, columns: str, number: int) -> None:
    with bare.transaction(), bare.cursor() as cursor:  # type: ignore[attr-defined] # psycopg's own
        cursor.execute("CREATE TEMP TABLE people (name text, id text, phone text, code text)")
        with cursor.copy("COPY people FROM STDIN") as copy:
            for row in _people(number):
                copy.write_row(row)
        said = columns.format("people.name", "people.id", "people.phone")
        cursor.execute(f"UPDATE dossiers_dossier d {said} FROM people WHERE d.code = people.code")


def measure(options: argparse.Namespace) -> Iterator[Line]:
    """Measure on SQLite, and on PostgreSQL where there is one."""
    for vendor, server in (("sqlite", ""), ("postgresql", os.environ.get("MOTCUA_BENCH_POSTGRESQL", ""))):
        if vendor == "sqlite" or server:
            with house(vendor, server) as made:
                made.fill(options.dossiers)
                name_people(made, options.dossiers)
                made.serve_anew()
                yield from _of(made, options)


def _of(made: House, options: argparse.Namespace) -> Iterator[Line]:
    desk = made.officer("minh")
    rows = list(_people(min(options.dossiers, 5000)))[::7]
    asked = {
        "mã hồ sơ": [row[3] for row in rows],
        "số định danh": [row[1] for row in rows],
        "số điện thoại": [row[2] for row in rows],
        "họ tên không dấu": [row[0] for row in rows],
        "hai từ của tên, ngược thứ tự": [" ".join(row[0].split()[-1:-3:-1]) for row in rows],
        "một từ rất nhiều người có": ["nguyen", "thi", "anh"],
        "tên gõ sai một chữ": [_mistyped(row[0]) for row in rows],
        "tên không ai có": ["zuzana kowalska", "smith brown"],
    }
    for what, texts in asked.items():
        load = hammer([desk], [_find(texts)], seconds=options.seconds / 2)
        yield Line(
            f"{made.name}: tìm trong {options.dossiers} hồ sơ theo {what}",
            f"{load.median_ms:.0f} ms, p95 {load.p95_ms:.0f} ms",
            aim=f"p95 < {AIM_MS} ms",
            met=load.p95_ms < AIM_MS,
        )


def _mistyped(name: str) -> str:
    """Return a name with one letter wrong in its longest word."""
    word = max(name.split(), key=len)
    return name.replace(word, f"{word[:2]}x{word[3:]}", 1)


def _find(texts: list[str]) -> Request:
    return lambda turn: ("POST", "/office/find/", f"q={quote(texts[turn % len(texts)])}")
