import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyChain } from '../../../server/domain/audit/audit-chain.ts';
import type { CallRow } from '../../../server/ports/rows/calls.ts';
import type { StoreReader } from '../../../server/ports/store.ts';
import { dispositionOf } from '../../../shared/dispositions.ts';
import { inTurn } from '../../../shared/in-turn.ts';
import type { ChaosHouse } from './chaos-house.ts';

/** What outsiders remember of a house, and a way to look into its base. */
export type Remembered = Pick<ChaosHouse, 'memory' | 'faults'> & {
  readonly place: Pick<ChaosHouse['place'], 'mail' | 'outgoing' | 'look'>;
  readonly staff: Pick<ChaosHouse['staff'], 'campaign'>;
};

interface Look {
  readonly house: Remembered;
  readonly rows: StoreReader;
  readonly calls: readonly CallRow[];
}

const twice = (names: readonly string[]) => names.filter((name, at) => names.indexOf(name) !== at);
const subjectsOf = async (rows: StoreReader, action: string) =>
  (await Array.fromAsync(rows.audit.each()))
    .filter((entry) => entry.action === action)
    .map((entry) => entry.subject);

/** Message-IDs that the relay has, one a message that came whole. */
function atRelay({ place }: Remembered): readonly string[] {
  return place.mail.messages().map(({ raw }) => /^message-id:\s*(\S+)/im.exec(raw)?.[1] ?? 'without a name');
}

/** What must hold whatever was cut, by what outsiders know: the agents' receipts, the relay's messages, the files on the drop. */
const RULES: Readonly<Record<string, (look: Look) => Promise<readonly string[]>>> = {
  'acknowledged, and lost': async ({ house, calls }) => {
    const known = new Set(calls.map((call) => call.callId));
    return [...house.memory.answered.keys()].filter((callId) => !known.has(callId));
  },
  'another receipt than the agent’s': async ({ house, calls }) =>
    calls
      .filter((call) => {
        const told = house.memory.answered.get(call.callId);
        return told && JSON.stringify(call.receipt) !== JSON.stringify(told);
      })
      .map((call) => call.callId),
  'recorded, and sent by nobody': async ({ house, calls }) => {
    const held = new Set([...house.memory.unanswered.values()].map((outcome) => outcome.callId));
    const isSent = (callId: string) => house.memory.answered.has(callId) || held.has(callId);
    return calls.map((call) => call.callId).filter((callId) => !isSent(callId));
  },
  'a call twice': async ({ calls }) => twice(calls.map((call) => call.callId)),
  'attempts that are not its calls': async ({ house, rows, calls }) => {
    const own = Map.groupBy(
      calls.filter((call) => call.attemptRank !== null),
      (call) => call.recordId,
    );
    return (await Array.fromAsync(rows.records.each(house.staff.campaign)))
      .filter((record) => record.attempts !== (own.get(record.id)?.length ?? 0))
      .map((record) => `record ${record.id}`);
  },
  'a call without its one entry in the log': async ({ rows, calls }) => {
    const told = await subjectsOf(rows, 'call.record');
    const known = new Set(told);
    return [...twice(told), ...calls.map((call) => call.callId).filter((callId) => !known.has(callId))];
  },
  'the log broken': async ({ rows }) => {
    const chain = await verifyChain(rows.audit.each());
    return chain.ok ? [] : [JSON.stringify(chain)];
  },
  'an e-mail owed and not written, or written and not owed': async ({ rows, calls }) =>
    (
      await inTurn.filter(
        calls,
        async (call) =>
          (dispositionOf(call.disposition)?.email === true) !==
          ((await rows.emails.ofCall(call.callId)) !== undefined),
      )
    ).map((call) => call.callId),
  'an e-mail twice at the relay': async ({ house }) => twice(atRelay(house)),
  'an e-mail said sent that the relay never had': async ({ house, rows }) => {
    const there = new Set(atRelay(house));
    return (await rows.emails.inState('sent'))
      .map((email) => email.messageId)
      .filter((messageId) => !there.has(messageId));
  },
  'an e-mail at the relay that the base would send again': async ({ house, rows }) => {
    const left = new Set(['sent', 'sending', 'uncertain']);
    return await inTurn.filter(
      atRelay(house),
      async (id) => !left.has((await rows.emails.byMessageId(id))?.state ?? 'unknown'),
    );
  },
  'delivered, and not on the drop as its receipt says': async ({ house, rows }) =>
    (await rows.deliveries.inState('delivered'))
      .filter(({ fileName, sha256Sealed }) => {
        const file = join(house.place.outgoing, `${fileName}.pgp`);
        if (!existsSync(file)) return true;
        return createHash('sha256').update(readFileSync(file)).digest('hex') !== sha256Sealed;
      })
      .map((delivery) => delivery.fileName),
  'a delivery twice in the log': async ({ rows }) => twice(await subjectsOf(rows, 'delivery.sent')),
  'an imported file without its records': async ({ house, rows }) => {
    const records = await Array.fromAsync(rows.records.each(house.staff.campaign));
    return (await rows.records.contactFiles(house.staff.campaign))
      .filter((file) => file.state === 'imported')
      .filter((file) => {
        const own = records.filter((record) => record.contactFileId === file.id).length;
        // A donor whom an earlier file brought is excluded without a record.
        return own < file.accepted || own > file.rows - file.rejected;
      })
      .map((file) => file.name);
  },
};

/** Looks at what a kill left, before anything starts again; each breach becomes a fault. Not for a purged campaign. */
export async function judge(house: Remembered, where: string): Promise<void> {
  await house.place.look(async (rows) => {
    const calls = await Array.fromAsync(rows.calls.each(house.staff.campaign));
    for (const [rule, broken] of Object.entries(RULES))
      for (const one of await broken({ house, rows, calls })) house.faults.push(`${where}: ${rule}: ${one}`);
  });
}

/** Once the server has visited the drop and started in peace: nothing half written lies anywhere. */
export function judgeOrphans(house: ChaosHouse, where: string): void {
  const { place, backupDir } = house;
  const names = [place.incoming, place.outgoing, backupDir, join(place.folder, 'donnees'), place.folder]
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: folder !== place.folder, encoding: 'utf8' }));
  for (const name of names.filter((one) => /\.part$|EN-COURS_|\.restauration-/.test(one)))
    house.faults.push(`${where}: left behind: ${name}`);
}
