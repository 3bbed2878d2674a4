import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indicatorLine, indicators } from '../../../server/domain/indicators/indicators.ts';
import { signMandate } from '../../../server/steps/agreement/sign-mandate.ts';
import { closeCampaign } from '../../../server/steps/campaign/close-campaign.ts';
import { deliverFinal } from '../../../server/steps/delivery/deliver-final.ts';
import { type DeliverDeps, deliverWeekly } from '../../../server/steps/delivery/deliver-weekly.ts';
import { readFigures } from '../../../server/steps/indicators/read-figures.ts';
import { isAppError } from '../../../shared/errors.ts';
import { civilDate, isoWeekOf, periodOfIsoWeek } from '../../../shared/time.ts';
import { correctionRoom } from '../../support/delivery/correction-room.ts';
import type { DeliveryRoom } from '../../support/delivery/delivery-room.ts';
import { mandateRoom, REACTIVATION } from '../../support/delivery/mandate-room.ts';
import { readWithOpenpyxl } from '../../support/machine/openpyxl.ts';
import { describeWith } from '../../support/machine/programs.ts';
import { CAMPAIGN, NOW_MS } from '../../support/store/store-campaign.ts';

const DAY_MS = 86_400_000;
const OPS = 'ops-1';
const WEEKS = 3;

type Cells = Readonly<Record<string, string | number | boolean | null>>;
type Book = Readonly<Record<string, readonly Cells[]>>;

/** A delivered file as the charity reads it: decrypted with its key, opened by a library that is not ours. */
async function bookOf(room: Pick<DeliveryRoom, 'openDelivered'>, name: string): Promise<Book> {
  const sheets = readWithOpenpyxl(await room.openDelivered(name));
  return Object.fromEntries(
    sheets.map(({ name: sheet, rows: [header = [], ...rows] }) => [
      sheet,
      rows.map((row) => Object.fromEntries(header.map((one, at) => [one.value, row[at]?.value ?? null]))),
    ]),
  );
}

const cents = (value: unknown) => Math.round(Number(value ?? 0) * 100);
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

/** As the charity's CRM does: by donor, the last line of a call stands and an X removes it. */
function loaded(books: readonly Book[], sheet: string, amount: string): ReadonlyMap<string, number> {
  const held = new Map<string, number>();
  for (const book of books) {
    for (const line of book[sheet] ?? []) {
      if (line.TYPE_LIGNE === 'X') held.delete(String(line.ID_DONATEUR));
      else held.set(String(line.ID_DONATEUR), cents(line[amount]));
    }
  }
  return held;
}

interface Delivered {
  readonly weekly: readonly Book[];
  readonly final: Book;
  readonly figure: (key: string) => number | null | undefined;
}

/** As the schedule does: every week that has ended and was not delivered, oldest first. */
async function deliverOwed(
  { deps, clock }: Pick<DeliveryRoom, 'deps' | 'clock'>,
  campaign: string,
): Promise<void> {
  const first = periodOfIsoWeek(isoWeekOf(NOW_MS))?.fromMs ?? 0;
  for (let atMs = first; atMs + 7 * DAY_MS <= clock.nowMs; atMs += 7 * DAY_MS)
    await deliverWeekly(deps, { campaign, week: isoWeekOf(atMs), actor: OPS });
}

/** Delivers what the campaign still owes, closes it, and reads everything back. */
async function deliverAll(
  room: DeliveryRoom & { readonly deps: DeliverDeps },
  campaign: string,
): Promise<Delivered> {
  room.clock.nowMs += 7 * DAY_MS;
  await deliverOwed(room, campaign);
  await closeCampaign(room.deps, { campaign, reason: 'Fin de campagne fictive', actor: OPS });
  const { fileName } = await deliverFinal(room.deps, { campaign, actor: OPS });
  const names = room.delivered().filter((name) => name.includes('_MANDATS_'));
  const weekly: Book[] = [];
  for (const name of names) weekly.push(await bookOf(room, name));
  const nowMs = room.clock.nowMs;
  const period = periodOfIsoWeek(isoWeekOf(nowMs)) ?? { fromMs: 0, toMs: 0 };
  const row = await room.deps.store.read((rows) => rows.campaigns.byCode(campaign));
  if (!row) throw new Error('the campaign exists');
  const { input } = await room.deps.store.read((rows) => readFigures(rows, { campaign: row, period, nowMs }));
  return {
    weekly,
    final: await bookOf(room, `${fileName}.pgp`),
    figure: (key) => indicatorLine(indicators(input), key)?.cumulated.scaled,
  };
}

