"""What is typed into the pages of service days, and what each form does."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Manager
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.accounts.models import Post
from motcua.agencies.models import ONE_STOP, Agency, AgencyKind
from motcua.agencies.queries import authorities_below
from motcua.procedures.definition import Definition
from motcua.procedures.queries import index_on, version_in_force
from motcua.procedures.search import Entry
from motcua.servicedays import commands
from motcua.servicedays.models import Absence, Exclusion, ExclusionKind, Offer, Part, Programme, RosterEntry
from motcua.servicedays.rules import parts_of
from motcua.web.shell import PostRequest

_DAY = {"type": "date"}
_HOUR = {"type": "time"}
_WINDOW = re.compile(r"([01]?\d|2[0-3])[:hg]([0-5]\d)\s*[-–]\s*([01]?\d|2[0-3])[:hg]([0-5]\d)")
WEEKDAYS = (
    gettext_lazy("thứ Hai"),
    gettext_lazy("thứ Ba"),
    gettext_lazy("thứ Tư"),
    gettext_lazy("thứ Năm"),
    gettext_lazy("thứ Sáu"),
    gettext_lazy("thứ Bảy"),
    gettext_lazy("Chủ nhật"),
)


def _day(label: Any, **said: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"), **said)


def _hour(label: Any, first: str) -> forms.TimeField:
    return forms.TimeField(label=label, initial=first, widget=forms.TimeInput(attrs=_HOUR, format="%H:%M"))


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]], *, first: str = "") -> None:
    field: Any = form.fields[name]
    field.choices = [("", first), *choices] if first else choices


def _named(each: Entry | Definition) -> str:
    return f"{_(each.short_name)} · {each.code}"


class ProgrammeForm(forms.Form):
    """The programme itself."""

    name = forms.CharField(label=gettext_lazy("Tên"), max_length=120)
    slogan = forms.CharField(label=gettext_lazy("Khẩu hiệu"), max_length=200, required=False)
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Mỗi tuần vào"),
        help_text=gettext_lazy("Chọn thứ trong tuần, hoặc ghi những ngày ở dưới."),
        choices=list(enumerate(WEEKDAYS)),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    dates = forms.CharField(
        label=gettext_lazy("Hoặc những ngày"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("Cách nhau dấu chấm phẩy, thí dụ 05/12/2026; 19/12/2026."),
    )
    windows = forms.CharField(
        label=gettext_lazy("Giờ mở cửa"),
        max_length=100,
        help_text=gettext_lazy("Cả thứ Bảy, cả buổi tối; thí dụ 07:30-11:30; 13:30-17:00."),
    )
    places = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Nơi mở cửa"), queryset=Agency.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    mobile_point = forms.CharField(
        label=gettext_lazy("Điểm lưu động"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Nơi đến phục vụ, nếu ra ngoài trụ sở."),
    )
    capacity = forms.IntegerField(
        label=gettext_lazy("Nhiều nhất mấy hồ sơ hẹn trong ngày"),
        min_value=0,
        max_value=9999,
        initial=0,
        help_text=gettext_lazy("0: không giới hạn."),
    )
    holds = forms.IntegerField(
        label=gettext_lazy("Mấy phần trăm lời hẹn phải giữ được"),
        initial=90,
        help_text=gettext_lazy("Từ 50 đến 99. Càng cao thì hẹn càng muộn."),
    )
    valid_from = _day(gettext_lazy("Từ ngày"))
    valid_to = _day(gettext_lazy("Đến hết ngày"), required=False)

    def for_desk(self, post: Post, on: dt.date, programme: Programme | None = None) -> "ProgrammeForm":
        """Offer the places of this authority and of those below it; those that a programme has already stay offered."""
        below = authorities_below(post.authority, on=on)
        ours = Agency.objects.valid_on(on).filter(authority__in=below, kind__in=ONE_STOP)
        kept = programme.places.values("pk") if programme else Agency.objects.none().values("pk")
        choices: dict[str, Any] = self.fields
        choices["places"].queryset = (ours | Agency.objects.filter(pk__in=kept)).distinct().order_by("code")
        if programme is None:
            own = ours.filter(authority=post.authority, kind=AgencyKind.CENTRE)
            choices["places"].initial = list(own.values_list("pk", flat=True))
        return self

    @staticmethod
    def first(programme: Programme) -> dict[str, Any]:
        """Return a programme as its form shows it."""
        days = [dt.date.fromisoformat(each) for each in programme.dates]
        return {
            "name": programme.name,
            "slogan": programme.slogan,
            "weekdays": programme.weekdays,
            "dates": "; ".join(f"{day:%d/%m/%Y}" for day in days),
            "windows": "; ".join(f"{opens}-{closes}" for opens, closes in programme.windows),
            "places": [place.pk for place in programme.places.all()],
            "mobile_point": programme.mobile_point,
            "capacity": programme.capacity,
            "holds": programme.holds,
            "valid_from": programme.valid_from,
            "valid_to": programme.valid_to,
        }

    def clean_dates(self) -> list[str]:
        """Return the days in order; one that cannot be read is named."""
        days = []
        for text in filter(None, (each.strip() for each in self.cleaned_data["dates"].split(";"))):
            try:
                days.append(dt.datetime.strptime(text, "%d/%m/%Y").date().isoformat())  # noqa: DTZ007 - a day only
            except ValueError:
                raise forms.ValidationError(
                    _("Không đọc được ngày «%(text)s»: ghi như 05/12/2026.") % {"text": text}
                ) from None
        return sorted(set(days))

    def clean_windows(self) -> list[list[str]]:
        """Return the hours as pairs; what cannot be read is named."""
        found = []
        for text in filter(None, (each.strip() for each in self.cleaned_data["windows"].split(";"))):
            match = _WINDOW.fullmatch(text)
            if match is None:
                raise forms.ValidationError(_("Không đọc được giờ «%(text)s»: ghi như 07:30-11:30.") % {"text": text})
            hours = [int(each) for each in match.groups()]
            found.append([f"{hours[0]:02}:{hours[1]:02}", f"{hours[2]:02}:{hours[3]:02}"])
        return found


class ActForm(forms.Form):
    """A small form of a programme's page; `about` says what happens where no field does."""

    about: str | Promise = ""

    def for_desk(self, _post: Post, _on: dt.date, _programme: Programme) -> "ActForm":
        """Offer what this desk may choose."""
        return self

    def do(self, programme: Programme, request: PostRequest) -> object:
        """Carry it out."""
        raise NotImplementedError


