from django.apps import AppConfig


class ServicedeskConfig(AppConfig):
    name = "servicedesk"
    verbose_name = "Servicedesk"

    def ready(self) -> None:
        from loket.core import menus  # noqa: PLC0415
        from servicedesk import registrations  # noqa: PLC0415 - needs the models
        from servicedesk.permissions import can_bring, can_see_desk  # noqa: PLC0415

        registrations.register()
        menus.register(menus.Page(menus.WORK, "Servicedesk", "desk", "inbox", 82, allowed=can_see_desk))
        menus.register(menus.Page(menus.CONTACT, "Stel een vraag", "ask", "message-circle-question-mark", 10))
        menus.register(
            menus.Page(menus.CONTACT, "Vraag namens iemand anders", "ask_for", "users", 15, allowed=can_bring)
        )
