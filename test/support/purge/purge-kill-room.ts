import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { callingRules } from '../../../server/domain/calling-rules/calling-rules.ts';
import { createBackup } from '../../../server/steps/backup/backup-create.ts';
import { recordCall } from '../../../server/steps/call/record-call.ts';
import { copyKeyRing } from '../../../server/steps/keys/key-copies.ts';
import { serveNextCard } from '../../../server/steps/next-card/serve-next-card.ts';
import { builtStory } from '../../built-program.ts';
import { outcomeFor, testScript } from '../campaign/centre-script.ts';
import { fictitiousContent, fictitiousDonor } from '../contact-file/fictitious-donor.ts';
import { makeCharityKeys } from '../sftp/charity-keys.ts';
import {
  accountRow,
  CAMPAIGN,
  CHARITY,
  campaignRow,
  NOW_MS,
  newRecord,
  settings,
} from '../store/store-rows.ts';
import { openPurgeRoom } from './purge-room.ts';

export const OTHER = 'AUTRE-UP-FR';
const OTHER_CHARITY = 'AUTREORG';
const CHILD = fileURLToPath(new URL('./purge-kill-child.ts', import.meta.url));
const chance = { uuid: randomUUID, token: () => randomUUID() };

/** A closed campaign to be purged with a copy of every kind, beside another charity's campaign at work in the same base. */
export async function openPurgeKillRoom(sizes: { readonly records: number; readonly others: number }) {
  const room = await openPurgeRoom(sizes.records);
  const { folder, deps, store, vault } = room;
  const agent = accountRow({ id: 'agent-1', login: 'testeur.1', campaigns: [OTHER] });
  await store.write((rows) => rows.accounts.insert(agent));
  await addOther(room, sizes.others);
  await vault.saveOfficerPublicKey((await makeCharityKeys('Responsable Testeuse')).publicKey);
  for (const name of ['copie-1', 'copie-2'])
    await copyKeyRing({ ...deps, chance }, { folder: join(folder, name), actor: 'dpo-1' });
  await createBackup({ ...deps, clock: { nowMs: () => NOW_MS - 86_400_000 } }, { actor: 'dpo-1' });
  const keys = [join('campaigns', CAMPAIGN), join('charities', CHARITY)].flatMap((part) =>
    readdirSync(join(room.keysDir, part)).map((name) => ({
      name: join(part, name),
      bytes: readFileSync(join(room.keysDir, part, name)),
    })),
  );
  const story = builtStory(CHILD);
  const close = () => {
    story.dispose();
    room.close();
  };
  return { ...room, agent, keys, close, program: story.program };
}
export type PurgeKillRoom = Awaited<ReturnType<typeof openPurgeKillRoom>>;

async function addOther({ store, vault }: Awaited<ReturnType<typeof openPurgeRoom>>, count: number) {
  await vault.createCampaign(OTHER, OTHER_CHARITY);
  const charity = { ...settings().charity, code: OTHER_CHARITY };
  const row = campaignRow({
    code: OTHER,
    charity: OTHER_CHARITY,
    settings: settings({ code: OTHER, charity }),
  });
  const counts = { rows: count, accepted: count, warned: 0, rejected: 0, excluded: 0 };
  const contactFileId = await store.write(async (rows) => {
    await rows.campaigns.save(row, testScript);
    const file = { campaign: OTHER, name: 'fictif.xlsx', sha256: 'b'.repeat(64), startedAtMs: NOW_MS };
    return await rows.records.beginContactFile({ ...file, ...counts });
  });
  const numbers = Array.from({ length: count }, (_, at) => at + 1);
  const sealed = await vault.sealRecords(
    numbers.map((number) => ({
      place: { campaign: OTHER, kind: 'record', id: `${contactFileId}:${number + 1}`, version: 1 },
      content: fictitiousContent(fictitiousDonor(number)),
    })),
  );
  await store.write(async (rows) => {
    await rows.records.addStaged(
      numbers.map((number, at) =>
        newRecord({ contactFileId, campaign: OTHER, rowNumber: number + 1, sealed: sealed[at]! }),
      ),
    );
    await rows.records.finishContactFile(contactFileId, { ...counts, finishedAtMs: NOW_MS });
  });
}

/** An agent of the other campaign at work in this process until `stop`; answers the calls that were answered. */
export function startLoad({ store, vault, agent }: PurgeKillRoom) {
  let stopped = false;
  const callIds: string[] = [];
  let nowMs = NOW_MS;
  const clock = { nowMs: () => nowMs };
  const deps = { store, vault, clock, chance, rules: callingRules(), training: { elsewhere: true } };
  const work = async () => {
    while (!stopped) {
      const next = await serveNextCard(deps, agent);
      // On a slow machine every card may have been called: the agent then asks again and again.
      if (next.kind === 'none') {
        await pause(60);
        continue;
      }
      const outcome = outcomeFor(next.card, 'RS_ENTRETIEN');
      await recordCall(deps, { agent, outcome });
      callIds.push(outcome.callId);
      nowMs += 1_000;
      // An agent's pace, not a wait for anything: the processor is the children's.
      await pause(120);
    }
  };
  const working = work();
  working.catch(() => undefined);
  return {
    callIds,
    stop: async () => {
      stopped = true;
      await working;
    },
  };
}

/** One process that goes on with the purge: the act it was killed after, or undefined when it came to the end. */
export async function purgeUntilKilled(
  { folder, program }: Pick<PurgeKillRoom, 'folder' | 'program'>,
  killedAfter: readonly string[],
): Promise<string | undefined> {
  const aside = join(folder, 'essai');
  mkdirSync(aside, { recursive: true });
  const known = join(aside, 'actes-connus');
  writeFileSync(known, killedAfter.join('\n'));
  const child = spawn(process.execPath, [program, folder, known, CAMPAIGN], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: join(aside, 'compile') },
  });
  let out = '';
  let complaint = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const [status, signal] = await new Promise<[number | null, string | null]>((done) =>
    child.once('close', (code, by) => done([code, by])),
  );
  if (signal === 'SIGKILL' && out.endsWith('\n')) return out.trim();
  if (status !== 0) throw new Error(`the purging process ended with ${status ?? signal}: ${complaint}`);
  return undefined;
}

/** Whole certificates; what is being written has another name. */
export function certificatesIn(folder: string): readonly string[] {
  const certificates = join(folder, 'data', 'certificates');
  if (!existsSync(certificates)) return [];
  return readdirSync(certificates)
    .filter((name) => !name.endsWith('.part'))
    .sort();
}
