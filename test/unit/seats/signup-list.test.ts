import { expect, it } from 'vitest';
import { nameProblem, readSignupList } from '../../../server/domain/seats/signup-list.ts';

it('R-43 a name that shows something else than what it holds is nobody’s', () => {
  for (const name of ['Zoé \u202eD.', 'Ren\ufffde D.', 'Ab\u001b[31m D.', 'Zo\u200bé D.'])
    expect(nameProblem(name), JSON.stringify(name)).toMatch(/invisible ou illisible/);
  expect(nameProblem('Zoé D.')).toBeUndefined();
  expect(readSignupList('nom\nZoé D.\nRen\ufffde D.\n')).toMatchObject({
    people: [{ person: 'Zoé D.' }],
    faults: [{ line: 3 }],
  });
});
