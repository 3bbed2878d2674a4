import { readFileSync } from 'node:fs';
import exceljs from 'exceljs';
import { decrypt, readKey, readMessage } from 'openpgp';
import { openVault } from '../../server/vault/key-ring-vault.ts';
import { type BenchBase, configOver, passphraseOf } from './bench-house.ts';
import { answerParent } from './child.ts';

/** In a child: the least that an import can do with these two libraries, decrypt and read every cell; nothing is checked, sealed or kept. */

export interface ImportLimit {
  readonly decryptMs: number;
  readonly readMs: number;
  readonly cells: number;
  readonly peakMib: number;
}

interface LimitRequest {
  readonly base: BenchBase;
  readonly charity: string;
}

async function decryptAndRead({ base, charity }: LimitRequest): Promise<ImportLimit> {
  const sealed = readFileSync(base.contactFile);
  const { keysDir } = configOver(base, base.folder);
  const vault = await openVault({ keysDir, passphrase: passphraseOf(base) });
  const charityKey = await readKey({ armoredKey: (await vault.charityPublicKey(charity)) ?? '' });
  return vault.withCampaignKey(base.campaign, async (key) => {
    const startMs = performance.now();
    const { data, signatures } = await decrypt({
      message: await readMessage({ binaryMessage: sealed }),
      decryptionKeys: key,
      verificationKeys: charityKey,
      format: 'binary',
    });
    await signatures[0]?.verified;
    const openedMs = performance.now();
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load(Buffer.from(data as Uint8Array) as unknown as exceljs.Buffer);
    let cells = 0;
    workbook.worksheets[0]?.eachRow((row) => {
      row.eachCell((cell) => {
        if (cell.value !== null) cells += 1;
      });
    });
    return {
      decryptMs: openedMs - startMs,
      readMs: performance.now() - openedMs,
      cells,
      peakMib: process.resourceUsage().maxRSS / 1024,
    };
  });
}

answerParent(decryptAndRead);
