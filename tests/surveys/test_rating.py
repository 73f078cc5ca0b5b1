"""One touch: once a visit, never by staff, nothing personal, and the day in numbers."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from motcua.agencies.models import Agency
from motcua.lib import practice
from motcua.lib.outcomes import Denied
from motcua.surveys import commands, queries, rules
from motcua.surveys.models import Place, Rating
from tests.factories import dossiers as make
from tests.factories.dossiers import MORNING, later

pytestmark = pytest.mark.django_db
WAIT, MANNER = "WAIT", "MANNER"


@pytest.fixture
def shop() -> Agency:
    return make.gia_lam().centre


def rate(shop: Agency, what: str = "ticket:1", **changes: Any) -> Rating:
    said: dict[str, Any] = {"score": 5, "place": Place.KIOSK, "served": True, "staff": False, "at": MORNING} | changes
    return commands.rate(commands.token_of(what), shop=shop, **said)


def test_a_visit_is_rated_once_and_the_first_touch_stays(shop: Agency) -> None:
    rate(shop, score=2, reasons=[WAIT, WAIT])
    with pytest.raises(Denied, match="đã được đánh giá"):
        rate(shop, score=5)

    kept = Rating.objects.get()
    assert (kept.score, kept.reasons, kept.day) == (2, [WAIT], MORNING.date())


def test_two_touches_at_the_same_moment_are_one(shop: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    rate(shop)
    really, looks = rules.check_can_rate, iter([False])
    monkeypatch.setattr(rules, "check_can_rate", lambda *a, **k: really(*a, **k) if next(looks, True) else None)
    with pytest.raises(Denied, match="đã được đánh giá"):
        rate(shop, score=1)
    assert Rating.objects.get().score == 5


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"staff": True}, "cán bộ đăng nhập"),
        ({"served": False}, "phục vụ xong"),
        ({"score": 0}, "năm khuôn mặt"),
        ({"score": 6}, "năm khuôn mặt"),
        ({"reasons": ["Lan"]}, "không có trong danh sách"),
    ],
)
def test_what_may_not_be_kept_is_refused_in_a_sentence(shop: Agency, changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Denied, match=sentence):
        rate(shop, **changes)
    assert not Rating.objects.exists()


def test_practice_rates_nothing_and_the_page_hears_the_same(shop: Agency) -> None:
    token = commands.token_of("ticket:1")
    with practice.practising(on=True):
        answer = rules.can_rate(token, served=True, staff=False)
    assert (answer.allowed, answer.reason) == (False, "Đang thực hành: không ghi đánh giá thật.")
    assert rules.can_rate(token, served=True, staff=False).allowed


def test_the_database_itself_refuses_a_sixth_face(shop: Agency) -> None:
    row = rate(shop)
    row.score = 6
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_the_day_is_counted_for_this_shop_alone(shop: Agency) -> None:
    def of_the_day() -> list[queries.Touch]:
        return queries.touches([shop], first=MORNING.date(), last=MORNING.date())

    empty = queries.Satisfaction.of(of_the_day())
    for number, score in enumerate((5, 1, 5, 4)):
        rate(shop, f"ticket:{number}", score=score, reasons=[MANNER])
    rate(shop, "ticket:8", at=later(MORNING, days=1))
    rate(make.bat_trang().centre, "ticket:9", score=1, reasons=[WAIT])

    day = queries.Satisfaction.of(of_the_day())
    assert (empty.rated, empty.content) == (0, None)
    assert (day.counts, day.rated, day.content, day.reasons) == ((1, 0, 0, 1, 2), 4, 75, {MANNER: 4})
    assert [touch.score for touch in of_the_day()] == [5, 5, 4, 1], "not in the order in which they came"


def test_a_rating_holds_nothing_that_leads_back(shop: Agency) -> None:
    row = rate(shop, "ticket:secret-token")
    assert sorted(field.name for field in Rating._meta.fields) == [
        "at", "day", "id", "place", "reasons", "score", "shop", "token",
    ]  # fmt: skip
    assert ("secret" in row.token, queries.is_rated(row.token)) == (False, True)
