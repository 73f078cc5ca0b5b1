"""Addresses of a ticket on the phone."""

from django.urls import path

from motcua.web.display.phone import booking, poster, rating, ticket

app_name = "ticket"

urlpatterns = [
    path("s/<str:token>/", ticket.show, name="show"),
    path("s/<str:token>/now/", ticket.current, name="now"),
    path("s/<str:token>/cancel/", ticket.cancel, name="cancel"),
    path("s/<str:token>/rate/", ticket.rate, name="rate"),
    path("dat-lich/<str:code>/", booking.book, name="book"),
    path("lich-hen/<str:token>/", booking.show, name="appointment"),
    path("lich-hen/<str:token>/cancel/", booking.cancel, name="cancel_appointment"),
    path("danh-gia/<str:ref>/", rating.rate, name="rate_visit"),
    path("lay-so/<str:code>/", ticket.door, name="door"),
    path("lay-so/<str:code>/ap-phich.pdf", poster.poster, name="poster"),
]
