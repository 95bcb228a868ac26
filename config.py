"""Settings: the only reader of os.environ. Every variable is documented in docs/settings.md."""

import os
import socket
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent
INSTANCE = ROOT / "instance"
DEFAULT_KEY_FILE = Path.home() / ".noiviec" / "key.json"

# numba writes its compiled kernels beside the sources unless told otherwise, and a copy installed
# read-only cannot: the folder must be named before numba is first imported.
os.environ.setdefault("NUMBA_CACHE_DIR", str(INSTANCE / "numba"))


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation decides; see docs/settings.md for each field."""

    database_url: str = f"sqlite:///{INSTANCE / 'noiviec.db'}"
    key_file: Path = DEFAULT_KEY_FILE
    index_folder: Path = INSTANCE / "index"
    host: str = "0.0.0.0"  # noqa: S104 - phones of the hall reach the laptop
    port: int = 8138
    public_url: str = ""
    default_province: str = "38"
    threads: int = 12
    worker: bool = True
    max_upload_mb: int = 10
    session_hours: int = 12
    idle_minutes: int = 30
    firm_exports_a_day: int = 3
    firm_export_people_a_day: int = 200
    log_level: str = "INFO"
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_from: str = "noi-viec@localhost"
    smtp_security: str = "starttls"
    testing: bool = False

    @property
    def is_https(self) -> bool:
        """Whether people reach the portal through TLS: decides cookies and HSTS."""
        return self.public_url.startswith("https://")


def from_environment() -> Settings:
    """Read NOIVIEC_* variables; an empty or missing one keeps the default."""
    defaults = Settings()
    port = int(_read("PORT") or defaults.port)
    return Settings(
        database_url=_read("DATABASE_URL") or defaults.database_url,
        key_file=Path(_read("KEY_FILE") or defaults.key_file),
        index_folder=Path(_read("INDEX_FOLDER") or defaults.index_folder),
        host=_read("HOST") or defaults.host,
        port=port,
        public_url=(_read("PUBLIC_URL") or f"http://{lan_address()}:{port}").rstrip("/"),
        default_province=_read("DEFAULT_PROVINCE") or defaults.default_province,
        threads=int(_read("THREADS") or defaults.threads),
        worker=_read("WORKER").lower() != "off",
        max_upload_mb=int(_read("MAX_UPLOAD_MB") or defaults.max_upload_mb),
        session_hours=int(_read("SESSION_HOURS") or defaults.session_hours),
        idle_minutes=int(_read("IDLE_MINUTES") or defaults.idle_minutes),
        firm_exports_a_day=int(_read("FIRM_EXPORTS_A_DAY") or defaults.firm_exports_a_day),
        firm_export_people_a_day=int(
            _read("FIRM_EXPORT_PEOPLE_A_DAY") or defaults.firm_export_people_a_day
        ),
        log_level=_read("LOG_LEVEL") or defaults.log_level,
        smtp_host=_read("SMTP_HOST"),
        smtp_port=int(_read("SMTP_PORT") or defaults.smtp_port),
        smtp_user=_read("SMTP_USER"),
        smtp_password=_read("SMTP_PASSWORD"),
        smtp_from=_read("SMTP_FROM") or defaults.smtp_from,
        smtp_security=_read("SMTP_SECURITY").lower() or defaults.smtp_security,
    )


def child_environment(**settings: str) -> dict[str, str]:
    """Return this process's environment with other settings, for a server started beside it."""
    return os.environ | {f"NOIVIEC_{name}": value for name, value in settings.items()}


def lan_address() -> str:
    """Return this machine's address on its network, or the loopback where there is none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # A datagram socket that is only connected sends nothing: it asks the routing table.
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def _read(name: str) -> str:
    return os.environ.get(f"NOIVIEC_{name}", "").strip()
