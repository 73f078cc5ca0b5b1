"""The two charts of a day: hours and numbers, and the time taken beside what the law gives."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.reports.charts import Chart, scaled
from motcua.reports.service_day.achieved import Achieved, ProcedureLine
from motcua.reports.service_day.figures import length
from motcua.worktime.deadlines import Limit, LimitKind
from motcua.worktime.explanation import limit_in_words

PROCEDURES = 5


def hours(day: Achieved) -> Chart | None:
    """Return how many were taken in and became ready in each hour; None of a day on which nobody came."""
    numbers = {hour: (len(came), len(ready)) for hour, (came, ready) in day.by_hour.items()}
    if not numbers:
        return None
    most = max(came for came, _ready in numbers.values())
    busiest = [str(hour) for hour, (came, _ready) in numbers.items() if came == most]
    words = ngettext("Đông nhất lúc %(hours)s giờ: %(n)d hồ sơ", "Đông nhất lúc %(hours)s giờ: %(n)d hồ sơ", most)
    if len(busiest) > 1:
        words = _("Đông nhất lúc %(hours)s giờ: mỗi giờ %(n)d hồ sơ")
    return Chart(
        title=words % {"hours": ", ".join(busiest), "n": most},
        about=_("Số hồ sơ theo giờ: tiếp nhận, và có kết quả trong ngày."),
        full=_("tiếp nhận"),
        hollow=_("có kết quả trong ngày"),
        groups=scaled(
            (f"{hour}h", [(str(accepted), accepted, False), (str(ready), ready, True)])
            for hour, (accepted, ready) in numbers.items()
        ),
    )


def limit_words(line: ProcedureLine) -> str:
    """Return the law's limit of a procedure as most of its dossiers had it: 3 ngày làm việc; a dash without one."""
    limits = [case.limit for case in line.cases if case.limit is not None]
    return short_limit(max(limits, key=limits.count)) if limits else "–"


def short_limit(limit: Limit) -> str:
    """Return a limit in few words."""
    return _("trong ngày") if limit.kind is LimitKind.SAME_DAY else limit_in_words(limit)


def beside_the_law(day: Achieved, *, most: int = PROCEDURES) -> Chart | None:
    """Return the median of the most frequent procedures beside what the law gives; None while nothing is ready.

    The title tells of the one that was cut most.
    """
    lines = [line for line in day.by_procedure if line.took.median is not None and line.law is not None][:most]
    if not lines:
        return None
    cut = max(lines, key=lambda line: (line.times_faster or 0, len(line.cases)))
    said = {"name": _(cut.name), "law": limit_words(cut), "took": length(cut.took.median)}
    return Chart(
        title=_("%(name)s: luật cho %(law)s, trả sau %(took)s") % said,
        about=_("Trung vị của từng thủ tục, bên dưới là thời hạn theo luật, tính bằng giờ làm việc."),
        full=_("thời gian thật, trung vị"),
        hollow=_("hạn theo luật"),
        groups=scaled(
            (
                _(line.name),
                [
                    (length(line.took.median), line.took.median.total_seconds(), False),
                    (_("luật: %(law)s") % {"law": limit_words(line)}, line.law.total_seconds(), True),
                ],
            )
            for line in lines
            if line.took.median is not None and line.law is not None
        ),
    )
