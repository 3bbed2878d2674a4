import type { DemoHouse } from '../../../scripts/demo/demo-house.ts';
import { demoCampaign, fileStem, giveFile } from '../../../scripts/demo/give-contact-file.ts';
import { importSignedMandates } from '../../../server/steps/lists/import-signed-mandates.ts';
import { civilDate } from '../../../shared/time.ts';
import { rpcOf } from '../house/server-process.ts';
import type { TypedCall } from './month-calls.ts';
import { type MonthPerson, openDay } from './month-people.ts';

/** What became of an agreement after its call. Amounts in the donor's own periodicity, minor units. */
export interface TypedAct {
  readonly what: 'approved' | 'rejected' | 'cancel' | 'amount' | 'signed';
  readonly campaign: string;
  readonly callId: string;
  readonly atMs: number;
  readonly beforeMinor?: number;
  readonly minor?: number;
}

/** The agreements of these calls, in order. */
export function agreementsOf(typed: readonly TypedCall[]): readonly TypedCall[] {
  return typed.filter(({ code }) => code.startsWith('AC_'));
}

async function deskOf(house: DemoHouse, person: MonthPerson) {
  return rpcOf(house.server.url, (await openDay(house, person)).token);
}

/** The verifier approves every agreement that waits, but sends these back. */
export async function verify(
  house: DemoHouse,
  verifier: MonthPerson,
  sentBack: ReadonlySet<string>,
): Promise<readonly TypedAct[]> {
  const rpc = await deskOf(house, verifier);
  const acts: TypedAct[] = [];
  for (const { callId, campaign } of await rpc.agreements.list.query({})) {
    const what = sentBack.has(callId) ? 'rejected' : 'approved';
    const reason = what === 'rejected' ? 'Le oui n’est pas clair' : '';
    await rpc.agreements.decide.mutate({ callId, decision: what, reason });
    acts.push({ what, campaign, callId, atMs: house.clock.nowMs() });
  }
  return acts;
}

/** A donor takes an agreement back, or another amount is right: as the lead notes it. */
export async function correct(
  house: DemoHouse,
  lead: MonthPerson,
  call: TypedCall,
  minor?: number,
): Promise<TypedAct> {
  const rpc = await deskOf(house, lead);
  const change = minor === undefined ? { kind: 'cancel' as const } : { kind: 'amount' as const, minor };
  await rpc.corrections.correct.mutate({ callId: call.callId, change, reason: 'Le donateur a rappelé' });
  const { callId, campaign } = call;
  const act = { campaign, callId, atMs: house.clock.nowMs(), beforeMinor: call.newMinor ?? 0 };
  return minor === undefined ? { what: 'cancel', ...act } : { what: 'amount', minor, ...act };
}

/** The charity tells by file that these mandates came back signed. */
export async function giveSigned(
  house: DemoHouse,
  campaign: string,
  calls: readonly TypedCall[],
): Promise<readonly TypedAct[]> {
  if (calls.length === 0) return [];
  const { app } = house.server;
  const date = civilDate(house.clock.nowMs());
  const clear = await app.workbooks.writer.write({
    title: 'Mandats signés',
    createdAtMs: house.clock.nowMs(),
    sheets: [
      {
        name: 'MANDATS_SIGNES',
        columns: [
          { header: 'ID_DONATEUR', width: 14, kind: 'text' },
          { header: 'REFERENCE', width: 24, kind: 'text' },
          { header: 'DATE_SIGNATURE', width: 16, kind: 'date' },
        ],
        rows: calls.map(({ donor }) => [donor, `SIGNE-${donor}`, { date }]),
      },
    ],
  });
  const row = await demoCampaign(house, campaign);
  const fileName = `${row.charity}_MANDATS_SIGNES_${fileStem(row)}_${date.replaceAll('-', '')}.xlsx.pgp`;
  await giveFile(house, { campaign, fileName, clear });
  const { done } = await importSignedMandates(app, { campaign, fileName, actor: 'essai' });
  if (done !== calls.length) throw new Error(`${done} of ${calls.length} signatures recorded`);
  const atMs = house.clock.nowMs();
  return calls.map(({ callId }) => ({ what: 'signed' as const, campaign, callId, atMs }));
}
