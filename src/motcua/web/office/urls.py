"""Addresses of the office."""

from django.urls import path

from motcua.web.office import (
    acts,
    approvals,
    called,
    dossier,
    finding,
    inbox,
    mandates,
    originals,
    papers,
    people,
    register,
    vault,
    watch,
    watching,
)
from motcua.web.office.service_day import compared, listed, page

app_name = "office"

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("find/", finding.find, name="find"),
    path("confirm/", inbox.confirm_many, name="confirm_many"),
    path("approvals/", approvals.approvals, name="approvals"),
    path("called/", called.current, name="called"),
    path("register/", register.show, name="register"),
    path("register/pdf/", register.pdf, name="register_pdf"),
    path("register/xlsx/", register.xlsx, name="register_xlsx"),
    path("ngay/", page.today, name="service_day_today"),
    path("ngay/<str:day>/", page.show, name="service_day"),
    path("ngay/<str:day>/ho-so/", listed.listed, name="service_day_list"),
    path("ngay/<str:day>/pdf/", page.pdf, name="service_day_pdf"),
    path("ngay/<str:day>/xlsx/", page.xlsx, name="service_day_xlsx"),
    path("ngay/<str:day>/so-sanh/", compared.show, name="service_day_compared"),
    path("watch/", watch.watch, name="watch"),
    path("watch/jobs/<int:job>/retry/", watching.retry, name="retry_job"),
    path("watch/<str:code>/call/", watching.call, name="call"),
    path("watch/<str:code>/duplicate/", watching.duplicate, name="settle_duplicate"),
    path("dossiers/<str:code>/originals/", originals.show, name="originals"),
    path("dossiers/<str:code>/originals/<int:document>/keep/", originals.keep, name="keep_original"),
    path("dossiers/<str:code>/originals/<int:document>/return/", originals.give_back, name="return_original"),
    path("dossiers/<str:code>/vault/", vault.show, name="vault"),
    path("dossiers/<str:code>/vault/<int:item>/revoke/", vault.revoke, name="vault_revoke"),
    path("people/", people.people, name="people"),
    path("people/propose/", people.propose, name="people_propose"),
    path("people/merges/<int:pk>/<str:verb>/", people.answer, name="people_answer"),
    path("dossiers/<str:code>/", dossier.show, name="dossier"),
    path("dossiers/<str:code>/why/", dossier.why, name="why"),
    path("dossiers/<str:code>/mandate.pdf", mandates.scan, name="mandate_scan"),
    path("dossiers/<str:code>/papers/<str:kind>/", papers.paper, name="paper"),
    path("dossiers/<str:code>/papers/<str:kind>/<int:about>/", papers.paper, name="paper"),
    path("dossiers/<str:code>/<str:verb>/", acts.act, name="act"),
]
