import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { drawnPercent } from '../../../server/domain/agreement/agreement-check.ts';
import type { CampaignSettings } from '../../../server/domain/campaign/campaign-settings.ts';
import { addSha256 } from '../../../server/store/database-file.ts';
import type { Card } from '../../../shared/card.ts';
import { agentCalls, cardOn, openCountedCentre, warm } from '../../support/call/agent-door.ts';
import type { Centre } from '../../support/call/centre.ts';
import { outcomeFor } from '../../support/campaign/centre-script.ts';
import { type SqlAsked, sqlAsked } from '../../support/store/counted-sql.ts';

/** What one card and one outcome cost the base, counted and not timed: each figure may only fall. */

let centre: Centre;

type Verification = NonNullable<CampaignSettings['verification']>;
const NOBODY: Verification = { mode: 'none', ratePercent: 20, firstAgreements: 0 };
const OUT_OF_SAMPLE: Verification = { mode: 'sample', ratePercent: 1, firstAgreements: 1 };

async function open(verification = NOBODY): Promise<void> {
  const opened = await openCountedCentre({ records: 42, settings: { verification } });
  onTestFinished(() => opened.close());
  centre = { ...opened, chance: { ...opened.chance, uuid: drawnOut } };
}

/** A call that the draw of one in a hundred leaves out. */
function drawnOut(): string {
  const callId = randomUUID();
  return drawnPercent(callId) < 1 ? drawnOut() : callId;
}

type Costs = Readonly<Record<string, SqlAsked>>;

/** What a next card costs, then each of those outcomes; calls of before have prepared or kept what is asked once. */
async function costsOf(codes: readonly string[]): Promise<Costs> {
  const calls = agentCalls(centre);
  await warm(calls);
  // Twice: an agent's first agreement is verified where the next are not; what is of this very instant is no earlier call.
  for (const code of [...codes, ...codes]) {
    await calls.save(outcomeFor(await cardOn(calls), code));
    centre.clock.advance(60_000);
  }
  const costs: Record<string, SqlAsked> = {};
  for (const code of codes) {
    const cards: Card[] = [];
    costs['next card'] = await sqlAsked(async () => {
      cards.push(await cardOn(calls));
    });
    const outcome = outcomeFor(theOnly(cards), code);
    costs[code] = await sqlAsked(() => calls.save(outcome));
  }
  return costs;
}

interface Ceiling {
  readonly verification?: Verification;
  /** Of a next card, and by code of an outcome: the dearest of each form. */
  readonly statements: Readonly<Record<string, number>>;
}

const CEILINGS: Readonly<Record<string, Ceiling>> = {
  'where nobody verifies': {
    statements: { 'next card': 21, NJ_NRP: 11, RA_MOYENS: 11, RP_PERSO: 11, AC_UP: 14 },
  },
  'where each agreement is verified': {
    verification: { mode: 'all', ratePercent: 100, firstAgreements: 0 },
    statements: { 'next card': 21, AC_UP: 15 },
  },
  'where this one is outside of the sample': {
    verification: OUT_OF_SAMPLE,
    statements: { 'next card': 21, AC_UP: 17 },
  },
  'where it is, and the first of an agent count like the rest': {
    verification: { ...OUT_OF_SAMPLE, firstAgreements: 0 },
    statements: { 'next card': 21, AC_UP: 16 },
  },
};

test.each(Object.keys(CEILINGS))(
  'a next card and an outcome ask of the base no more than this, %s',
  async (where) => {
    const { verification, statements: ceilings = {} } = CEILINGS[where] ?? {};
    await open(verification);
    const costs = await costsOf(Object.keys(ceilings).filter((what) => what !== 'next card'));
    for (const [what, { statements, transactions }] of Object.entries(costs)) {
      // A ceiling that hangs above what is asked holds nobody back.
      expect(statements.length, `${what}:\n${statements.join('\n')}`).toBe(ceilings[what]);
      expect(transactions, `transactions of ${what}`).toBe(2);
    }
  },
);

/** Lists given by the caller, one row, and places of a campaign found by hops in their index. */
const MAY_BE_WALKED = /^SCAN (json_each|other|CONSTANT|\d+ CONSTANT|\(|found)/;

test('none of these walks a table or sorts what it found', async () => {
  await open(OUT_OF_SAMPLE);
  const costs = await costsOf(['NJ_NRP', 'RA_MOYENS', 'AC_UP']);
  const asked = Object.values(costs).flatMap(({ statements }) => statements);
  const [file = ''] = centre.store.files();
  const base = new DatabaseSync(file, { readOnly: true });
  addSha256(base);
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
