"""The Celery application: workers and beat."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loket.settings")

app = Celery("loket")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Every entry says its time in words; a test binds each name to a task.
app.conf.beat_schedule = {
    "every minute: send what waits in the outbox": {"task": "loket.core.tasks.sweep_outbox", "schedule": 60.0},
    "every minute: fetch the mailboxes": {"task": "loket.post.tasks.fetch_mailboxes", "schedule": 60.0},
    "every five minutes: finish mail that was left halfway": {
        "task": "loket.post.tasks.finish_mail_left_halfway",
        "schedule": 300.0,
    },
    "every minute: publish planned proposals": {
        "task": "loket.catalogue.tasks.publish_scheduled_proposals",
        "schedule": 60.0,
    },
    "every five minutes: process files whose task got lost": {
        "task": "loket.catalogue.tasks.process_files_left_waiting",
        "schedule": 300.0,
    },
    "every night at 3.20: throw away what is past its term": {
        "task": "loket.core.tasks.throw_away_what_is_past_its_term",
        "schedule": crontab(hour=3, minute=20),
    },
    "every day at 7.15: remind owners to look at their entries": {
        "task": "loket.catalogue.tasks.remind_owners_of_checks",
        "schedule": crontab(hour=7, minute=15),
    },
    "every day at 7.05: warn followers of what closes": {
        "task": "loket.catalogue.partners.tasks.warn_followers_of_what_closes",
        "schedule": crontab(hour=7, minute=5),
    },
    "every day at 7.25: ask organisations whether they still use it": {
        "task": "loket.catalogue.experiences.tasks.ask_whether_still_used",
        "schedule": crontab(hour=7, minute=25),
    },
    # A slice of the links whose week is over, so that no site gets all questions at once.
    "every quarter of an hour: check the links whose week is over": {
        "task": "loket.catalogue.tasks.check_links_that_are_due",
        "schedule": 900.0,
    },
    # Weekly mail too: what is due since Monday 8.00 goes with the first run after it.
    "every ten minutes: tell what saved searches found": {
        "task": "loket.search.saved.tasks.tell_of_new_results",
        "schedule": 600.0,
    },
    "every ten minutes: tell followers what happened": {
        "task": "loket.catalogue.following.tasks.tell_followers",
        "schedule": 600.0,
    },
    "every night at 0.10: let recognitions lapse whose last day is over": {
        "task": "loket.catalogue.recognition.tasks.let_recognitions_lapse",
        "schedule": crontab(hour=0, minute=10),
    },
    "every night at 0.20: conclude decisions that nobody objected to": {
        "task": "loket.catalogue.recognition.tasks.conclude_what_nobody_objected_to",
        "schedule": crontab(hour=0, minute=20),
    },
    "every day at 7.25: tell owners that a recognition ends": {
        "task": "loket.catalogue.recognition.tasks.announce_recognitions_that_end",
        "schedule": crontab(hour=7, minute=25),
    },
    "every night at 4.10: count the words of the search anew": {
        "task": "search.recount",
        "schedule": crontab(hour=4, minute=10),
    },
    "every five minutes: write the counters of use": {"task": "loket.usage.tasks.write_use_counts", "schedule": 300.0},
    "every night at 1.15: count the days that are over": {
        "task": "loket.usage.tasks.count_the_days_that_are_over",
        "schedule": crontab(hour=1, minute=15),
    },
    "every night at 1.45: check the counters": {
        "task": "loket.usage.tasks.check_the_counters",
        "schedule": crontab(hour=1, minute=45),
    },
    # From 0.00 of the day on which a report is due; one that got stuck is taken up again.
    "every ten minutes: make reports that are due": {
        "task": "loket.monitoring.tasks.make_reports_that_are_due",
        "schedule": 600.0,
    },
    "every day at 8.20: tell of reports that were not made": {
        "task": "loket.monitoring.tasks.tell_of_reports_that_were_not_made",
        "schedule": crontab(hour=8, minute=20),
    },
    "every minute: take back offers of places past their term": {
        "task": "network.events.tasks.lapse_offers_past_their_term",
        "schedule": 60.0,
    },
    "every day at 7.10: tell followers of a theme to begin planning": {
        "task": "network.campaigns.tasks.tell_followers_to_begin_planning",
        "schedule": crontab(hour=7, minute=10),
    },
    "every minute: send invitations to events": {
        "task": "network.invitations.tasks.send_invitations",
        "schedule": 60.0,
    },
    "every day at 7.30: remind keepers of networks to check": {
        "task": "network.outside.tasks.remind_of_networks_to_check",
        "schedule": crontab(hour=7, minute=30),
    },
    "every ten minutes: mark events that were held": {
        "task": "network.events.tasks.mark_events_that_were_held",
        "schedule": 600.0,
    },
    "every ten minutes: tell members what was written in their networks": {
        "task": "network.learning.tasks.tell_members",
        "schedule": 600.0,
    },
    "every day at 7.35: remind members of what they agreed": {
        "task": "network.learning.tasks.remind_of_agreements",
        "schedule": crontab(hour=7, minute=35),
    },
    "every day at 7.45: warn facilitators of networks that end": {
        "task": "network.learning.tasks.warn_of_networks_that_end",
        "schedule": crontab(hour=7, minute=45),
    },
    "every hour: ask whether couplings of regions helped": {
        "task": "network.regions.tasks.ask_whether_couplings_helped",
        "schedule": 3600.0,
    },
    "every five minutes: scan files that wait": {
        "task": "servicedesk.tasks.scan_files_left_waiting",
        "schedule": 300.0,
    },
    "every ten minutes: warn the desk of terms": {"task": "servicedesk.tasks.warn_of_terms", "schedule": 600.0},
    "every day at 7.40: mind the terms of the expert group": {
        "task": "servicedesk.consulting.tasks.mind_the_terms_of_consultations",
        "schedule": crontab(hour=7, minute=40),
    },
    "every ten minutes: end asks of Xperts past their term": {
        "task": "xperts.pool.tasks.lapse_asks_past_their_term",
        "schedule": 600.0,
    },
    "every day at 7.35: announce what ends in the pool": {
        "task": "xperts.pool.tasks.announce_what_ends_in_the_pool",
        "schedule": crontab(hour=7, minute=35),
    },
    "every day at 7.50: ask whether referrals helped": {
        "task": "servicedesk.tasks.ask_whether_referrals_helped",
        "schedule": crontab(hour=7, minute=50),
    },
    "every night at 2.40: look for questions that ask the same": {
        "task": "servicedesk.collective.tasks.look_for_questions_that_ask_the_same",
        "schedule": crontab(hour=2, minute=40),
    },
    "every night at 0.30: close what was answered two weeks ago": {
        "task": "servicedesk.tasks.close_what_was_answered",
        "schedule": crontab(hour=0, minute=30),
    },
    "every day at 7.30: remind owners of last days": {
        "task": "loket.monitoring.steering.tasks.remind_owners_of_last_days",
        "schedule": crontab(hour=7, minute=30),
    },
    "every ten minutes: send the invitations of surveys": {
        "task": "loket.monitoring.surveys.tasks.send_invitations",
        "schedule": 600.0,
    },
    "every day at 8.10: remind who did not answer a survey": {
        "task": "loket.monitoring.surveys.tasks.remind_who_did_not_answer",
        "schedule": crontab(hour=8, minute=10),
    },
    "every night at 0.40: close surveys past their last day": {
        "task": "loket.monitoring.surveys.tasks.close_what_is_past_its_last_day",
        "schedule": crontab(hour=0, minute=40),
    },
    "every night at 3.40: mix the answers of surveys": {
        "task": "loket.monitoring.surveys.tasks.mix_answers",
        "schedule": crontab(hour=3, minute=40),
    },
    "every day at 7.40: remind and free what was promised": {
        "task": "loket.catalogue.gaps.tasks.mind_the_terms_of_wanted_entries",
        "schedule": crontab(hour=7, minute=40),
    },
    "every night at 4.25: search again for what was not found": {
        "task": "loket.catalogue.gaps.tasks.look_again_at_white_spots",
        "schedule": crontab(hour=4, minute=25),
    },
    "every ten minutes: remind of the terms of tailored advice": {
        "task": "xperts.cases.tasks.remind_of_terms",
        "schedule": 600.0,
    },
    "every night at 4.40: mend the directory": {
        "task": "network.directory.tasks.mend_the_directory",
        "schedule": crontab(hour=4, minute=40),
    },
    # Weekly mail too, as for followers.
    "every ten minutes: tell of notices that fit": {
        "task": "network.notices.tasks.tell_of_notices_that_fit",
        "schedule": 600.0,
    },
    "every day at 7.20: mind the last days of notices": {
        "task": "network.notices.tasks.mind_the_last_days_of_notices",
        "schedule": crontab(hour=7, minute=20),
    },
    "every minute: send newsletters that are due": {
        "task": "loket.newsletter.tasks.send_newsletters_that_are_due",
        "schedule": 60.0,
    },
    "every day at 7.20: mind the months of hours": {
        "task": "xperts.trajectories.tasks.mind_the_months_of_hours",
        "schedule": crontab(hour=7, minute=20),
    },
    "every day at 7.55: ask and remind of evaluations": {
        "task": "xperts.trajectories.tasks.ask_and_remind_of_evaluations",
        "schedule": crontab(hour=7, minute=55),
    },
    "every ten minutes: let requests of the kernteam follow its seats": {
        "task": "xperts.kernteam.tasks.let_requests_follow_the_seats",
        "schedule": 600.0,
    },
    "every night at 3.50: make the weekly dump when it is due": {
        "task": "loket.home.tasks.make_the_weekly_dump",
        "schedule": crontab(hour=3, minute=50),
    },
    "every minute: deliver what waits to webhooks": {
        "task": "loket.api.tasks.deliver_what_waits",
        "schedule": 60.0,
    },
    "every day at 7.35: mind the seats of the kernteam": {
        "task": "xperts.kernteam.tasks.mind_the_seats",
        "schedule": crontab(hour=7, minute=35),
    },
}
