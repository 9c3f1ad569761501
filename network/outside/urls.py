"""Addresses of: netwerken buiten het portaal."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
