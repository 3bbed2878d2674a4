import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { problemLine } from '../../../server/domain/campaign/campaign-check-problem.ts';
import { checkWatch } from '../../../server/domain/watch/watch-check.ts';

const SHIPPED = readFileSync(
  join(import.meta.dirname, '..', '..', '..', 'deploy', 'veille', 'veille.yaml'),
  'utf8',
);

function changed(from: string, to: string): string {
  expect(SHIPPED).toContain(from);
  return SHIPPED.replace(from, to);
}

const lineOf = (words: string) => SHIPPED.split('\n').findIndex((line) => line.includes(words)) + 1;

describe('a watch file (R-58)', () => {
  it('is without a fault as it is shipped, with the watch’s own defaults', () => {
    const { settings, problems } = checkWatch('veille.yaml', SHIPPED);
    expect(problems.map(problemLine)).toEqual([]);
    expect(settings).toMatchObject({ everySeconds: 60, downAfter: 3, upAfter: 2, reminderHours: 6 });
    expect(settings?.targets.map(({ witness }) => witness)).toEqual([false, false, false, false, true, true]);
  });

  it.each<readonly [string, string, string, string]>([
    ['target-way', 'ssh: plateau.exemple.invalid:2222', 'witness: false', 'name: Postes par SSH'],
    ['target-way', 'ssh: plateau', 'smtp: a.invalid:25\n    ssh: plateau', 'name: Postes par SSH'],
    [
      'option-elsewhere',
      'smtp: relais.exemple.invalid:25',
      'smtp: a.invalid:25\n    daysLeft: 9',
      'smtp: relais',
    ],
    ['port-out-of-range', 'invalid:2222', 'invalid:70000', 'ssh: plateau'],
    ['secret-in-url', 'https://temoin-1', 'https://moi:secret@temoin-1', 'url: https://temoin-1'],
    ['target-twice', 'name: Témoin 2', 'name: Témoin 1', 'name: Témoin 2'],
    [
      'witness-missing',
      '    url: https://temoin-2.exemple.invalid/\n    witness: true',
      '    url: https://t.invalid/',
      'name: Plateau',
    ],
    ['timeout-too-long', 'timeoutSeconds: 10', 'timeoutSeconds: 60', 'timeoutSeconds'],
    ['unknown-key', 'upAfter: 2', 'upAfterAll: 2', 'upAfter: 2'],
    ['invalid-value', 'everySeconds: 60', 'everySeconds: souvent', 'everySeconds: 60'],
  ])('%s: told with the line', (code, from, to, words) => {
    const { settings, problems } = checkWatch('veille.yaml', changed(from, to));
    expect(settings).toBeUndefined();
    const found = problems.find((one) => one.code === code);
    expect(Math.abs((found?.line ?? 0) - lineOf(words))).toBeLessThanOrEqual(1);
    expect(problems.map(problemLine).join('\n')).not.toContain('upgrade-fr');
  });

  it('a token goes over TLS, or stays on this machine', () => {
    const withToken = (url: string) =>
      changed('url: https://temoin-1.exemple.invalid/', `url: ${url}\n    tokenFile: jeton`);
    expect(checkWatch('v', withToken('http://temoin-1.exemple.invalid/')).problems).toMatchObject([
      { code: 'token-in-clear' },
    ]);
    expect(checkWatch('v', withToken('http://127.0.0.1:7040/health')).problems).toEqual([]);
  });

  it('nothing but witnesses watches nobody', () => {
    const only = SHIPPED.replace(
      /^ {2}- name: (Plateau|Postes|Relais|Certificat)[\s\S]*?(?= {2}(- name|#))/gm,
      '',
    );
    expect(checkWatch('v', only).problems).toMatchObject([{ code: 'only-witnesses' }]);
  });
});
