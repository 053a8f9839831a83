"""The ledger's part of the Focus page."""

from spindle.features.focus.page.ledger.view import LedgerView

__all__ = ["LedgerView"]
