import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documentMarkdown } from '../../../server/domain/files/document-markdown.ts';
import { kickoffSheet, openPoints } from '../../../server/domain/papers/kickoff-sheet.ts';
import { storySettings } from '../../support/review/review-story.ts';

const CAMPAIGNS = join(import.meta.dirname, '..', '..', '..', 'server', 'campaigns');
const FOLDERS = ['upgrade-fr', 'upgrade-be', 'upgrade-ch', 'reactivation-fr', 'reactivation-be'];

function settingsText(folder: string): string {
  return readFileSync(join(CAMPAIGNS, folder, 'campaign.yaml'), 'utf8');
}

describe('R-71 the sheet of the kick-off meeting', () => {
  it('asks every question that the file asks, with the value that stands over none other', () => {
    const text = [
      '# « À confirmer » : question posée au lancement.',
      '# À confirmer : nombre de tentatives,',
      '# dix au plus (docs/rules/cadence.md).',
      'cadence:',
      '  maxAttempts: 8',
      'other: 1',
      '',
      '# Numéro présenté. À confirmer.',
      'callerNumber: "+33199000000"',
      '# Une autre remarque.',
    ].join('\n');
    expect(openPoints(new Map([['campaign.yaml', text]]))).toEqual([
      {
        ...{ file: 'campaign.yaml', line: 2 },
        asks: 'Nombre de tentatives, dix au plus.',
        written: 'cadence : maxAttempts: 8 ; other: 1',
      },
      {
        ...{ file: 'campaign.yaml', line: 8 },
        asks: 'Numéro présenté.',
        written: 'callerNumber: "+33199000000"',
      },
    ]);
  });

  it.each(FOLDERS)('forgets no question of %s', (folder) => {
    const text = settingsText(folder);
    const points = openPoints(new Map([['campaign.yaml', text]]));
    const marked = text.split('\n').filter((line) => line.includes('À confirmer'));
    expect(points).toHaveLength(marked.length - 1);
    for (const { asks, written } of points) {
      expect(asks.length).toBeGreaterThan(10);
      expect(written).not.toBe('');
    }
    const sheet = documentMarkdown(kickoffSheet(storySettings(), new Map([['campaign.yaml', text]]), 0));
    for (const { line } of points) expect(sheet).toContain(`campaign.yaml, ligne ${line} `);
  });
});
