"""Settings, read from the environment (`CHARTSIDE_…`)."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Where the clinic's data lies and how the canvas is served."""

    model_config = SettingsConfigDict(env_prefix="CHARTSIDE_", extra="ignore", frozen=True)

    data_dir: Path = Field(
        default=Path.home() / ".local" / "share" / "chartside",
        description="Folder of the clinic's data: the encrypted database and, unless `key_file` is set, its key.",
    )
    key_file: Path | None = Field(
        default=None, description="File that holds the key; keep it on another disk than the data where you can."
    )
    host: str = Field(default="127.0.0.1", description="Address to listen on.")
    port: int = Field(default=8000, ge=1, le=65535, description="Port to listen on.")
    hosts: tuple[str, ...] = Field(
        default=("127.0.0.1", "localhost", "[::1]"), description="Host names the canvas answers to (a JSON list)."
    )
    max_upload_bytes: int = Field(default=25 * 1024 * 1024, ge=1024, description="Largest file a canvas takes.")
    secure_cookies: bool = Field(default=False, description="Set when TLS stands in front: cookies go over HTTPS only.")
