import { describe, expect, it } from 'vitest';
import { callOutcomeSchema } from '../../../../shared/call-outcome.ts';
import { foundNotes } from '../../../../tui/state/overlays/knowledge-search.ts';
import type { WorkstationState } from '../../../../tui/state/workstation-state.ts';
import { workstationUpdate } from '../../../../tui/state/workstation-update.ts';
import { MONDAY_EVENING_MS } from '../../../support/workstation/fictitious-cards.ts';
import { AIDS, GALLERY } from '../../../support/workstation/screen-gallery.ts';
import { commandsOf, press, tell } from '../../../support/workstation/workstation-driver.ts';

const card = GALLERY.card!;
const callOf = ({ stage }: WorkstationState) => {
  if (stage.at !== 'call') throw new Error(`no call: ${stage.at}`);
  return stage.call;
};

describe('knowledge, one key away', () => {
  it('finds by the beginning of a word, without accents, titles first', () => {
    const titles = (typed: string) => foundNotes(AIDS.notes, typed).map(({ title }) => title);
    expect(titles('recu')).toContain('Reçu fiscal');
    expect(titles('CONFIANCE frais')).toEqual(['Frais, comptes, confiance']);
    expect(titles('ompte')).toEqual([]);
    expect(titles('')).toHaveLength(AIDS.notes.length);
    expect(titles('droits')[0]).toBe('Données et droits de la personne');
  });

  it('is asked for with the first card of a version, and only then', () => {
    const { stage } = card;
    if (stage.at !== 'call') throw new Error('a call');
    const came = { type: 'card-came', card: stage.call.card, script: stage.call.script } as const;
    const { aids: _, ...fresh } = { ...card, stage: { at: 'loading' } as const };
    const asked = commandsOf(fresh, came).filter((command) => command.do === 'aids');
    expect(asked).toEqual([{ do: 'aids', campaign: 'UPG-FR-26', version: AIDS.version }]);
    const again = commandsOf({ ...card, stage: { at: 'loading' } }, came);
    expect(again.some((command) => command.do === 'aids')).toBe(false);
  });

  it('asks again for what did not come, when somebody wants to read it', () => {
    const failed = GALLERY['knowledge-failed']!;
    const closed = press(failed, 'escape');
    expect(commandsOf({ ...closed, aids: failed.aids! }, { type: 'knowledge' })).toMatchObject([
      { do: 'aids' },
    ]);
  });

  it('covers the call and changes nothing of it: a half-typed note comes back', () => {
    const note = press(card, 'ctrl-n', 'l', 'e');
    const back = press(note, 'ctrl-k', 'd', 'o', 'n', 'down', 'escape');
    expect(back.stage).toEqual(note.stage);
  });
});

describe('objections', () => {
  it('are recorded on the step of the path where they were heard, and stay through going back', () => {
    const noted = press(card, 'o', 'o', 'ctrl-o', 'c', 'enter');
    expect(callOf(noted).path.at(-1)).toEqual({ node: 'merci', objections: ['frais'] });
    expect(noted.notice?.text).toContain('Continuez');
    const twice = press(noted, 'ctrl-o', 'down', 'enter', 'ctrl-o', 'c', 'enter');
    expect(callOf(twice).path.at(-1)?.objections).toEqual(['frais', 'deja']);
    expect(callOf(press(noted, 'backspace')).path).toEqual([
      { node: 'accroche', answer: 'o' },
      { node: 'moment', objections: ['frais'] },
    ]);
  });

  it('leave with the outcome, in the shape that the server accepts', () => {
    const ended = press(card, 'o', 'o', 'ctrl-o', 'k', 'enter', 'm', 'enter', 'o');
    if (ended.stage.at !== 'saving') throw new Error(`not saving: ${ended.stage.at}`);
    expect(callOutcomeSchema.parse(ended.stage.outcome).path).toContainEqual({
      node: 'merci',
      objections: ['stop'],
    });
  });

  it('a stopping one locks as a stop word does, and a step back takes it back as one', () => {
    const ask = press(card, 'o', 'o', 's', 's', 'o');
    const heard = press(ask, 'ctrl-o', 'k', 'enter');
    expect(heard.notice).toMatchObject({ tone: 'alert' });
    expect(callOf(heard).path.slice(-2)).toEqual([
      { node: callOf(ask).path.at(-1)?.node, objections: ['stop'] },
      { node: 'fin_neutre', stop: true },
    ]);
    // Which ending it is depends on what was said: none is chosen for the agent.
    expect(callOf(heard)).not.toHaveProperty('wanted');
    for (const key of ['A', 'f4', 'f10', 'ctrl-g'])
      expect(callOf(press(heard, key)).path).toEqual(callOf(heard).path);
    expect(callOf(press(heard, 'backspace')).path).toHaveLength(callOf(ask).path.length);
  });

  it('a letter without objection says why nothing happens', () => {
    expect(press(card, 'ctrl-o', 'z').notice?.text).toContain('Aucune objection');
  });

  it('closing the list notes nothing', () => {
    expect(callOf(press(card, 'ctrl-o', 'c', 'escape')).path).toEqual(callOf(card).path);
  });
});

describe('diary and end of shift', () => {
  it('ask the server when they open; a late answer to a closed page changes nothing', () => {
    const waiting = GALLERY.waiting!;
    expect(commandsOf(waiting, { type: 'shift-end' })).toEqual([{ do: 'my-day' }, { do: 'diary' }]);
    const diary = { type: 'diary-came', diary: { nowMs: 0, atMs: [] } } as const;
    expect(tell(waiting, diary)).toEqual(waiting);
  });

  it('leaving takes its own key; an open card is given back', () => {
    const page = press(card, 'ctrl-d');
    expect(press(page, 'enter').overlay?.kind).toBe('shift-end');
    expect(press(page, 'n').overlay).toBeUndefined();
    const left = workstationUpdate(page, { type: 'yes' }, MONDAY_EVENING_MS);
    expect(left.commands).toMatchObject([{ do: 'leave', release: callOf(card).card.callId }]);
  });
});
