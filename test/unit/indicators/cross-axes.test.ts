import { describe, expect, it } from 'vitest';
import { CROSS_COLUMNS, crossAxes, teamsOf } from '../../../server/domain/indicators/cross-axes.ts';
import { ASKING_SCRIPT } from '../../support/review/heard-room.ts';

const context = { scripts: new Map([['v1', ASKING_SCRIPT]]), teams: new Map([['a1', 'UPG-FR']]) };
const named = (key: string, text: string | null) =>
  crossAxes([{ name: 'canal', label: 'canal', classes: ['RUE', 'AUTRE'] }])
    .find((one) => one.key === key)
    ?.nameOf(text, context);

describe('R-75 dimensions', () => {
  it.each([
    ['profil', '', 'non renseigné'],
    ['tranche', '5', '50 et plus'],
    ['anciennete', '0', 'moins d’un an'],
    ['anciennete', null, 'inconnue'],
    ['theme', '', 'sans thème'],
    ['creneau', String(Date.parse('2026-11-20T18:00:00+01:00') / 3_600_000), 'soir'],
    ['creneau', String(Date.parse('2026-11-22T11:00:00+01:00') / 3_600_000), 'dimanche'],
    ['jour', String(Date.parse('2026-11-21T11:00:00+01:00') / 3_600_000), 'samedi'],
    ['etape', 'v1 pourquoi budget frein', 'motif d’arrêt'],
    ['etape', 'v1 fin', 'sans script'],
    ['etape', 'v9 pourquoi', 'sans script'],
    ['equipe', 'a1', 'UPG-FR'],
    ['equipe', 'parti', 'équipe inconnue'],
    ['pays', 'CH', 'CH'],
    ['canal', 'RUE', 'rue'],
    ['canal', 'VALEUR DU FICHIER', 'non classé'],
    ['canal', null, 'non classé'],
  ])('%s names %j « %s »', (key, text, name) => {
    expect(named(key, text)).toBe(name);
  });

  it('are asked of every column of the base, and a declared profile takes no other’s name', () => {
    const asked = crossAxes([]).map(({ column }) => column);
    expect(new Set(asked)).toEqual(new Set(CROSS_COLUMNS));
    const taken = crossAxes([{ name: 'profil', label: 'profil', classes: [] }]);
    expect(taken.filter(({ key }) => key === 'profil')).toHaveLength(1);
  });

  it('never name an agent: a team of fewer than five is told with the other small ones', () => {
    const agents = [
      ...Array.from({ length: 5 }, (_, at) => ({ id: `a${at}`, campaigns: ['UPG-FR', 'REA-FR'] })),
      ...Array.from({ length: 4 }, (_, at) => ({ id: `b${at}`, campaigns: ['UPG-BE'] })),
      { id: 'c', campaigns: ['UPG-CH'] },
    ];
    const teams = teamsOf(agents);
    expect([...new Set(teams.values())]).toEqual(['REA-FR + UPG-FR', 'petites équipes']);
    expect(teams.get('c')).toBe('petites équipes');
  });
});
