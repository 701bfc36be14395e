"""Every setting there is, read from EARSHOT_* variables; knows nothing of the parts that use them."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

SECRET_FILE = "secret.key"
DATABASE_FILE = "earshot.db"


class Settings(BaseSettings):
    """What can be set from outside. Every description is shown by `earshot settings`."""

    model_config = SettingsConfigDict(env_prefix="EARSHOT_", env_ignore_empty=True, extra="ignore")

    hub: str = Field("dorset", description="Which hub to serve: the name of a folder in content/.")
    host: str = Field("127.0.0.1", description="The address to listen on. Use 0.0.0.0 inside a container.")
    port: int = Field(8080, ge=0, le=65535, description="The port to listen on; 0 takes any that is free.")
    public_url: str = Field(
        "", description="Where people reach this server, such as https://chat.example.org."
    )
    data_dir: Path = Field(Path("data"), description="The folder for the database and the secret key.")
    database_url: str = Field(
        "",
        description="sqlite:///FILE or postgresql+psycopg://...; empty means a SQLite file in the data folder.",
    )
    secret_key: SecretStr = Field(
        SecretStr(""),
        description="Locks what is stored, at least 32 characters; made and kept in the data folder when empty.",
    )
    content_dir: Path | None = Field(None, description="A content folder other than the one that ships.")
    surveys_dir: Path | None = Field(None, description="A surveys folder other than the one that ships.")
    telegram_token: SecretStr = Field(
        SecretStr(""), description="The bot token from BotFather; turns Telegram on."
    )
    telegram_mode: Literal["polling", "webhook"] = Field(
        "polling", description="How Telegram reaches us: polling, or webhook (needs EARSHOT_PUBLIC_URL)."
    )
    telegram_webhook_secret: SecretStr = Field(
        SecretStr(""),
        description="What Telegram sends along so that we know it is Telegram; made when empty.",
    )
    telegram_api_root: str = Field(
        "https://api.telegram.org",
        description="Where the Bot API is: Telegram's own, a local server or an emulator.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="How much is logged. No level logs what people write."
    )

    def database(self) -> str:
        """The database's URL, with the default in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir / DATABASE_FILE}"

    def secret(self) -> bytes:
        """The secret key; when none is set, the one in the data folder, which is made (mode 0600) when absent.

        Raises ValueError when the key set is too short to protect anything.
        """
        given = self.secret_key.get_secret_value()
        if given and len(given) < 32:
            raise ValueError("EARSHOT_SECRET_KEY is too short; use at least 32 characters, or leave it empty")
        return given.encode() if given else kept_secret(self.data_dir / SECRET_FILE)

    def rows(self) -> Iterator[tuple[str, str, str]]:
        """(variable, value with secrets masked, meaning) of every setting, in order."""
        for name, field in type(self).model_fields.items():
            value = getattr(self, name)
            if isinstance(value, SecretStr):
                shown = "(set)" if value.get_secret_value() else ""
            else:
                shown = "" if value is None else str(value)
            yield f"EARSHOT_{name.upper()}", shown, field.description or ""


def kept_secret(file: Path) -> bytes:
    """The secret in this file; made when the file is absent. Two processes starting at once agree on one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(f".{os.getpid()}")
    if not file.exists():
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, file)
        except FileExistsError:
            pass  # another process was quicker: its secret counts
        finally:
            draft.unlink()
    return file.read_text().strip().encode()
