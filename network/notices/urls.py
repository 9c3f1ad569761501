"""Addresses of: vraag en aanbod."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
