"""A third language is a catalogue and nothing else: the kiosk offers it, officers do not see it."""

import re
from io import BytesIO

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client
from django.utils.translation.template import templatize

from motcua.queues.models import Line, Ticket
from motcua.web.display import languages
from tests.factories.queues import Hall
from tests.messages import KEYWORDS, PACKAGE, translated
from tests.web.desks import text

CHINESE = PACKAGE / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
_VALUES = re.compile(r"%\((\w+)\)\d*[sd]")


def said_to_citizens() -> set[str]:
    """Every message of the kiosk's and the phone ticket's templates and views."""
    folders = [PACKAGE / "templates" / "display" / name for name in ("kiosk", "phone", "parts")]
    pages = [path for folder in folders for path in folder.rglob("*.html")]
    found = [templatize(path.read_text(encoding="utf-8"), origin=str(path)).encode() for path in pages]
    for folder in ("kiosk", "phone"):
        found += [path.read_bytes() for path in (PACKAGE / "web" / "display" / folder).glob("*.py")]
    said: set[str] = set()
    for source in found:
        for _line, message, _comments, _context in extract("python", BytesIO(source), keywords=KEYWORDS):
            said.add(message if isinstance(message, str) else message[0])
    return said - {""}


def chinese() -> dict[str, Message]:
    with CHINESE.open("rb") as file:
        rows = [row for row in read_po(file, locale="zh_Hans") if row.id]
    return {row.id if isinstance(row.id, str) else row.id[0]: row for row in rows}


def test_every_message_of_the_kiosk_and_the_phone_is_in_the_third_catalogue() -> None:
    known = {source for source, row in chinese().items() if translated(row.string)}
    assert said_to_citizens() - known == set()


def test_a_translation_names_the_values_of_its_message() -> None:
    wrong = []
    for source, row in chinese().items():
        forms = row.string if isinstance(row.string, list | tuple) else (row.string,)
        wrong += [form for form in forms if set(_VALUES.findall(form or "")) != set(_VALUES.findall(source))]
    assert wrong == []


def test_the_kiosk_offers_the_catalogues_that_are_there_and_officers_two_languages() -> None:
    assert [each.code for each in languages.spoken_here()] == ["vi", "en", "zh-hans"]
    assert [code for code, _name in settings.LANGUAGES] == ["vi", "en"]


@pytest.mark.django_db
def test_what_the_third_language_leaves_out_is_said_in_vietnamese(here: Hall, kiosk: Client) -> None:
    own = "Việc của riêng xã này"
    Line.objects.filter(pk=here.b.pk).update(name=own, sectors=[])
    kiosk.post("/kiosk/look/", {"language": "zh-hans"})
    page = text(kiosk.get("/kiosk/take/"))
    assert ('<html lang="zh-hans"' in page, "您来办理什么？" in page, own in page) == (True, True, True)
    assert "zh-hans" not in text(Client().get("/accounts/login/"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "said"),
    [("vi", "Hộ tịch, chứng thực"), ("en", "Civil status, Certification"), ("zh-hans", "户籍, 认证")],
)
def test_a_line_is_called_by_its_sectors_where_no_catalogue_has_the_offices_own_name(
    here: Hall, kiosk: Client, language: str, said: str
) -> None:
    kiosk.post("/kiosk/look/", {"language": language})
    ticket = kiosk.post(f"/kiosk/take/{here.a.pk}/", {"key": "k", "choice": ""}, follow=True)
    pages = [kiosk.get("/kiosk/take/"), kiosk.get(f"/kiosk/take/{here.a.pk}/"), ticket]
    phone = Client()
    phone.cookies[languages.COOKIE] = language
    pages += [phone.get(f"/lay-so/{here.unit.centre.code}/"), phone.get(f"/s/{Ticket.objects.get().token}/")]
    assert [said in text(page) for page in pages] == [True] * 5
    Line.objects.filter(pk=here.a.pk).update(sectors=["Hộ tịch", "Việc riêng của xã"])
    assert here.a.name in text(kiosk.get("/kiosk/take/"))
