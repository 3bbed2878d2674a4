import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Card } from '../../../shared/card.ts';
import { agentCalls, cardOn, openCountedCentre, warm } from '../../support/call/agent-door.ts';
import type { Centre } from '../../support/call/centre.ts';
import { outcomeFor } from '../../support/campaign/centre-script.ts';
import { sqlAsked } from '../../support/store/counted-sql.ts';

/** What one card and one outcome cost the base, counted and not timed: each figure is a ceiling that may only fall. */

let centre: Centre;
beforeEach(async () => {
  centre = await openCountedCentre();
});
afterEach(() => centre.close());

/** Statements and transactions of each. */
const CEILING = {
  'next card': { statements: 24, transactions: 2 },
  'nobody answered': { statements: 15, transactions: 2 },
  agreement: { statements: 20, transactions: 2 },
};

async function askedByACall() {
  const calls = agentCalls(centre);
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
