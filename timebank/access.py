"""Who may do what: one table of rules, and the one question asked of it; whatever is not allowed is refused."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from timebank.errors import NotFound, SignInNeeded


class Role(StrEnum):
    """What a member may be trusted with beside being a member."""

    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"
    SECOND_DECIDER = "second_decider"
    SAFEGUARDING_LEAD = "safeguarding_lead"


class Relation(StrEnum):
    """What somebody is to the thing they act on; the columns of the authorisation table."""

    ANONYMOUS = "anonymous"
    SELF = "member_self"
    COUNTERPARTY = "member_counterparty"
    OTHER = "member_other"
    BLOCKED = "member_blocked"
    OWN_AREA = "coordinator_own_area"
    OTHER_AREA = "coordinator_other_area"
    CONFLICT = "coordinator_conflict"
    ADMIN = "admin"
    WORKER = "worker"
    SECOND_DECIDER = "second_decider"
    SAFEGUARDING_LEAD = "safeguarding_lead"


class May(StrEnum):
    """Every action there is to allow; each value is its row in the authorisation table."""

    SIGN_IN = "log_in"
    ASK_FOR_SIGN_IN_HELP = "request_reset_link"
    READ_OWN_PROFILE = "read_own_profile"
    EDIT_OWN_PROFILE = "edit_own_profile"
    SEE_CARD = "see_public_card"
    SET_CONSENT = "set_or_withdraw_consent"
    SEE_OWN_HOURS = "see_own_balance_and_entries"
    SEE_MEMBERS_HOURS = "see_other_members_balance"
    RECORD_HOURS = "claim_hours"
    CONFIRM_HOURS = "confirm_hours"
    RECORD_HOURS_FOR_MEMBER = "log_hours_for_member"
    QUESTION_HOURS = "dispute_entry"
    WITHDRAW_HOURS = "withdraw_own_pending"
    SETTLE_QUESTION = "settle_question"
    LET_LAPSE = "accept_unanswered"
    RECORD_GROUP = "record_group_session"
    DONATE_HOURS = "donate_hours"
    CORRECT_HOURS = "reverse_entry"
    DECIDE_OVER_LIMIT = "approve_hours_over_limit"
    POST_DIRECTLY = "post_ledger_entry_directly"
    SEE_SUGGESTIONS = "see_match_suggestions"
    ANSWER_SUGGESTION = "accept_or_decline_match"
    APPROVE_SUGGESTION = "approve_match"
    REVIEW_SUGGESTION = "review_suggestion"
    RUN_MATCHING = "run_matching"
    PLAN_MEETING = "plan_or_record_meeting"
    END_MATCH = "end_match"
    ADD_MEMBER = "add_member"
    RECORD_FOR_OFFLINE = "record_for_offline_member"
    GRANT_ROLE = "grant_role"
    TAKE_PART = "join_pause_or_leave_programme"
    MOVE_STEP = "move_programme_step"
    RECORD_CHECK = "record_check_status"
    EDIT_PROGRAMME = "edit_programme"
    WRITE_LISTING = "write_listing"
    SEE_LISTINGS = "see_listings"
    ANSWER_LISTING = "answer_listing"
    CHANGE_SETTINGS = "change_settings"
    IMPORT = "import_csv"
    EXPORT_LEDGER = "export_ledger"
    EXPORT_REPORT = "export_group_report"
    SEE_PROOF = "see_proof_page"
    READ_LETTERS = "read_letter_register"
    SEND_LETTERS = "send_outbox"
    READ_HISTORY = "read_audit_log"
    KEEP_COPIES = "run_backup_restore"
    SIGN_AGREEMENT = "sign_agreement"
    HAND_OVER = "hand_over"
    REPORT_CONCERN = "report_concern"
    WRITE_CONCERN_OF_OTHERS = "write_safeguarding_note"
    READ_CONCERN = "read_safeguarding_note"


_R = Relation
_MEMBERS = (_R.SELF, _R.COUNTERPARTY)
_ANYBODY_IN = (_R.SELF, _R.COUNTERPARTY, _R.OTHER, _R.BLOCKED, _R.OWN_AREA, _R.OTHER_AREA, _R.CONFLICT, _R.ADMIN)
_COORDINATORS = (_R.OWN_AREA, _R.CONFLICT)

RULES: dict[May, frozenset[Relation]] = {
    action: frozenset(relations)
    for action, relations in {
        May.SIGN_IN: (_R.ANONYMOUS,),
        May.ASK_FOR_SIGN_IN_HELP: (_R.ANONYMOUS, _R.SELF),
        May.READ_OWN_PROFILE: (_R.SELF,),
        May.EDIT_OWN_PROFILE: (_R.SELF,),
        May.SEE_CARD: (_R.SELF, _R.COUNTERPARTY, _R.OTHER, *_COORDINATORS),
        May.SET_CONSENT: (_R.SELF,),
        May.SEE_OWN_HOURS: (_R.SELF, *_COORDINATORS),
        May.SEE_MEMBERS_HOURS: (_R.OWN_AREA,),
        May.RECORD_HOURS: _MEMBERS,
        May.CONFIRM_HOURS: (_R.COUNTERPARTY,),
        May.RECORD_HOURS_FOR_MEMBER: (_R.OWN_AREA,),
        May.QUESTION_HOURS: (*_MEMBERS, _R.OWN_AREA),
        May.WITHDRAW_HOURS: (_R.SELF,),
        May.SETTLE_QUESTION: (_R.OWN_AREA, _R.SECOND_DECIDER),
        May.LET_LAPSE: (_R.WORKER,),
        May.RECORD_GROUP: (_R.SELF, _R.OWN_AREA),
        May.DONATE_HOURS: (_R.SELF,),
        May.CORRECT_HOURS: (_R.OWN_AREA, _R.SECOND_DECIDER),
        May.DECIDE_OVER_LIMIT: (_R.OWN_AREA, _R.SECOND_DECIDER),
        May.POST_DIRECTLY: (),
        May.SEE_SUGGESTIONS: (_R.SELF, *_COORDINATORS),
        May.ANSWER_SUGGESTION: _MEMBERS,
        May.APPROVE_SUGGESTION: (_R.OWN_AREA, _R.SECOND_DECIDER),
        May.REVIEW_SUGGESTION: (_R.OWN_AREA, _R.SECOND_DECIDER),
        May.RUN_MATCHING: (_R.OWN_AREA, _R.WORKER),
        May.PLAN_MEETING: (*_MEMBERS, _R.OWN_AREA),
        May.END_MATCH: (*_MEMBERS, _R.OWN_AREA),
        May.ADD_MEMBER: (_R.OWN_AREA,),
        May.RECORD_FOR_OFFLINE: (_R.OWN_AREA,),
        May.GRANT_ROLE: (_R.ADMIN,),
        May.TAKE_PART: (_R.SELF,),
        May.MOVE_STEP: (_R.OWN_AREA,),
        May.RECORD_CHECK: (_R.OWN_AREA,),
        May.EDIT_PROGRAMME: _COORDINATORS,
        May.WRITE_LISTING: (_R.SELF,),
        May.SEE_LISTINGS: (_R.SELF, _R.COUNTERPARTY, _R.OTHER, *_COORDINATORS),
        May.ANSWER_LISTING: (_R.COUNTERPARTY, _R.OTHER),
        May.CHANGE_SETTINGS: (*_COORDINATORS, _R.ADMIN),
        May.IMPORT: (_R.OWN_AREA,),
        May.EXPORT_LEDGER: _COORDINATORS,
        May.EXPORT_REPORT: _COORDINATORS,
        May.SEE_PROOF: _ANYBODY_IN,
        May.READ_LETTERS: (_R.OWN_AREA,),
        May.SEND_LETTERS: (_R.WORKER,),
        May.READ_HISTORY: (_R.ADMIN,),
        May.KEEP_COPIES: (_R.ADMIN, _R.WORKER),
        May.SIGN_AGREEMENT: _MEMBERS,
        May.HAND_OVER: _COORDINATORS,
        May.REPORT_CONCERN: _ANYBODY_IN,
        May.WRITE_CONCERN_OF_OTHERS: (_R.OWN_AREA, _R.OTHER_AREA),
        May.READ_CONCERN: (_R.SAFEGUARDING_LEAD,),
    }.items()
}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who says they are acting; what they may do is looked up afresh each time."""

    kind: str
    member_id: str | None = None


