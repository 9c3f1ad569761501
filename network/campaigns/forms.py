"""What editors fill in about a campaign; input only."""

from django import forms

from loket.catalogue.models import Entry
from loket.vocabulary import lookup
from network.campaigns.models import Campaign


class CampaignForm(forms.ModelForm):
    website = forms.URLField(label="Website", required=False, assume_scheme="https")

    class Meta:
        model = Campaign
        fields = ("title", "summary", "lead", "starts_on", "ends_on", "plan_from", "website", "toolkit")
        widgets = {
            "summary": forms.Textarea({"rows": 3}),
            **{
                name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
                for name in ("starts_on", "ends_on", "plan_from")
            },
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["toolkit"].queryset = Entry.objects.published().filter(kind="toolkit").order_by("title")
        self.fields["themes"] = forms.MultipleChoiceField(
            label="Thema's",
            choices=lookup.choices("theme"),
            required=False,
            initial=self.instance.themes,
            widget=forms.CheckboxSelectMultiple,
        )

    def save(self, commit: bool = False) -> Campaign:
        """The filled campaign, unsaved: the workflow writes it."""
        campaign = super().save(commit=False)
        campaign.themes = self.cleaned_data["themes"]
        return campaign
