"""Follows every number of a page to the list behind it."""

import re
from html import unescape

from django.test import Client

from tests.web.desks import text

_LINK = re.compile(r'<a href="([^"]*/ho-so/\?[^"]*)">(.*?)</a>', re.DOTALL)
_BARE = re.compile(r"<(?:td|dd|b|th)\b[^>]*>\s*(\d+)\s*<")
_LATER = re.compile(r'href="([^"]*)" rel="next"')
_LENGTH = re.compile(r"· (\d+) (?:hồ sơ|lượt lấy số|lượt đánh giá)</p>")


def numbers(page: str) -> list[tuple[str, str]]:
    """Return each address of a list with the number that leads there."""
    return [
        (unescape(url), next(filter(str.strip, re.split(r"<[^>]*>", said))).strip())
        for url, said in _LINK.findall(page)
    ]


def rows(client: Client, url: str) -> list[str]:
    """Return the first cell of each row of a list, on all its pages."""
    found, after = [], url
    while after:
        page = text(client.get(after))
        found += [re.sub(r"<[^>]*>", "", cell) for cell in re.findall(r'<th scope="row">(.*?)</th>', page)]
        after = next(map(unescape, _LATER.findall(page)), "")
    assert _LENGTH.findall(text(client.get(url))) == [str(len(found))]
    return found


def faults(client: Client, page: str) -> list[str]:
    """Return each number that has no list, each whose list has another length, each measure of an empty list."""
    wrong = [f"{number} leads nowhere" for number in _BARE.findall(_LINK.sub("", page)) if number != "0"]
    for url, number in numbers(page):
        count = len(rows(client, url))
        if not count or (number.isdigit() and count != int(number)):
            wrong.append(f"{number} leads to {count}: {url}")
    return wrong
