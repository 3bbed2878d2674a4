import { localDay } from '../../../../shared/local-day.ts';
import type { DeskTelling } from '../../../ports/desk.ts';
import { AGREED_BY_AGENT, AGREEMENT_CODES } from '../../rows/agreement-rows.ts';
import { ENDED_BY_AGENT } from '../../rows/call-sums.ts';
import { NEXT_CALLBACK } from '../../rows/record-reads.ts';
import { ANY_LISTED, OBJECTED } from '../../rows/record-suppression.ts';
import type { Foreseen } from '../foreseen.ts';

/**
 * What a card's telling (server/desk/desk-tell.ts) asks of the rows as a rule, beside what is kept: as the rows ask it, value by
 * value. One that it asks otherwise is not found here, and the whole is then asked by statements.
 */
export function statementsOfCard({
  lease,
  record,
  charity,
  blinds,
  nowMs,
}: DeskTelling): readonly Foreseen[] {
  const { agent } = lease;
  const { fromMs, toMs } = localDay(nowMs);
  return [
    { source: ANY_LISTED, values: [charity, JSON.stringify(blinds)] },
    { source: NEXT_CALLBACK, values: [agent, nowMs] },
    { source: OBJECTED, values: [charity, record.campaign, record.id] },
    { source: ENDED_BY_AGENT, values: [agent, fromMs, toMs] },
    { source: AGREED_BY_AGENT, values: [agent, fromMs, toMs, AGREEMENT_CODES] },
  ];
}
