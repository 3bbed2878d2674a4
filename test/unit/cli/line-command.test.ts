import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../../scripts/program.ts';

const room = mkdtempSync(join(tmpdir(), 'plateau-line-'));
afterAll(() => rmSync(room, { recursive: true, force: true }));

/** One command line, as a person types it: its status, and what they read. */
async function plateau(...words: string[]) {
  const said: string[] = [];
  const terminal = {
    isInteractive: false,
    columns: 80,
    line: (text = '') => void said.push(text),
    lines: (texts: readonly string[]) => void said.push(...texts),
    warn: (text: string) => void said.push(text),
    ask: async () => '',
    askSecret: async () => '',
    askDrawn: () => Promise.reject(new Error('no question expected')),
  };
  const status = await runCommand(['node', 'plateau', ...words], { env: {}, terminal });
  return { status, said: said.join('\n') };
}

describe('plateau line (R-43)', () => {
  it('check, like campaign check, says where the calls of a sound folder go', async () => {
    for (const command of ['line', 'campaign'])
      expect(await plateau(command, 'check', 'pledge-line')).toEqual({
        status: 0,
        said: expect.stringMatching(
          /1 +lundi à samedi, de 09:00 à 20:00 +MAISON, 15 appels[\s\S]*Message court, lien compris : 1\d\d signes au plus, sur 160\.[\s\S]*Ligne valide/,
        ),
      });
  });

  it('route says for each instant where the call goes, and why', async () => {
    const at = ['2026-12-04T19:59:59', '2026-12-04T20:00', '2026-12-06T17:00'].flatMap((one) => [
      '--at',
      one,
    ]);
    const { said } = await plateau('line', 'route', 'pledge-line', ...at);
    expect(said.split('\n')).toEqual([
      '2026-12-04T19:59:59 → MAISON, 15 appels à la fois, puis PARTENAIRE au-delà ou après 20 s (règle 1 : lundi à samedi, de 09:00 à 20:00)',
      '2026-12-04T20:00 → PARTENAIRE (règle 3 : toujours)',
      '2026-12-06T17:00 → MAISON, 15 appels à la fois, puis PARTENAIRE au-delà ou après 20 s (règle 2 : dimanche, de 17:00 à 23:30)',
    ]);
  });

  it('plan says how many seats, and what overflows', async () => {
    const { said } = await plateau('line', 'plan', 'pledge-line', '--calls-per-hour', '573');
    expect(said).toContain('Il faut 15 postes tenus, occupés 83 % du temps ; 80 % servis en 20 s.');
    expect(said).toMatch(/MAISON +15 +573 +83 % +429/);
    expect(said).toContain(
      'Règle 1 : 5 % débordent à l’instant, soit 32 appels par heure ; il y faut 2 postes tenus.',
    );
  });

  it('plan reads the calls of each hour from a list, and says what of it cannot be read', async () => {
    const file = join(room, 'appels.csv');
    writeFileSync(file, 'de;à;appels par heure\n05/12/2026 20:00;21:00;573\n05/12/2026 21:00;21:30;1 400\n');
    const { said } = await plateau('line', 'plan', 'pledge-line', '--forecast', file);
    expect(said).toMatch(/sam. 5\/12 20:00 – 21:00 +573 +PARTENAIRE +15 +55/);
    expect(said).toMatch(/21:00 – 21:30 +1\s400 +PARTENAIRE +34 +55/);
    writeFileSync(file, 'de;à;appels\ndemain;21:00;573\n');
    const refused = await plateau('line', 'plan', 'pledge-line', '--forecast', file);
    expect(refused.said).toContain('ligne 2 : « de » : écrivez 2026-12-05T20:00');
    expect(refused.status).not.toBe(0);
  });

  it('files writes the same bytes twice, and never over a file', async () => {
    const write = (name: string) => plateau('line', 'files', 'pledge-line', '--out', join(room, name));
    expect([(await write('a')).status, (await write('b')).status]).toEqual([0, 0]);
    const names = readdirSync(join(room, 'a'));
    expect(names).toEqual(['agents-plateau.conf', 'extensions-plateau.conf', 'queues-plateau.conf']);
    for (const name of names)
      expect(readFileSync(join(room, 'a', name))).toEqual(readFileSync(join(room, 'b', name)));
    expect(await write('a')).toMatchObject({ status: 1, said: expect.stringContaining('[output-exists]') });
  });

  it('practice plays eight callers: what is said, typed, read and left out (R-45)', async () => {
    const { status, said } = await plateau('line', 'practice', 'pledge-line');
    expect(status).toBe(0);
    expect(said.match(/^\d\. — /gm)).toHaveLength(8);
    expect(said).toContain(
      'À saisir : d (50 €), une fois · TESTEUR Ysaline · 12 RUE IMAGINAIRE, 01990 VILLEBOIS LES ESSAIS · lien par message : 06 39 98 00 01 · reçu',
    );
    expect(said).toContain('Comme l’appel 1 : demandez si c’est la même promesse.');
    expect(said).toContain(
      'Bien saisies : 5 promesses, 225 € en une fois (56,25 € en moyenne) et 10 € par mois.',
    );
    expect(said).toContain(
      'Reçoit : Merci pour votre promesse de 50 €. Pour la payer : https://don.exemple.invalid/p/exemple (valable 30 jours)',
    );
    expect(said).toContain('Reçoit : Votre promesse de 10 € par mois / Bonjour');
    expect(said).toContain('lien le jour même, rappel le jour 7, effacée le jour 30.');
  });

  it('refuses another kind; what calls donors refuses a pledge line by its name', async () => {
    expect((await plateau('line', 'plan', 'upgrade-fr', '--calls-per-hour', '5')).said).toContain(
      '[pledge-line-not-this]',
    );
    const line = 'server/campaigns/pledge-line';
    const wanted = [
      ['campaign', 'preview', line],
      ['campaign', 'kickoff', line, '--out', join(room, 'k')],
      ['simulate', '--campaign', `${line}=20`],
      ['offer', '--campaign', `${line}=20`, '--out', join(room, 'o')],
    ];
    for (const words of wanted)
      expect(await plateau(...words)).toMatchObject({
        status: 1,
        said: expect.stringContaining('C’est une ligne de promesses'),
      });
  });
});
