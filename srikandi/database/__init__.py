"""Tables, connections and the one commit: SQLite embedded, PostgreSQL in production.

Domain packages take `Model` for their tables, `SealedText` for identities and `append_only` for what may never
change; the web, the commands and the worker do their work inside `unit_of_work`.
"""

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi.database.bulk import among, among_bytes, document_of, given_rows, insert_many, insert_new, update_many
from srikandi.database.connections import UnsafeDatabase, copy_in, engine_options, in_parts, watch
from srikandi.database.models import Model
from srikandi.database.plain import tell
from srikandi.database.rules import (
    Routine,
    Trigger,
    append_only,
    install,
    is_kept_by,
    lock_alone,
    missing,
    own_key,
    register,
    register_routine,
    shares_lock,
    stands_on,
)
from srikandi.database.sealed import (
    DESTROYED,
    Sealed,
    SealedText,
    Secret,
    destroyed,
    index_of,
    keys,
    newest_form,
    open_bytes,
    opened,
    seal,
    seal_bytes,
    sealed_again,
    sealer,
    use_keys,
)
from srikandi.database.types import Instant, Json, MoneyType, MonthType, as_text, instant_text, json_text, list_text
from srikandi.database.unit_of_work import Busy, Work, unit_of_work
from srikandi.settings import Settings

db = SQLAlchemy(model_class=Model)


def connect(app: Flask, settings: Settings) -> None:
    """Bind the application to its database and its keys."""
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(settings.database_url)
    use_keys(settings.keys)
    db.init_app(app)
    with app.app_context():
        watch(db.engine)


def current_session() -> Session:
    """Give the session of this request or command."""
    return db.session()


__all__ = [
    "DESTROYED",
    "Busy",
    "Instant",
    "Json",
    "Model",
    "MoneyType",
    "MonthType",
    "Routine",
    "Sealed",
    "SealedText",
    "Secret",
    "Trigger",
    "UnsafeDatabase",
    "Work",
    "among",
    "among_bytes",
    "append_only",
    "as_text",
    "connect",
    "copy_in",
    "current_session",
    "db",
    "destroyed",
    "document_of",
    "engine_options",
    "given_rows",
    "in_parts",
    "index_of",
    "insert_many",
    "insert_new",
    "install",
    "instant_text",
    "is_kept_by",
    "json_text",
    "keys",
    "list_text",
    "lock_alone",
    "missing",
    "newest_form",
    "open_bytes",
    "opened",
    "own_key",
    "register",
    "register_routine",
    "seal",
    "seal_bytes",
    "sealed_again",
    "sealer",
    "select",
    "shares_lock",
    "stands_on",
    "tell",
    "unit_of_work",
    "update_many",
    "use_keys",
    "watch",
]
