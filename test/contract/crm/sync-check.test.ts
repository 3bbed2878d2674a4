import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { crmFindings } from '../../../scripts/cli/host-crm/crm-findings.ts';
import { openTerminal } from '../../../scripts/cli/terminal.ts';
import { runCommand } from '../../../scripts/program.ts';
import { type StandIn, startHubspotStandIn } from '../../support/crm/hubspot-stand-in.ts';

/** The command as it is typed, against the stand-in that HubSpot’s own client reads. */
const room = mkdtempSync(join(tmpdir(), 'plateau-sync-'));
const keyFile = join(room, 'cle');
let standIn: StandIn;

async function sync(change: Record<string, string> = {}, ...words: string[]) {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const env = {
    ...{ PLATEAU_HUBSPOT_KEY_FILE: keyFile, PLATEAU_HUBSPOT_ENTERS: 'plateau_acces=oui' },
    ...{ PLATEAU_HUBSPOT_URL: standIn.url, ...change },
  };
  const told = { out: '', err: '' };
  stdout.setEncoding('utf8').on('data', (text: string) => {
    told.out += text;
  });
  stderr.setEncoding('utf8').on('data', (text: string) => {
    told.err += text;
  });
  const terminal = openTerminal({ stdin: stdin as unknown as NodeJS.ReadStream, stdout, stderr });
  const status = await runCommand(['node', 'plateau', 'sync', 'hubspot', '--check', ...words], {
    env,
    terminal,
  });
  return { status, said: told.out, refused: told.err };
}

beforeAll(async () => {
  standIn = await startHubspotStandIn();
  for (let at = 0; at < 450; at += 1)
    standIn.book.add({
      email: `marie.fictive${at}@exemple.invalid`,
      plateau_acces: at < 300 ? 'oui' : 'non',
    });
});
beforeEach(() => {
  writeFileSync(keyFile, `${standIn.mood.key}\n`, { mode: 0o600 });
});
afterAll(async () => {
  await standIn.close();
  rmSync(room, { recursive: true });
});

describe('plateau sync hubspot --check (R-53)', () => {
  it('says what HubSpot answers, as counts, and writes nothing anywhere', async () => {
    const { status, said, refused } = await sync({}, '--properties', 'email,city');
    expect([status, refused]).toEqual([0, '']);
    expect(said.split('\n')).toEqual([
      'HubSpot : clé acceptée, API 2026-09 (sert jusqu’à 2028-03).',
      'Propriétés inconnues de HubSpot : city.',
      'Peuvent entrer (plateau_acces = oui) : 300 personnes.',
      'Changées depuis dix minutes : 450 ; avec le droit d’entrer : 300.',
      '7 demandes à HubSpot, rien n’a été écrit, ni là-bas ni ici.',
      '',
    ]);
    expect(said).not.toMatch(/fictive|@/);
    expect(standIn.log.filter((line) => !/^(GET|POST .*\/search )/.test(line))).toEqual([]);
  });

  it('gives a program the same counts', async () => {
    const { said } = await sync({}, '--json');
    expect(JSON.parse(said)).toMatchObject({
      isSound: true,
      entering: 300,
      changed: 450,
      missing: ['mobilephone'],
    });
  });

  it.each<readonly [code: string, change: Record<string, string>, key: string]>([
    ['crm-key-refused', {}, 'pat-eu1-une-autre'],
    ['crm-property-missing', { PLATEAU_HUBSPOT_ENTERS: 'acces_ancien=oui' }, ''],
    ['crm-property-missing', { PLATEAU_HUBSPOT_ENTERS: 'plateau_acces=peut-être' }, ''],
    ['config-invalid', { PLATEAU_HUBSPOT_URL: 'http://api.exemple.invalid' }, ''],
    ['config-invalid', { PLATEAU_HUBSPOT_VERSION: 'v3' }, ''],
    [
      'config-invalid',
      { PLATEAU_HUBSPOT_CHARITY: 'UNION', PLATEAU_HUBSPOT_FORM: 'https://exemple.invalid/f' },
      '',
    ],
    ['config-invalid', { PLATEAU_HUBSPOT_ENTERS: '' }, ''],
    ['crm-not-configured', { PLATEAU_HUBSPOT_ENTERS: '', PLATEAU_HUBSPOT_KEY_FILE: '' }, ''],
  ])('%s is told, with what to do, and the command fails', async (code, change, key) => {
    if (key !== '') writeFileSync(keyFile, key, { mode: 0o600 });
    const { status, refused } = await sync(change);
    expect([status, refused]).toEqual([
      1,
      expect.stringMatching(new RegExp(`\\[${code}\\]\nQue faire : .+\n$`)),
    ]);
    expect(refused).not.toContain('pat-eu1');
  });
});

describe('the doctor', () => {
  const env = () => ({
    ...{ PLATEAU_HUBSPOT_KEY_FILE: keyFile, PLATEAU_HUBSPOT_ENTERS: 'plateau_acces=oui' },
    PLATEAU_HUBSPOT_URL: standIn.url,
  });
  const at = (day: string) => ({ nowMs: () => Date.parse(`${day}T12:00:00Z`) });

  it('tells the key and how long the version serves, early enough', async () => {
    expect(await crmFindings(env(), at('2026-11-30'))).toMatchObject([{ part: 'HubSpot', ok: true }]);
    expect(await crmFindings(env(), at('2027-10-01'))).toMatchObject([{ ok: true, isToDo: true }]);
    expect(
      await crmFindings({ ...env(), PLATEAU_HUBSPOT_ENTERS: 'autre=oui' }, at('2026-11-30')),
    ).toMatchObject([{ ok: false, message: expect.stringContaining('[crm-property-missing]') }]);
    expect(await crmFindings({}, at('2026-11-30'))).toEqual([]);
  });
});
