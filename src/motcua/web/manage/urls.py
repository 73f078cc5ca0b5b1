"""Addresses of those who keep the house in order."""

from django.urls import path

from motcua.web.manage import (
    calendar,
    competences,
    delegations,
    editions,
    procedures,
    service_days,
    sheet_pages,
    staff,
    synonyms,
    units,
)

app_name = "manage"

urlpatterns = [
    path("procedures/", procedures.procedures, name="procedures"),
    path("procedures/to-ma-thu-tuc.pdf", procedures.sheet, name="procedure_sheet"),
    path("procedures/drafts/", editions.drafts, name="drafts"),
    path("procedures/<str:code>/", procedures.procedure, name="procedure"),
    path("procedures/<str:code>/propose/", editions.propose, name="propose"),
    path("procedures/<str:code>/draft/", editions.draft, name="draft"),
    path("procedures/<str:code>/draft/bieu-mau.pdf", editions.form_pdf, name="draft_pdf"),
    path("procedures/<str:code>/draft/publish/", editions.publish, name="publish_draft"),
    path("procedures/<str:code>/draft/withdraw/", editions.withdraw, name="withdraw_draft"),
    path("procedures/<str:code>/draft/<str:key>/", editions.part, name="draft_part"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/preview/", calendar.preview, name="calendar_preview"),
    path("calendar/apply/", calendar.apply, name="calendar_apply"),
    path("service-days/", service_days.service_days, name="service_days"),
    path("service-days/new/", service_days.edit, name="new_service_day"),
    path("service-days/<int:pk>/", service_days.service_day, name="service_day"),
    path("service-days/<int:pk>/edit/", service_days.edit, name="edit_service_day"),
    path("service-days/<int:pk>/<str:verb>/", service_days.act, name="service_day_act"),
    path("service-days/<int:pk>/remove/<str:kind>/<str:what>/", service_days.remove, name="service_day_remove"),
    path("units/", units.units, name="units"),
    path("delegations/", delegations.delegations, name="delegations"),
    path("delegations/<int:pk>/revoke/", delegations.revoke, name="revoke_delegation"),
    path("competences/", competences.competences, name="competences"),
    path("competences/<int:pk>/end/", competences.end, name="end_competence"),
    path("synonyms/", synonyms.synonyms, name="synonyms"),
    path("synonyms/<str:code>/", synonyms.say, name="say_synonyms"),
    path("sheets/<str:name>/", sheet_pages.sheet, name="sheet"),
    path("sheets/<str:name>/dry-run/", sheet_pages.dry_run, name="sheet_dry_run"),
    path("sheets/<str:name>/apply/", sheet_pages.apply, name="sheet_apply"),
    path("sheets/<str:name>/list.<str:kind>", sheet_pages.export, name="sheet_export"),
    path("staff/", staff.staff, name="staff"),
    path("staff/new/", staff.new_person, name="new_person"),
    path("staff/<str:username>/", staff.person, name="person"),
    path("staff/<str:username>/post/", staff.give_post, name="give_post"),
    path("staff/<str:username>/posts/<int:pk>/end/", staff.end_post, name="end_post"),
    path("staff/<str:username>/password/", staff.reset_password, name="reset_password"),
]
