"""Addresses of those who keep the house in order."""

from django.urls import path

from motcua.web.manage import procedures

app_name = "manage"

urlpatterns = [
    path("procedures/", procedures.procedures, name="procedures"),
    path("procedures/to-ma-thu-tuc.pdf", procedures.sheet, name="procedure_sheet"),
    path("procedures/<str:code>/", procedures.procedure, name="procedure"),
]
