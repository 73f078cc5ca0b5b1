"""Addresses of the citizen's second screen."""

from django.urls import path

from motcua.web.display.second_screen import page

app_name = "screen"

urlpatterns = [
    path("", page.show, name="show"),
    path("now/", page.current, name="now"),
    path("confirm/", page.confirm, name="confirm"),
    path("rate/", page.rate, name="rate"),
    path("change/", page.change, name="change"),
]
