import { describe, expect, it } from 'vitest';
import type { Card } from '../../../../shared/card.ts';
import { openCallbackForm } from '../../../../tui/state/call/callback-form.ts';
import { callbackText } from '../../../../tui/state/call/callback-time.ts';
import type { WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { fictitiousCard, MONDAY_EVENING_MS } from '../../../support/workstation/fictitious-cards.ts';
import { drawnScreen } from '../../../support/workstation/screen-text.ts';
import { callState, press, tell } from '../../../support/workstation/workstation-driver.ts';

const zone = 'Europe/Paris';
/** Ten to thirteen and fourteen to half past eight on weekdays, to six on Saturday; the holiday has none. */
const HOLIDAY = '2026-12-01';
const today = Temporal.Instant.fromEpochMilliseconds(MONDAY_EVENING_MS)
  .toZonedDateTimeISO(zone)
  .toPlainDate();
const spans = Array.from({ length: 15 }, (_, ahead) => today.add({ days: ahead }))
  .filter((day) => day.dayOfWeek < 7 && day.toString() !== HOLIDAY)
  .flatMap((day) => {
    const at = (time: string) => day.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
    const evening = day.dayOfWeek === 6 ? '18:00' : '20:30';
    return [
      { fromMs: at('10:00'), toMs: at('13:00') },
      { fromMs: at('14:00'), toMs: at(evening) },
    ].filter(({ toMs }) => toMs > MONDAY_EVENING_MS);
  });
const card: Card = {
  ...fictitiousCard(),
  callbackSpans: spans,
  holidays: [{ date: HOLIDAY, name: 'Fête de l’Exemple' }],
};
const asked = press(callState(card), 'P');
const written = (text: string) => press(asked, ...text);
const drawn = (state: WorkstationState) => drawnScreen(state, { columns: 80, rows: 30 }).text;
const takenBy = ({ stage }: WorkstationState) =>
  stage.at === 'saving' && stage.outcome.form === 'callback'
    ? callbackText(stage.outcome.callback.atMs, zone)
    : stage.at;

describe('the moment of a callback', () => {
  it('is nothing until it is said, or taken with the arrow', () => {
    expect(asked.stage).toMatchObject({ form: { kind: 'callback', field: { text: '' } } });
    const empty = press(asked, 'enter');
    expect(empty.stage).toMatchObject({ form: { kind: 'callback' } });
    expect(empty.notice?.text).toContain('↓ prend le premier possible');
    expect(takenBy(press(asked, 'down', 'enter'))).toBe('23/11 17:15');
  });

  it.each([
    ['samedi', 'down', '28/11 10:00'],
    ['samedi', 'down down', '28/11 14:00'],
    ['le 3', 'down down down', '03/12 18:00'],
    ['demain', 'down', '24/11 10:00'],
    ['week-end', 'down down', '28/11 14:00'],
    ['la semaine prochaine', 'down', '30/11 17:00'],
    ['la semaine prochaine', 'down down', '03/12 17:00'],
    ['la semaine prochaine', 'down down down', '05/12 10:00'],
    ['la semaine prochaine', 'down down up', '30/11 17:00'],
  ])('« %s » proposes moments, and takes the one chosen (%s)', (text, arrows, moment) => {
    const several = written(text);
    expect(drawn(several)).toContain('Moments possibles');
    expect(press(several, 'enter').notice?.text).toContain('précisez l’heure');
    const chosen = press(several, ...arrows.split(' '));
    expect(drawn(chosen)).toContain('Moments possibles');
    expect(takenBy(press(chosen, 'enter'))).toBe(moment);
  });

  it('written anew, the moments of before are forgotten', () => {
    const again = press(press(written('samedi'), 'down', 'ctrl-u'), ...'demain 18h');
    expect(drawn(again)).not.toContain('Moments possibles');
    expect(takenBy(press(again, 'enter'))).toBe('24/11 18:00');
  });

  it.each([
    ['dimanche 15h', 'C’est un dimanche'],
    ['dimanche', 'C’est un dimanche'],
    ['mardi 1er décembre 10h', undefined],
    ['1er décembre 10h', 'Jour férié (Fête de l’Exemple)'],
    ['demain 21h', 'Trop tard : ce jour-là, avant 20:30.'],
    ['demain 8h', 'Trop tôt : ce jour-là, à partir de 10:00.'],
    ['demain 13h30', 'À cette heure-là, personne n’est appelé'],
    ['20/12 18h', 'Trop loin : un rappel se promet dans les 14 jours.'],
    ['23/11 10h', 'Ce moment est passé.'],
    ['n’importe quand', 'Écrivez un jour et une heure'],
  ])('« %s » is refused for its own reason', (text, why) => {
    const state = written(text);
    if (why !== undefined) expect(drawn(state)).toContain(why);
    expect(press(state, 'enter').stage.at).toBe('call');
  });

  it('of somebody who hesitates is proposed for the next day at that hour, after the e-mail', () => {
    const { stage } = callState(card);
    if (stage.at !== 'call') throw new Error('a card');
    const closing = { code: 'RP_INDECIS', confirmed: false, readBack: false };
    const form = openCallbackForm({ ...stage.call, closing }, MONDAY_EVENING_MS);
    expect(form.field).toMatchObject({ text: '24/11 17:15', proposed: true });
    const { callId } = card;
    const receipt = {
      callId,
      disposition: 'RP_INDECIS',
      summary: 'Rappel.',
      confirmation: 'queued',
    } as const;
    const saved = tell(press(asked, 'down', 'enter'), { type: 'saved', receipt });
    expect(saved.notice?.text).toContain('e-mail d’information sous 48 h');
  });
});
