import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createMessage, encrypt, readKey, readPrivateKey } from 'openpgp';
import type { AppContext } from '../../server/app-context.ts';
import { openHouse } from '../../server/context.ts';
import { closeCampaign } from '../../server/steps/campaign/close-campaign.ts';
import { loadCampaign } from '../../server/steps/campaign/load-campaign.ts';
import { importContactFile } from '../../server/steps/contact-file/import-contact-file.ts';
import { deliverFinal } from '../../server/steps/delivery/deliver-final.ts';
import { longContactFile } from '../support/contact-file/long-contact-file.ts';
import { peakMib } from '../support/machine/peak-memory.ts';
import { callRow } from '../support/store/store-rows.ts';
import { type BenchBase, configOver, passphraseOf } from './bench-house.ts';
import { answerParent } from './child.ts';
import { portOver } from './port-over.ts';

/** In a child: one step of the life of a very long file, each in a process of its own so that its peak is its own. */
export interface MillionRequest {
  readonly base: BenchBase;
  readonly campaignDir: string;
  readonly dataDir: string;
  /** `make`: the charity writes and seals the file; `import` and `final`: the product's own steps. */
  readonly step: 'make' | 'import' | 'final';
  readonly rows: number;
  /** The charity's sealed file, and the armoured private key it signs with. */
  readonly file: string;
  readonly charityKeyFile: string;
}

export interface MillionRun {
  readonly ms: number;
  /** Of all threads of the process. */
  readonly cpuMs: number;
  /** Most memory held at once, and before the step began. */
  readonly peakMib: number;
  readonly restingMib: number;
  readonly records: number;
  readonly bytes: number;
  /** Longest the main thread was busy without a breath. */
  readonly stalledMs: number;
}

const FILE_NAME = 'UNION_UPG_FR_20261123.xlsx.pgp';
const ACTOR = 'bench';
const LOOK_EVERY_MS = 5;

async function measured(work: () => Promise<{ records: number; bytes: number }>): Promise<MillionRun> {
  const restingMib = peakMib();
  const cpu = process.cpuUsage();
  const startMs = performance.now();
  let stalledMs = 0;
  let seenMs = startMs;
  const timer = setInterval(() => {
    stalledMs = Math.max(stalledMs, performance.now() - seenMs - LOOK_EVERY_MS);
    seenMs = performance.now();
  }, LOOK_EVERY_MS);
  const done = await work();
  clearInterval(timer);
  const { user, system } = process.cpuUsage(cpu);
  const ms = performance.now() - startMs;
  return { ...done, ms, cpuMs: (user + system) / 1000, peakMib: peakMib(), restingMib, stalledMs };
}

/** The drop keeps hashes, not files: SFTP has its own figures. */
function withoutDrop(app: AppContext, file: string): AppContext {
  const delivered = new Map<string, string>();
  return {
    ...app,
    drop: portOver(app.drop, {
      fetch: async () => readFileSync(file),
      deliver: async (name, bytes) => {
        delivered.set(name, createHash('sha256').update(bytes).digest('hex'));
      },
      hashOfDelivered: async (name) => delivered.get(name),
    }),
  };
}

async function make(app: AppContext, { rows, file, charityKeyFile, base }: MillionRequest) {
  const clear = await longContactFile({ campaign: base.campaign, rows });
  const sealed = await encrypt({
    message: await createMessage({ binary: clear, filename: '' }),
    encryptionKeys: await readKey({ armoredKey: await app.vault.campaignPublicKey(base.campaign) }),
    signingKeys: await readPrivateKey({ armoredKey: readFileSync(charityKeyFile, 'utf8') }),
    format: 'binary',
  });
  writeFileSync(file, sealed);
  return { records: rows, bytes: sealed.length };
}

async function takeIn(app: AppContext, { base, file }: MillionRequest) {
  const request = { campaign: base.campaign, fileName: FILE_NAME, actor: ACTOR };
  const { accepted, excluded } = await importContactFile(withoutDrop(app, file), request);
  return { records: accepted + excluded, bytes: readFileSync(file).length };
}

/** One unanswered call for each open record, so that the sheet of attempts is as long as that of records. */
async function callOnce(app: AppContext, campaign: string): Promise<void> {
  const ids = await app.store.read((rows) => rows.records.importedIds(campaign));
  for (let from = 0; from < ids.length; from += 1000) {
    await app.store.write(async (rows) => {
      for (const recordId of ids.slice(from, from + 1000))
        await rows.calls.insert(callRow({ recordId, campaign }));
    });
  }
}

async function giveOut(app: AppContext, { base, file }: MillionRequest) {
  const request = { campaign: base.campaign, actor: ACTOR };
  const { rows: records, sealedBytes: bytes } = await deliverFinal(withoutDrop(app, file), request);
  return { records, bytes };
}

async function runStep(request: MillionRequest): Promise<MillionRun> {
  const { base, campaignDir, dataDir, step } = request;
  const house = await openHouse(configOver(base, dataDir), { passphrase: passphraseOf(base) });
  try {
    const { app } = house;
    if (step === 'import') await loadCampaign(app, { dir: campaignDir, actor: ACTOR });
    if (step === 'final')
      await closeCampaign(app, { campaign: base.campaign, reason: 'mesure', actor: ACTOR });
    const work = { make, import: takeIn, final: giveOut }[step];
    const run = await measured(() => work(app, request));
    if (step === 'import') await callOnce(app, base.campaign);
    return run;
  } finally {
    await house.close();
  }
}

answerParent(runStep);
