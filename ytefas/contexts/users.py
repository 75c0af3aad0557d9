"""The people who may sign in, and what each may do on which customer: for administrators."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final
from uuid import UUID

from typing_extensions import override

from ytefas.contexts.oversight_offers import GRANTS, TAKEN_AWAY, GiveSeveral, SeenBy
from ytefas.contexts.places import STUDIO
from ytefas.contexts.privacy_offers import OF_USER
from ytefas.errors import YtefasError
from ytefas.framework.tree.tasks import spawn
from ytefas.framework.work.action import actions
from ytefas.framework.work.content import Content
from ytefas.framework.work.controller import Controller, cursors
from ytefas.framework.work.declared import navigation
from ytefas.framework.work.editing import RecordController
from ytefas.framework.work.intent import Operation
from ytefas.framework.work.reading import read_one
from ytefas.framework.work.record_actions import (
    DeleteRecord,
    EditRecord,
    NewRecord,
    NextRecord,
    OnCursor,
    OpenRecord,
    PreviousRecord,
    on,
)
from ytefas.framework.work.rows import Written
from ytefas.framework.work.showing import CursorSpec
from ytefas.framework.work.view import (
    Part,
    View,
    facts,
    form,
    grid,
    ready,
    record,
    section,
    split,
    tabs,
    text,
    words,
)

USERS: Final = "auth.users"
LOGINS: Final = "auth.logins"
TITLE: Final = words(it="Utenti", en="Users")
MARKS: Final = ("standing", "second_factor")  # what decides what can be done with a user
MAY_SIGN_IN: Final = frozenset({"active", "invited", "waiting"})  # as `standing` says
_GRANT: Final = cursors(grant=CursorSpec(GRANTS, tracks="user", on="user_id"))


class _OnUser(OnCursor):
    """Does something about how the current user signs in; asks for a proof first."""

    CURSOR: ClassVar[str] = "user"
    NEEDS = Operation.EDIT
    FRESH = True
    REQUIRES = frozenset({"admin"})
    CATEGORIES = frozenset({"record", "more"})

    WHERE: ClassVar[str] = ""  # a column that decides whether it applies, and what it says then
    SAYS: ClassVar[frozenset[Any]] = frozenset()

    @override
    def visible(self) -> bool:
        marks = self.cursor.state["marks"]  # what is not shown is not known
        return self.WHERE not in marks or marks[self.WHERE] in self.SAYS

    async def user(self, options: Mapping[str, Any]) -> UUID:
        (key,) = await self.keys(options, 1)
        return UUID(str(key))


class InviteUser(_OnUser):
    """Let the current user choose a password: by mail, or by a link that is handed over."""

    ID = "invite"
    LABEL = words(it="Invita a scegliere la password", en="Invite to choose the password")
    HINT = words(
        it="Manda per posta un collegamento che vale sette giorni; senza posta lo mostra a te",
        en="Sends a link by mail that is good for seven days; without mail it is shown to you",
    )
    ICON = "mail"

    @override
    async def act(self, options: Mapping[str, Any]) -> dict[str, Any]:
        context, user = self.controller.context, await self.user(options)
        link = await context.accounts.invite(user, acting=context.principal)
        row = await read_one(self.controller, USERS, str(user), ("full_name",))
        return {"invited": True, "link": link, "name": row["full_name"]}


class ResetSecondFactor(_OnUser):
    """Take the second factor off the current user, who lost the phone and the codes."""

    ID = "reset_second_factor"
    LABEL = words(it="Togli il secondo fattore", en="Take off the second factor")
    HINT = words(
        it="Per chi ha perso il telefono: al prossimo ingresso ne attiva uno nuovo",
        en="For who lost the phone: they set up a new one when they next sign in",
    )
    ICON = "shield-off"
    STYLE = "danger"
    WHERE = "second_factor"
    SAYS = frozenset({True})
    CONFIRM = words(
        it="Togliere il secondo fattore? "
        "Questa persona potrà entrare con la sola password finché non ne attiva uno nuovo. "
        "Viene avvisata per posta e i suoi accessi si chiudono.",
        en="Take off the second factor? "
        "They will sign in with the password alone until they set up a new one. "
        "They are told by mail, and their logins end.",
    )

    @override
    async def act(self, options: Mapping[str, Any]) -> None:
        context = self.controller.context
        user = await self.user(options)
        await context.accounts.reset_second_factor(user, acting=context.principal)


class RequirePassword(_OnUser):
    """Have the current user choose another password before anything else."""

    ID = "require_password"
    LABEL = words(it="Fai cambiare la password", en="Require a new password")
    HINT = words(it="Al prossimo ingresso dovrà sceglierne una nuova",
                 en="They must choose a new one when they next sign in")  # fmt: skip
    ICON = "key-round"
    CONFIRM = words(
        it="Far cambiare la password? "
        "Gli accessi aperti di questa persona si chiudono subito. Al prossimo ingresso, con la "
        "password di adesso, dovrà sceglierne una nuova prima di ogni altra cosa.",
        en="Require a new password? "
        "Their open sign-ins end at once. When they next sign in, with the present password, "
        "they must choose a new one before anything else.",
    )

    @override
    async def act(self, options: Mapping[str, Any]) -> None:
        context = self.controller.context
        user = await self.user(options)
        await context.accounts.require_new_password(user, acting=context.principal)


class DisableUser(_OnUser):
    """Let the current user in no longer."""

    ID = "disable_user"
    LABEL = words(it="Disattiva", en="Disable")
    HINT = words(it="Non potrà più entrare; tutto ciò che ha fatto resta",
                 en="They can no longer sign in; what they did stays")  # fmt: skip
    ICON = "user-x"
    STYLE = "danger"
    WHERE = "standing"
    SAYS = MAY_SIGN_IN
    CONFIRM = words(
        it="Disattivare l'utente? "
        "Gli accessi aperti di questa persona si chiudono entro pochi secondi, le sue chiavi "
        "per programmi smettono di valere e non potrà più entrare. I suoi permessi e ciò che ha "
        "fatto restano; si può riattivare in ogni momento.",
        en="Disable the user? "
        "Their open sign-ins end within seconds, their keys for programs stop working, and they "
        "can no longer sign in. Their grants and what they did stay; they can be enabled again at "
        "any time.",
    )

    @override
    async def act(self, options: Mapping[str, Any]) -> None:
        context = self.controller.context
        await context.accounts.disable(await self.user(options), acting=context.principal)


class EnableUser(_OnUser):
    """Let the current user in again."""

    ID = "enable_user"
    LABEL = words(it="Riattiva", en="Enable")
    HINT = words(it="Potrà di nuovo entrare, con i permessi che aveva",
                 en="They can sign in again, with the grants they had")  # fmt: skip
    ICON = "user-check"
    WHERE = "standing"
    SAYS = frozenset({"off"})

    @override
    async def act(self, options: Mapping[str, Any]) -> None:
        context = self.controller.context
        await context.accounts.enable(await self.user(options), acting=context.principal)


class EndAllLogins(_OnUser):
    """End every open sign-in of the current user."""

    ID = "end_all_logins"
    LABEL = words(it="Chiudi tutti gli accessi", en="End all sign-ins")
    HINT = words(it="Esce da ogni dispositivo; potrà rientrare",
                 en="They are out on every device; they can sign in again")  # fmt: skip
    ICON = "log-out"
    CONFIRM = words(
        it="Chiudere tutti gli accessi? "
        "Questa persona esce subito da ogni dispositivo. Potrà rientrare con la sua password.",
        en="End all sign-ins? "
        "They are signed out everywhere at once. They can sign in again with their password.",
    )

    @override
    async def act(self, options: Mapping[str, Any]) -> None:
        context = self.controller.context
        await context.accounts.end_sessions(await self.user(options), acting=context.principal)


ON_USER: Final = (SeenBy, InviteUser, RequirePassword, ResetSecondFactor, EndAllLogins,
                  EnableUser, DisableUser, *OF_USER)  # fmt: skip
ON_GRANTS: Final = (
    on(GiveSeveral, "user", categories=frozenset({"record"}),
       label=words(it="Dai più clienti…", en="Give several customers…")),
    on(NewRecord, "grant", id="new_grant", keys="", style="",
       label=words(it="Nuovo permesso", en="New grant")),
    on(EditRecord, "grant", id="open_grant", keys="",
       label=words(it="Modifica permesso", en="Edit grant")),
    on(DeleteRecord, "grant", id="delete_grant",
       label=words(it="Togli permesso", en="Take the grant away"),
       hint=words(it="Da subito non vede più questo cliente",
                  en="They no longer see this customer, at once"),
       confirm=TAKEN_AWAY),
)  # fmt: skip


def grants() -> Part:
    """Show the customers somebody sees, edited where they stand."""
    return grid(
        "grant", ("customer_code", "customer_name", "level", "places", "valid_to", "standing"),
        editing=["level", "valid_to"], open="open_grant",
        widths={"customer_code": 88, "customer_name": 256, "level": 168, "places": 200,
                "valid_to": 120, "standing": 104},
        label=words(it="Clienti che vede", en="Customers seen"),
    )  # fmt: skip


class UserList(Controller):
    """Users above, the grants of the current one below."""

    ID = "users"
    LABEL = TITLE
    ICON = "users"
    CONTENT = frozenset({(Content.source == USERS) & (Content.len == 0)})
    REQUIRES = frozenset({"admin"})
    NAVIGATION = navigation(
        source=USERS, order=410, group=STUDIO,
        hint=words(it="Chi può entrare, e che cosa vede", en="Who may sign in, and sees what"),
    )  # fmt: skip
    CURSORS = cursors(user=CursorSpec(USERS, marks=MARKS), **_GRANT)
    VIEW = View(
        "MasterDetail",
        title=TITLE,
        parts=(
            split(
                grid(
                    "user",
                    ("surname", "name", "email", "role", "standing", "second_factor", "customers",
                     "last_login_at"),
                    widths={"surname": 144, "name": 128, "email": 240, "role": 152,
                            "standing": 112, "second_factor": 128, "customers": 80,
                            "last_login_at": 144},
                    open="open",
                    views=(
                        ready("staff", words(it="Lo studio", en="The studio"),
                              ("role", "in", ["admin", "consultant"])),
                        ready("customers_users", words(it="Utenti dei clienti",
                                                       en="Customers' users"),
                              ("role", "eq", "customer_user")),
                        ready("no_second_factor", words(it="Senza secondo fattore",
                                                        en="Without second factor"),
                              ("second_factor", "eq", False), ("active", "eq", True)),
                        ready("off", words(it="Disattivati", en="Disabled"),
                              ("active", "eq", False)),
                    ),
                ),
                split(
                    record("user", title="full_name", facts=("email", "role", "standing"),
                           open="open"),
                    tabs(grants()),
                    across="y", fixed="first",
                ),
                across="y", sizes=[60, 40],
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        on(NewRecord, "user", label=words(it="Nuovo utente", en="New user")),
        on(OpenRecord, "user", label=words(it="Apri scheda", en="Open record")),
        *ON_USER,
        *ON_GRANTS,
    )


class UserRecord(RecordController):
    """Everything about one person who may sign in."""

    ID = "user_record"
    LABEL = words(it="Utente", en="User")
    ICON = "user"
    CONTENT = frozenset({(Content.source == USERS) & (Content.len == 1)})
    REQUIRES = frozenset({"admin"})
    CURSORS = cursors(
        user=CursorSpec(USERS, marks=MARKS),
        **_GRANT,
        login=CursorSpec(LOGINS, tracks="user", on="user_id", readonly=True),
    )
    VIEW = View(
        "Form",
        title=LABEL,
        parts=(
            record("user", title="full_name", facts=("email", "role", "standing")),
            tabs(
                section(
                    form("user", ("name", "surname", "email", "locale", "role")),
                    facts("user", ("standing", "second_factor", "totp_confirmed_at",
                                   "must_change_password", "invited_at", "last_login_at"),
                          label=words(it="Accesso", en="Sign-in"), headed=False),
                    text(words(
                        it="Chi cambia ruolo esce e rientra con quello nuovo. Amministratore: vede "
                        "e cambia tutto. Consulente: lavora sui clienti che gli sono dati. Utente "
                        "del cliente: vede solo la sua azienda.",
                        en="Whoever changes role is signed out and comes back with the new one. "
                        "Administrator: sees and changes everything. Consultant: works on the "
                        "customers given to them. Customer's user: sees their own company only.",
                    )),
                    label=words(it="Dati", en="Data"), id="data", headed=False,
                ),
                grants(),
                grid("login", ("device", "ip", "created_at", "last_seen_at", "expires_at"),
                     widths={"device": 200, "ip": 144},
                     label=words(it="Accessi aperti", en="Open sign-ins")),
            ),
        ),
    )  # fmt: skip
    ACTIONS = actions(
        on(PreviousRecord, "user"),
        on(NextRecord, "user"),
        *ON_USER,
        *ON_GRANTS,
    )


class NewUser(Controller):
    """Asks who it is; when it is saved the person is invited, and the link shown if need be."""

    ID = "user_create"
    LABEL = words(it="Nuovo utente", en="New user")
    ICON = "user-plus"
    OPERATION = Operation.CREATE
    CONTENT = frozenset({(Content.source == USERS) & (Content.len == 0)})
    REQUIRES = frozenset({"admin"})
    MODAL = True
    CURSORS = cursors(user=USERS)
    VIEW = View(
        "Form",
        title=words(it="Nuovo utente", en="New user"),
        parts=(
            text(words(
                it="Salvando, la persona riceve l'invito a scegliere la password; se la posta non "
                "è impostata, il collegamento da consegnare si apre da sé.",
                en="When saved, the person is invited to choose a password; where no mail server "
                "is set, the link to hand over opens by itself.",
            )),
            form("user", ("name", "surname", "email", "role", "locale")),
        ),
    )  # fmt: skip

    @override
    async def prepare(self, kept: Mapping[str, Any]) -> None:
        self.awaited = True  # closes when the user is made
        await super().prepare(kept)
        self.cursors["user"].written.connect(self._made, owner=self)

    def _made(self, written: Written) -> None:
        host = self.origin
        if written.created and host is not None:
            key = UUID(str(written.created[0]))
            _ = spawn(_invite(host, key), owner=host, name="invite a new user")


async def _invite(host: Controller, key: UUID) -> None:
    """Invite who was just made, and tell whoever made him; he can be invited again at any time."""
    context = host.context
    told: dict[str, Any] = {"level": "info", "action": "invite", "code": "invited"}
    try:
        link = await context.accounts.invite(key, acting=context.principal)
        row = await read_one(host, USERS, str(key), ("full_name",))
        fields = {"invited": True, "link": link, "name": row["full_name"]}
        await host.view.notice({**told, "fields": fields})
    except YtefasError:
        return  # nobody is there to hear it: "Invite" makes another link
