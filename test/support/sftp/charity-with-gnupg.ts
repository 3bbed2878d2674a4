import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join, relative } from 'node:path';
import { expect } from 'vitest';
import { isProof } from '../delivery/delivery-room.ts';
import { CAMPAIGN, type House } from '../house/house.ts';
import { type GnuPg, openGnuPg } from '../machine/gnupg.ts';
import { type PyCell, type PySheet, readWithOpenpyxl } from '../machine/openpyxl.ts';

/** The charity: the real gpg with its own ed25519/cv25519 key, the real sftp program, and another Excel library than ours. */
export interface Charity {
  readonly publicKey: string;
  readonly gpg: GnuPg;
  /** Takes the house's public keys, as they were given by another channel. */
  meet(house: House): Promise<void>;
  /** Encrypts to the campaign's key, signs, and puts the file by sftp: under another name, then renamed. */
  give(fileName: string, clear: Uint8Array): Promise<void>;
  /** Names in `out/` with the SHA-256 of each, manifests and their signatures aside. */
  delivered(): Readonly<Record<string, string>>;
  /** The sealed bytes of a delivered file. */
  sealed(name: string): Uint8Array;
  /** Decrypts a delivered workbook, checks the house's signature, and reads it: every sheet by name. */
  open(name: string): Promise<DeliveredBook>;
  /** `gpg --verify` of a detached signature by the house. */
  verifies(signature: string, file: string): Promise<boolean>;
  close(): void;
}

export type DeliveredBook = ReadonlyMap<string, readonly DeliveredLine[]>;
/** Cells by header. */
export type DeliveredLine = Readonly<Record<string, PyCell>>;

export async function openCharity(): Promise<Charity> {
  const gpg = openGnuPg();
  const own = await gpg.makeKey('ed25519', 'Association fictive <depot@exemple.invalid>');
  let house: House | undefined;
  let houseKey = '';
  let campaignKey = '';
  const met = () => {
    if (!house) throw new Error('the charity has not met the house');
    return house;
  };
  const out = () => join(met().drop.folder, 'out');
  const sealed = (name: string) => readFileSync(join(out(), name));
  return {
    publicKey: await gpg.exportPublic(own),
    gpg,
    meet: async (with_) => {
      house = with_;
      const { exchange, vault } = with_.server().app;
      houseKey = await imported(gpg, await exchange.housePublicKey());
      campaignKey = await imported(gpg, await vault.campaignPublicKey(CAMPAIGN));
    },
    give: async (fileName, clear) => {
      const bytes = await gpg.encrypt(clear, { recipient: campaignKey, signer: own });
      putBySftp(met(), fileName, bytes);
    },
    delivered: () =>
      Object.fromEntries(
        readdirSync(out())
          .filter((name) => !isProof(name))
          .sort()
          .map((name) => [name, createHash('sha256').update(sealed(name)).digest('hex')]),
      ),
    sealed,
    open: async (name) => {
      const opened = await gpg.decrypt(sealed(name));
      expect(opened.code, 'gpg --decrypt').toBe(0);
      expect(opened.log).toContain('[GNUPG:] GOODSIG');
      expect(opened.validSignatureBy).toBe(houseKey);
      return bookOf(readWithOpenpyxl(opened.clear));
    },
    verifies: async (signature, file) => {
      const { code, log } = await gpg.run(['--verify', signature, file]);
      return code === 0 && log.includes('[GNUPG:] GOODSIG') && log.includes(`VALIDSIG ${houseKey}`);
    },
    close: () => gpg.close(),
  };
}

async function imported(gpg: GnuPg, armoured: string): Promise<string> {
  const { code, log } = await gpg.run(['--import'], armoured);
  const fingerprint = /IMPORT_OK \d+ ([0-9A-F]{40})/.exec(log)?.[1];
  if (code !== 0 || fingerprint === undefined) throw new Error('gpg imports no key');
  return fingerprint;
}

function putBySftp({ drop, home }: House, fileName: string, bytes: Uint8Array): void {
  const outbox = mkdtempSync(join(home, 'charity-'));
  const file = join(outbox, fileName);
  writeFileSync(file, bytes);
  const isOurs = ['-F', '/dev/null', '-o', 'IdentitiesOnly=yes', '-o', 'LogLevel=ERROR'];
  // The pinned host key is the house's affair (test/contract/sftp/drop.test.ts); the charity is at home here.
  const hostKeys = ['-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null'];
  const commands = [
    `cd ${drop.folder}/in`,
    `put ${file} ${fileName}.depot`,
    `rename ${fileName}.depot ${fileName}`,
  ];
  execFileSync(
    'sftp',
    [...isOurs, ...hostKeys, '-P', String(drop.port), '-i', drop.keyFile, '-b', '-', target()],
    { input: `${commands.join('\n')}\n`, stdio: ['pipe', 'ignore', 'inherit'] },
  );
  rmSync(outbox, { recursive: true });
}

function target(): string {
  return `${userInfo().username}@127.0.0.1`;
}

/** Refuses a workbook that a program could run: no formula cell in any sheet. */
function bookOf(sheets: readonly PySheet[]): DeliveredBook {
  const formulas = sheets.flatMap((sheet) => sheet.rows.flat().filter((cell) => cell.kind === 'f'));
  expect(formulas.length, 'formula cells').toBe(0);
  return new Map(
    sheets.map((sheet) => {
      const [header = [], ...lines] = sheet.rows;
      const line = (cells: readonly PyCell[]) =>
        Object.fromEntries(cells.map((cell, at) => [String(header[at]?.value), cell]));
      return [sheet.name, lines.map(line)];
    }),
  );
}

/** A thief's gpg: every key that the key ring holds, with the passphrase; without a campaign's own lock its key stays shut. */
export async function openThief(
  house: House,
  campaigns: readonly string[],
): Promise<{
  /** Key files that were there to take. */
  readonly taken: readonly string[];
  opens(bytes: Uint8Array): Promise<boolean>;
  close(): void;
}> {
  const gpg = openGnuPg();
  const phrase = await house.passphrase();
  const phrases = [phrase];
  const files = readdirSync(house.keysDir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  for (const campaign of campaigns) {
    const lock = files.find((file) => file.endsWith(`${campaign}/passphrase.pgp`));
    if (lock) phrases.push((await gpg.decrypt(readFileSync(lock), phrase)).clear.toString('utf8'));
  }
  for (const file of files.filter((one) => one.endsWith('.asc'))) {
    for (const one of phrases)
      await gpg.run(['--passphrase', one, '--import'], readFileSync(file)).catch(() => undefined);
  }
  return {
    taken: files.map((file) => relative(house.keysDir, file)),
    opens: async (bytes) => {
      for (const one of phrases) if ((await gpg.decrypt(bytes, one)).code === 0) return true;
      return false;
    },
    close: () => gpg.close(),
  };
}
