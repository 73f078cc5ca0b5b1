"""The `motcua` command: sets Django up, then hands over to the command line."""

import os
from importlib import import_module

import django


def main() -> None:
    """Run the command line; its modules import models, so they are loaded after Django is set up."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    django.setup()
    import_module("motcua.config.cli").app()


if __name__ == "__main__":
    main()
