import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { plateauAsked } from '../support/house/command-line.ts';

/** What a person types at a question of a command, on a real terminal, beside the answer. */
const cwd = mkdtempSync(join(tmpdir(), 'plateau-questions-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

describe('a question that is not answered', () => {
  it.each([
    ['Ctrl-C', '\u0003', 'login', 'Identifiant :'],
    ['Ctrl-C', '\u0003', 'login camille', 'Mot de passe :'],
    ['Ctrl-D', '\u0004', 'login', 'Identifiant :'],
    ['Ctrl-D', '\u0004', 'login camille', 'Mot de passe :'],
  ])('by %s does nothing, and says so', async (_, key, line, question) => {
    const asked = { env: {}, cwd, answers: [[question, key]] as const, lastWords: 'Interrompu' };
    const { status, screen } = await plateauAsked(line.split(' '), asked);
    expect([status, screen]).toEqual([130, expect.stringContaining('Interrompu : rien n’a été fait.')]);
    expect(screen).not.toContain('défaut');
  });
});
