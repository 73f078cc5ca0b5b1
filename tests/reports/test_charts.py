"""Charts: bars from nothing beside the longest, a label at each, a finding in the title, the whole in words."""

import datetime as dt
from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.accounts.models import Role
from motcua.agencies.models import Agency
from motcua.reports.charts import Chart, scaled
from motcua.reports.service_day import charts, compared
from motcua.reports.service_day.achieved import Door, achieved
from motcua.reports.service_day.files import pdf as pdf_of
from motcua.reports.service_day.places import Place
from motcua.reports.service_day.spans import usual_spans
from tests.factories import dossiers as make
from tests.factories.dossiers import COPIES, SINGLE_STATUS, Commune, moment
from tests.factories.servicedays import service_day

VALUES = st.lists(st.floats(0, 1e6), min_size=1, max_size=8)
WEDNESDAY, NIGHT = dt.date(2026, 11, 25), moment("2026-11-25 20:00")


@given(VALUES)
def test_bars_begin_at_nothing_and_keep_their_order_and_what_is_something_is_seen(values: list[float]) -> None:
    shares = [group.bars[0].share for group in scaled(("", [("", value, False)]) for value in values)]
    assert all(0 <= share <= 1 for share in shares)
    assert [share == 0 for share in shares] == [value == 0 for value in values]
    assert max(shares) == (1 if max(values) else 0)
    assert all(
        mine <= other
        for mine, value in zip(shares, values, strict=True)
        for other, another in zip(shares, values, strict=True)
        if value <= another
    )


def test_a_chart_is_told_in_words() -> None:
    chart = Chart("Nhanh", "Theo giờ.", "nhận", scaled([("8h", [("2", 2, False), ("1", 1, True)]), ("9h", [])]))
    assert chart.told == "Theo giờ. 8h: 2, 1; 9h: ."


@pytest.fixture
def unit() -> Commune:
    return make.gia_lam()


@pytest.mark.django_db
def test_the_titles_say_what_was_found(unit: Commune) -> None:
    make.ready(unit, SINGLE_STATUS)
    make.ready(unit, COPIES)
    make.received(unit, COPIES, at=moment("2026-11-25 14:00"))
    day = achieved([unit.centre], first=WEDNESDAY, at=NIGHT)

    hours, law = charts.hours(day), charts.beside_the_law(day)

    assert hours is not None
    assert law is not None
    assert hours.title == "Đông nhất lúc 8 giờ: 2 hồ sơ"
    assert [(group.name, [bar.label for bar in group.bars]) for group in hours.groups] == [
        ("8h", ["2", "0"]), ("9h", ["0", "2"]), *((f"{hour}h", ["0", "0"]) for hour in range(10, 14)),
        ("14h", ["1", "0"]),
    ]  # fmt: skip
    assert law.title == "Giấy xác nhận tình trạng hôn nhân: luật cho 3 ngày làm việc, trả sau 50 phút"
    assert [bar.label for bar in law.groups[1].bars] == ["50 phút", "luật: 3 ngày làm việc"]
    assert [round(bar.share * 24 * 60) for bar in law.groups[1].bars] == [50, 24 * 60]


@pytest.mark.django_db
def test_days_and_places_are_compared_by_the_same_numbers(unit: Commune) -> None:
    other = make.bat_trang()
    make.ready(unit, at=moment("2026-11-24 08:30"))
    make.ready(unit)
    make.ready(other)
    make.received(other)
    several = [Place(each.authority, (each.centre,)) for each in (unit, other)]
    whole = achieved([unit.centre, other.centre], first=dt.date(2026, 11, 24), last=WEDNESDAY, at=NIGHT)

    days = compared.by_day(compared.of_shops(whole, {unit.centre.pk}))
    places = compared.by_place(whole, several)

    assert [(row.name, row.span.first, row.count, row.figures[2].value) for row in days] == [
        ("Thứ Ba 24/11", dt.date(2026, 11, 24), 1, "50 phút"),
        ("Thứ Tư 25/11", WEDNESDAY, 1, "50 phút"),
    ]
    assert [(row.name, row.count, row.took.count) for row in places] == [
        ("UBND xã Bát Tràng", 2, 1),
        ("UBND xã Gia Lâm", 2, 2),
    ]
    assert compared.chart([], about="") is None


