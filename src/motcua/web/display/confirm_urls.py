"""Addresses of the page on which a citizen confirms on their own phone."""

from django.urls import path

from motcua.web.display import confirming

app_name = "citizen"

urlpatterns = [
    path("<str:token>/", confirming.show, name="confirm"),
    path("<str:token>/agree/", confirming.confirm, name="agree"),
]
