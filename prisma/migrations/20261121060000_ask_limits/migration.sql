-- Gives nodes that ask together what they need before they may start: a slot of their concurrency key, then a start of
-- their rate. Decided under a lock of each key, so that no two processes take the last slot, and from the nodes that
-- run: nothing is counted up or down.
--
-- A function, for each of its statements takes a snapshot of its own: what is decided sees all that was committed before
-- the locks were held, in one round trip, and no process that stands still holds a lock. A lease is live under the same
-- condition as in server/src/store/limit-leases.ts.
--
-- `keys` in one order everywhere, so that no two processes wait for each other; each node at most once among `asks`.
-- Answers who is refused, and waits from then on: with a time for a rate, without one for a slot.
CREATE FUNCTION "ask_limits"("keys" TEXT[], "asks" JSON, "grant_lasts_ms" INTEGER)
RETURNS TABLE ("refused" INTEGER, "retry_at" TIMESTAMPTZ)
LANGUAGE plpgsql
-- One good plan, by index, as for the statement that commits.
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_mergejoin = off SET jit = off
AS $function$
BEGIN
  -- Nothing here waits for the disk: it counts only with the claims that follow it, which are flushed after it.
  PERFORM set_config('synchronous_commit', 'off', true);
  PERFORM pg_advisory_xact_lock(hashtextextended(key, 4711)) FROM unnest(keys) AS k(key);
  -- Those that hold their slot already come first within a key, then larger limits: who is refused leaves nothing that
  -- the next one could have, so that places tell how many were given before. A node that its rate refuses keeps its place in this round: whoever was
  -- refused a slot for that asks once more.
  RETURN QUERY
  WITH clock AS MATERIALIZED (
    SELECT clock_timestamp() AS now
  ), asked AS MATERIALIZED (
    SELECT a.*, n.node_index IS NOT NULL AS is_queued,
           EXISTS (SELECT FROM limit_leases l
                    WHERE l.workspace_id = a.workspace_id AND l.key = a.slot_key AND l.execution_id = a.execution_id
                      AND l.node_index = a.node_index AND EXISTS (
                        SELECT FROM node_states n
                         WHERE n.execution_id = l.execution_id AND n.node_index = l.node_index
                           AND ((n.status = 'running' AND n.attempt = l.attempt)
                             OR (n.status = 'queued' AND n.attempt = l.attempt - 1
                                 AND l.acquired_at > now() - grant_lasts_ms * interval '1 millisecond')))) AS is_holder
      FROM json_to_recordset(asks)
        AS a(place int, workspace_id text, execution_id uuid, node_index int, attempt int, slot_key text, slots int,
             rate_key text, starts int, per_ms float8)
      LEFT JOIN node_states n ON n.execution_id = a.execution_id AND n.node_index = a.node_index
                             AND n.status = 'queued' AND n.attempt = a.attempt - 1
  ), held AS MATERIALIZED (
    SELECT k.workspace_id, k.slot_key, s.used
      FROM (SELECT DISTINCT workspace_id, slot_key FROM asked WHERE slot_key IS NOT NULL) k
     CROSS JOIN LATERAL (SELECT count(*) AS used FROM limit_leases l
                          WHERE l.workspace_id = k.workspace_id AND l.key = k.slot_key AND EXISTS (
                        SELECT FROM node_states n
                         WHERE n.execution_id = l.execution_id AND n.node_index = l.node_index
                           AND ((n.status = 'running' AND n.attempt = l.attempt)
                             OR (n.status = 'queued' AND n.attempt = l.attempt - 1
                                 AND l.acquired_at > now() - grant_lasts_ms * interval '1 millisecond')))) s
  ), started AS MATERIALIZED (
    SELECT k.*, s.used, s.first
      FROM (SELECT DISTINCT workspace_id, rate_key, starts, per_ms FROM asked WHERE rate_key IS NOT NULL) k
     CROSS JOIN LATERAL (
       SELECT count(*) AS used, min(started_at) AS first
         FROM (SELECT r.started_at FROM rate_starts r
                WHERE r.workspace_id = k.workspace_id AND r.key = k.rate_key
                  AND r.started_at > (SELECT now FROM clock) - k.per_ms * interval '1 millisecond'
                ORDER BY r.started_at DESC LIMIT k.starts) latest) s
  ), slotted AS MATERIALIZED (
    SELECT a.*, a.slot_key IS NULL
             OR h.used - a.is_holder::int + count(*) FILTER (WHERE NOT a.is_holder) OVER before < a.slots AS has_slot
      FROM asked a LEFT JOIN held h ON h.workspace_id = a.workspace_id AND h.slot_key = a.slot_key
     WHERE a.is_queued
    WINDOW before AS (PARTITION BY a.workspace_id, a.slot_key ORDER BY a.is_holder DESC, a.slots DESC, a.place
                      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
  ), answered AS MATERIALIZED (
    SELECT a.*, a.has_slot AND (a.rate_key IS NULL OR s.used + count(*) OVER before < a.starts) AS is_granted,
           CASE WHEN a.has_slot THEN coalesce(s.first, (SELECT now FROM clock)) + a.per_ms * interval '1 millisecond'
           END AS until
      FROM slotted a LEFT JOIN started s ON s.workspace_id = a.workspace_id AND s.rate_key = a.rate_key
                                        AND s.starts = a.starts AND s.per_ms = a.per_ms
    WINDOW before AS (PARTITION BY a.has_slot, a.workspace_id, a.rate_key ORDER BY a.starts DESC, a.place
                      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
  ), leases AS (
    INSERT INTO limit_leases (workspace_id, key, execution_id, node_index, attempt, acquired_at, slots)
    SELECT workspace_id, slot_key, execution_id, node_index, attempt, clock_timestamp(), slots
      FROM answered WHERE is_granted AND slot_key IS NOT NULL
    ON CONFLICT (workspace_id, key, execution_id, node_index)
    DO UPDATE SET attempt = excluded.attempt, acquired_at = excluded.acquired_at, slots = excluded.slots
  ), starts AS (
    INSERT INTO rate_starts (workspace_id, key, started_at, slots, per_ms)
    SELECT workspace_id, rate_key, clock_timestamp(), starts, per_ms
      FROM answered WHERE is_granted AND rate_key IS NOT NULL
  ), waits AS (
    INSERT INTO limit_waits (execution_id, node_index, workspace_id, key, kind, slots, until, since)
    SELECT execution_id, node_index, workspace_id, CASE WHEN has_slot THEN rate_key ELSE slot_key END,
           CASE WHEN has_slot THEN 'rate' ELSE 'concurrency' END, CASE WHEN has_slot THEN starts ELSE slots END, until, now()
      FROM answered WHERE NOT is_granted
    ON CONFLICT (execution_id, node_index) DO UPDATE
       SET key = excluded.key, kind = excluded.kind, slots = excluded.slots, until = excluded.until
  ), waited AS (
    DELETE FROM limit_waits w USING answered a
     WHERE a.is_granted AND w.execution_id = a.execution_id AND w.node_index = a.node_index
  )
  SELECT r.place, r.until FROM answered r WHERE NOT r.is_granted;
END $function$;
