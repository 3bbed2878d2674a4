import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../../support/machine/programs.ts';
import { type HostRoom, openHostRoom } from '../../support/ssh/ssh-host-room.ts';
import { openSsh } from '../../support/ssh/ssh-screen.ts';
import { unreachable } from '../../support/workstation/scripted-desk.ts';

let room: HostRoom;
beforeAll(async () => {
  room = await openHostRoom();
});
afterAll(() => room.close());

describeWith('ssh')('R-58 a place that another workstation took', () => {
  it('ends the line in words, once the outcome that was on its way has arrived', async () => {
    const screen = openSsh(room.place, 'camille', { args: ['-i', room.key] });
    await screen.see('─ Accroche ─');
    const desk = room.desk('camille');
    desk.failNext('saveOutcome', unreachable());
    screen.press('R');
    await screen.see('NON ENVOYÉE');
    desk.live({ kind: 'other-screen', hadPlace: true, text: 'ailleurs' });
    screen.press('enter');
    expect(await screen.ended()).toBe(0);
    expect(desk.outcomes).toHaveLength(1);
    await screen.hear(/repris depuis une autre connexion.*reconnectez-vous/s);
    expect([room.host.seats(), room.tokens.size, screen.isAlternate()]).toEqual([0, 0, false]);
  });

  it('that was never this one’s leaves the choice on the screen', async () => {
    const screen = openSsh(room.place, 'camille', { args: ['-i', room.key] });
    await screen.see('─ Accroche ─');
    room.desk('camille').live({ kind: 'other-screen', text: 'Vous êtes déjà au travail.' });
    await screen.see('Entrée : reprendre la main ici.');
    await screen.cut();
  });
});
