"""Editing the lists. A row that was changed here is marked, so that loading leaves it alone."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest

from loket.vocabulary import lookup, names
from loket.vocabulary.models import Area, AreaName, Term


class VocabularyAdmin(admin.ModelAdmin):
    fixed_fields: tuple[str, ...] = ()

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> tuple[str, ...]:
        return self.fixed_fields if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Never: entries, people and saved searches carry the code."""
        return False

    def save_model(self, request: HttpRequest, obj: models.Model, form: ModelForm, change: bool) -> None:
        obj.is_customised = True
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        lookup.changed()


@admin.register(Term)
class TermAdmin(VocabularyAdmin):
    fixed_fields = ("scheme", "code")
    list_display = ("label", "code", "scheme", "is_priority", "is_customised")
    list_filter = ("scheme", "is_priority", "is_customised")
    search_fields = ("label", "code")
    autocomplete_fields = ("parent",)


class AreaNameInline(admin.TabularInline):
    model = AreaName
    extra = 1


@admin.register(Area)
class AreaAdmin(VocabularyAdmin):
    fixed_fields = ("code", "kind")
    list_display = ("name", "code", "kind", "province", "ggd_region", "is_customised")
    list_filter = ("kind", "is_customised")
    list_select_related = ("province", "ggd_region")
    search_fields = ("name", "code", "names__name")
    autocomplete_fields = ("province", "ggd_region", "municipality")
    inlines = [AreaNameInline]

    def save_model(self, request: HttpRequest, obj: Area, form: ModelForm, change: bool) -> None:
        obj.sort_key = names.sort_key(obj.name)
        super().save_model(request, obj, form, change)
