"""The statements of the queue; an attempt speaks only as long as it holds the lease (`HELD`)."""

from typing import Final

from ytefas.store.compile import Prepared

# What was asked is told without what the file shows of whom: that may be long (`showing`).
_COLUMNS: Final = (
    "id, user_id, kind, label, request - 'shown' AS request, state, attempts, lease_holder, done,"
    " total, note, error, error_fields, file_name, file_kind, file_size, cancel_asked, dismissed,"
    " created_at, ended_at, row_version"
)


_FRAGMENTS: Final = {
    "COLUMNS": _COLUMNS,
    "CHANGED": "updated_at = clock_timestamp(), row_version = row_version + 1",
    "IDLE": "lease_holder = NULL, lease_until = NULL",
    "ENDED": "lease_until = NULL, ended_at = clock_timestamp(), cancel_asked = false",
    "REOPENED": "state = CASE WHEN cancel_asked THEN 'cancelled' ELSE 'queued' END,"
    " cancel_asked = false, ended_at = CASE WHEN cancel_asked THEN clock_timestamp() END",
    "HELD": "WHERE id = $1 AND lease_holder = $2::uuid AND state = 'running' RETURNING id",
    "TAKEN": ", ".join(f"queued_job.{name.strip()}" for name in _COLUMNS.split(",")),
}


def _sql(text: str, *names: str) -> Prepared:
    """Write a statement out: its words in capitals that no SQL has stand for a phrase."""
    for name, phrase in _FRAGMENTS.items():
        text = text.replace(name, phrase)
    return Prepared.of(text, *names)


ADD: Final = _sql(
    """
INSERT INTO queued_job (id, user_id, kind, label, request, key, state, attempts, due_at, done, note,
                 cancel_asked, dismissed, created_by, updated_by, row_version)
VALUES ($1, $2, $3, $4, $5, $6, 'queued', 0, clock_timestamp(), 0, '', false, false, $2, $2, 1)
ON CONFLICT (user_id, key) DO NOTHING RETURNING COLUMNS""",
    "id", "owner", "kind", "label", "request", "key",
)  # fmt: skip
SAME: Final = _sql("SELECT COLUMNS FROM queued_job WHERE user_id = $1 AND key = $2", "owner", "key")
WAITING: Final = _sql(
    "SELECT count(*) FROM queued_job WHERE user_id = $1 AND state IN ('queued', 'running')", "owner"
)
OF: Final = _sql(
    "SELECT COLUMNS FROM queued_job WHERE user_id = $1 AND NOT dismissed"
    " ORDER BY created_at DESC, id DESC LIMIT 500", "owner",
)  # fmt: skip
THOSE: Final = _sql("SELECT COLUMNS FROM queued_job WHERE id = ANY ($1::uuid[])", "ids")
OPEN: Final = _sql(
    """
SELECT COLUMNS FROM queued_job WHERE user_id = ANY ($1::uuid[]) AND (state IN ('queued', 'running')
   OR ($2 AND updated_at > clock_timestamp() - interval '15 min'))""",
    "owners", "ended",
)  # fmt: skip
MINE: Final = _sql(
    "SELECT COLUMNS FROM queued_job WHERE id = $1 AND user_id = $2 FOR UPDATE", "id", "owner"
)
CANCEL: Final = _sql(
    """
UPDATE queued_job SET CHANGED, state = CASE state WHEN 'queued' THEN 'cancelled' ELSE state END,
       cancel_asked = state = 'running',
       ended_at = CASE state WHEN 'queued' THEN clock_timestamp() END
 WHERE id = $1 RETURNING COLUMNS""",
    "id",
)
RETRY: Final = _sql(
    """
UPDATE queued_job SET CHANGED, IDLE, state = 'queued', attempts = 0, due_at = clock_timestamp(),
       done = 0, total = NULL, note = '', error = NULL, error_fields = NULL, ended_at = NULL,
       started_at = NULL, cancel_asked = false
 WHERE id = $1 RETURNING COLUMNS""",
    "id",
)
DISMISS: Final = _sql(
    """
UPDATE queued_job SET CHANGED, dismissed = true, file_name = NULL, file_kind = NULL,
       file_size = NULL, state = CASE state WHEN 'queued' THEN 'cancelled' ELSE state END,
       cancel_asked = state = 'running',
       ended_at = CASE state WHEN 'queued' THEN clock_timestamp() ELSE ended_at END
 WHERE id = $1 RETURNING COLUMNS""",
    "id",
)
TOO_MANY: Final = _sql(
    """
SELECT id FROM (
  SELECT id, row_number() OVER newest AS n, sum(coalesce(file_size, 0)) OVER newest AS bytes
    FROM queued_job WHERE user_id = $1 AND NOT dismissed AND state NOT IN ('queued', 'running')
  WINDOW newest AS (ORDER BY created_at DESC, id DESC)) kept
 WHERE n > $2::integer OR bytes > $3::bigint""",
    "owner", "kept", "bytes",
)  # fmt: skip