/** What the weekly files told, the final file says, and the indicators count. */
function expectAgreement({ weekly, final, figure }: Delivered): void {
  const rows = final.RETOUR ?? [];
  const running = rows.filter((row) => row.ACCORD === 'O' && row.STATUT_DON_APRES === 'ACTIF');
  const byDonor = (amount: string, of: readonly Cells[]) =>
    new Map(of.map((row) => [String(row.ID_DONATEUR), cents(row[amount])]));
  const sorted = (map: ReadonlyMap<string, number>) => [...map].toSorted();
  expect(sorted(loaded(weekly, 'MANDATS', 'NOUVEAU_MONTANT'))).toEqual(
    sorted(byDonor('MONTANT_APRES', running)),
  );
  const given = rows.filter((row) => row.DON_PONCTUEL !== null);
  expect(sorted(loaded(weekly, 'DONS PONCTUELS', 'MONTANT'))).toEqual(sorted(byDonor('DON_PONCTUEL', given)));
  const effects = (sheet: number, column: string) =>
    sum(weekly.map((book) => cents(book.CONTROLE?.[sheet]?.[column])));
  expect(effects(0, 'EFFET_NOUVEAU')).toBe(sum(running.map((row) => cents(row.MONTANT_APRES))));
  expect(effects(0, 'EFFET_DELTA')).toBe(
    sum(running.map((row) => cents(row.MONTANT_APRES) - cents(row.MONTANT_AVANT))),
  );
  expect(effects(1, 'EFFET_NOUVEAU')).toBe(sum(given.map((row) => cents(row.DON_PONCTUEL))));

  // « 8 = 7 + 1 »: what the files told and what the last one says it leaves out.
  const left = weekly.at(-1)?.CONTROLE?.[0] ?? {};
  const out = ['ACCORDS_RETENUS', 'ACCORDS_A_VERIFIER', 'ACCORDS_REJETES'].map((one) => Number(left[one]));
  expect(loaded(weekly, 'MANDATS', 'NOUVEAU_MONTANT').size + sum(out)).toBe(figure('agreements'));
  expect(Number(left.ACCORDS_A_SIGNER)).toBe(figure('awaitingSignature'));

  const having = (flag: string) => rows.filter((row) => row[flag] === 'O');
  for (const row of having('CA')) expect([row.ID_DONATEUR, row.CU]).toEqual([row.ID_DONATEUR, 'O']);
  for (const row of having('CU')) expect([row.ID_DONATEUR, row.TRAITEE]).toEqual([row.ID_DONATEUR, 'O']);
  for (const [flag, key] of Object.entries({
    TRAITEE: 'processed',
    CU: 'useful',
    CA: 'pitched',
    ACCORD: 'agreements',
  }))
    expect([flag, having(flag).length]).toEqual([flag, figure(key)]);
}

const minor = fc.integer({ min: 13, max: 40 }).map((euros) => euros * 100);
const of = fc.nat(30);
const amounts = (newMinor: number) => ({ newMinor, newMonthlyMinor: newMinor });
const upgradeAct = fc.oneof(
  fc.record({ kind: fc.constant('agree' as const), minor }),
  fc.record({ kind: fc.constant('give' as const), minor }),
  fc.record({
    kind: fc.constant('end' as const),
    code: fc.constantFrom(
      'RA_MOYENS',
      'RS_ENTRETIEN',
      'OP_TEL',
      'AR_STOP',
      'EF_FAUX',
      'EF_EPUISE',
      'NE_VULN',
    ),
  }),
  fc.record({ kind: fc.constant('correct' as const), of, minor }),
  fc.record({ kind: fc.constant('cancel' as const), of }),
);
const weeksOf = <T>(act: fc.Arbitrary<T>) =>
  fc.array(
    fc.record({ acts: fc.array(act, { maxLength: 7 }), delivers: fc.constantFrom(true, true, false) }),
    { minLength: WEEKS, maxLength: WEEKS },
  );
