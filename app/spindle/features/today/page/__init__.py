"""The page of Today."""

from spindle.features.today.page.page import TodayPage

__all__ = ["TodayPage"]
