from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "loket.accounts"
    label = "accounts"
    verbose_name = "Mensen en organisaties"

    def ready(self) -> None:
        # Models can be imported from here on, not earlier.
        from allauth.mfa.signals import authenticator_added  # noqa: PLC0415

        from loket.accounts import privacy, second_factor, sessions, unused  # noqa: PLC0415
        from loket.core import retention  # noqa: PLC0415

        authenticator_added.connect(second_factor.remember_enrolment, dispatch_uid="remember_enrolment")
        privacy.register_own_parts()
        retention.register("lijst van apparaten", sessions.forget_ended)
        retention.register("accounts die niet worden gebruikt", unused.forget)
        retention.register("aangekondigd: account verdwijnt", unused.warn)
