"""Addresses of: lerende netwerken."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
