import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AppContext } from '../../../server/app-context.ts';
import { openMetrics } from '../../../server/metrics.ts';
import { appRouter } from '../../../server/routers/app-router.ts';
import { hashOf } from '../../../server/steps/access/log-in.ts';
import type { Card } from '../../../shared/card.ts';
import { type Centre, openCentre } from '../../support/call/centre.ts';
import { outcomeFor } from '../../support/campaign/centre-script.ts';
import { sqlAsked } from '../../support/store/counted-sql.ts';
import { campaignRow, NOW_MS } from '../../support/store/store-rows.ts';

/** What one card and one outcome cost the base, counted and not timed: each figure is a ceiling that may only fall. */

const TOKEN = 'jeton-fictif';
/** Seven places of calling, as a national file has. */
const POSTCODES = ['75001', '97110', '97200', '97300', '97400', '97500', '97600'];

let centre: Centre;

beforeEach(async () => {
  const donor = (number: number) => ({ postcode: POSTCODES[number % POSTCODES.length] ?? '' });
  centre = await openCentre({ records: 28, donor });
  // The same persons in another campaign of the charity, which looks at each card.
  const other = campaignRow({ code: 'TEST-AUTRE' });
  await centre.addCampaign(other);
  await centre.addRecords({ campaign: other, records: 28, donor });
  const tokenHash = hashOf(TOKEN);
  const session = { tokenHash, account: 'agent-1', createdAtMs: NOW_MS, expiresAtMs: NOW_MS + 3_600_000 };
  await centre.store.write(async (rows) => {
    await rows.accounts.addSession(session);
    await rows.aids.setCurrent(centre.campaign.code, { version: 'n1', notes: [], objections: [] });
  });
});
afterEach(() => centre.close());

function desk() {
  const app = {
    ...centre,
    metrics: openMetrics(),
    pace: { take: async () => undefined },
    closingTime: { refuseNewCard: () => undefined },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  } as unknown as AppContext;
  return appRouter.createCaller({ app, token: TOKEN, address: '127.0.0.1' }).calls;
}

async function cardOn(calls: ReturnType<typeof desk>): Promise<Card> {
  const next = await calls.next();
  if (next.kind === 'none') throw new Error(next.why);
  return next.card;
}

/** A call of before: what is prepared or kept once is not counted. */
async function warm(calls: ReturnType<typeof desk>): Promise<void> {
  for (const code of ['NJ_NRP', 'NJ_REP', 'AC_UP']) await calls.save(outcomeFor(await cardOn(calls), code));
}

/** Statements and transactions of each. */
const CEILING = {
  'next card': { statements: 24, transactions: 2 },
  'nobody answered': { statements: 15, transactions: 2 },
  agreement: { statements: 20, transactions: 2 },
};

async function askedByACall() {
  const calls = desk();
  await warm(calls);
  const cards: Card[] = [];
  const next = await sqlAsked(async () => {
    cards.push(await cardOn(calls));
  });
  const unanswered = outcomeFor(theOnly(cards), 'NJ_NRP');
  const noAnswer = await sqlAsked(() => calls.save(unanswered));
  const agreed = outcomeFor(await cardOn(calls), 'AC_UP');
  const agreement = await sqlAsked(() => calls.save(agreed));
  return { 'next card': next, 'nobody answered': noAnswer, agreement };
}

test('the next card, then its outcome, ask of the base no more than their ceilings', async () => {
  for (const [what, { statements, transactions }] of Object.entries(await askedByACall())) {
    const ceiling = CEILING[what as keyof typeof CEILING];
    expect(statements.length, `${what}:\n${statements.join('\n')}`).toBeLessThanOrEqual(ceiling.statements);
    expect(transactions, `transactions of ${what}`).toBeLessThanOrEqual(ceiling.transactions);
    // A ceiling that hangs far above what is asked holds nobody back.
    expect(statements.length).toBeGreaterThan(ceiling.statements - 3);
  }
});

/** Lists given by the caller, one row, and places of a campaign found by hops in their index. */
const MAY_BE_WALKED = /^SCAN (json_each|other|CONSTANT|\d+ CONSTANT|\(|found)/;

test('none of these walks a table or sorts what it found', async () => {
  const asked = Object.values(await askedByACall()).flatMap(({ statements }) => statements);
  const [file = ''] = centre.store.files();
  const base = new DatabaseSync(file, { readOnly: true });
  const walks = [...new Set(asked)].flatMap((sql) => {
    const steps = base
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map(({ detail }) => String(detail));
    const bad = steps.filter(
      (step) => /TEMP B-TREE/.test(step) || (/^SCAN/.test(step) && !MAY_BE_WALKED.test(step)),
    );
    return bad.length > 0 ? [`${bad.join(', ')} in ${sql}`] : [];
  });
  base.close();
  expect(walks).toEqual([]);
});

function theOnly(cards: readonly Card[]): Card {
  const [card] = cards;
  if (!card) throw new Error('no card');
  return card;
}
