import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTerminal } from '../../scripts/cli/terminal.ts';
import { runCommand } from '../../scripts/program.ts';
import { type Installation, openInstallation } from '../support/house/server-process.ts';
import { type Person, type Staff, staffInstallation } from '../support/house/staffed-installation.ts';

/** The commands of the weekly meeting, against a real server on a Friday of the campaign's first week. */
let place: Installation;
let staff: Staff;

beforeAll(async () => {
  place = await openInstallation('2026-11-20T17:05:00+01:00');
  staff = await staffInstallation(place, 1);
  await place.start();
});
afterAll(() => place.close());

async function run(person: Person, args: readonly string[]) {
  const said = { stdout: '', stderr: '' };
  const into = (name: keyof typeof said) =>
    ({ write: (text: string) => (said[name] += text) }) as unknown as NodeJS.WritableStream;
  const stdin = new PassThrough() as unknown as NodeJS.ReadStream;
  const terminal = openTerminal({ stdin, stdout: into('stdout'), stderr: into('stderr') });
  const env = { ...place.env, PLATEAU_TOKEN_FILE: person.tokenFile };
  return { status: await runCommand(['node', 'plateau', ...args], { env, terminal }), ...said };
}

describe('plateau figures (R-21)', () => {
  it.each(['lead', 'ops'] as const)('shows the 14 indicators in line to %s', async (who) => {
    const { status, stdout } = await run(staff[who], ['figures', 'UPG-FR-2026']);
    expect(status).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^UPG-FR-2026 — ./);
    expect(lines[1]).toBe('2026-S47, semaine en cours, montants en EUR');
    const numbers = lines.map((line) => /^ ?(\d+) {2}\S/.exec(line)?.[1]).filter((one) => one !== undefined);
    expect(numbers).toEqual(Array.from({ length: 14 }, (_, i) => String(i + 1)));
    const header = lines[2] ?? '';
    const rate = lines.find((line) => line.includes('Taux d’accords / contacts utiles')) ?? '';
    expect(rate).toMatch(/n\. d\. +n\. d\. +30,0 % +n\. d\.$/);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(rate.indexOf('30,0 %') + '30,0 %'.length).toBeGreaterThan(header.indexOf('Objectif'));
  });

  it('says the same to a program, and nothing to an agent', async () => {
    const { stdout } = await run(staff.ops, ['figures', 'UPG-FR-2026', '--week', '2026-W47', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ campaign: 'UPG-FR-2026', week: '2026-W47', isRunning: true });
    const agent = staff.agents[0];
    expect(agent && (await run(agent, ['figures', 'UPG-FR-2026']))).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('[role-refused]'),
    });
  });

  it.each([
    [['figures', 'UPG-FR-2099'], 'campaign-unknown'],
    [['figures', 'UPG-FR-2026', '--week', '2026-W60'], 'week-unknown'],
    [['figures', 'UPG-FR-2026', '--by', 'profil,lune'], 'dimension-unknown'],
    [['figures', 'UPG-FR-2026', '--by', 'profil'], 'input-invalid'],
    [['figures', 'UPG-FR-2026', '--measure', 'dons'], 'cross-missing'],
    [['review', 'build', '--week', '2026-W47'], 'week-not-over'],
    [['deliver', 'report', '--charity', 'AUTRE', '--week', '2026-W46'], 'charity-without-campaign'],
    [['decision', 'add', 'texte d’essai', '--campaign', 'UPG-FR-2026', '--about', 'lune'], 'about-unknown'],
    [['decision', 'add', 'non', '--campaign', 'UPG-FR-2026'], 'input-invalid'],
  ])('%j is refused: %s', async (args, code) => {
    const { status, stdout, stderr } = await run(staff.ops, args);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`[${code}]`);
  });
});

describe('plateau decision (R-22)', () => {
  it('a lead notes a decision, and reads it again', async () => {
    const add = [
      'decision',
      'add',
      'Appeler davantage le soir',
      '--campaign',
      'UPG-FR-2026',
      '--about',
      'creneau:soir',
    ];
    expect(await run(staff.lead, add)).toMatchObject({ status: 0, stdout: /Décision notée/ });
    const { stdout } = await run(staff.ops, ['decision', 'list', '--campaign', 'UPG-FR-2026']);
    expect(stdout).toMatch(/créneau soir +Appeler davantage le soir/);
  });
});
