import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  loginOf,
  mayWork,
  passwordRefusal,
  SESSION_MS,
  sessionEndMs,
} from '../../../server/domain/access/account-rules.ts';

const NOW = Date.UTC(2026, 10, 23, 16, 5);

describe('password policy', () => {
  test('accepts long passwords, with accents and spaces', () => {
    for (const password of [
      'citron vélo nuage tambour',
      'Xk7-pomme-Bracelet',
      'ñandú sans motdepasse',
      'azerty est trop court seul',
    ]) {
      expect(passwordRefusal(password, 'jeanne.t')).toBeUndefined();
    }
  });

  test.each([
    ['onze signes', 'aucun mot b', /au moins 12/],
    ['129 signes', 'pomme-vélo-'.repeat(12), /au plus 128/],
    ['l’identifiant dedans', 'Vive-Jeanne.T-2026!', /identifiant/],
    ['l’identifiant entouré de chiffres', '123jeanneT456789', /identifiant/],
    ['des chiffres seulement', '2026 11 23 17 05', /chiffres/],
    ['un seul signe répété', 'aaaaaaaaaaaaaaaa', /suite ou une répétition/],
    ['une suite', 'abcdefghijklmnop', /suite ou une répétition/],
    ['une suite à l’envers', 'ponmlkjihgfedcba', /suite ou une répétition/],
    ['un mot courant et une année', 'MotDePasse-2026!', /trop courant/],
    ['un mot courant maquillé', 'p@ssw0rd20262026', /trop courant/],
    ['un mot courant deux fois', 'bonjourBonjour1', /trop courant/],
  ] as const)('%s', (_, password, refusal) => {
    expect(passwordRefusal(password, 'jeanne.t')).toMatch(refusal);
  });

  test('never repeats the password in its sentence', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4, maxLength: 140 }), (password) => {
        const sentence = passwordRefusal(password, 'jeanne.t');
        return sentence === undefined || password.trim().length < 4 || !sentence.includes(password);
      }),
    );
  });
});

describe('access window (R-30)', () => {
  const open = { disabled: false, validFromMs: NOW, validToMs: NOW + 3_600_000 };

  test('starts at its start, ends before its end, and never when disabled', () => {
    expect(mayWork(open, NOW - 1)).toBe('not-yet');
    expect(mayWork(open, NOW)).toBe('yes');
    expect(mayWork(open, NOW + 3_600_000 - 1)).toBe('yes');
    expect(mayWork(open, NOW + 3_600_000)).toBe('ended');
    expect(mayWork({ ...open, disabled: true }, NOW)).toBe('disabled');
  });

  test('a session lasts twelve hours and never past the end of the access', () => {
    expect(sessionEndMs(open, NOW)).toBe(NOW + 3_600_000);
    expect(sessionEndMs({ ...open, validToMs: NOW + 2 * SESSION_MS }, NOW)).toBe(NOW + SESSION_MS);
  });
});

describe('logins', () => {
  test('are trimmed and lower-cased; anything else is none', () => {
    expect(loginOf(' Jeanne.T ')).toBe('jeanne.t');
    expect(loginOf('a-1')).toBe('a-1');
    for (const typed of ['', 'a', '1ab', 'jé', 'a b', `a${'b'.repeat(31)}`, 'x@exemple.invalid']) {
      expect(loginOf(typed)).toBeUndefined();
    }
  });
});
