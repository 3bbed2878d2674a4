import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTerminal } from '../../../scripts/cli/terminal.ts';
import { runCommand } from '../../../scripts/program.ts';
import { readConfig } from '../../../server/config/config.ts';
import { CONFIG_VARIABLES } from '../../../server/config/config-variables.ts';
import { readSecretFile } from '../../../server/config/secret-file.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const HOST_KEY = `SHA256:${'a'.repeat(43)}`;
const DROP = {
  PLATEAU_DROP_URL: 'sftp://charity@depot.exemple.invalid:22/dossier',
  PLATEAU_DROP_KEY_FILE: '/cle',
  PLATEAU_DROP_HOST_KEY: HOST_KEY,
};
const texts = (url: string) => ({ PLATEAU_TEXTS_URL: url, PLATEAU_TEXTS_KEY_FILE: '/cle' });
const pbx = (url: string) => ({ PLATEAU_PBX_URL: url, PLATEAU_PBX_SECRET_FILE: '/secret' });
const without = (name: keyof typeof DROP) => ({ ...DROP, [name]: '' });

describe('the environment, read and checked at start', () => {
  it('needs nothing: every default is the one documented', () => {
    expect(readConfig({})).toMatchObject({
      dataDir: join(process.cwd(), 'plateau-data'),
      keysDir: join(process.cwd(), 'plateau-data-keys'),
      listen: { host: '127.0.0.1', port: 7040 },
      logLevel: 'info',
      scheduleOn: true,
      tls: undefined,
      drop: undefined,
      smtp: undefined,
      pbx: undefined,
      simulatedClock: undefined,
      passphraseFile: undefined,
    });
    const fallbacks = Object.fromEntries(CONFIG_VARIABLES.map((one) => [one.name, one.fallback]));
    const stated = Object.fromEntries(
      Object.entries(fallbacks).filter(([, text]) => /^(info|on|127)/.test(text)),
    );
    expect(readConfig(stated)).toEqual(readConfig({}));
  });

  it('takes whole sections', () => {
    const config = readConfig({
      ...DROP,
      PLATEAU_LISTEN: '[::1]:0',
      PLATEAU_TLS_CERT_FILE: '/c',
      PLATEAU_TLS_KEY_FILE: '/k',
      PLATEAU_SMTP_URL: 'smtps://plateau@relais.exemple.invalid:465',
      PLATEAU_SMTP_PASSWORD_FILE: '/mdp',
      PLATEAU_PBX_URL: 'amis://plateau@[2001:db8::1]:5039',
      PLATEAU_PBX_SECRET_FILE: '/secret',
      ...texts('https://passerelle.exemple.invalid/plateau/'),
      PLATEAU_TEXTS_CA_FILE: '/autorite',
      PLATEAU_CLOCK_START: '2026-11-23T17:05:00+01:00',
      PLATEAU_CLOCK_SPEED: '60',
    });
    expect(config).toMatchObject({
      pbx: { host: '2001:db8::1', port: 5039, tls: true, user: 'plateau', country: 'FR' },
      texts: { url: 'https://passerelle.exemple.invalid/plateau', keyFile: '/cle', caFile: '/autorite' },
      listen: { host: '::1', port: 0 },
      tls: { certFile: '/c', keyFile: '/k' },
      drop: { hostKey: HOST_KEY },
      smtp: { passwordFile: '/mdp', requireTls: true },
      simulatedClock: { startMs: Date.UTC(2026, 10, 23, 16, 5), speed: 60 },
    });
  });

  it.each([
    ['PLATEAU_DROP_HOST_KEY', without('PLATEAU_DROP_HOST_KEY')],
    ['PLATEAU_DROP_KEY_FILE', without('PLATEAU_DROP_KEY_FILE')],
    ['PLATEAU_DROP_URL', without('PLATEAU_DROP_URL')],
    ['PLATEAU_DROP_URL', { ...DROP, PLATEAU_DROP_URL: 'ftp://depot.exemple.invalid' }],
    ['PLATEAU_DROP_URL', { ...DROP, PLATEAU_DROP_URL: 'sftp://charity:motdepasse@depot.exemple.invalid/' }],
    ['PLATEAU_DROP_HOST_KEY', { ...DROP, PLATEAU_DROP_HOST_KEY: 'MD5:00:11' }],
    ['PLATEAU_SMTP_URL', { PLATEAU_SMTP_PASSWORD_FILE: '/mdp' }],
    ['PLATEAU_SMTP_URL', { PLATEAU_SMTP_URL: 'smtp://u:motdepasse@relais.exemple.invalid' }],
    ['PLATEAU_SMTP_URL', { PLATEAU_SMTP_URL: 'http://relais.exemple.invalid' }],
    ['PLATEAU_SMTP_PASSWORD_FILE', { PLATEAU_SMTP_URL: 'smtp://u@relais.exemple.invalid' }],
    [
      'PLATEAU_SMTP_REQUIRE_TLS',
      { PLATEAU_SMTP_URL: 'smtp://relais.exemple.invalid', PLATEAU_SMTP_REQUIRE_TLS: 'non' },
    ],
    ['PLATEAU_PBX_SECRET_FILE', { PLATEAU_PBX_URL: 'ami://u@127.0.0.1:5038' }],
    ['PLATEAU_PBX_URL', { PLATEAU_PBX_SECRET_FILE: '/secret' }],
    ['PLATEAU_PBX_URL', pbx('tcp://u@127.0.0.1:5038')],
    ['PLATEAU_PBX_URL', pbx('ami://127.0.0.1:5038')],
    ['PLATEAU_PBX_URL', pbx('ami://u@127.0.0.1')],
    ['PLATEAU_PBX_URL', pbx('ami://u:motdepasse@127.0.0.1:5038')],
    // In clear, beyond this machine.
    ['PLATEAU_PBX_URL', pbx('ami://u@pbx.exemple.invalid:5038')],
    ['PLATEAU_PBX_URL', pbx('ami://u@127.exemple.invalid:5038')],
    ['PLATEAU_PBX_COUNTRY', { ...pbx('ami://u@[::1]:5038'), PLATEAU_PBX_COUNTRY: 'DE' }],
    ['PLATEAU_TEXTS_KEY_FILE', { PLATEAU_TEXTS_URL: 'http://127.0.0.1:7070' }],
    ['PLATEAU_TEXTS_URL', texts('http://passerelle.exemple.invalid')],
    ['PLATEAU_TEXTS_URL', texts('https://u:motdepasse@passerelle.exemple.invalid')],
    ['PLATEAU_TEXTS_CA_FILE', texts('https://passerelle.exemple.invalid')],
    ['PLATEAU_DATABASE_URL_FILE', { PLATEAU_DATABASE_CA_FILE: '/ca' }],
    ['PLATEAU_DATABASE_URL_FILE', { PLATEAU_DATABASE_STANDBY: 'required' }],
    ['PLATEAU_DATABASE_STANDBY', { PLATEAU_DATABASE_URL_FILE: '/url', PLATEAU_DATABASE_STANDBY: 'oui' }],
    ['PLATEAU_TLS_KEY_FILE', { PLATEAU_TLS_CERT_FILE: '/c' }],
    ['PLATEAU_TLS_CERT_FILE', { PLATEAU_TLS_KEY_FILE: '/k' }],
    ['PLATEAU_LISTEN', { PLATEAU_LISTEN: '7040' }],
    ['PLATEAU_LISTEN', { PLATEAU_LISTEN: '127.0.0.1:70400' }],
    ['PLATEAU_LOG_LEVEL', { PLATEAU_LOG_LEVEL: 'debug' }],
    ['PLATEAU_SCHEDULE', { PLATEAU_SCHEDULE: 'oui' }],
    ['PLATEAU_CLOCK_START', { PLATEAU_CLOCK_START: 'lundi' }],
    ['PLATEAU_CLOCK_START', { PLATEAU_CLOCK_START: '2026-11-23T17:05:00' }],
    ['PLATEAU_CLOCK_START', { PLATEAU_CLOCK_SPEED: '60' }],
    ['PLATEAU_CLOCK_SPEED', { PLATEAU_CLOCK_START: '2026-11-23T17:05:00+01:00', PLATEAU_CLOCK_SPEED: '0' }],
  ])('refuses a section by the name at fault: %s %o', (name, env) => {
    const refusal = expect.objectContaining({
      code: 'config-invalid',
      message: expect.stringMatching(new RegExp(`^${name} : `)),
      hint: expect.stringMatching(/Corrigez/),
    });
    expect(() => readConfig(env)).toThrow(refusal);
    try {
      readConfig(env);
    } catch (error) {
      expect((error as Error).message).not.toContain('motdepasse');
    }
  });
});