ANONYMOUS = Caller("anonymous")
WORKER = Caller("worker")
OPERATOR = Caller("operator")


def as_member(member_id: str) -> Caller:
    """A signed-in member."""
    return Caller("member", member_id)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is acting, with the roles they hold at this moment."""

    kind: str
    member_id: str | None = None
    name: str = ""
    language: str = "en"
    roles: frozenset[Role] = frozenset()
    area_ids: frozenset[str] | None = None  # None: every area

    @property
    def is_coordinator(self) -> bool:
        """Whether this person coordinates, in whichever area."""
        return Role.COORDINATOR in self.roles

    @property
    def is_administrator(self) -> bool:
        """Whether this person runs the service."""
        return Role.ADMINISTRATOR in self.roles


@dataclass(frozen=True, slots=True)
class Thing:
    """Whom something concerns: all that a rule needs to know of it."""

    owners: frozenset[str] = frozenset()
    counterparties: frozenset[str] = frozenset()
    involved: frozenset[str] = frozenset()  # neither, but no judge in it either (a claimant, an approver)
    blocked: frozenset[str] = frozenset()
    area_ids: frozenset[str] = frozenset()


EVERYBODYS = Thing()


def thing(
    owners: Iterable[str | None] = (), counterparties: Iterable[str | None] = (), involved: Iterable[str | None] = ()
) -> Thing:
    """A Thing from loose ids; missing ones are left out."""
    return Thing(*(frozenset(one for one in some if one) for some in (owners, counterparties, involved)))


def relations(actor: Actor, about: Thing) -> frozenset[Relation]:
    """Everything `actor` is to `about`."""
    if actor.kind == "anonymous":
        return frozenset({Relation.ANONYMOUS})
    if actor.kind == "worker":
        return frozenset({Relation.WORKER})
    if actor.kind == "operator":
        return frozenset({Relation.OWN_AREA, Relation.ADMIN, Relation.WORKER})
    assert actor.member_id is not None
    return frozenset(_as_person(actor.member_id, about) | _by_role(actor, actor.member_id, about))


def _as_person(member_id: str, about: Thing) -> set[Relation]:
    found = set()
    if member_id in about.owners:
        found.add(Relation.SELF)
    if member_id in about.counterparties:
        found.add(Relation.COUNTERPARTY)
    if not found:
        found.add(Relation.BLOCKED if member_id in about.blocked else Relation.OTHER)
    return found


def _by_role(actor: Actor, member_id: str, about: Thing) -> set[Relation]:
    found = set()
    is_party = member_id in about.owners | about.counterparties | about.involved
    if Role.COORDINATOR in actor.roles:
        in_area = actor.area_ids is None or not about.area_ids or bool(actor.area_ids & about.area_ids)
        found.add(Relation.CONFLICT if is_party else Relation.OWN_AREA if in_area else Relation.OTHER_AREA)
    if Role.ADMINISTRATOR in actor.roles:
        found.add(Relation.ADMIN)
    if Role.SECOND_DECIDER in actor.roles and not is_party:
        found.add(Relation.SECOND_DECIDER)
    if Role.SAFEGUARDING_LEAD in actor.roles and not is_party:
        found.add(Relation.SAFEGUARDING_LEAD)
    return found


def allows(actor: Actor, action: May, about: Thing = EVERYBODYS) -> bool:
    """Whether `actor` may do `action` to `about`; nothing is allowed that no rule names."""
    return not RULES.get(action, frozenset()).isdisjoint(relations(actor, about))


def require(actor: Actor, action: May, about: Thing = EVERYBODYS) -> None:
    """Go on only if allowed; otherwise SignInNeeded for strangers and NotFound for everybody else."""
    if allows(actor, action, about):
        return
    raise SignInNeeded if actor.kind == "anonymous" else NotFound
