"""Addresses of: advies op maat."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
