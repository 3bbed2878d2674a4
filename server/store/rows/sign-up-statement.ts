import { REST_MS } from '../../domain/agenda/sign-up-verdict.ts';

/** How long that person would work without rest: the slot, then every slot of theirs that touches what was found. */
const IN_A_ROW = `(WITH RECURSIVE worked (from_ms, to_ms) AS (
    SELECT from_ms, to_ms FROM slot WHERE id = ?1
    UNION
    SELECT other.from_ms, other.to_ms FROM worked
    JOIN slot_signup AS own ON own.participant = ?2 AND own.state = 'held'
    JOIN slot AS other ON other.id = own.slot AND other.cancelled_at_ms IS NULL
      AND other.from_ms < worked.to_ms + ${REST_MS} AND other.to_ms > worked.from_ms - ${REST_MS}
  ) SELECT max(to_ms) - min(from_ms) FROM worked)`;

const IN_A_GROUP = `EXISTS (SELECT 1 FROM membership
    JOIN event_group ON event_group.event = event.id
    JOIN people_group ON people_group.id = event_group.group_id
    WHERE membership.participant = participant.id AND membership.to_ms IS NULL AND membership.level <> 'asked'
    AND (event.privacy <> 'coordination' OR membership.level IN ('referent', 'coordinator'))
    AND (membership.group_id = event_group.group_id
      OR membership.level = 'coordinator' AND membership.group_id = people_group.parent))`;

/**
 * Signs somebody up, or does nothing: each line is a cause of the verdict (domain/agenda/sign-up-verdict.ts), in its order. A
 * property test compares the two. ?1 slot, ?2 participant, ?3 now, ?4 their name, ?5 who signs them up, ?6 1 to wait when full.
 */
export const SIGN_UP = `
INSERT INTO slot_signup (slot, campaign, person, participant, state, queues, author, at_ms)
SELECT slot.id, coalesce(slot.campaign, ''), ?4, participant.id,
  CASE WHEN slot.taken < slot.capacity THEN 'held' ELSE 'waiting' END, '[]', ?5, ?3
FROM slot JOIN event ON event.id = slot.event
JOIN participant ON participant.charity = event.charity AND participant.id = ?2
WHERE slot.id = ?1
AND participant.status <> 'former'
AND slot.to_ms > ?3
AND slot.cancelled_at_ms IS NULL AND event.state <> 'cancelled'
AND event.state <> 'draft' AND event.closes_at_ms > ?3
AND slot.opens_at_ms <= ?3
AND NOT EXISTS (SELECT 1 FROM slot_signup AS same
  WHERE same.slot = slot.id AND same.participant = participant.id AND same.state <> 'cancelled')
AND NOT EXISTS (SELECT 1 FROM slot_signup AS own JOIN slot AS other ON other.id = own.slot
  WHERE own.participant = participant.id AND own.state = 'held' AND other.cancelled_at_ms IS NULL
  AND other.from_ms < slot.to_ms AND other.to_ms > slot.from_ms)
AND (slot.longest_ms = 0 OR ${IN_A_ROW} <= slot.longest_ms)
AND (slot.needs = '' OR EXISTS (SELECT 1 FROM learned
  WHERE learned.participant = participant.id AND learned.training = slot.needs))
AND (event.privacy = 'public' AND (participant.status = 'prospect' OR participant.kind = 'volunteer')
  OR event.privacy = 'volunteers' AND participant.status = 'confirmed' AND participant.kind = 'volunteer'
  OR participant.status = 'confirmed' AND ${IN_A_GROUP})
AND (slot.taken < slot.capacity OR ?6 = 1)`;