const soft = async (work: Promise<unknown>) => {
  await work.catch((error: unknown) => {
    if (!isAppError(error) || error.kind === 'unavailable') throw error;
  });
};

describeWith('openpyxl')('R-20, R-23 all files of a campaign tell one story', () => {
  test('upgrade: whatever was agreed, given, refused, corrected or cancelled, week after week', async () => {
    await fc.assert(
      fc.asyncProperty(weeksOf(upgradeAct), async (weeks) => {
        const room = await correctionRoom(NOW_MS);
        try {
          const calls: string[] = [];
          for (const { acts, delivers } of weeks) {
            for (const act of acts) {
              const target = 'of' in act ? calls[act.of % Math.max(1, calls.length)] : undefined;
              if (act.kind === 'agree') calls.push(await room.talk(amounts(act.minor)));
              if (act.kind === 'give')
                calls.push(await room.talk({ disposition: 'DP_LIEN', oneOffMinor: act.minor }));
              if (act.kind === 'end') await room.talk({ disposition: act.code });
              if (act.kind === 'correct' && target) await soft(room.correct(target, act.minor));
              if (act.kind === 'cancel' && target) await soft(room.correct(target, 'cancel'));
              room.clock.nowMs += 60_000;
            }
            room.clock.nowMs += 7 * DAY_MS;
            if (delivers) await deliverOwed(room, CAMPAIGN);
          }
          expectAgreement(await deliverAll(room, CAMPAIGN));
        } finally {
          await room.close();
        }
      }),
      { numRuns: 2, endOnFailure: true },
    );
  }, 120_000);

  const reactivationAct = fc.oneof(
    fc.record({
      kind: fc.constant('agree' as const),
      minor,
      disposition: fc.constantFrom('AC_RE', 'AC_RE', 'AC_RE_SIGN', 'RA_MOYENS'),
      stopReason: fc.constantFrom('IMPAYES', 'REJET_BANCAIRE', 'INCONNU'),
    }),
    fc.record({ kind: fc.constant('sign' as const), of }),
  );

  test('reactivation: an agreement enters the weekly files, and runs in the final one, only under a mandate that lives', async () => {
    await fc.assert(
      fc.asyncProperty(weeksOf(reactivationAct), async (weeks) => {
        const room = await mandateRoom(NOW_MS);
        try {
          let donors = 0;
          for (const { acts, delivers } of weeks) {
            for (const act of acts) {
              if (act.kind === 'agree') {
                const { disposition, stopReason } = act;
                const gift = { lastDebitOn: '2026-05-05', stopReason };
                const none = { askLevel: null, oldMinor: null, oldMonthlyMinor: null };
                const call = disposition.startsWith('RA')
                  ? { ...none, newMinor: null, newMonthlyMinor: null, firstDebitOn: null }
                  : amounts(act.minor);
                donors += 1;
                await room.agree({ number: donors, disposition, gift, call });
                continue;
              }
              await soft(
                signMandate(room.all, {
                  campaign: REACTIVATION,
                  donorId: String((act.of % Math.max(1, donors)) + 1).padStart(5, '0'),
                  reference: 'NOUVEAU-1',
                  signedOn: civilDate(room.clock.nowMs),
                  actor: OPS,
                }),
              );
            }
            room.clock.nowMs += 7 * DAY_MS;
            if (delivers) await deliverOwed(room, REACTIVATION);
          }
          expectAgreement(await deliverAll(room, REACTIVATION));
        } finally {
          await room.close();
        }
      }),
      { numRuns: 2, endOnFailure: true },
    );
  }, 120_000);
});