class OfferForm(ActForm):
    """A procedure and its target."""

    code = forms.ChoiceField(label=gettext_lazy("Thủ tục"))
    minutes = forms.IntegerField(
        label=gettext_lazy("Trả trong (phút)"),
        initial=120,
        help_text=gettext_lazy("Từ 15 phút; 120 phút là hai giờ; 480 phút là một ngày làm việc."),
    )
    working = forms.BooleanField(label=gettext_lazy("Chỉ tính giờ mở cửa"), initial=True, required=False)

    def for_desk(self, _post: Post, on: dt.date, _programme: Programme) -> "ActForm":
        """Offer what is in force, by name."""
        known = sorted(index_on(on).entries.values(), key=lambda entry: entry.short_name)
        _choose(self, "code", [(entry.code, _named(entry)) for entry in known], first=_("Chọn thủ tục"))
        return self

    def do(self, programme: Programme, request: PostRequest) -> object:
        """Offer it."""
        return commands.offer(programme=programme, by=request.post, at=request.at, **self.cleaned_data)


class ExclusionForm(ActForm):
    """What leaves a dossier out of the promise."""

    kind = forms.ChoiceField(label=gettext_lazy("Vì"), choices=ExclusionKind.choices)
    procedure_code = forms.ChoiceField(label=gettext_lazy("Chỉ thủ tục"), required=False)
    limit = forms.IntegerField(
        label=gettext_lazy("Quá mấy trang hoặc bản"), min_value=0, max_value=9999, initial=0, required=False
    )
    cases = forms.MultipleChoiceField(
        label=gettext_lazy("Chỉ trường hợp"), required=False, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(label=gettext_lazy("Lời nói với người dân: không trả hôm nay, vì …"), max_length=200)

    def for_desk(self, _post: Post, on: dt.date, programme: Programme) -> "ActForm":
        """Offer the procedures of the programme, and the cases that they have."""
        versions = [version_in_force(offer.procedure_code, on=on) for offer in programme.offers.all()]
        offered = [version.definition for version in versions if version is not None]
        _choose(self, "procedure_code", [(each.code, _named(each)) for each in offered], first=_("Mọi thủ tục"))
        cases = [(f"{each.code}:{case.key}", each, case.name) for each in offered for case in each.cases]
        _choose(self, "cases", [(key, f"{_(each.short_name)}: {_(name)}") for key, each, name in cases])
        if not cases:
            del self.fields["cases"]
        return self

    def clean(self) -> dict[str, Any]:
        """Return the cases by their keys; they say the procedure where it was not chosen."""
        said: dict[str, Any] = super().clean() or {}
        chosen = [each.partition(":") for each in said.get("cases", ())]
        codes = {code for code, _colon, _key in chosen}
        if len(codes) == 1 and not said.get("procedure_code"):
            said["procedure_code"] = next(iter(codes))
        elif codes - {said.get("procedure_code")}:
            self.add_error("cases", _("Chọn trường hợp của một thủ tục, đúng thủ tục đã chọn."))
        return said | {"cases": [key for _code, _colon, key in chosen]}

    def do(self, programme: Programme, request: PostRequest) -> object:
        """Exclude it."""
        said = self.cleaned_data | {"limit": self.cleaned_data["limit"] or 0}
        return commands.exclude(programme=programme, by=request.post, at=request.at, **said)


class _PeopleForm(ActForm):
    """A form that names somebody of this authority."""

    people: tuple[str, ...] = ("post",)

    def for_desk(self, post: Post, on: dt.date, _programme: Programme) -> "ActForm":
        """Offer the posts of this authority that have a part on such a day."""
        held = Post.objects.current(on).filter(agency__authority=post.authority).select_related("user", "agency")
        able = [each.pk for each in held if parts_of(each)]
        choices: dict[str, Any] = self.fields
        for name in self.people:
            choices[name].queryset = held.filter(pk__in=able).order_by("user__full_name")
        return self


class EverybodyForm(ActForm):
    """Everybody of the own place who has something to do."""

    about = gettext_lazy(
        "Cán bộ tiếp nhận, người giải quyết các thủ tục đã chọn, người ký và văn thư của nơi bạn: trực cả ngày, "
        "cùng đơn vị thì thay nhau. Ai đã có trong bảng được giữ nguyên."
    )

    def do(self, programme: Programme, request: PostRequest) -> object:
        """Put them down."""
        authority = request.post.authority
        return commands.roster_everybody(programme=programme, authority=authority, by=request.post, at=request.at)


class RosterForm(_PeopleForm):
    """Who does what, from when to when."""

    people = ("post", "stand_in")
    post = forms.ModelChoiceField(
        label=gettext_lazy("Ai"), queryset=Post.objects.none(), empty_label=gettext_lazy("Chọn người")
    )
    part = forms.ChoiceField(label=gettext_lazy("Việc"), choices=Part.choices)
    opens = _hour(gettext_lazy("Từ"), "07:30")
    closes = _hour(gettext_lazy("Đến"), "17:00")
    stand_in = forms.ModelChoiceField(
        label=gettext_lazy("Ai thay khi vắng"),
        queryset=Post.objects.none(),
        required=False,
        empty_label=gettext_lazy("Không có"),
    )
    date = _day(gettext_lazy("Chỉ ngày"), required=False, help_text=gettext_lazy("Trống: mọi ngày của chương trình."))

    def do(self, programme: Programme, request: PostRequest) -> object:
        """Put them down."""
        return commands.roster(programme=programme, by=request.post, at=request.at, **self.cleaned_data)


class AwayForm(_PeopleForm):
    """Who is away."""

    post = forms.ModelChoiceField(
        label=gettext_lazy("Ai vắng"), queryset=Post.objects.none(), empty_label=gettext_lazy("Chọn người")
    )
    starts_on = _day(gettext_lazy("Từ ngày"))
    ends_on = _day(gettext_lazy("Đến hết ngày"))
    reason = forms.CharField(label=gettext_lazy("Vì sao"), max_length=200, required=False)

    def do(self, programme: Programme, request: PostRequest) -> object:  # noqa: ARG002 - away from every programme
        """Write it down."""
        return commands.set_away(by=request.post, at=request.at, **self.cleaned_data)


ACTS: dict[str, type[ActForm]] = {
    "offer": OfferForm,
    "exclude": ExclusionForm,
    "roster": RosterForm,
    "everybody": EverybodyForm,
    "away": AwayForm,
}


@dataclass(frozen=True, slots=True)
class Removal:
    """What may be taken away again: how it is found from the address of its button, and the command that does it."""

    rows: Manager[Any]
    do: Callable[..., None]
    key: str = "pk"
    of_programme: bool = True

    def find(self, programme: Programme, what: str) -> Any:
        """Return it; None when it is gone, or was never this programme's."""
        if self.key == "pk" and not (what.isascii() and what.isdigit()):
            return None
        own = {"programme": programme} if self.of_programme else {}
        return self.rows.filter(**own, **{self.key: what}).first()


REMOVALS: dict[str, Removal] = {
    "offer": Removal(
        Offer.objects,
        lambda row, **said: commands.withdraw_offer(programme=row.programme, code=row.procedure_code, **said),
        key="procedure_code",
    ),
    "exclusion": Removal(Exclusion.objects, lambda row, **said: commands.include(exclusion=row, **said)),
    "entry": Removal(RosterEntry.objects, lambda row, **said: commands.take_off(entry=row, **said)),
    "absence": Removal(
        Absence.objects, lambda row, **said: commands.take_back(absence=row, **said), of_programme=False
    ),
}
