"""The exact list of pages that need no sign-in; a new page that is not listed fails here."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

PUBLIC = {
    # The portal itself
    "home",
    "themes",
    "meeting",
    "help",
    "about",
    "recognition_help",
    "recognition_figures",
    "open_data",
    "accessibility",
    "privacy",
    "security_policy",
    "security_txt",
    "robots_txt",
    "healthz",
    "readyz",
    # Layer 1 is for everyone (domain.md §1)
    "search",
    "search_suggestions",
    "organisation_names",
    "api_search",
    "entry",
    "entry_changes",
    "changes",
    "compare",
    "compare_ods",
    "mixes",
    "mix_shared",
    "download",
    "download_all",
    "file_preview",
    "changes_feed",
    "wanted_entries",
    "wanted_entry",
    "partners",
    "partner",
    "partner_logo",
    "support_offers",
    "support_ods",
    "support_csv",
    "programmes",
    "programmes_calendar",
    "file_as_page",
    "file_statement",
    "experience",
    "entry_experiences",
    "entry_use",
    "entry_use_file",
    "use_overview",
    "use_overview_file",
    "points_rules",
    # Feeds, what is shared by link, and the buttons behind a mail, which a signature guards
    "search_feed",
    "collection",
    "print_collection",
    "collection_ods",
    "collection_zip",
    "stop_saved_search",
    "stop_following_mail",
    # The newsletter, its archive, and the signed links in its mails and in those of the notices
    "newsletter",
    "newsletter_asked",
    "newsletter_confirm",
    "newsletter_edition",
    "newsletter_preferences",
    "newsletter_stop",
    "extend_posting",
    "stop_notices_mail",
    # Layer 2 is open to all, without an intake (domain.md §3); a registration is opened by its own unguessable link
    "campaigns",
    "campaigns_of_year",
    "campaigns_feed",
    "campaign",
    "events",
    "events_feed",
    "event",
    "event_ics",
    "event_register",
    "registration_sent",
    "registration",
    "registration_act",
    "registration_answers",
    "event_evaluate",
    "event_certificate",
    # Networks can be found by all, what members write by members; a calendar and an invitation by their own links
    "learning_networks",
    "learning_network",
    "network_sessions",
    "network_harvest",
    "network_file",
    "network_feed",
    "network_invitation",
    "network_invitation_decline",
    "stop_network_mail",
    # A learning region that agreed to it is read by everybody; what there is in an area too
    "regions",
    "region",
    "region_story",
    "region_story_print",
    "region_story_pdf",
    "region_compare",
    "areas",
    "area",
    # Asking needs no account (domain.md §2.2); a question is followed by its own unguessable link
    "ask",
    "ask_suggestions",
    "ask_helped",
    "ask_ended",
    "question_follow",
    "question_react",
    "question_rate",
    "question_own_file",
    "question_rate_referral",
    "question_own_act",
    # How tailored advice works, and what is asked in return
    "tailored_advice",
    "rules",
    "rules_version",
    # Which Xperts there are, for who may ask for one: only what they chose to show (domain.md §4)
    "xperts",
    "xpert",
    # Only in the demo
    "gallery",
    "demo_post",
    "demo_message",
}
# Pages of allauth say themselves who may see them; those that a visitor can reach:
PUBLIC_OF_ALLAUTH = {
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_confirm_email",
    "account_email_verification_sent",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_request_login_code",
    "account_confirm_login_code",
    "account_signup_by_passkey",
    "mfa_authenticate",
    "mfa_trust",
    "mfa_login_webauthn",
    "mfa_signup_webauthn",
    "socialaccount_signup",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "openid_connect_login",
    "openid_connect_callback",
    "account_reauthenticate",
    "account_change_phone",
    "account_verify_phone",
}


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for row in resolver.url_patterns:
        if isinstance(row, URLResolver):
            yield from patterns(row)
        else:
            yield row


def test_public_pages_are_exactly_those_listed() -> None:
    found = {
        row.name for row in patterns(get_resolver()) if row.name and not getattr(row.callback, "login_required", True)
    }

    assert found - PUBLIC_OF_ALLAUTH == PUBLIC
