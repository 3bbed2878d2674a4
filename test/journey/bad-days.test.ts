import { expect, it } from 'vitest';
import { runBadDays } from '../support/bad-days/run-bad-days.ts';
import { describeWith } from '../support/machine/programs.ts';

/** The quick run of `npm run chaos -- --servers N`: built servers behind HAProxy, agents at work, one bad day after the other. */
describeWith(
  'haproxy',
  'openssl',
  'postgres',
)('a house on PostgreSQL on its bad days', () => {
  it('R-35 R-58 loses nothing that was acknowledged, shows no card twice, sends nothing twice, and says so in French', {
    timeout: 300_000,
  }, async () => {
    const lines: string[] = [];
    const { faults, scenes, answers, sentences } = await runBadDays({
      servers: 3,
      say: (line) => lines.push(line),
    });
    expect({ faults, lines }).toEqual({ faults: [], lines });
    expect(scenes).toEqual([
      'a server killed at work',
      'a purge while a server is down',
      'PostgreSQL restarted at once',
      'the base away',
      'the base read-only',
      'the base full',
      'a server that stands still, while two of another house begin an empty base, one a second off',
      'a slow network that loses pieces',
      'the base upgraded by two at once, under servers at work',
      'the machine of the base gone, its standby promoted',
    ]);
    // The floor worked through all of it, and was told each time what was wrong.
    expect(answers).toBeGreaterThan(scenes.length * 10);
    expect(sentences).toEqual(
      expect.arrayContaining([
        'La base de données ne répond pas, ou est occupée par un autre travail.',
        'Le disque de la base de données est plein : rien n’a été enregistré.',
        'Le serveur ne répond pas.',
      ]),
    );
  });
});
