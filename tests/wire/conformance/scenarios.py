"""The fixed list of conversations every router must hold in the same way.

A scenario is a function; its docstring is its title in the transcript. Only what is read is
recorded, in the order the script reads it, so two runs differ only when a router does.
"""

from collections.abc import Awaitable, Callable
from typing import Final

from tests.wire.conformance import talk_of_calls, talk_of_events, talk_of_sessions
from tests.wire.conformance.stage import Stage

Scenario = Callable[[Stage], Awaitable[None]]

SCENARIOS: Final[tuple[Scenario, ...]] = (
    talk_of_sessions.a_ticket_opens,
    talk_of_sessions.a_wrong_ticket_does_not,
    talk_of_sessions.a_wrong_realm,
    talk_of_sessions.a_method_we_do_not_speak,
    talk_of_sessions.a_session_ends_itself,
    talk_of_calls.a_call,
    talk_of_calls.a_call_with_bytes,
    talk_of_calls.a_call_with_little,
    talk_of_calls.a_call_to_nobody,
    talk_of_calls.a_call_to_oneself,
    talk_of_calls.two_calls_out_of_order,
    talk_of_calls.a_callee_fails,
    talk_of_calls.progressive_results,
    talk_of_calls.progress_then_error,
    talk_of_calls.cancel_kill,
    talk_of_calls.cancel_killnowait,
    talk_of_calls.cancel_too_late,
    talk_of_calls.the_callee_disappears,
    talk_of_calls.the_caller_disappears,
    talk_of_calls.registered_twice,
    talk_of_calls.unregistered,
    talk_of_calls.not_yours_to_unregister,
    talk_of_calls.a_prefix,
    talk_of_calls.the_same_prefix_twice,
    talk_of_events.an_event,
    talk_of_events.an_event_for_nobody,
    talk_of_events.an_event_to_many,
    talk_of_events.events_in_order,
    talk_of_events.a_prefix_of_topics,
    talk_of_events.subscribed_twice,
    talk_of_events.to_oneself,
    talk_of_events.excluded,
    talk_of_events.eligible,
    talk_of_events.disclosed,
    talk_of_events.unsubscribed,
    talk_of_sessions.denied,
    talk_of_sessions.denied_more_than_asked,
    talk_of_sessions.reserved,
    talk_of_sessions.bad_uris,
    talk_of_sessions.a_call_before_hello,
    talk_of_sessions.a_call_before_welcome,
    talk_of_sessions.hello_twice,
    talk_of_sessions.authenticated_twice,
    talk_of_sessions.not_a_message,
    talk_of_sessions.not_a_list,
    talk_of_sessions.an_unknown_type,
    talk_of_sessions.a_wrong_arity,
    talk_of_sessions.a_routers_message,
    talk_of_sessions.somebody_elses_invocation,
)

# Here Crossbar.io 26.10 does not do what the specification says, so only we are held to it:
# it never answers a caller that cancels with `skip` ("the ERROR is sent immediately"), and takes an
# empty `eligible` for an absent one.
OURS_ALONE: Final[tuple[Scenario, ...]] = (
    talk_of_calls.cancel_skip,
    talk_of_calls.a_yield_after_skip,
    talk_of_events.eligible_to_nobody,
)
