"""Addresses of the card sheet; they exist in the demo only."""

from django.urls import path

from motcua.web.display import cards

app_name = "display"

urlpatterns = [
    path("", cards.sheet, name="cards"),
    path("the-mau.pdf", cards.sheet_pdf, name="cards_pdf"),
]
