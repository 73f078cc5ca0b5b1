"""The catalogue to read: the list, and of each procedure what one gets, brings, pays and waits for."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua import printing
from motcua.accounts.models import Role
from motcua.forms.offers import waiting_offer, waiting_offers
from motcua.procedures import queries, scanner_codes, words
from motcua.procedures.definition import Definition
from motcua.procedures.models import Procedure, ProcedureVersion, VersionOrigin, VersionStatus
from motcua.procedures.ownership import can_edit
from motcua.procedures.shipped import source_in_words, upcoming
from motcua.web.manage.history import told
from motcua.web.promised import calls_to_plan
from motcua.web.shell import PostRequest, at_desk
from motcua.web.words import named


@dataclass(frozen=True, slots=True)
class Row:
    """A procedure as the list shows it."""

    code: str
    short_name: str
    sector: str
    limit: str
    level: str
    repealed: bool = False


@require_safe
@at_desk()
def procedures(request: PostRequest) -> HttpResponse:
    """List what is in force today, as searched and by sector; repealed codes stand at the end."""
    text, sector = request.GET.get("q", "").strip(), request.GET.get("sector", "")
    today = request.at.date()
    rows, may_edit = _rows(today), request.post.role == Role.ADMIN
    sectors = sorted({row.sector for row in rows})
    if text:
        by_code = {row.code: row for row in rows}
        hits = queries.find(text, on=today, limit=20, authority=request.post.authority)
        rows = [by_code[hit.entry.code] for hit in hits if hit.entry.code in by_code]
    elif sector:
        rows = [row for row in rows if row.sector == sector]
    context = {
        "rows": rows,
        "repealed": [] if sector else _repealed(text),
        "sectors": sectors,
        "sector": sector,
        "q": text,
        "may_edit": may_edit,
        "waiting": ProcedureVersion.objects.drafts().count() + len(waiting_offers()) if may_edit else 0,
        "upcoming": [each for each in upcoming() if each.date > today],
        # The technical administrator's day begins here.
        "lacking": calls_to_plan(request.post, request.at) if may_edit else [],
    }
    return render(request, "manage/procedures.html", context)


def _rows(today: dt.date) -> list[Row]:
    held = ProcedureVersion.objects.in_force(today).select_related("procedure").order_by("procedure_id", "number")
    latest = {version.procedure.code: version for version in held}
    rows = [
        Row(
            code,
            named(version.procedure.short_name),
            version.procedure.sector,
            words.limit(version.definition.time_limit),
            str(words.ONLINE_LEVELS.get(version.definition.online_level, "")),
        )
        for code, version in latest.items()
    ]
    return sorted(rows, key=lambda row: (row.sector, row.short_name))


def _repealed(text: str) -> list[ProcedureVersion]:
    gone = ProcedureVersion.objects.filter(status=VersionStatus.REPEALED).select_related("procedure")
    return list(gone.filter(procedure__code__startswith=text).order_by("procedure__code"))


@require_safe
@at_desk()
def procedure(request: PostRequest, code: str) -> HttpResponse:
    """Show one procedure: today's version, or the one asked for; a repealed code says what replaces it."""
    settled = ProcedureVersion.objects.settled().filter(procedure__code=code)
    versions = list(settled.select_related("procedure").order_by("-number"))
    if not versions:
        return render(request, "404.html", {"sentence": queries.why_not(code, on=request.at.date())}, status=404)
    shown = _chosen(versions, request.GET.get("version", ""), request.at.date())
    context: dict[str, Any] = {"procedure": shown.procedure, "version": shown, "versions": versions}
    if shown.status == VersionStatus.REPEALED:
        context["replacement"] = Procedure.objects.filter(code=shown.replaced_by_code).first()
        context["source"] = source_in_words(shown.content["source"])
        return render(request, "manage/procedure_repealed.html", context)
    if request.post.role == Role.ADMIN:
        context |= _editing(shown.procedure) | {"edit": can_edit(by=request.post, on=request.at.date())}
    scanned = scanner_codes.encode(code)
    context |= _said(shown.definition) | {"scanned": scanned, "picture": printing.qr_data(scanned)}
    return render(request, "manage/procedure.html", context)


def _editing(row: Procedure) -> dict[str, Any]:
    """Return what an administrator sees besides: the drafts, whose edition is in force, the history."""
    drafts = row.versions.drafts()
    last = row.versions.settled().order_by("-number").first()
    return {
        "may_edit": True,
        "own_edition": last is not None and last.origin == VersionOrigin.OFFICE,
        "draft": drafts.filter(origin=VersionOrigin.OFFICE).first(),
        "offered": drafts.filter(origin=VersionOrigin.SHIPPED).first(),
        "form_offer": waiting_offer(row.code),
        "history": told("procedure", row.code),
        "key": uuid.uuid4(),
        "other_key": uuid.uuid4(),
    }


def _chosen(versions: list[ProcedureVersion], number: str, today: dt.date) -> ProcedureVersion:
    """Return the version asked for, else the one in force, else the newest."""
    for version in versions:
        if str(version.number) == number:
            return version
    for version in versions:
        begun = version.status == VersionStatus.PUBLISHED and version.valid_from <= today
        if begun and (version.valid_to is None or version.valid_to >= today):
            return version
    return versions[0]


def _said(definition: Definition) -> dict[str, Any]:
    """Return a definition in words, in the order in which a person asks."""
    return {
        "definition": definition,
        "sources": [source_in_words(mark) for mark in definition.sources],
        "limit": words.limit(definition.time_limit),
        "cases": [(named(case.name), words.limit(case.time_limit)) for case in definition.cases],
        "slip": words.SLIP_RULES[definition.slip_rule],
        "supplement": words.SUPPLEMENT_CLOCKS[definition.supplement.clock],
        "level": words.ONLINE_LEVELS.get(definition.online_level, definition.online_level),
        "papers": [
            (paper, words.PAPER_KINDS[paper.kind], words.number_of_papers(paper), words.stands_for(paper))
            for paper in definition.requirements
        ],
        "fees": [(item, words.amount(item), words.CHANNELS[item.channel]) for item in definition.fees.items],
        "hours": sum(step.hours for step in definition.steps),
        "uncertain": words.uncertain(definition),
        "confidence": words.confidence(definition),
        "policies": words.policies(definition),
    }


@require_safe
@at_desk()
def sheet(request: PostRequest) -> HttpResponse:
    """Return the A4 sheet of codes for the scanner: the procedures of a sector (none named: all), and the commands."""
    sector = request.GET.get("sector", "")
    entries = [row for row in _rows(request.at.date()) if sector in {"", row.sector}]
    commands = [(scanner_codes.CONFIRM, _("XÁC NHẬN, TIẾP NHẬN")), (scanner_codes.PARK, _("GÁC LẠI"))]
    codes = [{"text": scanner_codes.encode(row.code), "name": row.short_name, "code": row.code} for row in entries]
    data: dict[str, Any] = {
        "title": _("Tờ mã thủ tục"),
        "how": _("Quét thẻ căn cước, quét việc cần làm, quét ô xác nhận."),
        "place": request.post.agency.name,
        "sector": sector,
        "day": f"{request.at:%d/%m/%Y}",
        "commands": [{"text": text, "name": name, "code": ""} for text, name in commands],
        "codes": codes,
    }
    pictures = {each["text"]: printing.qr_svg(each["text"]) for each in (*data["commands"], *codes)}
    pdf = printing.render("papers/procedure_sheet.typ", data, pictures)
    name = reverse("manage:procedure_sheet").rpartition("/")[2]
    headers = {"content-disposition": f'inline; filename="{name}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
