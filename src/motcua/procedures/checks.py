"""What is examined before a version is published (CN03, CN07, CN09 of TT 11/2025/TT-BKHCN): each fault a sentence."""

import re
from collections.abc import Iterator
from typing import Self

from motcua.accounts.models import Role
from motcua.procedures.definition import HOURS_PER_WORKING_DAY, Definition, FeeBasis, SupplementClock, TimeLimit
from motcua.procedures.words import STANDS_FOR_PAPER
from motcua.worktime.deadlines import LimitKind

# "ký" as an act: not "đăng ký", not "chữ ký".
_SIGNS = re.compile(r"(?<!đăng )(?<!chữ )\bký\b", re.IGNORECASE)
_MAY_SIGN = frozenset({Role.APPROVER, Role.HEAD, Role.RECORDS})


class Fault(str):
    """A fault in a sentence; `place` is where it stands: a part (`steps`, `time`, `fees` …) or a row of it."""

    place: str

    __slots__ = ("place",)

    def __new__(cls, sentence: str, place: str = "") -> Self:
        """Return the sentence with its place."""
        fault = super().__new__(cls, sentence)
        fault.place = place
        return fault


def _hours_allowed(limit: TimeLimit) -> float | None:
    """Return the working hours a limit leaves for the workflow, or None when it sets no bound."""
    match limit.kind:
        case LimitKind.WORKING_HOURS:
            return float(limit.value or 0)
        case LimitKind.SAME_DAY:
            return float(HOURS_PER_WORKING_DAY)
        case LimitKind.WORKING_DAYS | LimitKind.CALENDAR_DAYS:
            return float((limit.value or 0) * HOURS_PER_WORKING_DAY)
        case None:
            return None


def _order(definition: Definition) -> tuple[list[int], bool]:
    """Return the steps in the order they are gone through, and whether they come back to one already gone through."""
    path: list[int] = []
    step = definition.steps[0]
    while step.number not in path:
        path.append(step.number)
        following = definition.step_after(step.number)
        if following is None:
            return path, False
        step = following
    return path, True


def workflow_faults(definition: Definition) -> Iterator[Fault]:
    """Yield what is wrong with the internal workflow."""
    numbers = [step.number for step in definition.steps]
    if not numbers:
        yield Fault("Quy trình chưa có bước nào: thêm ít nhất bước tiếp nhận và bước trả kết quả.", "steps")
        return
    if numbers != list(range(1, len(numbers) + 1)):
        yield Fault(f"Các bước phải đánh số liền nhau từ 1, không phải {', '.join(map(str, numbers))}.", "steps")
        return
    for step in definition.steps:
        place = f"steps.{step.number}"
        if not step.who.strip():
            yield Fault(f"Bước {step.number} «{step.name}» chưa có người làm: ghi ai chịu trách nhiệm.", place)
        if step.then is not None and step.then not in numbers:
            yield Fault(
                f"Bước {step.number} «{step.name}» chuyển đến bước {step.then} không có trong quy trình.", place
            )
            return
    yield from _path_faults(definition)


def _path_faults(definition: Definition) -> Iterator[Fault]:
    path, endless = _order(definition)
    if endless:
        yield Fault(
            f"Quy trình quay vòng không dứt qua các bước {', '.join(map(str, path))}: cho một bước đi tới cuối.",
            f"steps.{path[-1]}",
        )
    elif not definition.steps[path[-1] - 1].gives_result:
        yield Fault(
            f"Quy trình kết thúc ở bước {path[-1]} mà không trả kết quả: thêm bước trả kết quả.", f"steps.{path[-1]}"
        )
    lost = sorted({step.number for step in definition.steps} - set(path))
    if lost and not endless:
        yield Fault(f"Không bao giờ đến được bước {', '.join(map(str, lost))}: nối lại hoặc bỏ đi.", f"steps.{lost[0]}")


def duty_faults(definition: Definition) -> Iterator[Fault]:
    """Yield where duties are not kept apart: who examines does not sign, nothing is signed unexamined (law.md 1.3)."""
    for step in definition.steps:
        if step.role not in _MAY_SIGN and _SIGNS.search(step.name):
            yield Fault(
                f"Bước {step.number} «{step.name}» do {str(step.role.label).lower()} ký: người thụ lý không được ký "
                "kết quả, giao cho người ký duyệt.",
                f"steps.{step.number}",
            )
    roles = [step.role for step in definition.steps]
    if Role.APPROVER in roles and Role.CASE in roles and roles.index(Role.APPROVER) < roles.index(Role.CASE):
        yield Fault(
            f"Bước {roles.index(Role.APPROVER) + 1} ký trước khi có người thẩm tra: đưa bước thẩm tra lên trước.",
            f"steps.{roles.index(Role.APPROVER) + 1}",
        )