describe('a secret’s file', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'plateau-config-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('gives its text without the last line break', () => {
    writeFileSync(join(folder, 'phrase'), ' deux mots \r\n');
    expect(readSecretFile('PLATEAU_PASSPHRASE_FILE', join(folder, 'phrase'))).toBe(' deux mots ');
  });

  it('is refused when absent or empty', () => {
    writeFileSync(join(folder, 'vide'), '\n');
    const read = (file: string) => () => readSecretFile('PLATEAU_PASSPHRASE_FILE', join(folder, file));
    expect(read('absent')).toThrow(expect.objectContaining({ code: 'secret-unreadable' }));
    expect(read('vide')).toThrow(expect.objectContaining({ code: 'config-invalid' }));
  });
});

describe('the documentation of the variables', () => {
  it('names every variable that the sources read, and no other', () => {
    const sources = ['server', 'scripts', 'tui', 'shared'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('config-variables.ts'))
        .map((name) => readFileSync(join(ROOT, folder, name), 'utf8')),
    );
    const read = new Set(sources.flatMap((text) => text.match(/PLATEAU_[A-Z_]*[A-Z]/g) ?? []));
    expect([...read].sort()).toEqual(CONFIG_VARIABLES.map((one) => one.name).sort());
  });

  it('docs/configuration.md holds the table that « plateau config --markdown » prints', async () => {
    let printed = '';
    const stdout = { write: (text: string) => (printed += text) } as unknown as NodeJS.WritableStream;
    const stdin = new PassThrough() as unknown as NodeJS.ReadStream;
    const terminal = openTerminal({ stdin, stdout, stderr: new PassThrough() });
    expect(await runCommand(['node', 'plateau', 'config', '--markdown'], { env: {}, terminal })).toBe(0);
    const page = readFileSync(join(ROOT, 'docs/configuration.md'), 'utf8');
    const table = /<!-- config -->\n([\s\S]*?)<!-- \/config -->/.exec(page)?.[1];
    expect(table?.trim()).toBe(printed.trim());
  });
});
