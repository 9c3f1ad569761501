"""From a message that was read to the routes that take it: loops, reports, threads, copies."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from loket.post import locks, reports, routing, threads, workflow
from loket.post.enums import Carrier, Kind, Note, Outcome, Standing
from loket.post.models import Message, Placement, RawMessage, SentMessage
from loket.post.reading import quoting
from loket.post.routing import Arrival, Delivery, Match, Route

RATE_WINDOW = timedelta(hours=1)
MOST_FROM_ONE_SENDER = 30
MOST_ACKNOWLEDGED = 3
NO_ROUTE = "Het adres hoort bij geen onderdeel van het loket."
TOO_MANY = "Deze afzender stuurde meer dan {most} berichten in een uur."
OWN_MAIL = "Dit is een bericht van het loket zelf."
OWN_ADDRESS = "De afzender is een adres van het loket zelf. Zo kan een rondje ontstaan."
COPY = "Dit bericht was al binnen, langs een andere weg."
NO_THREAD = "Automatisch bericht dat bij geen gesprek hoort."


@dataclass(frozen=True)
class Target:
    """A route for a message, with the thread that it continues there; ``dedupe`` is the same for each copy of it."""

    route: Route
    match: Match | None
    dedupe: str

    @property
    def is_proven(self) -> bool:
        """Whether something that nobody can guess led to the thread, or the sender has a part in it."""
        carriers = (Carrier.ADDRESS, Carrier.REFERENCE, Carrier.MARKER)
        return self.match is not None and (
            self.match.carrier in carriers or self.match.standing == Standing.PARTICIPANT
        )


def deliver(raw: RawMessage, *, at: datetime) -> None:
    """Deliver a message that was read and mark it as handled: one transaction, which the caller opened."""
    message = raw.message
    if _is_own(message):
        workflow.finish(raw, "refuse", Outcome.REFUSED, at=at, reason=OWN_MAIL)
    elif message.kind in (Kind.BOUNCE, Kind.DELAY):
        _file_report(raw, at)
    elif not raw.is_released and (reason := _why_hold(message, at)):
        workflow.hold(raw, reason, at=at)
    else:
        _deliver_to_its_routes(raw, at)


def _deliver_to_its_routes(raw: RawMessage, at: datetime) -> None:
    message = raw.message
    try:
        targets = _targets(message, raw.queue)
    except threads.NotThisColleague as error:
        workflow.finish(raw, "refuse", Outcome.REFUSED, at=at, reason=str(error))
        return
    if message.kind == Kind.AUTO_REPLY or (message.seems_automatic and any(target.match for target in targets)):
        _file_automatic(raw, targets, at)
    elif not targets:
        workflow.hold(raw, NO_ROUTE, at=at)
    else:
        _hand_over(raw, targets, at)


def _is_own(message: Message) -> bool:
    """A notification of ours that came back, by a colleague's alias or by a mailbox that is polled too."""
    return message.kind == Kind.OWN or SentMessage.objects.filter(message_id=message.message_id).exists()


def _why_hold(message: Message, at: datetime) -> str:
    if message.kind != Kind.PERSON:
        return ""
    if routing.is_own(message.author_address):
        return OWN_ADDRESS
    if _count(message, at) > MOST_FROM_ONE_SENDER:
        return TOO_MANY.format(most=MOST_FROM_ONE_SENDER)
    return ""


def _count(message: Message, at: datetime) -> int:
    """How many messages this sender sent lately; copies count once, and an import of old mail is no flood."""
    if not message.author_address or Note.OLD in message.notes:
        return 0
    lately = (message.received_at - RATE_WINDOW, message.received_at)
    sent = Message.objects.filter(author_address=message.author_address, received_at__range=lately)
    return sent.values("message_id").distinct().count()


def _targets(message: Message, queue: str) -> list[Target]:
    """Whose message it is, with the thread that it continues.

    A message to the address of a thread is for that thread alone. Else it goes to the route of its queue, or to each
    route that one of its addresses is of; without any to where its thread is.
    """
    for route in routing.routes():
        if threads.has_reference(message, route):
            return [_target(message, route, routing.taken_by(route, message.envelope))]
    wanted = [(route, []) for route in routing.routes() if queue and route.has_queue(queue)]
    if not wanted:
        taken = [(route, routing.taken_by(route, message.envelope)) for route in routing.routes()]
        wanted = [(route, addresses) for route, addresses in taken if addresses]
    if wanted:
        return [_target(message, route, addresses) for route, addresses in wanted]
    anywhere = [_target(message, route, []) for route in routing.routes()]
    return [target for target in anywhere if target.is_proven]


def _target(message: Message, route: Route, addresses: list[str]) -> Target:
    return Target(route, threads.find(message, route), _dedupe(message, addresses))


def _dedupe(message: Message, addresses: list[str]) -> str:
    """One for a mail and its copies; a copy to an address of ours that is only in Bcc has one of its own.

    ``addresses``: those of the route, the one to which this copy was delivered first.
    """
    named = {address for _, address in [*message.to, *message.cc]}
    hidden = next((each for each in addresses[:1] if each not in named), "")
    return hashlib.sha256(f"{message.message_id} {message.content_hash} {hidden}".encode()).hexdigest()