@pytest.mark.django_db
def test_who_is_not_alone_in_it_is_not_named_the_busiest_or_the_quickest(unit: Commune) -> None:
    for day, hour in ((24, "08:30"), (25, "08:30"), (25, "10:30")):
        make.ready(unit, at=moment(f"2026-11-{day} {hour}"))
    whole = achieved([unit.centre], first=dt.date(2026, 11, 24), last=WEDNESDAY, at=NIGHT)
    slower = [replace(row, took=replace(row.took, median=dt.timedelta(hours=5))) for row in compared.by_day(whole)[:1]]

    both, three = (compared.chart(rows, about="") for rows in (compared.by_day(whole), compared.by_day(whole) + slower))
    hours = charts.hours(achieved([unit.centre], first=WEDNESDAY, at=NIGHT))

    assert both is not None
    assert three is not None
    assert hours is not None
    assert (both.title, three.title, hours.title) == (
        "Nhanh nhất: trung vị 50 phút, ở 2 trong 2",
        "Nhanh nhất: trung vị 50 phút, ở 2 trong 3",
        "Đông nhất lúc 8, 10 giờ: mỗi giờ 1 hồ sơ",
    )


@pytest.mark.django_db
def test_the_slogan_of_one_place_is_not_that_of_several(unit: Commune) -> None:
    other = make.bat_trang()
    other.posts[Role.SUPERVISOR] = make.post(other.authority, Role.SUPERVISOR, "Tống Văn Tư")
    for each, slogan in ((unit, "Một câu"), (other, "Câu khác")):
        service_day(each, slogan=slogan)
        make.received(each)

    def said(*shops: Agency) -> list[bool]:
        day = achieved(shops, first=WEDNESDAY, at=NIGHT)
        page = pypdfium2.PdfDocument(pdf_of(day, name="Nơi", days="25/11/2026"))[0].get_textpage().get_text_range()
        return [words in page for words in ("Một câu", "Câu khác")]

    assert (said(unit.centre), said(other.centre)) == ([True, False], [False, True])
    assert said(unit.centre, other.centre) == [False, False]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "after", "title"),
    [
        (180, 50, "Trung vị giảm từ 3 giờ còn 50 phút"),
        (50, 60, "Trung vị từ 50 phút thành 1 giờ"),
        (50, 50, "Trung vị không đổi: 50 phút"),
    ],
)
def test_before_and_after_say_what_became_of_the_median(unit: Commune, before: int, after: int, title: str) -> None:
    place = Place(unit.authority, (unit.centre,))
    found = compared.before_and_after([place], usual_spans(WEDNESDAY), at=NIGHT)
    assert compared.chart_around(found) is None
    rows = [
        replace(row, took=replace(row.took, median=dt.timedelta(minutes=count)))
        for row, count in ((found.before, before), (found.after, after))
    ]
    chart = compared.chart_around(compared.BeforeAndAfter(*rows))
    assert chart is not None
    assert chart.title == title


@pytest.mark.django_db
def test_the_fullest_day_stays_on_one_page(unit: Commune) -> None:
    make.ready(unit)
    day = achieved([unit.centre], first=WEDNESDAY, at=NIGHT)
    [case] = day.cases
    name = "Đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi"
    cases = [
        replace(case, code=f"{n}", procedure_code=f"{n}", procedure_name=f"{name} {n}", received_at=case.received_at
                + dt.timedelta(hours=n - 1), supplemented=True, punctuality="LATE")
        for n in range(9)
    ]  # fmt: skip
    full = replace(day, cases=tuple(cases), door=Door(("1",), ("2",)))

    content = pdf_of(full, name="Trung tâm", days="thứ Tư 25/11/2026")
    pdf = pypdfium2.PdfDocument(content)

    assert len(pdf) == 1
    pdf.close()
