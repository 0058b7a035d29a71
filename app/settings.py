"""Settings: where the data lies, where the server listens, and the clinic's zone; from CHAIRSIDE_* or the command."""

import ipaddress
import os
import re
from pathlib import Path
from typing import Final, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from schemas.staff import Role

_LOCALTIME = Path("/etc/localtime")
_HOST: Final = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]")  # a name, an address, or one of IPv6


def machine_zone() -> str:
    """The IANA name of this machine's zone, or UTC where it cannot be told."""
    stated = os.environ.get("TZ", "").lstrip(":")
    if not stated and _LOCALTIME.is_symlink():
        stated = str(_LOCALTIME.resolve()).partition("zoneinfo/")[2]
    try:
        return ZoneInfo(stated).key if stated else "UTC"
    except (KeyError, OSError, ValueError):
        return "UTC"


class Settings(BaseSettings):
    """What may be set from outside; each has the prefix CHAIRSIDE_, for example CHAIRSIDE_DATA."""

    model_config = SettingsConfigDict(env_prefix="CHAIRSIDE_", hide_input_in_errors=True)

    data: Path = Path("var/clinic")
    # Where the audit's heads are written out; better on another machine. Without it, beside the data folder.
    heads: Path | None = None
    # The clinic's own additions to the list of effects, apart by semicolons.
    effects: str = ""
    zone: str = Field(default_factory=machine_zone)
    # Minutes without a touch after which a page locks, at the chair and elsewhere; hours that a shift lasts.
    lock_at_the_chair: int = Field(default=5, ge=1, le=15)
    lock_elsewhere: int = Field(default=10, ge=1, le=15)
    shift: int = Field(default=14, ge=1, le=16)
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    # Who corrects an entry of a session that has ended: roles, apart by commas.
    correct_ended: str = "nurse,prescriber"
    # Whether one person may sign a record both as the nurse and as the prescriber.
    one_signs_both: bool = False
    # For other machines: the certificate and its key, or the proxies that end TLS; and the names of this server.
    certificate: Path | None = None
    certificate_key: Path | None = None
    proxies: str = ""
    hosts: str = ""
    # The identity provider: its address, as what the server is known there, and its own words for two factors.
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    oidc_client_secret_file: Path | None = None
    oidc_acr: str = ""

    @field_validator("zone")
    @classmethod
    def _known(cls, zone: str) -> str:
        try:
            return ZoneInfo(zone).key
        except (KeyError, OSError, ValueError):
            raise ValueError("is not a zone's name, such as Europe/Berlin") from None

    @field_validator("correct_ended")
    @classmethod
    def _roles(cls, roles: str) -> str:
        named = [part.strip() for part in roles.split(",")]
        if not set(named) <= {Role.NURSE.value, Role.PRESCRIBER.value}:
            raise ValueError("takes nurse, prescriber, or both with a comma between")
        return ",".join(named)

    @field_validator("hosts")
    @classmethod
    def _names(cls, hosts: str) -> str:
        named = [one.casefold() for one in _parts(hosts)]
        if not all(_HOST.fullmatch(one) for one in named):
            raise ValueError("takes names such as chairside.lan, with commas between, without https:// and port")
        return ",".join(named)

    @field_validator("proxies")
    @classmethod
    def _addresses(cls, proxies: str) -> str:
        try:
            networks = [ipaddress.ip_network(one) for one in _parts(proxies)]
        except ValueError:
            raise ValueError("takes addresses such as 127.0.0.1 or 10.0.0.0/24, with commas between") from None
        if not all(network.prefixlen for network in networks):
            raise ValueError("would believe every machine: name the proxy's own address")
        return ",".join(_parts(proxies))

    @property
    def own_hosts(self) -> tuple[str, ...]:
        """The names under which other machines know this server, the first one to be printed."""
        return _parts(self.hosts)

    @property
    def own_proxies(self) -> tuple[str, ...]:
        """The addresses whose word on whom they ask for counts."""
        return _parts(self.proxies)

    @property
    def may_correct_ended(self) -> frozenset[Role]:
        """The roles that correct an entry of an ended session."""
        return frozenset(Role(one) for one in self.correct_ended.split(","))

    @property
    def own_effects(self) -> tuple[str, ...]:
        """The clinic's own effects, in the order in which they were given."""
        return tuple(words for part in self.effects.split(";") if (words := " ".join(part.split())))


def _parts(said: str) -> tuple[str, ...]:
    return tuple(part for one in said.split(",") if (part := one.strip()))
