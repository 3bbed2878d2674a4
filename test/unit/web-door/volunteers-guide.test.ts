import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DOOR_PAGES } from '../../../server/web/door/door-pages.ts';

const guide = readFileSync('server/campaigns/fiches/espace-benevoles.md', 'utf8');

it('the guide of the volunteers’ pages tells each line of their menu, in its order, and no other', () => {
  const menu = DOOR_PAGES.filter((one) => one.for === 'participant' && one.label !== undefined);
  const told = [...guide.matchAll(/^\| \*\*(.+?)\*\* \|/gm)].map(([, label]) => label);
  expect(told).toEqual(menu.map(({ label }) => label));
});
