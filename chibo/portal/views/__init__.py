"""Pages of the roof."""

from chibo.portal.views.desks import desk
from chibo.portal.views.site import csrf_failure, gallery, health, says_wrong_method, search

__all__ = ["csrf_failure", "desk", "gallery", "health", "says_wrong_method", "search"]
