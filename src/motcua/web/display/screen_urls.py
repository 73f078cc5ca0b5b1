"""Addresses of the citizen's second screen."""

from django.urls import path

from motcua.web.display import second_screen

app_name = "screen"

urlpatterns = [
    path("", second_screen.show, name="show"),
    path("now/", second_screen.current, name="now"),
    path("confirm/", second_screen.confirm, name="confirm"),
    path("rate/", second_screen.rate, name="rate"),
    path("change/", second_screen.change, name="change"),
]
