"""What is examined before a version is published (CN03, CN07, CN09 of TT 11/2025/TT-BKHCN): each fault a sentence."""

from collections.abc import Iterator

from motcua.procedures.definition import HOURS_PER_WORKING_DAY, Definition, TimeLimit
from motcua.worktime.deadlines import LimitKind


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


def workflow_faults(definition: Definition) -> Iterator[str]:
    """Yield what is wrong with the internal workflow."""
    numbers = [step.number for step in definition.steps]
    if not numbers:
        yield "Quy trình chưa có bước nào: thêm ít nhất bước tiếp nhận và bước trả kết quả."
        return
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"Các bước phải đánh số liền nhau từ 1, không phải {', '.join(map(str, numbers))}."
        return
    for step in definition.steps:
        if not step.who.strip():
            yield f"Bước {step.number} «{step.name}» chưa có người làm: ghi ai chịu trách nhiệm."
        if step.then is not None and step.then not in numbers:
            yield f"Bước {step.number} «{step.name}» chuyển đến bước {step.then} không có trong quy trình."
            return
    path, endless = _order(definition)
    if endless:
        yield f"Quy trình quay vòng không dứt qua các bước {', '.join(map(str, path))}: cho một bước đi tới cuối."
    elif not definition.steps[path[-1] - 1].gives_result:
        yield f"Quy trình kết thúc ở bước {path[-1]} mà không trả kết quả: thêm bước trả kết quả."
    lost = sorted(set(numbers) - set(path))
    if lost and not endless:
        yield f"Không bao giờ đến được bước {', '.join(map(str, lost))}: nối lại hoặc bỏ đi."


def time_faults(definition: Definition) -> Iterator[str]:
    """Yield where limits are undefined or the steps take longer than the limit."""
    limits = [("", definition.time_limit), *((case.name, case.time_limit) for case in definition.cases)]
    for name, limit in limits:
        if limit.kind not in {None, LimitKind.SAME_DAY} and not limit.value:
            yield f"Thời hạn{f' của trường hợp «{name}»' if name else ''} chưa có số: ghi bao nhiêu ngày hoặc giờ."
    allowed = _hours_allowed(definition.time_limit)
    total = sum(step.hours for step in definition.steps)
    if allowed and total > allowed:
        yield f"Tổng thời gian các bước là {total:g} giờ, quá thời hạn {allowed:g} giờ: rút ngắn các bước."


def repetition_faults(definition: Definition) -> Iterator[str]:
    """Yield keys that name two things."""
    for what, keys in (
        ("giấy tờ", [paper.key for paper in definition.requirements]),
        ("trường hợp", [case.key for case in definition.cases]),
    ):
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            yield f"Có hai {what} cùng khóa «{key}»: đặt khóa khác cho một trong hai."


def result_faults(definition: Definition) -> Iterator[str]:
    """Yield what is missing of the result."""
    if not definition.results:
        yield "Chưa ghi kết quả giải quyết là giấy tờ gì."


def faults(definition: Definition) -> list[str]:
    """Return every fault of a definition; an empty list may be published."""
    return [
        *workflow_faults(definition),
        *time_faults(definition),
        *result_faults(definition),
        *repetition_faults(definition),
    ]
