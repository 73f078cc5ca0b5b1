"""Addresses of the page on which a citizen confirms on their own phone."""

from django.urls import path

from motcua.web.display import phone

app_name = "citizen"

urlpatterns = [
    path("<str:token>/", phone.show, name="confirm"),
    path("<str:token>/agree/", phone.confirm, name="agree"),
]
