import { describe, expect, it } from 'vitest';
import { aidsHash, versionedAids } from '../../../server/domain/campaign/aids-version.ts';
import { checkCampaign } from '../../../server/domain/campaign-check/campaign-check.ts';
import { partDiff } from '../../../server/domain/said/part-diff.ts';
import {
  CAMPAIGN_FOLDERS,
  campaignFiles,
  loadedCampaign,
} from '../../support/campaign/reference-campaigns.ts';

const GOOD = `modules:
  - code: accueil
    title: Accueil
    read: Un texte.
    questions:
      - asks: Que dire ?
        choices: [Bonjour, Au revoir]
        right: 1
        why: On salue d’abord.
        note: L’association
`;

/** The French upgrade with other modules: code and line of each fault. */
function faultsOf(text: string): readonly string[] {
  const files = new Map([...campaignFiles('upgrade-fr'), ['modules.yaml', text]]);
  return checkCampaign(files).problems.map(({ file, code, line }) => `${file}:${line} ${code}`);
}

describe('R-69 the modules of a campaign', () => {
  it.each(CAMPAIGN_FOLDERS)('%s teaches the association and inclusion, from its own notes', (folder) => {
    const { aids } = loadedCampaign(folder);
    const titles = aids.notes.map(({ title }) => title);
    expect(aids.modules?.map(({ code }) => code)).toEqual(['association', 'inclusion']);
    for (const { questions } of aids.modules ?? []) {
      expect(questions.length).toBeGreaterThanOrEqual(5);
      for (const { note } of questions) expect(titles).toContain(note);
    }
  });

  it('a good file has no fault, and a campaign may do without', () => {
    expect(faultsOf(GOOD)).toEqual([]);
    const files = new Map(campaignFiles('upgrade-fr'));
    files.delete('modules.yaml');
    expect(checkCampaign(files)).toMatchObject({ problems: [], aids: { notes: expect.any(Array) } });
    expect(checkCampaign(files).aids.modules).toBeUndefined();
  });

  it.each([
    ['modules.yaml:8 module-right', 'right: 1', 'right: 3'],
    ['modules.yaml:7 module-choice-twice', 'Au revoir', 'Bonjour'],
    ['modules.yaml:10 module-note-unknown', 'note: L’association', 'note: Une note absente'],
    ['modules.yaml:2 invalid-value', 'code: accueil', 'code: Accueil'],
    ['modules.yaml:3 unknown-key', 'title: Accueil', 'titre: Accueil'],
    ['modules.yaml:4 module-does-not-fit', 'Un texte.', 'Un texte trop long. '.repeat(44).trim()],
    [
      'modules.yaml:6 module-does-not-fit',
      '[Bonjour, Au revoir]',
      `[${[1, 2, 3, 4].map((n) => `${n} ${'un choix bien trop long '.repeat(3).trim()}`).join(', ')}]`,
    ],
  ])('%s: a fault is refused at its line', (fault, good, bad) => {
    const wide = GOOD.replace(
      'On salue d’abord.',
      'On salue d’abord, on se nomme ensuite. '.repeat(6).trim(),
    );
    expect(faultsOf((fault.includes(':6') ? wide : GOOD).replace(good, bad))).toContain(fault);
  });

  it('are approved with the notes: another right answer is another version, shown in the differences', () => {
    const { aids } = loadedCampaign('upgrade-fr');
    const [first, ...rest] = aids.modules ?? [];
    const [question, ...others] = first!.questions;
    const changed = { ...first!, questions: [{ ...question!, right: 2 }, ...others] };
    const before = versionedAids(aids)!;
    const after = versionedAids({ ...aids, modules: [changed, ...rest] })!;
    expect(after.version).not.toBe(before.version);
    const notes = (aids: typeof before) => ({ kind: 'notes' as const, aids });
    expect(partDiff(notes(before), notes(after))?.entries).toMatchObject([
      { mark: '~', title: 'Module « L’association et ses donateurs »' },
    ]);
    const { modules: _, ...without } = aids;
    expect(aidsHash({ ...without, modules: [] })).toBe(aidsHash(without));
  });
});