def time_faults(definition: Definition) -> Iterator[Fault]:
    """Yield where limits are undefined or the steps take longer than the limit."""
    limits = [("", definition.time_limit), *((case.name, case.time_limit) for case in definition.cases)]
    for name, limit in limits:
        if limit.kind not in {None, LimitKind.SAME_DAY} and (not limit.value or limit.value < 0):
            of_case = f" của trường hợp «{name}»" if name else ""
            yield Fault(f"Thời hạn{of_case} chưa có số: ghi bao nhiêu ngày hoặc giờ.", "time")
    yield from _length_faults(definition)
    supplement = definition.supplement
    if supplement.clock is not SupplementClock.NONE and (supplement.close_after or 0) < 1:
        yield Fault(
            "Chờ bổ sung làm dừng thời hạn mà không ghi bao nhiêu ngày thì kết thúc: hồ sơ có thể treo mãi.", "time"
        )


def _length_faults(definition: Definition) -> Iterator[Fault]:
    """Yield where steps take longer than their limit, of the usual case and of each with a limit of its own."""
    allowed = _hours_allowed(definition.time_limit)
    total = sum(step.hours for step in definition.steps)
    if allowed and total > allowed:
        yield Fault(
            f"Tổng thời gian các bước là {total:g} giờ, quá thời hạn {allowed:g} giờ: rút ngắn các bước.", "steps"
        )
    steps = len(definition.steps)
    for place, case in enumerate(definition.cases, start=1):
        allowed, total = _hours_allowed(case.time_limit), sum(definition.step_hours(case.key).values())
        if case.hours and len(case.hours) != steps:
            yield Fault(
                f"Trường hợp «{case.name}» ghi giờ của {len(case.hours)} bước, quy trình có {steps}: ghi đủ từng bước.",
                f"time.{place}",
            )
        elif allowed and total > allowed:
            yield Fault(
                f"Trường hợp «{case.name}»: các bước mất {total:g} giờ, quá thời hạn {allowed:g} giờ: "
                "ghi giờ từng bước của riêng trường hợp này.",
                f"time.{place}",
            )


def fee_faults(definition: Definition) -> Iterator[Fault]:
    """Yield what is wrong with the fee schedule (law.md 1.9): an amount stands with who set it and who is exempt."""
    fees = definition.fees
    if fees.items and not fees.set_by.strip():
        yield Fault("Chưa ghi mức thu do ai đặt: ghi văn bản hoặc cơ quan.", "fees")
    for number, item in enumerate(fees.items, start=1):
        place = f"fees.{number}"
        if not item.name.strip():
            yield Fault(f"Khoản thu {number} chưa có tên: ghi tên khoản.", place)
        if item.to_page is not None and item.to_page < item.from_page:
            yield Fault(f"Khoản «{item.name}» tính đến trang {item.to_page}, trước trang {item.from_page}.", place)
        if item.basis is FeeBasis.PAGE and item.amount is None:
            yield Fault(f"Khoản «{item.name}» tính theo trang phải có mức thu.", place)
    for text in sorted({each for each in fees.exemptions if fees.exemptions.count(each) > 1}):
        yield Fault(f"Diện miễn «{text}» ghi hai lần: bỏ một.", "fees")


def paper_faults(definition: Definition) -> Iterator[Fault]:
    """Yield what is wrong with the papers: without a name, a form that nobody hands in, data that nobody knows."""
    for number, paper in enumerate(definition.requirements, start=1):
        place = f"papers.{number}"
        if not paper.name.strip():
            yield Fault(f"Giấy tờ {number} chưa có tên: ghi tên như người dân gọi.", place)
        for name in paper.replaceable_by:
            if name.partition(":")[0] not in STANDS_FOR_PAPER:
                known = ", ".join(STANDS_FOR_PAPER)
                yield Fault(f"Giấy tờ «{paper.name}» thay bằng «{name}» không ai biết; chọn trong: {known}.", place)


def repetition_faults(definition: Definition) -> Iterator[Fault]:
    """Yield keys that name two things."""
    for what, place, keys in (
        ("giấy tờ", "papers", [paper.key for paper in definition.requirements]),
        ("trường hợp", "time", [case.key for case in definition.cases]),
    ):
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            yield Fault(f"Có hai {what} cùng khóa «{key}»: đặt khóa khác cho một trong hai.", place)


def result_faults(definition: Definition) -> Iterator[Fault]:
    """Yield what is missing of the result."""
    if not definition.results:
        yield Fault("Chưa ghi kết quả giải quyết là giấy tờ gì.")


def faults(definition: Definition) -> list[Fault]:
    """Return every fault of a definition; an empty list may be published."""
    return [
        *workflow_faults(definition),
        *duty_faults(definition),
        *time_faults(definition),
        *fee_faults(definition),
        *paper_faults(definition),
        *result_faults(definition),
        *repetition_faults(definition),
    ]
