"""Addresses of the office."""

from django.urls import path

from motcua.web.office import acts, approvals, dossier, finding, inbox, papers

app_name = "office"

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("find/", finding.find, name="find"),
    path("confirm/", inbox.confirm_many, name="confirm_many"),
    path("approvals/", approvals.approvals, name="approvals"),
    path("dossiers/<str:code>/", dossier.show, name="dossier"),
    path("dossiers/<str:code>/why/", dossier.why, name="why"),
    path("dossiers/<str:code>/papers/<str:kind>/", papers.paper, name="paper"),
    path("dossiers/<str:code>/<str:verb>/", acts.act, name="act"),
]
