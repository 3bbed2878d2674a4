import { ageDays } from '../../domain/line/pledge-age.ts';
import { dueEvent } from '../../domain/line/pledge-state.ts';
import type { Clock } from '../../ports/clock.ts';
import type { LineRow } from '../../ports/rows/lines.ts';
import type { Store, StoreWriter } from '../../ports/store.ts';
import { isErased } from '../find-campaign.ts';
import { trail } from '../trail.ts';
import { change } from './follow-pledge.ts';

interface Aged {
  /** Reminders that leave with the next links: one a pledge, ever. */
  readonly reminded: number;
  /** Pledges that end unpaid, whose person is erased. */
  readonly lapsed: number;
  /** Pledges taken back before, whose person is erased now. */
  readonly forgotten: number;
}

/**
 * What the house does by itself with pledges that nobody pays: one reminder, by the way of the link where the folder has
 * words for it, after so many days; then they lapse, whether their link left or not, and who promised is erased while the amount
 * stays for the figures; of those taken back too. Twice changes nothing more.
 */
export async function agePledges(
  deps: { readonly store: Store; readonly clock: Clock },
  { actor }: { readonly actor: string },
): Promise<Aged> {
  const nowMs = deps.clock.nowMs();
  const lines = (await deps.store.read((rows) => rows.lines.all())).filter(({ state }) => !isErased(state));
  const aged = { reminded: 0, lapsed: 0, forgotten: 0 };
  for (const line of lines) {
    const done = await deps.store.write((rows) => ageLine(rows, line, { nowMs, actor }));
    aged.reminded += done.reminded;
    aged.lapsed += done.lapsed;
    aged.forgotten += done.forgotten;
  }
  return aged;
}

async function ageLine(
  rows: StoreWriter,
  { code, settings, texts }: LineRow,
  { nowMs, actor }: { readonly nowMs: number; readonly actor: string },
): Promise<Aged> {
  const reminds = { email: true, sms: texts.reminder?.sms !== undefined, letter: false };
  let [reminded, lapsed, forgotten] = [0, 0, 0];
  for (const row of await rows.pledges.ofCampaign(code)) {
    const age = ageDays(row.atMs, nowMs);
    const event = dueEvent(row.state, age, settings);
    if (event === 'remind' && reminds[row.way] && row.sending === 'none') {
      await rows.pledges.update(row.id, { sending: 'to-send', dueAtMs: nowMs, attempts: 0 });
      reminded += 1;
    } else if (event === 'lapse' && row.sending !== 'sending') {
      await change(rows, row, { event: { kind: 'lapse' }, author: actor, atMs: nowMs });
      await rows.pledges.erase(row.id);
      lapsed += 1;
    } else if (row.state === 'withdrawn' && row.sealed && age >= settings.keep.unconfirmedDays) {
      await rows.pledges.erase(row.id);
      forgotten += 1;
    }
  }
  if (lapsed + forgotten > 0)
    await trail(rows, { actor, atMs: nowMs })('pledge.lapse', 'pledges', {
      campaign: code,
      detail: { count: lapsed + forgotten },
    });
  return { reminded, lapsed, forgotten };
}
