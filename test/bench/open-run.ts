import { createDecipheriv } from 'node:crypto';
import { decrypt, readMessage } from 'openpgp';
import { cardForAgent } from '../../server/domain/next-card/card-for-agent.ts';
import { recordPlace } from '../../server/domain/next-card/record-place.ts';
import type { CampaignRow } from '../../server/ports/rows/campaigns.ts';
import type { RecordRow } from '../../server/ports/rows/records.ts';
import { openRecord } from '../../server/steps/records/open-record.ts';
import { openSessionPacket } from '../../server/vault/key-locks.ts';
import { openVault } from '../../server/vault/key-ring-vault.ts';
import { BENCH_NOW_MS, type BenchBase, configOver, openBenchHouse, passphraseOf } from './bench-house.ts';
import { answerParent } from './child.ts';

/** In a child: records opened one after the other, by the vault, with their card, and by the libraries alone. */

export interface OpenRunRequest {
  readonly base: BenchBase;
  readonly folder: string;
  readonly records: number;
}

/** Microseconds, one per record. */
export interface OpenRun {
  readonly vaultUs: readonly number[];
  readonly cardUs: readonly number[];
  readonly stepUs: readonly number[];
  readonly openpgpUs: readonly number[];
  readonly cipherUs: readonly number[];
}

/** Compiled and warm before anything counts. */
const WARM_UP = 300;
const BLOCK_BYTES = 16;
/** One bare packet: its header and version byte come before the ciphertext. */
const MAX_HEADER_BYTES = 7;

type Way = (row: RecordRow) => unknown;

/** Every way in turn for each record, so that none profits from what another one warmed. */
async function timesOf<Key extends string>(
  rows: readonly RecordRow[],
  ways: Readonly<Record<Key, Way>>,
): Promise<Record<Key, readonly number[]>> {
  const names = Object.keys(ways) as Key[];
  const times = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Key, number[]>;
  for (const [at, row] of rows.entries()) {
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(at + turn) % names.length] as Key;
      const startMs = performance.now();
      await ways[name](row);
      if (at >= WARM_UP) times[name].push((performance.now() - startMs) * 1000);
    }
  }
  return times;
}

/** The campaign's session key in clear, as only this bench needs it. */
async function sessionKeyOf(base: BenchBase): Promise<Uint8Array> {
  const { keysDir } = configOver(base, base.folder);
  const vault = await openVault({ keysDir, passphrase: passphraseOf(base) });
  const packet = await vault.sessionPacket(base.campaign);
  return vault.withCampaignKey(base.campaign, (key) => openSessionPacket(packet, key));
}

/** AES-256 in CFB mode over the same bytes: what the processor needs, without OpenPGP. */
function decipher(key: Uint8Array, sealed: Uint8Array): void {
  const cipher = createDecipheriv('aes-256-cfb', key, new Uint8Array(BLOCK_BYTES));
  cipher.update(sealed.subarray(MAX_HEADER_BYTES));
  cipher.final();
}

async function measure({ base, folder, records }: OpenRunRequest): Promise<OpenRun> {
  const key = await sessionKeyOf(base);
  const house = await openBenchHouse(base, folder);
  const { app } = house.server;
  const { rows, campaign } = await app.store.read(async (store) => ({
    rows: (await Array.fromAsync(store.records.each(base.campaign))).slice(0, records + WARM_UP),
    campaign: (await store.campaigns.byCode(base.campaign)) as CampaignRow,
  }));
  const card = async (row: RecordRow) => {
    const content = await app.vault.openRecord(recordPlace(row), row.sealed);
    const lease = { callId: '', grantedAtMs: BENCH_NOW_MS, expiresAtMs: BENCH_NOW_MS };
    return cardForAgent({
      row,
      content,
      campaign,
      lease,
      history: [],
      why: '',
      rules: app.rules,
      nowMs: BENCH_NOW_MS,
    });
  };
  const raw = async (row: RecordRow) =>
    decrypt({
      message: await readMessage({ binaryMessage: row.sealed }),
      sessionKeys: { data: key, algorithm: 'aes256' },
      format: 'binary',
    });
  try {
    return await timesOf(rows, {
      vaultUs: (row) => app.vault.openRecord(recordPlace(row), row.sealed),
      cardUs: card,
      stepUs: (row) => openRecord(app, { recordId: row.id, actor: 'bench', reason: 'mesure' }),
      openpgpUs: raw,
      cipherUs: (row) => decipher(key, row.sealed),
    });
  } finally {
    await house.close();
  }
}

answerParent(measure);
