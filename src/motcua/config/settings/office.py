"""What an office may set: registers, codes, the legal set of papers."""

from motcua.config.env import env_int, env_list, env_str

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

# Roles that must sign in with a second factor (TOTP).
MOTCUA_TOTP_ROLES = env_list("MOTCUA_TOTP_ROLES", "")
