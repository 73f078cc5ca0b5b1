"""Addresses of those who keep the house in order."""

from django.urls import path

from motcua.web.manage import calendar, editions, procedures, staff, units

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
    path("units/", units.units, name="units"),
    path("staff/", staff.staff, name="staff"),
    path("staff/new/", staff.new_person, name="new_person"),
    path("staff/<str:username>/", staff.person, name="person"),
    path("staff/<str:username>/post/", staff.give_post, name="give_post"),
    path("staff/<str:username>/posts/<int:pk>/end/", staff.end_post, name="end_post"),
    path("staff/<str:username>/password/", staff.reset_password, name="reset_password"),
]
