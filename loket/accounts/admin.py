from django.contrib import admin

from loket.accounts.models import FormerName, Organisation
from loket.vocabulary import names


class FormerNameInline(admin.TabularInline):
    model = FormerName
    extra = 1


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    """Reference data: names, former names, and what an organisation merged into."""

    list_display = ("name", "sector", "area", "is_partner", "successor")
    list_filter = ("is_partner", "sector")
    search_fields = ("name", "former_names__name")
    autocomplete_fields = ("successor",)
    inlines = (FormerNameInline,)

    def save_model(self, request, obj: Organisation, form, change: bool) -> None:
        obj.sort_key = names.sort_key(obj.name)
        super().save_model(request, obj, form, change)
