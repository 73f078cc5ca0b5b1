"""The `motcua` command: sets Django up, then hands over to the command line."""

import os
import sys
from importlib import import_module

import django
from django.db import OperationalError, ProgrammingError

from motcua.config.env import ConfigurationError


def main() -> None:
    """Run the command line; its modules import models, so they are loaded after Django is set up."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    try:
        django.setup()
        import_module("motcua.config.cli").app()
    except ConfigurationError as error:
        sys.exit(f"✗ Cấu hình: {error}")
    except (OperationalError, ProgrammingError) as error:
        sys.exit(f"✗ Cơ sở dữ liệu: {error}. «motcua check» nói còn thiếu gì, «motcua django migrate» tạo bảng.")


if __name__ == "__main__":
    main()
