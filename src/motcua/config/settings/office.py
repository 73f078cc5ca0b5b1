"""What an office may set: registers, codes, the legal set of papers."""

from motcua.config.env import ConfigurationError, env_bool, env_int, env_list, env_str
from motcua.config.settings.base import MOTCUA_DEMO

# The pattern of a dossier's code; law.md 3.1: replaceable, opaque everywhere else.
MOTCUA_CODE_PATTERN = env_str("MOTCUA_CODE_PATTERN", "{unit}-{day:%y%m%d}-{serial:04d}")

# Registers asked at intake: name → where it answers. Empty: not connected, the officer goes on by hand.
MOTCUA_REGISTERS = {
    "population": env_str("MOTCUA_POPULATION_URL", ""),
    "civil_registry": env_str("MOTCUA_CIVIL_REGISTRY_URL", ""),
    "health": env_str("MOTCUA_HEALTH_URL", ""),
}
MOTCUA_REGISTER_CLIENTS = "motcua.exchange.registers"
MOTCUA_REGISTER_KEY = env_str("MOTCUA_REGISTER_KEY", "")
MOTCUA_REGISTER_TIMEOUT_MS = env_int("MOTCUA_REGISTER_TIMEOUT_MS", 2000, least=50)

# For how many days, today among them, a tablet may use the numbers that are reserved for it.
MOTCUA_OUTREACH_DAYS = env_int("MOTCUA_OUTREACH_DAYS", 3, least=1)

# Who is told, in the same transaction, what happens to dossiers.
MOTCUA_DOSSIER_FOLLOWERS = ("motcua.config.promising.follow",)

# How much one scanned file may be, and how finely a PDF is drawn anew.
MOTCUA_SCAN_LIMITS = {
    "megabytes": env_int("MOTCUA_SCAN_MEGABYTES", 40, least=1),
    "pages": env_int("MOTCUA_SCAN_PAGES", 200, least=1),
    "megapixels": env_int("MOTCUA_SCAN_MEGAPIXELS", 60, least=4),
    "dpi": env_int("MOTCUA_SCAN_DPI", 200, least=150),
    "seconds": env_int("MOTCUA_SCAN_SECONDS", 60, least=5),
}
# A scan of more pages is looked at in the request and drawn anew by the worker.
MOTCUA_SCAN_AT_ONCE = env_int("MOTCUA_SCAN_AT_ONCE", 10, least=1)

# A file that nothing refers to is thrown away after so many days; which rooms keep checksums beside foreign keys.
MOTCUA_FILE_GRACE_DAYS = env_int("MOTCUA_FILE_GRACE_DAYS", 30, least=1)
MOTCUA_FILE_MENTIONS = (
    "motcua.dossiers.queries.copies.files_mentioned",
    "motcua.exchange.signing.copies.files_mentioned",
)

# The officer's own signature on a digital copy: "standin" signs with certificates made here, good for nothing else.
MOTCUA_SIGNING = env_str("MOTCUA_SIGNING", "standin" if MOTCUA_DEMO else "")
if MOTCUA_SIGNING not in {"", "standin"}:
    raise ConfigurationError(f"MOTCUA_SIGNING={MOTCUA_SIGNING!r}: ghi standin hoặc để trống")

# Whose the catalogue is, by the unit's code; empty: the office that stands alone, or the agency above all others here.
MOTCUA_CATALOGUE_OWNER = env_str("MOTCUA_CATALOGUE_OWNER", "00565" if MOTCUA_DEMO else "")

# A scanner drops its files below this folder, into <unit>/quay-<counter> or <unit>/<user>.
MOTCUA_SCAN_FOLDER = env_str("MOTCUA_SCAN_FOLDER", "")

# Calls by voice: a folder of recorded clips (none: espeak-ng speaks), and whether each call is said in English too.
MOTCUA_VOICE_DIR = env_str("MOTCUA_VOICE_DIR", "")
MOTCUA_VOICE_ENGLISH = env_bool("MOTCUA_VOICE_ENGLISH", default=False)

# Roles that must sign in with a second factor (TOTP).
MOTCUA_TOTP_ROLES = env_list("MOTCUA_TOTP_ROLES", "")

# Who may act for whom on which paper; empty: the table that comes with the project.
MOTCUA_REPRESENTATION = env_str("MOTCUA_REPRESENTATION", "")
# Who is served first in the waiting room; empty: the table that comes with the project.
MOTCUA_QUEUE_GROUNDS = env_str("MOTCUA_QUEUE_GROUNDS", "")

# A live dossier that nobody has moved for so many working hours, and a result that nobody has fetched for so many days,
# are looked at (the page «Việc đứng yên»).
MOTCUA_STILL_HOURS = env_int("MOTCUA_STILL_HOURS", 16, least=1)
MOTCUA_UNCOLLECTED_DAYS = env_int("MOTCUA_UNCOLLECTED_DAYS", 3, least=0)

# The office's own legal sets (legal_sets.yaml) and paper templates (papers/*.typ), beside those that come along.
MOTCUA_PAPERS_DIR = env_str("MOTCUA_PAPERS_DIR", "")
