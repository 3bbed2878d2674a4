import { describe, expect, it } from 'vitest';
import { siteOfCall } from '../../../server/domain/line/call-site.ts';
import { pbxFiles } from '../../../server/domain/line/dialplan-text.ts';
import { checkLine } from '../../../server/domain/line/line-check.ts';
import {
  readSkills,
  seatQueues,
  shownSkills,
  skillsToStore,
} from '../../../server/domain/seats/seat-skills.ts';
import { lineSettings } from '../../support/campaign/pledge-line.ts';

const DUTCH = { code: 'nl', name: 'néerlandais', queue: 'promesses-nl', spillAfterSeconds: 20 } as const;
const SIGNS = { code: 'lsf', name: 'langue des signes', queue: 'promesses-lsf' } as const;
const LINE = { ...lineSettings(), skills: [DUTCH, SIGNS] };
const queuesOf = (text: string) => {
  const read = readSkills(text, LINE);
  return 'problem' in read ? read.problem : read.queues.map(({ queue, rank }) => `${queue}=${rank}`);
};

describe('skills of somebody at a seat (R-43)', () => {
  it.each([
    ['', []],
    ['nl', ['promesses-nl=0']],
    ['Néerlandais=1', ['promesses-nl=1']],
    ['nl=0, partenaire=2', ['promesses-nl=0', 'promesses-partenaire=2']],
    ['nl / lsf=3', ['promesses-nl=0', 'promesses-lsf=3']],
  ])('« %s » is read as people write it', (text, queues) => {
    expect(queuesOf(text)).toEqual(queues);
  });

  it.each(['de', 'nl=10', 'nl=', '=1', 'ecoute', 'nl nl=2', '4111 1111 1111 1111'])(
    '« %s » is refused, and what is known is told',
    (text) => {
      expect(queuesOf(text)).toMatch(/deux fois|nl=0, lsf=0, MAISON=0/);
    },
  );

  it('adds to the queue of the site, which comes first unless another rank is said for it', () => {
    const stored = (text: string) => {
      const read = readSkills(text, LINE);
      return 'problem' in read ? '' : skillsToStore(read.queues);
    };
    expect(seatQueues(LINE, 'promesses', '[]')).toEqual([{ queue: 'promesses', rank: 0 }]);
    expect(seatQueues(LINE, 'promesses', stored('nl'))).toEqual([
      { queue: 'promesses', rank: 0 },
      { queue: 'promesses-nl', rank: 0 },
    ]);
    expect(seatQueues(LINE, 'promesses', stored('MAISON=1 nl'))).toEqual([
      { queue: 'promesses', rank: 1 },
      { queue: 'promesses-nl', rank: 0 },
    ]);
    expect(shownSkills(LINE, stored('MAISON=1 nl'))).toEqual(['nl=0', 'MAISON=1']);
    // The folder lost a skill since, or another version wrote the row.
    expect(seatQueues({ ...LINE, skills: [] }, 'promesses', stored('nl'))).toEqual([
      { queue: 'promesses', rank: 0 },
    ]);
    expect(seatQueues(LINE, 'promesses', 'autre chose')).toEqual([{ queue: 'promesses', rank: 0 }]);
  });
});

describe('the queues of skills', () => {
  it('are written for the PBX, each with its own way in; a folder without skills gives the bytes of before', () => {
    const [extensions = '', queues = ''] = pbxFiles(LINE).map(({ text }) => text);
    expect(extensions).toContain(' same => n,Queue(promesses-nl,r,,,20)\n same => n,Goto(s,1)\n');
    expect(extensions).toContain(' same => n,Queue(promesses-lsf,r)\n same => n,Hangup()\n');
    expect(queues).toContain('\n[promesses-nl](plateau-queue)\n');
    expect(pbxFiles({ ...LINE, skills: [] })).toEqual(pbxFiles(lineSettings()));
  });

  it('are apart from those of sites, team and each other', () => {
    const found = (skills: typeof LINE.skills | readonly object[]) =>
      checkLine({ ...LINE, skills: skills as typeof LINE.skills }, '2026-11-25').map(({ code, at }) => [
        code,
        ...at,
      ]);
    expect(found(LINE.skills)).toEqual([]);
    expect(found([DUTCH, { ...SIGNS, queue: 'promesses-nl' }])).toEqual([['skill-twice', 'skills', 1]]);
    expect(found([{ ...DUTCH, queue: 'ecoute' }])).toEqual([['skill-twice', 'skills', 0]]);
    expect(found([{ ...DUTCH, code: 'maison' }])).toEqual([['skill-twice', 'skills', 0]]);
  });

  it('count a call at the seat that takes it, and until then where the others go', () => {
    const call = { queue: 'promesses-nl', waitingAtMs: Date.parse('2026-12-06T18:00+01:00'), seat: null };
    expect(siteOfCall(LINE, call)).toBe('MAISON');
    expect(siteOfCall(LINE, { ...call, seat: 'PARTENAIRE-07' })).toBe('PARTENAIRE');
    expect(siteOfCall(LINE, { ...call, queue: 'promesses', seat: 'PARTENAIRE-07' })).toBe('MAISON');
    expect(siteOfCall(LINE, { ...call, queue: 'ecoute' })).toBeUndefined();
  });
});