ANY: Final = _sql(
    """
SELECT EXISTS (SELECT FROM queued_job WHERE (state = 'queued' AND due_at <= clock_timestamp())
                                  OR (state = 'running' AND lease_until < clock_timestamp()))"""
)
ONE_AT_A_TIME: Final = _sql("SELECT pg_advisory_xact_lock(1496606323)")
# Whoever did them is gone: those that nobody wants, and those that end every worker.
REAP: Final = _sql(
    """
UPDATE queued_job SET CHANGED, ENDED, lease_holder = NULL,
       state = CASE WHEN cancel_asked THEN 'cancelled' ELSE 'failed' END,
       error = CASE WHEN cancel_asked THEN NULL ELSE 'busy' END,
       error_fields = CASE WHEN cancel_asked THEN NULL ELSE '{"reason": "worker"}'::jsonb END
 WHERE id IN (SELECT id FROM queued_job WHERE state = 'running' AND lease_until < clock_timestamp()
                 AND (cancel_asked OR attempts >= $1::integer) FOR UPDATE SKIP LOCKED)
RETURNING id""",
    "attempts",
)
# Fair: whoever has least running comes first, then whose last turn is longest ago.
TAKE: Final = _sql(
    """
WITH runs AS (
  SELECT user_id, max(started_at) AS last,
         count(*) FILTER (WHERE state = 'running' AND lease_until >= clock_timestamp()) AS n
    FROM queued_job GROUP BY user_id
), next AS (
  SELECT j.id FROM queued_job j JOIN runs USING (user_id)
   WHERE runs.n < $1::integer
     AND ((j.state = 'queued' AND j.due_at <= clock_timestamp())
          OR (j.state = 'running' AND j.lease_until < clock_timestamp()))
   ORDER BY runs.n, runs.last NULLS FIRST, j.created_at, j.id
   FOR UPDATE OF j SKIP LOCKED LIMIT 1
)
UPDATE queued_job SET CHANGED, state = 'running', attempts = attempts + 1, lease_holder = $2::uuid,
       lease_until = clock_timestamp() + $3::interval, started_at = clock_timestamp(),
       done = 0, total = NULL, note = '', error = NULL, error_fields = NULL
  FROM next WHERE queued_job.id = next.id RETURNING TAKEN""",
    "per_user", "holder", "lease",
)  # fmt: skip
BEAT: Final = _sql(
    """
UPDATE queued_job SET lease_until = clock_timestamp() + $3::interval, done = $4::integer,
       total = $5::integer, note = left($6, 200), updated_at = clock_timestamp()
 WHERE id = $1 AND lease_holder = $2::uuid AND state = 'running' RETURNING cancel_asked""",
    "id", "holder", "lease", "done", "total", "note",
)  # fmt: skip
FINISH: Final = _sql(
    """
UPDATE queued_job SET CHANGED, ENDED, state = 'done', note = '', done = coalesce(total, done),
       file_name = $3, file_kind = $4, file_size = $5,
       request = request || jsonb_build_object('shown', $6::jsonb)
 WHERE id = $1 AND lease_holder = $2::uuid AND state = 'running' AND NOT cancel_asked
RETURNING id""",
    "id", "holder", "name", "kind", "size", "shown",
)  # fmt: skip
FAIL: Final = _sql(
    "UPDATE queued_job SET CHANGED, ENDED, state = 'failed', error = $3, error_fields = $4 HELD",
    "id", "holder", "code", "fields",
)  # fmt: skip
CANCELLED: Final = _sql(
    "UPDATE queued_job SET CHANGED, ENDED, state = 'cancelled', error = NULL HELD", "id", "holder"
)
AGAIN: Final = _sql(
    """
UPDATE queued_job SET CHANGED, IDLE, REOPENED, due_at = clock_timestamp() + $3::interval,
       error = $4, error_fields = $5 HELD""",
    "id", "holder", "pause", "code", "fields",
)  # fmt: skip
GIVE_BACK: Final = _sql(
    "UPDATE queued_job SET CHANGED, IDLE, REOPENED, attempts = attempts - 1 HELD",
    "id", "holder",
)  # fmt: skip
OLD: Final = _sql(
    """
DELETE FROM queued_job WHERE state NOT IN ('queued', 'running') AND id IN (
  SELECT id FROM queued_job WHERE state NOT IN ('queued', 'running')
     AND ended_at < clock_timestamp() - $1::interval ORDER BY ended_at LIMIT 500)
RETURNING id""",
    "keep",
)
OLD_PARTS: Final = _sql(
    """
DELETE FROM queued_job_part WHERE job_id IN (
  SELECT id FROM queued_job WHERE state NOT IN ('queued', 'running')
     AND ended_at < clock_timestamp() - $1::interval ORDER BY ended_at LIMIT 500)""",
    "keep",
)
