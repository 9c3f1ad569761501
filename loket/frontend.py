"""Which style sheets and scripts the pages use, and where they come from; the only place that lists npm packages."""

from pathlib import Path

_UTRECHT = (
    "alert",
    "breadcrumb-nav",
    "checkbox",
    "custom-checkbox",
    "form-field",
    "form-field-description",
    "form-field-error-message",
    "form-fieldset",
    "form-label",
    "radio-button",
    "select",
    "status-badge",
    "table",
    "textarea",
    "textbox",
)
_CANDIDATE = ("button", "data-badge", "heading", "link", "paragraph", "skip-link")
_OWN = (
    "css/tokens/theme.css",
    "css/layout.css",
    "css/components/header.css",
    "css/components/footer.css",
    "css/components/navigation.css",
    "css/components/page-head.css",
    "css/components/hero.css",
    "css/components/search.css",
    "css/components/cards.css",
    "css/components/badges.css",
    "css/components/facets.css",
    "css/components/pagination.css",
    "css/components/forms.css",
    "css/components/upload.css",
    "css/components/alerts.css",
    "css/components/data.css",
    "css/components/timeline.css",
    "css/components/wizard.css",
    "css/components/review.css",
    "css/components/prose.css",
    "css/components/entry.css",
    "css/components/compare.css",
    "css/components/recognition.css",
    "css/components/collections.css",
    "css/components/following.css",
    "css/components/experiences.css",
    "css/components/mixes.css",
    "css/components/mix-overview.css",
    "css/components/gaps.css",
    "css/components/partners.css",
    "css/components/dossiers.css",
    "css/components/post.css",
    "css/components/events.css",
    "css/components/servicedesk.css",
    "css/components/xperts.css",
    "css/components/kernteam.css",
    "css/components/pool.css",
    "css/components/trajectories.css",
    "css/components/outside-networks.css",
    "css/components/invitations.css",
    "css/components/learning.css",
    "css/components/regions.css",
    "css/components/directory.css",
    "css/components/notices.css",
    "css/components/collective.css",
    "css/components/newsletter.css",
    "css/components/monitoring.css",
    "css/components/dashboards.css",
    "css/components/surveys.css",
    "css/components/steering.css",
    "css/components/my-loket.css",
    "css/components/api.css",
    "css/print.css",
)

STYLESHEETS = (
    "css/tokens/fonts.css",
    "vendor/tokens/theme.css",
    *(f"vendor/utrecht-{name}/index.min.css" for name in _UTRECHT),
    *(f"vendor/candidate-{name}/{name}.css" for name in _CANDIDATE),
    *_OWN,
)
"""In load order: letters, token values, components of the community, theme, portal."""

BUNDLE = "css/portaal.css"
"""All of STYLESHEETS in one file, made by ``loket.core.static_storage`` when static files are collected."""

PRELOADED_FONTS = (
    "vendor/fira-sans/fira-sans-latin-400-normal.woff2",
    "vendor/fira-sans/fira-sans-latin-600-normal.woff2",
)


def static_dirs(base: Path) -> list[tuple[str, Path]]:
    """The STATICFILES_DIRS of a checkout at ``base``: its own folder and the ``dist`` of each npm package."""
    packages = base / "node_modules"
    return [
        ("", base / "static"),
        ("vendor/fira-sans", packages / "@fontsource/fira-sans/files"),
        ("vendor/tokens", packages / "@nl-design-system-unstable/voorbeeld-design-tokens/dist"),
        *((f"vendor/utrecht-{name}", packages / f"@utrecht/{name}-css/dist") for name in _UTRECHT),
        *(
            (f"vendor/candidate-{name}", packages / f"@nl-design-system-candidate/{name}-css/dist")
            for name in _CANDIDATE
        ),
    ]
