import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface GpgResult {
  readonly code: number;
  readonly out: Buffer;
  /** Human text and `[GNUPG:]` status lines. */
  readonly log: string;
}

interface GpgOpened extends GpgResult {
  readonly clear: Buffer;
  /** Fingerprint of the primary key of a signature that gpg found valid. */
  readonly validSignatureBy: string | undefined;
}

/** The real GnuPG in a home of its own: the charity's side of the exchange. */
export interface GnuPg {
  run(args: readonly string[], input?: Uint8Array | string): Promise<GpgResult>;
  /** Makes a key without passphrase; returns its fingerprint. `expiry` as gpg takes it: `1y`, `seconds=1`, `0`. */
  makeKey(kind: 'ed25519' | 'rsa3072', userId: string, expiry?: string): Promise<string>;
  /** Public, or secret locked by `passphrase`. */
  importKey(armoured: string, passphrase?: string): Promise<void>;
  exportPublic(fingerprint: string): Promise<string>;
  exportSecret(fingerprint: string): Promise<string>;
  /** `extra` comes before the command: `--sign`, `--armor`, `--throw-keyids`… */
  encrypt(
    bytes: Uint8Array,
    to: { readonly recipient: string; readonly signer?: string; readonly extra?: readonly string[] },
  ): Promise<Uint8Array>;
  decrypt(bytes: Uint8Array, passphrase?: string): Promise<GpgOpened>;
  /** Stops this home's agent and removes the home. */
  close(): void;
}

const ALGORITHMS = {
  ed25519: { sign: 'ed25519', encrypt: 'cv25519' },
  rsa3072: { sign: 'rsa3072', encrypt: 'rsa3072' },
} as const;

function runIn(home: string, args: readonly string[], input: Uint8Array | string): Promise<GpgResult> {
  const fixed = ['--homedir', home, '--batch', '--yes', '--no-tty', '--status-fd', '2'];
  return new Promise((resolve, reject) => {
    const gpg = spawn('gpg', [...fixed, '--pinentry-mode', 'loopback', '--trust-model', 'always', ...args]);
    const out: Buffer[] = [];
    const log: Buffer[] = [];
    gpg.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    gpg.stderr.on('data', (chunk: Buffer) => log.push(chunk));
    gpg.on('error', reject);
    gpg.on('close', (code) =>
      resolve({ code: code ?? -1, out: Buffer.concat(out), log: Buffer.concat(log).toString('utf8') }),
    );
    // gpg may refuse before it has read everything.
    gpg.stdin.on('error', () => undefined);
    gpg.stdin.end(input);
  });
}

export function openGnuPg(): GnuPg {
  const home = mkdtempSync(join(tmpdir(), 'pg-'));
  const run = (args: readonly string[], input: Uint8Array | string = '') => runIn(home, args, input);
  const must = async (args: readonly string[], input?: Uint8Array | string) => {
    const result = await run(args, input);
    if (result.code !== 0) throw new Error(`gpg ${args.join(' ')}: ${result.log}`);
    return result;
  };
  // In one word: a drawn passphrase may begin with a dash.
  const secret = (passphrase = '') =>
    passphrase === '' ? ['--passphrase', ''] : [`--passphrase=${passphrase}`];
  return {
    run,
    makeKey: async (kind, userId, expiry = '0') => {
      const { sign, encrypt } = ALGORITHMS[kind];
      const made = await must([...secret(), '--quick-gen-key', userId, sign, 'sign,cert', expiry]);
      const fingerprint = /KEY_CREATED P ([0-9A-F]+)/.exec(made.log)?.[1] ?? '';
      await must([...secret(), '--quick-add-key', fingerprint, encrypt, 'encr', expiry]);
      return fingerprint;
    },
    importKey: async (armoured, passphrase) => {
      await must([...secret(passphrase), '--import'], armoured);
    },
    exportPublic: async (fingerprint) =>
      (await must(['--armor', '--export', fingerprint])).out.toString('utf8'),
    exportSecret: async (fingerprint) =>
      (await must([...secret(), '--armor', '--export-secret-keys', fingerprint])).out.toString('utf8'),
    encrypt: async (bytes, { recipient, signer, extra = [] }) => {
      const signing = signer === undefined ? [] : [...secret(), '--local-user', signer, '--sign'];
      return (await must([...extra, ...signing, '--recipient', recipient, '--encrypt'], bytes)).out;
    },
    decrypt: async (bytes, passphrase) => {
      const result = await run([...secret(passphrase), '--decrypt'], bytes);
      const validSignatureBy = /VALIDSIG .* ([0-9A-F]{40})$/m.exec(result.log)?.[1];
      return { ...result, clear: result.out, validSignatureBy };
    },
    close: () => {
      spawnSync('gpgconf', ['--homedir', home, '--kill', 'all']);
      rmSync(home, { recursive: true, force: true });
    },
  };
}