def _file_report(raw: RawMessage, at: datetime) -> None:
    """A report belongs to the mail that it is about; it is no message to anybody."""
    sent = reports.take_in(raw.message, at=at)
    route = sent and routing.named(sent.thread.route)
    if route:
        target = Target(route, None, _dedupe(raw.message, []))
        _place(raw.message, target, Delivery(Outcome.BOUNCE, sent.thread.key), at)
    outcome = Outcome.BOUNCE if raw.message.kind == Kind.BOUNCE else Outcome.AUTO_REPLY
    workflow.finish(raw, "route", outcome, at=at, reason=reports.sentence(raw.message, sent))


def _file_automatic(raw: RawMessage, targets: list[Target], at: datetime) -> None:
    """Vacation replies go with the thread and change nothing; one to an internal notification stays out of it."""
    number = None
    for target in targets:
        if target.is_proven and not target.match.is_internal:
            done = _once(target, raw.message, Arrival(raw.message, raw.queue, target.match), at, Outcome.AUTO_REPLY)
            number = number or done.number
    reason = "" if any(target.match for target in targets) else NO_THREAD
    workflow.finish(raw, "route", Outcome.AUTO_REPLY, at=at, number=number, reason=reason)


def _hand_over(raw: RawMessage, targets: list[Target], at: datetime) -> None:
    done = [_once(target, raw.message, _arrival(raw, target, at), at) for target in targets]
    first = next((each for each in done if each.outcome != Outcome.DUPLICATE), done[0])
    workflow.finish(raw, "route", first.outcome, at=at, number=first.number, reason=first.reason)


def _once(target: Target, message: Message, arrival: Arrival, at: datetime, outcome: str = "") -> Delivery:
    """Give the message to a route, once however many copies of it come in; ``outcome`` goes before that of the area."""
    # Two copies that come in at the same moment: the second waits until the first is placed.
    locks.until_commit(locks.COPIES, f"{target.route.name} {target.dedupe}")
    earlier = Placement.objects.filter(route=target.route.name, dedupe=target.dedupe).first()
    if earlier:
        return Delivery(Outcome.DUPLICATE, earlier.key, earlier.number, COPY)
    _add_notes(message, target.route, arrival)
    arrival = replace(arrival, copy_of=_copy_of(message, target.route))
    done = target.route.deliver(arrival, at)
    done = replace(done, outcome=outcome or done.outcome)
    _place(message, replace(target, match=arrival.match), done, at)
    return done


def _arrival(raw: RawMessage, target: Target, at: datetime) -> Arrival:
    message, match = raw.message, target.match
    is_stranger = bool(match) and match.carrier == Carrier.NUMBER and match.standing != Standing.PARTICIPANT
    is_passed_on = bool(match) and Note.FORWARD in message.notes and match.carrier != Carrier.ADDRESS
    is_apart = is_stranger or is_passed_on
    return Arrival(
        message=message,
        queue=raw.queue,
        match=None if is_apart else match,
        related=match.key if is_apart else "",
        must_be_held=is_stranger,
        may_acknowledge=message.may_be_answered and not is_stranger and _is_within_reason(message, at),
    )


def _is_within_reason(message: Message, at: datetime) -> bool:
    """Two programs that thank each other stop after a few rounds."""
    return _count(message, at) <= MOST_ACKNOWLEDGED


def _copy_of(message: Message, route: Route) -> Placement | None:
    same = Placement.objects.filter(
        route=route.name, message__message_id=message.message_id, message__content_hash=message.content_hash
    )
    return same.exclude(message=message).order_by("pk").first()


def _add_notes(message: Message, route: Route, arrival: Arrival) -> None:
    """What shows only when the thread is known: another subject, a false reference, answers between old lines."""
    if threads.names_forged_id(message):
        message.notes.append(Note.FORGED)
    if arrival.match:
        if threads.has_new_subject(message, route.name, arrival.match.key):
            message.notes.append(Note.NEW_SUBJECT)
        earlier = threads.earlier_texts(route.name, arrival.match.key)
        known = frozenset(quoting.comparable(line) for text in earlier for line in text[:100_000].split("\n"))
        message.folds = quoting.folds(message.text, is_forward=Note.FORWARD in message.notes, known=known - {""})
    message.save(update_fields=["notes", "folds"])


def _place(message: Message, target: Target, done: Delivery, at: datetime) -> None:
    """Write where it went, and what will lead answers to the same place."""
    told = {
        "message": message,
        "key": done.key,
        "number": done.number,
        "outcome": done.outcome,
        "carrier": target.match.carrier if target.match else "",
        "standing": target.match.standing if target.match else "",
        "at": at,
    }
    Placement.objects.get_or_create(route=target.route.name, dedupe=target.dedupe, defaults=told)
    if done.key and done.outcome not in (Outcome.BOUNCE, Outcome.AUTO_REPLY):
        threads.remember(message, threads.open_thread(target.route.name, done.key, at=at))
