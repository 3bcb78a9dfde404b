"""The township of the service tests."""

from tests.core.services.conftest import names, office

__all__ = ["names", "office"]
