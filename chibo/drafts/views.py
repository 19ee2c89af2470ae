"""Where forms are kept while they are typed."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from chibo.access import Scope, signed_in
from chibo.clock import now
from chibo.drafts import actions, queries

LONGEST_KEY = 80
MOST_DRAFTS = 100
"""Forms that one person may have typed into and not saved; more would only fill the disk."""


@require_POST
@signed_in
def keep_draft(request: HttpRequest, key: str) -> HttpResponse:
    """Keep the fields of one's own form; answers the time it was kept."""
    if len(key) > LONGEST_KEY:
        return JsonResponse({"error": "Tên bản gõ dở quá dài."}, status=400)
    mine = Scope.whole()
    is_new = queries.draft(mine, request.user, key) is None
    if is_new and queries.count(mine, request.user) >= MOST_DRAFTS:
        return JsonResponse({"error": "Đã có quá nhiều bản gõ dở."}, status=400)
    draft = actions.keep_draft(by=request.user, key=key, fields=request.POST, at=now())
    return JsonResponse({"saved_at": draft.saved_at.isoformat()})


@require_POST
@signed_in
def drop_draft(request: HttpRequest, key: str) -> HttpResponse:
    """Forget one's own draft."""
    actions.drop_draft(by=request.user, key=key)
    return JsonResponse({"dropped": True})
