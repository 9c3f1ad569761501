"""What the pages for signing in show of the demo."""

from django import template

from loket.accounts import demo

register = template.Library()


@register.simple_tag
def demo_accounts() -> list[demo.DemoAccount]:
    """The accounts to try the demo with; none outside it."""
    return demo.accounts()


@register.simple_tag
def demo_password() -> str:
    return demo.PASSWORD


@register.simple_tag
def demo_code(user) -> str:
    """The code that this demo account's app shows now; empty for anybody else."""
    return demo.code_of(user) if user else ""
