"""Addresses of the copies of a visit or a dossier."""

from django.urls import path

from motcua.web.scans import acts, files, page

app_name = "scans"

urlpatterns = [
    path("<str:kind>/<str:name>/", page.show, name="part"),
    path("<str:kind>/<str:name>/act/", acts.act, name="act"),
    path("<str:kind>/<str:name>/<int:copy>/<int:place>.png", files.picture, name="picture"),
    path("<str:kind>/<str:name>/<int:copy>.pdf", files.download, name="download"),
]
